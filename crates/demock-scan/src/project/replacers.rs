//! Calls of functions of other files that replace a variable of their package: `run.Stub()`.
//!
//! Invariant: a test file is read for them only where the tree has such functions, and rescanned only where its text
//! holds both the package and the function's name. Absent on purpose: what makes a function one (`language::go`).

use super::Project;
use super::tree::folder_of;
use crate::engine::REPLACED;
use crate::language::is_word;
use crate::site::{FileScan, Replacer};
use demock_model::Language;
use memchr::memmem;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Functions that replace something.
#[derive(Debug, Default)]
pub(super) struct Replacers {
    by_folder: BTreeMap<String, Vec<(Arc<str>, Replacer)>>,
    packages: OnceLock<Vec<Package>>,
}

/// The functions of one package, with the path of the file that has each.
#[derive(Debug)]
struct Package {
    folder: String,
    /// The import path, as an import is written.
    quoted: String,
    replacers: Vec<(Arc<str>, Replacer)>,
}

impl Replacers {
    pub(super) fn new(found: impl IntoIterator<Item = (Arc<str>, Vec<Replacer>)>) -> Self {
        let mut by_folder: BTreeMap<String, Vec<(Arc<str>, Replacer)>> = BTreeMap::new();
        for (path, replacers) in found {
            let here = by_folder.entry(folder_of(&path).to_owned()).or_default();
            here.extend(replacers.into_iter().map(|replacer| (path.clone(), replacer)));
        }
        Self { by_folder, packages: OnceLock::new() }
    }
}

impl Project<'_> {
    /// Adds what calls in a Go test file stand for that replace a variable.
    pub(super) fn add_replacers(
        &self,
        path: &str,
        language: Language,
        scan: &FileScan,
        known: &mut Vec<(Arc<str>, Arc<str>)>,
    ) {
        if language != Language::Go || !scan.test_code || self.replacers.by_folder.is_empty() {
            return;
        }
        let Some(text) = self.store.text(path) else { return };
        // Imports stand before the first function.
        let imports = &text[..memmem::find(&text, b"\nfunc ").unwrap_or(text.len())];
        for Package { folder, quoted, replacers } in self.packages_that_replace() {
            let is_imported = memmem::find(imports, quoted.as_bytes()).is_some();
            let is_own = folder == folder_of(path);
            if !is_imported && !is_own {
                continue;
            }
            let package = quoted.trim_matches('"');
            for (file, Replacer { name, variable }) in replacers {
                let stands_for = || Arc::from(format!("{package}.{variable}{REPLACED}"));
                if is_imported && calls(&text, &format!(".{name}(")) {
                    known.push((format!("{package}.{name}").into(), stands_for()));
                } else if is_own && **file != *path && calls(&text, &format!("{name}(")) {
                    known.push((name.clone(), stands_for()));
                }
            }
        }
    }

    fn packages_that_replace(&self) -> &[Package] {
        self.replacers.packages.get_or_init(|| {
            let of_folder = |(folder, replacers): (&String, &Vec<(Arc<str>, Replacer)>)| {
                let package = self.go_modules.package(&self.store, folder)?;
                Some(Package { folder: folder.clone(), quoted: format!("\"{package}\""), replacers: replacers.clone() })
            };
            self.replacers.by_folder.iter().filter_map(of_folder).collect()
        })
    }
}

/// Whether a text calls something, and does not define it.
fn calls(text: &[u8], call: &str) -> bool {
    memmem::find_iter(text, call.as_bytes()).any(|found| {
        let before = &text[..found];
        call.starts_with('.')
            || !(before.ends_with(b"func ") || before.last().is_some_and(|byte| is_word(*byte) || *byte == b'.'))
    })
}
