//! Which types of the project implement a Rust trait: `impl Store for RedisStore`, as the scans of product files say.
//!
//! A trait's implementers stand anywhere in a workspace and are named after nothing. Invariants: what files say is looked
//! at once, when the first trait is asked for; the last names of paths alone. Absent on purpose: derived implementations.

use super::Project;
use super::tree::FileId;
use demock_model::{Boundary, Language};
use std::sync::Arc;

impl Project<'_> {
    /// What implements a trait that is known by its bare name goes out to.
    pub(super) fn by_trait(&self, language: Language, name: &str) -> Option<Boundary> {
        let is_name = language == Language::Rust && !name.contains(['.', '(', ' ']);
        let is_type = is_name && name.starts_with(|first: char| first.is_uppercase());
        is_type.then(|| self.of_implementers(language, name, &[], self.trait_implementers(name), 0)).flatten()
    }

    /// The files and names of the types that implement a trait.
    pub(super) fn trait_implementers(&self, name: &str) -> Vec<(FileId, Arc<str>)> {
        let implemented = self.implemented.named(&self.tree, name, |scan| {
            scan.implementations.into_iter().map(|known| (known.of, known.name)).collect()
        });
        implemented.to_vec()
    }
}
