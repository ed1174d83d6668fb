//! Folders that begin as a copy of a template.
//!
//! Two threads copy: what takes time is making a thousand files, not their bytes. Hard links would be faster and wrong: Postgres
//! writes in place.

use std::io;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};
use std::{fs, thread};

/// Mode of a data folder: Postgres takes no other.
const MODE: u32 = 0o700;

/// Makes a folder a service's own.
pub(super) fn own(folder: &Path, owner: u32) -> io::Result<()> {
    fs::set_permissions(folder, fs::Permissions::from_mode(MODE))?;
    give(folder, owner)
}

fn give(path: &Path, owner: u32) -> io::Result<()> {
    if rustix::process::geteuid().is_root() { chown(path, Some(owner), Some(owner)) } else { Ok(()) }
}

/// Copies a folder with everything in it; all of the copy belongs to the owner.
pub(super) fn copy(from: &Path, to: &Path, owner: u32) -> io::Result<()> {
    let mut files = Vec::new();
    folders(from, to, owner, &mut files)?;
    let (one, other) = files.split_at(files.len() / 2);
    let copy_all = |files: &[(PathBuf, PathBuf)]| {
        files.iter().try_for_each(|(from, to)| {
            fs::copy(from, to)?;
            give(to, owner)
        })
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| copy_all(other));
        let one = copy_all(one);
        let other = other.join().unwrap_or_else(|_| Err(io::Error::other("a thread that copied panicked")));
        one.and(other)
    })
}

/// What a file that was prepared ends with.
const PREPARED: &str = "demock";

/// Copies one file of a folder into another, beside where it is to be.
pub(super) fn prepare(from: &Path, to: &Path, file: &Path, owner: u32) -> io::Result<()> {
    let beside = to.join(file).with_extension(PREPARED);
    fs::copy(from.join(file), &beside)?;
    give(&beside, owner)
}

/// Puts it there at once: whoever reads it meanwhile finds all of it or what was there before.
pub(super) fn restore(to: &Path, file: &Path) -> io::Result<()> {
    let target = to.join(file);
    fs::rename(target.with_extension(PREPARED), target)
}

/// Makes the folders and links, and lists the files.
fn folders(from: &Path, to: &Path, owner: u32, files: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    fs::create_dir(to)?;
    own(to, owner)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, source, target) = (entry.file_type()?, entry.path(), to.join(entry.file_name()));
        if kind.is_dir() {
            folders(&source, &target, owner, files)?;
        } else if kind.is_symlink() {
            symlink(fs::read_link(&source)?, &target)?;
        } else {
            files.push((source, target));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_what_the_folder_holds_and_is_its_own() {
        let outer = std::env::temp_dir().join(format!("demock-data-{}", std::process::id()));
        let from = outer.join("from");
        fs::create_dir_all(from.join("base/1")).expect("folders");
        for (name, text) in [("a", "1"), ("b", ""), ("base/1/c", "three")] {
            fs::write(from.join(name), text).expect("written");
        }
        symlink("a", from.join("link")).expect("a link");
        let to = outer.join("to");
        copy(&from, &to, super::super::child::service_user()).expect("copied");
        fs::write(to.join("a"), "2").expect("written");
        let read = |path: PathBuf| fs::read_to_string(path).expect("readable");
        assert_eq!([read(from.join("a")), read(to.join("link")), read(to.join("base/1/c"))], ["1", "2", "three"]);
        assert_eq!(fs::metadata(&to).expect("there").permissions().mode() & 0o777, MODE);
        fs::remove_dir_all(outer).expect("removed");
    }
}
