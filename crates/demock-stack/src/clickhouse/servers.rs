//! Servers of `ClickHouse` that are one lease's alone, with all that the run's own holds by then.
//!
//! One takes some 215 MB, so that only whoever asks for it has one, and none is made ahead before the first is taken.

use super::copying::{Copying, literal};
use super::{Account, Dialect, Door, Numbers, library, program};
use crate::failure::StackError;
use crate::keeper::{Keeper, Spec};
use crate::lease::{Make, beside};
use crate::ports::{self, Port};
use crate::run_folder::Base;
use crate::starting::{ASK_EVERY, Launched, Starting, Waiting, secret};
use signal_hook::consts::SIGKILL;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How long a server may take to answer.
const READY_MAX: Duration = Duration::from_mins(1);
/// Databases that a server has by itself.
pub(super) const OWN: &str = "'system', 'INFORMATION_SCHEMA', 'information_schema'";
/// How names of databases begin that are leases'.
pub(super) const LEASE: &str = "demock_";

/// What servers are cast from.
#[derive(Clone)]
pub(super) struct Mould {
    service: String,
    variables: BTreeMap<String, String>,
    spec: Spec,
    cast: Cast,
    base: Base,
    data: PathBuf,
    files: PathBuf,
    keeper: Arc<Keeper>,
    /// The run's server.
    pub(super) door: Door,
    pub(super) account: Account,
    pub(super) dialect: Dialect,
    made: Arc<AtomicU32>,
}

/// In what a further server is started otherwise than the first.
#[derive(Clone)]
pub(super) enum Cast {
    /// By its arguments.
    Library,
    /// By a file, in which servers know themselves by this word.
    Program { root: &'static str, users: PathBuf, mark: String },
}

/// A server that answers.
pub(super) struct One {
    launched: Launched,
    /// Held as long as the server stands.
    _http: Port,
    pub(super) native: Port,
    pub(super) door: Door,
    data: PathBuf,
}

impl Mould {
    pub(super) fn new(
        starting: &Starting<'_>,
        account: &Account,
        of_run: (&Launched, &Door, Dialect),
        cast: Cast,
    ) -> Self {
        let (launched, door, dialect) = of_run;
        Self {
            service: starting.name().to_owned(),
            variables: starting.variables(),
            spec: launched.spec.clone(),
            cast,
            base: starting.surroundings.base.clone(),
            data: starting.data(),
            files: starting.surroundings.run.path().to_owned(),
            keeper: starting.surroundings.keeper.clone(),
            door: door.clone(),
            account: account.clone(),
            dialect,
            made: Arc::default(),
        }
    }

    /// Has a server hold what the run's own holds, but for what is leases'.
    fn fill(&self, to: &Door) -> io::Result<()> {
        let listed = self.door.ask(&format!(
            "SELECT name FROM system.databases WHERE name NOT IN ({OWN}) AND NOT startsWith(name, {}) ORDER BY name",
            literal(LEASE)
        ))?;
        let copying = Copying { from: &self.door, to, dialect: self.dialect };
        listed.lines().try_for_each(|database| copying.copy(database, database))
    }

    fn file(&self, number: u32, name: &str, text: &str) -> Result<PathBuf, StackError> {
        let path = self.files.join(format!("{}-lease{number}-{name}", self.service));
        secret(&path, text)?;
        Ok(path)
    }

    /// How a further server is started.
    fn spec(&self, number: u32, data: &Path, numbers: Numbers) -> Result<Spec, StackError> {
        let mut spec = self.spec.clone();
        spec.arguments = match &self.cast {
            Cast::Library => {
                let queries = self.file(number, "queries.sql", &library::listens())?;
                library::recast(&spec.arguments, data, numbers, &queries)
            }
            Cast::Program { root, users, mark } => {
                let text = program::config(root, &program::Files { data, users }, numbers, mark);
                program::recast(&spec.arguments, &self.file(number, "config.xml", &text)?)
            }
        };
        Ok(spec)
    }
}

impl Make for Mould {
    type Item = One;

    fn make(&self) -> Result<One, StackError> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let beside = |path: &Path| beside(path, number);
        let http = ports::take(&self.base, &self.service, &[])?;
        let native = ports::take(&self.base, &self.service, &[])?;
        let data = beside(&self.data);
        self.keeper.data(None, &data)?;
        let mut spec = self.spec(number, &data, Numbers { http: http.number, native: native.number })?;
        let log = spec.output.as_deref().map(beside).unwrap_or_default();
        spec.output = Some(log.clone());
        let program = spec.program.to_string_lossy().into_owned();
        let process = self.keeper.spawn(spec.clone())?.map_err(|failed| StackError::NotStarted {
            service: self.service.clone(),
            program,
            why: failed.why,
        })?;
        let mut launched = Launched { process, keeper: self.keeper.clone(), spec, stop: SIGKILL };
        let door = Door::new(http.number, self.door.login.clone());
        let waiting = Waiting { service: &self.service, log: &log, max: READY_MAX, variables: self.variables.clone() };
        let ready = || -> io::Result<()> {
            match &self.cast {
                Cast::Library => library::is_ready(&door, &data)?,
                Cast::Program { mark, .. } => program::is_ready(&door, mark)?,
            }
            ports::connect(native.number).map(drop)
        };
        let filled = waiting.until(&mut launched.process, |_| ASK_EVERY, ready).and_then(|()| {
            self.fill(&door).and_then(|()| door.forget_before()).map_err(|error| StackError::NotLeased {
                service: self.service.clone(),
                step: "copying what the run's server holds".to_owned(),
                seen: error.to_string(),
            })
        });
        if let Err(error) = filled {
            // What does not end now ends with the stack.
            let _ = launched.stop_at_once();
            return Err(error);
        }
        Ok(One { launched, _http: http, native, door, data })
    }

    fn made_as_new(&self, _: &mut One) -> bool {
        false
    }

    fn unmake(&self, mut item: One) {
        // What does not end now ends with the stack.
        let _ = item.launched.stop_at_once();
        let _ = item.launched.keeper.remove(&item.data);
    }
}
