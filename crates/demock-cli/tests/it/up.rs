//! `demock up` and those who ask what it started: real services, in the foreground and in the background.

use crate::project::{Project, signal, wait_for};
use crate::tree::{DEMOCK, top};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n  cache:\n    image: redis:7\n    depends_on: {db: {condition: service_healthy}}\n";

#[test]
fn a_stack_in_the_background_answers_whoever_asks_until_it_is_told_to_go() {
    let project = Project::new(COMPOSE);
    project.demock(&["status"]).exits(2).warns("error[stack/not-standing]").warns("`demock up` starts one");
    let ran = project.demock(&["up", "--detach"]).exits(0);
    ran.warns("demock: db is ready on 127.0.0.1:").warns("demock: cache is ready on 127.0.0.1:");
    project.demock(&["status"]).exits(0).says("db     Postgres    ready     5432 on ").says("restarts 0");
    project.demock(&["up", "--detach"]).exits(0).warns("demock: the stack stands, and nothing has changed");
    project.demock(&["up"]).exits(2).warns("error[stack/standing]");
    project.demock(&["logs", "db"]).exits(0).says("database system is ready to accept connections");
    project.demock(&["logs", "nothing"]).exits(2).warns("error[stack/unknown-service]").warns("db, cache");
    project.demock(&["restart", "cache"]).exits(0);
    project.demock(&["status"]).exits(0).says("restarts 1");
    // A run beside it has services of its own.
    project.run(&[], "psql -AXtc 'SELECT 6 * 7'").exits(0).says("42");
    project.demock(&["status"]).exits(0);
    project.demock(&["down"]).exits(0);
    project.demock(&["down"]).exits(2).warns("error[stack/not-standing]");
    project.is_clean();
}

/// What `ps` says of the machine's processes, whatever they are called where they run.
#[test]
fn status_says_which_process_a_service_is_and_what_memory_it_takes() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    for isolation in ["namespaces", "reaper"] {
        project.demock(&["up", "--detach"]).env("DEMOCK_ISOLATION", isolation).exits(0);
        let said = project.demock(&["status", "--format", "json"]).exits(0).stdout;
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let cache = &said["services"][0];
        let pid = cache["pid"].as_i64().unwrap_or_else(|| panic!("no process: {said}"));
        let listed = Command::new("ps").args(["-o", "comm=,rss=", "-p", &pid.to_string()]).output().expect("ps runs");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let [name, resident] = listed.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{pid}: {listed}") };
        assert_eq!((name, cache["name"].as_str()), ("redis-server", Some("cache")));
        let (resident, memory) = (resident.parse::<u64>().expect("a number"), cache["memory_kib"].as_u64());
        assert!(memory.is_some_and(|memory| (1..=resident).contains(&memory)), "{listed}: {said}");
        assert_eq!(cache["ports"][0]["container"], 6379);
        project.demock(&["status"]).exits(0).says(&format!("pid {pid}, up ")).says(" MiB\n");
        project.demock(&["down"]).exits(0);
    }
    project.is_clean();
}

