//! What tests have written, undone where it stands: in place of a copy of the whole database.
//!
//! The server counts what is inserted, updated and deleted in each relation. Where only tables have changed that are small in the base,
//! these are emptied and filled again, sequences are set back, and nothing is copied. Invariants: what is not told exactly is not undone
//! here but by a copy: any change of the catalogue (a table that was made, altered or truncated, a large object, statistics), counters
//! that were reset, settings of the database, a table of more than a page in the base, triggers or rules that run for replicas as well. Our own sessions
//! count nothing. Whoever switches counting off, which only a superuser may, is seen where nothing else tells of what was written. Absent on purpose: roles and settings of the server, which a copy does not undo either.
//! Source: `PostgreSQL` documentation, "The Cumulative Statistics System": counters are true once a session has ended, from 15 on.

use super::super::clones::literal;
use super::super::counting::MAJOR_COUNTS_AT_ONCE;
use super::super::wire::Connection;
use crate::counters::Counters;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

/// Bytes of a table in the base up to which it is filled again: a page, in which rows keep their order.
const TABLE_MAX: u64 = 8 << 10;
/// Rows that may be written in a table between two copies of the database: they leave room behind that nobody uses.
const WRITTEN_MAX: u64 = 20_000;
/// Relations of a database up to which all are looked at after a test.
const RELATIONS_MAX: usize = 2000;
/// Nothing that we do is counted, and neither triggers nor keys to other tables mind it.
const SILENT: &str = "SET track_counts = off; SET session_replication_role = replica";
/// Whether counters tell everything of this database, and where the server may write.
const MAY_UNDO: &str = "SELECT current_setting('is_superuser') = 'on' AND current_setting('track_counts') = 'on' \
     AND NOT EXISTS (SELECT FROM pg_db_role_setting WHERE array_to_string(setconfig, ',') LIKE '%track_counts%') \
     AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgenabled IN ('A', 'R')) \
     AND NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_enabled IN ('A', 'R')) \
     AND NOT EXISTS (SELECT FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE relkind IN ('r', 'm') AND amname <> 'heap'), \
     current_setting('data_directory')";
/// Numbers from 16384 on are not the server's own (`FirstNormalObjectId`).
const NAMED: &str = "SELECT relkind, c.oid, format('%I.%I', nspname, relname), \
     CASE relkind WHEN 'r' THEN pg_relation_size(c.oid) END FROM pg_class c \
     JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'm', 'S') AND c.oid >= 16384";
/// What was written in the catalogue, and in each table; of a sequence, how often it was touched, since no row is counted there.
const QUESTION: &str = "WITH w AS MATERIALIZED (SELECT oid, relkind, relisshared, pg_stat_get_tuples_inserted(oid) \
     + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid) AS written FROM pg_class WHERE relkind IN ('r', 'm', 'S')) \
     SELECT 0, sum(written) FROM w WHERE oid < 16384 AND NOT relisshared UNION ALL \
     SELECT oid, CASE relkind WHEN 'S' THEN pg_stat_get_blocks_fetched(oid) ELSE written END FROM w WHERE oid >= 16384";

/// A session of ours in the database itself.
pub(in super::super) struct Inside {
    connection: Connection,
    /// What it counts: the session, and a transaction for its start and for each question.
    counted: Counters,
}

/// What counters tell of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Written {
    /// Of nothing that was written.
    Nothing,
    /// Of what is undone now.
    Undone,
    /// Of what only a copy undoes.
    Unclear,
}

/// What a base holds, as far as it takes to have that again.
#[derive(Clone)]
pub(in super::super) struct Manifest {
    /// Tables and sequences by number.
    relations: BTreeMap<u32, Relation>,
    /// What was written in the catalogue.
    catalogue: u64,
    /// What the server keeps of the database outside of it: no table tells of that.
    pub(in super::super) outside: String,
}

#[derive(Clone)]
struct Relation {
    /// What brings it back to what it is in the base; `None` of one that only a copy brings back.
    statement: Option<Arc<str>>,
    /// What was counted in it when the database was last as the base is.
    counted: u64,
    /// The same when it was last a copy of it.
    copied: u64,
}

impl Inside {
    /// Takes a connection that was just opened.
    pub(in super::super) fn new(connection: Connection) -> Self {
        Self { connection, counted: Counters { connections: Some(1), commands: 1, ..Counters::default() } }
    }

    /// The process that answers.
    pub(super) fn pid(&self) -> u32 {
        self.connection.pid()
    }

    fn ask(&mut self, question: &str) -> io::Result<Vec<Vec<String>>> {
        self.counted.commands += 1;
        self.connection.query(question)
    }

    /// Ends the session; whatever it has counted is true from then on.
    pub(in super::super) fn close(self) {
        self.connection.close();
    }

    /// Has the session end; what it has counted. Nobody waits for its end: whoever may not meet it ends it first.
    pub(super) fn leave(self) -> Counters {
        self.connection.leave();
        self.counted
    }
}

