//! Migrations of programs of the project: once into the template of the database, and again where they have changed.

use crate::project::Project;

const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n  cache: {image: 'redis:7'}\n  api:\n    build: .\n    depends_on: [db]\n    environment: {STORE: 'postgresql://postgres:pw@db:5432/postgres'}\n    x-demock: {command: sleep 600, migrate: bash migrate.sh, migrations: [migrate.sh, migrations]}\n";

#[test]
fn a_migration_runs_once_until_it_is_another() {
    let project = Project::new(COMPOSE);
    let tree = &project.tree;
    tree.write("migrate.sh", "echo ran >>trace\ncat migrations/*.sql | psql -v ON_ERROR_STOP=1 -q $STORE\n");
    // What earlier runs of the tests have kept is of other content.
    tree.write("migrations/0.sql", &format!("-- {:?}\n", std::time::SystemTime::now()));
    tree.write("migrations/1.sql", "CREATE TABLE item (id int);\nINSERT INTO item VALUES (1);\n");
    let ask = "psql -AXtc 'SELECT sum(id) FROM item; INSERT INTO item VALUES (100)'; wc -l <trace";
    let ran = project.run(&["--require", "db"], ask).exits(0);
    assert_eq!(ran.stdout, "1\nINSERT 0 1\n1\n");
    ran.warns("demock: db (Postgres): 1 connection, ").warns("1 row written");
    for isolation in ["namespaces", "reaper"] {
        let ran = project.run(&["--require", "db"], ask).env("DEMOCK_ISOLATION", isolation).exits(0);
        assert_eq!(ran.stdout, "1\nINSERT 0 1\n1\n", "{isolation}");
        ran.warns("1 row written");
    }
    tree.write("migrations/2.sql", "INSERT INTO item VALUES (20);\n");
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, "21\nINSERT 0 1\n2\n");
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, "21\nINSERT 0 1\n2\n");
    tree.write("migrations/2.sql", "nonsense;\n");
    project.run(&[], ask).exits(125).warns("service `api`: its migration ended with exit code 3").warns("nonsense");
    tree.write("docker-compose.test.yml", &COMPOSE.replace("migrations]", "elsewhere]"));
    project.run(&[], ask).exits(125).warns("docker-compose.test.yml:10:87").warns("elsewhere`, which is not there");
    project.is_clean();
}

/// What a migration has done elsewhere would be missing at the next start.
#[test]
fn a_migration_that_goes_to_other_services_as_well_runs_each_time() {
    let project = Project::new(COMPOSE);
    let line = "echo ran >>trace; psql -qc 'CREATE TABLE item (id int)' $STORE; P=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'SET a b\\r\\nQUIT\\r\\n' >&3; cat <&3\n";
    project.tree.write("migrate.sh", line);
    project.tree.write("migrations/none", "");
    let ask = "P=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'GET a\r\nQUIT\r\n' >&3; cat <&3; psql -AXtc 'SELECT count(*) FROM item'; wc -l <trace";
    for round in 1..3 {
        project.run(&["-q"], ask).exits(0).says("$1\r\nb\r\n+OK\r\n0\n").says(&format!("{round}\n"));
    }
    project.is_clean();
}

/// What the last connections to a template found out of the catalogue is there before anybody connects, and right where all
/// tables have moved: nobody enters `template1` before the end of a run, so that its file can only have been put there.
#[test]
fn what_is_known_of_the_catalogue_is_there_before_anybody_comes() {
    let known = "SELECT datname FROM pg_database AS d, pg_ls_dir('base/' || d.oid) AS file WHERE file = 'pg_internal.init' AND datname <> 'postgres' ORDER BY 1";
    let ask =
        format!("psql -AXt -c \"{known}\" -c 'SELECT sum(id) FROM item' -c 'SELECT count(*) > 300 FROM pg_class'");
    for major in ["10", "17"] {
        let database = format!(
            "services:\n  db:\n    image: postgres:{major}\n    environment: {{POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}}\n    volumes: ['./1.sql:/docker-entrypoint-initdb.d/1.sql']\n"
        );
        let migrated = format!(
            "{database}  api:\n    build: .\n    depends_on: [db]\n    environment: {{STORE: 'postgresql://postgres:pw@db:5432/shop'}}\n    x-demock: {{command: sleep 600, migrate: psql -qf 2.sql $STORE, migrations: [2.sql]}}\n"
        );
        for (compose, sum) in [(database, "1"), (migrated, "21")] {
            let project = Project::new(&compose);
            project.tree.write(
                "1.sql",
                "CREATE TABLE item (id int);\nINSERT INTO item VALUES (1);\nVACUUM FULL;\nREINDEX DATABASE shop;\n",
            );
            project.tree.write("2.sql", "INSERT INTO item VALUES (20);\nVACUUM FULL;\n");
            for isolation in ["namespaces", "reaper"] {
                let ran = project.run(&["-q"], &ask).env("DEMOCK_ISOLATION", isolation).exits(0);
                assert_eq!(ran.stdout, format!("shop\ntemplate1\n{sum}\nt\n"), "{major} {isolation}");
            }
            project.is_clean();
        }
    }
}
