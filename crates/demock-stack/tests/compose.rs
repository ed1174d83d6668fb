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
        self.read_only(files, profiles, variables, &[])
    }

    fn read_only(
        &self,
        files: &[&str],
        profiles: &[&str],
        variables: &[(&str, &str)],
        only: &[&str],
    ) -> Result<Project, String> {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        let files: Vec<Arc<str>> = files.iter().map(|file| Arc::from(*file)).collect();
        let profiles: Vec<String> = profiles.iter().map(|profile| (*profile).to_owned()).collect();
        let variables: BTreeMap<String, String> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request { root: &self.0, files: &files, variables: &variables, profiles: &profiles, only: &only };
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
    assert_eq!(health.test, HealthTest::Shell("pg_isready -U postgres".to_owned(), Vec::new()));
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
    let base = "services:\n  app:\n    image: app:1\n    command: [a, b]\n    environment: {A: '1', B: '2'}\n    ports: ['80:80']\n    expose: ['90']\n    labels: [x=1]\n    volumes: [./a:/a, './c:/c']\n    tmpfs: /t\n";
    let over = "services:\n  app:\n    command: [c]\n    environment: [B=3, C=4]\n    ports: ['81:81']\n    expose: !override ['91']\n    labels: !reset null\n    volumes: [./b:/b, './d:/c:ro']\n    tmpfs: /u\n";
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
    assert_eq!(mounted, ["/a", "/c", "/b", "/t", "/u"]);
    assert_eq!((&app.mounts[1].kind, app.mounts[1].read_only), (&MountKind::Bind("d".to_owned()), true));
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

/// As `docker compose up SERVICE…`: what is named and what that depends on, whatever its profiles are.
#[test]
fn services_are_asked_for_by_name_and_bring_what_they_depend_on() {
    let text = "services:\n  db: {image: 'postgres:16'}\n  app: {image: 'a:1', depends_on: [db], environment: {TO: db}}\n  tool: {image: 't:1', profiles: [x], depends_on: [cache]}\n  cache: {image: 'redis:7'}\n";
    let folder = Folder::new("only", &[("compose.yaml", text)]);
    let names = |only: &[&str]| {
        let project = folder.read_only(&[], &[], &[], only).expect("it is read");
        let of = |services: &[demock_stack::Service]| -> String {
            services.iter().map(|service| service.name.value.clone()).collect::<Vec<_>>().join(" ")
        };
        (of(&project.services), of(&project.unasked), project.left_out.len())
    };
    let expected = |asked: &str, others: &str, left_out: usize| (asked.to_owned(), others.to_owned(), left_out);
    assert_eq!(names(&[]), expected("db app cache", "", 1));
    assert_eq!(names(&["db"]), expected("db", "app tool cache", 0));
    assert_eq!(names(&["app"]), expected("db app", "tool cache", 0));
    assert_eq!(names(&["tool", "db"]), expected("db cache tool", "app", 0));
}

/// What is not asked for may lack what it needs: Compose resolves files and images of selected services alone.
#[test]
fn what_is_not_asked_for_may_be_wrong() {
    let text = "services:\n  db: {image: 'postgres:16'}\n  app: {image: 'a:${TAG}', depends_on: [db]}\n  web: {env_file: absent.env, image: 'w:1', depends_on: [app]}\n";
    let folder = Folder::new("only-wrong", &[("compose.yaml", text)]);
    let project = folder.read_only(&[], &[], &[], &["db"]).expect("what is wrong is not needed");
    let notes: Vec<String> = project.notes.iter().map(|note| format!("{} {}", note.origin, note.text)).collect();
    assert_eq!(
        notes,
        [
            "compose.yaml:3:16 the variable `TAG` is not set and stands for nothing",
            "compose.yaml:3:16 `app` is not asked for and not read: `image` is `a:`, expected an image such as `postgres:16`",
            "compose.yaml:4:19 `web` is not asked for and not read: `absent.env` cannot be read",
        ]
    );
    let needed = folder.read_only(&[], &[], &[], &["web"]).expect_err("it is needed");
    assert_eq!(needed, "compose.yaml:3:16: `image` is `a:`, expected an image such as `postgres:16`");
}

/// Specification, "Include": an included file has the variables of its own `.env` or of `env_file`, and the caller's and the
/// project's own go before them.
#[test]
fn an_included_file_has_variables_of_its_own() {
    let main = "include:\n  - infra/a.yaml\n  - {path: infra/b.yaml, env_file: infra/b.env, project_directory: .}\nservices:\n  own: {image: 'o:${OF_A:-none}'}\n";
    let files = [
        ("compose.yaml", main),
        (".env", "SHARED=project\n"),
        ("infra/.env", "OF_A=1\nSHARED=a\n"),
        ("infra/b.env", "OF_B=2\nCALLERS=b\n"),
        ("infra/a.yaml", "services:\n  a: {image: 'a:${OF_A}-${SHARED}'}\n"),
        ("infra/b.yaml", "services:\n  b: {image: 'b:${OF_B}-${CALLERS}-${OF_A:-none}'}\n"),
    ];
    let project = Folder::new("include-env", &files).read(&[], &[], &[("CALLERS", "me")]).expect("it is read");
    let images = project.services.iter().map(|service| service.image.as_ref().map(|image| image.value.to_string()));
    assert_eq!(images.flatten().collect::<Vec<_>>(), ["a:1-project", "b:2-me-none", "o:none"]);
    assert!(project.notes.is_empty(), "{:?}", project.notes);
    let odd = [("compose.yaml", "include: [{path: a.yaml, env-file: x}]\n"), ("a.yaml", "services: {}\n")];
    let error = Folder::new("include-key", &odd).read(&[], &[], &[]).expect_err("the key is wrong");
    assert_eq!(error, "compose.yaml:1:26: unknown key `env-file` in include");
}

/// Specification, "Include": `project_directory` is the base of relative paths and of `.env`; several paths are merged, with the
/// folder of the first one where nothing else is said. What a file extends lies relative to that base, and is its own base.
#[test]
fn an_included_files_paths_are_relative_to_its_project_directory() {
    let db = "include: [cache.yaml]\nservices:\n  db:\n    image: 'postgres:${TAG}'\n    extends: {file: parts/base.yaml, service: base}\n    env_file: db.env\n    volumes: ['./init:/docker-entrypoint-initdb.d', {type: bind, source: more, target: /more}]\n    configs: [c]\n  api:\n    build: {context: api}\n    develop: {watch: [{path: src, action: sync}]}\nconfigs: {c: {file: c.txt}}\n";
    let over = "services:\n  db: {volumes: ['../over:/over'], env_file: over.env}\n";
    let base = "services:\n  base: {volumes: ['./base:/base']}\n";
    let main = |item: &str| format!("include: [{item}]\nservices: {{}}\n");
    let given = main("{path: [infra/db.yaml, over/over.yaml], project_directory: ./shop}");
    let files = [
        ("infra/db.yaml", db),
        ("over/over.yaml", over),
        ("shop/.env", "TAG=16\n"),
        ("infra/.env", "TAG=15\n"),
        ("shop/db.env", "OF=shop\n"),
        ("infra/db.env", "OF=infra\n"),
        ("shop/over.env", "OVER=shop\n"),
        ("infra/over.env", "OVER=infra\n"),
        ("shop/parts/base.yaml", base),
        ("infra/parts/base.yaml", base),
        ("shop/cache.yaml", "services:\n  cache: {image: 'redis:7'}\n"),
        ("infra/cache.yaml", "services:\n  cache: {image: 'redis:6'}\n"),
    ];
    let check = |main: &str, folder: &str, tags: [&str; 2], binds: &[&str]| {
        let files = [&[("compose.yaml", main)][..], &files].concat();
        let project = Folder::new(&format!("include-{folder}"), &files).read(&[], &[], &[]).expect("it is read");
        let of = |name: &str| project.services.iter().find(|it| it.name.value == name).expect("it is there");
        let (db, api) = (of("db"), of("api"));
        let images = [db, of("cache")].map(|it| it.image.as_ref().expect("an image").value.to_string());
        assert_eq!(images, tags);
        let variables = ["OF", "OVER"].map(|name| db.environment[name].value.as_deref());
        assert_eq!(variables, [Some(folder); 2]);
        let kinds: Vec<&MountKind> = db.mounts.iter().map(|mount| &mount.kind).collect();
        let binds: Vec<MountKind> = binds.iter().map(|path| MountKind::Bind((*path).to_owned())).collect();
        assert_eq!(kinds, binds.iter().collect::<Vec<_>>());
        let places = [&api.build.as_ref().expect("a build").value, &api.watch[0].value];
        assert_eq!(places, [&format!("{folder}/api"), &format!("{folder}/src")]);
    };
    let shop = ["shop/parts/base", "shop/init", "shop/more", "over", "shop/c.txt"];
    check(&given, "shop", ["postgres:16", "redis:7"], &shop);
    let infra = ["infra/parts/base", "infra/init", "infra/more", "over", "infra/c.txt"];
    check(&main("{path: [infra/db.yaml, over/over.yaml]}"), "infra", ["postgres:15", "redis:6"], &infra);
    let refused = |item: &str| {
        let folder = Folder::new("include-refused", &[("compose.yaml", &main(item)), ("a.yaml", "services: {}\n")]);
        folder.read(&[], &[], &[]).expect_err("it is wrong")
    };
    assert_eq!(
        refused("{path: a.yaml, project_directory: gone}"),
        "compose.yaml:1:45: `project_directory` is `gone`, expected a folder that is there, relative to that of the file"
    );
    assert!(refused("{project_directory: .}").starts_with("compose.yaml:1:11: `include` is a mapping, expected"));
    assert!(refused("{path: []}").starts_with("compose.yaml:1:18: `include` is a list, expected"));
}

/// Specification, "Merge": paths of all files are relative to where the first one lies, and so is `.env`; the caller's own folder goes
/// before it.
#[test]
fn paths_of_files_that_are_named_are_relative_to_the_first_one() {
    let files = [
        ("deploy/base.yaml", "services:\n  db: {image: 'postgres:${TAG}', volumes: ['./init:/init']}\n"),
        ("over/more.yaml", "services:\n  db: {volumes: ['./more:/more'], labels: ['${BOTH}']}\n"),
        ("deploy/.env", "TAG=16\nBOTH=deploy\n"),
        (".env", "BOTH=root\n"),
    ];
    let folder = Folder::new("first-file", &files);
    let project = folder.read(&["deploy/base.yaml", "over/more.yaml"], &[], &[]).expect("it is read");
    let db = &project.services[0];
    assert_eq!(db.image.as_ref().expect("an image").value.to_string(), "postgres:16");
    let kinds: Vec<&MountKind> = db.mounts.iter().map(|mount| &mount.kind).collect();
    assert_eq!(kinds, [&MountKind::Bind("deploy/init".to_owned()), &MountKind::Bind("deploy/more".to_owned())]);
}

/// Specification, "environment": a name alone has the value of whoever runs Compose, where `.env` counts as well. What the caller has is
/// asked for when the service starts, and is nobody's before.
#[test]
fn a_variable_without_a_value_has_that_of_the_projects_env_file() {
    let text = "services:\n  app: {build: ., environment: [CALLERS, BOTH, OWN, NOBODYS]}\n";
    let folder = Folder::new("pass-through", &[("compose.yaml", text), (".env", "BOTH=file\nOWN=mine\n")]);
    let project = folder.read(&[], &[], &[("CALLERS", "me"), ("BOTH", "me")]).expect("it is read");
    let values =
        ["CALLERS", "BOTH", "OWN", "NOBODYS"].map(|name| project.services[0].environment[name].value.as_deref());
    assert_eq!(values, [None, None, Some("mine"), None]);
}

/// A secret may be the value of a variable; where nobody sets it, that is said as of any other that must be set.
#[test]
fn a_secret_is_the_value_of_a_variable() {
    let text = "services:\n  db: {image: 'postgres:16', secrets: [pw]}\nsecrets:\n  pw: {environment: DB_PASSWORD}\n";
    let folder = Folder::new("secret-variable", &[("compose.yaml", text)]);
    let project = folder.read(&[], &[], &[("DB_PASSWORD", "s3cret")]).expect("it is read");
    assert_eq!(project.services[0].mounts[0].kind, MountKind::Content("s3cret".to_owned()));
    assert_eq!(
        folder.read(&[], &[], &[]).expect_err("nobody sets it"),
        "compose.yaml:4:21: the variable `DB_PASSWORD` must be set: it is the value of a secret"
    );
}

/// Forms of public files that Compose takes (docker/compose, `pkg/e2e/testdata`; chainflip-backend, `localnet`).
#[test]
fn rarer_forms_are_read_and_said_where_they_have_no_effect() {
    let text = "services:\n  a:\n    image: a:1\n    command: sh -c 'echo $(date) ^x$'\n    models: [llm]\n    pre_start: [{image: 'b:1', command: 'true'}]\n    healthcheck: {test: [CMD-SHELL, 'curl \"$0\"', 'http://localhost']}\n    volumes: [{type: image, source: 'c:1', target: /c}]\nmodels:\n  llm: {model: x/y}\n";
    let project = one("rarer", text).expect("it is read");
    let a = &project.services[0];
    assert_eq!(
        a.command.as_ref().map(|it| it.value.words()),
        Some(["sh", "-c", "echo $(date) ^x$"].map(str::to_owned).to_vec())
    );
    assert_eq!(
        a.health.as_ref().map(|it| &it.test),
        Some(&HealthTest::Shell("curl \"$0\"".to_owned(), vec!["http://localhost".to_owned()]))
    );
    assert_eq!(a.mounts[0].kind, MountKind::Elsewhere("c:1".to_owned()));
    let notes: Vec<String> = project.notes.iter().map(|note| format!("{} {}", note.origin.line, note.text)).collect();
    assert_eq!(
        notes,
        [
            "10 `models` are not provided",
            "5 `models` has no effect without a container: models are not provided",
            "6 `pre_start` has no effect without a container: the hook is not run",
        ]
    );
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
    let none = format!(".:1:1: there is no Compose file in `{}`", folder.0.display());
    assert_eq!(folder.read(&[], &[], &[]).expect_err("none"), none);
    assert_eq!(folder.read(&["a.yaml"], &[], &[]).expect_err("none"), "a.yaml:1:1: `a.yaml` cannot be read");
    let asks = "services:\n  db: {image: 'postgres:16', env_file: [conf/.env]}\n";
    let folder = Folder::new("sample", &[("compose.yaml", asks), ("conf/.env.example", "A=1\n")]);
    assert_eq!(folder.read(&[], &[], &[]).expect_err("none"), "compose.yaml:2:41: `conf/.env` cannot be read");
}
