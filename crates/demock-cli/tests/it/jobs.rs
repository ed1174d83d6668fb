//! Services that run something else of an engine's image than its server: waiting, seeding, asking, by the real clients.

use crate::leases::asked;
use crate::project::Project;
use crate::up::wait_for_text;

const DB: &str =
    "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}\n";

/// What the jobs of a typical project do: one waits, one runs SQL that is mounted, one a script that finds what lies beside it, one speaks
/// to Redis; each before whoever waits for it, by the names and ports of the containers, and with nothing of the shell's.
#[test]
fn jobs_run_to_their_end_before_whoever_waits_for_them() {
    let project = Project::new(&format!(
        "{DB}    healthcheck: {{test: [CMD-SHELL, pg_isready -U postgres], interval: 1s}}
  cache: {{image: 'redis:7'}}
  wait:
    image: postgres:17
    depends_on: [db]
    command: sh -c \"until pg_isready -h db -U postgres; do sleep 1; done\"
  seed:
    image: postgres:17
    environment: {{PGHOST: db, PGUSER: postgres, PGPASSFILE: /run/secrets/pass}}
    secrets: [pass]
    volumes: ['./seed.sql:/seed.sql:ro']
    command: psql -d shop -v ON_ERROR_STOP=1 -f /seed.sql
    depends_on: {{db: {{condition: service_healthy}}, wait: {{condition: service_completed_successfully}}}}
  more:
    image: postgres:17
    environment: [PGPASSWORD=pw, PGOPTIONS]
    volumes: ['./scripts:/scripts:ro']
    entrypoint: [bash, /scripts/seed.sh]
    depends_on: {{seed: {{condition: service_completed_successfully}}}}
  keys:
    image: redis:7
    entrypoint: [/usr/local/bin/redis-cli, -h, cache]
    command: set a kept
    depends_on: [cache]
  api:
    build: .
    depends_on: {{more: {{condition: service_completed_successfully}}, keys: {{condition: service_completed_successfully}}}}
    x-demock: {{command: \"bash -c 'psql -d shop -AXtc \\\"SELECT count(*) FROM item\\\" >counted; exec sleep 600'\"}}
secrets: {{pass: {{content: '*:*:*:*:pw'}}}}
"
    ));
    let tree = &project.tree;
    tree.write("seed.sql", "CREATE TABLE item (id int);\nINSERT INTO item VALUES (1);\n");
    tree.write("scripts/seed.sh", "set -e\npsql -h db -U postgres -d shop -c 'INSERT INTO item VALUES (20)'\nexec psql postgres://postgres@db:5432/shop -f \"$(dirname \"$0\")/x.sql\"\n");
    tree.write("scripts/x.sql", "INSERT INTO item VALUES (300);\n");
    let doctor = project.demock(&["doctor"]).exits(0);
    doctor.says("job: psql\n").says("job: bash, psql\n").says("job: redis-cli\n").says("job: sh, pg_isready\n");
    let ask = "psql -d shop -AXtc 'SELECT sum(id) FROM item'; until test -s counted; do :; done; cat counted; exec 3<>/dev/tcp/cache/6379; printf 'GET a\\r\\nQUIT\\r\\n' >&3; cat <&3";
    let ran = project.run(&[], ask).env("PGDATABASE", "elsewhere").env("PGOPTIONS", "-c DateStyle=German").exits(0);
    assert_eq!(ran.stdout, "321\n3\n$4\r\nkept\r\n+OK\r\n");
    ran.warns("demock: seed (service): ran to its end");
    let up = project.demock(&["up", "--detach"]).exits(0);
    up.warns("demock: seed has run to its end").warns("demock: api is ready\n");
    project.demock(&["status"]).exits(0).says("seed   service     done");
    project.demock(&["logs", "more"]).exits(0).says("INSERT 0 1\nINSERT 0 1\n");
    // Restarted, it does what it does once more, and says when that fails.
    project.demock(&["restart", "more"]).exits(0);
    let again = project.demock(&["restart", "seed"]).exits(2);
    again.warns("error[stack/not-restarted]: not started again: service `seed`: it ended with exit code 3");
    let status = project.demock(&["status"]).exits(0);
    status.says("more   service     done        started 0 s ago, restarts 1");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// A job that fails ends the run with its own last words, one that hangs after as long as migrations may take; no secret is among them.
#[test]
fn a_job_that_fails_or_hangs_ends_the_run() {
    let compose = |command: &str| {
        format!(
            "{DB}  seed:\n    image: postgres:17\n    environment: {{PGPASSWORD: pass-word}}\n    depends_on: [db]\n    command: [bash, -c, '{command}']\n"
        )
    };
    let project = Project::new(&compose("echo $$PGPASSWORD is no seed; exit 4"));
    let ran = project.run(&[], "echo never").exits(125);
    ran.warns("error[stack/ended]: service `seed`: it ended with exit code 4").warns("******** is no seed");
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("pass-word") && ran.stdout.is_empty(), "{ran:?}");
    project.tree.write("demock.toml", "[stack]\nmigrations_max_seconds = 1\n");
    for (isolation, command) in [("namespaces", "echo begun; sleep 600"), ("reaper", "echo begun; sleep 600")] {
        project.tree.write("docker-compose.test.yml", &compose(command));
        let ran = project.run(&[], "echo never").env("DEMOCK_ISOLATION", isolation).exits(125);
        ran.warns("error[stack/not-ready]: service `seed` was not ready within 1 s").warns("it runs and has not ended");
        ran.warns("    begun");
    }
    project.is_clean();
}

/// One that has no end stays beside the others, and is there while the command runs.
#[test]
fn a_job_without_an_end_stays() {
    let project = Project::new(
        "services:\n  cache: {image: 'redis:7'}\n  beat:\n    image: redis:7\n    depends_on: [cache]\n    command: sh -c 'while true; do redis-cli -h cache incr beats; sleep 0.1; done'\n",
    );
    let ask = "while :; do exec 3<>/dev/tcp/cache/6379; printf 'GET beats\\r\\nQUIT\\r\\n' >&3; read -u 3 n; read -u 3 n; n=${n%?}; test ${n:-0} -gt 2 && break; done; echo beats";
    project.run(&[], ask).exits(0).says("beats");
    project.demock(&["up", "--detach"]).exits(0).warns("demock: beat is ready\n");
    project.demock(&["status"]).exits(0).says("beat   service     ready");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// A line of a shell that is nothing but the server is the server, with its variables; so is what the image's entry point is given.
#[test]
fn a_server_behind_a_shell_or_the_images_entry_point_is_the_server() {
    let project = Project::new(
        "services:\n  cache:\n    image: redis:7\n    environment: {REDIS_PASSWORD: s3cret}\n    command: sh -c 'exec redis-server --requirepass \"$$REDIS_PASSWORD\" --maxmemory $${MEMORY:-33mb}'\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n    entrypoint: [docker-entrypoint.sh]\n    command: [postgres, -c, max_connections=7]\n",
    );
    let ask = "psql -AXtc 'SHOW max_connections'; exec 3<>/dev/tcp/cache/6379; printf 'AUTH s3cret\\r\\nCONFIG GET maxmemory\\r\\nQUIT\\r\\n' >&3; cat <&3";
    project.run(&[], ask).exits(0).says("7\n+OK\r\n").says("34603008");
    project.is_clean();
}

/// What cannot be had is named with its line before anything starts, and nothing is fetched for it.
#[test]
fn what_of_a_job_cannot_be_had_is_said_with_its_line() {
    let project = Project::new("services: {}\n");
    let tree = &project.tree;
    tree.write("scripts/self.sh", "psql -h db -f /scripts/x.sql\n");
    tree.write("scripts/start.sh", "#!/bin/sh\nset -e\nexec postgres -c a=b\n");
    tree.write("scripts/backup.sh", "pg_dump -h db >/backup/x\n");
    let refused = |service: &str, at: &str, why: &str| {
        let line = format!("  it: {{{service}}}");
        tree.write("docker-compose.test.yml", &format!("services:\n{line}\nvolumes: {{bk: {{}}}}\n"));
        let column = line.find(at).expect("what is named") + 1;
        let why = format!("docker-compose.test.yml:2:{column}: {why}");
        project.demock(&["doctor"]).exits(1).says(&format!("nothing: {why}"));
        let ran = project.run(&[], "echo never").exits(125);
        ran.warns(&format!("error[stack/not-provided]: service `it`: {why}"));
        assert!(!ran.stderr.contains("fetching"), "{}", ran.stderr);
    };
    let of = |command: &str| {
        format!(
            "image: 'postgres:17', command: {command}, volumes: ['./scripts:/scripts', 'bk:/backup', './gone.sql:/gone.sql']"
        )
    };
    refused(&of("'sh -c \"cp /x /y && exec postgres\"'"), "'sh -c", "the line starts the server among other things");
    refused(&of("[gosu, postgres, postgres]"), "[gosu", "`gosu` starts a server in a way of its own");
    refused(&of("pg_dump -h db -f /backup/x"), "'bk:", "it names `/backup`, which is a volume");
    refused(&of("psql -f /gone.sql"), "'./gone", "`gone.sql`, which it names, is not there");
    refused(
        &of("bash /scripts/self.sh"),
        "'./scripts",
        "`scripts/self.sh` names `/scripts/x.sql`, a path of the container",
    );
    refused(
        &of("bash /scripts/backup.sh"),
        "'./scripts",
        "`scripts/backup.sh` names `/backup`, a path of the container",
    );
    refused(&of("/scripts/start.sh"), "/scripts/start", "it starts `postgres` by a script");
    refused(&of("pgloader x"), "pgloader", "`pgloader`, which it runs, is not on this machine");
    refused(
        &format!("{}, working_dir: /work", of("psql -f x.sql")),
        "/work",
        "nothing of the project is mounted at `/work`",
    );
    let clickhouse = "image: clickhouse/clickhouse-server, command: clickhouse-client -q 'select 1'";
    refused(clickhouse, "clickhouse-client", "`clickhouse-client`, which it runs, is not on this machine");
    let sentinel = "image: 'redis:7', command: redis-sentinel /etc/x.conf";
    refused(sentinel, "redis-sentinel", "`redis-sentinel` starts a server in a way of its own");
    project.is_clean();
}

/// Names lead to services only where a job has mounts of its own; variables say where they are in any case.
#[test]
fn a_job_that_names_a_service_is_refused_where_names_lead_nowhere() {
    let compose = |line: &str| {
        format!(
            "{DB}  seed:\n    image: postgres:17\n    environment: {{PGHOST: db, PGPORT: '5432', PGUSER: postgres, PGPASSWORD: pw}}\n    depends_on: [db]\n    command: {line}\n"
        )
    };
    let project = Project::new(&compose("psql -d shop -c 'CREATE TABLE item (id int)'"));
    let run = || project.run(&[], "psql -d shop -AXtc 'SELECT count(*) FROM item'").env("DEMOCK_ISOLATION", "reaper");
    run().exits(0).says("0\n");
    project.tree.write("docker-compose.test.yml", &compose("psql -h db -d shop -c 'CREATE TABLE item (id int)'"));
    run().exits(125).warns(
        "docker-compose.test.yml:9:14: service `seed`: it names the service `db`, and names lead to services only",
    );
    project.is_clean();
}

/// A lease begins without what a job has made: that is said to whoever asks for one, but not for a job that only waits.
#[test]
fn leases_of_a_database_that_a_job_fills_are_refused() {
    let compose = |line: &str| {
        format!(
            "{DB}  seed:\n    image: postgres:17\n    environment: {{PGPASSWORD: pw}}\n    depends_on: [db]\n    command: {line}\n"
        )
    };
    let script = "said = Client().ask(op='lease', scope='test', name='a')\nprint(said.get('error', {}).get('seen', 'lent'), said.get('error'))\n";
    let (_project, said) =
        asked(&compose("psql -h db -U postgres -d shop -c 'CREATE TABLE item (id int)'"), &[], script);
    assert!(
        said.iter().any(|line| line.contains("docker-compose.test.yml:5:3: the job `seed` runs at each start")),
        "{said:#?}"
    );
    let (_project, said) = asked(&compose("sh -c 'until pg_isready -h db; do sleep 1; done'"), &[], script);
    assert!(said.iter().any(|line| line.starts_with("lent")), "{said:#?}");
}

/// Programs of the image that neither the machine nor the distribution's client has are named with what gets them.
#[test]
fn a_client_that_is_not_there_names_the_package_that_has_it() {
    let project = Project::new("services:\n  keys: {image: 'redis:7', command: redis-cli -h cache ping}\n");
    let tree = &project.tree;
    let ran = tree.demock(&["doctor"]).env("PATH", "/nowhere").exits(1);
    ran.says("`redis-cli`, which it runs, is not on this machine").says("next: apt-get install redis-tools");
}

/// What is ended and started anew has its jobs run once more, and nothing else has.
#[test]
fn a_job_runs_again_where_what_it_waits_for_is_started_anew() {
    let compose = |memory: &str| {
        format!(
            "services:\n  cache: {{image: 'redis:7', command: redis-server --maxmemory {memory}}}\n  other: {{image: 'redis:7'}}\n  keys: {{image: 'redis:7', command: redis-cli -h cache incr a, depends_on: [cache]}}\n  others: {{image: 'redis:7', command: redis-cli -h other incr a, depends_on: [other]}}\n"
        )
    };
    let project = Project::new(&compose("32mb"));
    project.demock(&["up", "--detach"]).exits(0);
    project.tree.write("docker-compose.test.yml", &compose("48mb"));
    project.demock(&["up", "--detach"]).exits(0).warns("demock: started anew: cache, keys\n");
    for service in ["keys", "others"] {
        let out = project.tree.root.join("out");
        std::fs::write(&out, project.demock(&["logs", service]).exits(0).stdout).expect("written");
        wait_for_text(&project, &out, "1\n", 1);
        assert!(!project.tree.read("out").contains('2'), "{service}: {}", project.tree.read("out"));
    }
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// A job that has been to a database does not make it one that the command has used.
#[test]
fn what_jobs_have_done_is_not_counted_as_the_commands() {
    for major in ["14", "17"] {
        let project = Project::new(&format!(
            "services:\n  db:\n    image: postgres:{major}\n    environment: {{POSTGRES_PASSWORD: pw}}\n  cache:\n    image: redis:7\n  seed:\n    image: postgres:{major}\n    environment: {{PGPASSWORD: pw}}\n    depends_on: [db]\n    command: psql -h db -U postgres -c 'CREATE TABLE item AS SELECT 41 AS id'\n  warm:\n    image: redis:7\n    depends_on: [cache]\n    command: redis-cli -h cache SET a b\n"
        ));
        let none = project.run(&["--require", "db,cache"], "true").exits(1);
        none.warns("demock: db (Postgres): untouched").warns("demock: cache (Redis): untouched");
        let some =
            project.run(&["--require", "db"], "psql -AXtc 'INSERT INTO item VALUES (1)' -c 'TABLE item'").exits(0);
        some.says("41\n1\n").warns("demock: cache (Redis): untouched");
        some.warns("demock: db (Postgres): 1 connection, 3 transactions, 1 row written");
        project.is_clean();
    }
}
