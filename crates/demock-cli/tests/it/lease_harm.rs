//! What is done to leases that should not be: by tests to their own, and by clients to the broker. One clear message each, the lease
//! is reclaimed, and others are unharmed.

use crate::adverse::worse;
use crate::leases::{CLIENT, COMPOSE, asked, says};
use crate::project::Project;

#[test]
fn rubbish_is_answered_and_others_are_unharmed() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
good = Client().lease()
bad = Client()
for line in [b"GET / HTTP/1.1\n", b'{"v":7,"op":"lease"}\n', b'{"v":1,"op":"renew"}\n', b'{"v":1,"op":"lease","scope":"all"}\n', b"\xff\n", b"\n"]:
    error = bad.raw(line)["error"]
    print("refused", error["code"], bool(error["what"] and error["seen"] and error["expected"] and error["next"] and error["where"]))
print("again", good.ask(op="lease", scope="test")["error"]["code"])
half = Client(); half.stream.sendall(b'{"v":1,"op":'); half.stream.shutdown(socket.SHUT_WR)
print("half", json.loads(half.lines.readline())["error"]["seen"])
long = Client(); long.stream.sendall(b"a" * 70000)
print("long", json.loads(long.lines.readline())["error"]["seen"])
silent = [Client() for _ in range(50)]
print("good", good.psql("SELECT sum(id) FROM item"), Client().lease().psql("SELECT sum(id) FROM item"))
"#,
    );
    for code in ["lease/request True", "lease/version True", "lease/none True"] {
        says(&said, &format!("refused {code}"));
    }
    says(&said, "again lease/again");
    says(&said, "half half a line");
    says(&said, "long a line of more than 65536 bytes");
    says(&said, "good 2 2");
    says(&said, "demock: 9 requests were refused");
}

/// What tests do to their own lease: each is reclaimed, and the next begins as the template.
#[test]
fn what_a_test_breaks_is_its_own() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
def after(what):
    it = Client().lease(name=what)
    print("after", what, it.psql("SELECT sum(id) FROM item"), it.redis("DBSIZE"), it.redis("CONFIG", "GET", "maxmemory").split("\r\n")[-1])
    it.close()
it = Client().lease(name="drops"); print(it.psql("DROP DATABASE " + it.env["PGDATABASE"], url="dbname=postgres")); it.close(); after("a dropped database")
it = Client().lease(name="locks")
held = subprocess.Popen(["psql", "-AXtq", it.env["DATABASE_URL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
held.stdin.write("BEGIN; LOCK TABLE item; SELECT 1;\n"); held.stdin.flush(); held.stdout.readline()
it.close(); after("a lock"); held.kill(); held.wait()
it = Client().lease(name="configures"); print(it.redis("CONFIG", "SET", "maxmemory", "123456789"), it.redis("SET", "a", "1")); it.close(); after("a setting")
it = Client().lease(name="ends"); it.redis("SHUTDOWN", "NOSAVE"); it.close(); after("an ended Redis")
it = Client().lease("worker", name="kills"); print(it.psql("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'")); print("broken", it.ask(op="renew", name="t").get("error", {}).get("code")); it.close(); after("a killed server")
for what, signal in ("a server killed as a whole", "KILL"), ("a server that was stopped", "INT"):
    it = Client().lease("worker", name="ends"); it.ask(op="mark"); it.psql(f"COPY (SELECT 1) TO PROGRAM 'kill -{signal} $(head -n 1 postmaster.pid)'")
    error = it.ask(op="renew", name="t").get("error", {}); print(error.get("code"), error.get("seen")); it.close(); after(what)
child = subprocess.Popen([sys.executable, "-c", "from client import *\nit = Client().lease(name='killed')\nimport time\nif os.fork() == 0: print(it.env['PGDATABASE'], flush=True)\ntime.sleep(600)"], stdout=subprocess.PIPE, text=True)
database = child.stdout.readline().strip(); child.kill(); child.wait()
other = Client().lease(name="looks")
import time
began, left = time.monotonic(), "1"
while left != "0" and time.monotonic() - began < 30:
    left = other.psql(f"SELECT count(*) FROM pg_database WHERE datname = '{database}'")
print("after SIGKILL with a child that lives:", left); other.close(); after("a killed worker")
"#,
    );
    for what in [
        "a dropped database",
        "a lock",
        "a setting",
        "an ended Redis",
        "a killed server",
        "a server killed as a whole",
        "a server that was stopped",
        "a server killed as a whole",
        "a server that was stopped",
        "a killed worker",
    ] {
        says(&said, &format!("after {what} 2 :0 0"));
    }
    says(&said, "broken lease/broken");
    assert_eq!(said.iter().filter(|line| line.contains("lease/broken its server has ended: ")).count(), 2, "{said:#?}");
    says(&said, "after SIGKILL with a child that lives: 0");
}

/// A machine under load has a server wait for longer than anybody waits for it.
#[test]
fn a_server_that_lives_and_does_not_answer_is_told_in_words() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="waits")
print("pause", it.redis("CLIENT", "PAUSE", "60000", "ALL"))
error = it.ask(op="mark").get("error", {}); print(error.get("code"), error.get("seen"))
it.close()
other = Client().lease(name="other"); print("other", other.redis("PING"), other.psql("SELECT sum(id) FROM item")); other.close()
"#,
    );
    says(&said, "pause +OK");
    says(&said, "lease/broken its server lives, and does not answer in time");
    says(&said, "other +PONG 2");
}

