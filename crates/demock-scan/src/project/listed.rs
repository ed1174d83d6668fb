//! What files list in their scans for others to find by name.
//!
//! Invariant: the lists are read once, when the first name is asked for; most projects ask for none.

use super::tree::{FileId, Tree};
use crate::cache::{Blob, decode_own};
use crate::facts::NameHash;
use crate::site::FileScan;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// By a name, the files that list it, each with what it says of it.
#[derive(Debug)]
pub(super) struct Listed<T> {
    /// What files say, by their paths and in stored form.
    files: Vec<(Arc<str>, Blob)>,
    known: OnceLock<FxHashMap<NameHash, Vec<(FileId, T)>>>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> Listed<T> {
    pub(super) fn new(files: Vec<(Arc<str>, Blob)>) -> Self {
        Self { files, known: OnceLock::new() }
    }

    /// The files that list a name, in order; `list` gives a scan's names.
    pub(super) fn named(&self, tree: &Tree, name: &str, list: fn(FileScan) -> Vec<(Arc<str>, T)>) -> &[(FileId, T)] {
        let known = self.known.get_or_init(|| {
            let mut known: FxHashMap<NameHash, Vec<(FileId, T)>> = FxHashMap::default();
            for (path, scan) in &self.files {
                let Some((file, scan)) = tree.file(path).zip(decode_own(scan)) else { continue };
                for (name, said) in list(scan) {
                    known.entry(NameHash::of(name.as_bytes())).or_default().push((file, said));
                }
            }
            known
        });
        known.get(&NameHash::of(name.as_bytes())).map_or(&[], Vec::as_slice)
    }
}
