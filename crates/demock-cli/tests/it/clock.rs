//! Clocks that jump: the machine's time of day while services are kept, and the clock that waits are measured by between runs.
//!
//! Nobody sets the machine's own clock for a test: demock and whoever starts for it run with Debian's libfaketime, which tells every program
//! that asks for the time of day what a file says.

use crate::adverse::is_root;
use crate::project::{Project, services, shared_memory, signal};
use crate::up::{started, wait_for_text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's libfaketime, unpacked.
fn faked_clock(project: &Project) -> PathBuf {
    let place = services().join("faketime");
    let library = place.join("usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    if !library.exists() {
        let fresh = services().join(format!("faketime-{}", project.name()));
        fs::create_dir_all(&fresh).expect("a folder");
        let unpack =
            "set -e; cd $1; apt-get download -q libfaketime; dpkg -x libfaketime_*.deb .; rm -rf $2; mv -T $1 $2";
        let words = ["-c", unpack, "unpack", &fresh.display().to_string(), &place.display().to_string()];
        project.tree.program(Path::new("bash"), &words).exits(0);
    }
    library
}

/// A service that dies comes again after half a second, whatever the time of day has become meanwhile.
#[test]
fn a_time_of_day_that_jumps_delays_nothing() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let library = faked_clock(&project);
    let offset = project.tree.root.join("offset");
    fs::write(&offset, "+0").expect("a file");
    let (mut child, out) = started(&project, &["up"], |command| {
        command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &offset);
        command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    });
    wait_for_text(&project, &out, "Ready to accept connections", 1);
    // The library is in whoever looks after the services, or nothing would jump.
    let maps = fs::read_to_string(format!("/proc/{}/maps", child.id())).expect("its memory");
    assert!(maps.contains("libfaketime"), "{maps}");
    let status = project.demock(&["status"]).exits(0).stdout;
    let port = status.split(" on ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a port").to_owned();
    for (jumps, jump) in [(1, "+400d"), (2, "-9000d")] {
        let ask = format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf 'SHUTDOWN NOSAVE\\r\\n' >&3; cat <&3");
        assert!(Command::new("bash").args(["-c", &ask]).status().expect("bash runs").success());
        wait_for_text(&project, &out, "demock: cache ended", jumps);
        fs::write(&offset, jump).expect("a file");
        wait_for_text(&project, &out, "demock: cache answers again", jumps);
        project.demock(&["status"]).exits(0).says(&format!("restarts {jumps}"));
    }
    signal(&child, "INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    project.is_clean();
}

/// A machine that has slept for a hundred days, as far as the clock says by which waits are measured (`time_namespaces(7)`).
#[test]
#[expect(clippy::print_stderr, reason = "what is not tried is said")]
fn a_clock_of_another_day_changes_nothing() {
    let project = Project::new("services:\n  db:\n    image: postgres:17\n");
    let before = shared_memory();
    let own: &[&str] = if is_root() { &["-T"] } else { &["-UrT"] };
    let demock = [env!("CARGO_BIN_EXE_demock"), "run", "--", "true"];
    let jumped = [own, &["--monotonic", "8640000", "--boottime", "8640000"], &demock].concat();
    let may = Command::new("unshare").args(own).arg("true").output().expect("unshare runs");
    if may.status.success() {
        project.with_services(project.tree.program(Path::new("unshare"), &jumped)).exits(0);
    } else {
        assert!(!is_root(), "{may:?}");
        eprintln!("not tried: no clock of one's own may be had here: {}", String::from_utf8_lossy(&may.stderr));
    }
    assert_eq!(shared_memory(), before);
    project.is_clean();
}
