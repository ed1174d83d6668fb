//! Databases on one server that only leases use, each with a user of its own: slices *by credentials*.
//!
//! Source: `PostgreSQL` documentation, `CREATE DATABASE`, "Role Membership". The source of all is the template's own database, which
//! nobody may enter. A slice's user has what the file's user has, but for being a superuser, and may enter no other slice; what else
//! keeps them apart is in `apart`. Absent on purpose: whatever only a superuser may, for which there are servers of one's own.

use super::contents::Manifest;
use super::mould::{Cluster, Mould};
use super::reuse::Reuse;
use super::settings::Settings;
use super::wire::Connection;
use super::{Account, apart, counting, hba, reuse};
use crate::counters::Counters;
use crate::failure::StackError;
use crate::lease::{Cheaper, Make, TooMuch, random_word};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};

/// The first version in which a way of copying can be chosen.
const MAJOR_STRATEGY: u32 = 15;
/// The first version in which a database is dropped whoever is connected.
const MAJOR_FORCE: u32 = 13;
/// The first version in which membership can be without becoming the other.
pub(super) const MAJOR_SET: u32 = 16;

/// Bytes of the log that are looked through.
const LOG_MAX: u64 = 4 << 20;

/// A database with its user.
pub(super) struct Clone {
    pub(super) server: Arc<Server>,
    pub(super) account: Account,
    /// Where the server's log ended when it was handed out.
    pub(super) log_from: u64,
    /// What it had counted before it was handed out.
    pub(super) before: Counters,
    /// Whether whoever had it is known to have connected.
    pub(super) was_used: bool,
    /// What the server keeps of it outside of itself, as nobody has changed it.
    pub(super) outside: String,
    /// What it holds, of one that was made as new before.
    pub(super) manifest: Option<Manifest>,
}

/// The server that leases use.
pub(super) struct Server {
    cluster: Mutex<Cluster>,
    pub(super) port: u16,
    pub(super) mould: Mould,
    /// What the database is called that others are copies of.
    pub(super) model: String,
    /// As whom we come: the superuser.
    admin: String,
    /// How many connections each may have.
    connections: u32,
    /// Whether it was told already that somebody came as the file's user.
    is_somebody_told: AtomicBool,
    /// Connections that nobody asks by right now.
    idle: Mutex<Vec<Connection>>,
    /// Statements that give a new database and its user what the file's have been set.
    settings: Settings,
    /// What comes before a statement that sets a password.
    before_passwords: &'static str,
    pub(super) reuse: Reuse,
}

/// Makes databases.
pub(super) struct Clones {
    mould: Mould,
    server: Mutex<Option<Arc<Server>>>,
    next: AtomicU32,
}

impl Clones {
    pub(super) fn new(mould: Mould) -> Self {
        Self { mould, server: Mutex::default(), next: AtomicU32::new(1) }
    }

    /// Whether what was done in one is known only after a while.
    pub(super) fn counts_late(&self) -> bool {
        self.mould.major < counting::MAJOR_COUNTS_AT_ONCE
    }

    /// Who is let in by what the file says.
    pub(super) fn account(&self) -> &Account {
        &self.mould.account
    }

    /// A user and a database of names that nobody has had.
    fn new_account(&self) -> Result<Account, StackError> {
        let name = format!("{}{}", apart::LEASE, self.next.fetch_add(1, Ordering::Relaxed));
        let account = &self.mould.account;
        let password = account.password.as_ref().map(|_| random_word()).transpose();
        let password = password.map_err(|source| StackError::File { path: "/dev/urandom".into(), source })?;
        Ok(Account { user: name.clone(), database: name, password, ..account.clone() })
    }

    /// The server, started now where it is not there or has died.
    fn server(&self) -> Result<Arc<Server>, StackError> {
        let mut known = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = known.as_ref().filter(|server| !server.has_ended()) {
            return Ok(server.clone());
        }
        let server = Arc::new(Server::new(&self.mould)?);
        *known = Some(server.clone());
        Ok(server)
    }
}

impl Make for Clones {
    type Item = Clone;

    fn make(&self) -> Result<Clone, StackError> {
        let server = self.server()?;
        let account = self.new_account()?;
        let outside = server.make(&account).map_err(|error| StackError::NotLeased {
            service: self.mould.service.clone(),
            step: format!("CREATE DATABASE {}", account.database),
            seen: error.to_string(),
        })?;
        let log_from = server.log_length();
        Ok(Clone { server, account, log_from, before: Counters::default(), was_used: false, outside, manifest: None })
    }

