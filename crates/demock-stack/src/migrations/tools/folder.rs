//! A folder of SQL that the settings name, and that no tool known here has made: by name, and nothing is written down.

use super::{How, Script, Work, as_psql, entries, is_sql};
use std::path::Path;
use std::{fs, io};

/// Whether a file of a folder belongs to it: what undoes something does not.
pub(in crate::migrations) fn belongs(name: &str) -> bool {
    is_sql(name) && !name.ends_with(".down.sql")
}

/// A line by which some tool tells what undoes something: scripts of that tool are not to be done as they stand.
pub(in crate::migrations) fn undoes(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| {
        let Some(comment) = line.strip_prefix("--") else { return false };
        let comment = comment.trim().to_lowercase();
        let words: Vec<&str> = comment.split_whitespace().collect();
        matches!(words[..], ["down"] | ["rambler", "down"] | ["liquibase", "formatted", "sql", ..])
            || matches!(words[..], [tool, "down"] if tool.starts_with('+'))
    })
}

pub(in crate::migrations) fn scripts(place: &Path) -> io::Result<Work> {
    let files = if place.is_dir() { entries(place)? } else { vec![(String::new(), place.to_owned())] };
    let mut scripts = Vec::new();
    for (_, path) in files.into_iter().filter(|(name, path)| path.is_file() && (name.is_empty() || belongs(name))) {
        let text = as_psql(&fs::read_to_string(&path)?);
        scripts.push(Script { path, text, how: How::AtOnce, record: Box::new(|_| String::new()) });
    }
    Ok(Work { before: Vec::new(), scripts, after: Vec::new() })
}
