//! What tests begin with in a process of Redis, and how it is had again.
//!
//! Data is kept by `DUMP`, and put back where the process says that it has seen changes; what else it holds, and who is connected how, where its
//! own count of commands says that anybody asked for that. Invariants: who only reads data costs one look at its counters; a connection that
//! was there before and is as it was is never ended.

use super::around::{Around, Clients};
use super::told::Told;
use super::wire::{Connection, Value};
use crate::lease::Renewal;
use std::io;

/// Keys that a mark keeps; with more, contents stay.
const KEYS_MAX: usize = 10_000;

/// The questions for what it has seen.
const LOOK: [&[&[u8]]; 2] = [&[b"INFO", b"persistence"], &[b"INFO", b"commandstats"]];

/// A key with its value: number of the database, key, dump, milliseconds to live.
type Entry = (u32, Vec<u8>, Vec<u8>, i64);

/// What a process has seen by a time.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    /// How many changes since it has saved them, and when that was.
    changes: [String; 2],
    told: Told,
}

impl Seen {
    /// Whether data may have changed since an earlier look; a save has it count changes from nothing on.
    fn has_other_data(&self, before: &Self) -> bool {
        self.changes != before.changes || self.told.saves != before.told.saves
    }
}

/// What tests begin with.
pub(super) struct Contents {
    connection: Connection,
    kept: Vec<Entry>,
    around: Around,
    clients: Clients,
    /// What it had seen when its contents were those.
    seen: Option<Seen>,
    is_held: bool,
    /// How many connections of ours were ended by somebody, and how much was asked by these.
    ended: (u64, u64),
}

impl Contents {
    pub(super) fn new(connection: Connection) -> Self {
        let (around, clients) = (Around::default(), Clients::default());
        Self { connection, kept: Vec::new(), around, clients, seen: None, is_held: false, ended: (0, 0) }
    }

    /// Whether our connection is no more.
    pub(super) fn has_ended(&self) -> bool {
        self.connection.has_ended()
    }

    /// Asks by another connection from now on.
    pub(super) fn connect_again(&mut self, connection: Connection) {
        self.ended.0 += 1;
        self.ended.1 += self.connection.asked;
        self.connection = connection;
    }

    /// How many connections were ours, and how often these have asked.
    pub(super) fn asked(&self) -> (u64, u64) {
        (1 + self.ended.0, self.connection.asked + self.ended.1)
    }

    /// Whether another process could hold what tests begin with.
    pub(super) fn may_begin_anew(&self) -> bool {
        !self.is_held && self.seen.as_ref().is_some_and(|seen| !seen.told.is_bound())
    }

    /// Takes what is there now as what tests begin with.
    pub(super) fn mark(&mut self) -> io::Result<Renewal> {
        let now = self.look()?;
        let before = self.seen.take();
        if before.as_ref() == Some(&now) {
            self.seen = before;
            return Ok(Renewal::Untouched);
        }
        if before.as_ref().is_none_or(|it| now.has_other_data(it)) {
            let all = self.dumped()?;
            self.is_held = all.is_none();
            self.kept = all.unwrap_or_default();
        }
        if before.as_ref().is_none_or(|it| it.told.around != now.told.around) {
            self.around = Around::look(&mut self.connection)?;
        }
        if before.as_ref().is_none_or(|it| it.told.clients != now.told.clients) {
            self.clients = Clients::look(&mut self.connection)?;
        }
        self.seen = Some(self.look()?);
        Ok(if self.is_held { Renewal::Held } else { Renewal::Renewed })
    }

    /// Whether all is what tests begin with.
    pub(super) fn is_as_marked(&mut self) -> io::Result<bool> {
        let now = self.look()?;
        Ok(!self.is_held && self.seen.as_ref() == Some(&now))
    }

    /// Asks ahead what renewing asks first.
    pub(super) fn look_ahead(&mut self) {
        if !self.is_held && self.seen.is_some() {
            // Where it cannot be sent, renewing says why.
            let _ = self.connection.ahead(&LOOK);
        }
    }

    /// Has it hold again what tests begin with; `None` where this process cannot.
    pub(super) fn renew(&mut self) -> io::Result<Option<Renewal>> {
        let Some(before) = self.seen.clone().filter(|_| !self.is_held) else { return Ok(Some(Renewal::Held)) };
        let now = self.look()?;
        if now == before {
            return Ok(Some(Renewal::Untouched));
        }
        if now.told.bound != before.told.bound {
            return Ok(None);
        }
        let mut renewal = Renewal::Untouched;
        let is_around_other = now.told.around != before.told.around && self.around.restore(&mut self.connection)?;
        // Under other settings it may have dropped what it held, which it counts as no change.
        if is_around_other || now.has_other_data(&before) {
            fill(&mut self.connection, &self.kept)?;
            renewal = Renewal::Renewed;
        }
        if now.told.clients != before.told.clients && self.clients.restore(&mut self.connection)? {
            renewal = Renewal::Renewed;
        }
        self.seen = Some(self.look()?);
        Ok(Some(renewal))
    }

    /// Has another process, which has just begun, hold it.
    pub(super) fn begin_anew(&mut self, connection: Connection) -> io::Result<()> {
        (self.connection, self.ended) = (connection, (0, 0));
        self.around.restore(&mut self.connection)?;
        fill(&mut self.connection, &self.kept)?;
        self.clients = Clients::default();
        self.seen = Some(self.look()?);
        Ok(())
    }

    /// What it holds now, unless that stays where it is.
    pub(super) fn left(&mut self) -> io::Result<Option<Vec<Entry>>> {
        if self.is_held || self.seen.is_none() { Ok(None) } else { self.dumped() }
    }

    /// What it has seen, of which the questions may have been sent ahead.
    fn look(&mut self) -> io::Result<Seen> {
        self.connection.ahead(&LOOK)?;
        let answers = self.connection.came().unwrap_or_else(|| Ok(Vec::new()))?;
        let [persistence, told] =
            <[Value; 2]>::try_from(answers).map_err(|_| io::Error::other("it does not answer"))?;
        let persistence = persistence.text()?;
        let number = |name: &str| {
            let line = persistence.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.map(str::to_owned).ok_or_else(|| io::Error::other("it does not say how often it was changed"))
        };
        let changes = [number("rdb_changes_since_last_save")?, number("rdb_last_save_time")?];
        Ok(Seen { changes, told: Told::of(&told.text()?) })
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
            select(&mut self.connection, database)?;
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
}

fn select(connection: &mut Connection, database: u32) -> io::Result<()> {
    connection.ask(&[b"SELECT", database.to_string().as_bytes()]).map(drop)
}

/// Has a process hold these and nothing else.
pub(super) fn fill(connection: &mut Connection, all: &[Entry]) -> io::Result<()> {
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
