//! What a test has written is undone where it stands, or by a copy where that cannot be told exactly: with real Postgres.
//!
//! The oracle is the server's own: all tables as XML in the order in which they lie (`schema_to_xml`), and where sequences stand. A
//! database that is a copy has another number. Autovacuum is switched off: what it writes down of tables, once a minute, is a change of the
//! catalogue like any other, and has a copy take the place.

use crate::leases::{COMPOSE, asked, says};

/// The same services, whose Postgres does nothing by itself.
fn compose(major: &str) -> String {
    COMPOSE.replace("postgres:17", &format!("postgres:{major}\n    command: postgres -c autovacuum=off"))
}

/// Tables of many sorts, what tells whether they are as they were, and what was done to have that so.
const SCHEMA: &str = r#"
SCHEMA = """
CREATE TABLE kind (id serial PRIMARY KEY, name text UNIQUE);
INSERT INTO kind (name) VALUES ('a'), ('b'), ('c');
CREATE TABLE log (at serial, what text);
CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind int REFERENCES kind ON DELETE CASCADE,
  price numeric CHECK (price >= 0), twice numeric GENERATED ALWAYS AS (price * 2) STORED, note text, tags text[]);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (what) VALUES (TG_OP); RETURN NULL; END $$;
INSERT INTO thing (kind, price, note) SELECT 1 + g % 3, g, repeat('long ' || g, 2000) FROM generate_series(1, 5) g;
CREATE TRIGGER t AFTER INSERT OR UPDATE OR DELETE ON thing FOR EACH ROW EXECUTE FUNCTION tell();
CREATE TABLE "Odd name" (id bigserial PRIMARY KEY, kind int REFERENCES kind DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE part (day date) PARTITION BY RANGE (day);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
INSERT INTO part VALUES ('2020-05-05'), ('2021-05-05');
CREATE TABLE secret (id int); ALTER TABLE secret ENABLE ROW LEVEL SECURITY; ALTER TABLE secret FORCE ROW LEVEL SECURITY;
INSERT INTO secret VALUES (1);
CREATE SEQUENCE free START 10;
CREATE TABLE many AS SELECT g FROM generate_series(1, 5000) g;
CREATE MATERIALIZED VIEW seen AS SELECT count(*) FROM kind;
"""
def begin(it, more=""):
    print(it.psql(SCHEMA + more), end="")
    print("marked", it.ask(op="mark")["services"]["db"])
    it.number, it.stands = number(it), stands(it)
def number(it):
    return it.psql("SELECT oid FROM pg_database WHERE datname = current_database()")
def stands(it):
    # Who looks at a sequence is counted there, as whoever takes from it.
    uncounted = {"PGOPTIONS": "-c track_counts=off"}
    sequences = it.psql("SELECT string_agg(format('SELECT %L, last_value, is_called FROM %s', oid::regclass, oid::regclass), ' UNION ALL ' ORDER BY oid) FROM pg_class WHERE relkind = 'S'")
    database = "SELECT datconnlimit, setconfig, shobj_description(d.oid, 'pg_database') FROM pg_database d LEFT JOIN pg_db_role_setting s ON s.setdatabase = d.oid WHERE datname = current_database()"
    return it.psql("SELECT schema_to_xml('public', true, false, '')"), it.psql(sequences, **uncounted), it.psql(database)
def does(it, name, statements):
    error = it.psql(statements)
    if "ERROR" in error: print(name, "went wrong:", error)
    said = it.ask(op="renew", name=name)["services"]["db"]
    now, was = number(it), it.number
    it.number = now
    print(name + ":", said, "same" if stands(it) == it.stands else "NOT THE SAME", "undone" if now == was else "copied")
"#;

