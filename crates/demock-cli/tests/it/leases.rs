//! Leases over the line protocol, asked by a real client of another language: Python's standard library.
//!
//! What a client prints is judged here. psql and the machine's python3 are what `scripts/test` sees to.

use crate::project::Project;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) const COMPOSE: &str = "\
services:
  db:
    image: postgres:17
    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}
    volumes: ['./init:/docker-entrypoint-initdb.d:ro']
  cache:
    image: redis:7
";

/// A client of the protocol in a few lines, as docs/leases.md describes it; `psql` asks a lease's Postgres, `redis` its Redis.
pub(crate) const CLIENT: &str = r#"
import json, os, socket, subprocess, sys, threading
class Client:
    def __init__(self):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.connect(os.environ["DEMOCK_SOCKET"])
        self.lines = self.stream.makefile("rb")
    def raw(self, line):
        self.stream.sendall(line)
        return json.loads(self.lines.readline())
    def ask(self, **question):
        return self.raw(json.dumps({"v": 1, **question}).encode() + b"\n")
    def lease(self, scope="test", **more):
        said = self.ask(op="lease", scope=scope, name=more.pop("name", scope), **more)
        if "error" in said:
            raise SystemExit(said)
        self.env, self.isolation = said["env"], said["isolation"]
        return self
    def psql(self, query, **env):
        ran = subprocess.run(["psql", "-AXtqc", query, env.pop("url", self.env["DATABASE_URL"])], env={**os.environ, **self.env, **env}, capture_output=True, text=True)
        return (ran.stdout + ran.stderr).strip()
    def redis(self, *words):
        port = int(self.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as stream:
            stream.sendall(b"".join([b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, words)]))
            return stream.recv(1 << 16).decode().strip()
    def close(self):
        # The other end is closed once the lease is given back.
        self.stream.shutdown(socket.SHUT_WR)
        assert self.lines.read() == b""
        self.lines.close(); self.stream.close()
"#;

pub(crate) fn asked(compose: &str, options: &[&str], script: &str) -> (Project, Vec<String>) {
    let project = Project::new(compose);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", &format!("from client import *\n{script}"));
    let options: Vec<&str> = options.to_vec();
    let ran = project.run(&options, "python3 ask.py").exits(0);
    let said = [ran.stdout.lines(), ran.stderr.lines()].into_iter().flatten().map(str::to_owned).collect();
    project.is_clean();
    (project, said)
}

#[track_caller]
pub(crate) fn says(said: &[String], wanted: &str) {
    assert!(said.iter().any(|line| line.contains(wanted)), "{wanted:?} is missing in {said:#?}");
}

/// The template holds the row 2, see `Project`.
#[test]
fn leases_of_tests_begin_alike_and_see_nothing_of_each_other() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
one, other = Client().lease(), Client().lease()
print("isolation", one.isolation)
print("begins", one.psql("SELECT sum(id) FROM item"), other.psql("SELECT sum(id) FROM item"))
print("writes", one.psql("INSERT INTO item VALUES (40)") or "ok", one.redis("SET", "key", "mine"))
print("one", one.psql("SELECT sum(id) FROM item"), one.redis("GET", "key").split("\r\n")[-1])
print("other", other.psql("SELECT sum(id) FROM item"), other.redis("GET", "key"))
print("owns", one.psql("ALTER TABLE item ADD more int; CREATE TABLE new (id int); DROP TABLE new") or "ok")
print("enters", one.psql("SELECT 1", PGDATABASE=other.env["PGDATABASE"], url="dbname=" + other.env["PGDATABASE"]))
print("becomes", one.psql("SET ROLE me"))
print("the template", one.psql("SELECT 1", url=one.env["DATABASE_URL"].rsplit("/", 1)[0].replace(one.env["PGUSER"] + ":" + one.env["PGPASSWORD"], "me:pw") + "/shop"))
print("wrong", one.psql("SELECT 1", url=one.env["DATABASE_URL"].replace(one.env["PGPASSWORD"], "wrong")))
print("hash", one.psql("SET password_encryption = 'scram-sha-256'; ALTER USER CURRENT_USER PASSWORD 'mine'") or "ok")
print("of SCRAM", one.psql("SELECT 'let in'", url=one.env["DATABASE_URL"].replace(one.env["PGPASSWORD"], "mine")))
print("of SCRAM but wrong", one.psql("SELECT 1"))
print("temporary", one.env["TMPDIR"] != other.env["TMPDIR"], os.path.isdir(one.env["TMPDIR"]))
one.close(); other.close()
"#,
    );
    says(&said, "isolation {'cache': 'private', 'db': 'credentials'}");
    says(&said, "begins 2 2");
    says(&said, "writes ok +OK");
    says(&said, "one 42 mine");
    says(&said, "other 2 $-1");
    says(&said, "owns ok");
    says(&said, "permission denied for database");
    says(&said, "becomes ERROR:  permission denied to set role");
    says(&said, "pg_hba.conf rejects connection for host \"127.0.0.1\", user \"me\"");
    // A password of ours and one that a test gives its own user are both asked for, and nothing else opens.
    assert!(said.iter().any(|line| line.starts_with("wrong ") && line.contains("password authentication failed")));
    says(&said, "hash ok");
    says(&said, "of SCRAM let in");
    let refused = said.iter().find(|line| line.starts_with("of SCRAM but wrong "));
    assert!(refused.is_some_and(|line| line.contains("password authentication failed")), "{said:#?}");
    says(&said, "temporary True True");
    says(&said, "demock: 2 leases: ");
    says(&said, " made, 0 with servers of their own");
}

