//! Slices of a `ClickHouse`: databases on the run's server that are one lease's alone, or servers of their own.
//!
//! A new database has the tables, views and rows of the file's. Absent on purpose: users of their own, since neither the engine of the
//! library nor an old program can write any; so a lease is kept apart by its database's name alone. Code that names another database
//! sees that of all: where one of those has changed, that is told, and whoever comes next has a server.

use super::copying::{Copying, literal, name};
use super::servers::{LEASE, Mould, OWN, One};
use super::{Account, Dialect, Door};
use crate::counters::Counters;
use crate::endpoint::{Endpoint, Instead};
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::{Isolation, Make, Origin, Pool, Renewal, Slice, Slicer, TooMuch};
use crate::serving::{Export, look_into};
use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Makes databases.
pub(super) struct Databases {
    account: Account,
    door: Door,
    native: u16,
    dialect: Dialect,
    next: AtomicU32,
    /// What the databases that are no lease's held at the last look.
    others: Mutex<Option<String>>,
}

impl Databases {
    /// Makes a database with all that is in another.
    fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        Copying { from: &self.door, to: &self.door, dialect: self.dialect }.copy(from, to)
    }

    fn drop_database(&self, database: &str) -> io::Result<()> {
        let at_once = match self.dialect {
            Dialect::Numbered => " SYNC",
            // It always is.
            Dialect::Named => "",
        };
        self.run(&format!("DROP DATABASE IF EXISTS {}{at_once}", name(database))).map(drop)
    }

    /// What is in a database, in so far as that changes whenever anything is done there; nothing where nobody can tell.
    fn print(&self, database: &str) -> io::Result<Option<String>> {
        if self.dialect == Dialect::Named {
            return Ok(None);
        }
        let database = literal(database);
        let said = self.run(&format!(
            "SELECT cityHash64(groupArray((name, uuid, metadata_modification_time, total_rows, total_bytes))), \
             (SELECT cityHash64(groupArray(name)) FROM (SELECT name FROM system.parts WHERE database = {database} AND active ORDER BY table, name)) \
             FROM (SELECT * FROM system.tables WHERE database = {database} ORDER BY name)"
        ))?;
        Ok(Some(said))
    }

    fn run(&self, query: &str) -> io::Result<String> {
        self.door.ask(query)
    }

    /// The databases that are no lease's, each with a number that changes whenever anything is done there; nothing where nobody can
    /// tell.
    fn print_of_others(&self) -> io::Result<Option<String>> {
        if self.dialect == Dialect::Named {
            return Ok(None);
        }
        let others = format!("database NOT IN ({OWN}) AND NOT startsWith(database, {})", literal(LEASE));
        let said = self.run(&format!(
            "SELECT database, cityHash64(groupArray(it)) FROM (SELECT * FROM (\
             SELECT database, toString((name, uuid, metadata_modification_time, total_rows, total_bytes)) AS it FROM system.tables WHERE {others} \
             UNION ALL SELECT database, toString((table, name)) AS it FROM system.parts WHERE active AND {others} \
             UNION ALL SELECT name AS database, '' AS it FROM system.databases WHERE {names}) ORDER BY database, it) \
             GROUP BY database ORDER BY database",
            names = others.replace("database ", "name ").replace("(database,", "(name,")
        ))?;
        Ok(Some(said))
    }

    /// Which of them have changed since the last look.
    fn changed_others(&self) -> io::Result<Vec<String>> {
        let mut known = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(now) = self.print_of_others()? else { return Ok(Vec::new()) };
        let before = known.replace(now.clone());
        let Some(before) = before else { return Ok(Vec::new()) };
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        let of = |line: &String| line.split('\t').next().unwrap_or_default().to_owned();
        let changed: BTreeSet<String> = lines(&before).symmetric_difference(&lines(&now)).map(of).collect();
        Ok(changed.into_iter().collect())
    }
}

/// Databases, as a pool has them.
pub(super) struct Maker(Arc<Databases>);

impl Make for Maker {
    type Item = String;

    fn make(&self) -> Result<String, StackError> {
        let of = &self.0;
        let database = format!("{LEASE}{}", of.next.fetch_add(1, Ordering::Relaxed));
        // What is there before the first is nobody's change.
        let known = of.others.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        let looked = if known { Ok(()) } else { of.changed_others().map(drop) };
        looked.and_then(|()| of.copy(of.account.database(), &database)).map_err(|error| StackError::NotLeased {
            service: "ClickHouse".to_owned(),
            step: format!("making the database {database}"),
            seen: error.to_string(),
        })?;
        Ok(database)
    }

    fn made_as_new(&self, _: &mut String) -> bool {
        false
    }

    fn unmake(&self, item: String) {
        // What cannot be dropped goes with the server.
        let _ = self.0.drop_database(&item);
    }
}

/// Makes slices.
pub(super) struct Leases {
    databases: Arc<Pool<Maker>>,
    of_run: Arc<Databases>,
    servers: Arc<Pool<Mould>>,
}

impl Leases {
    pub(super) fn new(mould: Mould, native: u16) -> Self {
        let of_run = Arc::new(Databases::new(&mould, mould.door.clone(), native));
        let databases = Arc::new(Pool::new(Maker(of_run.clone())));
        Self { databases, of_run, servers: Arc::new(Pool::new(mould)) }
    }
}

