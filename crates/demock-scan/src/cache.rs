//! Remembers what each content said, so that a run over an unchanged tree reads nothing.
//!
//! A result is kept under the hash of the file's content, its language and its role; the rule set and demock's version
//! are part of the cache's key, so that another version never sees it. A file's stored hash is trusted only while
//! device, inode, size, mtime and ctime are what they were, and only if both times lie more than `GRAIN` before the
//! moment at which the first file was read: a file changed within the clock's grain after it was read must be read again
//! (git's rule for "racily clean" index entries, Documentation/technical/racy-git).
//! Invariants: a damaged, torn or foreign cache (also one made for another root or rule set and then renamed) is an empty
//! one; writing goes to a new file that then takes the old one's place, so that two runs at once leave one whole file; of
//! a tree of which only a part was asked for, the rest stays as it was remembered.
//! Absent on purpose: clocks that disagree. On a network file system whose server's clock runs more than `GRAIN` behind,
//! an edit of the same size within that lag after a scan could go unseen by a next scan; `--no-cache` reads all.

mod answer;
mod blob;
mod codec;
mod names;
mod place;
mod shard;
mod writing;

pub use answer::{ANSWER_BYTES_MAX, Answers, Digest};
pub use blob::Blob;
pub use codec::{Front, decode, decode_front, encode};
pub(crate) use codec::{Reader, Writer, decode_own, has_implementations, has_replacers, has_types, takes};
pub(crate) use names::Names;
pub use place::Slot;
pub use shard::{Shard, ShardError};
pub(crate) use shard::{ShardHead, shard_of};
pub use writing::{Remembered, store};

use crate::language::FileRole;
use crate::walk::{SourceFile, Stat};
use demock_model::Language;
use rustc_hash::FxHashMap;
use std::fs;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: [u8; 8] = *b"demock\x00\x05";

/// The coarsest step in which a file's times are counted, in nanoseconds: FAT counts in two seconds, and Linux stamps
/// files by a clock that runs up to a tick (10 ms) behind the one that [`now`] reads.
const GRAIN: i128 = 2_000_000_000;

/// What one file said, in stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Hash of the file's bytes, its language and its role.
    pub content: u128,
    /// The encoded [`crate::site::FileScan`].
    pub scan: Blob,
}

/// What is kept of one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The encoded [`crate::site::FileScan`].
    pub scan: Blob,
    /// What it shows to other modules, where one has asked.
    pub exports: Option<Blob>,
}

/// Remembered files and contents.
#[derive(Debug, Default)]
pub struct Cache {
    by_path: FxHashMap<Arc<str>, (Stat, u128)>,
    by_content: FxHashMap<u128, Kept>,
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
        fs::read(slot.file()).ok().and_then(|bytes| Self::parse(bytes, slot.key())).unwrap_or_default()
    }

    fn parse(bytes: Vec<u8>, key: u128) -> Option<Self> {
        let whole = Arc::new(bytes);
        let mut reader = Reader::new(checked(&whole, MAGIC)?);
        if reader.wide()?.cast_unsigned() != key {
            return None;
        }
        let mut cache = Self { written: reader.wide()?, ..Self::default() };
        let contents = read_contents(&whole, &mut reader)?;
        let in_order: Vec<u128> = contents.iter().map(|(content, _)| *content).collect();
        cache.by_content.extend(contents);
        for _ in 0..reader.count(1)? {
            let path: Arc<str> = reader.text()?.into();
            let stat = reader.stat()?;
            let content = *in_order.get(usize::try_from(reader.number()?).ok()?)?;
            cache.by_path.insert(path, (stat, content));
        }
        reader.is_at_end().then_some(cache)
    }

    /// The result of a file that certainly has not changed since it was stored.
    pub fn unchanged(&self, file: &SourceFile) -> Option<Stored> {
        let content = self.content_of(&file.path, &file.stat)?;
        self.by_content(content).map(|kept| Stored { content, scan: kept.scan.clone() })
    }

    /// The content of a file of this state, if it certainly has not changed since it was stored.
    pub(crate) fn content_of(&self, path: &str, now: &Stat) -> Option<u128> {
        let (stat, content) = self.by_path.get(path)?;
        (stat == now && stat.is_settled(self.written)).then_some(*content)
    }

    /// What a file held when it was last read, whatever it holds now.
    pub(crate) fn last_content_of(&self, path: &str) -> Option<u128> {
        self.by_path.get(path).map(|(_, content)| *content)
    }

    /// What is kept of any file with this content.
    pub fn by_content(&self, content: u128) -> Option<&Kept> {
        self.by_content.get(&content)
    }

    /// The files that are remembered.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&Arc<str>, &Stat, u128)> {
        self.by_path.iter().map(|(path, (stat, content))| (path, stat, *content))
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

impl Stat {
    /// Whether a file of this state was certainly not changed between the moment `written` and the day it is looked at
    /// again with the same state.
    pub(crate) fn is_settled(&self, written: i128) -> bool {
        self.inode != 0 && self.modified.max(self.changed) < written.saturating_sub(GRAIN)
    }
}

/// What is kept of each content, in order: what [`writing`] has written.
fn read_contents(whole: &Arc<Vec<u8>>, reader: &mut Reader<'_>) -> Option<Vec<(u128, Kept)>> {
    let count = reader.count(size_of::<u128>())?;
    let mut contents = Vec::with_capacity(count);
    for _ in 0..count {
        let content = reader.wide()?.cast_unsigned();
        let scan = Blob::part(whole, reader.bytes()?)?;
        let exports = match reader.number()? {
            0 => None,
            _ => Some(Blob::part(whole, reader.bytes()?)?),
        };
        contents.push((content, Kept { scan, exports }));
    }
    Some(contents)
}

/// The content of a file of ours, between its beginning and its check sum; `None` where either is wrong.
fn checked(bytes: &[u8], magic: [u8; 8]) -> Option<&[u8]> {
    let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    let is_ours = body.get(..8)? == magic && xxh3_64(body).to_le_bytes() == *sum;
    body.get(8..).filter(|_| is_ours)
}

/// Now, as the file system counts: taken before the first file is read.
pub fn now() -> i128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos().cast_signed())
}

#[cfg(test)]
mod tests;
