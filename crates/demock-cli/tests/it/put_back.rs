//! What tests change beside the contents of their services, behind an address that stays: put back, or had anew, and only where it was
//! touched. With real Redis and Postgres.
//!
//! The oracle is the server's own: what it says of its settings, users, functions and of its database before and after.

use crate::leases::{COMPOSE, asked, says};

/// What a process says of all that it holds beside its data.
const HOLDS: &str = r#"
def whole(it, *words):
    # What is longer than a packet comes in several.
    with socket.create_connection(("127.0.0.1", int(it.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0]))) as stream:
        for each in (words, ("ECHO", "the end")):
            stream.sendall(b"".join([b"*%d\r\n" % len(each)] + [b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, each)]))
        said = b""
        while not said.endswith(b"the end\r\n"): said += stream.recv(1 << 16)
        return said.decode()[:-len("$7\r\nthe end\r\n")]
def holds(it):
    # Keys and values of settings come in no certain order.
    first = whole(it, "CONFIG", "GET", "*").split("\r\n")[1:]
    words = [word for word in first if not word.startswith("$")]
    return sorted(zip(words[::2], words[1::2])), [line.replace(" sanitize-payload", "") for line in it.redis("ACL", "LIST").split("\r\n") if line.startswith("user ")], it.redis("FUNCTION", "LIST", "WITHCODE"), it.redis("GET", "wide"), it.redis("INFO", "replication").split("role:")[1][:6]
LUA = chr(35) + "!lua name={0}\nredis.register_function('{0}', function() return 1 end)"
def run_id(it): return next(line for line in it.redis("INFO", "server").split("\r\n") if line.startswith("run_id"))
"#;

