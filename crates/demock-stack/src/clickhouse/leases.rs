//! Databases of `ClickHouse` that are one lease's alone, on the run's server.
//!
//! A new one has the tables, views and rows of the file's database. Source: `ClickHouse` documentation, `CREATE TABLE`, `system.tables`.
//! Absent on purpose: users of their own, since neither the engine of the library nor an old program can write any; so a lease is kept
//! apart by its database's name alone. Code that names another database sees that of all.

use super::{Account, Dialect, Door};
use crate::counters::Counters;
use crate::endpoint::{Endpoint, Instead};
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::{Isolation, Make, Origin, Pool, Renewal, Slice, Slicer};
use crate::serving::{Export, look_into};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What is between columns of a text that `ClickHouse` sends by tabs.
const COLUMN: char = '\t';

/// Makes databases.
pub(super) struct Databases {
    account: Account,
    door: Door,
    native: u16,
    dialect: Dialect,
    next: AtomicU32,
}

impl Databases {
    /// Makes a database with all that is in another: tables, their rows, and only then views, some of which would write those rows
    /// again.
    fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        self.run(&format!("CREATE DATABASE {}", name(to)))?;
        let all = self.tables(from)?;
        let (tables, views): (Vec<_>, Vec<_>) = all.iter().partition(|table| !table.is_view());
        for table in tables {
            self.run(&renamed(&table.query, from, to))?;
            if table.holds_rows() {
                self.fill(from, to, &table.name, &table.name)?;
            }
        }
        for view in views {
            self.run(&renamed(&view.query, from, to))?;
        }
        // What a view keeps by itself is called by a number of its own.
        for view in all.iter().filter(|table| table.engine == "MaterializedView" && !table.query.contains(" TO ")) {
            let inner = |database: &str| -> io::Result<String> {
                if self.dialect == Dialect::Named {
                    return Ok(format!(".inner.{}", view.name));
                }
                let number = self.run(&format!(
                    "SELECT uuid FROM system.tables WHERE database = {} AND name = {}",
                    literal(database),
                    literal(&view.name)
                ))?;
                Ok(format!(".inner_id.{}", number.trim()))
            };
            self.fill(from, to, &inner(from)?, &inner(to)?)?;
        }
        Ok(())
    }

    /// All of a database but what its views keep, in the order in which they can be made.
    fn tables(&self, database: &str) -> io::Result<Vec<Table>> {
        let listed = self.run(&format!(
            "SELECT name, engine, create_table_query FROM system.tables WHERE database = {} AND NOT is_temporary \
             AND NOT startsWith(name, '.inner') ORDER BY metadata_modification_time, name FORMAT TabSeparated",
            literal(database)
        ))?;
        let of = |line: &str| {
            let mut columns = line.split(COLUMN).map(unescaped);
            Some(Table { name: columns.next()?, engine: columns.next()?, query: columns.next()? })
        };
        Ok(listed.lines().filter_map(of).collect())
    }

    /// Copies the rows of a table.
    fn fill(&self, from: &str, to: &str, source: &str, target: &str) -> io::Result<()> {
        let (source, target) = (format!("{}.{}", name(from), name(source)), format!("{}.{}", name(to), name(target)));
        if self.run(&format!("SELECT count() > 0 FROM {source}"))?.trim() == "1" {
            self.run(&format!("INSERT INTO {target} SELECT * FROM {source}"))?;
        }
        Ok(())
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
}

/// One of a database's tables and views.
struct Table {
    name: String,
    engine: String,
    query: String,
}

impl Table {
    fn is_view(&self) -> bool {
        matches!(&*self.engine, "View" | "MaterializedView" | "LiveView" | "Dictionary")
    }

    fn holds_rows(&self) -> bool {
        self.engine.ends_with("MergeTree") || self.engine.ends_with("Log") || self.engine == "Memory"
    }
}

impl Make for Databases {
    type Item = String;

