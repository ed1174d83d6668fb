//! Archives of packages, laid out in a folder.
//!
//! Invariant: nothing is written that would lie outside of the folder.

use super::{FetchError, create, wheel};
use crate::packages::{Client, Package};
use flate2::read::GzDecoder;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Unpacks an archive whose hash is right, with the links that it could not hold.
pub(super) fn unpack(package: &Package, archive: &Path, into: &Path) -> Result<(), FetchError> {
    match package.client {
        Client::Pip => wheel::unpack(package, archive, into),
        Client::Npm | Client::Apt => {
            untar(package, archive, into)?;
            link(package, into)
        }
    }
}

/// Unpacks npm's without its top folder.
fn untar(package: &Package, archive: &Path, into: &Path) -> Result<(), FetchError> {
    let failed = |source| FetchError::File { path: archive.to_owned(), source };
    let file = fs::File::open(archive).map_err(failed)?;
    let mut packed = tar::Archive::new(GzDecoder::new(file));
    packed.set_preserve_permissions(true);
    for entry in packed.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let path = entry.path().map_err(failed)?.into_owned();
        let inner: PathBuf = path.components().skip(1).collect();
        if !inner.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(FetchError::Outside { name: package.name, entry: path.display().to_string() });
        }
        if inner.as_os_str().is_empty() || !entry.header().entry_type().is_file() {
            continue;
        }
        let target = into.join(&inner);
        if let Some(folder) = target.parent() {
            create(folder)?;
        }
        entry.unpack(&target).map_err(|source| FetchError::File { path: target.clone(), source })?;
    }
    Ok(())
}

/// One link that an archive could not hold: npm packs none.
#[derive(serde::Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// Makes the links that the package lists; without them no program of it runs.
fn link(package: &Package, unpacked: &Path) -> Result<(), FetchError> {
    let list = unpacked.join("native/pg-symlinks.json");
    let failed = |path: &Path, source: io::Error| FetchError::File { path: path.to_owned(), source };
    let text = match fs::read(&list) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(failed(&list, source)),
    };
    let links: Vec<Link> = serde_json::from_slice(&text).map_err(|error| failed(&list, error.into()))?;
    for Link { source, target } in links {
        let inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside(&source) || !inside(&target) {
            return Err(FetchError::Outside { name: package.name, entry: target.display().to_string() });
        }
        let at = unpacked.join(&target);
        // Both lie in one folder in every package that was seen; a link by its own name moves with the folder.
        let beside = if source.parent() == target.parent() {
            source.file_name().map(PathBuf::from).unwrap_or_default()
        } else {
            let up: PathBuf = target.components().skip(1).map(|_| "..").collect();
            up.join(&source)
        };
        std::os::unix::fs::symlink(&beside, &at).map_err(|source| failed(&at, source))?;
    }
    Ok(())
}
