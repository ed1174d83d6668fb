//! Compose files read from real folders. Expected values come from the Compose specification's own text and examples,
//! named at each test.

use demock_stack::{Condition, HealthTest, MountKind, Project, Request, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    /// `name` is the test's own; each file is its path and its text.
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("demock-stack-{name}-{}", std::process::id()));
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a written file");
        }
        Self(path)
    }

    fn read(&self, files: &[&str], profiles: &[&str], variables: &[(&str, &str)]) -> Result<Project, String> {
        let files: Vec<Arc<str>> = files.iter().map(|file| Arc::from(*file)).collect();
        let profiles: Vec<String> = profiles.iter().map(|profile| (*profile).to_owned()).collect();
        let variables: BTreeMap<String, String> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request { root: &self.0, files: &files, variables: &variables, profiles: &profiles };
        read(&request).map_err(|error| error.to_string())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies among temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn one(name: &str, text: &str) -> Result<Project, String> {
    Folder::new(name, &[("compose.yaml", text)]).read(&[], &[], &[])
}

/// The typical file of a test stack.
const TYPICAL: &str = "
services:
  db:
    image: postgres:14
    environment:
      POSTGRES_DB: app_test
    ports:
      - '5433:5432'
    healthcheck:
      test: ['CMD-SHELL', 'pg_isready -U postgres']
      interval: 1s
      timeout: 5s
      retries: 10
  cache:
    image: redis:7
    ports: ['6380:6379']
  events:
    image: clickhouse/clickhouse-server:latest
    ports: ['8124:8123', '9001:9000']
  app:
    build: ./services/app
    command: python -m app --port '80 80'
    depends_on:
      db: {condition: service_healthy}
      cache:
    environment:
      - DATABASE_URL=postgres://postgres@db:5432/app_test
      - TOKEN
    x-demock:
      command: [python, -m, app]
      ready: http://app:8000/health
";

#[test]
fn a_typical_file() {
    let project = one("typical", TYPICAL).expect("it is read");
    let order: Vec<&str> = project.services.iter().map(|service| &*service.name.value).collect();
    assert_eq!(order, ["db", "cache", "events", "app"]);
    let [db, cache, events, app] = &project.services[..] else { panic!("four services") };
    let image = db.image.as_ref().expect("an image");
    assert_eq!((image.value.major(), image.origin.line), (Some(14), 4));
    assert_eq!((db.ports[0].container, db.ports[0].published), (5432, Some(5433)));
    let health = db.health.as_ref().expect("a health check");
    assert_eq!(health.test, HealthTest::Shell("pg_isready -U postgres".to_owned()));
    assert_eq!((health.interval, health.retries, health.start_period), (Duration::from_secs(1), 10, Duration::ZERO));
    assert_eq!((cache.ports[0].published, events.ports.len()), (Some(6380), 2));
    assert_eq!(app.build.as_ref().map(|build| &*build.value), Some("services/app"));
    let words = app.command.as_ref().expect("a command").value.words();
    assert_eq!(words, ["python", "-m", "app", "--port", "80 80"]);
    let waits: Vec<(&str, Condition)> = app.depends_on.iter().map(|it| (&*it.service.value, it.condition)).collect();
    assert_eq!(waits, [("db", Condition::Healthy), ("cache", Condition::Started)]);
    assert_eq!(app.environment["DATABASE_URL"].value.as_deref(), Some("postgres://postgres@db:5432/app_test"));
    assert_eq!(app.environment["TOKEN"].value, None);
    let native = app.native.as_ref().expect("x-demock");
    assert_eq!(native.ready.as_ref().map(|ready| &*ready.value), Some("http://app:8000/health"));
}

/// Specification, "Merge": mappings by key, lists appended, `command` and `entrypoint` replaced, `!reset`, `!override`.
#[test]
fn files_are_laid_over_each_other() {
    let base = "services:\n  app:\n    image: app:1\n    command: [a, b]\n    environment: {A: '1', B: '2'}\n    ports: ['80:80']\n    expose: ['90']\n    labels: [x=1]\n    volumes: [./a:/a]\n";
    let over = "services:\n  app:\n    command: [c]\n    environment: [B=3, C=4]\n    ports: ['81:81']\n    expose: !override ['91']\n    labels: !reset null\n    volumes: [./b:/b]\n";
    let folder = Folder::new("merge", &[("compose.yaml", base), ("compose.override.yaml", over)]);
    let project = folder.read(&[], &[], &[]).expect("it is read");
    let app = &project.services[0];
    assert_eq!(app.command.as_ref().expect("a command").value.words(), ["c"]);
    let variables: Vec<(&str, Option<&str>)> =
        app.environment.iter().map(|(name, variable)| (&**name, variable.value.as_deref())).collect();
    assert_eq!(variables, [("A", Some("1")), ("B", Some("3")), ("C", Some("4"))]);
    assert_eq!(app.environment["B"].origin.to_string(), "compose.override.yaml:4:19");
    assert_eq!(app.ports.iter().map(|port| port.container).collect::<Vec<_>>(), [80, 81, 91]);
    let mounted: Vec<&str> = app.mounts.iter().map(|mount| &*mount.target).collect();
    assert_eq!(mounted, ["/a", "/b"]);
    assert!(project.notes.is_empty(), "labels are gone: {:?}", project.notes);
}

/// Specification, "Extend" and "Include": what is brought in is relative to the file that says it.
#[test]
fn services_extend_others_and_files_include_others() {
    let base = "services:\n  base:\n    image: postgres:16\n    environment: {POSTGRES_USER: app}\n    volumes: ['./init:/docker-entrypoint-initdb.d:ro']\n";
    let main = "include: [infra/cache.yaml]\nservices:\n  db:\n    extends: {file: infra/base.yaml, service: base}\n    environment: {POSTGRES_DB: app}\n  copy:\n    extends: db\n";
    let cache = "services:\n  cache: {image: 'redis:7'}\n";
    let folder =
        Folder::new("extends", &[("compose.yaml", main), ("infra/base.yaml", base), ("infra/cache.yaml", cache)]);
    let project = folder.read(&[], &[], &[]).expect("it is read");
    let names: Vec<&str> = project.services.iter().map(|service| &*service.name.value).collect();
    assert_eq!(names, ["cache", "db", "copy"]);
    let copy = &project.services[2];
    assert_eq!(copy.environment.keys().collect::<Vec<_>>(), ["POSTGRES_DB", "POSTGRES_USER"]);
    assert_eq!(copy.mounts[0].kind, MountKind::Bind("infra/init".to_owned()));
    assert!(copy.mounts[0].read_only);
}

#[test]
fn variables_come_from_the_caller_then_from_the_env_file() {
    let text = "services:\n  db:\n    image: postgres:${PG_VERSION:-13}\n    environment:\n      A: ${A}\n      B: ${B:?b must be set}\n      C: '$$C'\n      D: ${NOWHERE}\n";
    let folder = Folder::new("variables", &[("compose.yaml", text), (".env", "PG_VERSION=15\nA=file\nB=file\n")]);
    let project = folder.read(&[], &[], &[("A", "caller")]).expect("it is read");
    let db = &project.services[0];
    assert_eq!(db.image.as_ref().and_then(|image| image.value.major()), Some(15));
    let value = |name: &str| db.environment[name].value.as_deref();
    assert_eq!([value("A"), value("B"), value("C"), value("D")], [Some("caller"), Some("file"), Some("$C"), Some("")]);
    let [note] = &project.notes[..] else { panic!("one note: {:?}", project.notes) };
    assert_eq!(note.text, "the variable `NOWHERE` is not set and stands for nothing");
    assert_eq!(note.origin.line, 8);
    let bare = Folder::new("variables-bare", &[("compose.yaml", text)]);
    let error = bare.read(&[], &[], &[]).expect_err("B is not set");
    assert_eq!(error, "compose.yaml:6:10: the variable `B` must be set: b must be set");
}

/// Specification, "Profiles": services without one are always there, others when asked for or needed.
#[test]
fn profiles_are_asked_for() {
    let text = "services:\n  a: {image: 'a:1', profiles: [x]}\n  b: {image: 'b:1', depends_on: [a], profiles: [y]}\n  c: {image: 'c:1'}\n";
    let folder = Folder::new("profiles", &[("compose.yaml", text)]);
    let names = |profiles: &[&str]| {
        let project = folder.read(&[], profiles, &[]).expect("it is read");
        let asked: Vec<String> = project.services.iter().map(|service| service.name.value.clone()).collect();
        (asked.join(" "), project.left_out.len())
    };
    assert_eq!(names(&[]), ("c".to_owned(), 2));
    assert_eq!(names(&["y"]), ("a b c".to_owned(), 0));
    assert_eq!(names(&["*"]), ("a b c".to_owned(), 0));
}

#[test]
fn secrets_configs_and_files_of_variables() {
    let text = "services:\n  db:\n    image: postgres:16\n    env_file: [common.env, {path: missing.env, required: false}]\n    environment: {A: own}\n    secrets: [pw, {source: pw, target: other}]\n    configs: [{source: conf, target: /etc/x.conf}]\n    tmpfs: /run\nsecrets:\n  pw: {file: ./pw.txt}\nconfigs:\n  conf: {content: 'x = 1'}\n";
    let folder = Folder::new("secrets", &[("compose.yaml", text), ("common.env", "A=file\nB=file\n")]);
    let project = folder.read(&[], &[], &[]).expect("it is read");
    let db = &project.services[0];
    let value = |name: &str| db.environment[name].value.as_deref();
    assert_eq!([value("A"), value("B")], [Some("own"), Some("file")]);
    let mounted: Vec<(&str, MountKind)> = db.mounts.iter().map(|mount| (&*mount.target, mount.kind.clone())).collect();
    assert_eq!(
        mounted,
        [
            ("/run", MountKind::Memory),
            ("/run/secrets/pw", MountKind::Bind("pw.txt".to_owned())),
            ("/run/secrets/other", MountKind::Bind("pw.txt".to_owned())),
            ("/etc/x.conf", MountKind::Content("x = 1".to_owned())),
        ]
    );
}

#[test]
fn what_means_nothing_to_a_process_is_named_with_its_place() {
    let text = "services:\n  db:\n    image: postgres:16\n    deploy: {replicas: 3}\n    container_name: main-db\n    shm_size: 1g\n    x-mine: {any: thing}\n";
    let project = one("notes", text).expect("it is read");
    let notes: Vec<String> = project.notes.iter().map(|note| format!("{} {}", note.origin.line, note.text)).collect();
    assert_eq!(
        notes,
        [
            "4 `deploy` has no effect without a container: one instance runs, without limits",
            "6 `shm_size` has no effect without a container: shared memory is the machine's",
        ]
    );
    assert_eq!(project.services[0].aliases, ["main-db"]);
}

#[track_caller]
fn refuses(name: &str, text: &str, expected: &str) {
    assert_eq!(one(name, text).expect_err("it is wrong"), expected);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    refuses(
        "unknown",
        "services:\n  db:\n    image: postgres:16\n    enviroment: {A: 1}\n",
        "compose.yaml:4:5: unknown key `enviroment` in service `db`",
    );
    refuses(
        "image",
        "services:\n  db:\n    image: Postgres:16\n",
        "compose.yaml:3:12: `image` is `Postgres:16`, expected an image such as `postgres:16`",
    );
    refuses("nothing", "services:\n  db: {}\n", "compose.yaml:2:3: service `db` has neither `image` nor `build`");
    refuses(
        "undefined",
        "services:\n  app: {image: 'a:1', depends_on: [bd]}\n  db: {image: 'b:1'}\n",
        "compose.yaml:2:36: service `bd` is not defined",
    );
    refuses(
        "circle",
        "services:\n  a: {image: 'a:1', depends_on: [b]}\n  b: {image: 'b:1', depends_on: [c]}\n  c: {image: 'c:1', depends_on: [a]}\n",
        "compose.yaml:2:3: services depend on each other in a circle: a → b → c → a",
    );
    refuses(
        "self",
        "services:\n  a: {image: 'a:1', depends_on: [a]}\n",
        "compose.yaml:2:3: services depend on each other in a circle: a → a",
    );
    refuses(
        "extends-circle",
        "services:\n  a: {extends: b}\n  b: {extends: a}\n",
        "compose.yaml:2:3: services extend each other in a circle: a → b → a",
    );
    refuses(
        "port",
        "services:\n  a:\n    image: a:1\n    ports: ['x:80']\n",
        "compose.yaml:4:13: `ports` is `x:80`, expected a port such as `5433:5432`, or a mapping with `target`",
    );
    refuses("list", "- a\n", "compose.yaml:1:1: `the file` is a list, expected a mapping with `services`");
    refuses("top", "service:\n  a: {}\n", "compose.yaml:1:1: unknown key `service` in the file");
}

#[test]
fn files_that_hold_each_other_and_files_that_are_not_there() {
    let folder =
        Folder::new("hold", &[("compose.yaml", "include: [b.yaml]\n"), ("b.yaml", "include: [compose.yaml]\n")]);
    let error = folder.read(&[], &[], &[]).expect_err("a circle");
    assert_eq!(error, "compose.yaml:1:1: files hold each other in a circle: compose.yaml → b.yaml → compose.yaml");
    let folder = Folder::new("absent", &[("x.txt", "")]);
    assert_eq!(folder.read(&[], &[], &[]).expect_err("none"), ".:1:1: there is no Compose file");
    assert_eq!(folder.read(&["a.yaml"], &[], &[]).expect_err("none"), "a.yaml:1:1: the file cannot be read");
}
