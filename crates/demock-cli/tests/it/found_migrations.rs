//! Migrations that are found in a project: done once into the template of its database, written down as the tool would.
//!
//! Expected checksums are those of other programs: `sha384sum`, `sha256sum`, `sha1sum`, Python's `zlib`. Alembic and Django
//! themselves are asked, out of a virtual environment.

use crate::project::Project;
use crate::runners::environment;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

pub(crate) const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: 'p%w', POSTGRES_DB: shop}\n";
const CARGO_SQLX: &str =
    "[package]\nname = \"a\"\n[dependencies]\nsqlx = { version = \"0.8\", features = [\"postgres\"] }\n";

/// A project in which nothing that earlier runs of the tests have kept is of use.
pub(crate) fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new(COMPOSE);
    for (name, text) in files {
        project.tree.write(name, text);
    }
    project
}

/// A text that is another in each run of the tests.
pub(crate) fn fresh(text: &str) -> String {
    format!("{text}\n-- {:?}\n", std::time::SystemTime::now())
}

/// What a program of the machine says of a file first.
fn word(project: &Project, words: &[&str]) -> String {
    let ran = Command::new(words[0]).args(&words[1..]).current_dir(&project.tree.root).output().expect("it runs");
    String::from_utf8_lossy(&ran.stdout).split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn sqlx_finds_everything_done_and_nothing_is_done_twice() {
    let project = project(&[
        ("Cargo.toml", CARGO_SQLX),
        ("migrations/0001_make_items.sql", &fresh("CREATE TABLE item (id int);\nINSERT INTO item VALUES (1);")),
        ("migrations/2_index.up.sql", "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON item (id);"),
        ("migrations/2_index.down.sql", "nonsense"),
        ("migrations/README.md", "nonsense"),
    ]);
    let ask = "psql -AXtc 'SELECT version, description, success, encode(checksum, $$hex$$), execution_time > 0 FROM _sqlx_migrations ORDER BY 1' -c 'SELECT count(*), min(installed_on) FROM item, _sqlx_migrations'";
    let first = project.run(&[], ask).exits(0);
    first.warns("demock: db: 2 migrations of sqlx (migrations) are in the template").warns("0 rows written");
    let sums = ["migrations/0001_make_items.sql", "migrations/2_index.up.sql"];
    let sums = sums.map(|file| word(&project, &["sha384sum", file]));
    first.says(&format!("1|make items|t|{}|t", sums[0])).says(&format!("2|index|t|{}|t", sums[1]));
    // The time at which they were done is the same: they were done once.
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, first.stdout);
    project.tree.write("other.txt", "no part of it");
    project.tree.write("migrations/2_index.down.sql", "other nonsense");
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, first.stdout);
    project.tree.write("migrations/3_more.sql", "INSERT INTO item VALUES (2);");
    project.run(&[], ask).exits(0).says("3|more|t|").warns("3 migrations of sqlx");
    project.demock(&["doctor"]).exits(0).says("  db: 3 of sqlx (migrations), done once, into the template");
    project.is_clean();
}

