//! What a stack stands on: a run's folder and its keepers, which are started while the project's files are still read.
//!
//! Invariant: ground on which nothing was built leaves nothing. Absent on purpose: services.

use crate::failure::StackError;
use crate::keeper::{Isolation, Keeper};
use crate::run_folder::{Base, RunFolder};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// What runs beside services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A command, whose keeper is started as well.
    Command,
    /// Nothing.
    Nothing,
}

/// A run's folder, and its keepers.
pub struct Ground {
    /// Of the command, until that is run.
    pub(crate) beside: Option<Arc<Keeper>>,
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) run: RunFolder,
}

impl Drop for Ground {
    fn drop(&mut self) {
        // The keeper of services removes the folder once nobody else has it.
        self.beside = None;
        self.run.release();
        self.keeper.end();
    }
}

/// Ground that is being laid.
pub struct Laying(Option<JoinHandle<Result<Ground, StackError>>>);

impl Ground {
    /// Begins to lay it.
    pub fn lay(base: &Base, isolation: Isolation, beside: Beside) -> Laying {
        let base = base.clone();
        Laying(Some(thread::spawn(move || {
            let (keeper, run) = Keeper::of_services(&base, isolation)?;
            let beside = match beside {
                Beside::Command => Some(Keeper::of_command(&run)?),
                Beside::Nothing => None,
            };
            Ok(Ground { beside, keeper, run })
        })))
    }
}

impl Laying {
    pub(crate) fn done(mut self) -> Result<Ground, StackError> {
        let laid = self.0.take().and_then(|thread| thread.join().ok());
        let gone = || Err(StackError::Keeper { why: "the thread that starts it panicked".to_owned() });
        laid.unwrap_or_else(gone)
    }
}

impl Drop for Laying {
    fn drop(&mut self) {
        // Nothing is built on it: it ends with its value, and leaves nothing.
        drop(self.0.take().map(JoinHandle::join));
    }
}
