//! A folder of SQL that the settings name, and that no tool known here has made: by name, and nothing is written down.

use super::{How, Script, Work, entries, is_sql};
use std::path::Path;
use std::{fs, io};

/// Whether a file of a folder belongs to it: what undoes something does not.
pub(in crate::migrations) fn belongs(name: &str) -> bool {
    is_sql(name) && !name.ends_with(".down.sql")
}

pub(in crate::migrations) fn scripts(place: &Path) -> io::Result<Work> {
    let files = if place.is_dir() { entries(place)? } else { vec![(String::new(), place.to_owned())] };
    let mut scripts = Vec::new();
    for (_, path) in files.into_iter().filter(|(name, path)| path.is_file() && (name.is_empty() || belongs(name))) {
        let text = fs::read_to_string(&path)?;
        scripts.push(Script { path, text, how: How::AtOnce, record: Box::new(|_| String::new()) });
    }
    Ok(Work { before: Vec::new(), scripts, after: Vec::new() })
}
