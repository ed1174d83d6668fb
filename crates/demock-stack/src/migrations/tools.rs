//! Scripts of SQL as the tools take them that they are written for: in which order, how in transactions, and what is written
//! down of each, so that the tool itself finds everything done.
//!
//! A tool is one file with a `scripts`, and a row of [`super::kind::Kind`]. Invariant: what is written down is what the tool
//! would have, to the byte, but for times. Absent on purpose: speaking to a server (`super::sql`).

pub(super) mod diesel;
pub(super) mod flyway;
pub(super) mod folder;
pub(super) mod prisma;
pub(super) mod rails;
pub(super) mod sqlx;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// Everything that is to be done.
#[derive(Default)]
pub(super) struct Work {
    /// Statements that make what is written to.
    pub(super) before: Vec<String>,
    pub(super) scripts: Vec<Script>,
    /// Statements at the end.
    pub(super) after: Vec<String>,
}

/// One migration.
pub(super) struct Script {
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) how: How,
    /// Statements that write it down, given the time that it took.
    pub(super) record: Record,
}

pub(super) type Record = Box<dyn Fn(Duration) -> String>;

/// How a script is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// With what is written down of it, in one transaction.
    InTransaction,
    /// As one message, which is a transaction of its own unless it says otherwise.
    AtOnce,
    /// Statement by statement.
    OneByOne,
}

/// Whether a name ends as files of SQL do; tools do not take another case for it.
pub(super) fn is_sql(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "sql")
}

/// What stands in a folder, by name; `None` where it cannot be read.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        all.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    all.sort();
    Ok(all)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A text as SQL has it, whatever it says of backslashes.
pub(super) fn literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if doubled.contains('\\') { format!("E'{}'", doubled.replace('\\', "\\\\")) } else { format!("'{doubled}'") }
}
