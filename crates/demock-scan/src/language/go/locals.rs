//! Local names of Go, which hide the package's variables, and the names that its imports bind.
//!
//! Invariant: a question takes constant time, however many names a function declares.

use crate::facts::NameHash;
use rustc_hash::{FxHashMap, FxHashSet};

/// The names that are declared where the lexer stands.
#[derive(Debug, Default)]
pub(super) struct Locals {
    /// Each with the number of levels open where it was declared, the outermost first.
    declared: Vec<(usize, NameHash)>,
    /// How often each is declared.
    counts: FxHashMap<NameHash, u32>,
    imported: FxHashSet<NameHash>,
}

impl Locals {
    pub(super) fn declare(&mut self, levels: usize, name: NameHash) {
        self.declared.push((levels, name));
        *self.counts.entry(name).or_default() += 1;
    }

    pub(super) fn import(&mut self, name: NameHash) {
        self.imported.insert(name);
    }

    /// Forgets what was declared deeper than that many levels.
    pub(super) fn leave(&mut self, levels: usize) {
        while let Some((_, name)) = self.declared.pop_if(|(declared, _)| *declared > levels) {
            if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
    }

    pub(super) fn is_local(&self, name: NameHash) -> bool {
        self.counts.get(&name).is_some_and(|count| *count > 0)
    }

    pub(super) fn is_imported(&self, name: NameHash) -> bool {
        self.imported.contains(&name)
    }
}