#[test]
fn diesel_prisma_and_rails_find_everything_done() {
    let rows = |project: &Project, query: &str| project.run(&["-q"], &format!("psql -AXtc '{query}'")).exits(0).stdout;
    let diesel = project(&[
        ("diesel.toml", "[migrations_directory]\ndir = \"db/changes\"\n"),
        ("db/changes/00000000000000_diesel_initial_setup/up.sql", "CREATE TABLE item (id int)"),
        ("db/changes/2024-01-02-030405_index/up.sql", "CREATE INDEX CONCURRENTLY i ON item (id)"),
        ("db/changes/2024-01-02-030405_index/metadata.toml", "run_in_transaction = false\n"),
        ("db/changes/2024-01-02-030405_index/down.sql", "nonsense"),
    ]);
    let query = "SELECT version, run_on IS NOT NULL FROM __diesel_schema_migrations ORDER BY 1";
    assert_eq!(rows(&diesel, query), "00000000000000|t\n20240102030405|t\n");
    let prisma = project(&[
        ("prisma/schema/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
        ("prisma/schema/migrations/20240101_init/migration.sql", "CREATE TABLE item (id int);\nSELECT 'it''s';\n"),
    ]);
    let sum = word(&prisma, &["sha256sum", "prisma/schema/migrations/20240101_init/migration.sql"]);
    let query = "SELECT checksum, migration_name, applied_steps_count, length(id), finished_at >= started_at, rolled_back_at IS NULL FROM _prisma_migrations";
    assert_eq!(rows(&prisma, query), format!("{sum}|20240101_init|1|36|t|t\n"));
    let rails = project(&[
        ("Gemfile", "gem 'rails'\n"),
        (
            "db/structure.sql",
            "\\restrict abc\nSET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.schema_migrations (version character varying NOT NULL);\nSET search_path TO \"$user\", public;\nINSERT INTO \"schema_migrations\" (version) VALUES\n('20240101000000');\n\\unrestrict abc\n",
        ),
    ]);
    let sum = word(&rails, &["sha1sum", "db/structure.sql"]);
    let query = "SELECT key, value FROM ar_internal_metadata UNION ALL SELECT 'version', version FROM schema_migrations ORDER BY 1".replace('\'', "$$");
    assert_eq!(rows(&rails, &query), format!("environment|test\nschema_sha1|{sum}\nversion|20240101000000\n"));
    [diesel, prisma, rails].iter().for_each(Project::is_clean);
}

#[test]
fn flyway_finds_everything_done_in_its_order_or_is_left_alone() {
    let folder = "src/main/resources/db/migration";
    let project = project(&[
        (&format!("{folder}/V10__ten.sql"), "INSERT INTO item VALUES (10);"),
        (&format!("{folder}/sub/V2_1__two_one.sql"), "CREATE INDEX CONCURRENTLY i ON item (id);\nSELECT 1;"),
        (&format!("{folder}/V2__make_items.sql"), "CREATE TABLE item (id int);\r\n-- é\r\n"),
        (&format!("{folder}/R__views.sql"), "CREATE OR REPLACE VIEW tens AS SELECT * FROM item;\n"),
    ]);
    let ask = "psql -AXtc 'SELECT installed_rank, version, description, type, script, checksum, installed_by, success FROM flyway_schema_history ORDER BY 1' -c 'TABLE tens'";
    let crc = |name: &str| {
        let code = format!(
            "import zlib; c = zlib.crc32(open('{folder}/{name}', 'rb').read().replace(b'\\r', b'').replace(b'\\n', b'')); print(c - (c >> 31 << 32))"
        );
        word(&project, &["python3", "-c", &code])
    };
    let expected = format!(
        "1|2|make items|SQL|V2__make_items.sql|{}|me|t\n2|2.1|two one|SQL|sub/V2_1__two_one.sql|{}|me|t\n3|10|ten|SQL|V10__ten.sql|{}|me|t\n4||views|SQL|R__views.sql|{}|me|t\n10\n",
        crc("V2__make_items.sql"),
        crc("sub/V2_1__two_one.sql"),
        crc("V10__ten.sql"),
        crc("R__views.sql")
    );
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, expected);
    // What ends a transaction of its own, the server refuses in one of ours.
    let commits = "CREATE PROCEDURE twelve() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO item VALUES (12); COMMIT; END $$;\nCALL twelve();\n";
    project.tree.write(&format!("{folder}/V12__commits.sql"), commits);
    project
        .run(&[], "true")
        .exits(125)
        .warns("V12__commits.sql:2: the migration fails: ERROR: invalid transaction termination");
    project.tree.write(&format!("{folder}/V12__commits.sql.conf"), "# alone\nexecuteInTransaction = false\n");
    project.run(&["-q"], "psql -AXtc 'SELECT max(id) FROM item'").exits(0).says("12\n");
    project.tree.write(&format!("{folder}/V12__commits.sql.conf"), "shouldExecute=${mine}\n");
    let left = "needs Flyway itself: `V12__commits.sql.conf` says `shouldExecute=${mine}`";
    project.run(&[], "true").exits(0).warns(left);
    std::fs::remove_file(project.tree.root.join(format!("{folder}/V12__commits.sql.conf"))).expect("it was there");
    project.tree.write(&format!("{folder}/V11__names.sql"), "CREATE ROLE ${who};");
    let left = "demock: db: migrations are left alone: flyway (src/main/resources/db/migration) needs Flyway itself: `V11__names.sql` has placeholders";
    project.run(&[], "true").exits(0).warns(left);
    project.is_clean();
}

