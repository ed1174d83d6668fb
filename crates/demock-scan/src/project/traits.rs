//! Which types of the project implement a Rust trait: `impl Store for RedisStore`, found in the text of all product files.
//!
//! A trait's implementers stand anywhere in a workspace and are named after nothing. Invariants: read once, when the
//! first trait is asked for; the last names of paths alone. Absent on purpose: generic and derived implementations.

use super::Project;
use super::tree::FileId;
use crate::facts::NameHash;
use crate::language::is_word;
use crate::roles;
use demock_model::{Boundary, Language};
use memchr::memmem;
use rustc_hash::FxHashMap;

/// By the trait's name, the files and types that implement it.
pub(super) type Traits = FxHashMap<NameHash, Vec<(FileId, Box<str>)>>;

impl Project<'_> {
    /// What implements a trait that is known by its bare name goes out to.
    pub(super) fn by_trait(&self, language: Language, name: &str) -> Option<Boundary> {
        let is_name = language == Language::Rust && !name.contains(['.', '(', ' ']);
        let is_type = is_name && name.starts_with(|first: char| first.is_uppercase());
        is_type.then(|| self.of_implementers(language, name, &[], self.trait_implementers(name), 0)).flatten()
    }

    /// The files and names of the types that implement a trait.
    pub(super) fn trait_implementers(&self, name: &str) -> Vec<(FileId, String)> {
        let known = self.traits.get_or_init(|| self.read_traits());
        let found = known.get(&NameHash::of(name.as_bytes())).into_iter().flatten();
        found.map(|(file, name)| (*file, name.to_string())).collect()
    }

    fn read_traits(&self) -> Traits {
        let mut traits = Traits::default();
        for (file, path) in self.tree.paths().enumerate() {
            let file = file as FileId;
            let is_product =
                self.tree.language(file) == Language::Rust && !roles::of_path(Language::Rust, path).is_test();
            let Some(text) = is_product.then(|| self.store.text(path)).flatten() else { continue };
            for (implemented, name) in implementations(&text) {
                traits.entry(NameHash::of(implemented)).or_default().push((file, name.into()));
            }
        }
        traits
    }
}

/// Bytes of an implementation's header.
const HEADER_BYTES_MAX: usize = 300;

/// The last names of the traits that a text implements, and of the types.
fn implementations(text: &[u8]) -> impl Iterator<Item = (&[u8], &str)> {
    memmem::find_iter(text, b"impl").filter_map(|at| {
        let begins_line = text[..at].iter().rev().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace);
        let header = &text[at + 4..text.len().min(at + 4 + HEADER_BYTES_MAX)];
        let header = &header[..memchr::memchr(b'{', header)?];
        let middle = memmem::find(header, b" for ").filter(|_| begins_line)?;
        let name = last_name(&header[middle + 5..])?;
        Some((last_name(&header[..middle])?, std::str::from_utf8(name).ok()?))
    })
}

/// The last name of the path that a type begins with, or that follows an implementation's own parameters.
fn last_name(text: &[u8]) -> Option<&[u8]> {
    let mut text = text.trim_ascii();
    if text.starts_with(b"<") {
        let mut depth = 0_usize;
        let close = text.iter().position(|byte| {
            depth = match byte {
                b'<' => depth + 1,
                b'>' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        })?;
        text = text[close + 1..].trim_ascii();
    }
    let path = &text[..text.iter().take_while(|byte| is_word(**byte) || **byte == b':').count()];
    let length = path.iter().rev().take_while(|byte| is_word(**byte)).count();
    (length > 0).then(|| &path[path.len() - length..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_and_types_of_implementations() {
        let source = b"impl Store for redis::RedisStore {\n}\nimpl<T: Into<A>> a::Store for Wrapped<T> where T: B {}\n\
            impl RedisStore {}\n// see impl X for y\n    impl Store for (A, B) {}\nlet x: impl Store;";
        let found: Vec<(&[u8], &str)> = implementations(source).collect();
        assert_eq!(found, [(b"Store".as_slice(), "RedisStore"), (b"Store", "Wrapped")]);
    }
}
