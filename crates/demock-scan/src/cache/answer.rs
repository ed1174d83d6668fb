//! Remembers whole answers: what a command wrote about a tree in which nothing has changed since.
//!
//! An answer is known by what was asked (the root, the rules, the form of the output) and holds the digest of every state
//! that it depends on: each file that was found, each file of the project that was read, whatever was not read, and the
//! day. Invariants: those of the cache of contents; an answer larger than [`ANSWER_BYTES_MAX`] is not kept.

use super::{MAGIC, Reader, Slot, Writer, checked, writing::Summed};
use std::fs;
use std::io;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

/// Larger answers are made anew: reading them takes as long as finding them.
pub const ANSWER_BYTES_MAX: usize = 4 << 20;

/// A tree's state as far as answers depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// Of all states.
    pub(crate) hash: u128,
    /// The latest time that any of them names.
    pub(crate) newest: i128,
    /// The moment before the first of them was looked at.
    pub(crate) looked: i128,
}

/// Where the answer to one question is kept.
#[derive(Debug)]
pub struct Answers {
    pub(super) slot: Slot,
}

impl Answers {
    /// The place below `folder` of the answer about `root` to the question that `asked` describes.
    pub fn new(folder: &Path, root: &Path, asked: &[u8]) -> Self {
        Self { slot: Slot::of_sort("answers", folder, root, asked) }
    }

    /// The answer, if the tree is certainly what it was when it was given.
    pub fn get(&self, digest: &Digest) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.slot.file()).ok()?;
        let answer = {
            let mut reader = Reader::new(checked(&bytes, MAGIC)?);
            let is_this = reader.wide()?.cast_unsigned() == self.slot.key()
                && reader.wide()?.cast_unsigned() == digest.hash
                && digest.newest < reader.wide()?.saturating_sub(super::GRAIN);
            let length = reader.bytes()?.len();
            if !is_this || !reader.is_at_end() {
                return None;
            }
            length
        };
        bytes.truncate(bytes.len() - 8);
        Some(bytes.split_off(bytes.len() - answer))
    }

    /// Keeps an answer. `digest` was taken before anything was read for it.
    pub fn put(&self, digest: &Digest, answer: &[u8]) -> io::Result<()> {
        if answer.len() > ANSWER_BYTES_MAX {
            return Ok(());
        }
        let mut writer = Writer::default();
        writer.raw(&MAGIC);
        writer.wide(self.slot.key().cast_signed());
        writer.wide(digest.hash.cast_signed());
        writer.wide(digest.looked);
        writer.bytes(answer);
        let bytes = writer.finish();
        self.slot.replace(|out| {
            let mut out = Summed { out, sum: Xxh3Default::new() };
            out.write_all(&bytes)?;
            out.finish()
        })
    }
}
