//! Copies of databases: within a server, and from one to another.
//!
//! A copy has the tables, views and rows of the original. Source: `ClickHouse` documentation, `CREATE TABLE`, `system.tables`, "Native
//! format". What goes to another server comes by ourselves, so that neither needs to be let into the other.

use super::{Dialect, Door};
use std::io;

/// What is between columns of a text that `ClickHouse` sends by tabs.
const COLUMN: char = '\t';

/// From where copies are made, and to where.
pub(super) struct Copying<'c> {
    pub(super) from: &'c Door,
    pub(super) to: &'c Door,
    pub(super) dialect: Dialect,
}

impl Copying<'_> {
    /// Makes a database with all that is in another: tables, their rows, and only then views, some of which would write those rows
    /// again.
    pub(super) fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        self.to.ask(&format!("CREATE DATABASE IF NOT EXISTS {}", name(to)))?;
        let all = self.tables(from)?;
        let (tables, views): (Vec<_>, Vec<_>) = all.iter().partition(|table| !table.is_view());
        for table in tables {
            self.to.ask(&renamed(&table.query, from, to))?;
            if table.holds_rows() {
                self.fill(&place(from, &table.name), &place(to, &table.name))?;
            }
        }
        for view in views {
            self.to.ask(&renamed(&view.query, from, to))?;
        }
        // What a view keeps by itself is called by a number of its own.
        for view in all.iter().filter(|table| table.engine == "MaterializedView" && !table.query.contains(" TO ")) {
            let source = self.inner(self.from, from, &view.name)?;
            self.fill(&place(from, &source), &place(to, &self.inner(self.to, to, &view.name)?))?;
        }
        Ok(())
    }

    /// What the table is called that a view keeps by itself.
    fn inner(&self, door: &Door, database: &str, view: &str) -> io::Result<String> {
        if self.dialect == Dialect::Named {
            return Ok(format!(".inner.{view}"));
        }
        let (database, view) = (literal(database), literal(view));
        let number =
            door.ask(&format!("SELECT uuid FROM system.tables WHERE database = {database} AND name = {view}"))?;
        Ok(format!(".inner_id.{}", number.trim()))
    }

    /// All of a database but what its views keep, in the order in which they can be made.
    fn tables(&self, database: &str) -> io::Result<Vec<Table>> {
        let listed = self.from.ask(&format!(
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
    fn fill(&self, source: &str, target: &str) -> io::Result<()> {
        let rows: u64 = self.from.ask(&format!("SELECT count() FROM {source}"))?.trim().parse().unwrap_or(u64::MAX);
        if rows == 0 {
            return Ok(());
        }
        if self.from.http == self.to.http {
            self.to.ask(&format!("INSERT INTO {target} SELECT * FROM {source}"))?;
        } else {
            let all = self.from.ask_bytes(&[format!("SELECT * FROM {source} FORMAT Native").as_bytes()])?;
            self.to.ask_bytes(&[format!("INSERT INTO {target} FORMAT Native\n").as_bytes(), &all])?;
        }
        self.to.has_written(rows);
        Ok(())
    }
}

fn place(database: &str, table: &str) -> String {
    format!("{}.{}", name(database), name(table))
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

pub(super) fn name(text: &str) -> String {
    format!("`{}`", text.replace('\\', "\\\\").replace('`', "\\`"))
}

pub(super) fn literal(text: &str) -> String {
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
