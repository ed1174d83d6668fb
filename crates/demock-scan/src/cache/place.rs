//! Where a root's files of ours lie, how they are replaced, and when old ones go.
//!
//! Invariant: only files whose names are ours are ever removed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};
use xxhash_rust::xxh3::xxh3_128;

/// After this long without being written, a file of another root, or one that a killed run left behind, is removed.
const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// A file of ours, and what it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    file: PathBuf,
    /// Hash of the root and of whatever else the content depends on; it stands in the file, too.
    key: u128,
}

impl Slot {
    /// The place below `folder` of a root's results; `key` holds whatever else they depend on (rules, version).
    pub fn new(folder: &Path, root: &Path, key: &[u8]) -> Self {
        Self::of_sort("scan", folder, root, key)
    }

    /// A place among others of one sort.
    pub(super) fn of_sort(sort: &str, folder: &Path, root: &Path, key: &[u8]) -> Self {
        let mut text = root.as_os_str().as_encoded_bytes().to_vec();
        text.push(0);
        text.extend_from_slice(key);
        let key = xxh3_128(&text);
        Self { file: folder.join(sort).join(format!("{key:032x}")), key }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    pub(super) fn key(&self) -> u128 {
        self.key
    }

    /// Puts whole new content in the file's place, and removes what nobody has written for long.
    pub(super) fn replace(&self, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
        /// Files written by this process: two threads never write to one new file.
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let folder = self.file.parent().ok_or(io::ErrorKind::InvalidInput)?;
        fs::create_dir_all(folder)?;
        let turn = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let own = folder.join(format!(".{}-{turn}-{}", std::process::id(), super::now()));
        let mut new = io::BufWriter::with_capacity(1 << 16, fs::File::create_new(&own)?);
        let written = write(&mut new).and_then(|()| new.flush()).and_then(|()| fs::rename(&own, &self.file));
        if written.is_err() {
            // The error that matters is the first; a left-over file is harmless and goes with the old ones.
            let _ = fs::remove_file(&own);
        }
        sweep(folder, SystemTime::now());
        written
    }
}

/// Removes files of ours that were last written long before `today`. What cannot be removed stays for the next time.
fn sweep(folder: &Path, today: SystemTime) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let is_ours = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
            || name.starts_with('.') && name.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'-');
        let written = entry.metadata().and_then(|data| data.modified());
        let is_old = |written| today.duration_since(written).is_ok_and(|age| age > KEPT_FOR);
        if is_ours && written.is_ok_and(is_old) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_old_files_of_ours_are_swept() {
        let folder = std::env::temp_dir().join(format!("demock-sweep-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let names = ["0123456789abcdef0123456789abcdef", ".12-0-34", "README", "0123", ".hidden"];
        for name in names {
            fs::write(folder.join(name), "").expect("written");
        }
        let left = || names.into_iter().filter(|name| folder.join(name).exists()).collect::<Vec<_>>();
        sweep(&folder, SystemTime::now() + KEPT_FOR - Duration::from_mins(1));
        assert_eq!(left(), names);
        sweep(&folder, SystemTime::now() + KEPT_FOR + Duration::from_mins(1));
        assert_eq!(left(), ["README", "0123", ".hidden"]);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
