//! Which definitions of the project the calls of a file's tests do not fit.
//!
//! What definitions take was noted when their files were scanned, so that no file is read but those of which one does not fit.
//! Invariant: a name is followed through at most [`HANDED_ON_MAX`] packages. Absent on purpose: languages other than Python.

use super::module::What;
use super::store::locked;
use super::{FileId, Project, memo};
use crate::cache::{self, Blob};
use crate::facts::Facts;
use crate::fits::{self, Asked, Signature, Unfit};
use crate::interest::Interest;
use crate::language::never::Never;
use crate::language::{self, FileRole, is_word};
use crate::text::Source;
use demock_model::Language;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Arc, Mutex};

/// Packages that a name is handed on by.
const HANDED_ON_MAX: usize = 4;
/// Answers that are kept.
const KNOWN_MAX: usize = 1 << 15;

/// The file that defines something and the names by which it is known there, with what it takes.
type Taken = Arc<(FileId, Box<str>, Signature)>;

#[derive(Debug, Default)]
pub(super) struct Fitting {
    /// What files say, in the order of the tree's files.
    scans: Vec<Option<Blob>>,
    /// By the place that a name is asked from and the name.
    known: Mutex<FxHashMap<u64, Option<Taken>>>,
}

impl Fitting {
    pub(super) fn new(scans: Vec<Option<Blob>>) -> Self {
        Self { scans, known: Mutex::default() }
    }
}

impl Project<'_> {
    /// The definitions that some way of calling them does not fit.
    pub(super) fn unfit(&self, path: &str, asked: &[Asked]) -> Vec<Unfit> {
        if asked.is_empty() {
            return Vec::new();
        }
        let context = memo::context(self.context(path, Language::Python), Language::Python);
        asked.iter().filter_map(|asked| self.unfit_one(path, context, asked)).collect()
    }

    fn unfit_one(&self, path: &str, context: u64, asked: &Asked) -> Option<Unfit> {
        let taken = self.taken(path, context, &asked.name)?;
        let (file, rest, signature) = &*taken;
        if asked.shapes.iter().all(|shape| signature.misfit(shape).is_none()) {
            return None;
        }
        let parameters = self.parameters_of(*file, rest)?;
        Some(Unfit { name: asked.name.clone(), path: self.tree.path(*file).clone(), parameters: parameters.into() })
    }

    /// What that takes which a name stands for.
    fn taken(&self, path: &str, context: u64, name: &str) -> Option<Taken> {
        let mut hasher = FxHasher::default();
        // What a relative name means depends on the file.
        (name, if name.starts_with('.') { path } else { "" }, context).hash(&mut hasher);
        let key = hasher.finish();
        if let Some(known) = locked(&self.fitting.known).get(&key) {
            return known.clone();
        }
        let taken = self.look_up(path, name);
        let mut known = locked(&self.fitting.known);
        if known.len() > KNOWN_MAX {
            known.clear();
        }
        known.insert(key, taken.clone());
        taken
    }

    fn look_up(&self, path: &str, name: &str) -> Option<Taken> {
        let (mut from, mut name) = (Arc::<str>::from(path), name.to_owned());
        for _ in 0..=HANDED_ON_MAX {
            let located = self.locate_python(&from, &name)?;
            let (file, rest) = (located.file?, located.rest);
            if let Some(signature) = self.signature(file, rest) {
                return Some(Arc::new((file, rest.into(), signature)));
            }
            // A package hands on what its modules define.
            let package = self.tree.path(file);
            if !package.ends_with("/__init__.py") {
                return None;
            }
            let first = &rest[..rest.bytes().take_while(|byte| is_word(*byte)).count()];
            let Some(What::Alias(text, _)) = self.module(file).export(first).cloned() else { return None };
            name = format!("{text}{}", &rest[first.len()..]);
            from = package.clone();
        }
        None
    }

    fn signature(&self, file: FileId, rest: &str) -> Option<Signature> {
        let scan = self.fitting.scans.get(file as usize)?.as_ref()?;
        fits::find(cache::takes(scan)?, fits::key(rest)?)
    }

    /// What stands between the parentheses of a definition, without the object itself; `None` where its file binds the name in
    /// another way, too.
    fn parameters_of(&self, file: FileId, rest: &str) -> Option<String> {
        let text = self.store.text(self.tree.path(file))?;
        let first = rest.split('.').next()?.trim_end_matches("()");
        if is_bound_otherwise(&text, first) {
            return None;
        }
        let mut facts = Facts::default();
        language::read(Language::Python, Source::new(&text), FileRole::Product, &Interest::default(), &mut facts);
        let (rows, key) = (fits::rows(&facts, &text, &Never::default()), fits::key(rest)?);
        let (_, row) = rows.into_iter().find(|(known, _)| *known == key)?;
        Some(String::from_utf8_lossy(row.list.of(&text)).into_owned())
    }
}

/// Whether a line of a module gives a value to a name, or takes it away.
fn is_bound_otherwise(text: &[u8], name: &str) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| {
        let line = line.trim_ascii_start();
        let Some(rest) = line.strip_prefix(name.as_bytes()) else {
            return line.starts_with(b"global ") && memchr::memmem::find(line, name.as_bytes()).is_some();
        };
        let rest = rest.trim_ascii_start();
        rest.starts_with(b"=") && !rest.starts_with(b"==") || rest.starts_with(b":")
    })
}
