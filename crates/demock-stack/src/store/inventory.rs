//! What a package held when it was unpacked, to find out later whether that is still so.
//!
//! Layout: `packages/<name>.sha256` beside `packages/<name>/`, in the form that `sha256sum --check` reads. Invariants: a list is there
//! before its package is; it is asked only where something has failed or somebody wants to know, since reading a package whole
//! takes longer than starting what is in it.

use super::{FetchError, hash_of};
use sha2::Sha256;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Puts what was unpacked where it belongs, with the list of what it holds; what was there before goes.
pub(crate) fn settle(unpacked: &Path, place: &Path) -> Result<(), FetchError> {
    let mut list = String::new();
    add(unpacked, Path::new(""), &mut list).map_err(|source| failed(unpacked, source))?;
    remove(place)?;
    let beside = beside(place);
    fs::write(&beside, list).map_err(|source| failed(&beside, source))?;
    fs::rename(unpacked, place).map_err(|source| failed(place, source))
}

/// Throws a package away where it does not hold what it held, and says what it lacks. One without a list is left as it is.
pub(super) fn throw_away_broken(place: &Path) -> Result<Option<String>, FetchError> {
    if !place.exists() {
        return Ok(None);
    }
    let beside = beside(place);
    let list = match fs::read_to_string(&beside) {
        Ok(list) => list,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&beside, error)),
    };
    let Some(lacks) = list.lines().find_map(|line| lacking(place, line)) else { return Ok(None) };
    remove(place)?;
    Ok(Some(lacks))
}

/// Takes a package away at once, whatever is still being removed.
fn remove(place: &Path) -> Result<(), FetchError> {
    if !place.exists() {
        return Ok(());
    }
    let aside = place.with_extension(format!("gone-{}", std::process::id()));
    fs::rename(place, &aside).map_err(|source| failed(place, source))?;
    fs::remove_dir_all(&aside).map_err(|source| failed(&aside, source))
}

fn beside(place: &Path) -> PathBuf {
    place.with_extension("sha256")
}

fn failed(path: &Path, source: io::Error) -> FetchError {
    FetchError::File { path: path.to_owned(), source }
}

/// Lists the files of a folder, those that links lead to as well; links that lead out of it or nowhere are the package's own affair.
fn add(top: &Path, below: &Path, list: &mut String) -> io::Result<()> {
    let mut names: Vec<_> =
        fs::read_dir(top.join(below))?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<_>>()?;
    names.sort();
    for name in names {
        let below = below.join(name);
        let kind = fs::symlink_metadata(top.join(&below))?.file_type();
        let text = below.to_str().filter(|text| !text.contains(['\n', '\\']));
        if kind.is_dir() {
            add(top, &below, list)?;
        } else if let (Some(text), Ok(hash)) = (text, hash(&top.join(&below))) {
            // Writing to a string cannot fail.
            let _ = writeln!(list, "{hash}  {text}");
        }
    }
    Ok(())
}

/// What a line names that is not as it says.
fn lacking(place: &Path, line: &str) -> Option<String> {
    let (expected, below) = line.split_once("  ")?;
    match hash(&place.join(below)) {
        Ok(seen) if seen == expected => None,
        Ok(_) => Some(format!("`{below}` is not what was unpacked")),
        Err(error) => Some(format!("`{below}`: {error}")),
    }
}

fn hash(file: &Path) -> io::Result<String> {
    hash_of::<Sha256>(file)
}
