//! An extension, added to the server that it was built for.
//!
//! Invariant: the server's own folder stays as it is; a new one shares its files with it, which nobody writes to.

use super::{FetchError, create};
use crate::packages::Addition;
use std::fs;
use std::io;
use std::path::Path;

/// Lays out a server with an extension of an unpacked package in a new folder.
pub(super) fn add(adds: &Addition, unpacked: &Path, server: &Path, into: &Path) -> Result<(), FetchError> {
    share(server, into)?;
    for (from, begins, to) in adds.files {
        let (from, to) = (unpacked.join(from), into.join(to));
        let failed = |source| FetchError::File { path: from.clone(), source };
        for entry in fs::read_dir(&from).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with(begins) {
                let target = to.join(entry.file_name());
                fs::copy(entry.path(), &target).map_err(|source| FetchError::File { path: target, source })?;
            }
        }
    }
    Ok(())
}

/// A folder with the files of another, but for those of which it has its own.
pub(crate) fn share(from: &Path, into: &Path) -> Result<(), FetchError> {
    create(into)?;
    let failed = |source: io::Error| FetchError::File { path: from.to_owned(), source };
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (kind, target) = (entry.file_type().map_err(failed)?, into.join(entry.file_name()));
        if !kind.is_dir() && target.symlink_metadata().is_ok() {
            continue;
        }
        if kind.is_dir() {
            share(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            let to = fs::read_link(entry.path()).map_err(failed)?;
            std::os::unix::fs::symlink(to, &target).map_err(failed)?;
        } else {
            fs::hard_link(entry.path(), &target).map_err(failed)?;
        }
    }
    Ok(())
}
