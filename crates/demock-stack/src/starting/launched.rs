//! A server that was started, and how it is ended.

use crate::failure::StackError;
use crate::keeper::{End, Keeper, LastSignal, Process, Receiver, Spec};
use signal_hook::consts::{SIGKILL, SIGQUIT};
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How long a server may take to end by its last signal but one.
const KILL_MAX: Duration = Duration::from_secs(2);

/// How long it may take until we are told of its end.
const TOLD_MAX: Duration = Duration::from_millis(100);

/// A server that was started, and how.
pub(crate) struct Launched {
    pub(crate) process: Process,
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) spec: Spec,
    /// The signal that ends it well.
    pub(crate) stop: i32,
}

impl Launched {
    /// Asks it to end, and ends it where it does not in time.
    pub(crate) fn stop(&mut self, grace: Duration) -> Result<End, StackError> {
        let handle = self.process.handle();
        handle.signal(self.stop, Receiver::Process)?;
        if let Some(end) = self.process.ended_within(grace) {
            return Ok(end);
        }
        let last = match self.spec.last_signal {
            LastSignal::Kill => SIGKILL,
            LastSignal::Quit => SIGQUIT,
        };
        handle.signal(last, Receiver::Process)?;
        if self.process.ended_within(KILL_MAX).is_none() {
            handle.signal(SIGKILL, Receiver::Group)?;
        }
        Ok(self.process.wait())
    }

    /// Ends it at once, with all that it has started.
    pub(crate) fn stop_at_once(&mut self) -> Result<End, StackError> {
        let handle = self.process.handle();
        if let LastSignal::Quit = self.spec.last_signal {
            handle.signal(SIGQUIT, Receiver::Process)?;
            if let Some(end) = self.process.ended_within(KILL_MAX) {
                return Ok(end);
            }
        }
        handle.signal(SIGKILL, Receiver::Group)?;
        Ok(self.process.wait())
    }

    /// Why it does not do what it was asked: that it has ended says more than what came of that, and a wait that was given up is no word
    /// of the kernel's.
    pub(crate) fn why(&mut self, error: io::Error) -> io::Error {
        let is_late = matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        match self.process.ended_within(TOLD_MAX) {
            Some(end) => io::Error::other(format!("its server has ended: {end}")),
            None if is_late => io::Error::other("its server lives, and does not answer in time"),
            None => error,
        }
    }

    /// Starts it again, as it was.
    pub(crate) fn again(&mut self, service: &str) -> Result<(), StackError> {
        let program = self.spec.program.to_string_lossy().into_owned();
        self.process = self.keeper.spawn(self.spec.clone())?.map_err(|failed| StackError::NotStarted {
            service: service.to_owned(),
            program,
            why: failed.why,
        })?;
        Ok(())
    }
}
