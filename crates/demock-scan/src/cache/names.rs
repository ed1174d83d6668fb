//! Remembers which files a tree holds, by the states of its folders: a folder changes when something in it comes, goes or is renamed.
//!
//! Invariants: those of the cache of contents; a folder that changed within the clock's grain before it was looked at is never taken
//! as unchanged. Absent on purpose: what files hold, and looking at folders (`walk::remembered`).

use super::{MAGIC, Reader, Slot, Writer, checked, writing::Summed};
use crate::walk::Stat;
use std::fs;
use std::io;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

/// What is remembered of a tree; paths are relative to its root, but for those of what git ignores.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    /// The moment before the first folder was looked at, nanoseconds since the epoch.
    pub(crate) looked: i128,
    /// Absolute paths of the files by which git ignores others, with their states; of those that are not there, none.
    pub(crate) ignores: Vec<(String, Stat)>,
    pub(crate) folders: Vec<(String, Stat)>,
    /// Sources and files of the project.
    pub(crate) files: Vec<String>,
    pub(crate) project: Vec<String>,
    /// What is not read, with the reason.
    pub(crate) skipped: Vec<(String, String)>,
}

impl Names {
    /// The place below `folder` of what is remembered of a root.
    pub(crate) fn slot(folder: &Path, root: &Path) -> Slot {
        Slot::of_sort("names", folder, root, env!("CARGO_PKG_VERSION").as_bytes())
    }

    /// What is remembered there; what is damaged is nothing.
    pub(crate) fn load(slot: &Slot) -> Option<Self> {
        let bytes = fs::read(slot.file()).ok()?;
        let mut reader = Reader::new(checked(&bytes, MAGIC)?);
        if reader.wide()?.cast_unsigned() != slot.key() {
            return None;
        }
        let looked = reader.wide()?;
        let stated = |reader: &mut Reader<'_>| Some((reader.text()?.to_owned(), reader.stat()?));
        let names = Self {
            looked,
            ignores: reader.list(stated)?,
            folders: reader.list(stated)?,
            files: reader.list(|reader| Some(reader.text()?.to_owned()))?,
            project: reader.list(|reader| Some(reader.text()?.to_owned()))?,
            skipped: reader.list(|reader| Some((reader.text()?.to_owned(), reader.text()?.to_owned())))?,
        };
        reader.is_at_end().then_some(names)
    }

    pub(crate) fn store(&self, slot: &Slot) -> io::Result<()> {
        let mut writer = Writer::default();
        writer.raw(&MAGIC);
        writer.wide(slot.key().cast_signed());
        writer.wide(self.looked);
        for list in [&self.ignores, &self.folders] {
            writer.number(list.len() as u64);
            for (path, stat) in list {
                writer.text(path);
                writer.stat(stat);
            }
        }
        for list in [&self.files, &self.project] {
            writer.number(list.len() as u64);
            for path in list {
                writer.text(path);
            }
        }
        writer.number(self.skipped.len() as u64);
        for (path, reason) in &self.skipped {
            writer.text(path);
            writer.text(reason);
        }
        let bytes = writer.finish();
        slot.replace(|out| {
            let mut out = Summed { out, sum: Xxh3Default::new() };
            out.write_all(&bytes)?;
            out.finish()
        })
    }
}
