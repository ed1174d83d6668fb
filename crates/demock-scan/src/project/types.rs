//! In which files types stand that no file is named after: `Orders` of `Storage.kt`.
//!
//! Invariant: what files say is looked at once, when the first such type is asked for. Absent on purpose: types within types.

use super::Project;
use super::tree::FileId;
use crate::cache::{Blob, decode_own};
use crate::facts::NameHash;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Types of files that have several.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// What files say, by their paths and in stored form.
    files: Vec<(Arc<str>, Blob)>,
    known: OnceLock<FxHashMap<NameHash, Vec<FileId>>>,
}

impl Types {
    pub(super) fn new(files: Vec<(Arc<str>, Blob)>) -> Self {
        Self { files, known: OnceLock::new() }
    }
}

impl Project<'_> {
    /// The files of several types that define one of this name.
    pub(super) fn files_with_type(&self, name: &str) -> &[FileId] {
        let known = self.types.known.get_or_init(|| {
            let mut known: FxHashMap<NameHash, Vec<FileId>> = FxHashMap::default();
            for (path, scan) in &self.types.files {
                let Some((file, scan)) = self.tree.file(path).zip(decode_own(scan)) else { continue };
                for name in scan.types {
                    known.entry(NameHash::of(name.as_bytes())).or_default().push(file);
                }
            }
            known
        });
        known.get(&NameHash::of(name.as_bytes())).map_or(&[], Vec::as_slice)
    }
}