    /// A first connection reads the catalogue, which all later ones then find in memory.
    fn warm(&self, item: &mut Clone) {
        // One that is not warm does as well.
        if let Ok(before) = item.visited() {
            item.before = before;
        }
    }

    /// Where nobody has ever connected, or where what they did can be undone exactly.
    fn made_as_new(&self, item: &mut Clone) -> bool {
        if self.mould.major < counting::MAJOR_SESSIONS || item.server.has_ended() {
            return false;
        }
        let Ok(account) = self.new_account() else { return false };
        // One that fails half-way is dropped.
        if item.is_unused() {
            return item.given_on(account).unwrap_or(false);
        }
        item.server.reuse.may_try() && item.reused(account).unwrap_or(false)
    }

    fn cheaper(&self) -> Cheaper {
        // While one starts, nothing was used.
        let server = self.server.try_lock().ok().and_then(|server| server.clone());
        server.map_or(Cheaper::New, |server| server.reuse.cheaper())
    }

    fn unmake(&self, item: Clone) {
        // What cannot be dropped goes with the server.
        let _ = item.server.drop_database(&item.account);
    }

    /// Ends the server, but where somebody makes one on it by now.
    fn rest(&self) {
        let mut known = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = known.take_if(|server| Arc::strong_count(server) == 1).and_then(Arc::into_inner) {
            let cluster = server.cluster.into_inner().unwrap_or_else(PoisonError::into_inner);
            // What does not end now ends with the stack.
            let _ = cluster.end();
        }
    }
}

impl Server {
    fn new(mould: &Mould) -> Result<Self, StackError> {
        let failed = |source: io::Error| StackError::NotLeased {
            service: mould.service.clone(),
            step: "reading the settings of the template".to_owned(),
            seen: source.to_string(),
        };
        let hba = hba::file(mould).map_err(failed)?;
        let mut ours = apart::settings(mould);
        ours.extend(hba.as_ref().map(|path| ("hba_file", path.display().to_string())));
        let ours: Vec<(&str, &str)> = ours.iter().map(|(setting, value)| (*setting, &**value)).collect();
        let cluster = mould.cast_for_many(&ours)?;
        let (settings, before_passwords) = {
            // A first connection leaves the file that makes all later ones faster, in the copies too.
            let first = cluster.connect(&mould.account.database).map_err(failed)?;
            first.close();
            let mut connection = cluster.connect(counting::ASKED_IN).map_err(failed)?;
            let settings = Settings::of_account(&mut connection, &mould.account).map_err(failed)?;
            (settings, hba.as_ref().map_or("", |_| hba::before_passwords(mould, &mut connection)))
        };
        let model = apart::close(&cluster, &mould.account, mould.major).map_err(failed)?;
        let admin = apart::admin(&cluster, &mould.account, mould.major).map_err(failed)?;
        let port = cluster.port.number;
        Ok(Self {
            cluster: Mutex::new(cluster),
            port,
            mould: mould.clone(),
            model,
            admin,
            connections: apart::connections(mould),
            is_somebody_told: AtomicBool::new(false),
            idle: Mutex::default(),
            settings,
            before_passwords,
            reuse: Reuse::new(mould.major),
        })
    }

    pub(super) fn has_ended(&self) -> bool {
        let mut cluster = self.cluster.lock().unwrap_or_else(PoisonError::into_inner);
        cluster.launched.process.ended_within(std::time::Duration::ZERO).is_some()
    }

    /// A connection of a superuser's to one of its databases.
    pub(super) fn connect(&self, database: &str) -> io::Result<Connection> {
        let socket = self.cluster.lock().unwrap_or_else(PoisonError::into_inner).socket.clone();
        Connection::open(&socket, &self.admin, database)
    }