/// Tables and rows are those of each tool's sources; a hash is `sha256sum`'s.
#[test]
fn goose_dbmate_golang_migrate_and_drizzle_find_everything_done() {
    let rows = |project: &Project, query: &str| project.run(&["-q"], &format!("psql -AXtc '{query}'")).exits(0).stdout;
    let goose = project(&[
        ("go.mod", "module a\nrequire github.com/jackc/pgx/v5 v5.7.0\n"),
        (
            "db/migrations/00001_items.sql",
            &fresh(
                "-- +goose Up\r\nCREATE TABLE item (id int);\r\n-- +goose StatementBegin\nCREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;\n-- +goose StatementEnd\n\n-- +goose Down\nDROP TABLE item;",
            ),
        ),
        (
            "db/migrations/00010_index.sql",
            "-- +goose NO TRANSACTION\n--+goose   up\nCREATE INDEX CONCURRENTLY i ON item (id);\nCREATE INDEX CONCURRENTLY j ON item (id);\n-- +goose Down\nnonsense;\n",
        ),
        (
            "db/migrations/9_insert.sql",
            "-- +goose Up\nINSERT INTO item SELECT two();\n-- +goose Down\nDELETE FROM item;\n",
        ),
    ]);
    let query = "SELECT version_id, is_applied, (SELECT sum(id) FROM item) FROM goose_db_version ORDER BY id";
    assert_eq!(rows(&goose, query), "0|t|2\n1|t|2\n9|t|2\n10|t|2\n");
    goose.tree.write("db/migrations/9_insert.sql", "-- +goose Down\nDELETE FROM item;\n-- +goose Up\n\nSELECT none;\n");
    goose.run(&[], "true").exits(125).warns("db/migrations/9_insert.sql:5: the migration fails").warns("`SELECT none`");
    goose.tree.write("db/migrations/11_more.go", "package migrations\n");
    goose.run(&[], "true").exits(0).warns("goose (db/migrations) needs goose itself: `11_more.go` is a program");
    let dbmate = project(&[
        (
            "db/migrations/20240101_items.sql",
            &fresh("-- migrate:up\nCREATE TABLE item (id int);\n\n-- migrate:down\nDROP TABLE item;"),
        ),
        (
            "db/migrations/20240102_index.sql",
            "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON item (id);\n-- migrate:down\nDROP INDEX i;\n",
        ),
    ]);
    // Whether it is for Postgres, nothing says yet.
    assert_eq!(rows(&dbmate, "SELECT count(*) FROM pg_class WHERE relname = $$item$$"), "0\n");
    dbmate.tree.write("db/schema.sql", "-- PostgreSQL database dump\n");
    let query = "SELECT version, (SELECT count(*) FROM pg_class WHERE relname IN ($$item$$, $$i$$)) FROM schema_migrations ORDER BY 1";
    assert_eq!(rows(&dbmate, query), "20240101|2\n20240102|2\n");
    let go = project(&[
        ("go.mod", "module a\nrequire (\n\tgithub.com/lib/pq v1.10.9\n)\n"),
        ("migrations/000002_b.up.sql", "INSERT INTO item VALUES (2);"),
        ("migrations/000001_a.up.sql", &fresh("CREATE TABLE item (id int);")),
        ("migrations/000001_a.down.sql", "DROP TABLE item;"),
    ]);
    assert_eq!(rows(&go, "SELECT version, dirty, (SELECT sum(id) FROM item) FROM schema_migrations"), "2|f|2\n");
    let drizzle = project(&[
        (
            "drizzle/meta/_journal.json",
            r#"{"version": "7", "dialect": "postgresql", "entries": [{"idx": 0, "when": 1750101612025, "tag": "0000_odd_name", "breakpoints": true}]}"#,
        ),
        (
            "drizzle/0000_odd_name.sql",
            &fresh("CREATE TABLE \"item\" (\"id\" int);\n--> statement-breakpoint\nINSERT INTO item VALUES (2);"),
        ),
        ("drizzle/0001_not_in_the_journal.sql", "nonsense"),
        ("drizzle.config.ts", "export default { dialect: 'postgresql' }\n"),
    ]);
    let hash = word(&drizzle, &["sha256sum", "drizzle/0000_odd_name.sql"]);
    let query = "SELECT id, hash, created_at, (SELECT sum(item.id) FROM item) FROM drizzle.__drizzle_migrations";
    assert_eq!(rows(&drizzle, query), format!("1|{hash}|1750101612025|2\n"));
    drizzle.tree.write("drizzle.config.ts", "export default {\n  migrations: { table: 'other' },\n}\n");
    drizzle.run(&[], "true").exits(0).warns("drizzle (drizzle) needs drizzle itself: `drizzle.config.ts` says where");
    [goose, dbmate, go, drizzle].iter().for_each(Project::is_clean);
}