#[test]
fn settings_users_and_functions_of_redis_are_what_tests_began_with() {
    for major in ["6.2", "7"] {
        let (_project, said) = asked(
            &format!("services:\n  cache:\n    image: redis:{major}\n"),
            &[],
            &format!(
                "MAJOR = {major}\n{HOLDS}{}",
                r#"
it = Client().lease("worker", name="w")
print("wide", it.redis("SET", "wide", "1"), it.redis("ACL", "SETUSER", "wide", "on", ">word", "~a*", "~b*", "+get"), it.redis("CONFIG", "SET", "maxmemory-policy", "allkeys-lru"))
if MAJOR >= 7: print("wide", it.redis("FUNCTION", "LOAD", LUA.format("wide")))
print("mark", it.ask(op="mark")["services"]["cache"])
began, one = holds(it), run_id(it)
print("reads", it.redis("GET", "wide"), it.ask(op="renew")["services"]["cache"], it.ask(op="renew")["services"]["cache"])
for at, words in enumerate([
    [("CONFIG", "SET", "maxmemory", "123456789"), ("CONFIG", "SET", "maxmemory-policy", "noeviction")],
    [("CONFIG", "SET", "requirepass", "secret")],
    [("ACL", "SETUSER", "bob", "on", ">x", "~*", "+@all"), ("ACL", "DELUSER", "wide")],
    [("ACL", "SETUSER", "wide", "-get", "nopass", "allkeys")],
    [("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "RESETSTAT")],
    [("SET", "wide", "2"), ("SAVE",)],
    [("SET", "a", "1"), ("CONFIG", "SET", "databases", "1"), ("ACL", "SETUSER", "default", "off", "resetpass")],
] + ([
    [("FUNCTION", "LOAD", LUA.format("mine"))],
    [("FUNCTION", "FLUSH")],
    [("SET", "wide", "3"), ("CLIENT", "PAUSE", "60000", "WRITE")],
] if MAJOR >= 7 else [])):
    did = [it.redis(*each)[:3] for each in words]
    print("put back", at, did, it.ask(op="renew", name=f"t{at}")["services"]["cache"], "same" if holds(it) == began else "NOT THE SAME", "same" if run_id(it) == one else "another")
for at, words in enumerate([
    [("REPLICAOF", "127.0.0.1", "1")],
    [("ACL", "SETUSER", "default", "-@all")],
    [("DEBUG", "SET-ACTIVE-EXPIRE", "0")],
]):
    did = [it.redis(*each)[:3] for each in words]
    print("had anew", at, did, it.ask(op="renew", name=f"t{at}")["services"]["cache"], "same" if holds(it) == began else "NOT THE SAME", "same" if run_id(it) == one else "another")
    print("then reads", it.ask(op="renew")["services"]["cache"])
    one = run_id(it)
print("address", it.redis("GET", "wide"))
it.redis("SHUTDOWN", "NOSAVE")
print("broken", it.ask(op="renew").get("error", {}).get("seen"))
it.close()
"#
            ),
        );
        says(&said, "mark renewed");
        if major == "7" {
            says(&said, "untouched untouched");
        }
        let count =
            |begin: &str, end: &str| said.iter().filter(|line| line.starts_with(begin) && line.ends_with(end)).count();
        let all = said.iter().filter(|line| line.starts_with("put back")).count();
        assert_eq!(count("put back", " renewed same same"), all, "{major}: {said:#?}");
        assert_eq!(all, if major == "7" { 10 } else { 7 }, "{major}: {said:#?}");
        // What only a new process undoes.
        assert_eq!(count("had anew", " renewed same another"), 3, "{major}: {said:#?}");
        assert_eq!(count("then reads", "untouched"), 3, "{major}: {said:#?}");
        says(&said, "broken its server has ended");
        says(
            &said,
            "cache (Redis): 0 connections, 0 commands, not counting what was lost with a server that has ended",
        );
    }
}

/// A connection that outlives tests comes to the next as it was; one that is as it was stays.
#[test]
fn who_is_connected_to_redis_is_as_when_tests_began() {
    let (_project, said) = asked(
        "services:\n  cache:\n    image: redis:7\n",
        &[],
        r#"
class Held:
    def __init__(self, it):
        self.stream = socket.create_connection(("127.0.0.1", int(it.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0])))
    def says(self, *words):
        try:
            self.stream.sendall(b"".join([b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, words)]))
            return self.stream.recv(1 << 16).decode().strip() or "ended"
        except OSError:
            return "ended"
it = Client().lease("worker", name="w")
held = {name: Held(it) for name in ["selects", "is named", "authenticates", "is tracked", "listens", "reads", "selects the same"]}
print(it.redis("ACL", "SETUSER", "other", "on", "nopass", "~*", "+@all"), held["selects the same"].says("SELECT", "3"))
print("mark", it.ask(op="mark")["services"]["cache"])
held["selects"].says("SELECT", "5"); held["is named"].says("CLIENT", "SETNAME", "x"); held["authenticates"].says("AUTH", "other", "x"); held["is tracked"].says("CLIENT", "TRACKING", "ON", "BCAST")
held["listens"].says("SUBSCRIBE", "news"); held["reads"].says("GET", "a"); held["selects the same"].says("SELECT", "3")
born = Held(it); born.says("SELECT", "1")
print("renew", it.ask(op="renew", name="t")["services"]["cache"])
for name, one in held.items(): print(name, one.says("PING").split("\r\n")[-1])
print("born in it", born.says("PING"), it.ask(op="renew", name="t")["services"]["cache"])
born.says("SELECT", "0"); print("again", it.ask(op="renew", name="t")["services"]["cache"], born.says("PING"))
it.close()
"#,
    );
    says(&said, "renew renewed");
    for ended in ["selects", "is named", "authenticates", "is tracked"] {
        says(&said, &format!("{ended} ended"));
    }
    // Whoever listens is answered by another word.
    for stays in ["listens ", "reads +PONG", "selects the same +PONG"] {
        says(&said, stays);
        assert!(!said.iter().any(|line| line.starts_with(stays) && line.ends_with("ended")), "{said:#?}");
    }
    says(&said, "born in it +PONG untouched");
    says(&said, "again renewed ended");
}

