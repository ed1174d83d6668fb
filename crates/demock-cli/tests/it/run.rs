//! `demock run` with real Postgres and Redis: what a command gets, what is said of it, and that nothing is left.
//!
//! Where services come from in these tests, says `project`.

use crate::project::{Project, shared_memory, signal, wait_for};
use crate::tree::{Ran, Run};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

const COMPOSE: &str = "\
services:
  db:
    image: postgres:17
    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: 's3cret/word', POSTGRES_DB: shop}
    volumes: ['./init:/docker-entrypoint-initdb.d:ro']
    command: postgres -c max_connections=37
  cache:
    image: redis:7
    command: redis-server --requirepass 'pa ss' --maxmemory 64mb
  api:
    build: .
    environment:
      STORE_URL: postgresql+asyncpg://me@db:5432/shop
      CACHE_HOST: cache
      CACHE_PORT: '6379'
";

const PING: &str = "exec 3<>/dev/tcp/127.0.0.1/$CACHE_PORT; printf 'AUTH \"pa ss\"\\r\\nPING\\r\\nCONFIG GET maxmemory\\r\\n' >&3; head -n 7 <&3";

#[test]
fn a_command_reaches_fresh_services_and_what_it_did_with_them_is_said() {
    let project = Project::new(COMPOSE);
    let ask = "psql \"$DATABASE_URL\" -AXtc 'SELECT count(*), max(id) FROM item; SHOW max_connections; SHOW server_version; INSERT INTO item VALUES (3)'";
    for round in 0..2 {
        let ran = project.run(&["--require", "db,cache"], &format!("{ask} && {PING}")).exits(0);
        ran.says("1|2").says("37").says("17.10").says("PONG").says("67108864");
        ran.warns("demock: db (Postgres): 1 connection, ")
            .warns("1 row written")
            .warns("demock: cache (Redis): 1 connection, 3 commands");
        ran.warns("demock: api: not started: it is built for a container");
        assert!(!ran.stderr.contains("s3cret"), "round {round}: {}", ran.stderr);
    }
    project.is_clean();
}

/// The file of a typical project, as it stands; what it reads is what such suites read.
#[test]
fn clickhouse_speaks_both_protocols_and_knows_its_users() {
    let project = Project::new(
        "services:\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    ports: ['8124:8123', '9001:9000']\n    environment: {CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: pw, CLICKHOUSE_DB: events}\n    volumes: ['./init/1.sql:/docker-entrypoint-initdb.d/1.sql']\n",
    );
    project.tree.write("init/1.sql", "CREATE TABLE events.seen (id UInt8) ENGINE = MergeTree ORDER BY id;\nINSERT INTO events.seen VALUES (1), (2);\n");
    let ask = |key: &str| {
        format!(
            "exec 3<>/dev/tcp/$CLICKHOUSE_HOST/$CLICKHOUSE_HTTP_PORT; Q='SELECT count() + 40, currentUser() FROM events.seen'; printf 'POST / HTTP/1.0\\r\\nX-ClickHouse-User: me\\r\\nX-ClickHouse-Key: {key}\\r\\nContent-Length: %d\\r\\n\\r\\n%s' ${{#Q}} \"$Q\" >&3; cat <&3; exec 4<>/dev/tcp/$CLICKHOUSE_HOST/$CLICKHOUSE_PORT"
        )
    };
    let ran = project.run(&["--require", "ch"], &ask("pw")).exits(0);
    ran.says("42\tme")
        .warns("demock: ch (ClickHouse): 1 command, 0 rows written")
        .warns("`latest` is what whoever pulls it decides");
    let ran = project.run(&["--require", "ch"], &ask("wrong")).exits(1);
    ran.says("AUTHENTICATION_FAILED").warns("demock: ch (ClickHouse): untouched");
    project.is_clean();
}

