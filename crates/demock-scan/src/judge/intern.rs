//! Keeps strings that repeat once for the whole run.

use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Interner {
    known: FxHashMap<Arc<str>, ()>,
    /// Sites of one test follow each other: the last string is asked for again more often than not.
    last: Arc<str>,
}

impl Interner {
    /// The first string with this content; the argument's own allocation when it is new.
    pub(super) fn intern(&mut self, text: Arc<str>) -> Arc<str> {
        if self.last != text {
            self.last = match self.known.entry(text) {
                Entry::Occupied(known) => known.key().clone(),
                Entry::Vacant(new) => new.insert_entry(()).key().clone(),
            };
        }
        self.last.clone()
    }
}
