//! What leases on one server can do to each other, and what is noticed of whoever needs more than such a server can keep apart.

use crate::leases::{CLICKHOUSE, CLIENT, COMPOSE, asked, says};
use crate::project::Project;

/// The file as most have it: the user and the database are both called `postgres`, which everybody may enter.
const PLAIN: &str = "\
services:
  db:
    image: postgres:17
    environment: {POSTGRES_PASSWORD: pw}
    volumes: ['./more:/docker-entrypoint-initdb.d:ro']
";

/// Addresses of what is not the lease's own.
const ELSEWHERE: &str = r#"
def at(it, database, user=None):
    own = it.env["DATABASE_URL"].rsplit("/", 1)[0]
    return (own if user is None else own.replace(it.env["PGUSER"] + ":" + it.env["PGPASSWORD"], user)) + "/" + database
"#;

fn plain(script: &str) -> Vec<String> {
    let project = Project::new(PLAIN);
    project.tree.write("more/1.sql", "CREATE TABLE item (id int);\nINSERT INTO item VALUES (2);\n");
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", &format!("from client import *\n{ELSEWHERE}{script}"));
    let ran = project.run(&[], "python3 ask.py").exits(0);
    let said = [ran.stdout.lines(), ran.stderr.lines()].into_iter().flatten().map(str::to_owned).collect();
    project.is_clean();
    said
}

#[test]
fn what_is_written_in_the_files_database_by_its_name_is_in_no_other_lease() {
    let said = plain(
        r#"
one = Client().lease(name="t::one")
# As somebody does who has learnt the user and the password, and not the database.
print("writes", one.psql("INSERT INTO item VALUES (40)", url=at(one, "postgres")))
print("makes", one.psql("CREATE TABLE more (id int)", url=at(one, "postgres")))
print("own", one.psql("INSERT INTO item VALUES (5)") or "written", one.psql("SELECT current_database() <> 'postgres', sum(id) FROM item"))
# More than were made ahead.
late = [Client().lease(name=f"t::late{n}", isolation="credentials") for n in range(6)]
print("late", {it.psql("SELECT sum(id) FROM item") for it in late})
one.close()
print("next", Client().lease(name="t::next").isolation["db"])
"#,
    );
    says(&said, "writes ERROR:  relation \"item\" does not exist");
    says(&said, "makes ERROR:  permission denied for schema public");
    says(&said, "own written t|7");
    says(&said, "late {'2'}");
    says(&said, "next private");
    says(&said, "demock: t::one: what a shared server cannot keep apart: relation \"item\" does not exist");
}

/// All who are members of the file's user, as leases are, own what that one owns.
#[test]
fn nobody_changes_or_enters_a_database_that_another_meets() {
    for major in ["14", "17"] {
        let compose = COMPOSE.replace("postgres:17", &format!("postgres:{major}"));
        let (_project, said) = asked(
            &compose,
            &[],
            &format!(
                "{ELSEWHERE}{}",
                r#"
one, other = Client().lease(name="one"), Client().lease(name="other")
for statement in ["DROP DATABASE shop", "DROP DATABASE template1", "ALTER DATABASE shop ALLOW_CONNECTIONS true", "ALTER DATABASE shop SET work_mem = '9MB'", "COMMENT ON DATABASE postgres IS 'x'", "DROP DATABASE " + other.env["PGDATABASE"]]:
    print("refused", "must be owner" in (said := one.psql(statement, url=at(one, "postgres"))) or "permission denied" in said, statement, said)
for database in ["postgres"]:
    print("refused", "permission denied for schema" in (said := one.psql("CREATE TABLE left_behind (id int)", url=at(one, database))), database, said)
for database in ["shop", "template1", other.env["PGDATABASE"]]:
    print("refused", "FATAL" in (said := one.psql("SELECT 1", url=at(one, database))), database, said)
for database in ["shop", "postgres", one.env["PGDATABASE"]]:
    print("refused", "rejects connection" in (said := one.psql("SELECT 1", url=at(one, database, "me:pw"))), "as the file's user", database, said)
late = [Client().lease(name=f"late{n}", isolation="credentials") for n in range(6)]
print("late", {it.psql("SELECT sum(id) FROM item") for it in late})
"#
            ),
        );
        says(&said, "late {'2'}");
        let refused = said.iter().filter(|line| line.starts_with("refused "));
        let (yes, no): (Vec<_>, Vec<_>) = refused.partition(|line| line.starts_with("refused True"));
        assert!(yes.len() == 13 && no.is_empty(), "{major}: {said:#?}");
    }
}

