//! Processes of Redis that are one lease's alone.
//!
//! Invariants: a process that comes back is handed out again only where its own counters say that it was told nothing but
//! commands that move data and nobody is connected any more, and then it is emptied. What tests begin with is what was there at the last mark, kept by `DUMP`.

use super::told::changes_more;
use super::wire::{Connection, Value};
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
/// Keys that a mark keeps; with more, contents stay.
const KEYS_MAX: usize = 10_000;
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
    before: Counters,
    looks: u64,
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
        spec.output = Some(log.clone());
        let program = spec.program.to_string_lossy().into_owned();
        let (service, password) = (self.service.clone(), self.asked.password.clone());
        let process = self.keeper.spawn(spec.clone())?;
        let process = process.map_err(|failed| StackError::NotStarted { service, program, why: failed.why })?;
        let mut launched = Launched { process, keeper: self.keeper.clone(), spec, stop: SIGTERM };
        let variables = self.variables.clone();
        let waiting = Waiting { service: &self.service, log: &log, max: READY_MAX, variables };
        let before = waiting.until(
            &mut launched.process,
            |_| ASK_EVERY,
            || count(port.number, password.as_deref(), Some(&conf)),
        )?;
        let before = Counters { commands: before.commands + 1, ..before };
        Ok(One { launched, port, password, data, before, looks: 0 })
    }

    fn made_as_new(&self, item: &mut One) -> bool {
        let is_so = item.emptied().unwrap_or(false);
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

    fn url(&self) -> String {
        url(self.password.as_deref(), self.port.number)
    }

    fn look_into(&self) -> String {
        look_into(Some(Engine::Redis), &self.url())
    }

    /// Whether nothing but its data was changed, which are gone now.
    fn emptied(&mut self) -> io::Result<bool> {
        if self.launched.process.ended_within(Duration::ZERO).is_some() {
            return Ok(false);
        }
        let mut connection = self.connect()?;
        let told = connection.text(&[b"INFO", b"commandstats"])?;
        if changes_more(&told) {
            return Ok(false);
        }
        // Whoever is still connected outlives its lease, and would come again.
        let clients = connection.text(&[b"INFO", b"clients"])?;
        if !clients.lines().any(|line| line.trim_end() == "connected_clients:1") {
            return Ok(false);
        }
        connection.ask(&[b"SCRIPT", b"FLUSH"])?;
        connection.ask(&[b"FLUSHALL"])?;
        drop(connection);
        // Since then it has counted only us.
        self.looks = 0;
        let now = count(self.port.number, self.password.as_deref(), None)?;
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
        Ok((Box::new(Own { one, pool: self.0.clone(), contents: None, aside: Vec::new() }), origin))
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
}

/// The question for how many changes it has seen.
const CHANGES: &[&[u8]] = &[b"INFO", b"persistence"];

/// A key with its value: number of the database, key, dump, milliseconds to live.
type Entry = (u32, Vec<u8>, Vec<u8>, i64);

/// What tests begin with.
struct Contents {
    connection: Connection,
    kept: Vec<Entry>,
    /// How many changes it had seen when its contents were those.
    changes: Option<u64>,
    is_held: bool,
    /// How many connections of ours were ended by somebody, and how much was asked by these.
    ended: (u64, u64),
}

impl Contents {
    /// How many changes it has seen.
    fn changes(&mut self) -> io::Result<u64> {
        changes(&self.connection.text(CHANGES)?)
    }

    /// The same, of which the question may have been sent ahead.
    fn changes_by_now(&mut self) -> io::Result<u64> {
        match self.connection.came() {
            Some(answer) => changes(&answer?.text()?),
            None => self.changes(),
        }
    }

    fn databases(&mut self) -> io::Result<Vec<u32>> {
        let info = self.connection.text(&[b"INFO", b"keyspace"])?;
        let of = |line: &str| line.strip_prefix("db")?.split_once(':')?.0.parse().ok();
        Ok(info.lines().filter_map(of).collect())
    }

    /// All that is there, unless that is too much.
    fn dumped(&mut self) -> io::Result<Option<Vec<Entry>>> {
        let mut all = Vec::new();
        for database in self.databases()? {
            self.select(database)?;
            let Value::List(keys) = self.connection.ask(&[b"KEYS", b"*"])? else { continue };
            if all.len() + keys.len() > KEYS_MAX {
                return Ok(None);
            }
            for key in keys {
                let Value::Bytes(key) = key else { continue };
                let left = match self.connection.ask(&[b"PTTL", &key])? {
                    Value::Number(left) if left > 0 => left,
                    Value::Nothing | Value::Bytes(_) | Value::Number(_) | Value::List(_) => 0,
                };
                if let Value::Bytes(dump) = self.connection.ask(&[b"DUMP", &key])? {
                    all.push((database, key, dump, left));
                }
            }
        }
        Ok(Some(all))
    }

    fn select(&mut self, database: u32) -> io::Result<()> {
        select(&mut self.connection, database)
    }
}

fn select(connection: &mut Connection, database: u32) -> io::Result<()> {
    connection.ask(&[b"SELECT", database.to_string().as_bytes()]).map(drop)
}

/// How many changes a process says that it has seen.
fn changes(info: &str) -> io::Result<u64> {
    let line = info.lines().find_map(|line| line.strip_prefix("rdb_changes_since_last_save:"));
    let number = line.and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| io::Error::other("it does not say how often it was changed"))
}

