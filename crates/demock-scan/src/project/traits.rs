//! Which types of the project implement a Rust trait: `impl Store for RedisStore`, as the scans of product files say.
//!
//! A trait's implementers stand anywhere in a workspace and are named after nothing. Invariants: what files say is looked
//! at once, when the first trait is asked for; the last names of paths alone. Absent on purpose: derived implementations.

use super::Project;
use super::tree::FileId;
use crate::cache::{Blob, decode_own};
use crate::facts::NameHash;
use demock_model::{Boundary, Language};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Traits that the project's types implement.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// What files say, by their paths and in stored form.
    files: Vec<(Arc<str>, Blob)>,
    known: OnceLock<Known>,
}

/// By the trait's name, the files and types that implement it.
type Known = FxHashMap<NameHash, Vec<(FileId, Arc<str>)>>;

impl Traits {
    pub(super) fn new(files: Vec<(Arc<str>, Blob)>) -> Self {
        Self { files, known: OnceLock::new() }
    }
}

impl Project<'_> {
    /// What implements a trait that is known by its bare name goes out to.
    pub(super) fn by_trait(&self, language: Language, name: &str) -> Option<Boundary> {
        let is_name = language == Language::Rust && !name.contains(['.', '(', ' ']);
        let is_type = is_name && name.starts_with(|first: char| first.is_uppercase());
        is_type.then(|| self.of_implementers(language, name, &[], self.trait_implementers(name), 0)).flatten()
    }

    /// The files and names of the types that implement a trait.
    pub(super) fn trait_implementers(&self, name: &str) -> Vec<(FileId, Arc<str>)> {
        let known = self.traits.known.get_or_init(|| self.read_traits());
        known.get(&NameHash::of(name.as_bytes())).cloned().unwrap_or_default()
    }

    fn read_traits(&self) -> Known {
        let mut known = Known::default();
        for (path, scan) in &self.traits.files {
            let Some((file, scan)) = self.tree.file(path).zip(decode_own(scan)) else { continue };
            for implementation in scan.implementations {
                let of = NameHash::of(implementation.of.as_bytes());
                known.entry(of).or_default().push((file, implementation.name));
            }
        }
        known
    }
}
