//! Signals that demock gets while a command runs are the command's.
//!
//! What a terminal sends, it sends to the whole group, in which the command is: that is not passed on a second time.

use crate::failure::StackError;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
use signal_hook::iterator::Signals;
use std::thread;

/// Passes on every signal from now on, as long as the process lives.
pub fn pass_signals(pass: impl Fn(i32) + Send + 'static) -> Result<(), StackError> {
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]);
    let mut signals = signals.map_err(|error| StackError::Keeper { why: error.to_string() })?;
    thread::spawn(move || {
        for signal in &mut signals {
            if !(matches!(signal, SIGINT | SIGQUIT) && is_in_front()) {
                pass(signal);
            }
        }
    });
    Ok(())
}

/// Leaves the terminal and its session, so that their end is not this process's.
pub fn leave_terminal() {
    // Whoever leads a group already stays in it, which is no harm.
    let _ = rustix::process::setsid();
}

/// Whether this process's group is the one that its terminal talks to.
fn is_in_front() -> bool {
    let terminal = std::fs::File::open("/dev/tty");
    terminal.is_ok_and(|tty| rustix::termios::tcgetpgrp(tty).is_ok_and(|front| front == rustix::process::getpgrp()))
}
