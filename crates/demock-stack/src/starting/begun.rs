//! What has been begun together, so that all of it is ended where one of it fails.
//!
//! Invariant: nothing that was begun outlives a failure unseen, and nobody waits for it. Absent on purpose: those that stood before.

use crate::keeper::{Handle, LastSignal, Receiver};
use signal_hook::consts::{SIGKILL, SIGQUIT};
use std::sync::{Mutex, PoisonError};

/// Processes that were begun together.
#[derive(Default)]
pub(crate) struct Begun(Mutex<State>);

#[derive(Default)]
struct State {
    processes: Vec<(Handle, LastSignal)>,
    has_failed: bool,
}

impl Begun {
    /// One more; where another has failed meanwhile it is ended at once.
    pub(crate) fn add(&self, handle: Handle, last: LastSignal) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.has_failed {
            end(&handle, last);
        }
        state.processes.push((handle, last));
    }

    /// Ends all of them.
    pub(crate) fn fail(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::replace(&mut state.has_failed, true) {
            state.processes.iter().for_each(|(handle, last)| end(handle, *last));
        }
    }
}

fn end(handle: &Handle, last: LastSignal) {
    // What has ended needs none, and where the keeper is gone all of them are.
    let _ = match last {
        LastSignal::Quit => handle.signal(SIGQUIT, Receiver::Process),
        LastSignal::Kill => handle.signal(SIGKILL, Receiver::Group),
    };
}