    fn make(&self) -> Result<String, StackError> {
        let database = format!("demock_{}", self.next.fetch_add(1, Ordering::Relaxed));
        self.copy(self.account.database(), &database).map_err(|error| StackError::NotLeased {
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
        let _ = self.drop_database(&item);
    }
}

/// Makes slices.
pub(super) struct Leases(Arc<Pool<Databases>>);

impl Leases {
    pub(super) fn new(account: Account, door: Door, native: u16, dialect: Dialect) -> Self {
        Self(Arc::new(Pool::new(Databases { account, door, native, dialect, next: AtomicU32::new(1) })))
    }
}

impl Slicer for Leases {
    fn is_ready(&self, _: Isolation) -> bool {
        self.0.is_ready()
    }

    fn slice(&self, _: Isolation, _: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        let (database, origin) = self.0.take()?;
        Ok((Box::new(Own { database, pool: self.0.clone(), base: None, seen: None, aside: 0 }), origin))
    }

    fn close(&self) {
        self.0.close();
    }
}

/// A database of one's own.
struct Own {
    database: String,
    pool: Arc<Pool<Databases>>,
    /// What tests begin with, where that is not what the file's database holds.
    base: Option<String>,
    /// What was there when it was as tests begin.
    seen: Option<String>,
    /// How many copies of failed tests' contents there are.
    aside: u32,
}

impl Own {
    fn databases(&self) -> &Databases {
        self.pool.maker()
    }

    fn account(&self) -> Account {
        self.account_of(&self.database)
    }

    fn account_of(&self, database: &str) -> Account {
        Account { asked: Some(database.to_owned()), ..self.databases().account.clone() }
    }

    fn look_into_database(&self, database: &str) -> String {
        look_into(Some(Engine::ClickHouse), &self.account_of(database).url(self.databases().door.http))
    }
}

impl Slice for Own {
    fn isolation(&self) -> Isolation {
        Isolation::Credentials
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        let of = self.databases();
        vec![(super::HTTP_PORT, of.door.http), (super::NATIVE_PORT, of.native)]
    }

    fn url(&self) -> String {
        self.account().url(self.databases().door.http)
    }

    fn exports(&self) -> Vec<Export> {
        self.account().exports(self.databases().door.http, self.databases().native)
    }

    fn instead(&self) -> Option<Instead> {
        let account = &self.databases().account;
        Some(Instead {
            user: (account.user.clone(), account.user.clone()),
            password: (account.password.clone(), account.password.clone()),
            database: (account.database().to_owned(), self.database.clone()),
        })
    }

    fn mark(&mut self) -> io::Result<Renewal> {
        let print = self.databases().print(&self.database)?;
        if print.is_some() && self.seen == print {
            return Ok(Renewal::Untouched);
        }
        let base = format!("{}_base", self.database);
        self.databases().drop_database(&base)?;
        self.databases().copy(&self.database, &base)?;
        (self.base, self.seen) = (Some(base), print);
        Ok(Renewal::Renewed)
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        let Some(base) = self.base.clone() else { return Ok(Renewal::Held) };
        let print = self.databases().print(&self.database)?;
        if print.is_some() && self.seen == print {
            return Ok(Renewal::Untouched);
        }
        self.databases().drop_database(&self.database)?;
        self.databases().copy(&base, &self.database)?;
        self.seen = self.databases().print(&self.database)?;
        Ok(Renewal::Renewed)
    }

    fn put_aside(&mut self) -> io::Result<Option<String>> {
        if self.base.is_none() {
            return Ok(None);
        }
        self.aside += 1;
        let aside = format!("{}_failed_{}", self.database, self.aside);
        self.databases().copy(&self.database, &aside)?;
        self.renew()?;
        Ok(Some(self.look_into_database(&aside)))
    }

    /// Its server counts for all of its databases together.
    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn look_into(&self) -> String {
        self.look_into_database(&self.database)
    }

    fn end(self: Box<Self>) -> Result<(), StackError> {
        if let Some(base) = &self.base {
            // What cannot be dropped goes with the server.
            let _ = self.databases().drop_database(base);
        }
        self.pool.give_back(self.database);
        Ok(())
    }
}

fn name(text: &str) -> String {
    format!("`{}`", text.replace('\\', "\\\\").replace('`', "\\`"))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A column as it was before it was written between tabs.
fn unescaped(column: &str) -> String {
    let mut plain = String::with_capacity(column.len());
    let mut rest = column.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => plain.push('\n'),
            ('\\', Some('t')) => plain.push('\t'),
            ('\\', Some('r')) => plain.push('\r'),
            ('\\', Some('0')) => plain.push('\0'),
            ('\\', Some('b')) => plain.push('\u{8}'),
            ('\\', Some('f')) => plain.push('\u{c}'),
            ('\\', Some(other)) => plain.push(other),
            (c, _) => plain.push(c),
        }
    }
    plain
}

/// A statement about one database, about another: its name before a dot, outside of texts, and without what is the first one's alone.
fn renamed(query: &str, from: &str, to: &str) -> String {
    let (bare, ticked) = (format!("{from}."), format!("`{from}`."));
    let mut made = String::with_capacity(query.len());
    let mut rest = query;
    let mut is_text = false;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let is_word = before.is_alphanumeric() || matches!(before, '_' | '`' | '.');
        let found =
            [&ticked, &bare].into_iter().find(|it| rest.starts_with(it.as_str())).filter(|_| !is_text && !is_word);
        if let Some(found) = found {
            made.push_str(&name(to));
            made.push('.');
            before = '.';
            rest = &rest[found.len()..];
            continue;
        }
        let width = if c == '\\' && is_text {
            c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8)
        } else {
            c.len_utf8()
        };
        if c == '\'' {
            is_text = !is_text;
        }
        made.push_str(&rest[..width]);
        before = c;
        rest = &rest[width..];
    }
    without_uuid(&made)
}

/// The same without the number that one table alone may have.
fn without_uuid(query: &str) -> String {
    const WORD: &str = " UUID '";
    match query.split_once(WORD) {
        Some((before, after)) if !before.contains(['(', '\'']) => {
            let rest = after.split_once('\'').map_or("", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        Some(_) | None => query.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_about_the_other_database_and_texts_stay() {
        let query = "CREATE MATERIALIZED VIEW shop.daily TO shop.days AS SELECT 'shop.x', workshop.y FROM `shop`.events WHERE a = 'it\\'s shop.b'";
        let wanted = "CREATE MATERIALIZED VIEW `demock_1`.daily TO `demock_1`.days AS SELECT 'shop.x', workshop.y FROM `demock_1`.events WHERE a = 'it\\'s shop.b'";
        assert_eq!(renamed(query, "shop", "demock_1"), wanted);
        assert_eq!(
            renamed("CREATE TABLE default.t UUID '0-1' (`a` UInt8)", "default", "d"),
            "CREATE TABLE `d`.t (`a` UInt8)"
        );
        assert_eq!(unescaped("a\\tb\\nc\\\\n\\'"), "a\tb\nc\\n'");
    }
}
