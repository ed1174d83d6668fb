//! Processes of Redis that are one lease's alone.
//!
//! Invariants: a process that comes back is handed out again only where its own counters say that it was told nothing but
//! commands that move data and nobody is connected any more, and then it is emptied. It listens at another port by then, so that a program
//! which outlives its lease does not come to the next one's (from 7.0 on; one of a version before is ended). What tests begin with is in
//! [`super::contents`]; what cannot be had again in a process, another one has at its port.

use super::contents::{Contents, fill};
use super::told::changes_more;
use super::wire::Connection;
use super::{PORT, Settings, count, text, url, without_looks};
use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::keeper::{Keeper, Spec};
use crate::lease::{Cheaper, Isolation, Make, Origin, Pool, Renewal, Slice, Slicer, beside};
use crate::ports::{self, Port};
use crate::run_folder::Base;
use crate::serving::{Export, look_into};
use crate::starting::{ASK_EVERY, Launched, Starting, Waiting, secret};
use signal_hook::consts::SIGTERM;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// How long a process may take to answer.
const READY_MAX: Duration = Duration::from_secs(30);
/// What processes are cast from.
#[derive(Clone)]
pub(super) struct Mould {
    service: String,
    variables: BTreeMap<String, String>,
    asked: Settings,
    spec: Spec,
    conf: PathBuf,
    base: Base,
    data: PathBuf,
    keeper: Arc<Keeper>,
    made: Arc<AtomicU32>,
    /// Whether the last one that came back could be made as new.
    is_reused: Arc<AtomicBool>,
}

/// A process.
pub(super) struct One {
    launched: Launched,
    port: Port,
    password: Option<String>,
    data: PathBuf,
    conf: PathBuf,
    before: Counters,
    looks: u64,
    /// How often it was given another port.
    moves: u64,
}

impl Mould {
    pub(super) fn new(starting: &Starting<'_>, asked: Settings, spec: &Spec, conf: &Path) -> Self {
        Self {
            service: starting.name().to_owned(),
            variables: starting.variables(),
            asked,
            spec: spec.clone(),
            conf: conf.to_owned(),
            base: starting.surroundings.base.clone(),
            data: starting.data(),
            keeper: starting.surroundings.keeper.clone(),
            made: Arc::default(),
            is_reused: Arc::default(),
        }
    }
}

impl Mould {
    /// Waits until a process answers; what it has counted by then.
    fn ready(&self, launched: &mut Launched, port: &Port, conf: &Path) -> Result<Counters, StackError> {
        let log = launched.spec.output.clone().unwrap_or_default();
        let waiting = Waiting { service: &self.service, log: &log, max: READY_MAX, variables: self.variables.clone() };
        let password = self.asked.password.as_deref();
        let ask = || count(port.number, password, Some(conf));
        let before = waiting.until(&mut launched.process, |_| ASK_EVERY, ask)?;
        Ok(Counters { commands: before.commands + 1, ..before })
    }

    /// Has another process, which holds nothing, take the place of one.
    fn replace(&self, one: &mut One) -> Result<(), StackError> {
        one.launched.stop_at_once()?;
        // It may have written files, and its settings into theirs.
        self.keeper.remove(&one.data)?;
        self.keeper.data(None, &one.data)?;
        secret(&one.conf, &text(&self.asked, one.port.number, &one.data))?;
        one.launched.again(&self.service)?;
        (one.looks, one.moves) = (0, 0);
        one.before = self.ready(&mut one.launched, &one.port, &one.conf)?;
        Ok(())
    }
}

impl Make for Mould {
    type Item = One;

