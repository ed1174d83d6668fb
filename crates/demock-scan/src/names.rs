//! A set of names that is asked about for every word of a file and mostly holds few.
//!
//! Invariant: asking costs one operation where the answer is no, however many names there are.

use crate::facts::NameHash;
use rustc_hash::FxHashSet;

/// Names by their hashes.
#[derive(Debug, Default)]
pub(crate) struct NameSet {
    /// A bit for the low six bits of each hash: most words are told from all names by it.
    filter: u64,
    names: FxHashSet<NameHash>,
}

impl NameSet {
    #[inline]
    pub(crate) fn contains(&self, name: NameHash) -> bool {
        self.filter & (1 << (name.0 % 64)) != 0 && self.names.contains(&name)
    }

    pub(crate) fn insert(&mut self, name: NameHash) {
        self.filter |= 1 << (name.0 % 64);
        self.names.insert(name);
    }
}