#[test]
fn in_the_foreground_every_line_says_whose_it_is_and_a_signal_ends_all() {
    let project = Project::new(COMPOSE);
    let (mut child, out) = foreground(&project);
    wait_for_text(&project, &out, "cache | ", 1);
    signal(&child, "INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let said = fs::read_to_string(&out).expect("its output");
    assert!(said.contains("db    | ") && said.contains("Ready to accept connections"), "{said}");
    // Postgres ended well: connections were closed, and a checkpoint was made.
    assert!(said.contains("database system is shut down"), "{said}");
    project.is_clean();
}

/// The repository's own file, as it stands: a typical one.
#[test]
fn the_repositorys_own_stack_stands_answers_and_goes() {
    let project = Project::new("services: {}\n");
    let demock = |words: &[&str]| project.demock(words).inside_of(&top());
    demock(&["doctor"]).exits(0).says("docker-compose.test.yml").says("postgres:14");
    let ran = demock(&["up", "--detach"]).exits(0);
    ran.warns("demock: db is ready on 127.0.0.1:").warns("demock: cache is ready on 127.0.0.1:");
    ran.warns("demock: events is ready on 127.0.0.1:");
    let status = demock(&["status"]).exits(0).stdout;
    let lines: Vec<&str> = status.lines().filter(|line| line.contains("ready")).collect();
    assert_eq!(lines.len(), 3, "{status}");
    // A port that somebody else has was said.
    for (service, port) in [("db", "5433"), ("cache", "6380"), ("events", "8124"), ("events", "9001")] {
        let is_moved = ran.stderr.contains(&format!("demock: {service}: port {port} is taken"));
        assert!(is_moved || status.contains(&format!(" on {port}")), "{port}: {status}{}", ran.stderr);
    }
    let line = status.lines().find(|line| line.starts_with("db")).expect("a line");
    let port = line.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a port");
    let asked = ["-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", "demock_test", "-AXtc", "SHOW server_version"];
    project.tree.program(Path::new("psql"), &asked).exits(0).says("14.23");
    demock(&["down"]).exits(0);
    demock(&["status"]).exits(2).warns("error[stack/not-standing]");
    project.is_clean();
}

/// Of two at once one starts the stack; the other is told so, or finds it standing.
#[test]
fn two_that_start_one_stack_at_once_have_one() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let up = || project.demock(&["up", "--detach"]).run();
    let both = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(up), scope.spawn(up));
        [one, other].map(|thread| thread.join().expect("it ran"))
    });
    assert!(both.iter().any(|ran| ran.code == Some(0)), "{both:?}");
    for ran in both.iter().filter(|ran| ran.code != Some(0)) {
        assert_eq!(ran.code, Some(2), "{ran:?}");
        ran.warns("error[stack/standing]").warns("demock down");
    }
    let runs = project.left().into_iter().filter(|it| it.contains("/runs/") && !it.starts_with("process")).count();
    assert_eq!(runs, 1, "{:#?}", project.left());
    project.demock(&["status"]).exits(0).says("cache");
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// What dies is started again on its port; what demock is killed with goes along.
#[test]
fn a_service_that_dies_comes_again_and_nothing_outlives_a_kill() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let (mut child, out) = foreground(&project);
    wait_for_text(&project, &out, "Ready to accept connections", 1);
    let status = project.demock(&["status"]).exits(0).stdout;
    let port = status.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a port").to_owned();
    let ask = |what: &str| format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf '{what}\\r\\n' >&3; head -n 1 <&3");
    let asked = Command::new("bash").args(["-c", &ask("SHUTDOWN NOSAVE")]).status().expect("bash runs");
    assert!(asked.success());
    wait_for_text(&project, &out, "demock: cache answers again", 1);
    let answer = Command::new("bash").args(["-c", &ask("PING")]).output().expect("bash runs").stdout;
    assert_eq!(answer, b"+PONG\r\n");
    project.demock(&["status"]).exits(0).says("restarts 1");
    child.kill().expect("killed");
    child.wait().expect("it ends");
    project.is_clean();
    project.demock(&["status"]).exits(2);
}

/// `up` again does what the file says now, to what has changed and to whoever waits for that.
#[test]
fn a_change_of_the_file_is_applied_to_what_has_changed() {
    let compose = |memory: &str, more: &str| {
        format!(
            "services:\n{more}  cache:\n    image: redis:7\n    command: redis-server --maxmemory {memory}\n  other: {{image: 'redis:7'}}\n  waits: {{image: 'redis:7', depends_on: [cache]}}\n"
        )
    };
    let project = Project::new(&compose("32mb", ""));
    project.demock(&["up", "--detach"]).exits(0);
    let port = |service: &str| {
        let status = project.demock(&["status"]).exits(0).stdout;
        let line = status.lines().find(|line| line.starts_with(service)).unwrap_or_default().to_owned();
        line.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default().to_owned()
    };
    let ask = |port: &str, what: &str| {
        let line = format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf '{what}\\r\\nQUIT\\r\\n' >&3; cat <&3");
        String::from_utf8(Command::new("bash").args(["-c", &line]).output().expect("bash runs").stdout).expect("text")
    };
    let other = port("other");
    assert!(ask(&other, "SET a kept").contains("+OK"));
    // Lines that moved are no change.
    project.tree.write("docker-compose.test.yml", &format!("# A comment.\n{}", compose("32mb", "")));
    project.demock(&["up", "--detach"]).exits(0).warns("nothing has changed");
    project.tree.write("docker-compose.test.yml", &compose("48mb", "  more: {image: 'redis:7'}\n"));
    project.demock(&["up", "--detach"]).exits(0).warns("demock: started: more; started anew: cache, waits\n");
    assert!(ask(&port("cache"), "CONFIG GET maxmemory").contains("50331648"));
    assert!(ask(&port("more"), "PING").contains("PONG"));
    assert_eq!(port("other"), other);
    assert!(ask(&other, "GET a").contains("kept"));
    project.tree.write("docker-compose.test.yml", "services:\n  cache: {imgae: 'redis:7'}\n");
    project.demock(&["up", "--detach"]).exits(2).warns("unknown key `imgae`");
    project.tree.write("docker-compose.test.yml", &compose("48mb", ""));
    project.demock(&["up", "--detach"]).exits(0).warns("demock: ended: more\n");
    assert!(!project.demock(&["status"]).exits(0).stdout.contains("more"));
    project.demock(&["down"]).exits(0);
    project.is_clean();
}

/// A program is started anew when a file changes that `develop.watch` names, and only then.
#[test]
fn a_file_that_is_watched_has_its_program_started_anew() {
    let project = Project::new(
        "services:\n  cache: {image: 'redis:7'}\n  api:\n    build: .\n    develop: {watch: [{path: ./src, action: rebuild}]}\n    x-demock: {command: bash src/api.sh}\n",
    );
    project.tree.write("src/api.sh", "echo I am one; exec sleep 600\n");
    let (mut child, out) = started(&project, &["up", "--watch"], |_| ());
    wait_for_text(&project, &out, "I am one", 1);
    project.tree.write("elsewhere.sh", "");
    project.tree.write("src/api.sh", "echo I am the second; exec sleep 600\n");
    wait_for_text(&project, &out, "demock: started anew: api\n", 1);
    wait_for_text(&project, &out, "I am the second", 1);
    project.demock(&["status"]).exits(0).says("cache");
    signal(&child, "TERM");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    project.is_clean();
}