/// First what is told exactly, then what is not.
const CASES: &str = r#"
it = Client().lease("worker", name="w")
begin(it)
for at, statements in enumerate([
    "INSERT INTO thing (kind, price) VALUES (1, 7), (2, 8)",
    "UPDATE thing SET note = 'short', price = price + 1; DELETE FROM kind WHERE id = 2",
    "DELETE FROM kind; DELETE FROM many WHERE false",
    'BEGIN; INSERT INTO "Odd name" (kind) VALUES (1), (3); COMMIT; INSERT INTO secret VALUES (2)',
    "SELECT nextval('free'), nextval('free')",
    "SELECT setval('free', 99, false)",
    "BEGIN; INSERT INTO kind (name) VALUES ('gone'); ROLLBACK",
    "INSERT INTO part VALUES ('2020-06-06'), ('2021-06-06'); DELETE FROM part WHERE day < '2020-06-01'",
    "INSERT INTO kind (id, name) SELECT g, 'k' || g FROM generate_series(100, 3000) g; DELETE FROM kind WHERE id > 5",
    "UPDATE kind SET name = 'z' || name; COPY log (what) FROM PROGRAM 'echo many'",
]):
    does(it, f"exact {at}", statements)
for at, statements in enumerate([
    "TRUNCATE log", "TRUNCATE kind RESTART IDENTITY CASCADE",
    "CREATE TABLE more (id int)", "CREATE TEMP TABLE short AS SELECT 1",
    "DROP TABLE thing", "ALTER TABLE kind ADD COLUMN x int DEFAULT 4",
    "UPDATE many SET g = g + 1 WHERE g < 3", "SELECT lo_create(0)",
    "ANALYZE kind", "COMMENT ON TABLE kind IS 'x'",
    "SET track_counts = off; INSERT INTO kind (name) VALUES ('unseen')",
    "SELECT pg_stat_reset(); INSERT INTO kind (name) VALUES ('reset')",
    "REFRESH MATERIALIZED VIEW seen", "SELECT id FROM kind FOR UPDATE",
    "INSERT INTO log (what) SELECT 'much' FROM generate_series(1, 30000)",
    "ALTER SEQUENCE free RESTART WITH 500", "CREATE INDEX ON log (what)",
    "ALTER DATABASE shop SET work_mem = '9MB'; INSERT INTO log (what) VALUES ('set')",
    "ALTER DATABASE shop CONNECTION LIMIT 70; INSERT INTO log (what) VALUES ('limited')",
    "COMMENT ON DATABASE shop IS 'x'; INSERT INTO log (what) VALUES ('said')",
]):
    does(it, f"inexact {at}", statements)
    does(it, f"exact after {at}", "INSERT INTO kind (name) VALUES ('after'); SELECT nextval('free')")
does(it, "copied first", "TRUNCATE log")
it.psql("INSERT INTO kind (name) VALUES ('hidden')"); it.psql("SELECT pg_stat_reset()")
does(it, "reset between", "INSERT INTO log (what) VALUES ('seen')")
print("reads", it.psql("SELECT count(*) FROM thing"), it.ask(op="renew")["services"]["db"])
it.close()
"#;

