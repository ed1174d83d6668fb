//! Keeps strings that repeat once for the whole run.

use rustc_hash::FxHashSet;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Interner {
    known: FxHashSet<Arc<str>>,
}

impl Interner {
    /// The first string with this content; the argument's own allocation when it is new.
    pub(super) fn intern(&mut self, text: Arc<str>) -> Arc<str> {
        if let Some(known) = self.known.get(&*text) {
            return known.clone();
        }
        self.known.insert(text.clone());
        text
    }
}
