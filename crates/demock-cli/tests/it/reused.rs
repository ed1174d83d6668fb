//! Databases that leases have had: whoever gets one afterwards finds what a new copy of the template holds, and nobody else.

use crate::leases::{CLIENT, COMPOSE, says};
use crate::project::Project;

/// What the template holds beside `Project`'s table: keys, a sequence, a trigger, more than a page, settings, a function.
const INIT: &str = "\
CREATE TABLE customer (id serial PRIMARY KEY, name text UNIQUE);
INSERT INTO customer (name) VALUES ('ann'), ('bob');
CREATE TABLE sale (id bigserial PRIMARY KEY, customer int REFERENCES customer ON DELETE CASCADE, at timestamptz DEFAULT '2020-01-01');
INSERT INTO sale (customer) SELECT 1 + n % 2 FROM generate_series(1, 5) n;
CREATE TABLE long AS SELECT n AS id, repeat('x', 100) AS text FROM generate_series(1, 500) n;
CREATE SEQUENCE ticket START 7;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO note VALUES (TG_OP); RETURN NULL; END $$;
CREATE TABLE note (what text);
CREATE TRIGGER noted AFTER INSERT ON customer FOR EACH ROW EXECUTE FUNCTION noted();
ALTER DATABASE shop SET work_mem = '5MB';
ALTER ROLE me SET statement_timeout = '1min';
";

/// All that a test can see of its database, as text, but for its own name.
const SEEN: &str = r#"
SEEN = """
SELECT 'rows', (SELECT string_agg(item::text, ',' ORDER BY item) FROM item), (SELECT string_agg(customer::text, ',') FROM customer),
  (SELECT string_agg(sale::text, ',') FROM sale), (SELECT count(*) || md5(string_agg(long::text, ',' ORDER BY id)) FROM long), (SELECT count(*) FROM note);
SELECT 'next', schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2, 3;
SELECT 'names', c.relname, c.relkind, replace(c.relacl::text, current_user, 'OWNER'), c.reltuples FROM pg_class c WHERE relnamespace = 'public'::regnamespace ORDER BY 2;
SELECT 'columns', string_agg(attname, ',' ORDER BY attrelid, attnum) FROM pg_attribute WHERE attrelid >= 16384;
SELECT 'more', (SELECT count(*) FROM pg_proc WHERE oid >= 16384), (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_statistic WHERE starelid >= 16384),
  (SELECT count(*) FROM pg_default_acl), (SELECT count(*) FROM pg_namespace), (SELECT count(*) FROM pg_extension), (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid());
SELECT 'database', shobj_description(oid, 'pg_database'), datconnlimit, replace(datacl::text, current_user, 'OWNER'), pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database();
SELECT 'settings', setdatabase <> 0, setrole <> 0, setconfig FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) OR setrole = current_user::regrole ORDER BY 2, 3, 4;
SELECT 'in force', current_setting('work_mem'), current_setting('statement_timeout'), current_setting('search_path');
"""
def seen(it): return it.psql(SEEN)
def number(it): return it.psql("SELECT oid FROM pg_database WHERE datname = current_database()")
"#;

fn asked(script: &str) -> Vec<String> {
    let project = Project::new(COMPOSE);
    project.tree.write("init/shop.sql", INIT);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", &format!("from client import *\n{SEEN}{script}"));
    let ran = project.run(&[], "python3 ask.py").exits(0);
    project.is_clean();
    [ran.stdout.lines(), ran.stderr.lines()].into_iter().flatten().map(str::to_owned).collect()
}

/// What is undone where it stands, and after what another copy is made, whatever has been written: the template's own copy is the oracle.
#[test]
fn whoever_gets_a_used_database_finds_what_the_template_holds() {
    let said = asked(
        r#"
UNDONE = ["SELECT 1", "INSERT INTO customer (name) VALUES ('eve')", "UPDATE customer SET name = name || '!'", "DELETE FROM customer", "SELECT nextval('ticket')",
    "SELECT setval('ticket', 99)", "BEGIN; DELETE FROM sale; ROLLBACK", "INSERT INTO note VALUES ('x'); DELETE FROM item", "UPDATE sale SET id = -id"]
COPIED = ["TRUNCATE sale", "CREATE TABLE more (id int)", "ALTER TABLE item ADD more int", "DROP TABLE note", "CREATE TEMP TABLE t (id int)", "ANALYZE customer",
    "COMMENT ON DATABASE :db IS 'mine'", "ALTER DATABASE :db SET search_path = 'elsewhere'", "ALTER DATABASE :db CONNECTION LIMIT 3", "GRANT CONNECT ON DATABASE :db TO PUBLIC",
    "GRANT SELECT ON item TO PUBLIC", "SELECT lo_create(0)", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE SCHEMA mine", "CREATE EXTENSION pgcrypto",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", "UPDATE long SET text = 'short' WHERE id = 1", "CREATE INDEX ON sale (at)", "COMMENT ON TABLE item IS 'mine'"]
OF_ROLE = ["ALTER ROLE :me SET search_path = 'elsewhere'", "ALTER ROLE :me IN DATABASE :db SET work_mem = '9MB'"]
first = Client().lease(); begins = seen(first); print("begins", "ann" in begins, "5MB" in begins, "1min" in begins)
hands = {}
for turn in range(3):
    for sort, all in (("undone", UNDONE), ("copied", COPIED), ("of the role", OF_ROLE)):
        for statement in all:
            it = Client().lease()
            now = seen(it)
            if now != begins: print("differs after", hands.get(number(it)), set(now.split("\n")) ^ set(begins.split("\n")))
            one = number(it)
            if one in hands: print("again after", hands[one][1])
            said = it.psql("SET client_min_messages = error; " + statement.replace(":db", it.env["PGDATABASE"]).replace(":me", it.env["PGUSER"])) if not statement.startswith("BEGIN") else it.psql(statement)
            if "ERROR" in said: print("refused", statement, said)
            hands[one] = (statement, sort)
            it.close()
first.close()
"#,
    );
    says(&said, "begins True True True");
    let wrong =
        |line: &&String| ["differs after", "refused", "again after copied"].iter().any(|it| line.starts_with(it));
    assert_eq!(said.iter().filter(wrong).collect::<Vec<_>>(), Vec::<&String>::new(), "{said:#?}");
    says(&said, "again after undone");
}