/// Has a process hold these and nothing else.
fn fill(connection: &mut Connection, all: &[Entry]) -> io::Result<()> {
    connection.ask(&[b"FLUSHALL"])?;
    let mut selected = None;
    for (database, key, dump, left) in all {
        if selected != Some(*database) {
            select(connection, *database)?;
            selected = Some(*database);
        }
        connection.ask(&[b"RESTORE", key, left.to_string().as_bytes(), dump])?;
    }
    Ok(())
}

impl Own {
    /// By a connection that is there: a test may end all that it finds.
    fn contents(&mut self) -> io::Result<&mut Contents> {
        if let Some(contents) = self.contents.as_mut().filter(|it| it.connection.has_ended()) {
            let connection = self.one.connect()?;
            contents.ended.0 += 1;
            contents.ended.1 += contents.connection.asked;
            contents.connection = connection;
        }
        if self.contents.is_none() {
            let connection = self.one.connect()?;
            self.contents =
                Some(Contents { connection, kept: Vec::new(), changes: None, is_held: false, ended: (0, 0) });
        }
        self.contents.as_mut().ok_or_else(|| io::Error::other("it was just made"))
    }

    fn marked(&mut self) -> io::Result<Renewal> {
        let contents = self.contents()?;
        let changes = contents.changes()?;
        if contents.changes == Some(changes) {
            return Ok(Renewal::Untouched);
        }
        let all = contents.dumped()?;
        contents.is_held = all.is_none();
        contents.kept = all.unwrap_or_default();
        contents.changes = Some(changes);
        Ok(if contents.is_held { Renewal::Held } else { Renewal::Renewed })
    }

    fn renewed(&mut self) -> io::Result<Renewal> {
        let contents = self.contents()?;
        if contents.is_held || contents.changes.is_none() {
            return Ok(Renewal::Held);
        }
        if contents.changes_by_now()? == contents.changes.unwrap_or_default() {
            return Ok(Renewal::Untouched);
        }
        fill(&mut contents.connection, &contents.kept)?;
        contents.changes = Some(contents.changes()?);
        Ok(Renewal::Renewed)
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
        self.marked().map_err(|error| self.one.launched.why(error))
    }

    fn look_ahead(&mut self) {
        if let Some(contents) = self.contents.as_mut().filter(|it| !it.is_held && it.changes.is_some()) {
            // Where it cannot be sent, renewing says why.
            let _ = contents.connection.ahead(CHANGES);
        }
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        self.renewed().map_err(|error| self.one.launched.why(error))
    }

    /// Its keys are copied into another process: whoever is connected here stays so.
    fn put_aside(&mut self) -> io::Result<Option<String>> {
        let contents = self.contents()?;
        if contents.is_held || contents.changes.is_none() {
            return Ok(None);
        }
        let Some(all) = contents.dumped()? else { return Ok(None) };
        let (one, _) = self.pool.take().map_err(io::Error::other)?;
        fill(&mut one.connect()?, &all)?;
        let line = one.look_into();
        self.aside.push(one);
        Ok(Some(line))
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let counted = self.one.counted()?;
        let Some(contents) = &self.contents else { return Ok(Some(counted)) };
        Ok(Some(Counters {
            connections: counted.connections.map(|all| all.saturating_sub(1 + contents.ended.0)),
            commands: counted.commands.saturating_sub(contents.connection.asked + contents.ended.1),
            ..counted
        }))
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
