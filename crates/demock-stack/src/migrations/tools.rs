//! Scripts of SQL as the tools take them that they are written for: in which order, how in transactions, and what is written
//! down of each, so that the tool itself finds everything done.
//!
//! A tool is one file with a `scripts`, and a row of [`super::kind::Kind`]. Invariant: what is written down is what the tool
//! would have, to the byte, but for times. Absent on purpose: speaking to a server (`super::sql`).

pub(super) mod dbmate;
pub(super) mod diesel;
pub(super) mod drizzle;
pub(super) mod flyway;
pub(super) mod folder;
pub(super) mod golang_migrate;
pub(super) mod goose;
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

impl How {
    /// Its name, as keys of templates have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::InTransaction => "in a transaction",
            Self::AtOnce => "at once",
            Self::OneByOne => "one by one",
        }
    }
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

/// Files of a folder that begin with a number and end in some way, in the order of their numbers.
pub(super) fn numbered(folder: &Path, ending: &str) -> io::Result<Vec<(u64, PathBuf)>> {
    let number = |name: &str| {
        let digits = name.find(|c: char| !c.is_ascii_digit())?;
        name.ends_with(ending).then(|| name[..digits].parse().ok())?
    };
    let files = entries(folder)?.into_iter().filter(|(_, path)| path.is_file());
    let mut files: Vec<(u64, PathBuf)> = files.filter_map(|(name, path)| Some((number(&name)?, path))).collect();
    files.sort();
    Ok(files)
}

/// A script without the lines that are not to be done; they are empty, so that all others keep their numbers.
pub(super) fn only(text: &str, mut is_done: impl FnMut(&str) -> bool) -> String {
    text.split('\n')
        .map(|line| if is_done(line.trim_end_matches('\r')) { line } else { "" })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A script as psql sends it: without a mark of its encoding, and without lines by which `pg_dump` keeps psql from commands in a dump.
pub(super) fn as_psql(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    only(text, |line| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict "))
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
