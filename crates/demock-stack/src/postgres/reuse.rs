//! A database that a lease has used, made as new: in place of its end and of another copy.
//!
//! What was written in it is undone where the server's counters tell exactly what that was, as on a server of one's own
//! ([`super::contents`]), and it gets another name and another user: whoever had it cannot come back. Invariants: only from the version on in
//! which a lease's user cannot become one that may switch counting off; nobody is in it; nothing that the server keeps of it outside
//! has changed. Where any of that is in doubt, it is dropped.

use super::Account;
use super::clones::{Clone, MAJOR_SET, Server, copying, literal, name};
use super::contents::{Inside, Manifest, Written};
use super::wire::Connection;
use crate::counters::Counters;
use crate::lease::Cheaper;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long sessions may take to end.
const END_MAX: Duration = Duration::from_secs(2);
/// After one that could not be made as new, this many are dropped before another is tried: a suite that makes tables does so again.
const DROPPED_AFTER_ONE: u32 = 7;
/// What a database is called that a manifest is taken of.
const BASE: &str = "demock_base";

/// Whether, and by what, used databases of one server are made as new.
pub(super) struct Reuse {
    state: Mutex<State>,
    /// How many are to be dropped before one is tried.
    to_drop: AtomicU32,
}

enum State {
    /// This many were used; for the first alone it is not worth to look at what all hold.
    NotLooked(u32),
    /// What each copy of the template holds.
    Known(Manifest),
    /// Only another copy brings that back.
    Never,
}

impl Reuse {
    pub(super) fn new(major: u32) -> Self {
        let state = if major >= MAJOR_SET { State::NotLooked(0) } else { State::Never };
        Self { state: Mutex::new(state), to_drop: AtomicU32::new(0) }
    }

    /// Used ones, where the next that comes back will probably be made as new.
    pub(super) fn cheaper(&self) -> Cheaper {
        // Whoever looks at what all hold takes his time.
        let is_known = self.state.try_lock().is_ok_and(|state| matches!(*state, State::Known(_)));
        let is_likely = is_known && self.to_drop.load(Ordering::Relaxed) == 0;
        if is_likely { Cheaper::Used } else { Cheaper::New }
    }

    /// Whether this one is to be tried.
    pub(super) fn may_try(&self) -> bool {
        self.to_drop.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| count.checked_sub(1)).is_err()
    }

    /// What each copy of the template holds.
    fn manifest(&self, server: &Server) -> Option<Manifest> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Known(manifest) => return Some(manifest.clone()),
            State::Never => return None,
            State::NotLooked(used @ 0) => {
                *used += 1;
                return None;
            }
            State::NotLooked(_) => {}
        }
        // What cannot be looked at is copied.
        let taken = taken(server).ok().flatten();
        *state = taken.clone().map_or(State::Never, State::Known);
        taken
    }
}

/// Takes a manifest of a copy that nobody else has.
fn taken(server: &Server) -> io::Result<Option<Manifest>> {
    let major = server.mould.major;
    let (base, model) = (name(BASE), name(&server.model));
    let copy = format!("CREATE DATABASE {base} TEMPLATE {model}{}", copying(major));
    server.ask(|connection| connection.query(&copy).map(drop))?;
    let manifest = server.connect(BASE).and_then(|connection| {
        let mut inside = Inside::new(connection);
        let manifest = Manifest::take(major, &mut inside, String::new());
        inside.close();
        manifest
    });
    server.ask(|connection| connection.query(&format!("DROP DATABASE {base}")).map(drop))?;
    manifest
}

impl Clone {
    /// Whether one that nobody has entered is another user's now, under another name: whoever had it knows its address, and a program that
    /// outlives its lease may come late.
    pub(super) fn given_on(&mut self, account: Account) -> io::Result<bool> {
        let server = self.server.clone();
        if server.ask(|connection| left(connection, &self.account))? != self.outside() || !self.is_unused() {
            return Ok(false);
        }
        let outside = server.ask(|connection| text(connection, &server.exchange(&self.account, &account)))?;
        match &mut self.manifest {
            Some(manifest) => manifest.outside = outside,
            None => self.outside = outside,
        }
        self.account = account;
        self.log_from = server.log_length();
        Ok(true)
    }

