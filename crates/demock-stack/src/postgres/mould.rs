//! What any number of servers are cast from: a template, and everything that a server is started with.

use super::Account;
use super::counting;
use super::place::{Place, set};
use super::relcache::Kept;
use super::wire::Connection;
use crate::counters::Counters;
use crate::failure::StackError;
use crate::keeper::{Keeper, Process, Spec};
use crate::ports::{self, Port};
use crate::run_folder::Base;
use crate::starting::{ASK_EVERY, Launched, Starting, Waiting};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a server that leases use may take to answer.
const READY_MAX: Duration = Duration::from_secs(30);

/// What servers are cast from.
#[derive(Clone)]
pub(super) struct Mould {
    pub(super) service: String,
    variables: BTreeMap<String, String>,
    pub(super) template: PathBuf,
    pub(super) account: Account,
    pub(super) major: u32,
    pub(super) keeper: Arc<Keeper>,
    spec: Spec,
    base: Base,
    data: PathBuf,
    sockets: PathBuf,
    made: Arc<AtomicU32>,
}

/// A server that answers.
pub(super) struct Cluster {
    pub(super) launched: Launched,
    pub(super) port: Port,
    pub(super) socket: PathBuf,
    pub(super) account: Account,
    pub(super) data: PathBuf,
    /// What it had counted when it was ready.
    pub(super) before: Counters,
}

impl Mould {
    pub(super) fn new(starting: &Starting<'_>, account: &Account, template: &Path, spec: &Spec) -> Self {
        Self {
            service: starting.name().to_owned(),
            variables: starting.variables(),
            template: template.to_owned(),
            account: account.clone(),
            major: starting.program.major(),
            keeper: starting.surroundings.keeper.clone(),
            spec: spec.clone(),
            base: starting.surroundings.base.clone(),
            data: starting.data(),
            sockets: starting.surroundings.run.sockets(),
            made: Arc::default(),
        }
    }

    /// What every server cast from it is started with.
    pub(super) fn arguments(&self) -> impl Iterator<Item = &OsStr> {
        self.spec.arguments.iter().map(OsString::as_os_str)
    }

    /// A file that servers of this run can read.
    pub(super) fn beside_sockets(&self, ending: &str) -> PathBuf {
        self.sockets.join(format!("{}-{ending}", self.service))
    }

    /// Starts a server and waits until it answers.
    pub(super) fn cast(&self) -> Result<Cluster, StackError> {
        self.cast_by(&[], |data| self.keeper.data(Some(&self.template), data))
    }

    /// The same with settings of ours, and data in which many databases will be made.
    pub(super) fn cast_for_many(&self, settings: &[(&str, &str)]) -> Result<Cluster, StackError> {
        self.cast_by(settings, |data| self.keeper.data_copied(&self.template, data))
    }

    fn cast_by(
        &self,
        settings: &[(&str, &str)],
        lay: impl FnOnce(&Path) -> Result<(), StackError>,
    ) -> Result<Cluster, StackError> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let beside = |path: &Path, ending: &str| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            path.with_file_name(format!("{name}-lease{number}{ending}"))
        };
        let port = ports::take(&self.base, &self.service, &[])?;
        let data = beside(&self.data, "");
        lay(&data)?;
        let place = Place { data: &data, sockets: self.sockets.clone(), port: Some(port.number) };
        let mut spec = place.spec(self.spec.clone());
        spec.arguments.extend(settings.iter().flat_map(|(name, value)| set(name, value)));
        let log = spec.output.as_deref().map(|log| beside(log, ".log")).unwrap_or_default();
        spec.output = Some(log.clone());
        let program = spec.program.to_string_lossy().into_owned();
        let said = Said::since(&log);
        let process = self.keeper.spawn(spec.clone())?.map_err(|failed| StackError::NotStarted {
            service: self.service.clone(),
            program,
            why: failed.why,
        })?;
        let mut launched = Launched { process, keeper: self.keeper.clone(), spec, stop: super::STOP };
        let socket = place.socket();
        let variables = self.variables.clone();
        let waiting = Waiting { service: &self.service, log: &log, max: READY_MAX, variables };
        let before = ready(&waiting, &mut launched.process, &socket, &data, self, &said)?;
        Ok(Cluster { launched, port, socket, account: self.account.clone(), data, before })
    }
}

/// Waits until a server answers; what it has counted by then.
pub(super) fn ready(
    waiting: &Waiting<'_>,
    process: &mut Process,
    socket: &Path,
    data: &Path,
    mould: &Mould,
    said: &Said,
) -> Result<Counters, StackError> {
    let mut kept = Some(Kept::lay_ready(&mould.keeper, &mould.template, data)?);
    waiting.until(
        process,
        |_| ASK_EVERY,
        || {
            said.is_ready(waiting.log)?;
            if let Some(kept) = kept.take() {
                kept.restore(&mould.keeper, data).map_err(io::Error::other)?;
            }
            counting::first_look(socket, &mould.account, mould.major)
        },
    )
}

/// What a server that is about to start will have said in its log, where one before it may have said the same.
pub(super) struct Said {
    from: usize,
    began: Instant,
}

impl Said {
    pub(super) fn since(log: &Path) -> Self {
        let from = std::fs::metadata(log).map_or(0, |it| usize::try_from(it.len()).unwrap_or(usize::MAX));
        Self { from, began: Instant::now() }
    }

    /// Whether it has said that it is ready, as far as that is waited for: before, each question costs it a process. It listens on
    /// its port by then, or would have ended.
    fn is_ready(&self, log: &Path) -> io::Result<()> {
        const SAID: &[u8] = b"ready to accept connections";
        // In another language it says something else.
        const WAIT_MAX: Duration = Duration::from_millis(200);
        let all = std::fs::read(log)?;
        let said = all.get(self.from..).unwrap_or_default();
        if self.began.elapsed() > WAIT_MAX || said.windows(SAID.len()).any(|part| part == SAID) {
            Ok(())
        } else {
            Err(io::Error::other("it has not said that it is ready"))
        }
    }
}

impl Cluster {
    /// A connection to one of its databases.
    pub(super) fn connect(&self, database: &str) -> io::Result<Connection> {
        Connection::open(&self.socket, &self.account.user, database)
    }

    /// What it has counted since it was ready.
    pub(super) fn counted(&mut self) -> io::Result<Counters> {
        counting::since(&self.before, &self.socket, &self.account, &mut self.launched.process)
    }

    /// Ends it at once, with all that it holds.
    pub(super) fn end(mut self) -> Result<(), StackError> {
        self.launched.stop_at_once()?;
        self.launched.keeper.remove(&self.data)
    }
}
