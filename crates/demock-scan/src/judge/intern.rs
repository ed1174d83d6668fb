//! Keeps strings that repeat once for the whole run.

use rustc_hash::FxHashSet;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Interner {
    known: FxHashSet<Arc<str>>,
    /// Sites of one test follow each other: the last string is asked for again more often than not.
    last: Arc<str>,
}

impl Interner {
    /// The first string with this content; the argument's own allocation when it is new.
    pub(super) fn intern(&mut self, text: Arc<str>) -> Arc<str> {
        if self.last != text {
            if let Some(known) = self.known.get(&*text) {
                self.last = known.clone();
            } else {
                self.last = text.clone();
                self.known.insert(text);
            }
        }
        self.last.clone()
    }
}