/// What a shared server cannot keep apart: eight workers that write the same keys, rows, roles, settings and databases.
#[test]
fn eight_workers_that_write_the_same_do_not_meet() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
def work(at):
    it = Client().lease("worker", name=f"w{at}")
    did = [
        it.psql(f"CREATE ROLE same LOGIN PASSWORD '{at}'"),
        it.psql(f"CREATE DATABASE test_shop"),
        it.psql(f"ALTER SYSTEM SET work_mem = '{at + 1}MB'"),
        it.psql(f"CREATE TABLE same AS SELECT {at} AS id"),
        it.psql(f"INSERT INTO item VALUES (3)"),
    ]
    it.redis("SET", "same", str(at)); it.redis("RPUSH", "list", str(at))
    both.wait()
    seen = [it.psql("SELECT id FROM same"), it.redis("GET", "same").split("\r\n")[-1], it.redis("LLEN", "list"),
            it.psql("SELECT pg_reload_conf()"), it.psql("SELECT sum(id) FROM item"), it.psql("SELECT count(*) FROM pg_database WHERE datname = 'test_shop'")]
    print(at, did == [""] * 5, seen == [str(at), str(at), ":1", "t", "5", "1"], did, seen, flush=True)
    it.close()
both = threading.Barrier(8)
threads = [threading.Thread(target=work, args=(at,)) for at in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
"#,
    );
    for at in 0..8 {
        says(&said, &format!("{at} True True"));
    }
    says(&said, "8 with servers of their own");
}

#[test]
fn contents_begin_anew_behind_a_fixed_address_and_only_where_something_was_written() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="w")
url = it.env["DATABASE_URL"]
it.psql("INSERT INTO item VALUES (10)"); it.redis("SET", "wide", "1", "EX", "1000"); it.redis("HSET", "h", "a", "b")
print("mark", it.ask(op="mark", name="m")["services"])
print("again", it.ask(op="mark", name="m")["services"])
print("read", it.psql("SELECT sum(id) FROM item"), it.ask(op="renew", name="t1")["services"])
it.psql("INSERT INTO item VALUES (30); CREATE TABLE more (id int)"); it.redis("FLUSHALL"); it.redis("SET", "b", "1")
print("written", it.ask(op="renew", name="t2")["services"])
print("anew", it.psql("SELECT sum(id) FROM item"), "more" in it.psql("\\dt"), it.redis("GET", "wide").split("\r\n")[-1], it.redis("GET", "b"), it.redis("HGET", "h", "a").split("\r\n")[-1], int(it.redis("TTL", "wide")[1:]) > 900)
held = subprocess.Popen(["psql", "-AXtq", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
held.stdin.write("BEGIN; DELETE FROM item; SELECT 'deleted';\n"); held.stdin.flush(); held.stdout.readline()
print("left open", it.ask(op="renew", name="t3")["services"]["db"], it.psql("SELECT sum(id) FROM item"))
held.stdin.close(); held.wait()
print("sequence", it.psql("CREATE SEQUENCE s; SELECT nextval('s')"), it.ask(op="mark", name="m")["services"]["db"], it.psql("SELECT nextval('s')"), it.ask(op="renew", name="t4")["services"]["db"], it.psql("SELECT nextval('s')"))
print("same address", it.env["DATABASE_URL"] == url)
it.close()
"#,
    );
    says(&said, "mark {'cache': 'renewed', 'db': 'renewed'}");
    says(&said, "again {'cache': 'untouched', 'db': 'untouched'}");
    says(&said, "read 12 {'cache': 'untouched', 'db': 'untouched'}");
    says(&said, "written {'cache': 'renewed', 'db': 'renewed'}");
    says(&said, "anew 12 False 1 $-1 b True");
    says(&said, "left open renewed 12");
    says(&said, "sequence 1 renewed 2 renewed 2");
    says(&said, "same address True");
}

