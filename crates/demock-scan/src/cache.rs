//! Remembers what each file said, so that a run over an unchanged tree reads nothing.
//!
//! A result is kept under the hash of the file's content, its language and its role; the rule set and demock's version
//! are part of the cache's key, so that another version never sees it. A file's stored hash is trusted only while
//! device, inode, size, mtime and ctime are what they were, and only if both times lie more than `GRAIN` before the
//! moment at which the first file was read: a file changed within the clock's grain after it was read must be read again
//! (git's rule for "racily clean" index entries, Documentation/technical/racy-git).
//! Invariants: a damaged, torn or foreign cache (also one made for another root or rule set and then renamed) is an empty
//! one; writing goes to a new file that then takes the old one's place, so that two runs at once leave one whole file.
//! Absent on purpose: clocks that disagree. On a network file system whose server's clock runs more than `GRAIN` behind,
//! an edit of the same size within that lag after a scan could go unseen by a next scan; `--no-cache` reads all.

mod codec;

pub use codec::{decode, encode};

use crate::language::FileRole;
use crate::walk::{SourceFile, Stat};
use codec::{Reader, Writer};
use demock_model::Language;
use rustc_hash::FxHashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: &[u8; 8] = b"demock\x00\x02";

/// The coarsest step in which a file's times are counted, in nanoseconds: FAT counts in two seconds, and Linux stamps
/// files by a clock that runs up to a tick (10 ms) behind the one that [`now`] reads.
const GRAIN: i128 = 2_000_000_000;

/// What one file said, in stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Hash of the file's bytes.
    pub content: u128,
    /// The encoded [`crate::site::FileScan`].
    pub scan: Arc<[u8]>,
}

/// Where a root's results are kept, and what they are known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    file: PathBuf,
    /// Hash of the root and of whatever else the results depend on; it stands in the file, too.
    key: u128,
}

impl Slot {
    /// The place below `folder` of a root's results; `key` holds whatever else they depend on (rules, version).
    pub fn new(folder: &Path, root: &Path, key: &[u8]) -> Self {
        let mut text = root.as_os_str().as_encoded_bytes().to_vec();
        text.push(0);
        text.extend_from_slice(key);
        let key = xxh3_128(&text);
        Self { file: folder.join("scan").join(format!("{key:032x}")), key }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// Remembered files.
#[derive(Debug, Default)]
pub struct Cache {
    by_path: FxHashMap<Arc<str>, (Stat, Stored)>,
    by_content: FxHashMap<u128, Arc<[u8]>>,
    /// The moment before the first of its files was read, nanoseconds since the epoch.
    written: i128,
}

/// What a result depends on besides the bytes: kept in the content's key.
pub(crate) fn content_key(bytes: &[u8], language: Language, role: FileRole) -> u128 {
    let salt = (language as u128) << 2 | role as u128;
    xxh3_128(bytes).rotate_left(5) ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
}

impl Cache {
    /// Reads a cache; an unreadable or damaged one is empty.
    pub fn load(slot: &Slot) -> Self {
        fs::read(&slot.file).ok().and_then(|bytes| Self::parse(&bytes, slot.key)).unwrap_or_default()
    }

    fn parse(bytes: &[u8], key: u128) -> Option<Self> {
        let body = bytes.len().checked_sub(8)?;
        let (body, sum) = bytes.split_at_checked(body)?;
        if body.get(..8)? != MAGIC || xxh3_64(body).to_le_bytes() != *sum {
            return None;
        }
        let mut reader = Reader::new(body.get(8..)?);
        if reader.wide()?.cast_unsigned() != key {
            return None;
        }
        let written = reader.wide()?;
        let count = reader.number()?;
        let mut cache = Self { written, ..Self::default() };
        for _ in 0..count {
            let path: Arc<str> = reader.text()?.into();
            let stat = Stat {
                device: reader.number()?,
                inode: reader.number()?,
                size: reader.number()?,
                modified: reader.wide()?,
                changed: reader.wide()?,
            };
            let content = reader.wide()?.cast_unsigned();
            let scan: Arc<[u8]> = reader.bytes()?.into();
            cache.by_content.insert(content, scan.clone());
            cache.by_path.insert(path, (stat, Stored { content, scan }));
        }
        reader.is_at_end().then_some(cache)
    }

    /// The result of a file that certainly has not changed since it was stored.
    pub fn unchanged(&self, file: &SourceFile) -> Option<&Stored> {
        let (stat, stored) = self.by_path.get(&file.path)?;
        let settled = stat.modified.max(stat.changed) < self.written.saturating_sub(GRAIN);
        (*stat == file.stat && stat.inode != 0 && settled).then_some(stored)
    }

    /// The result of any file with this content.
    pub fn by_content(&self, content: u128) -> Option<&Arc<[u8]>> {
        self.by_content.get(&content)
    }

    /// How many files are remembered.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }
}

/// Now, as the file system counts: taken before the first file is read.
pub fn now() -> i128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos().cast_signed())
}

/// Writes a cache file anew. `started` is the moment before the first of the files was read.
pub fn store<'a>(
    slot: &Slot,
    started: i128,
    entries: impl ExactSizeIterator<Item = (&'a SourceFile, &'a Stored)>,
) -> io::Result<()> {
    let mut writer = Writer::default();
    writer.raw(MAGIC);
    writer.wide(slot.key.cast_signed());
    writer.wide(started);
    writer.number(entries.len() as u64);
    for (source, stored) in entries {
        writer.text(&source.path);
        writer.number(source.stat.device);
        writer.number(source.stat.inode);
        writer.number(source.stat.size);
        writer.wide(source.stat.modified);
        writer.wide(source.stat.changed);
        writer.wide(stored.content.cast_signed());
        writer.bytes(&stored.scan);
    }
    let mut bytes = writer.finish();
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    replace(&slot.file, &bytes)
}

/// Files written by this process: two threads never write to one new file.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Puts a whole file in another's place.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let turn = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let own = folder.join(format!(".{}-{turn}-{}", std::process::id(), now()));
    let mut new = fs::File::create_new(&own)?;
    let written = new.write_all(bytes).and_then(|()| fs::rename(&own, file));
    if written.is_err() {
        // The error that matters is the first; a left-over file is harmless and named apart.
        let _ = fs::remove_file(&own);
    }
    written
}

#[cfg(test)]
mod tests;