/// Suites end connections by the dozen, and mean their own.
#[test]
fn whoever_ends_all_connections_of_his_server_has_fresh_contents_all_the_same() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="w"); print("mark", it.ask(op="mark")["services"])
for at in range(3):
    it.psql("CREATE TABLE more (id int); INSERT INTO item VALUES (9)"); it.redis("SET", "a", "1")
    it.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")
    it.redis("CLIENT", "KILL", "TYPE", "normal")
    said = it.ask(op="renew", name=f"t{at}")
    print("renewed", said.get("error") or said["services"], it.psql("SELECT sum(id) FROM item"), it.redis("DBSIZE"), it.ask(op="renew")["services"])
it.close()
"#,
    );
    let wanted = "renewed {'cache': 'renewed', 'db': 'renewed'} 2 :0 {'cache': 'untouched', 'db': 'untouched'}";
    assert_eq!(said.iter().filter(|line| *line == wanted).count(), 3, "{said:#?}");
}

/// Suites that clean up drop all databases that are not theirs.
#[test]
fn whoever_drops_all_other_databases_has_fresh_contents_all_the_same() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
it = Client().lease("worker", name="w"); it.ask(op="mark")
for at in range(2):
    print("dropped", it.psql("INSERT INTO item VALUES (9)"), it.psql("DROP DATABASE demock WITH (FORCE)"), it.psql("ALTER DATABASE template1 ALLOW_CONNECTIONS false"))
    said = it.ask(op="renew", name="t"); print("renewed", said.get("error") or said["services"]["db"], it.psql("SELECT sum(id) FROM item"))
it.close()
"#,
    );
    assert_eq!(said.iter().filter(|line| *line == "renewed renewed 2").count(), 2, "{said:#?}");
}