/// A program that outlives its lease holds its connection, its address and its password.
#[test]
fn whoever_had_a_database_before_is_ended_and_cannot_come_back() {
    let said = asked(
        r#"
def stays(it):
    inside = subprocess.Popen(["psql", "-AXtq", it.env["DATABASE_URL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    inside.stdin.write("BEGIN; INSERT INTO customer (name) VALUES ('zoe'); SELECT 'inside';\n"); inside.stdin.flush()
    print(inside.stdout.readline().strip())
    return inside
before, again = {}, 0
for _ in range(60):
    if again == 4: break
    it = Client().lease(); one = number(it)
    if one in before:
        again += 1
        env, inside = before[one]
        print("names differ", env["PGUSER"] != it.env["PGUSER"], env["PGDATABASE"] != it.env["PGDATABASE"], env["PGPASSWORD"] != it.env["PGPASSWORD"])
        print("old address", it.psql("SELECT 'let in'", url=env["DATABASE_URL"], **{k: v for k, v in env.items() if k.startswith("PG")}))
        print("old user", it.psql("SELECT 'let in'", url=env["DATABASE_URL"].replace("/" + env["PGDATABASE"], "/" + it.env["PGDATABASE"])))
        inside.stdin.write("COMMIT;\nSELECT 'still there';\n"); inside.stdin.close()
        print("inside", "still there" in inside.stdout.read(), inside.wait() != 0)
        print("holds", it.psql("SELECT count(*) FROM customer"), it.psql("INSERT INTO customer (name) VALUES ('new') RETURNING id"))
    before[one] = (it.env, stays(it))
    it.close()
[inside.kill() for _, inside in before.values()]
"#,
    );
    for wanted in ["names differ True True True", "inside False True", "holds 2 3"] {
        assert_eq!(said.iter().filter(|line| *line == wanted).count(), 4, "{wanted}: {said:#?}");
    }
    for sort in ["old address ", "old user "] {
        let refused =
            said.iter().filter(|line| line.starts_with(sort) && line.contains("password authentication failed"));
        assert_eq!(refused.count(), 4, "{said:#?}");
    }
}

/// Nobody came to it, but whoever had it may come late.
#[test]
fn a_database_that_nobody_entered_is_anothers_under_another_name() {
    let said = asked(
        r#"
watch = Client().lease()
before, again = {}, 0
for at in range(60):
    if again == 4: break
    it = Client().lease(); name = it.env["PGDATABASE"]
    one = watch.psql(f"SELECT oid FROM pg_database WHERE datname = '{name}'")
    if one in before:
        again += 1
        env = before[one]
        print("names differ", env["PGUSER"] != it.env["PGUSER"], env["PGDATABASE"] != name, env["PGPASSWORD"] != it.env["PGPASSWORD"])
        print("old address", it.psql("SELECT 'let in'", url=env["DATABASE_URL"], **{k: v for k, v in env.items() if k.startswith("PG")}))
        if again % 2: print("holds", it.psql("SELECT sum(id) FROM item"), it.psql("ALTER TABLE item ADD more int; INSERT INTO item VALUES (9)") or "ok")
    before[one] = it.env
    it.close()
"#,
    );
    let number = |wanted: &str| said.iter().filter(|line| line.starts_with(wanted)).count();
    assert_eq!((number("names differ True True True"), number("holds 2 ok")), (4, 2), "{said:#?}");
    let refused = |line: &&String| line.starts_with("old address") && line.contains("password authentication failed");
    assert_eq!(said.iter().filter(refused).count(), 4, "{said:#?}");
}