/// Scripts in which something is made and undone again are not done as they stand, whoever's they are.
#[test]
fn a_folder_of_a_tool_that_is_not_known_is_refused_with_the_line_that_undoes() {
    let project = project(&[
        ("sql/1.sql", "-- +migrate Up\nCREATE TABLE item (id int);\n-- +migrate Down\nDROP TABLE item;\n"),
        ("demock.toml", "[stack]\nmigrations = \"sql\"\n"),
    ]);
    let ran = project.run(&[], "true").exits(125);
    ran.warns("`migrations` names `sql`: of a tool that is not known here (`-- +migrate Down` in `1.sql`)");
    project.tree.write(
        "sql/1.sql",
        &fresh("\u{feff}\\restrict abc\nCREATE TABLE item (id int);\n-- down below\n\\unrestrict abc"),
    );
    project.run(&[], "psql -AXtc 'SELECT count(*) FROM item'").exits(0).says("0\n");
    project.is_clean();
}

/// A database may refuse what its tool writes down, as Lemmy's does to keep others from migrating.
#[test]
fn what_may_not_be_written_down_is_a_migration_that_fails() {
    let project = project(&[
        ("diesel.toml", ""),
        (
            "migrations/1_forbid/up.sql",
            &fresh(
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'by us alone'; END $$;\nCREATE TRIGGER no BEFORE INSERT ON __diesel_schema_migrations EXECUTE FUNCTION no();",
            ),
        ),
    ]);
    let ran = project.run(&[], "true").exits(125);
    ran.warns(
        "error[stack/migration]: service `db`: migrations/1_forbid/up.sql: the migration fails: ERROR: by us alone",
    );
    ran.warns("it was at `INSERT INTO __diesel_schema_migrations (version) VALUES ('1')`");
    project.is_clean();
}

#[test]
fn leases_begin_with_what_migrations_made() {
    let project = project(&[
        ("Cargo.toml", CARGO_SQLX),
        ("migrations/1_items.sql", &fresh("CREATE TABLE item (id int);\nINSERT INTO item VALUES (7);")),
    ]);
    let script = "import json, os, socket, subprocess\nfor scope in ('test', 'worker'):\n    s = socket.socket(socket.AF_UNIX); s.connect(os.environ['DEMOCK_SOCKET'])\n    s.sendall(json.dumps({'v': 1, 'op': 'lease', 'scope': scope, 'name': scope}).encode() + b'\\n')\n    said = json.loads(s.makefile().readline())\n    if 'error' in said: print(scope, json.dumps(said['error'])); continue\n    url = said['env']['DATABASE_URL']\n    print(scope, subprocess.run(['psql', '-AXtc', 'INSERT INTO item VALUES (1); SELECT sum(id) FROM item', url], capture_output=True, text=True).stdout.split()[-1])\n";
    project.tree.write("ask.py", script);
    // The first run makes the template, the second finds it.
    for _ in 0..2 {
        project.run(&[], "python3 ask.py").exits(0).says("test 8\nworker 8\n");
    }
    let each_start = COMPOSE.to_owned()
        + "  api:\n    build: .\n    depends_on: [db]\n    x-demock: {command: sleep 600, migrate: psql -c 'CREATE TABLE item (id int)'}\n";
    project.tree.write("docker-compose.test.yml", &each_start);
    let ran = project.run(&[], "python3 ask.py; psql -AXtc 'SELECT count(*) FROM item'").exits(0);
    ran.says("test {\"code\": \"stack/not-in-template\"")
        .says("docker-compose.test.yml:8:45: `migrate` of api")
        .says("\n0\n");
    ran.warns("sqlx (migrations) is left to `migrate` of api (docker-compose.test.yml:8:45)");
    project.is_clean();
}