#[test]
fn whoever_comes_over_tcp_is_asked_for_the_password_and_the_scripts_table_is_where_the_image_puts_it() {
    let project = Project::new(COMPOSE);
    project.run(&[], "PGPASSWORD=wrong psql -AXtc 'SELECT 1'").exits(2).warns("password authentication failed");
    project.run(&[], "psql -d shop -AXtc 'SELECT count(*) FROM outside'").exits(0).says("0");
    project.is_clean();
}

#[test]
fn what_was_never_contacted_is_said_and_fails_where_it_is_required() {
    let project = Project::new(COMPOSE);
    let ran = project.run(&[], "true").exits(0);
    ran.warns("demock: db (Postgres): untouched").warns("demock: cache (Redis): untouched");
    let ran = project.run(&["--require", "db"], PING).exits(1);
    ran.warns("demock: db is required, and the command never contacted it");
    project.run(&["--require", "db"], "exit 5").exits(5);
    project
        .run(&["--require", "dbb"], "true")
        .exits(125)
        .warns("error[stack/unknown-service]: `dbb` is no service")
        .warns("db, cache, api");
    project.is_clean();
}

/// Postgres forgets what it has counted in a database when that goes: frameworks that make one for each test leave nothing else.
#[test]
fn databases_that_a_command_drops_are_told_of_where_their_counters_went_with_them() {
    for image in ["postgres:14", "postgres:17"] {
        let project =
            Project::new(&format!("services:\n  db: {{image: '{image}', environment: {{POSTGRES_PASSWORD: pw}}}}\n"));
        let once = "psql -qc 'CREATE DATABASE own' && psql -q -d own -c 'CREATE TABLE seen (id int)' && psql -qc 'DROP DATABASE own'";
        let ran = project.run(&[], &format!("{once} && {once} && psql -qc 'CREATE DATABASE own'")).exits(0);
        ran.warns("0 rows written, not counting 2 dropped databases\n");
        let ran = project.run(&["--format", "json"], once).exits(0);
        ran.warns("\"dropped_databases\":1,");
        let ran = project.run(&[], "psql -qc 'CREATE DATABASE own'").exits(0);
        ran.warns("0 rows written\n");
        project.is_clean();
    }
}

/// Runners' settings win over variables: where they can be seen, they are named.
#[test]
fn settings_that_kept_a_command_from_a_service_are_named() {
    let project = Project::new("services:\n  cache: {image: 'redis:7'}\n");
    project.tree.write("pytest.ini", "[pytest]\nenv =\n    REDIS_URL=redis://:secret-word@elsewhere:6379/0\n");
    let ran = project.run(&["--require", "cache"], "true").exits(1);
    ran.warns("demock: cache is required, and the command never contacted it: pytest.ini:3 sets REDIS_URL\n");
    assert!(!ran.stderr.contains("secret-word"), "{}", ran.stderr);
    project.is_clean();
}

#[test]
fn exit_codes_are_the_commands_own() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    project.run(&[], "exit 7").exits(7);
    project.run(&[], "kill -KILL $$").exits(137);
    project
        .demock(&["run", "--", "no-such-program"])
        .exits(127)
        .warns("error[cli/command]: `no-such-program` cannot be run");
    project.demock(&["run", "--", "/etc/passwd"]).exits(126);
    let ran = project.run(&[], "cat; echo out; echo err >&2").stdin("in\n").exits(0);
    assert_eq!(ran.stdout, "in\nout\n");
    ran.warns("err\n");
    project.is_clean();
}