/// `restart` of the file says what becomes of a service that ends; where it says nothing, it comes again until it has died too often.
#[test]
fn what_ends_comes_again_as_the_file_says() {
    let program = |name: &str, restart: &str, code: u32| {
        format!(
            "  {name}: {{build: ., restart: {restart}, x-demock: {{command: \"bash -c 'echo x >>{name}; until test -e go; do sleep 0.05; done; exit {code}'\"}}}}\n"
        )
    };
    let all =
        [program("never", "'no'", 3), program("well", "on-failure", 0), program("twice", "on-failure:1", 3)].concat();
    let project = Project::new(&format!("services:\n  cache: {{image: 'redis:7', restart: always}}\n{all}"));
    project.demock(&["up", "--detach"]).exits(0);
    project.tree.write("go", "");
    let states = || {
        let said = project.demock(&["status", "--format", "json"]).run().stdout;
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let of = |it: &serde_json::Value| {
            let up = if it["uptime_seconds"].is_u64() { " up" } else { "" };
            format!("{} {}{up}", it["name"].as_str().unwrap_or_default(), it["state"].as_str().unwrap_or_default())
        };
        said["services"].as_array().expect("services").iter().map(of).collect::<Vec<_>>()
    };
    let wanted = ["cache ready up", "never given up", "well done", "twice given up"];
    let began = std::time::Instant::now();
    while states() != wanted {
        assert!(began.elapsed().as_secs() < 60, "{:?}", states());
    }
    let starts = ["never", "well", "twice"].map(|name| project.tree.read(name).lines().count());
    assert_eq!(starts, [1, 1, 2]);
    project.demock(&["status"]).exits(1).says("cache  Redis       ready ").says(" s ago, restarts 1\n");
    project.demock(&["status", "--only", "well,cache"]).exits(0);
    project.demock(&["restart", "well"]).exits(0);
    project.demock(&["down"]).exits(0);
    project.tree.write("docker-compose.test.yml", "services:\n  cache: {image: 'redis:7', restart: sometimes}\n");
    project
        .demock(&["doctor"])
        .exits(2)
        .warns("docker-compose.test.yml:2:38: `restart` is `sometimes`, expected `no`, `always`");
    project.is_clean();
}

/// Files that are included and files of variables are watched as the Compose file itself.
#[test]
fn a_change_of_what_the_file_includes_is_seen() {
    let project = Project::new(
        "include: [more.yml]\nservices:\n  cache: {image: 'redis:7', env_file: [{path: it.env, required: false}]}\n",
    );
    let more =
        |memory: &str| format!("services:\n  two: {{image: 'redis:7', command: redis-server --maxmemory {memory}}}\n");
    project.tree.write("more.yml", &more("32mb"));
    let (mut child, out) = started(&project, &["up", "--watch"], |_| ());
    wait_for_text(&project, &out, "cache | ", 1);
    project.tree.write("more.yml", &more("48mb"));
    wait_for_text(&project, &out, "demock: started anew: two\n", 1);
    project.tree.write("it.env", "A=1\n");
    wait_for_text(&project, &out, "demock: started anew: cache\n", 1);
    project.tree.write("more.yml", "services:\n  two: {imgae: 'redis:7'}\n");
    wait_for_text(&project, &out, "demock: the change is not applied: more.yml:2:9: unknown key `imgae`", 1);
    signal(&child, "TERM");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    project.is_clean();
}

fn foreground(project: &Project) -> (Child, PathBuf) {
    started(project, &["up"], |_| ())
}

pub(crate) fn started(project: &Project, words: &[&str], more: impl FnOnce(&mut Command)) -> (Child, PathBuf) {
    let out = project.tree.root.join("out");
    let file = File::create(&out).expect("a file");
    let mut command: Command = project.command(words);
    more(&mut command);
    command.stdin(Stdio::null()).stderr(file.try_clone().expect("the file")).stdout(file);
    let child = command.spawn().unwrap_or_else(|error| panic!("{DEMOCK}: {error}"));
    wait_for(&out);
    (child, out)
}

/// Waits until a text is in a file, so many times.
#[track_caller]
pub(crate) fn wait_for_text(project: &Project, path: &Path, text: &str, times: usize) {
    let began = Instant::now();
    let (_never, tick) = channel::<()>();
    loop {
        let said = fs::read_to_string(path).unwrap_or_default();
        if said.matches(text).count() >= times {
            return;
        }
        assert!(began.elapsed() < Duration::from_mins(2), "`{text}` is not in:\n{said}\n{:#?}", project.left());
        let _ = tick.recv_timeout(Duration::from_millis(5));
    }
}
