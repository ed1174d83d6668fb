//! A program that is run to its end, and may be run once more.
//!
//! Invariant: it has an end in time, or is ended.

use super::Starting;
use super::waiting::log_end;
use crate::environment::without_secrets;
use crate::failure::StackError;
use crate::keeper::{End, Keeper, Process, Receiver, Spec};
use signal_hook::consts::SIGKILL;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// A program that is run to its end.
pub(crate) struct Task {
    keeper: Arc<Keeper>,
    spec: Spec,
    max: Duration,
    /// Variables of the service: what is secret of them is nobody's business.
    variables: BTreeMap<String, String>,
}

impl Task {
    /// With as much time as migrations have.
    pub(crate) fn new(starting: &Starting<'_>, spec: Spec) -> Self {
        let around = starting.surroundings;
        let (keeper, max) = (around.keeper.clone(), around.migrations_max);
        Self { keeper, spec, max, variables: starting.variables() }
    }

    /// Runs it and waits until it has ended well.
    pub(crate) fn first(&self, starting: &Starting<'_>) -> Result<(), StackError> {
        self.wait(starting.name(), starting.spawn(self.spec.clone())?)
    }

    /// The same once more.
    pub(crate) fn again(&self, service: &str) -> Result<(), StackError> {
        let program = self.spec.program.to_string_lossy().into_owned();
        let process = self.keeper.spawn(self.spec.clone())?.map_err(|failed| StackError::NotStarted {
            service: service.to_owned(),
            program,
            why: failed.why,
        })?;
        self.wait(service, process)
    }

    fn wait(&self, service: &str, mut process: Process) -> Result<(), StackError> {
        let service = service.to_owned();
        let log = || without_secrets(&log_end(self.spec.output.as_deref().unwrap_or("".as_ref())), &self.variables);
        match process.ended_within(self.max) {
            Some(End::Code(0)) => Ok(()),
            Some(end) => Err(StackError::Ended { service, step: "it".to_owned(), end, log: log() }),
            None => {
                process.handle().signal(SIGKILL, Receiver::Group)?;
                process.wait();
                let seen = "it runs and has not ended".to_owned();
                Err(StackError::NotReady { service, waited: self.max, seen, log: log() })
            }
        }
    }
}