    fn make(&self) -> Result<One, StackError> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let beside = |path: &Path| beside(path, number);
        let port = ports::take(&self.base, &self.service, &[])?;
        let (data, conf) = (beside(&self.data), beside(&self.conf));
        self.keeper.data(None, &data)?;
        secret(&conf, &text(&self.asked, port.number, &data))?;
        let mut spec = self.spec.clone();
        spec.arguments = vec![conf.clone().into()];
        let log = spec.output.as_deref().map(beside).unwrap_or_default();
        spec.output = Some(log);
        let program = spec.program.to_string_lossy().into_owned();
        let (service, password) = (self.service.clone(), self.asked.password.clone());
        let process = self.keeper.spawn(spec.clone())?;
        let process = process.map_err(|failed| StackError::NotStarted { service, program, why: failed.why })?;
        let mut launched = Launched { process, keeper: self.keeper.clone(), spec, stop: SIGTERM };
        let before = self.ready(&mut launched, &port, &conf)?;
        Ok(One { launched, port, password, data, conf, before, looks: 0, moves: 0 })
    }

    fn made_as_new(&self, item: &mut One) -> bool {
        let port = ports::take(&self.base, &self.service, &[]);
        let is_so = port.is_ok_and(|port| item.moved_and_emptied(port).unwrap_or(false));
        self.is_reused.store(is_so, Ordering::Relaxed);
        is_so
    }

    fn cheaper(&self) -> Cheaper {
        if self.is_reused.load(Ordering::Relaxed) { Cheaper::Used } else { Cheaper::New }
    }

    fn unmake(&self, mut item: One) {
        // What does not end now ends with the stack.
        let _ = item.launched.stop_at_once();
        let _ = item.launched.keeper.remove(&item.data);
    }
}

impl One {
    fn connect(&self) -> io::Result<Connection> {
        Connection::open(self.port.number, self.password.as_deref())
    }

    fn has_ended(&mut self) -> bool {
        self.launched.process.ended_within(Duration::ZERO).is_some()
    }

    fn url(&self) -> String {
        url(self.password.as_deref(), self.port.number)
    }

    fn look_into(&self) -> String {
        look_into(Some(Engine::Redis), &self.url())
    }

    /// Whether nothing but its data was changed, which are gone now, and nobody comes to it any more.
    fn moved_and_emptied(&mut self, port: Port) -> io::Result<bool> {
        if self.has_ended() {
            return Ok(false);
        }
        let mut connection = self.connect()?;
        // First of all: whoever comes later than what is looked at below would not be seen.
        connection.ask(&[b"CONFIG", b"SET", b"port", port.number.to_string().as_bytes()])?;
        (self.port, self.moves) = (port, self.moves + 1);
        let told = connection.text(&[b"INFO", b"commandstats"])?;
        if changes_more(&told, self.moves) {
            return Ok(false);
        }
        // Whoever is still connected outlives its lease, and would go on.
        let clients = connection.text(&[b"INFO", b"clients"])?;
        if !clients.lines().any(|line| line.trim_end() == "connected_clients:1") {
            return Ok(false);
        }
        connection.ask(&[b"SCRIPT", b"FLUSH"])?;
        connection.ask(&[b"FLUSHALL"])?;
        drop(connection);
        // Since then it has counted only us.
        self.looks = 0;
        let now = count(self.port.number, self.password.as_deref(), Some(&self.conf))?;
        self.before = Counters { commands: now.commands + 1, ..now };
        Ok(true)
    }

    fn counted(&mut self) -> io::Result<Counters> {
        let now = count(self.port.number, self.password.as_deref(), None)?;
        self.looks += 1;
        Ok(without_looks(now, self.looks, self.password.as_deref()).since(&self.before))
    }
}

/// Makes slices.
pub(super) struct Leases(Arc<Pool<Mould>>);

impl Leases {
    pub(super) fn new(mould: Mould) -> Self {
        Self(Arc::new(Pool::new(mould)))
    }
}

impl Slicer for Leases {
    fn is_ready(&self, _: Isolation) -> bool {
        self.0.is_ready()
    }

    fn slice(&self, _: Isolation, _: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        let (one, origin) = self.0.take()?;
        Ok((
            Box::new(Own { one, pool: self.0.clone(), contents: None, aside: Vec::new(), past: Counters::default() }),
            origin,
        ))
    }

    fn close(&self) {
        self.0.close();
    }
}

