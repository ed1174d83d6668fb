//! Which types of the project implement a Rust trait: `impl Store for RedisStore`, as the scans of product files say; and what a
//! trait stands for that is named as the way to something.
//!
//! A trait's implementers stand anywhere in a workspace and are named after nothing. Invariants: what files say is looked
//! at once, when the first trait is asked for; the last names of paths alone. Absent on purpose: derived implementations.

use super::Project;
use super::implementers::{FILES_MAX, stands_in};
use super::python::first_name;
use super::reach::is_rows;
use super::tree::FileId;
use crate::boundary::{self, words};
use demock_model::{Boundary, Language};
use std::sync::Arc;

impl Project<'_> {
    /// What implements a trait that is known by its bare name goes out to.
    pub(super) fn by_trait(&self, language: Language, name: &str) -> Option<Boundary> {
        let is_name = language == Language::Rust && !name.contains(['.', '(', ' ']);
        let is_type = is_name && name.starts_with(|first: char| first.is_uppercase());
        let found = is_type.then(|| self.trait_implementers(name))?;
        self.of_implementers(language, name, &[], found.clone(), 0).or_else(|| self.by_way(name, &found))
    }

    /// What a trait stands for that is named as the way to something (`RatesGateway`), or after the library that it is gone by
    /// (`KubeInterface`): where all modules that implement it import libraries for one thing outside. Who keeps rows has logic of
    /// its own, whatever it is called.
    pub(super) fn by_way(&self, name: &str, implementers: &[(FileId, Arc<str>)]) -> Option<Boundary> {
        let is_way = words::is_client(name);
        let mut found = None;
        for (file, class) in implementers.iter().take(FILES_MAX) {
            // A library's own type may be called as the trait is.
            if stands_in(class) || **class != *name && self.hands_on(*file, class, name) {
                continue;
            }
            let only = self.foreign_libraries(Language::Rust, *file).only_outside().filter(|_| is_way);
            let boundary = only.or_else(|| self.of_named_library(*file, name))?;
            if found.is_some_and(|known| known != boundary) {
                return None;
            }
            found = Some(boundary);
        }
        found.filter(|boundary| !is_rows(*boundary))
    }

    /// What a library is for that a file of Rust's imports and a name is that of the way to.
    fn of_named_library(&self, file: FileId, name: &str) -> Option<Boundary> {
        let module = self.module(file);
        let mut libraries = module.imports().map(first_name).filter(|library| words::is_way_to(name, library));
        libraries.find_map(|library| boundary::of_library(Language::Rust, library))
    }

    /// What a type of product code stands for that another type of one of its traits does for real, as [`Project::stand_in`].
    pub(super) fn stand_in_by_trait(&self, file: FileId, class: &str) -> Option<(Boundary, bool)> {
        let of_type = self.implementing.named(&self.tree, class, |scan| {
            scan.implementations.into_iter().map(|known| (known.name, known.of)).collect()
        });
        let traits = of_type.iter().filter(|(at, _)| *at == file).map(|(_, name)| &**name);
        traits.filter(|name| !is_of_values(name)).find_map(|name| {
            let implementers = self.trait_implementers(name);
            let is_real = |(at, other): &(FileId, Arc<str>)| {
                **other != *class && !stands_in(other) && !self.hands_on(*at, other, name)
            };
            implementers.iter().any(is_real).then(|| {
                let by_way = || self.by_way(name, &implementers);
                let boundary = self.of_implementers(Language::Rust, name, &[], implementers.clone(), 0).or_else(by_way);
                (boundary.unwrap_or(Boundary::OwnCode), true)
            })
        })
    }

    /// The files and names of the types that implement a trait.
    pub(super) fn trait_implementers(&self, name: &str) -> Vec<(FileId, Arc<str>)> {
        let implemented = self.implemented.named(&self.tree, name, |scan| {
            scan.implementations.into_iter().map(|known| (known.of, known.name)).collect()
        });
        implemented.to_vec()
    }
}

/// Whether a trait says how a value behaves and not what it stands for.
fn is_of_values(name: &str) -> bool {
    #[rustfmt::skip]
    const VALUES: &[&str] = &[
        "Default", "Debug", "Display", "Clone", "Copy", "Drop", "From", "Into", "TryFrom", "Iterator", "IntoIterator", "Extend", "FromIterator",
        "PartialEq", "Eq", "Hash", "Ord", "PartialOrd", "Deref", "DerefMut", "FromStr", "AsRef", "AsMut", "Borrow", "Index", "IndexMut",
        "Serialize", "Deserialize", "Error", "Future", "Send", "Sync", "Unpin", "Write", "Read", "Seek", "BufRead", "AsyncRead", "AsyncWrite",
        "Add", "Sub", "Not", "Neg", "Mul", "Div", "Stream", "Sink", "Service", "Layer", "Handler", "Actor", "Component", "Plugin",
    ];
    VALUES.contains(&name)
}
