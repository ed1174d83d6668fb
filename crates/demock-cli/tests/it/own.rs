//! Programs of the project: what they wait for, and what says that they are ready.

use crate::project::Project;
use crate::tree::DEMOCK;
use std::path::Path;

/// A job ends before whoever waits for its end begins, and a program is ready when its health check says so.
#[test]
fn a_job_is_run_to_its_end_and_a_health_check_says_when_a_program_is_ready() {
    let project = Project::new(
        "services:\n  seed:\n    build: .\n    x-demock: {command: \"bash -c 'sleep 0.3; echo seeded >>trace'\"}\n  api:\n    build: .\n    ports: ['8000']\n    depends_on: {seed: {condition: service_completed_successfully}}\n    stop_signal: SIGINT\n    healthcheck: {test: 'grep -q up trace && echo localhost:8000 >>asked', interval: 100ms, retries: 100}\n    x-demock: {command: \"bash -c 'echo begun >>trace; sleep 0.5; echo up $$PORT >>trace; exec sleep 600'\"}\n",
    );
    project.run(&[], "cat trace; cat asked; echo $API_URL >>asked").exits(0).says("seeded\nbegun\nup ");
    let (up, asked) = (project.tree.read("trace"), project.tree.read("asked"));
    let port = up.trim().rsplit_once("up ").map(|(_, port)| port.to_owned()).expect("a port");
    assert_eq!(asked, format!("localhost:{port}\nhttp://127.0.0.1:{port}\n"));
    project.is_clean();
}

#[test]
fn a_health_check_that_never_succeeds_and_a_job_that_fails_end_the_run() {
    let project = Project::new(
        "services:\n  api:\n    build: .\n    healthcheck: {test: [CMD, bash, -c, exit 3], interval: 100ms, timeout: 1s, retries: 4}\n    x-demock: {command: sleep 600}\n",
    );
    let ran = project.run(&[], "echo never").exits(125);
    ran.warns("error[stack/not-ready]: service `api` was not ready within 1")
        .warns("the health check ended with exit code 3");
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  api:\n    build: .\n    healthcheck: {test: sleep 60, interval: 100ms, timeout: 200ms, retries: 3}\n    x-demock: {command: sleep 600}\n",
    );
    project.run(&[], "echo never").exits(125).warns("the health check said nothing within 0.2 s");
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  seed:\n    build: .\n    x-demock: {command: \"bash -c 'echo no seed; exit 4'\"}\n  api:\n    build: .\n    depends_on: {seed: {condition: service_completed_successfully}}\n    x-demock: {command: sleep 600}\n",
    );
    let ran = project.run(&[], "echo never").exits(125);
    ran.warns("error[stack/ended]: service `seed`: it ended with exit code 4").warns("no seed");
    project.is_clean();
}

/// A shell has its background jobs ignore `SIGINT` and `SIGQUIT`, and who ignores a signal has his children do so: a Postgres that is
/// told to leave while it starts would not hear it. What the command ignores is the caller's own.
#[test]
fn signals_that_end_a_service_end_it_whatever_the_caller_ignores() {
    let project = Project::new(
        "services:\n  api:\n    build: .\n    healthcheck: {test: 'test -s ignored', interval: 50ms, retries: 200}\n    x-demock: {command: \"bash -c 'grep SigIgn /proc/self/status >ignored; exec sleep 600'\"}\n",
    );
    for isolation in ["namespaces", "reaper"] {
        let line = format!("trap '' INT QUIT; exec {DEMOCK} run -- grep SigIgn /proc/self/status");
        let run = project.with_services(project.tree.program(Path::new("bash"), &["-c", &line]));
        let ran = run.env("DEMOCK_ISOLATION", isolation).exits(0);
        // signal(7): their numbers; proc(5): one bit each, from 1.
        let ends: u64 = [2, 3].iter().map(|signal| 1 << (signal - 1)).sum();
        let ignored = |text: &str| {
            let word = text.lines().find_map(|line| line.strip_prefix("SigIgn:")).expect("a line of proc(5)");
            u64::from_str_radix(word.trim(), 16).expect("a number") & ends
        };
        assert_eq!(ignored(&ran.stdout), ends, "{isolation}: the command");
        assert_eq!(ignored(&project.tree.read("ignored")), 0, "{isolation}: the service");
    }
    project.is_clean();
}

