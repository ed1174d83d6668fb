//! A stack of services that are asked for by name, one after the other, as with `docker compose up -d db` and then `up -d cache`.

use crate::project::Project;
use std::process::Command;

const COMPOSE: &str = "services:\n  db: {image: 'postgres:17', environment: {POSTGRES_PASSWORD: pw}}\n  cache: {image: 'redis:7', command: 'redis-server --maxmemory ${MEMORY:-32mb}'}\n  other: {image: 'redis:7'}\n  waits: {image: 'redis:7', depends_on: [cache]}\n  api: {build: ., depends_on: [db], x-demock: {command: sleep 600}}\n";

/// Each service that stands: its name, its process, and how often it was started again.
fn standing(project: &Project) -> Vec<(String, i64)> {
    let said = project.demock(&["status", "--format", "json"]).exits(0).stdout;
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let services = said["services"].as_array().expect("services").clone();
    services
        .iter()
        .map(|it| (it["name"].as_str().unwrap_or_default().to_owned(), it["pid"].as_i64().unwrap_or(0)))
        .collect()
}

fn names(project: &Project) -> Vec<String> {
    standing(project).into_iter().map(|(name, _)| name).collect()
}

fn pid(project: &Project, service: &str) -> i64 {
    standing(project).into_iter().find(|(name, _)| name == service).expect("it stands").1
}

