//! Machines that are not as they should be: full, closed, crashed, of nobody's. One clear message each, and nothing is left.
//!
//! A machine that is full or exhausted is a namespace of its own, in which nothing else is harmed. As root, whoever has no name is
//! another user; else whoever runs the tests.

use crate::project::{Project, services};
use crate::tree::{DEMOCK, Ran, Run};
use std::fs;
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

const CACHE: &str = "services:\n  cache:\n    image: redis:7\n";
const DATABASE: &str = "services:\n  db:\n    image: postgres:17\n";

pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0)
}

/// `demock run` in a machine of its own that a shell line has made worse before.
pub(crate) fn worse<'p>(project: &'p Project, worse: &str, line: &str) -> Run<'p> {
    let script = format!("{worse}; exec {DEMOCK} run -- bash -c '{line}'");
    let own = if is_root() { "-mi" } else { "-Urmi" };
    project.with_services(project.tree.program(Path::new("unshare"), &[own, "bash", "-c", &script]))
}

/// `demock run` of somebody without a name, who can read what services need and write nothing but a folder of their own.
fn nameless(project: &Project, isolation: &str, set: &[(&str, &str)], line: &str) -> Ran {
    let place = Path::new("/tmp").join(format!("{}-n", project.name()));
    let copied = format!(
        "set -e; mkdir -p {0}/cache; cp -r {1}/packages {0}/cache/; cp {DEMOCK} {0}/demock; cp -r . {0}/tree; rm -rf {0}/tree/.git; mkdir -p {0}/t; chmod -R a+rX {0}; chown -R 54321:54321 {0} 2>/dev/null || true",
        place.display(),
        services().display()
    );
    project.tree.program(Path::new("bash"), &["-c", &copied]).exits(0);
    let (demock, root) = (place.join("demock").display().to_string(), place.join("tree").display().to_string());
    let mut words = vec![];
    if is_root() {
        words.extend(["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "--inh-caps=-all"]);
    }
    words.extend(["env", "-C", &root, &demock, "run", "--", "bash", "-c", line]);
    let mut run = project.tree.program(Path::new(words[0]), &words[1..]);
    run = run.env("DEMOCK_CACHE_DIR", place.join("cache")).env("TMPDIR", place.join("t")).env("XDG_RUNTIME_DIR", "");
    run = run.env("DEMOCK_ISOLATION", isolation);
    for (name, value) in set {
        run = run.env(name, *value);
    }
    let ran = run.run();
    let runs = place.join("t/demock-54321/runs");
    let left = fs::read_dir(&runs).map_or(0, Iterator::count);
    fs::remove_dir_all(&place).expect("removed");
    assert_eq!(left, 0, "{ran:?}");
    ran
}

#[test]
fn services_that_wait_for_each_other_are_named_before_anything_starts() {
    let project = Project::new(
        "services:\n  a: {image: 'redis:7', depends_on: [b]}\n  b: {image: 'redis:7', depends_on: [c]}\n  c: {image: 'redis:7', depends_on: [a]}\n",
    );
    let ran = project.run(&[], "echo never").exits(125);
    ran.warns("error[compose/circle]").warns("services depend on each other").warns("docker-compose.test.yml:2:");
    assert_eq!(ran.stdout, "");
    project.is_clean();
}

#[test]
fn a_port_that_is_taken_is_nobody_elses_and_another_is_told() {
    // No other test asks for this port: of two that do, one may have let go of it between the two lines below.
    let project = Project::new(&format!("{CACHE}    ports: ['16379:6379']\n"));
    let taken = TcpListener::bind("127.0.0.1:16379").expect("a port that nobody has");
    let ran = project.run(&["--require", "cache"], "P=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'PING\\r\\n' >&3; head -n 1 <&3; echo $REDIS_URL").exits(0);
    ran.says("PONG").warns("demock: cache: port 16379 is taken: it is on ");
    assert!(!ran.stdout.contains(":16379"), "{}", ran.stdout);
    drop(taken);
    project.run(&[], "echo $REDIS_URL").exits(0).says(":16379/");
    project.is_clean();
}

#[test]
fn a_service_that_dies_while_the_command_runs_is_said_with_its_last_words() {
    let project = Project::new(CACHE);
    let shutdown =
        "P=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'SHUTDOWN NOSAVE\\r\\n' >&3; cat <&3; exit 5";
    let ran = project.run(&[], shutdown).exits(5);
    ran.warns("demock: cache (Redis): ended with exit code 0 while the command ran").warns("bye bye");
    project.is_clean();
}

#[test]
fn a_full_disk_is_said_with_the_place_that_is_full() {
    let project = Project::new(DATABASE);
    project.run(&["-q"], "true").exits(0);
    let place = project.temporary();
    // No room for a folder of the run; and, where data lie on the disk, none for them.
    let full = |size: &str| {
        format!("mount -t tmpfs -o {size} full {}; mount -t tmpfs -o size=4k full /dev/shm", place.display())
    };
    for (isolation, size) in [("namespaces", "nr_inodes=2"), ("reaper", "nr_inodes=2"), ("reaper", "size=40k")] {
        let ran = worse(&project, &full(size), "echo never").env("DEMOCK_ISOLATION", isolation).exits(125);
        ran.warns("error[stack/").warns("No space left on device");
        assert_eq!(ran.stdout, "");
    }
    project.is_clean();
}

/// Neither path needs `/dev/shm` of the machine: one has its own, the other does without.
#[test]
fn a_full_shared_memory_is_in_nobodys_way() {
    let project = Project::new(DATABASE);
    let full = "mount -t tmpfs -o size=4k full /dev/shm; head -c 4096 /dev/zero >/dev/shm/full";
    for isolation in ["namespaces", "reaper"] {
        let ran = worse(&project, full, "psql -AXtc \"SELECT 6 * 7\"").env("DEMOCK_ISOLATION", isolation).exits(0);
        ran.says("42");
    }
    project.is_clean();
}

#[test]
fn exhausted_segments_are_said_where_the_machines_own_are_used() {
    let project = Project::new(DATABASE);
    project.run(&["-q"], "true").env("DEMOCK_ISOLATION", "reaper").exits(0);
    let exhausted = "echo 0 >/proc/sys/kernel/shmmni";
    let ask = "psql -AXtc \"SELECT 6 * 7\"";
    worse(&project, exhausted, ask).exits(0).says("42");
    let ran = worse(&project, exhausted, "echo never").env("DEMOCK_ISOLATION", "reaper").exits(125);
    ran.warns("error[stack/ended]: service `db`").warns("could not create shared memory segment");
    project.is_clean();
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let project = Project::new(CACHE);
    project.run(&["-q"], "true").exits(0);
    let ran = nameless(&project, "namespaces", &[("TMPDIR", "/proc")], "echo never");
    assert_eq!((ran.code, &*ran.stdout), (Some(125), ""), "{ran:?}");
    ran.warns("error[stack/").warns("/proc/demock-");
    let nowhere = [("DEMOCK_CACHE_DIR", ""), ("XDG_CACHE_HOME", ""), ("HOME", "/proc")];
    let ran = nameless(&project, "namespaces", &nowhere, "echo never");
    assert_eq!(ran.code, Some(125), "{ran:?}");
    ran.warns("/proc/.cache/demock").warns("DEMOCK_CACHE_DIR");
    project.is_clean();
}

#[test]
fn whoever_has_no_name_has_services_all_the_same() {
    let project = Project::new(DATABASE);
    project.run(&["-q"], "true").exits(0);
    let ask = "psql -AXtc 'SELECT 6 * 7'";
    let ran = nameless(&project, "namespaces", &[], ask);
    ran.says("42");
    // initdb asks for a name, which only namespaces can give.
    let ran = nameless(&project, "reaper", &[], ask);
    if is_root() {
        assert_eq!(ran.code, Some(125), "{ran:?}");
        ran.warns("could not look up effective user ID").warns("/etc/passwd");
    }
    project.is_clean();
}

/// What a crash has left is swept by the next run, whatever it is called; what somebody holds is not.
#[test]
fn what_a_crash_has_left_is_swept() {
    let project = Project::new(CACHE);
    project.run(&["-q"], "true").exits(0);
    let runs =
        fs::read_dir(project.temporary()).expect("a folder").flatten().next().expect("a base").path().join("runs");
    let (stale, held) = (runs.join("stale"), runs.join("held"));
    for folder in [&stale, &held] {
        fs::create_dir_all(folder.join("data")).expect("a folder");
        fs::write(folder.join("lock"), "").expect("a lock");
    }
    let line = format!("flock -s {0}/lock {DEMOCK} run -q -- test -e {0}", held.display());
    project.with_services(project.tree.program(Path::new("bash"), &["-c", &line])).exits(0);
    assert!(!stale.exists() && held.exists());
    project.run(&["-q"], "true").exits(0);
    project.is_clean();
}

/// demock may be killed before it hears of init: whoever waits for that waits nevertheless, since init fills the folder.
#[test]
fn a_keeper_that_nobody_hears_leaves_no_folder() {
    let project = Project::new(CACHE);
    let base = project.temporary().join("base");
    for _ in 0..10 {
        let (gone, stream) = UnixStream::pair().expect("a pair");
        drop(gone);
        let mut keeper = Command::new(DEMOCK);
        keeper.args(["__keeper", "namespaces"]).arg(&base).stdin(OwnedFd::from(stream));
        // Init has the same output, which ends with the last of both.
        keeper.output().expect("a keeper");
        let left: Vec<_> = fs::read_dir(base.join("runs")).expect("it has begun").flatten().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// What everybody may read: command lines, what demock says, what it says of a service that fails.
#[test]
fn secrets_are_in_no_command_line_status_log_or_error() {
    const SECRETS: [&str; 2] = ["s3cret-of-db", "s3cret-of-cache"];
    let services = |script: &str| {
        format!(
            "services:\n  db:\n    image: postgres:17\n    environment: {{POSTGRES_PASSWORD: {}}}\n    volumes: ['./{script}:/docker-entrypoint-initdb.d/1.sql']\n  cache:\n    image: redis:7\n    command: redis-server --requirepass {}\n",
            SECRETS[0], SECRETS[1]
        )
    };
    let project = Project::new(&services("good.sql"));
    project.tree.write("good.sql", "SELECT 1;\n");
    project.tree.write("bad.sql", "CREATE ROLE other PASSWORD 's3cret-of-db' nonsense;\n");
    let hides = |what: &str, text: &str| {
        assert!(!SECRETS.iter().any(|secret| text.contains(secret)), "{what} tells a secret:\n{text}");
    };
    for words in [&["doctor"][..], &["up", "--detach"], &["status"], &["logs", "db"], &["logs", "cache"]] {
        let ran = project.demock(words).exits(0);
        hides(words[0], &(ran.stdout + &ran.stderr));
    }
    let lines = fs::read_dir("/proc").expect("processes").flatten();
    for line in lines.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok()) {
        hides("a command line", &String::from_utf8_lossy(&line));
    }
    project.demock(&["down"]).exits(0);
    let ran = project.run(&["--explain-env"], "true").exits(0);
    hides("--explain-env", &(ran.stdout + &ran.stderr));
    project.tree.write("docker-compose.test.yml", &services("bad.sql"));
    let ran = project.run(&[], "true").exits(125);
    ran.warns("CREATE ROLE other PASSWORD '********' nonsense");
    hides("an error", &ran.stderr);
    project.is_clean();
}

#[test]
fn a_program_that_dies_at_start_is_said_with_its_last_words() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    // A server of the machine that says its version and does nothing else.
    project.tree.write("bin/redis-server", "#!/bin/sh\n[ \"$1\" = --version ] && echo 'Redis server v=7.0.0 sha=0' && exit\necho 'I have no memory of this place'; exit 3\n");
    project.tree.program(Path::new("chmod"), &["+x", "bin/redis-server"]).exits(0);
    let path = format!("{}:/usr/bin:/bin", project.tree.root.join("bin").display());
    let ran = project.run(&[], "echo never").env("PATH", path).exits(125);
    ran.warns("error[stack/ended]: service `cache`: it ended with exit code 3").warns("I have no memory of this place");
    assert_eq!(ran.stdout, "");
    project.is_clean();
}