    /// What the server keeps of it outside of itself.
    fn outside(&self) -> &str {
        self.manifest.as_ref().map_or(&self.outside, |manifest| &manifest.outside)
    }

    /// Whether it holds what a new copy does, under another name and for another user; where not, it is to be dropped.
    pub(super) fn reused(&mut self, account: Account) -> io::Result<bool> {
        let server = self.server.clone();
        if self.manifest.is_none() {
            self.manifest = server.reuse.manifest(&server);
            if let Some(manifest) = &mut self.manifest {
                manifest.begin_anew(self.outside.clone());
            }
        }
        let Some(manifest) = &mut self.manifest else { return Ok(false) };
        if server.ask(|connection| left(connection, &self.account))? != manifest.outside {
            return Ok(false);
        }
        manifest.outside = server.ask(|connection| text(connection, &server.exchange(&self.account, &account)))?;
        self.account = account;
        let mut inside = Inside::new(server.connect(&self.account.database)?);
        let written = manifest.undo(&mut inside, |connection, statements| connection.query(statements).map(drop));
        inside.close();
        if matches!(written, Ok(Written::Unclear) | Err(_)) {
            server.reuse.to_drop.store(DROPPED_AFTER_ONE, Ordering::Relaxed);
            return Ok(false);
        }
        self.log_from = server.log_length();
        (self.before, self.was_used) = (Counters::default(), false);
        self.before = self.counted()?;
        Ok(true)
    }
}

impl Server {
    /// What gives a database, of a user who is gone then, to another one.
    fn exchange(&self, from: &Account, to: &Account) -> String {
        let [old, new] = [from, to].map(|account| name(&account.database));
        let [old_user, new_user] = [from, to].map(|account| name(&account.user));
        format!(
            "{}; ALTER DATABASE {old} RENAME TO {new}; ALTER DATABASE {new} OWNER TO {new_user}; DROP ROLE {old_user}; {}{}",
            self.user_statements(to),
            self.setting_statements(to),
            outside(&to.database)
        )
    }
}

/// Asks for what the server keeps of a database outside of it: the version of its row, which any `ALTER DATABASE` makes anew, its settings,
/// its comment and its labels (1262 is `pg_database`).
pub(super) fn outside(database: &str) -> String {
    format!(
        "SELECT concat_ws(' ', d.xmin, (SELECT array_agg(setconfig::text ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = d.oid), \
         (SELECT count(*) FROM pg_shdescription WHERE objoid = d.oid AND classoid = 1262), \
         (SELECT count(*) FROM pg_shseclabel WHERE objoid = d.oid AND classoid = 1262)) FROM pg_database d WHERE datname = {}",
        literal(database)
    )
}

/// The only text that statements give.
pub(super) fn text(connection: &mut Connection, statements: &str) -> io::Result<String> {
    Ok(connection.query(statements)?.concat().concat())
}

/// Lets the user come no more, and ends whoever is in the database; what the server keeps of it outside of it then.
fn left(connection: &mut Connection, account: &Account) -> io::Result<String> {
    connection.query(&format!("ALTER ROLE {} NOLOGIN", name(&account.user)))?;
    let began = Instant::now();
    let question = format!(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_get_activity(NULL) \
         WHERE datid = (SELECT oid FROM pg_database WHERE datname = {}); {}",
        literal(&account.database),
        outside(&account.database)
    );
    loop {
        let mut rows = connection.query(&question)?.concat().into_iter();
        if rows.next().as_deref() == Some("0") {
            return Ok(rows.collect());
        }
        if began.elapsed() > END_MAX {
            return Err(io::Error::other(format!("sessions of {} do not end", account.database)));
        }
        connection.query("SELECT pg_sleep(0.0005)")?;
    }
}