/// Settings of a program that name services as the file does work as they stand: it sees names of its own, and so does one that was
/// started before.
#[test]
fn programs_find_services_and_each_other_by_their_names() {
    let project = Project::new(
        "services:\n  cache:\n    image: redis:7\n  api:\n    build: .\n    ports: ['8000']\n    x-demock: {command: python3 -m http.server --bind 127.0.0.1 $$PORT}\n  worker:\n    build: .\n    depends_on: [api, cache]\n    x-demock: {command: bash worker.sh}\n",
    );
    project.tree.write("worker.sh", "exec 3<>/dev/tcp/cache/6379; printf 'PING\\r\\n' >&3; read -r -u 3 line; echo \"cache says $line\" >said\nexec 4<>/dev/tcp/api/8000; printf 'GET /worker.sh HTTP/1.0\\r\\n\\r\\n' >&4; read -r -u 4 line; echo \"api says $line\" >>said\nmv said heard; exec sleep 600\n");
    let heard = "until test -e heard; do :; done; cat heard; rm heard";
    let ran = project.run(&[], heard).exits(0);
    ran.says("cache says +PONG").says("api says HTTP/1.0 200 OK");
    project.demock(&["up", "--detach"]).exits(0);
    project.tree.program(Path::new("bash"), &["-c", heard]).exits(0).says("api says HTTP/1.0 200 OK");
    // It is where it was for whoever knows its name.
    for service in ["cache", "worker"] {
        project.demock(&["restart", service]).exits(0);
    }
    project.tree.program(Path::new("bash"), &["-c", heard]).exits(0).says("cache says +PONG");
    project.demock(&["down"]).exits(0);
    let machines = std::fs::read_to_string("/etc/hosts").expect("names of the machine");
    assert!(!machines.contains("worker"), "{machines}");
    project.is_clean();
}

/// Variables that name a secret or a file of settings name where it lies on this machine, and nobody but its owner reads a secret.
#[test]
fn a_program_finds_secrets_and_configs_that_its_variables_name() {
    let project = Project::new(
        "services:\n  api:\n    build: .\n    environment: {PASSWORD_FILE: /run/secrets/pw, TOKEN_FILE: /run/secrets/token, SETTINGS: 'file:/etc/app/it.conf?x', OTHER: /srv, PREFIX: /api}\n    secrets: [pw, token]\n    configs: [{source: it, target: /etc/app/it.conf}]\n    volumes: ['./src:/srv/app', './api:/api']\n    x-demock: {command: bash look.sh}\nsecrets: {pw: {file: pw.txt}, token: {environment: API_TOKEN}}\nconfigs: {it: {content: \"a = 1\\n\"}}\n",
    );
    project.tree.write("api/none", "");
    let doctor = project.demock(&["doctor"]).env("API_TOKEN", "t0ken").exits(0).stdout;
    assert!(doctor.contains("`api` does not find `/api`"), "{doctor}");
    assert!(doctor.contains("`api` does not find `/srv/app`") && !doctor.contains("does not find `/run"), "{doctor}");
    project.tree.write("pw.txt", "s3cret\n");
    project.tree.write("look.sh", "settings=${SETTINGS#file:}\n(cat $PASSWORD_FILE $TOKEN_FILE ${settings%?x}; stat -c %a $TOKEN_FILE; echo $OTHER $PREFIX) >seen 2>&1\nmv seen found; exec sleep 600\n");
    let ran = project.run(&[], "until test -e found; do :; done; cat found").env("API_TOKEN", "t0ken").exits(0);
    assert_eq!(ran.stdout, "s3cret\nt0kena = 1\n600\n/srv /api\n");
    project.is_clean();
}