/// By somebody who is in another database, and by what a copy of a database does not have.
#[test]
fn how_a_database_is_kept_is_as_it_was_by_whomever_and_wherever_from_that_was_changed() {
    for major in ["14", "17"] {
        let (_project, said) = asked(
            &COMPOSE.replace("postgres:17", &format!("postgres:{major}")),
            &[],
            r#"
it = Client().lease("worker", name="w")
elsewhere = it.env["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
FRAME = "SELECT datdba::regrole, datallowconn, datconnlimit, (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(datacl) a), shobj_description(d.oid, 'pg_database'), (SELECT array_agg(concat_ws(' ', setrole::regrole, setconfig) ORDER BY 1) FROM pg_db_role_setting WHERE setdatabase = d.oid) FROM pg_database d WHERE datname = 'shop'"
def seen(): return it.psql(FRAME, url=elsewhere), it.psql("SELECT count(*) FROM item"), it.psql("CREATE SCHEMA of_app", url=it.env["DATABASE_URL"].replace("me:pw", "app:word")), it.psql("DROP SCHEMA IF EXISTS of_app")
print(it.psql("CREATE ROLE app LOGIN PASSWORD 'word'; CREATE ROLE \"Odd one\"; REVOKE ALL ON DATABASE shop FROM PUBLIC; GRANT CREATE, CONNECT ON DATABASE shop TO app WITH GRANT OPTION; GRANT TEMPORARY ON DATABASE shop TO \"Odd one\"; ALTER DATABASE shop CONNECTION LIMIT 70; ALTER DATABASE shop SET work_mem = '5MB'; ALTER ROLE app IN DATABASE shop SET work_mem = '6MB'; COMMENT ON DATABASE shop IS 'it''s'"))
print("mark", it.ask(op="mark")["services"]["db"])
began = seen(); it.ask(op="renew")
print("began", began)
for at, (statements, where) in enumerate([
    ("CREATE TABLE more (id int)", None),
    ("ALTER DATABASE shop ALLOW_CONNECTIONS false", elsewhere),
    ("ALTER DATABASE shop CONNECTION LIMIT 0", elsewhere),
    ("REVOKE ALL ON DATABASE shop FROM app CASCADE", elsewhere),
    ("ALTER DATABASE shop SET work_mem = '9MB'", elsewhere),
    ("ALTER ROLE app IN DATABASE shop RESET ALL", elsewhere),
    ("ALTER DATABASE shop OWNER TO app", elsewhere),
    ("COMMENT ON DATABASE shop IS 'other'", elsewhere),
    ("REVOKE ALL ON DATABASE shop FROM app CASCADE; ALTER ROLE app IN DATABASE shop RESET ALL; DROP ROLE app", elsewhere),
    ("GRANT CREATE ON DATABASE shop TO PUBLIC; INSERT INTO item VALUES (3)", None),
]):
    wrong = it.psql(statements, **({"url": where} if where else {}))
    said = it.ask(op="renew", name=f"t{at}")
    now = seen()
    print("frame", at, wrong or "went well", said.get("error") or said["services"]["db"], "same" if now == began else f"NOT THE SAME {now}")
    it.ask(op="renew")
print("reads", it.psql("SELECT 1", url=elsewhere), it.ask(op="renew")["services"]["db"])
it.close()
"#,
        );
        says(&said, "mark renewed");
        says(&said, "app=C*c*/me,me=CTc/me}|it\\'s|{");
        let same = said.iter().filter(|line| line.starts_with("frame ") && line.ends_with("went well renewed same"));
        assert_eq!(same.count(), 10, "{major}: {said:#?}");
        says(&said, "reads 1 untouched");
    }
}

/// What was counted goes with a server: one that is killed, one whose process is killed and that begins anew, one that is told to forget.
#[test]
fn a_server_that_has_lost_its_counters_is_not_called_untouched() {
    for script in [
        "it = Client().lease('worker', name='w'); it.psql('SELECT 1'); it.psql(\"COPY (SELECT 1) TO PROGRAM 'kill -9 $(head -n 1 postmaster.pid)'\"); it.redis('SHUTDOWN', 'NOSAVE'); it.close()",
        "it = Client().lease('worker', name='w'); it.psql('SELECT 1'); it.psql(\"COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'\"); it.redis('CONFIG', 'RESETSTAT'); it.ask(op='lease'); it.close()",
    ] {
        let (_project, said) = asked(COMPOSE, &[], script);
        for service in ["db (Postgres): ", "cache (Redis): "] {
            let line = said.iter().find(|line| line.contains(service)).expect("it is told of");
            assert!(
                line.ends_with("not counting what was lost with a server that has ended or counts anew"),
                "{script}: {line}"
            );
        }
    }
    let (_project, said) = asked(
        COMPOSE,
        &[],
        "it = Client().lease('worker', name='w'); it.ask(op='mark'); it.ask(op='renew'); it.close()",
    );
    says(&said, "db (Postgres): untouched");
    says(&said, "cache (Redis): untouched");
}