/// What is written in databases that a framework makes for itself asks for nothing; whoever drops and makes the lease's own gets
/// it back.
#[test]
fn only_who_was_in_the_leases_database_can_have_changed_it() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="w")
url, own = it.env["DATABASE_URL"], it.env["DATABASE_URL"].rsplit("/", 1)[0]
it.psql("CREATE DATABASE test_shop", url=own + "/postgres"); it.psql("CREATE TABLE a (id int)", url=own + "/test_shop")
print("mark", it.ask(op="mark", name="m")["services"]["db"])
print("elsewhere", it.psql("INSERT INTO a VALUES (3)", url=own + "/test_shop"), it.ask(op="renew", name="t1")["services"]["db"], it.psql("SELECT sum(id) FROM a", url=own + "/test_shop"))
it.psql("INSERT INTO item VALUES (30)")
said = it.ask(op="renew", name="t2")
print("here", said["services"]["db"], said["ended"], it.psql("SELECT sum(id) FROM item"))
it.redis("SET", "a", "1"); said = it.ask(op="renew", name="t3")
print("redis", said["services"], said["ended"])
it.psql("DROP DATABASE shop WITH (FORCE)", url=own + "/postgres")
print("dropped", it.ask(op="renew", name="t4")["services"]["db"], it.psql("SELECT sum(id) FROM item"))
it.psql("DROP DATABASE shop", url=own + "/postgres"); it.psql("CREATE DATABASE shop", url=own + "/postgres")
print("made anew", it.ask(op="renew", name="t5")["services"]["db"], it.psql("SELECT sum(id) FROM item"))
it.close()
"#,
    );
    says(&said, "mark renewed");
    says(&said, "elsewhere  untouched 3");
    says(&said, "here renewed ['db'] 2");
    says(&said, "redis {'cache': 'renewed', 'db': 'untouched'} []");
    says(&said, "dropped renewed 2");
    says(&said, "made anew renewed 2");
}

/// A process that comes back is another's once it is empty, and is no other's where more than its keys may have changed.
#[test]
fn a_redis_that_had_a_lease_before_holds_nothing_of_it() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
def who(it):
    return [line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id")][0]
known, told, back, at = set(), set(), [], 0
# What is given back is looked at in turn: by then whatever was configured has had its turn as well.
while len(back) < 20:
    it = Client().lease(name=f"t{at}")
    begins = it.redis("DBSIZE"), it.redis("GET", "key"), it.redis("CONFIG", "GET", "maxmemory").split("\r\n")[-1]
    one, at = who(it), at + 1
    if one in known: back.append(one); print("came back", *begins)
    else: print("is new", *begins)
    if one in told: print("configured before", one)
    known.add(one)
    it.redis("SET", "key", str(at))
    if len(back) < 10 and at % 4 == 0: it.redis("CONFIG", "SET", "maxmemory", "123456789"); told.add(one)
    it.close()
print("configured", len(told) > 0)
"#,
    );
    let begun: Vec<&String> = said.iter().filter(|line| line.contains(" :")).collect();
    assert!(begun.iter().all(|line| line.ends_with(" :0 $-1 0")), "{said:#?}");
    assert_eq!(begun.iter().filter(|line| line.starts_with("came back ")).count(), 20, "{said:#?}");
    says(&said, "configured True");
    assert!(!said.iter().any(|line| line.starts_with("configured before")), "{said:#?}");
}