impl Manifest {
    /// Of a database in which nobody else is; `None` where only a copy brings back what it holds.
    pub(in super::super) fn take(major: u32, inside: &mut Inside, outside: String) -> io::Result<Option<Self>> {
        if major < MAJOR_COUNTS_AT_ONCE {
            return Ok(None);
        }
        let mut rows = inside.ask(&format!("{MAY_UNDO}; {NAMED}; {SILENT}"))?.into_iter();
        let first: Option<[String; 2]> = rows.next().and_then(|row| row.try_into().ok());
        let Some([may_undo, folder]) = first else { return Ok(None) };
        let named: Vec<[String; 4]> = rows.filter_map(|row| row.try_into().ok()).collect();
        if may_undo != "t" || named.len() > RELATIONS_MAX {
            return Ok(None);
        }
        let (catalogue, counted) = look(inside, QUESTION)?;
        let values = values(inside, &named, &folder)?;
        let mut relations = BTreeMap::new();
        for [kind, number, name, bytes] in &named {
            let statement = match (&**kind, bytes.parse(), values.get(number)) {
                ("S", _, Some([value, is_given])) => {
                    Some(format!("SELECT setval({number}::regclass, {value}, {})", literal(is_given)))
                }
                ("r", Ok(0), _) => Some(format!("DELETE FROM ONLY {name}")),
                ("r", Ok(1..=TABLE_MAX), _) => {
                    let file = literal(&file(&folder, number));
                    Some(format!("DELETE FROM ONLY {name}; COPY {name} FROM {file} (FORMAT binary)"))
                }
                _ => None,
            };
            let statement = statement.map(Arc::from);
            let number = number.parse().map_err(|_| strange())?;
            let counted = counted.get(&number).copied().ok_or_else(strange)?;
            relations.insert(number, Relation { statement, counted, copied: counted });
        }
        Ok(Some(Self { relations, catalogue, outside }))
    }

    /// The database is a new copy of the base, of which nothing has been counted.
    pub(in super::super) fn begin_anew(&mut self, outside: String) {
        (self.catalogue, self.outside) = (0, outside);
        for relation in self.relations.values_mut() {
            (relation.counted, relation.copied) = (0, 0);
        }
    }

    /// Undoes what was written since the database was as the base is, by statements that are run as the caller does.
    pub(in super::super) fn undo(
        &mut self,
        inside: &mut Inside,
        run: impl FnOnce(&mut Connection, &str) -> io::Result<()>,
    ) -> io::Result<Written> {
        let (catalogue, counted) = look(inside, &format!("{SILENT}; {QUESTION}"))?;
        let Some(statements) = self.statements(catalogue, &counted) else { return Ok(Written::Unclear) };
        if statements.is_empty() {
            return Ok(Written::Nothing);
        }
        inside.counted.commands += 1;
        run(&mut inside.connection, &statements)?;
        for (relation, counted) in self.relations.values_mut().zip(counted.values()) {
            relation.counted = *counted;
        }
        Ok(Written::Undone)
    }

    /// What undoes what was written; `None` of what only a copy undoes.
    fn statements(&self, catalogue: u64, counted: &BTreeMap<u32, u64>) -> Option<String> {
        if catalogue != self.catalogue || !counted.keys().eq(self.relations.keys()) {
            return None;
        }
        let mut statements = Vec::new();
        for (relation, now) in self.relations.values().zip(counted.values()) {
            if *now != relation.counted {
                let is_little = *now > relation.counted && *now - relation.copied <= WRITTEN_MAX;
                statements.push(relation.statement.as_deref().filter(|_| is_little)?);
            }
        }
        Some(statements.join("; "))
    }
}

fn strange() -> io::Error {
    io::Error::other("it does not say how its relations stand")
}

fn file(folder: &str, number: &str) -> String {
    format!("{folder}/demock-{number}")
}

/// Has the server write what small tables hold, each into a file; values of sequences by number, and whether these were given out.
fn values(inside: &mut Inside, named: &[[String; 4]], folder: &str) -> io::Result<BTreeMap<String, [String; 2]>> {
    let mut question = String::from("SELECT 1");
    for [kind, number, name, bytes] in named {
        match (&**kind, bytes.parse()) {
            ("S", _) => {
                let _ = write!(question, "; SELECT {number}, last_value, is_called FROM {name}");
            }
            ("r", Ok(1..=TABLE_MAX)) => {
                let file = literal(&file(folder, number));
                let _ = write!(question, "; COPY {name} TO {file} (FORMAT binary)");
            }
            _ => {}
        }
    }
    let rows = inside.ask(&question)?.into_iter().filter_map(|row| <[String; 3]>::try_from(row).ok());
    Ok(rows.map(|[number, value, is_given]| (number, [value, is_given])).collect())
}

/// What was counted in the catalogue, and in each relation by number.
fn look(inside: &mut Inside, question: &str) -> io::Result<(u64, BTreeMap<u32, u64>)> {
    let number_of = |row: Vec<String>| match &row[..] {
        [number, counted] => Some((number.parse().ok()?, counted.parse().ok()?)),
        _ => None,
    };
    let numbers: Option<BTreeMap<u32, u64>> = inside.ask(question)?.into_iter().map(number_of).collect();
    let mut numbers = numbers.ok_or_else(strange)?;
    let catalogue = numbers.remove(&0).ok_or_else(strange)?;
    Ok((catalogue, numbers))
}
