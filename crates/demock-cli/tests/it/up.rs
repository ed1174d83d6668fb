//! `demock up` and those who ask what it started: real services, in the foreground and in the background.

use crate::project::{Project, signal, wait_for};
use crate::tree::DEMOCK;
use std::fs::{self, File};
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
    project.demock(&["up", "--detach"]).exits(2).warns("error[stack/standing]");
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

#[test]
fn in_the_foreground_every_line_says_whose_it_is_and_a_signal_ends_all() {
    let project = Project::new(COMPOSE);
    let (mut child, out) = foreground(&project);
    wait_for_text(&project, &out, "cache | ");
    signal(&child, "INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let said = fs::read_to_string(&out).expect("its output");
    assert!(said.contains("db    | ") && said.contains("Ready to accept connections"), "{said}");
    // Postgres ended well: connections were closed, and a checkpoint was made.
    assert!(said.contains("database system is shut down"), "{said}");
    project.is_clean();
}

/// What dies is started again on its port; what demock is killed with goes along.
#[test]
fn a_service_that_dies_comes_again_and_nothing_outlives_a_kill() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let (mut child, out) = foreground(&project);
    wait_for_text(&project, &out, "Ready to accept connections");
    let status = project.demock(&["status"]).exits(0).stdout;
    let port = status.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a port").to_owned();
    let ask = |what: &str| format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf '{what}\\r\\n' >&3; head -n 1 <&3");
    let asked = Command::new("bash").args(["-c", &ask("SHUTDOWN NOSAVE")]).status().expect("bash runs");
    assert!(asked.success());
    wait_for_text(&project, &out, "demock: cache answers again");
    let answer = Command::new("bash").args(["-c", &ask("PING")]).output().expect("bash runs").stdout;
    assert_eq!(answer, b"+PONG\r\n");
    project.demock(&["status"]).exits(0).says("restarts 1");
    child.kill().expect("killed");
    child.wait().expect("it ends");
    project.is_clean();
    project.demock(&["status"]).exits(2);
}

fn foreground(project: &Project) -> (Child, std::path::PathBuf) {
    let out = project.tree.root.join("out");
    let file = File::create(&out).expect("a file");
    let mut command: Command = project.command(&["up"]);
    command.stdin(Stdio::null()).stderr(file.try_clone().expect("the file")).stdout(file);
    let child = command.spawn().unwrap_or_else(|error| panic!("{DEMOCK}: {error}"));
    wait_for(&out);
    (child, out)
}

#[track_caller]
fn wait_for_text(project: &Project, path: &std::path::Path, text: &str) {
    let began = Instant::now();
    let (_never, tick) = channel::<()>();
    loop {
        let said = fs::read_to_string(path).unwrap_or_default();
        if said.contains(text) {
            return;
        }
        assert!(began.elapsed() < Duration::from_mins(2), "`{text}` is not in:\n{said}\n{:#?}", project.left());
        let _ = tick.recv_timeout(Duration::from_millis(5));
    }
}