#[test]
fn services_that_are_asked_for_later_come_to_those_that_stand() {
    let project = Project::new(COMPOSE);
    project.demock(&["up", "--detach", "--only", "db"]).exits(0);
    assert_eq!(names(&project), ["db"]);
    let db = pid(&project, "db");
    project
        .demock(&["restart", "cache"])
        .exits(2)
        .warns("`cache` is no service of the stack")
        .warns("the stack has db");
    project.demock(&["up", "--detach", "api"]).exits(0).warns("demock: started: api\n").warns("demock: api is ready\n");
    let api = pid(&project, "api");
    let ran = project.demock(&["up", "-d", "waits"]).exits(0);
    // It brings along what it depends on; a program that knows nothing of either goes on.
    ran.warns("demock: started: cache, waits\n").warns("demock: cache is ready on 127.0.0.1:");
    assert_eq!(names(&project), ["db", "api", "cache", "waits"]);
    assert_eq!((pid(&project, "db"), pid(&project, "api")), (db, api));
    project.demock(&["status", "--only", "cache"]).exits(0).says("cache  Redis");
    assert_eq!(project.demock(&["status", "--only", "cache"]).exits(0).stdout.lines().count(), 1);
    project.demock(&["status", "--only", "cahce"]).exits(2).warns("did you mean `cache`?");
    project.demock(&["restart", "cache"]).exits(0);
    project.demock(&["up", "-d", "cahce"]).exits(2).warns("`cahce` is no service").warns("did you mean `cache`?");
    project.demock(&["up", "-d", "cache"]).exits(0).warns("demock: the stack stands, and nothing has changed\n");
    project.demock(&["up", "cache"]).exits(2).warns("error[stack/standing]").warns("`demock up --detach` applies");
    // Without names all of the file is asked for.
    project.demock(&["up", "-d"]).exits(0).warns("demock: started: other; started anew: api\n");
    assert_eq!(pid(&project, "db"), db);
    project.demock(&["down", "--only", "db"]).exits(2).warns("error[cli/down-is-all]");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// Who names a service has that one changed and what it depends on; a change of others waits for whoever asks for all.
#[test]
fn a_change_of_a_service_that_is_not_named_waits() {
    let project = Project::new(COMPOSE);
    project.demock(&["up", "-d", "cache", "db"]).exits(0);
    let (db, cache) = (pid(&project, "db"), pid(&project, "cache"));
    project.tree.write(
        "docker-compose.test.yml",
        &COMPOSE.replace("32mb", "48mb").replace("db:", "base:").replace("[db]", "[base]"),
    );
    let ran = project.demock(&["up", "-d", "other"]).exits(0);
    ran.warns("demock: started: other; left as they are, though the file has changed: ")
        .warns("(`demock up --detach`)");
    assert_eq!((pid(&project, "db"), pid(&project, "cache")), (db, cache));
    // What the file does not have any more ends with the next that asks for all.
    let ran = project.demock(&["up", "-d"]).exits(0);
    ran.warns("demock: started: api, base, waits; started anew: cache; ended: db\n");
    // What stands is asked by its project, whatever the file says by now, and the variables are those of whoever asks.
    project.tree.write("docker-compose.test.yml", "services:\n  cache: {imgae: 'redis:7'}\n");
    assert_eq!(names(&project).len(), 5);
    project.demock(&["logs", "cache"]).exits(0).says("Ready to accept connections");
    project.demock(&["restart", "cache"]).exits(0);
    project.demock(&["up", "-d"]).exits(2).warns("unknown key `imgae`");
    project.tree.write("docker-compose.test.yml", COMPOSE);
    project
        .demock(&["up", "-d", "cache"])
        .env("MEMORY", "64mb")
        .exits(0)
        .warns("started anew: api, cache, waits; left as they are");
    let port = project.demock(&["status", "--only", "cache"]).exits(0).stdout;
    let port = port.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default().to_owned();
    let line = format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf 'CONFIG GET maxmemory\\r\\nQUIT\\r\\n' >&3; cat <&3");
    let asked = Command::new("bash").args(["-c", &line]).output().expect("bash runs").stdout;
    assert!(String::from_utf8_lossy(&asked).contains("67108864"), "{asked:?}");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// A change that fails says what is there and what is not, with the last words of what failed; nothing that was begun for it stays
/// unseen, and what is mended comes back.
#[test]
fn a_change_that_fails_leaves_nothing_that_nobody_sees() {
    let compose = |cache: &str, other: &str| {
        format!(
            "services:\n  db: {{image: 'redis:7'}}\n  cache: {{image: 'redis:7', command: redis-server {cache}}}\n  other: {{image: 'redis:7', command: redis-server {other}}}\n"
        )
    };
    let project = Project::new(&compose("", ""));
    project.demock(&["up", "-d"]).exits(0);
    let servers = || project.left().iter().filter(|it| it.contains("redis-server")).count();
    assert_eq!(servers(), 3);
    project.tree.write("docker-compose.test.yml", &compose("--nonsense 1", "--maxmemory 44mb"));
    let ran = project.demock(&["up", "-d"]).exits(2);
    ran.warns(
        "error[stack/not-applied]: the change is applied in part, without cache, other: service `cache`: it ended",
    )
    .warns("nonsense");
    assert_eq!((names(&project), servers()), (vec!["db".to_owned()], 1), "{:#?}", project.left());
    project.tree.write("docker-compose.test.yml", &compose("", ""));
    project.demock(&["up", "-d"]).exits(0).warns("demock: started: cache, other\n");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// Nobody waits for what is begun beside a service that fails.
#[test]
fn what_is_begun_beside_a_service_that_fails_ends_at_once() {
    let slow = "  slow: {image: 'redis:7', command: sh -c 'echo begun >slow; sleep 31.41'}\n";
    let api = "  api: {build: ., x-demock: {command: \"bash -c 'until test -s begun; do sleep 0.1; done; echo no; exit 3'\"}}\n  late: {build: ., depends_on: {api: {condition: service_completed_successfully}}, x-demock: {command: sleep 600}}\n";
    let slow = slow.replace(">slow", ">/begun").replace("command:", "volumes: ['./begun:/begun'], command:");
    let project = Project::new("services:\n  db: {image: 'redis:7'}\n");
    project.tree.write("begun", "");
    project.demock(&["up", "-d"]).exits(0);
    project.tree.write("docker-compose.test.yml", &format!("services:\n  db: {{image: 'redis:7'}}\n{slow}{api}"));
    for words in [&["up", "-d"][..], &["run", "--", "echo", "never"]] {
        project.tree.write("begun", "");
        let began = std::time::Instant::now();
        let ran = project.demock(words).run();
        assert!(ran.code == Some(if words[0] == "run" { 125 } else { 2 }), "{ran:?}");
        ran.warns("service `api`: it ended with exit code 3").warns("    no");
        assert!(began.elapsed().as_secs() < 25, "{:?}", began.elapsed());
        assert!(!project.left().iter().any(|it| it.contains("31.41")), "{:#?}", project.left());
    }
    project.demock(&["down"]).exits(0);
    project.is_clean();
}
