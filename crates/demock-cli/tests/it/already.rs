//! Services that run already: taken where settings or a variable of the environment name them, asked before they are used, and left as
//! they are. Those are a stack that another project has standing.

use crate::project::Project;
use crate::tree::Tree;

/// What the project that is tested says, as if both were its own.
const COMPOSE: &str = "\
services:
  test-db:
    image: postgres:17
    environment: {POSTGRES_USER: filed, POSTGRES_PASSWORD: filed-pw, POSTGRES_DB: filed}
  cache: {image: 'redis:7'}
  api:
    build: .
    environment: {STORE: 'postgresql://filed:filed-pw@test-db:5432/filed', CACHE: 'redis://cache:6379/3'}
";

/// A stack that stands, and where its Postgres and its Redis are.
fn standing() -> (Project, String, String) {
    let other = Project::new(
        "services:\n  db: {image: 'postgres:17', environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: 'p@ss', POSTGRES_DB: shop}}\n  cache: {image: 'redis:7'}\n",
    );
    other.demock(&["up", "--detach"]).exits(0);
    let said = other.demock(&["status", "--format", "json"]).exits(0).stdout;
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let port = |at: usize| said["services"][at]["ports"][0]["machine"].as_u64().expect("a port");
    (other, format!("postgresql://me:p%40ss@127.0.0.1:{}/shop", port(0)), format!("localhost:{}", port(1)))
}

#[test]
fn what_runs_already_is_used_and_left_as_it_is() {
    let (other, db, cache) = standing();
    let project = Project::new(COMPOSE);
    project.tree.write("demock.toml", &format!("[stack.running]\ntest-db = \"{db}\"\ncache = \"localhost:1\"\n"));
    let ask = "psql -AXtqc 'CREATE TABLE IF NOT EXISTS seen (at int)' -c 'INSERT INTO seen VALUES (1)' -c 'SELECT current_user, count(*) FROM seen'; env | grep -E '^(STORE|CACHE|TEST_DB_URL|REDIS_URL)='";
    // The environment is nearer than the settings, whose port nobody listens on.
    let run = || project.run(&["--only", "test-db,cache"], ask).env("DEMOCK_RUNNING_CACHE", &cache);
    let ran = run().env("DEMOCK_RUNNING_SHOP", "localhost:2").exits(0);
    ran.says("me|1\n").says(&format!("STORE={db}\n")).says(&format!("TEST_DB_URL={db}\n"));
    ran.says(&format!("REDIS_URL=redis://{cache}\n"));
    ran.says(&format!("CACHE=redis://{}/3\n", cache.replace("localhost", "127.0.0.1")));
    ran.warns("demock: DEMOCK_RUNNING_SHOP names no service of the stack\n");
    ran.warns("demock: test-db (Postgres): counts nothing for us\n");
    // What the first run has written is there, since nothing was made and nothing was ended.
    run().exits(0).says("me|2\n");
    let ran = project.demock(&["doctor", "--only", "test-db"]).exits(0);
    ran.says("running: postgresql://me:********@127.0.0.1:");
    assert!(!ran.stdout.contains("p%40ss"), "{}", ran.stdout);
    other.demock(&["status"]).exits(0);
    other.demock(&["down"]).exits(0);
    let ran = run().exits(125);
    ran.warns("error[stack/not-ready]: service `").warns("Connection refused");
    for project in [project, other] {
        project.is_clean();
    }
}

/// What answers at a port may be anything: a Redis is no Postgres.
#[test]
fn what_answers_otherwise_is_not_taken() {
    let (other, _, cache) = standing();
    let project = Project::new(COMPOSE);
    let ran = project.run(&["--only", "test-db"], "echo never").env("DEMOCK_RUNNING_TEST_DB", &cache).exits(125);
    ran.warns("error[stack/not-ready]: service `test-db`").warns(&format!("{cache}: "));
    assert_eq!(ran.stdout, "");
    project.tree.write("docker-compose.test.yml", "services:\n  maria: {image: 'mariadb:10.11'}\n");
    // A MariaDB speaks first, and a Redis waits to be asked.
    let ran = project.run(&[], "echo never").env("DEMOCK_RUNNING_MARIA", &cache).exits(125);
    ran.warns(&format!("{cache}: it says nothing"));
    other.demock(&["down"]).exits(0);
    for project in [project, other] {
        project.is_clean();
    }
}

#[test]
fn another_machine_is_refused_unless_it_is_allowed() {
    let tree = Tree::new();
    tree.write("docker-compose.test.yml", COMPOSE);
    let only = ["doctor", "--only", "test-db"];
    // Addresses for documentation (RFC 5737), which lead nowhere.
    let remote = "postgresql://me:secret-word@192.0.2.7:5432/shop";
    tree.write("demock.toml", &format!("[stack.running]\ntest-db = \"{remote}\"\n"));
    let ran = tree.demock(&only).exits(2);
    ran.warns(
        "error[stack/remote]: demock.toml:2:11: `test-db` is to be at 192.0.2.7:5432, which is not on this machine's",
    );
    ran.warns("`[stack] allow_remote = true`");
    assert!(!ran.stderr.contains("secret-word"), "{}", ran.stderr);
    let ran = tree.demock(&only).env("DEMOCK_RUNNING_TEST_DB", "db.example.org:5432").exits(2);
    ran.warns("error[stack/remote]: DEMOCK_RUNNING_TEST_DB: `test-db` is to be at db.example.org:5432");
    tree.write("demock.toml", &format!("[stack]\nallow_remote = true\n\n[stack.running]\ntest-db = \"{remote}\"\n"));
    tree.demock(&only).exits(0).says("running: postgresql://me:********@192.0.2.7:5432/shop");
    let ran = tree.demock(&only).env("DEMOCK_RUNNING_TEST_DB", "mysql://localhost/shop").exits(2);
    ran.warns("error[stack/no-address]: DEMOCK_RUNNING_TEST_DB: this is no address of `test-db`");
    ran.warns("expected `postgresql://127.0.0.1:5432` or `127.0.0.1:5432`");
    tree.write("demock.toml", "[stack.running]\ndb = \"localhost:5432\"\n");
    let ran = tree.demock(&only).exits(2);
    ran.warns("error[stack/unknown-service]: demock.toml:2:1: `db` is no service of the stack")
        .warns("the stack has test-db, cache");
}