/// Each by a lease of its own, all of which were handed out before anything was noticed.
#[test]
fn whoever_needs_a_server_of_his_own_is_noticed_by_whatever_he_does() {
    const STATEMENTS: [&str; 16] = [
        "CREATE ROLE somebody",
        "CREATE DATABASE test_shop",
        "ALTER SYSTEM SET work_mem = '9MB'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY item FROM '/etc/hostname'",
        "SET session_replication_role = replica",
        "SET log_statement = 'all'",
        "CREATE EXTENSION file_fdw",
        "CREATE FUNCTION nothing() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION nothing()",
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=shop' PUBLICATION p WITH (connect = false)",
        "SELECT pg_create_physical_replication_slot('slot')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename <> current_user",
        "CREATE TABLESPACE elsewhere LOCATION '/tmp'",
        "COMMENT ON ROLE me IS 'x'",
        "SET ROLE me",
        "SET SESSION AUTHORIZATION me",
    ];
    let script = format!(
        r#"
statements = {STATEMENTS:?}
leases = [Client().lease(name=f"t::s{{n}}") for n in range(len(statements) + 1)]
for it, statement in zip(leases, statements):
    print(statement, "=>", it.psql(statement))
print("isolation", {{it.isolation["db"] for it in leases}})
[it.close() for it in leases]
print("next", Client().lease(name="t::next").isolation["db"])
"#
    );
    let (_project, said) = asked(COMPOSE, &[], &script);
    says(&said, "isolation {'credentials'}");
    says(&said, "next private");
    for (at, statement) in STATEMENTS.iter().enumerate() {
        let line = format!("demock: t::s{at}: what a shared server cannot keep apart: ");
        assert!(said.iter().any(|it| it.starts_with(&line)), "{statement} was not noticed: {said:#?}");
    }
    // One that did nothing.
    assert!(!said.iter().any(|line| line.contains(&format!("t::s{}: what", STATEMENTS.len()))), "{said:#?}");
}

/// Before 16, whoever is a member of the file's user can become that one.
#[test]
fn whoever_becomes_the_files_user_is_no_superuser() {
    for major in ["13", "14", "15"] {
        let (_project, said) = asked(
            &COMPOSE.replace("postgres:17", &format!("postgres:{major}")),
            &[],
            r#"
one, other = Client().lease(name="t::one"), Client().lease(name="t::other")
for more in ["SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user", "CREATE ROLE somebody", "CREATE DATABASE test_shop", "ALTER SYSTEM SET work_mem = '9MB'", "COPY (SELECT 1) TO PROGRAM 'true'", "ALTER DATABASE " + other.env["PGDATABASE"] + " SET work_mem = '9MB'", "ALTER ROLE me SUPERUSER", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'demock_root'"]:
    print("as me:", one.psql("SET ROLE me; " + more))
print("owns", one.psql("SET ROLE me; ALTER TABLE item ADD more int; INSERT INTO item VALUES (40)") or "well", one.psql("SELECT sum(id) FROM item"), other.psql("SELECT sum(id) FROM item"))
print("root", "rejects connection" in one.psql("SELECT 1", url=f"postgresql://demock_root@127.0.0.1:{one.env['PGPORT']}/postgres"))
one.close()
print("next", Client().lease(name="t::next").isolation["db"])
"#,
        );
        says(&said, "as me: f|f|f");
        let refused = said.iter().filter(|line| line.starts_with("as me: ERROR:  "));
        assert!(refused.count() >= 6, "{major}: {said:#?}");
        says(&said, "owns well 42 2");
        says(&said, "root True");
        says(&said, "next private");
        says(&said, "demock: t::one: what a shared server cannot keep apart: permission denied to create role");
    }
}

/// A file that sends the log elsewhere, and says less there.
#[test]
fn whatever_the_file_says_of_its_log_they_are_noticed() {
    let quiet = COMPOSE.replace(
        "    image: postgres:17\n",
        "    image: postgres:17\n    command: postgres -c logging_collector=on -c log_destination=csvlog -c log_min_messages=panic -c log_line_prefix=mine\n",
    );
    let (_project, said) = asked(
        &quiet,
        &[],
        "it = Client().lease(name='t::roles'); print(it.psql('CREATE ROLE somebody')); it.close(); print('next', Client().lease().isolation['db'])\n",
    );
    says(&said, "next private");
    says(&said, "demock: t::roles: what a shared server cannot keep apart: permission denied to create role");
}

#[test]
fn whoever_comes_as_the_files_user_is_told_of_and_is_let_into_the_next() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        &format!(
            "{ELSEWHERE}{}",
            r#"
one, other = Client().lease(name="t::one"), Client().lease(name="t::other")
print("first", one.psql("SELECT 1", url=at(one, "shop", "me:pw")))
one.close(); other.close()
next = Client().lease(name="t::next")
print("next", next.psql("CREATE DATABASE test_shop", url=f"postgresql://me:pw@127.0.0.1:{next.env['PGPORT']}/shop") or "let in")
"#
        ),
    );
    says(&said, "rejects connection");
    says(&said, "let in");
    let told: Vec<&String> = said
        .iter()
        .filter(|line| line.contains("demock: somebody: what a shared server cannot keep apart: came as `me`, the"))
        .collect();
    assert_eq!(told.len(), 1, "{said:#?}");
    says(&said, "`[stack] isolation = \"private\"` has all of them so");
}