/// While copies of what tests begin with are still being made, which takes transaction numbers too.
#[test]
fn what_only_reads_is_left_alone_from_the_first_test_on() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
for at in range(4):
    it = Client().lease("worker", name=f"w{at}")
    print("marked", it.ask(op="mark")["services"]["db"])
    stream = subprocess.Popen(["psql", "-AXtq", it.env["DATABASE_URL"]], env={**os.environ, **it.env}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    did = []
    for test in range(30):
        stream.stdin.write("SELECT sum(id) FROM item;\n"); stream.stdin.flush(); did.append(stream.stdout.readline().strip())
        did.append(it.ask(op="renew")["services"]["db"])
    stream.stdin.close(); stream.wait()
    print("worker", at, sorted(set(did)), len(did))
    it.close()
"#,
    );
    for at in 0..4 {
        says(&said, &format!("worker {at} ['2', 'untouched'] 60"));
    }
}

#[test]
fn a_transaction_that_was_open_when_tests_began_is_left_alone() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="w")
held = subprocess.Popen(["psql", "-AXtq", it.env["DATABASE_URL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
held.stdin.write("BEGIN; INSERT INTO item VALUES (7); SELECT 'in';\n"); held.stdin.flush(); held.stdout.readline()
print("mark", it.ask(op="mark", name="m")["services"]["db"], "renew", it.ask(op="renew", name="t")["services"]["db"])
held.stdin.write("SELECT sum(id) FROM item;\n"); held.stdin.flush()
print("lives", held.stdout.readline().strip())
held.stdin.close(); held.wait(); it.close()
"#,
    );
    says(&said, "mark held renew held");
    says(&said, "lives 9");
}

/// What only a superuser may: it is seen, said, and the next has a server of its own.
#[test]
fn who_asks_for_more_than_a_shared_server_can_keep_apart_gets_a_server_of_its_own() {
    let script = r#"
it = Client().lease(name="t::roles")
print("first", it.isolation["db"], it.psql("CREATE ROLE somebody"))
it.close()
it = Client().lease(name="t::next")
print("next", it.isolation["db"], it.psql("CREATE ROLE somebody") or "made")
"#;
    let (_project, said) = asked(COMPOSE, &[], script);
    says(&said, "first credentials ERROR:  permission denied to create role");
    says(&said, "next private made");
    says(&said, "demock: t::roles: what a shared server cannot keep apart: permission denied to create role");
    says(&said, "`[stack] isolation = \"private\"` has all of them so");
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write("demock.toml", "[stack]\nisolation = \"private\"\n");
    project.tree.write("ask.py", "from client import *\nprint(Client().lease().isolation['db'])");
    project.run(&[], "python3 ask.py").exits(0).says("private");
    project.tree.write("demock.toml", "[stack]\nisolation = \"privat\"\n");
    project.run(&[], "true").exits(125).warns("demock.toml:2").warns("private");
    project.is_clean();
}

/// A program of the project that answers with the sum that it reads in its database.
const API: &str = r#"
import http.server, os, subprocess
class Sum(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ran = subprocess.run(["psql", "-AXtqc", "SELECT sum(id) FROM item", os.environ["STORE"]], capture_output=True)
        self.send_response(200); self.end_headers(); self.wfile.write(ran.stdout)
    def log_message(self, *of): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Sum).serve_forever()
"#;

#[test]
fn a_lease_that_names_a_program_has_an_instance_of_its_own() {
    let api = "  api:\n    build: .\n    ports: ['8000']\n    environment: {STORE: 'postgresql://me:pw@db:5432/shop'}\n    x-demock:\n      command: python3 api.py\n      ready: 'http:/'\n";
    let project = Project::new(&format!("{COMPOSE}{api}"));
    project.tree.write("api.py", API);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", r#"
from client import *
import urllib.request
read = lambda it: urllib.request.urlopen(it.env["API_URL"]).read().decode().strip()
one, other, shared = Client().lease(services=["api"]), Client().lease("worker", services=["api"]), Client().lease()
one.psql("INSERT INTO item VALUES (40)"); other.psql("INSERT INTO item VALUES (5)"); shared.psql("INSERT INTO item VALUES (1)")
print("read", read(one), read(other), read(shared), len({one.env["API_URL"], other.env["API_URL"], shared.env["API_URL"]}))
print("isolation", one.isolation["api"], shared.isolation["api"])
print("unknown", Client().ask(op="lease", services=["apy"])["error"]["expected"])
"#);
    let ran = project.run(&[], "python3 ask.py").exits(0);
    ran.says("read 42 7 2 3").says("isolation private shared").says("unknown db, cache, api");
    project.is_clean();
}

#[test]
fn the_lease_of_a_failed_test_is_kept_with_lines_that_look_into_it() {
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", "from client import *\nit = Client().lease(name='t::a')\nit.psql('INSERT INTO item VALUES (5)'); it.ask(op='failed', name='t::a'); it.close()\nClient().lease(name='t::b').close()\n");
    let ran = project.run(&["--keep", "--quiet"], "python3 ask.py").exits(0);
    let line = |word: &str| {
        let lines = ran.stderr.lines().filter_map(|line| line.strip_prefix("demock: kept: t::a: "));
        lines.filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect::<Vec<_>>()
    };
    let [look] = &line("db: ")[..] else { panic!("{}", ran.stderr) };
    assert_eq!(line("cache: redis-cli").len(), 1, "{}", ran.stderr);
    assert!(!ran.stderr.contains("kept: t::b"));
    let line = format!("{look} -AXtc 'SELECT sum(id) FROM item'");
    let seen = Command::new("bash").args(["-c", &line]).output().expect("psql runs");
    assert_eq!(String::from_utf8_lossy(&seen.stdout).trim(), "7", "{}", String::from_utf8_lossy(&seen.stderr));
    let end = ran.stderr.split("`kill ").nth(1).and_then(|rest| rest.split('`').next()).expect("the line that ends it");
    assert!(Command::new("kill").arg(end).status().expect("kill runs").success());
    project.is_clean();
}

/// A database with tables and views of every sort, and what leases of it are asked.
pub(crate) struct Asked {
    pub(crate) script: &'static str,
    pub(crate) ask: &'static str,
}

pub(crate) const CLICKHOUSE: Asked = Asked {
    script: "CREATE TABLE events.seen (id UInt8) ENGINE = MergeTree ORDER BY id;\nCREATE TABLE events.sums (n UInt64) ENGINE = SummingMergeTree ORDER BY tuple();\nCREATE MATERIALIZED VIEW events.summing TO events.sums AS SELECT count() AS n FROM events.seen;\nCREATE MATERIALIZED VIEW events.kept ENGINE = SummingMergeTree ORDER BY tuple() AS SELECT sum(id) AS n FROM events.seen;\nCREATE VIEW events.big AS SELECT * FROM events.seen WHERE id > 1;\nINSERT INTO events.seen VALUES (1), (2);\n",
    ask: r#"
from client import *
import urllib.request
def ch(it, query):
    request = urllib.request.Request(f"http://127.0.0.1:{it.env['CLICKHOUSE_HTTP_PORT']}/?database={it.env['CLICKHOUSE_DATABASE']}", query.encode(), {"X-ClickHouse-User": it.env["CLICKHOUSE_USER"], "X-ClickHouse-Key": it.env["CLICKHOUSE_PASSWORD"]})
    return urllib.request.urlopen(request).read().decode().strip()
one, other = Client().lease(), Client().lease("worker")
print("begins", ch(one, "SELECT sum(id) FROM seen"), ch(other, "SELECT count() FROM big"), ch(one, "SELECT sum(n) FROM sums"), ch(one, "SELECT sum(n) FROM kept"))
ch(one, "INSERT INTO seen VALUES (7)")
print("one", ch(one, "SELECT sum(id) FROM seen"), ch(one, "SELECT sum(n) FROM sums"), ch(one, "SELECT count() FROM big"), ch(one, "SELECT sum(n) FROM kept"), "other", ch(other, "SELECT sum(id) FROM seen"))
print("mark", other.ask(op="mark", name="m")["services"], other.ask(op="renew", name="t")["services"])
ch(other, "INSERT INTO seen VALUES (9)"); ch(other, "CREATE TABLE more (a UInt8) ENGINE = Memory")
print("renew", other.ask(op="renew", name="t")["services"], ch(other, "SELECT sum(id) FROM seen"), [t for t in ch(other, "SHOW TABLES").split() if not t.startswith(".inner")], other.ask(op="renew", name="t")["services"])
"#,
};

#[test]
fn clickhouse_leases_hold_what_the_files_database_holds() {
    let project = Project::new(
        "services:\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    environment: {CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: pw, CLICKHOUSE_DB: events}\n    volumes: ['./init/1.sql:/docker-entrypoint-initdb.d/1.sql']\n",
    );
    project.tree.write("init/1.sql", CLICKHOUSE.script);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", CLICKHOUSE.ask);
    let ran = project.run(&[], "python3 ask.py").exits(0);
    ran.says("begins 3 1 2 3").says("one 10 3 2 10 other 3");
    ran.says("mark {'ch': 'renewed'} {'ch': 'untouched'}");
    ran.says("renew {'ch': 'renewed'} 3 ['big', 'kept', 'seen', 'summing', 'sums'] {'ch': 'untouched'}");
    project.is_clean();
}

/// Without `demock run` around: whoever asks first starts it, and it goes with the last.
#[test]
fn a_project_has_one_broker_on_demand_which_goes_with_its_last_client() {
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write(
        "ask.py",
        "from client import *\nit = Client().lease(name='t')\nprint('sum', it.psql('SELECT sum(id) FROM item'))\n",
    );
    let start = |_| project.command(&["broker"]).stdout(Stdio::piped()).spawn().expect("a started program");
    let all: Vec<_> = (0..3).map(start).collect();
    let all: Vec<_> = all.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    let [one, other, third] = &all[..] else { unreachable!("three were started") };
    assert!(one.status.success() && one.stdout == other.stdout && other.stdout == third.stdout);
    let said: serde_json::Value = serde_json::from_slice(&one.stdout).expect("JSON");
    let socket = said["socket"].as_str().expect("a socket");
    let ran =
        project.with_services(project.tree.program(Path::new("python3"), &["ask.py"])).env("DEMOCK_SOCKET", socket);
    ran.exits(0).says("sum 2");
    assert!(!project.left().is_empty(), "it stays a while for the next");
    project.is_clean();
}

/// What it had started ends with it, and whoever asks next starts another.
#[test]
fn a_broker_that_is_killed_leaves_nothing_and_is_not_in_the_next_ones_way() {
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write(
        "ask.py",
        r#"
from client import *
import struct
it = Client().lease(name="t")
print("sum", it.psql("SELECT sum(id) FROM item"))
if "kill" in sys.argv:
    os.kill(struct.unpack("3i", it.stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0], 9)
    print("answer", it.lines.read())
"#,
    );
    for words in [&["ask.py", "kill"][..], &["ask.py"]] {
        let started = project.command(&["broker"]).output().expect("it runs");
        assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
        let said: serde_json::Value = serde_json::from_slice(&started.stdout).expect("JSON");
        let asks = project.with_services(project.tree.program(Path::new("python3"), words));
        let ran = asks.env("DEMOCK_SOCKET", said["socket"].as_str().expect("a socket")).exits(0);
        ran.says("sum 2");
        if words.len() == 2 {
            ran.says("answer b''");
            project.is_clean();
        }
    }
    project.is_clean();
}

/// Folders of temporary files are swept by others: a broker whose socket lost its file ends all the same.
#[test]
fn a_broker_whose_socket_has_no_file_any_more_ends() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let started = project.command(&["broker"]).output().expect("it runs");
    let said: serde_json::Value = serde_json::from_slice(&started.stdout).expect("JSON");
    let socket = Path::new(said["socket"].as_str().expect("a socket"));
    let mut client = UnixStream::connect(socket).expect("it listens");
    client.write_all(b"{\"v\":1,\"op\":\"lease\"}\n").expect("written");
    let mut answer = String::new();
    BufReader::new(&client).read_line(&mut answer).expect("an answer");
    assert!(answer.contains("REDIS_URL"), "{answer}");
    std::fs::remove_file(socket).expect("removed");
    drop(client);
    project.is_clean();
}