#[test]
fn a_migration_that_fails_or_hangs_is_named_and_nothing_is_kept() {
    let project = project(&[
        ("Cargo.toml", CARGO_SQLX),
        ("demock.toml", "[stack]\nmigrations_max_seconds = 2\n"),
        ("migrations/1_items.sql", &fresh("CREATE TABLE item (id int);")),
        (
            "migrations/2_more.sql",
            "-- one; two\nINSERT INTO item VALUES (1);\n\nINSERT INTO item\n  VALUES (2), ('x');\n",
        ),
    ]);
    let ran = project.run(&[], "true").exits(125);
    ran.warns("error[stack/migration]: service `db`: migrations/2_more.sql:5: the migration fails: ERROR: invalid input syntax for type integer: \"x\"");
    ran.warns("it was at `INSERT INTO item VALUES (2), ('x')`");
    // The server gives no place: the statement is known by its number.
    project
        .tree
        .write("migrations/2_more.sql", "SELECT 1;\n\nCREATE TABLE more (id int);;\nCREATE TABLE item (id int);\n");
    project
        .run(&[], "true")
        .exits(125)
        .warns("migrations/2_more.sql:4: the migration fails: ERROR: relation \"item\" already exists");
    project.tree.write("migrations/2_more.sql", "ALTER TABLE item OWNER TO somebody;\n");
    let ran = project.run(&[], "true").exits(125);
    ran.warns("2_more.sql:1: the migration fails: ERROR: role \"somebody\" does not exist");
    ran.warns(
        "it was at `ALTER TABLE item OWNER TO somebody`; make the role in a script of `/docker-entrypoint-initdb.d`",
    );
    project.tree.write("migrations/2_more.sql", "CREATE EXTENSION nobody_has_it;\n");
    project.run(&[], "true").exits(125).warns("take an image that has it");
    project.tree.write("migrations/2_more.sql", "SELECT 1;\nCOPY item FROM STDIN;\n1\n\\.\n");
    project.run(&[], "true").exits(125).warns("migrations/2_more.sql:");
    project.tree.write("migrations/2_more.sql", "SELECT 1;\nSELECT pg_sleep(60);\n");
    let ran = project.run(&[], "true").exits(125);
    ran.warns(
        "error[stack/migration-hangs]: service `db`: migrations/2_more.sql:2: the migration has not ended within 2 s",
    );
    ran.warns("it was at `SELECT pg_sleep(60)`");
    project.tree.write("migrations/2_more.sql", "SELECT 1;\n");
    project.run(&["-q"], "psql -AXtc 'SELECT count(*) FROM item, _sqlx_migrations'").exits(0).says("0\n");
    project.is_clean();
}

/// In a repository of several projects; what is equally near is not chosen from.
#[test]
fn migrations_of_a_project_among_others_are_found() {
    let project = project(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n"),
        ("crates/store/Cargo.toml", CARGO_SQLX),
        ("crates/store/migrations/1_items.sql", &fresh("CREATE TABLE item (id int);")),
        ("crates/other/Cargo.toml", "[package]\nname = \"b\"\n"),
        ("elsewhere/deep/alembic.ini", "[alembic]\n"),
    ]);
    let ran = project.run(&[], "psql -AXtc 'SELECT count(*) FROM item'").exits(0);
    ran.says("0\n").warns("demock: db: 1 migration of sqlx (crates/store/migrations) is in the template");
    project.tree.write("crates/other/Cargo.toml", CARGO_SQLX);
    project.tree.write("crates/other/migrations/1_more.sql", "CREATE TABLE more (id int);");
    let left = "there are several: sqlx (crates/other/migrations), sqlx (crates/store/migrations): say in `[stack] migrations`";
    project.run(&[], "true").exits(0).warns(left);
    project.is_clean();
}

