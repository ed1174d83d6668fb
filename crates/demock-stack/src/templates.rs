//! Folders that are made once, by the hash of all that goes into them, and are copied by every run.
//!
//! Invariants: a template is made by one process at a time and appears by one rename; what an interrupted one has left is swept by
//! the next that makes it.

use crate::failure::StackError;
use crate::store::hex;
use rustix::fs::{FlockOperation, flock};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Digits of the hash that name a folder.
const NAME_DIGITS: usize = 32;

/// What a template depends on, part by part.
#[derive(Default)]
pub(crate) struct Key(Sha256);

impl Key {
    /// Adds a part; where it ends is part of the key.
    pub(crate) fn add(&mut self, part: &[u8]) {
        self.0.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
        self.0.update(part);
    }

    /// What its template is called.
    pub(crate) fn name(self) -> String {
        hex(&self.0.finalize()[..NAME_DIGITS / 2])
    }
}

/// The template of a name, made now where there is none: `mark` is a file of every whole one.
pub(crate) fn get(
    cache: &Path,
    name: &str,
    mark: &str,
    make: impl FnOnce(&Path) -> Result<(), StackError>,
) -> Result<PathBuf, StackError> {
    let folder = cache.join("templates");
    let place = folder.join(name);
    let failed = |path: &Path, source: io::Error| StackError::File { path: path.to_owned(), source };
    if let Some(whole) = fs::metadata(place.join(mark)).ok().filter(fs::Metadata::is_file) {
        // What is laid over a template has its permissions: a server that cannot write its files says nothing of whose they are.
        if whole.permissions().readonly() {
            let why = "its files were made read-only, and servers write to what is laid over them";
            return Err(failed(&place, io::Error::new(io::ErrorKind::PermissionDenied, why)));
        }
        return Ok(place);
    }
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
    let lock = folder.join(format!("{name}.lock"));
    let held = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&lock);
    let held = held.map_err(|error| failed(&lock, error))?;
    flock(&held, FlockOperation::LockExclusive).map_err(|error| failed(&lock, error.into()))?;
    if !place.join(mark).is_file() {
        sweep(&folder, name);
        // The keeper of one that was killed may write for a moment more: nobody else writes there.
        let making = folder.join(format!("making-{name}-{}", std::process::id()));
        for left in [&making, &place] {
            if left.exists() {
                fs::remove_dir_all(left).map_err(|error| failed(left, error))?;
            }
        }
        make(&making)?;
        fs::rename(&making, &place).map_err(|error| failed(&place, error))?;
    }
    Ok(place)
}

/// Removes what interrupted ones have left; what is still being written there goes the next time.
fn sweep(folder: &Path, name: &str) {
    let beginning = format!("making-{name}");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&beginning)) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a killed one is still writing neither stops the next nor gets into what it makes.
    #[test]
    fn what_interrupted_ones_have_left_is_swept_and_stops_nobody() {
        let cache = std::env::temp_dir().join(format!("demock-templates-{}", std::process::id()));
        let left = ["making-abc", "making-abc-1", "making-other"].map(|name| cache.join("templates").join(name));
        for folder in &left {
            fs::create_dir_all(folder).expect("a folder");
        }
        let made = get(&cache, "abc", "mark", |making| {
            // As its keeper would, which has not heard of its end yet.
            fs::create_dir_all(&left[0]).expect("a folder");
            fs::create_dir(making).expect("nobody else's");
            fs::write(making.join("mark"), "").expect("written");
            Ok(())
        });
        assert_eq!(made.expect("a template"), cache.join("templates/abc"));
        assert_eq!(left.map(|folder| folder.exists()), [true, false, true]);
        let again = || get(&cache, "abc", "mark", |_| panic!("it is made once"));
        assert_eq!(again().expect("the same"), cache.join("templates/abc"));
        let mark = cache.join("templates/abc/mark");
        let mut read_only = fs::metadata(&mark).expect("there").permissions();
        read_only.set_readonly(true);
        fs::set_permissions(&mark, read_only).expect("set");
        assert!(again().expect_err("of no use").to_string().contains("were made read-only"));
        fs::remove_dir_all(cache).expect("removed");
    }
}