#[test]
fn the_environment_is_the_leases_and_every_value_says_where_it_is_from() {
    let project = Project::new(COMPOSE);
    let shell = |run: Run<'_>| -> Ran {
        let run = run.env("DATABASE_URL", "postgresql://somebody/shared").env("SHARED_DSN", "x").env("FLAG", "on");
        run.env("GITHUB_SHA", "abc").exits(0)
    };
    let ran = shell(project.run(&["--explain-env"], "env"));
    assert!(!ran.stdout.contains("somebody"), "{}", ran.stdout);
    ran.says("DATABASE_URL=postgresql://me:s3cret%2Fword@127.0.0.1:").says("PGDATABASE=shop").says("GITHUB_SHA=abc");
    ran.says("CACHE_HOST=127.0.0.1").says("STORE_URL=postgresql+asyncpg://me@127.0.0.1:");
    ran.warns("DATABASE_URL=postgresql://me:********@127.0.0.1:").warns("PGPASSWORD=********  (service db)");
    ran.warns("/shop  (docker-compose.test.yml:13:7)")
        .warns("GITHUB_SHA=abc  (the shell's, CI)")
        .warns("FLAG withheld");
    for secret in ["s3cret", "pa ss", "pa%20ss"] {
        assert!(!ran.stderr.contains(secret), "{secret}: {}", ran.stderr);
    }
    let ran = shell(project.run(&["--inherit"], "env"));
    ran.says("FLAG=on");
    assert!(!ran.stdout.contains("SHARED_DSN"), "{}", ran.stdout);
    project.tree.write("demock.toml", "[run]\npass = [\"SHARED_DSN\"]\n");
    shell(project.run(&[], "env")).says("SHARED_DSN=x");
    project.is_clean();
}

/// Settings of a project name services as the Compose file does: the command finds them there, at the container's ports, and nobody
/// else does.
#[test]
fn services_are_found_by_their_names_where_the_machine_lets_a_command_have_mounts() {
    let project = Project::new(
        "services:\n  db:\n    image: postgres:17\n    container_name: main-db\n    environment: {POSTGRES_PASSWORD: pw}\n  cache:\n    image: redis:7\n",
    );
    let may_mount = std::process::Command::new("unshare").args(["-m", "true"]).status().is_ok_and(|it| it.success());
    let options: &[&str] = if may_mount { &["--require", "db,cache"] } else { &["--names", "--require", "db,cache"] };
    let ask = "cat /etc/hosts; psql postgresql://postgres:pw@main-db:5432/postgres -AXtc 'SELECT 6 * 7'; exec 3<>/dev/tcp/cache/6379; printf 'PING\\r\\n' >&3; head -n 1 <&3";
    let ran = project.run(options, ask).exits(0);
    ran.says(" db main-db\n127.").says(" cache\n").says("\n42\n").says("+PONG");
    let machines = std::fs::read_to_string("/etc/hosts").expect("names of the machine");
    ran.says(&machines);
    assert!(!machines.contains("main-db"), "it is the command's alone: {machines}");
    let ran = project.run(&["--explain-env"], "true").exits(0);
    if may_mount {
        ran.warns("demock: db, main-db: by name at 127.").warns("names lead to the run's own services")
    } else {
        ran.warns("`--names` asks for it")
    };
    project.is_clean();
}