/// Neither a guest of the run's database, which leases are not made of, nor one of what a worker's own contents are made of keeps
/// others from theirs.
#[test]
fn a_guest_of_what_copies_are_made_of_is_named_and_is_in_nobody_elses_way() {
    let (_project, said) = asked(
        COMPOSE,
        &[],
        r#"
def guest(url):
    held = subprocess.Popen(["psql", "-AXtq", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    held.stdin.write("SELECT current_database();\n"); held.stdin.flush()
    return held, held.stdout.readline().strip()
runs, name = guest(os.environ["DATABASE_URL"])
one, other = Client().lease(name="one"), Client().lease("worker", name="other")
print("with a guest of", name, one.psql("SELECT sum(id) FROM item"), other.psql("SELECT sum(id) FROM item"))
it = Client().lease("worker", name="it")
it.ask(op="mark")
bases = it.psql("SELECT datname FROM pg_database WHERE datname LIKE 'demock_base%'")
held, name = guest(it.env["DATABASE_URL"].rsplit("/", 1)[0] + "/" + bases)
print("entered", name == bases)
error = None
for at in range(3):
    it.psql(f"CREATE TABLE made{at} (id int)")
    error = error or it.ask(op="renew", name="t").get("error")
print("named", error["code"], error["seen"])
it.close(); held.stdin.close(); held.wait(); runs.stdin.close(); runs.wait()
print("after it", Client().lease("worker").psql("SELECT sum(id) FROM item"), one.psql("SELECT sum(id) FROM item"), other.psql("SELECT sum(id) FROM item"))
"#,
    );
    says(&said, "with a guest of shop 2 2");
    says(&said, "entered True");
    says(&said, "named lease/broken ");
    says(&said, "is being accessed by other users");
    says(&said, "after it 2 2 2");
}

/// On a machine whose room is so small that a test can fill it.
#[test]
fn who_fills_the_disk_is_told_so_and_the_next_has_its_room() {
    let project = Project::new(COMPOSE);
    project.run(&["-q"], "true").exits(0);
    project.tree.write("client.py", CLIENT);
    project.tree.write(
        "ask.py",
        r#"
import time
from client import *
def fill(it, tables):
    # What is committed stays until the lease is given back; a statement that fails takes its own away.
    for at in range(tables):
        error = it.psql(f"CREATE UNLOGGED TABLE much{at} AS SELECT n FROM generate_series(1, 500000) n")
        if error: return at, error
    return tables, "has room"
other, it = Client().lease(name="other"), Client().lease(name="fills")
tables, error = fill(it, 100)
print("full", tables > 2, error)
print("meanwhile", other.psql("SELECT sum(id) FROM item"))
mine = it.psql("SELECT current_database()")
it.close()
again = Client().lease(name="next")
# What is given back is ended beside whoever comes next, and its room is there when it is gone.
until = time.time() + 20
while again.psql(f"SELECT 1 FROM pg_database WHERE datname = '{mine}'") and time.time() < until:
    time.sleep(0.01)
print("next", again.psql("SELECT sum(id) FROM item"), *fill(again, tables - 2))
"#,
    );
    let place = project.temporary();
    let small =
        format!("mount -t tmpfs -o size=400m full {}; mount -t tmpfs -o size=4k full /dev/shm", place.display());
    let ran = worse(&project, &small, "python3 ask.py").env("DEMOCK_ISOLATION", "reaper").exits(0);
    ran.says("full True").says("No space left on device").says("meanwhile 2").says("next 2 ").says("has room");
    project.is_clean();
}

/// What was made for leases goes where nobody asks for any: processes, and the room of their data. The reaper lays data where others see it.
#[test]
fn who_asks_for_no_more_has_his_memory_back() {
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write(
        "ask.py",
        r#"
from client import *
import glob, time
folder = os.path.realpath(os.path.dirname(os.environ["DEMOCK_SOCKET"]) + "/data")
def servers():
    # Each works in the folder of its data.
    found = set()
    for process in glob.glob("/proc/[0-9]*"):
        try: where = os.readlink(process + "/cwd")
        except OSError: continue
        if where.startswith(folder + "/"): found.add(where.replace(" (deleted)", ""))
    return found
begins, room = servers(), sorted(os.listdir(folder))
leases = [Client().lease("worker", name=f"w{n}") for n in range(3)] + [Client().lease(name=f"t{n}") for n in range(4)]
busy = len(servers())
[it.close() for it in leases]
began = time.monotonic()
while (servers(), sorted(os.listdir(folder))) != (begins, room) and time.monotonic() - began < 120: time.sleep(0.1)
print("servers", len(begins), busy > 10, [os.path.basename(it) for it in servers() - begins], sorted(set(os.listdir(folder)) - set(room)))
again = Client().lease(name="again")
print("again", again.isolation["db"], again.psql("SELECT sum(id) FROM item"))
"#,
    );
    let ran = project.run(&[], "python3 ask.py").env("DEMOCK_ISOLATION", "reaper").exits(0);
    ran.says("servers 2 True [] []").says("again credentials 2");
    project.is_clean();
}