#[test]
fn settings_turn_it_off_point_elsewhere_or_are_refused_with_their_place() {
    let project = project(&[
        ("Cargo.toml", CARGO_SQLX),
        ("migrations/1_items.sql", "CREATE TABLE item (id int);"),
        ("alembic.ini", "[alembic]\nscript_location = alembic\n"),
        ("alembic/versions/a.py", ""),
        ("db/2.sql", "INSERT INTO other VALUES (2);"),
        ("db/1.sql", "CREATE TABLE other (id int);"),
        ("notes/a.txt", "nothing"),
    ]);
    let tables = "psql -AXtc \"SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'\"";
    let several = "migrations are left alone: there are several: alembic (alembic.ini), sqlx (migrations): say in `[stack] migrations` which is meant";
    project.run(&[], tables).exits(0).says("\n").warns(several);
    for (said, found) in
        [("false", ""), ("\"migrations\"", "_sqlx_migrations,item"), ("\"db\"", "other"), ("{ db = \"db\" }", "other")]
    {
        project.tree.write("demock.toml", &format!("[stack]\nmigrations = {said}\n"));
        let ran = project.run(&[], tables).exits(0);
        assert_eq!(ran.stdout, format!("{found}\n"), "{said}");
        assert!(!ran.stderr.contains("left alone"), "{}", ran.stderr);
    }
    for (said, place) in [
        ("migrations = \"nowhere\"", "demock.toml:2:14: `migrations` names `nowhere`: not there"),
        ("migrations = \"notes\"", "demock.toml:2:14: `migrations` names `notes`: a folder without migrations"),
        ("migrations = 7", "demock.toml:2:14: `migrations` is an integer"),
        ("migrations = { cache = false }", "demock.toml:2:16: `cache` is no Postgres of the project"),
    ] {
        project.tree.write("demock.toml", &format!("[stack]\n{said}\n"));
        project.run(&[], "true").exits(125).warns(place);
    }
    project.tree.write("demock.toml", "[stack]\nmigrations = \"migrations\"\n");
    project.tree.write("docker-compose.test.yml", &format!("{COMPOSE}  other: {{image: 'postgres:17'}}\n"));
    project.run(&[], "true").exits(125).warns("there are several databases: db, other");
    project.tree.write("demock.toml", "[stack.migrations]\nother = \"migrations\"\n");
    project
        .run(&[], &format!("{tables} $OTHER_URL"))
        .exits(0)
        .says("_sqlx_migrations,item")
        .warns("demock: other: 1 migration of sqlx (migrations) is in the template");
    project.is_clean();
}