/// What is not started still says how it calls what is: the command stands where it would.
#[test]
fn some_of_the_services_are_started_alone() {
    let project = Project::new(
        "services:\n  cache:\n    image: redis:7\n  q:\n    image: someone/queue:1\n  worker:\n    image: someone/worker:1\n    depends_on: [cache, q]\n    environment: {STORE: 'redis://cache:6379/3', QUEUE: 'amqp://q'}\n",
    );
    project
        .run(&[], "true")
        .exits(125)
        .warns("nothing is known that provides the image `someone/queue:1`")
        .warns("help: say how it runs under `x-demock.command`, or start the others alone: `--only cache`");
    let ran = project.run(&["--only", "cache"], "echo $STORE $REDIS_URL $QUEUE").exits(0);
    ran.says("redis://127.0.0.1:").says("/3 redis://127.0.0.1:").says("/0 amqp://q\n").warns("cache (Redis)");
    assert!(!ran.stderr.contains("worker"), "{}", ran.stderr);
    project.run(&["--only", "worker"], "true").exits(125).warns("someone/queue:1");
    project.run(&["--only", "cahce"], "true").exits(125).warns("did you mean `cache`?");
    project.demock(&["up", "--detach", "cache"]).exits(0).warns("demock: cache is ready on 127.0.0.1:");
    let status = project.demock(&["status"]).exits(0).stdout;
    assert_eq!(status.lines().filter(|line| line.contains("ready")).count(), 1, "{status}");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

#[test]
fn what_cannot_be_is_said_and_nothing_is_left() {
    let project = Project::new(COMPOSE);
    project.tree.write("init/3.sql", "SELECT nonsense;\n");
    let ran = project.run(&[], "echo never").exits(125);
    ran.warns("error[stack/ended]: service `db`: `3.sql` ended with exit code 3")
        .warns("column \"nonsense\" does not exist");
    assert_eq!(ran.stdout, "");
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  db:\n    image: postgres:17\n    volumes: ['./absent:/docker-entrypoint-initdb.d']\n",
    );
    project
        .run(&[], "true")
        .exits(125)
        .warns("error[stack/not-mounted]: docker-compose.test.yml:4:15: service `db`: `absent`, which is mounted to `/docker-entrypoint-initdb.d`, is not there")
        .warns("make the folder: an empty one will do");
    project.tree.write("docker-compose.test.yml", "services:\n  q:\n    image: someone/queue:1\n");
    project
        .run(&[], "true")
        .exits(125)
        .warns("error[stack/not-provided]: service `q`: nothing is known that provides the image `someone/queue:1`");
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  cache:\n    image: redis:7\n    command: redis-server --no-such-setting 1\n",
    );
    project
        .run(&[], "true")
        .exits(125)
        .warns("error[stack/ended]: service `cache`: it ended with exit code 1")
        .warns("no-such-setting");
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  cache:\n    image: redis:7\n    command: sh -c 'redis-server & wait'\n",
    );
    project
        .run(&[], "true")
        .exits(125)
        .warns("service `cache`: docker-compose.test.yml:4:14: the line starts the server among other things, which needs a container");
    project.is_clean();
}

#[test]
fn runs_at_a_time_do_not_see_each_other() {
    let project = Project::new(COMPOSE);
    let line = "psql -AXtqc 'INSERT INTO item VALUES (9); SELECT sum(id) FROM item'";
    let all: Vec<Ran> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..4).map(|_| scope.spawn(|| project.run(&[], line).exits(0))).collect();
        started.into_iter().map(|thread| thread.join().expect("a run")).collect()
    });
    assert!(all.iter().all(|ran| ran.stdout.trim() == "11"), "{all:?}");
    project.is_clean();
}

/// What a terminal does not send, demock passes on.
#[test]
fn a_signal_is_the_commands_and_what_it_leaves_running_ends_with_it() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let mark = project.tree.root.join("there");
    let line = format!("setsid sleep 600 & trap 'exit 9' TERM; touch {}; while :; do sleep 0.01; done", mark.display());
    let mut child = project.spawn("namespaces", &line);
    wait_for(&mark);
    signal(&child, "TERM");
    assert_eq!(child.wait().expect("it ends").code(), Some(9));
    project.is_clean();
}

/// Kept services outlive the command, and end when they are told to.
#[test]
fn kept_services_stay_until_they_are_told_to_go() {
    let project = Project::new(COMPOSE);
    let ran = project.run(&["--keep"], "true").exits(0);
    let look = ran.stderr.lines().find_map(|line| line.strip_prefix("demock:   db: ")).expect("a line").to_owned();
    let pid = ran.stderr.split("`kill ").nth(1).and_then(|rest| rest.split('`').next()).expect("a process").to_owned();
    let line = format!("{look} -AXtc 'SELECT max(id) FROM item'");
    let asked = project.tree.program(Path::new("bash"), &["-c", &line]).exits(0);
    assert_eq!(asked.stdout, "2\n");
    project.tree.program(Path::new("kill"), &[&pid]).exits(0);
    project.is_clean();
}

