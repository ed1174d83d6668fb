//! What a stack stands on: a run's folder and its keepers, which are started while the project's files are still read.
//!
//! Invariant: ground on which nothing was built leaves nothing. Absent on purpose: services.

use crate::failure::StackError;
use crate::keeper::{Form, Isolation, Keeper};
use crate::run_folder::{Base, RunFolder};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// What runs beside services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A command, whose keeper is started as well.
    Command,
    /// The same, and it is to know services by their names whatever that takes.
    NamingCommand,
    /// Nothing.
    Nothing,
}

/// A run's folder, and its keepers.
pub struct Ground {
    /// The command's, which may still be about to say that it is there, until the command is run.
    beside: Option<JoinHandle<Result<Arc<Keeper>, StackError>>>,
    command: Option<Arc<Keeper>>,
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) run: RunFolder,
}

impl Ground {
    /// The command's keeper, which holds the run's folder from now on.
    pub(crate) fn command(&mut self) -> Result<Arc<Keeper>, StackError> {
        if let Some(keeper) = &self.command {
            return Ok(keeper.clone());
        }
        let keeper = match self.beside.take() {
            Some(thread) => thread.join().unwrap_or_else(|_| gone())?,
            None => Keeper::of_command(Form::OfCommand)?,
        };
        keeper.hold(self.run.path())?;
        self.command = Some(keeper.clone());
        Ok(keeper)
    }
}

fn gone<T>() -> Result<T, StackError> {
    Err(StackError::Keeper { why: "the thread that starts it panicked".to_owned() })
}

impl Drop for Ground {
    fn drop(&mut self) {
        // The keeper of services removes the folder once nobody else has it.
        drop(self.beside.take().map(JoinHandle::join));
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
            // Started first, since it has the longer way to go; the other is not waited for.
            let services = thread::spawn(move || Keeper::of_services(&base, isolation));
            let beside = match beside {
                Beside::Command => Some(thread::spawn(|| Keeper::of_command(Form::OfCommand))),
                Beside::NamingCommand => Some(thread::spawn(|| Keeper::of_command(Form::OfNamingCommand))),
                Beside::Nothing => None,
            };
            let (keeper, run) = services.join().unwrap_or_else(|_| gone())?;
            Ok(Ground { beside, command: None, keeper, run })
        })))
    }
}

impl Laying {
    pub(crate) fn done(mut self) -> Result<Ground, StackError> {
        self.0.take().and_then(|thread| thread.join().ok()).unwrap_or_else(gone)
    }
}

impl Drop for Laying {
    fn drop(&mut self) {
        // Nothing is built on it: it ends with its value, and leaves nothing.
        drop(self.0.take().map(JoinHandle::join));
    }
}
