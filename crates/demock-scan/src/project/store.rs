//! Modules read so far.
//!
//! Invariants: a module is read when first asked for and, as long as all of them fit, once; what is kept is bounded by
//! [`KEPT_MAX`]. A file that cannot be read is a module that exports nothing: the walk has reported it already.

use super::module::Module;
use super::tree::{FileId, Tree};
use crate::facts::Facts;
use crate::ruleset::RuleSet;
use crate::text::Source;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of modules that are kept, about.
const KEPT_MAX: usize = 12 << 20;

#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
    kept: Mutex<Kept>,
    /// Facts that are not in use, for their memory.
    idle: Mutex<Vec<Facts>>,
}

#[derive(Debug, Default)]
struct Kept {
    modules: FxHashMap<FileId, Arc<Module>>,
    bytes: usize,
}

impl Store {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), kept: Mutex::default(), idle: Mutex::default() }
    }

    pub(super) fn module(&self, rules: &RuleSet, tree: &Tree, file: FileId) -> Arc<Module> {
        if let Some(module) = locked(&self.kept).modules.get(&file) {
            return module.clone();
        }
        let module = Arc::new(self.read(rules, tree, file));
        let mut kept = locked(&self.kept);
        if kept.bytes > KEPT_MAX {
            *kept = Kept::default();
        }
        kept.bytes += module.size();
        kept.modules.insert(file, module.clone());
        module
    }

    fn read(&self, rules: &RuleSet, tree: &Tree, file: FileId) -> Module {
        let source = self.text(tree.path(file)).unwrap_or_default();
        let mut facts = locked(&self.idle).pop().unwrap_or_default();
        let module = Module::read(rules, tree.language(file), Source::new(&source), &mut facts);
        locked(&self.idle).push(facts);
        module
    }

    /// A file's content; `None` where it cannot be read.
    pub(super) fn text(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.root.join(path)).ok()
    }
}

/// A lock whose holder panicked is as good as any: what it guards is only ever added to.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