    /// Asks over a connection that is kept.
    pub(super) fn ask<T>(&self, ask: impl FnOnce(&mut Connection) -> io::Result<T>) -> io::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = if let Some(connection) = idle { connection } else { self.connect(counting::ASKED_IN)? };
        let asked = ask(&mut connection)?;
        // One that failed is closed: what state it is in nobody knows.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(asked)
    }

    pub(super) fn log_length(&self) -> u64 {
        self.log().and_then(|log| Ok(log.metadata()?.len())).unwrap_or_default()
    }

    fn log(&self) -> io::Result<File> {
        let cluster = self.cluster.lock().unwrap_or_else(PoisonError::into_inner);
        File::open(cluster.launched.spec.output.as_deref().unwrap_or(Path::new("")))
    }

    /// Makes a database and its user; what the server keeps of it outside of itself.
    fn make(&self, account: &Account) -> io::Result<String> {
        let (user, database) = (name(&account.user), name(&account.database));
        let (model, connections) = (name(&self.model), self.connections);
        let copied = copying(self.mould.major);
        self.ask(|connection| {
            // One message, so that it is one round trip; a database cannot be made in it.
            connection.query(&self.user_statements(account))?;
            connection.query(&format!(
                "CREATE DATABASE {database} TEMPLATE {model} OWNER {user} CONNECTION LIMIT {connections}{copied}"
            ))?;
            let more = format!(
                "REVOKE CONNECT ON DATABASE {database} FROM PUBLIC; {}{}",
                self.setting_statements(account),
                reuse::outside(&account.database)
            );
            reuse::text(connection, &more)
        })
    }

    /// What makes the user.
    pub(super) fn user_statements(&self, account: &Account) -> String {
        let (user, model) = (name(&account.user), name(&self.mould.account.user));
        let password = account.password.as_ref().map_or(String::new(), |word| format!(" PASSWORD '{word}'"));
        let member = if self.mould.major >= MAJOR_SET { " WITH INHERIT TRUE, SET FALSE" } else { "" };
        let before = self.before_passwords;
        format!("{before}CREATE ROLE {user} LOGIN{password}; GRANT {model} TO {user}{member}")
    }

    /// What gives database and user what the file's have been set, each with what ends it.
    pub(super) fn setting_statements(&self, account: &Account) -> String {
        let all = self.settings.statements(&account.database, &account.user);
        all.into_iter().map(|statement| statement + "; ").collect()
    }

    fn drop_database(&self, account: &Account) -> io::Result<()> {
        let (user, database) = (name(&account.user), name(&account.database));
        self.ask(|connection| {
            if self.mould.major >= MAJOR_FORCE {
                connection.query(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"))?;
            } else {
                connection.query(&format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
                    account.database
                ))?;
                connection.query(&format!("DROP DATABASE IF EXISTS {database}"))?;
            }
            connection.query(&format!("DROP ROLE IF EXISTS {user}")).map(drop)
        })
    }
}

impl Clone {
    /// What was done in it, once the server knows that.
    pub(super) fn settled(&mut self) -> io::Result<Counters> {
        if self.server.mould.major < counting::MAJOR_COUNTS_AT_ONCE {
            let (_never, tick) = channel::<()>();
            let _ = tick.recv_timeout(counting::LAG_MAX);
        }
        let counted = self.counted()?;
        self.was_used |= counted.is_touched();
        Ok(counted)
    }

    /// Whether nobody is known to have connected.
    pub(super) fn is_unused(&self) -> bool {
        let is_unused = |counted: Counters| counted.connections == Some(0) && counted.open == 0;
        !self.was_used && self.counted().is_ok_and(is_unused)
    }

    pub(super) fn counted(&self) -> io::Result<Counters> {
        self.all_counted().map(|now| now.since(&self.before))
    }

    fn all_counted(&self) -> io::Result<Counters> {
        let database = &self.account.database;
        self.server.ask(|connection| counting::of_database(connection, database, self.server.mould.major))
    }

    /// Connects once, as whoever gets it will; what is counted then.
    fn visited(&self) -> io::Result<Counters> {
        let socket = self.server.cluster.lock().unwrap_or_else(PoisonError::into_inner).socket.clone();
        let mut connection = Connection::open(&socket, &self.account.user, &self.account.database)?;
        connection.query("SELECT 1")?;
        connection.close();
        if self.server.mould.major < counting::MAJOR_COUNTS_AT_ONCE {
            Ok(counting::ONE_VISIT)
        } else {
            self.all_counted()
        }
    }
}

impl Clone {
    /// What was asked of the server that only one of one's own can do, as it has written that down.
    pub(super) fn asked_too_much(&self) -> io::Result<Option<TooMuch>> {
        let mut log = self.server.log()?;
        log.seek(SeekFrom::Start(self.log_from))?;
        let mut lines = Vec::new();
        log.take(LOG_MAX).read_to_end(&mut lines)?;
        let asked = apart::asked_too_much(&String::from_utf8_lossy(&lines), &self.account, &self.server.mould.account);
        // All who have a lease meanwhile find the same line of somebody's.
        let is_known =
            matches!(asked, Some(TooMuch::BySomebody(_))) && self.server.is_somebody_told.swap(true, Ordering::SeqCst);
        Ok(asked.filter(|_| !is_known))
    }
}

/// How `CREATE DATABASE` copies: by files, where that can be chosen, which is faster than by the log.
pub(super) fn copying(major: u32) -> &'static str {
    if major >= MAJOR_STRATEGY { " STRATEGY FILE_COPY" } else { "" }
}

/// A name as SQL has it.
pub(super) fn name(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text as SQL has it.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