#[test]
fn what_a_test_has_written_is_undone_where_that_is_told_exactly_and_else_a_copy_takes_its_place() {
    let (_project, said) = asked(&compose("17"), &[], &format!("{SCHEMA}{CASES}"));
    says(&said, "marked renewed");
    for at in 0..10 {
        says(&said, &format!("exact {at}: renewed same undone"));
    }
    for at in 0..20 {
        says(&said, &format!("inexact {at}: renewed same copied"));
        // With a database that had settings or a comment these go, later, which is a change again.
        says(&said, &format!("exact after {at}: renewed same {}", if at < 17 { "undone" } else { "" }));
    }
    says(&said, "reset between: renewed same copied");
    says(&said, "reads 5 untouched");
    let wrong: Vec<&String> =
        said.iter().filter(|line| line.contains("NOT THE SAME") || line.contains("wrong")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Of ours there is nothing in what programs did: each of the looks here is a session of psql's.
    says(&said, "demock: db (Postgres): ");
}

/// Many tests in turn, each a few statements drawn at random: whatever they did, the next begins with the same.
#[test]
fn after_any_statements_contents_are_the_same() {
    let script = r#"
import random
it = Client().lease("worker", name="w")
begin(it)
draw = random.Random(20261130)
STATEMENTS = [
    "INSERT INTO kind (name) VALUES (md5(random()::text))", "DELETE FROM kind WHERE id = {n}", "UPDATE kind SET name = name || '{n}' WHERE id >= {n}",
    "INSERT INTO thing (kind, price, note) SELECT min(id), {n}, repeat('x', {n} * 3000) FROM kind", "UPDATE thing SET price = price + {n}, tags = '{{a,b}}'",
    "DELETE FROM thing WHERE id > {n}", "INSERT INTO part VALUES ('2021-0{n}-01')", "UPDATE part SET day = day + 365 WHERE day < '2021-01-01'",
    "INSERT INTO secret SELECT generate_series(1, {n})", "SELECT nextval('free') FROM generate_series(1, {n})", "BEGIN; DELETE FROM thing; ROLLBACK",
    'INSERT INTO "Odd name" (kind) SELECT id FROM kind LIMIT {n}', "SELECT setval('free', {n} * 11, {n} % 2 = 0)", "DELETE FROM log",
    "INSERT INTO thing (kind, price) VALUES (1, 1) ON CONFLICT DO NOTHING", "CREATE TABLE own{n} (id int)", "TRUNCATE part",
]
kinds = {"undone": 0, "copied": 0}
for at in range(150):
    statements = "; ".join(draw.choice(STATEMENTS).format(n=draw.randint(1, 6)) for _ in range(draw.randint(1, 5)))
    # One that goes wrong halfway is a test like any other.
    it.psql(statements)
    it.ask(op="renew", name=f"t{at}")
    if stands(it) != it.stands: print("NOT THE SAME", at, statements)
    now = number(it)
    kinds["undone" if now == it.number else "copied"] += 1
    it.number = now
print("drawn", kinds["undone"] > 80, kinds["copied"] > 20, kinds)
it.close()
"#;
    let (_project, said) = asked(&compose("17"), &[], &format!("{SCHEMA}{script}"));
    says(&said, "drawn True True");
    assert!(!said.iter().any(|line| line.contains("NOT THE SAME")), "{said:#?}");
}

/// Where a trigger runs whatever session it is, and where the server's counters come late, a copy does it.
#[test]
fn where_counters_do_not_tell_all_a_copy_takes_the_place() {
    let script = r#"
it = Client().lease("worker", name="w")
begin(it, MORE)
before = it.psql("SELECT n_tup_ins FROM pg_stat_all_tables WHERE relname = 'kind'")
it.psql("INSERT INTO kind (name) VALUES ('d')")
# Once one of two writings is counted, the other need not be.
while it.psql("SELECT n_tup_ins FROM pg_stat_all_tables WHERE relname = 'kind'") == before: pass
does(it, "insert", "INSERT INTO secret VALUES (7)")
it.close()
"#;
    let always = "MORE = 'ALTER TABLE thing ENABLE ALWAYS TRIGGER t;'\n";
    let (_project, said) = asked(&compose("17"), &[], &format!("{SCHEMA}{always}{script}"));
    says(&said, "insert: renewed same copied");
    let (_project, said) = asked(&compose("14"), &[], &format!("{SCHEMA}MORE = ''\n{script}"));
    says(&said, "insert: renewed same copied");
}

/// What the database was set when it was marked, a copy has as well; and since that is no change, the next test is undone where it stands.
#[test]
fn what_the_database_was_set_outlives_a_copy() {
    let script = r#"
it = Client().lease("worker", name="w")
begin(it, """CREATE SCHEMA extra; ALTER DATABASE shop SET search_path = "$user", public, extra, "Odd, ""name"; ALTER DATABASE shop SET app.mode = 'a, b';""")
for at in range(3):
    does(it, f"copied {at}", "TRUNCATE log")
    does(it, f"undone {at}", "INSERT INTO kind (name) VALUES ('after')")
does(it, "set", "ALTER DATABASE shop RESET search_path; ALTER DATABASE shop SET work_mem = '9MB'")
print("path", it.psql("SHOW search_path"), it.psql("SHOW app.mode"), it.psql("SHOW work_mem"))
it.close()
"#;
    let (_project, said) = asked(&compose("17"), &[], &format!("{SCHEMA}{script}"));
    for at in 0..3 {
        says(&said, &format!("copied {at}: renewed same copied"));
        says(&said, &format!("undone {at}: renewed same undone"));
    }
    says(&said, "set: renewed same copied");
    says(&said, r#"path "$user", public, extra, "Odd, ""name" a, b 4MB"#);
    assert!(!said.iter().any(|line| line.contains("wrong")), "{said:#?}");
}

/// What is around a database: roles with all they have, who is whose member, what `ALTER SYSTEM` has set, slots. The oracle is the server's
/// own catalogue, but for the numbers of roles that were dropped.
#[test]
fn what_tests_change_around_their_database_is_as_it_was_as_well() {
    let script = r#"
AROUND = """SELECT (SELECT string_agg(concat_ws(' ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolconnlimit, md5(rolpassword), coalesce(rolvaliduntil, 'infinity')), '; ' ORDER BY rolname) FROM pg_authid WHERE rolname !~ '^(pg_|demock_gone_)'),
  (SELECT string_agg(concat_ws(' ', roleid::regrole, member::regrole, admin_option), '; ' ORDER BY roleid::regrole::text, member::regrole::text) FROM pg_auth_members WHERE member::regrole::text NOT LIKE 'pg\\_%'),
  (SELECT string_agg(concat_ws(' ', setrole::regrole, setconfig), '; ' ORDER BY setrole::regrole::text) FROM pg_db_role_setting WHERE setdatabase = 0),
  (SELECT count(*) FROM pg_replication_slots), current_setting('work_mem'), current_setting('lock_timeout')"""
it = Client().lease("worker", name="w")
print(it.psql("CREATE ROLE app LOGIN PASSWORD 'word'"), it.psql("CREATE ROLE grp; GRANT grp TO app WITH ADMIN OPTION; ALTER ROLE app SET search_path = \"$user\", public, \"Odd, \"\"name\""), it.psql("ALTER SYSTEM SET lock_timeout = '7s'"), it.psql("SELECT pg_reload_conf()"))
while it.psql("SHOW lock_timeout") != "7s": pass
begin(it)
around = it.psql(AROUND)
for at, statements in enumerate([
    ["CREATE ROLE somebody LOGIN PASSWORD 'x' SUPERUSER", "CREATE DATABASE of_somebody OWNER somebody"],
    ["CREATE ROLE somebody; CREATE TABLE owned (id int); ALTER TABLE owned OWNER TO somebody; GRANT ALL ON kind TO somebody"],
    ["ALTER ROLE me PASSWORD 'other'"],
    ["ALTER ROLE app PASSWORD NULL NOLOGIN CREATEDB CONNECTION LIMIT 3 VALID UNTIL '2020-01-01'"],
    ["ALTER ROLE app RENAME TO ppa; CREATE ROLE app"],
    ["REVOKE grp FROM app; GRANT app TO grp; CREATE ROLE more; GRANT more TO app"],
    ["DROP ROLE app; DROP ROLE grp"],
    ["ALTER ROLE app RESET ALL; ALTER ROLE me SET statement_timeout = '9s'"],
    ["ALTER SYSTEM SET work_mem = '77MB'", "ALTER SYSTEM RESET lock_timeout", "SELECT pg_reload_conf()"],
    ["SELECT pg_create_physical_replication_slot('slot')"],
]):
    for again in range(2):
        wrong = [said for said in map(it.psql, statements) if "ERROR" in said and "of_somebody" not in said]
        said = it.ask(op="renew", name=f"t{at}")
        now = it.psql(AROUND)
        print("around", at, again, said.get("error") or said["services"]["db"], "same" if now == around else f"NOT THE SAME {now} {around}", "same" if stands(it) == it.stands else "NOT THE SAME", wrong or "went well")
print("untouched", it.psql("SELECT count(*) FROM kind"), it.ask(op="renew")["services"]["db"])
print("lets in", it.psql("SHOW search_path", url=it.env["DATABASE_URL"].replace("me:pw", "app:word")))
it.close()
"#;
    for major in ["14", "17"] {
        let (_project, said) = asked(&compose(major), &[], &format!("{SCHEMA}{script}"));
        let done = |at: usize| said.iter().filter(|it| it.starts_with(&format!("around {at} "))).count();
        assert!((0..10).all(|at| done(at) == 2), "{major}: {said:#?}");
        let lines = said.iter().filter(|line| line.starts_with("around "));
        let wrong: Vec<&String> = lines.filter(|line| !line.ends_with(" renewed same same went well")).collect();
        assert!(wrong.is_empty(), "{major}: {wrong:#?}");
        says(&said, "untouched 3 untouched");
        says(&said, "lets in \"$user\", public, \"Odd, \"\"name\"");
    }
}