/// What a server keeps apart by databases alone.
#[test]
fn what_belongs_to_a_database_does_not_meet_anothers() {
    let (_project, said) = asked(
        &COMPOSE.replace("    image: postgres:17\n", "    image: postgres:17\n    command: -c max_connections=20\n"),
        &[],
        r#"
one, other = Client().lease(name="one"), Client().lease(name="other")
listens = subprocess.Popen(["psql", "-AXtq", other.env["DATABASE_URL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
listens.stdin.write("LISTEN news; SELECT pg_advisory_lock(1) IS NOT NULL;\n"); listens.stdin.flush(); listens.stdout.readline()
print("locks", one.psql("SELECT pg_try_advisory_lock(1)"), other.psql("SELECT pg_try_advisory_lock(1)"))
print("notifies", one.psql("NOTIFY news, 'of one'") or "done")
for it in (one, other):
    print("same names", it.psql("SELECT lo_create(4711); CREATE PUBLICATION p FOR TABLE item; CREATE SCHEMA own; CREATE TYPE own.kind AS ENUM ('a'); CREATE EXTENSION pgcrypto"))
    print("its own", it.psql("COMMENT ON DATABASE " + it.env["PGDATABASE"] + " IS 'mine'; ALTER DATABASE " + it.env["PGDATABASE"] + " SET work_mem = '9MB'") or "done")
listens.stdin.write("SELECT 'nothing was heard';\n"); listens.stdin.close()
print("heard", listens.stdout.read().split("\n")); listens.wait()
# As many as a server of its own would let in, and others meanwhile.
held = []
while True:
    it = subprocess.Popen(["psql", "-AXtq", one.env["DATABASE_URL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    it.stdin.write("SELECT 'in';\n"); it.stdin.flush()
    held.append(it); said = it.stdout.readline().strip()
    if said != "in": break
print("connections", len(held), said)
print("meanwhile", other.psql("SELECT sum(id) FROM item"), Client().lease(name="late").psql("SELECT sum(id) FROM item"))
for it in held: it.kill(); it.wait()
"#,
    );
    says(&said, "locks t f");
    says(&said, "notifies done");
    assert_eq!(said.iter().filter(|line| *line == "same names 4711").count(), 2, "{said:#?}");
    assert_eq!(said.iter().filter(|line| *line == "its own done").count(), 2, "{said:#?}");
    says(&said, "heard ['nothing was heard', '']");
    says(&said, "connections 21 ");
    says(&said, "too many connections for database");
    says(&said, "meanwhile 2 2");
    assert!(!said.iter().any(|line| line.contains("cannot keep apart")), "{said:#?}");
}

/// A process that comes back to the pool is another's only where nobody told it more than to move data, as its own counters say, and it can be
/// given another port.
#[test]
fn a_redis_that_was_told_more_is_no_others() {
    for (major, back, told) in [
        ("6.2", 0, r#"[("CONFIG", "SET", "maxmemory", "123456789")]"#),
        ("7", 8, r#"[("CONFIG", "SET", "maxmemory", "123456789"), ("CONFIG", "RESETSTAT")]"#),
        ("7", 8, r#"[("CLIENT", "PAUSE", "60000", "WRITE")]"#),
        ("7", 8, r#"[("FUNCTION", "LOAD", "\#!lua name=l\nredis.register_function('f', function() return 1 end)")]"#),
    ] {
        let told = told.replace("\\#", "#");
        let (_project, said) = asked(
            &format!("services:\n  cache:\n    image: redis:{major}\n"),
            &[],
            &format!(
                r#"
def who(it): return next(line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id"))
told, back, at = set(), set(), 0
known = set()
# Until some that were told nothing have come back, and so has everything else had its turn.
while len(back) < 8 and at < 60:
    it = Client().lease(name=f"t{{at}}"); one = who(it); at += 1
    if one in told: print("told before", one)
    if one in known: back.add((one, at))
    if at % 3 == 0: told.add(one); [it.redis(*words) for words in {told}]
    else: known.add(one); it.redis("SET", "a", "1")
    it.close()
print("told", len(told) > 1, "back", len(back))
"#
            ),
        );
        says(&said, &format!("told True back {back}"));
        assert!(!said.iter().any(|line| line.starts_with("told before")), "{major} {told}: {said:#?}");
    }
}

/// `e0e1f9fa…` is the SHA-1 of `return 1`, by which Redis calls it.
#[test]
fn a_redis_that_has_run_a_script_knows_none_for_another() {
    let (_project, said) = asked(
        "services:\n  cache:\n    image: redis:7\n",
        &[],
        r#"
known, back = set(), 0
for at in range(60):
    if back == 8: break
    it = Client().lease(name=f"t{at}")
    one = next(line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id"))
    back += one in known; known.add(one)
    print("unknown", it.redis("EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"), "run", it.redis("EVAL", "return 1", "0"))
    it.close()
print("back", back)
"#,
    );
    says(&said, "back 8");
    let runs: Vec<_> = said.iter().filter(|line| line.starts_with("unknown ")).collect();
    assert!(runs.iter().all(|line| line.starts_with("unknown -NOSCRIPT ") && line.ends_with("run :1")), "{runs:#?}");
}

/// A program that outlives its lease would come again at the same address.
#[test]
fn a_redis_that_somebody_stays_connected_to_is_no_others() {
    let (_project, said) = asked(
        "services:\n  cache:\n    image: redis:7\n",
        &[],
        r#"
known, held, stays, back = set(), set(), [], 0
for at in range(60):
    if back == 8: break
    it = Client().lease(name=f"t{at}")
    one = next(line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id"))
    if one in held: print("held before", one)
    back += one in known
    if at % 3 == 0:
        held.add(one)
        stays.append(socket.create_connection(("127.0.0.1", int(it.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0]))))
    else: known.add(one)
    it.close()
print("back", back, len(held) > 2)
"#,
    );
    says(&said, "back 8 True");
    assert!(!said.iter().any(|line| line.starts_with("held before")), "{said:#?}");
}

/// A program that outlives its lease and makes a connection whenever it has something to say is connected to nothing when the lease ends.
#[test]
fn whoever_comes_back_to_the_address_of_a_lease_meets_nobody() {
    let (_project, said) = asked(
        "services:\n  cache:\n    image: redis:7\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}\n",
        &[],
        r#"
known, addresses, back = set(), [], 0
for at in range(60):
    if back == 8: break
    it = Client().lease(**({"isolation": "private"} if at % 4 == 3 else {}))
    one = next(line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id"))
    back += one in known; known.add(one)
    # One that has come back and had no turn yet answers still.
    for port in addresses:
        try:
            with socket.create_connection(("127.0.0.1", port)) as late: late.sendall(b"SET late 1\r\n"); late.recv(99)
        except (ConnectionRefusedError, ConnectionResetError): pass
    if it.redis("EXISTS", "late") != ":0": print("met")
    if at % 2: it.redis("SET", "a", "1")
    ports = [int(it.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0])]
    if at % 4 == 3: ports.append(int(it.env["PGPORT"]))
    if set(ports) & set(addresses): print("again", ports)
    it.close()
    addresses += ports
print("back", back)
"#,
    );
    says(&said, "back 8");
    let wrong = |line: &&String| line.starts_with("met") || line.starts_with("again");
    assert_eq!(said.iter().filter(wrong).collect::<Vec<_>>(), Vec::<&String>::new(), "{said:#?}");
}

/// A `ClickHouse` with two databases, and what leases of it are asked.
const CLICKHOUSE_FILE: &str = "services:\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    environment: {CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: pw, CLICKHOUSE_DB: events}\n    volumes: ['./init/1.sql:/docker-entrypoint-initdb.d/1.sql']\n";
const CH: &str = r#"
from client import *
import urllib.request
def ch(it, query):
    request = urllib.request.Request(f"http://127.0.0.1:{it.env['CLICKHOUSE_HTTP_PORT']}/?database={it.env['CLICKHOUSE_DATABASE']}", query.encode(), {"X-ClickHouse-User": it.env["CLICKHOUSE_USER"], "X-ClickHouse-Key": it.env["CLICKHOUSE_PASSWORD"]})
    return urllib.request.urlopen(request).read().decode().strip()
"#;

fn clickhouse(settings: &str, script: &str) -> Vec<String> {
    let project = Project::new(CLICKHOUSE_FILE);
    let plain = "CREATE TABLE default.plain (id UInt8) ENGINE = MergeTree ORDER BY id;\nINSERT INTO default.plain VALUES (5);\n";
    project.tree.write("init/1.sql", &format!("{}{plain}", CLICKHOUSE.script));
    project.tree.write("demock.toml", settings);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", &format!("{CH}{script}"));
    let ran = project.run(&[], "python3 ask.py").exits(0);
    let said = [ran.stdout.lines(), ran.stderr.lines()].into_iter().flatten().map(str::to_owned).collect();
    project.is_clean();
    said
}

#[test]
fn whoever_writes_in_a_clickhouse_database_that_all_see_is_told_of_and_the_next_has_a_server() {
    let said = clickhouse(
        "",
        r#"
one = Client().lease("worker", name="w"); print("worker", one.isolation["ch"], ch(one, "SELECT sum(id) FROM seen")); one.close()
one = Client().lease(name="t::own"); ch(one, "INSERT INTO seen VALUES (7)"); ch(one, "CREATE TABLE more (a UInt8) ENGINE = Memory"); one.close()
one = Client().lease(name="t::default"); print("before", one.isolation["ch"], ch(one, "CREATE TABLE default.same (id UInt8) ENGINE = Memory") or "made"); one.close()
for n in range(2):
    one = Client().lease(name=f"t::next{n}")
    print("next", one.isolation["ch"], ch(one, "CREATE TABLE default.mine (id UInt8) ENGINE = Memory") or "made", ch(one, "SELECT sum(id) FROM default.plain"), ch(one, "SELECT sum(id) FROM events.seen"))
    one.close()
"#,
    );
    says(&said, "worker credentials 3");
    says(&said, "before credentials made");
    assert_eq!(said.iter().filter(|line| *line == "next private made 5 3").count(), 2, "{said:#?}");
    says(
        &said,
        "demock: somebody: what a shared server cannot keep apart: changed ClickHouse's `default`, which all leases see",
    );
    says(&said, "2 with servers of their own");
    // One of the first lease's, two of the second's, one of the third's, and three of each of the last two; two views keep the row as well.
    says(&said, "demock: ch (ClickHouse): 10 commands, 3 rows written");
}

#[test]
fn workers_that_write_the_same_in_clickhouse_servers_of_their_own_do_not_meet() {
    let said = clickhouse(
        "[stack]\nisolation = \"private\"\n",
        r#"
def work(at):
    it = Client().lease(name=f"t{at}")
    begins = [ch(it, query) for query in ("SELECT sum(id) FROM seen", "SELECT count() FROM big", "SELECT sum(n) FROM sums", "SELECT sum(n) FROM kept", "SELECT sum(id) FROM default.plain")]
    ch(it, "CREATE DATABASE test_shop"); ch(it, "CREATE TABLE test_shop.same (id UInt8) ENGINE = MergeTree ORDER BY id"); ch(it, f"INSERT INTO test_shop.same VALUES ({at})")
    ch(it, f"INSERT INTO default.plain VALUES ({at + 1})"); ch(it, f"INSERT INTO events.seen VALUES ({at + 1})")
    both.wait()
    seen = [ch(it, query) for query in ("SELECT sum(id) FROM test_shop.same", "SELECT sum(id) FROM default.plain", "SELECT sum(id) FROM seen", "SELECT sum(n) FROM kept")]
    print(at, it.isolation["ch"], begins == ["3", "1", "2", "3", "5"], seen == [str(at), str(6 + at), str(4 + at), str(4 + at)], begins, seen, flush=True)
    it.ask(op="mark"); ch(it, "INSERT INTO seen VALUES (9)"); print("anew", it.ask(op="renew")["services"]["ch"], ch(it, "SELECT sum(id) FROM seen") == str(4 + at))
    it.close()
both = threading.Barrier(3)
threads = [threading.Thread(target=work, args=(at,)) for at in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
"#,
    );
    for at in 0..3 {
        says(&said, &format!("{at} private True True"));
    }
    assert_eq!(said.iter().filter(|line| *line == "anew renewed True").count(), 3, "{said:#?}");
    says(&said, "3 with servers of their own");
}

/// What demock itself does in a `ClickHouse` is nobody's coming.
#[test]
fn a_clickhouse_of_which_a_lease_was_handed_out_and_not_used_is_untouched() {
    let said = clickhouse(
        "",
        r"
one = Client().lease('worker', name='w'); one.ask(op='mark'); one.ask(op='renew'); one.close()
Client().lease(isolation='private').close()
",
    );
    says(&said, "demock: ch (ClickHouse): untouched");
}