/// What a program of the project reaches, a script tells that stands in Alembic's place: the stack's ports, and no other.
#[test]
fn a_program_that_migrates_reaches_the_stack_and_nothing_else() {
    let project = project(&[
        (
            "alembic.ini",
            "[alembic]\nscript_location = alembic\nsqlalchemy.url = postgresql://prod:x@127.0.0.1:1/live\n",
        ),
        ("alembic/versions/a.py", &fresh("")),
        (
            ".venv/bin/alembic",
            "#!/bin/bash\nset -e\ngrep -c 127.0.0.1:$PGPORT/shop \"$2\" >>trace\n! (exec 3<>/dev/tcp/127.0.0.1/$OUTSIDE) 2>>trace\necho $4 >>trace\npsql -qc 'CREATE TABLE item (id int)' \"$DATABASE_URL\"\n",
        ),
        ("demock.toml", "[run]\npass = [\"OUTSIDE\"]\n"),
    ]);
    let program = project.tree.root.join(".venv/bin/alembic");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let outside = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = outside.local_addr().expect("an address").port().to_string();
    for isolation in ["namespaces", "reaper"] {
        project.tree.write("alembic/versions/a.py", &fresh(isolation));
        let ran = project.run(&[], "psql -AXtc 'SELECT count(*) FROM item'; cat trace; rm trace");
        let ran = ran.env("DEMOCK_ISOLATION", isolation).env("OUTSIDE", &port).exits(0);
        ran.says("0\n1\n").says("Connection refused").says("\nheads\n");
        ran.warns("demock: db: 1 migration of alembic (alembic/versions) is in the template");
    }
    project.tree.write("alembic/versions/a.py", &fresh("fails"));
    project.tree.write(".venv/bin/alembic", &format!("#!/bin/bash\nprintf '  File \"{}/alembic/versions/a.py\", line 9, in upgrade\\nValueError: no good\\n'; exit 3\n", project.tree.root.display()));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    project
        .run(&[], "true")
        .exits(125)
        .warns("alembic/versions/a.py:9: the migration fails: exit code 3: ValueError: no good");
    project.tree.write("demock.toml", "[stack]\nmigrations_max_seconds = 1\n");
    project.tree.write(".venv/bin/alembic", "#!/bin/bash\nsleep 600 & sleep 600\n");
    project.run(&[], "true").exits(125).warns("alembic (alembic/versions): the migration has not ended within 1 s");
    std::fs::remove_file(&program).expect("it was there");
    let ran = project.run(&[], "true").env("PATH", "/usr/bin:/bin").env("VIRTUAL_ENV", "").exits(0);
    ran.warns("migrations are left alone: alembic (alembic/versions) is not run: its program is in no `.venv`");
    project.is_clean();
}

/// A virtual environment with both.
fn python() -> PathBuf {
    environment(&["alembic==1.20.1", "django==5.2.19", "psycopg[binary]==3.3.9"])
}

#[test]
fn alembic_and_django_themselves_find_everything_done() {
    let venv = python();
    let env = "from alembic import context\nfrom sqlalchemy import engine_from_config\nengine = engine_from_config(context.config.get_section('alembic'))\nwith engine.connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n";
    let alembic = project(&[
        (
            "alembic.ini",
            "[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = postgresql+psycopg://prod:x@10.1.2.3/live\n",
        ),
        ("alembic/env.py", env),
        (
            "alembic/versions/a1.py",
            &format!(
                "# {:?}\nrevision = 'a1'\ndown_revision = None\nfrom alembic import op\ndef upgrade(): op.execute('CREATE TABLE item (id int)')\n",
                std::time::SystemTime::now()
            ),
        ),
    ]);
    std::os::unix::fs::symlink(&venv, alembic.tree.root.join(".venv")).expect("a link");
    let again = "sed s,prod:x@10.1.2.3/live,me:p%%25w@127.0.0.1:$PGPORT/shop, alembic.ini >a.ini; .venv/bin/alembic -c a.ini upgrade head && psql -AXtc 'SELECT version_num FROM alembic_version, (SELECT count(*) FROM item) AS n'";
    let ran = alembic.run(&[], again).exits(0);
    ran.says("a1\n").warns("0 rows written");
    alembic.tree.write("alembic/versions/a2.py", "revision = 'a2'\ndown_revision = 'a1'\nfrom alembic import op\ndef upgrade(): op.execute('CREATE TABLE item (id int)')\n");
    let ran = alembic.run(&[], "true").exits(125);
    ran.warns("alembic/versions/a2.py:4: the migration fails: exit code 1").warns("relation \"item\" already exists");
    let settings = "import os\nSECRET_KEY = 'x'\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\nINSTALLED_APPS = ['django.contrib.contenttypes', 'shop']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ['PGDATABASE'], 'USER': os.environ['PGUSER'], 'PASSWORD': os.environ['PGPASSWORD'], 'HOST': '127.0.0.1', 'PORT': os.environ['PGPORT']}}\n";
    let django = project(&[
        (
            "manage.py",
            "import os, sys\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n",
        ),
        ("settings.py", &format!("{settings}# {:?}\n", std::time::SystemTime::now())),
        ("shop/__init__.py", ""),
        ("shop/models.py", ""),
        ("shop/migrations/__init__.py", ""),
        (
            "shop/migrations/0001_initial.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    initial = True\n    operations = [migrations.RunSQL('CREATE TABLE item (id int)')]\n",
        ),
    ]);
    std::os::unix::fs::symlink(&venv, django.tree.root.join(".venv")).expect("a link");
    let ran = django.run(&[], ".venv/bin/python manage.py migrate").exits(0);
    ran.says("No migrations to apply").warns("demock: db: 1 migration of django (manage.py) is in the template");
    // Another database than the stack's is not touched, nor is it said to be in the template.
    let other = "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'mine.sqlite3'}}";
    django.tree.write("settings.py", &fresh(&format!("{settings}{other}")).replace("\n--", "\n#"));
    let ran = django.run(&[], "ls").exits(0);
    ran.warns("django (manage.py) is not run: its settings name a database of sqlite, and no Postgres");
    assert!(!ran.stdout.contains("mine.sqlite3"), "{}", ran.stdout);
    alembic.tree.write("alembic/env.py", "import not_installed_here\n");
    alembic.run(&[], "true").exits(125).warns("No module named 'not_installed_here'").warns("let it run where that is");
    let elsewhere =
        env.replace("context.config.get_section('alembic')", "{'sqlalchemy.url': 'sqlite:///mine.sqlite3'}");
    std::fs::remove_file(alembic.tree.root.join("alembic/versions/a2.py")).expect("it was there");
    for elsewhere in [elsewhere.clone(), elsewhere.replace("/mine.sqlite3", "")] {
        alembic.tree.write("alembic/env.py", &elsewhere);
        let ran = alembic.run(&[], "ls").exits(0);
        ran.warns("alembic (alembic/versions) is not run: its settings name a database of sqlite, and no Postgres");
        assert!(!ran.stdout.contains("mine.sqlite3"), "{}", ran.stdout);
    }
    [alembic, django].iter().for_each(Project::is_clean);
}

