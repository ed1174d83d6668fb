//! Where Rust finds what a crate's name means: the sources of the package that a `Cargo.toml` names so.
//!
//! Source: The Cargo Book, "The Manifest Format" and "Cargo Targets". Invariant: a manifest is read when a crate is first asked
//! for. Absent on purpose: crates that a dependency's line renames, and names that are inherited from the workspace.

use super::Project;
use super::store::Store;
use super::tree::{Tree, folder_of, join};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// The crates of a tree.
#[derive(Debug, Default)]
pub(super) struct Crates {
    files: Vec<Arc<str>>,
    /// Folders that hold a crate's sources, by its name.
    sources: OnceLock<FxHashMap<Box<str>, String>>,
}

impl Crates {
    /// Of the tree's manifests, those that are called `Cargo.toml`.
    pub(super) fn new(manifests: &[Arc<str>]) -> Self {
        let is_ours = |path: &&Arc<str>| path.rsplit('/').next() == Some("Cargo.toml");
        Self { files: manifests.iter().filter(is_ours).cloned().collect(), sources: OnceLock::new() }
    }

    fn sources(&self, store: &Store, tree: &Tree) -> &FxHashMap<Box<str>, String> {
        self.sources.get_or_init(|| {
            // Without a manifest that names it, a crate is called as its folder is.
            let libraries = tree.paths().filter_map(|path| path.strip_suffix("/lib.rs"));
            let named = libraries.filter_map(|source| {
                let name = source.strip_suffix("/src")?.rsplit('/').next()?.replace('-', "_");
                Some((name.into(), source.to_owned()))
            });
            let mut sources: FxHashMap<Box<str>, String> = named.collect();
            for path in &self.files {
                let Some(text) = store.text(path) else { continue };
                sources.extend(library(&String::from_utf8_lossy(&text), folder_of(path)));
            }
            sources
        })
    }
}

/// The name of a package's library, as code writes it, and the folder of its sources.
fn library(manifest: &str, folder: &str) -> Option<(Box<str>, String)> {
    let (mut table, mut package, mut name, mut root) = ("", None, None, "src/lib.rs");
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            table = line;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = value.trim().strip_prefix('"').and_then(|value| value.split('"').next());
        match (table, key.trim(), value) {
            ("[package]", "name", Some(value)) => package = Some(value),
            ("[lib]", "name", Some(value)) => name = Some(value),
            ("[lib]", "path", Some(value)) => root = value,
            _ => {}
        }
    }
    let source = folder_of(root).split('/').fold(folder.to_owned(), |folder, name| join(&folder, name));
    Some((name.or(package)?.replace('-', "_").into(), source.trim_end_matches('/').to_owned()))
}

impl Project<'_> {
    /// The folder that holds the sources of a crate of the workspace.
    pub(super) fn crate_folder(&self, name: &str) -> Option<&str> {
        self.crates.sources(&self.store, &self.tree).get(name).map(String::as_str)
    }

    /// The crate among whose sources a file is.
    pub(super) fn crate_around(&self, path: &str) -> Option<&str> {
        let sources = self.crates.sources(&self.store, &self.tree).iter();
        let around =
            sources.filter(|(_, folder)| path.strip_prefix(folder.as_str()).is_some_and(|it| it.starts_with('/')));
        around.max_by_key(|(name, folder)| (folder.len(), std::cmp::Reverse(&**name))).map(|(name, _)| &**name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_named_by_its_table_or_its_package() {
        let of =
            |manifest: &str, folder: &str| library(manifest, folder).map(|(name, source)| (String::from(name), source));
        let known = |name: &str, source: &str| Some((name.to_owned(), source.to_owned()));
        assert_eq!(of("[package]\nname = \"mock-body\" # x\n", "net/body"), known("mock_body", "net/body/src"));
        assert_eq!(
            of("[lib]\nname = \"shop\"\npath = \"lib/main.rs\"\n[package]\nname='x'\n", ""),
            known("shop", "lib")
        );
        assert_eq!(of("[lib]\nname = \"shop\"\npath = \"lib.rs\"\n", "shop"), known("shop", "shop"));
        assert_eq!(of("[workspace]\nmembers = [\"a\"]\n[[bin]]\nname = \"b\"\n", ""), None);
    }
}
