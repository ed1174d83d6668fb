//! Writes a cache anew: each content once, then the files that have it.

use super::{Cache, Kept, MAGIC, Slot, Stored, Writer};
use crate::walk::{SourceFile, Stat};
use rustc_hash::FxHashMap;
use std::io::{self, Write};
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3Default;

/// What a run has to remember.
pub struct Remembered<'a> {
    /// The moment before the first of the files was read.
    pub started: i128,
    /// The files that were read, with what they said.
    pub files: &'a [(&'a SourceFile, &'a Stored)],
    /// What contents said when they were read again in the light of others.
    pub again: &'a FxHashMap<u128, super::Blob>,
    /// Whether a file that was not looked at stays as it was remembered before.
    pub stays: &'a dyn Fn(&str) -> bool,
    /// What was remembered before.
    pub before: &'a Cache,
    /// What contents show to other modules, as far as this run was the first to ask.
    pub exports: &'a FxHashMap<u128, super::Blob>,
}

/// Writes a cache file anew.
pub fn store(slot: &Slot, remembered: &Remembered<'_>) -> io::Result<()> {
    let listed = Listed::of(remembered);
    slot.replace(|out| {
        let mut out = Summed { out, sum: Xxh3Default::new() };
        out.write_all(&MAGIC)?;
        let mut writer = Writer::default();
        writer.wide(slot.key().cast_signed());
        writer.wide(listed.written);
        writer.number(listed.contents.len() as u64);
        for (content, kept) in &listed.contents {
            write_content(&mut writer, *content, kept);
            out.take(&mut writer)?;
        }
        writer.number(listed.files.len() as u64);
        for (path, stat, at) in &listed.files {
            writer.text(path);
            writer.stat(stat);
            writer.number(u64::from(*at));
            out.take(&mut writer)?;
        }
        out.finish()
    })
}

/// Everything that goes into the file, each content once.
pub(super) struct Listed {
    written: i128,
    pub(super) contents: Vec<(u128, Kept)>,
    pub(super) files: Vec<(Arc<str>, Stat, u32)>,
}

impl Listed {
    pub(super) fn of(remembered: &Remembered<'_>) -> Self {
        let Remembered { started, files, again, stays, before, exports } = remembered;
        // Files that were not looked at were trusted as of the earlier moment.
        let others: Vec<_> = before.files().filter(|(path, ..)| stays(path)).collect();
        let written = if others.is_empty() { *started } else { before.written.min(*started) };
        let mut listed = Self { written, contents: Vec::new(), files: Vec::new() };
        let mut known: FxHashMap<u128, u32> = FxHashMap::default();
        let mut add = |content: u128, scan: &super::Blob, contents: &mut Vec<(u128, Kept)>| {
            *known.entry(content).or_insert_with(|| {
                let asked = exports.get(&content).or_else(|| before.by_content(content)?.exports.as_ref());
                contents.push((content, Kept { scan: scan.clone(), exports: asked.cloned() }));
                contents.len() as u32 - 1
            })
        };
        for (file, stored) in *files {
            let at = add(stored.content, &stored.scan, &mut listed.contents);
            listed.files.push((file.path.clone(), file.stat, at));
        }
        for (path, stat, content) in others {
            if let Some(kept) = before.by_content(content) {
                let at = add(content, &kept.scan, &mut listed.contents);
                listed.files.push((path.clone(), *stat, at));
            }
        }
        let mut again: Vec<_> = again.iter().collect();
        again.sort_by_key(|(key, _)| **key);
        for (key, scan) in again {
            add(*key, scan, &mut listed.contents);
        }
        listed.files.sort_by(|a, b| a.0.cmp(&b.0));
        listed
    }
}

/// Writes what is kept of a content.
pub(super) fn write_content(writer: &mut Writer, content: u128, Kept { scan, exports }: &Kept) {
    writer.wide(content.cast_signed());
    writer.bytes(scan);
    writer.number(u64::from(exports.is_some()));
    if let Some(exports) = exports {
        writer.bytes(exports);
    }
}

/// A stream that ends in its own check sum.
pub(super) struct Summed<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) sum: Xxh3Default,
}

impl Summed<'_> {
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.out.write_all(bytes)
    }

    /// Writes what was put together so far.
    fn take(&mut self, writer: &mut Writer) -> io::Result<()> {
        let bytes = std::mem::take(writer).finish();
        self.write_all(&bytes)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let sum = self.sum.digest().to_le_bytes();
        self.out.write_all(&sum)
    }
}