/// Django makes databases of its own out of one that its settings name: what is in the template is in them, each process has one, and
/// all of them are on the run's server.
#[test]
fn databases_that_django_makes_begin_with_the_template() {
    let settings = "import os\nSECRET_KEY = 'x'\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\nINSTALLED_APPS = ['shop']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ['PGDATABASE'], 'USER': os.environ['PGUSER'], 'PASSWORD': os.environ['PGPASSWORD'], 'HOST': os.environ['PGHOST'], 'PORT': os.environ['PGPORT'], 'TEST': {'TEMPLATE': os.environ['PGDATABASE']}}}\n";
    let test = "from django.db import connection\nfrom django.test import TestCase\ndef rows(*query):\n    with connection.cursor() as cursor:\n        cursor.execute(*query)\n        return cursor.fetchall()\nclass One(TestCase):\n    def test_it(self):\n        rows(\"INSERT INTO item VALUES (1) RETURNING id\")\n        (name, port, total), = rows(\"SELECT current_database(), current_setting('port'), (SELECT sum(id) FROM item)\")\n        import os\n        self.assertEqual((port, total), (os.environ['PGPORT'], 3))\n        print('in', name)\nclass Other(One):\n    pass\n";
    let project = project(&[
        (
            "manage.py",
            "import os, sys\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n",
        ),
        ("settings.py", settings),
        ("shop/__init__.py", ""),
        ("shop/tests.py", test),
        ("shop/migrations/__init__.py", ""),
        (
            "shop/migrations/0001_initial.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    initial = True\n    operations = [migrations.RunSQL('CREATE TABLE item (id int); INSERT INTO item VALUES (2)')]\n",
        ),
    ]);
    std::os::unix::fs::symlink(python(), project.tree.root.join(".venv")).expect("a link");
    let ran = project.run(&["--require", "db"], ".venv/bin/python manage.py test -v 2 --parallel 2 2>&1").exits(0);
    ran.says("No migrations to apply").says("in test_shop_1").says("in test_shop_2").says("Ran 2 tests").says("\nOK");
    ran.warns("not counting 3 dropped databases");
    project.is_clean();
}
