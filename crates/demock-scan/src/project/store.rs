//! Modules read so far, and what earlier runs know of contents.
//!
//! Invariants: a module is read when first asked for, once for all files of its content as long as what is kept fits in
//! [`KEPT_MAX`]; what a module shows depends on its bytes and its language alone. A file that cannot be read is a module
//! that exports nothing: the walk has reported it already.

use super::module::Module;
use super::tree::{FileId, Tree};
use crate::cache::{Blob, Cache};
use crate::facts::{Facts, Span};
use crate::ruleset::RuleSet;
use crate::text::{Source, as_utf8, may_be_utf16};
use crate::walk::Stat;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of modules that are kept, about.
const KEPT_MAX: usize = 12 << 20;
/// Files that are kept open for their next stretch.
const OPEN_MAX: usize = 128;
/// Bytes of a stretch that most are shorter than.
const PART_BYTES: u32 = 16 << 10;

/// What files hold, where it is known: by the file, the key of its content.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// In the order of the tree's files.
    pub(crate) keys: Vec<Option<u128>>,
    /// What earlier runs know.
    pub(crate) before: Option<Arc<Cache>>,
}

#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
    /// Texts in the place of what files hold, by path.
    instead: Vec<(Box<str>, Vec<u8>)>,
    contents: Known,
    kept: Mutex<Kept>,
    learned: Mutex<FxHashMap<u128, Blob>>,
    /// Facts that are not in use, for their memory.
    idle: Mutex<Vec<Facts>>,
    /// Files that stretches were asked of: of one file it is often many.
    open: Mutex<FxHashMap<FileId, Arc<Opened>>>,
}

/// A file of which stretches are read.
#[derive(Debug)]
enum Opened {
    AsItStands(Mutex<File>),
    /// The text of a file whose offsets are those of another encoding.
    Decoded(Vec<u8>),
}

impl Opened {
    fn at(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut first = Vec::with_capacity(2);
        (&mut file).take(2).read_to_end(&mut first).ok()?;
        if !may_be_utf16(&first) {
            return Some(Self::AsItStands(Mutex::new(file)));
        }
        file.read_to_end(&mut first).ok()?;
        Some(Self::Decoded(as_utf8(&first).into_owned()))
    }
}

#[derive(Debug, Default)]
struct Kept {
    modules: FxHashMap<u128, Arc<Module>>,
    bytes: usize,
}

impl Store {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            instead: Vec::new(),
            contents: Known::default(),
            kept: Mutex::default(),
            learned: Mutex::default(),
            idle: Mutex::default(),
            open: Mutex::default(),
        }
    }

    pub(super) fn with_contents(self, contents: Known) -> Self {
        Self { contents, ..self }
    }

    pub(super) fn with_text(mut self, path: &str, bytes: &[u8]) -> Self {
        self.instead.push((path.into(), as_utf8(bytes).into_owned()));
        self
    }

    /// The text in the place of a file.
    fn instead(&self, path: &str) -> Option<&[u8]> {
        self.instead.iter().find(|(instead, _)| **instead == *path).map(|(_, bytes)| &**bytes)
    }

    /// What contents show that no earlier run has asked.
    pub(super) fn take_learned(&self) -> FxHashMap<u128, Blob> {
        std::mem::take(&mut *locked(&self.learned))
    }

    pub(super) fn module(&self, rules: &RuleSet, tree: &Tree, file: FileId) -> Arc<Module> {
        let content = self.contents.keys.get(file as usize).copied().flatten();
        let content = content.or_else(|| self.remembered(tree, file));
        // A file of unknown content has a key of its own.
        let key = content.unwrap_or(u128::MAX - u128::from(file));
        if let Some(module) = locked(&self.kept).modules.get(&key) {
            return module.clone();
        }
        let module = Arc::new(content.and_then(|content| self.known(content)).unwrap_or_else(|| {
            let module = self.read(rules, tree, file);
            if let Some(content) = content {
                locked(&self.learned).insert(content, module.encode().into());
            }
            module
        }));
        let mut kept = locked(&self.kept);
        if kept.bytes > KEPT_MAX {
            *kept = Kept::default();
        }
        kept.bytes += module.size();
        kept.modules.insert(key, module.clone());
        module
    }

    /// The content that a file has which this run does not read, where it certainly is what an earlier run has read.
    fn remembered(&self, tree: &Tree, file: FileId) -> Option<u128> {
        let (before, path) = (self.contents.before.as_ref()?, tree.path(file));
        if self.instead(path).is_some() {
            return None;
        }
        let metadata = std::fs::symlink_metadata(self.root.join(&**path)).ok()?;
        before.content_of(path, &Stat::of(&metadata))
    }

    fn known(&self, content: u128) -> Option<Module> {
        if let Some(encoded) = locked(&self.learned).get(&content) {
            return Module::decode(encoded);
        }
        let before = self.contents.before.as_ref()?.by_content(content)?;
        Module::decode(before.exports.as_deref()?)
    }

    fn read(&self, rules: &RuleSet, tree: &Tree, file: FileId) -> Module {
        let source = self.text(tree.path(file)).unwrap_or_default();
        let mut facts = locked(&self.idle).pop().unwrap_or_default();
        let module = Module::read(rules, tree.language(file), Source::new(&source), &mut facts);
        locked(&self.idle).push(facts);
        module
    }

    /// A stretch of a file, as much of it as there is; `None` where it cannot be read.
    pub(super) fn part(&self, tree: &Tree, file: FileId, stretch: Span) -> Option<Vec<u8>> {
        let length = stretch.end.saturating_sub(stretch.start);
        if let Some(bytes) = self.instead(tree.path(file)) {
            let rest = bytes.get(stretch.start as usize..).unwrap_or_default();
            return Some(rest[..rest.len().min(length as usize)].to_vec());
        }
        let opened = self.opened(tree, file)?;
        let mut opened = match &*opened {
            Opened::AsItStands(file) => locked(file),
            Opened::Decoded(text) => {
                let rest = text.get(stretch.start as usize..).unwrap_or_default();
                return Some(rest[..rest.len().min(length as usize)].to_vec());
            }
        };
        opened.seek(SeekFrom::Start(u64::from(stretch.start))).ok()?;
        let mut text = Vec::with_capacity(length.min(PART_BYTES) as usize);
        (&mut *opened).take(u64::from(length)).read_to_end(&mut text).ok()?;
        Some(text)
    }

    /// A file that is open, or can be opened.
    fn opened(&self, tree: &Tree, file: FileId) -> Option<Arc<Opened>> {
        let mut open = locked(&self.open);
        if let Some(opened) = open.get(&file) {
            return Some(opened.clone());
        }
        let opened = Arc::new(Opened::at(&self.root.join(&**tree.path(file)))?);
        if open.len() >= OPEN_MAX {
            open.clear();
        }
        open.insert(file, opened.clone());
        Some(opened)
    }

    /// A file's content; `None` where it cannot be read.
    pub(super) fn text(&self, path: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.instead(path) {
            return Some(bytes.to_vec());
        }
        let bytes = std::fs::read(self.root.join(path)).ok()?;
        match as_utf8(&bytes) {
            Cow::Borrowed(_) => Some(bytes),
            Cow::Owned(text) => Some(text),
        }
    }
}

/// A lock whose holder panicked is as good as any: what it guards is only ever added to.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