/// Killed at any moment of start, work and end; the command has children that ignore signals and sessions of their own.
#[test]
fn nothing_is_left_when_demock_is_killed() {
    const LINE: &str = "(setsid bash -c 'trap \"\" TERM HUP INT; sleep 600 & wait' &); psql -qXc 'SELECT count(*) FROM generate_series(1, 1e12)' & sleep 600";
    let project = Project::new(COMPOSE);
    // The first run makes the template: killed in the middle of it as well, it is made by the next.
    for isolation in ["namespaces", "reaper"] {
        let before = shared_memory();
        for round in 0_u64..12 {
            let mut child = project.spawn(isolation, LINE);
            let (_never, tick) = channel::<()>();
            let _ = tick.recv_timeout(Duration::from_millis(round * 97 % 900));
            child.kill().expect("killed");
            child.wait().expect("it ends");
            project.is_clean();
        }
        assert_eq!(shared_memory(), before, "{isolation}");
        project.run(&[], "psql -AXtc 'SELECT max(id) FROM item'").env("DEMOCK_ISOLATION", isolation).exits(0).says("2");
    }
    project.is_clean();
}

/// A program of the project that answers any request with what it was told.
const API: &str = r#"
use strict; use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, Listen => 5, ReuseAddr => 1) or die $!;
while (my $client = $server->accept) {
    my $line = <$client>;
    print $client "HTTP/1.0 200 OK\r\n\r\n$ENV{STORE} $ENV{MODE} $ARGV[0]\n";
    close $client;
}
"#;

/// A program that does not set `SO_REUSEADDR` cannot listen beside the socket that holds its port.
#[test]
fn a_program_that_does_not_share_its_port_has_it_for_itself() {
    let project = Project::new(
        "services:\n  api:\n    build: .\n    ports: ['8000']\n    x-demock: {command: perl api.pl, ready: 'http:/health'}\n",
    );
    project.tree.write("api.pl", &API.replace(", ReuseAddr => 1", ""));
    let line = "exec 3<>/dev/tcp/127.0.0.1/${API_URL##*:}; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3; cat $TMPDIR/../logs/api.log";
    project.run(&[], line).exits(0).says("HTTP/1.0 200 OK").says("Address already in use").says("without SO_REUSEADDR");
    project.is_clean();
}

/// `x-demock` of the Compose file: built, migrated, started after the services and told where they are.
#[test]
fn a_program_of_the_project_runs_beside_its_services() {
    let project = Project::new(
        "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n  api:\n    build: .\n    ports: ['8000']\n    environment: {STORE: 'postgresql://postgres:pw@db:5432/postgres'}\n    x-demock:\n      command: perl api.pl $$PORT\n      migrate: psql $$STORE -qc 'CREATE TABLE made (id int)'\n      ready: 'http:/health'\n      env: {MODE: 'mode-$$PGUSER'}\n",
    );
    project.tree.write("api.pl", API);
    let line = "URL=${API_URL#http://127.0.0.1:}; exec 3<>/dev/tcp/127.0.0.1/$URL; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3; psql -AXtc 'SELECT count(*) FROM made'";
    let ran = project.run(&[], line).exits(0);
    let port = ran.stdout.lines().find_map(|line| line.split("mode-postgres ").nth(1)).expect("its answer").to_owned();
    ran.says("postgresql://postgres:pw@127.0.0.1:").says("\n0\n").warns("demock: api (service): counts nothing for us");
    assert!(port.trim().parse::<u16>().is_ok(), "{port}");
    project.tree.write("api.pl", "die \"no such luck\\n\";");
    project
        .run(&[], line)
        .exits(125)
        .warns("error[stack/ended]: service `api`: it ended with exit code ")
        .warns("no such luck");
    project.is_clean();
}
