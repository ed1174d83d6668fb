//! Everything that descends from this process, and its end.
//!
//! Source: `proc(5)`. As the subreaper of all of it, this process inherits whoever's parent has ended, so that nothing gets
//! away by forking twice. Invariant: it ends only when nobody is left, or the time is up.

use crate::processes::{below, parents, parents_below, with_below};
use rustix::process::{Pid, Signal, WaitOptions, kill_process};
use std::fs;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long Postgres may take to leave by itself. It takes 10 ms, or as long as its start where that is not over yet, which on a
/// machine that others use has taken seconds; after five it kills those that do not leave it itself.
const LEAVE_MAX: Duration = Duration::from_secs(10);
/// How long the kernel may take to end what is killed.
const KILL_MAX: Duration = Duration::from_secs(5);
/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(1);

/// Ends everything: those of `gently` with `SIGQUIT` first, all others at once.
pub(super) fn end_all(gently: &[Pid]) {
    for pid in gently {
        // Whoever has ended already is no failure here or below.
        let _ = kill_process(*pid, Signal::QUIT);
    }
    // A stopped process takes no `SIGQUIT` before it goes on.
    for pid in gently {
        let _ = kill_process(*pid, Signal::CONT);
    }
    let began = Instant::now();
    let (_never, tick) = channel::<()>();
    loop {
        reap();
        let parents = match parents_below(own()) {
            // The kernel may miss some whose neighbours are just ending: that nobody is left, all processes must say.
            Some(found) if !found.is_empty() => found,
            Some(_) | None => parents(),
        };
        let mut left = below(&parents, own());
        let is_patient = began.elapsed() < LEAVE_MAX;
        if is_patient {
            let spared: Vec<i32> = gently.iter().flat_map(|pid| with_below(&parents, pid.as_raw_pid())).collect();
            for pid in left.iter().filter(|pid| !spared.contains(pid)) {
                kill(*pid);
            }
        } else {
            for pid in &left {
                kill(*pid);
            }
        }
        left.retain(|pid| Pid::from_raw(*pid).is_some());
        if left.is_empty() || began.elapsed() > LEAVE_MAX + KILL_MAX {
            if !is_patient {
                forget_segments(gently);
            }
            return;
        }
        wait_a_moment(&tick);
    }
}

/// Removes shared memory of those that had to be killed: nobody else does, and a machine has only so much of it.
fn forget_segments(makers: &[Pid]) {
    let table = fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default();
    let makers: Vec<i32> = makers.iter().map(|pid| pid.as_raw_pid()).collect();
    for segment in segments_of(&table, &makers) {
        let mut remove = Command::new("ipcrm");
        remove.args(["-m", &segment]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Where it cannot be, nothing else here can either.
        let _ = remove.status();
    }
}

/// Segments that one of these processes has made and nobody is attached to.
fn segments_of(table: &str, makers: &[i32]) -> Vec<String> {
    const FIELDS: [usize; 3] = [1, 4, 6];
    let of = |line: &str| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [id, maker, attached] = FIELDS.map(|at| fields.get(at).copied().unwrap_or_default());
        let is_theirs = maker.parse().is_ok_and(|maker: i32| makers.contains(&maker)) && attached == "0";
        is_theirs.then(|| id.to_owned())
    };
    table.lines().skip(1).filter_map(of).collect()
}

fn kill(pid: i32) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Between two looks; nothing is ever sent.
fn wait_a_moment(tick: &Receiver<()>) {
    let waited = tick.recv_timeout(LOOK_EVERY);
    debug_assert_eq!(waited, Err(RecvTimeoutError::Timeout));
}

fn reap() {
    while let Ok(Some(_)) = rustix::process::wait(WaitOptions::NOHANG) {}
}

fn own() -> i32 {
    rustix::process::getpid().as_raw_pid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_those_that_a_process_has_made_and_nobody_uses() {
        let table = "key shmid perms size cpid lpid nattch uid\n 1 71 600 56 40 41 0 0\n 2 72 600 56 40 41 3 0\n 3 73 600 56 50 41 0 0\n";
        assert_eq!(segments_of(table, &[40, 60]), ["71"]);
        assert_eq!(segments_of("", &[40]), [""; 0]);
    }
}