/// A process of one's own.
struct Own {
    one: One,
    pool: Arc<Pool<Mould>>,
    contents: Option<Contents>,
    /// Processes that hold what failed tests have left; they stand as long as the stack.
    aside: Vec<One>,
    /// What was counted by processes that another one has taken the place of.
    past: Counters,
}

impl Own {
    /// By a connection that is there: a test may end all that it finds.
    fn contents(&mut self) -> io::Result<&mut Contents> {
        if let Some(contents) = self.contents.as_mut().filter(|it| it.has_ended()) {
            contents.connect_again(self.one.connect()?);
        }
        if self.contents.is_none() {
            self.contents = Some(Contents::new(self.one.connect()?));
        }
        self.contents.as_mut().ok_or_else(|| io::Error::other("it was just made"))
    }

    /// What tests begin with, by another process where this one cannot have it again.
    fn renewed(&mut self) -> io::Result<Renewal> {
        let may_begin_anew = self.contents.as_ref().is_some_and(Contents::may_begin_anew);
        match self.contents().and_then(Contents::renew) {
            Ok(Some(renewal)) => Ok(renewal),
            Ok(None) if may_begin_anew => self.begun_anew(),
            Ok(None) => Ok(Renewal::Held),
            Err(error) => {
                let error = self.one.launched.why(error);
                // One that lives answers otherwise than it did: to somebody who may not ask any more, or after a pause.
                if may_begin_anew && !self.one.has_ended() { self.begun_anew() } else { Err(error) }
            }
        }
    }

    fn begun_anew(&mut self) -> io::Result<Renewal> {
        self.past = self.counted_now().unwrap_or_else(|_| Counters::lost()).and(&self.past);
        self.pool.maker().replace(&mut self.one).map_err(io::Error::other)?;
        let connection = self.one.connect()?;
        let contents = self.contents.as_mut().ok_or_else(|| io::Error::other("nothing was marked"))?;
        contents.begin_anew(connection)?;
        Ok(Renewal::Renewed)
    }

    /// What others have done in the process that is there.
    fn counted_now(&mut self) -> io::Result<Counters> {
        let counted = self.one.counted()?;
        let Some(contents) = &self.contents else { return Ok(counted) };
        let (connections, commands) = contents.asked();
        Ok(Counters {
            connections: counted.connections.map(|all| all.saturating_sub(connections)),
            commands: counted.commands.saturating_sub(commands),
            ..counted
        })
    }
}

impl Slice for Own {
    fn isolation(&self) -> Isolation {
        Isolation::Private
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.one.port.number)]
    }

    fn url(&self) -> String {
        self.one.url()
    }

    fn exports(&self) -> Vec<Export> {
        vec![("REDIS_URL", self.url())]
    }

    fn mark(&mut self) -> io::Result<Renewal> {
        self.contents().and_then(Contents::mark).map_err(|error| self.one.launched.why(error))
    }

    fn is_as_marked(&mut self) -> io::Result<bool> {
        self.contents().and_then(Contents::is_as_marked).map_err(|error| self.one.launched.why(error))
    }

    fn look_ahead(&mut self) {
        if let Some(contents) = &mut self.contents {
            contents.look_ahead();
        }
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        self.renewed().map_err(|error| self.one.launched.why(error))
    }

    /// Its keys are copied into another process: whoever is connected here stays so.
    fn put_aside(&mut self) -> io::Result<Option<String>> {
        let Some(all) = self.contents()?.left()? else { return Ok(None) };
        let (one, _) = self.pool.take().map_err(io::Error::other)?;
        fill(&mut one.connect()?, &all)?;
        let line = one.look_into();
        self.aside.push(one);
        Ok(Some(line))
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(Some(self.counted_now()?.and(&self.past)))
    }

    fn look_into(&self) -> String {
        self.one.look_into()
    }

    fn end(self: Box<Self>) -> Result<(), StackError> {
        drop(self.contents);
        for one in self.aside {
            self.pool.give_back(one);
        }
        self.pool.give_back(self.one);
        Ok(())
    }
}