impl Databases {
    fn new(mould: &Mould, door: Door, native: u16) -> Self {
        let (account, dialect) = (mould.account.clone(), mould.dialect);
        Self { account, door, native, dialect, next: AtomicU32::new(1), others: Mutex::default() }
    }
}

impl Slicer for Leases {
    fn is_ready(&self, asked: Isolation) -> bool {
        if asked == Isolation::Private { self.servers.is_ready() } else { self.databases.is_ready() }
    }

    fn is_dear(&self) -> bool {
        true
    }

    fn slice(&self, asked: Isolation, _: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        let own = |database, databases, back| Own { database, databases, back, base: None, seen: None, aside: 0 };
        if asked == Isolation::Private {
            let (server, origin) = self.servers.take()?;
            let mould = self.servers.maker();
            let databases = Arc::new(Databases::new(mould, server.door.clone(), server.native.number));
            let back = Back::Server(self.servers.clone(), Box::new(server));
            return Ok((Box::new(own(mould.account.database().to_owned(), databases, back)), origin));
        }
        let (database, origin) = self.databases.take()?;
        Ok((Box::new(own(database, self.of_run.clone(), Back::Database(self.databases.clone()))), origin))
    }

    fn close(&self) {
        self.databases.close();
        self.servers.close();
    }
}

/// Where a slice goes when it is given back.
enum Back {
    Database(Arc<Pool<Maker>>),
    Server(Arc<Pool<Mould>>, Box<One>),
}

/// A database of one's own, on the run's server or on one's own.
struct Own {
    database: String,
    databases: Arc<Databases>,
    back: Back,
    /// What tests begin with, where that is not what the file's database holds.
    base: Option<String>,
    /// What was there when it was as tests begin.
    seen: Option<String>,
    /// How many copies of failed tests' contents there are.
    aside: u32,
}

impl Own {
    fn account(&self) -> Account {
        self.account_of(&self.database)
    }

    fn account_of(&self, database: &str) -> Account {
        Account { asked: Some(database.to_owned()), ..self.databases.account.clone() }
    }

    fn look_into_database(&self, database: &str) -> String {
        look_into(Some(Engine::ClickHouse), &self.account_of(database).url(self.databases.door.http))
    }
}

impl Slice for Own {
    fn isolation(&self) -> Isolation {
        match self.back {
            Back::Database(_) => Isolation::Credentials,
            Back::Server(..) => Isolation::Private,
        }
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        let of = &self.databases;
        vec![(super::HTTP_PORT, of.door.http), (super::NATIVE_PORT, of.native)]
    }

    fn url(&self) -> String {
        self.account().url(self.databases.door.http)
    }

    fn exports(&self) -> Vec<Export> {
        self.account().exports(self.databases.door.http, self.databases.native)
    }

    fn instead(&self) -> Option<Instead> {
        let account = &self.databases.account;
        Some(Instead {
            user: (account.user.clone(), account.user.clone()),
            password: (account.password.clone(), account.password.clone()),
            database: (account.database().to_owned(), self.database.clone()),
        })
    }

    fn mark(&mut self) -> io::Result<Renewal> {
        let print = self.databases.print(&self.database)?;
        if print.is_some() && self.seen == print {
            return Ok(Renewal::Untouched);
        }
        let base = format!("{}_base", self.database);
        self.databases.drop_database(&base)?;
        self.databases.copy(&self.database, &base)?;
        (self.base, self.seen) = (Some(base), print);
        Ok(Renewal::Renewed)
    }

    fn is_as_marked(&mut self) -> io::Result<bool> {
        let print = self.databases.print(&self.database)?;
        Ok(self.base.is_some() && print.is_some() && self.seen == print)
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        let Some(base) = self.base.clone() else { return Ok(Renewal::Held) };
        let print = self.databases.print(&self.database)?;
        if print.is_some() && self.seen == print {
            return Ok(Renewal::Untouched);
        }
        self.databases.drop_database(&self.database)?;
        self.databases.copy(&base, &self.database)?;
        self.seen = self.databases.print(&self.database)?;
        Ok(Renewal::Renewed)
    }

    fn put_aside(&mut self) -> io::Result<Option<String>> {
        if self.base.is_none() {
            return Ok(None);
        }
        self.aside += 1;
        let aside = format!("{}_failed_{}", self.database, self.aside);
        self.databases.copy(&self.database, &aside)?;
        self.renew()?;
        Ok(Some(self.look_into_database(&aside)))
    }

    /// The run's server counts for all of its databases together.
    fn counted(&mut self) -> io::Result<Option<Counters>> {
        match self.back {
            Back::Database(_) => Ok(None),
            Back::Server(..) => self.databases.door.counted().map(Some),
        }
    }

    fn asked_too_much(&mut self) -> Option<TooMuch> {
        let Back::Database(_) = self.back else { return None };
        let changed = self.databases.changed_others().ok().filter(|changed| !changed.is_empty())?;
        Some(TooMuch::BySomebody(format!("changed ClickHouse's `{}`, which all leases see", changed.join("`, `"))))
    }

    fn look_into(&self) -> String {
        self.look_into_database(&self.database)
    }

    fn end(self: Box<Self>) -> Result<(), StackError> {
        match self.back {
            Back::Database(pool) => {
                if let Some(base) = &self.base {
                    // What cannot be dropped goes with the server.
                    let _ = self.databases.drop_database(base);
                }
                pool.give_back(self.database);
            }
            Back::Server(pool, server) => pool.give_back(*server),
        }
        Ok(())
    }
}
