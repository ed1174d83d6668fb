//! Packages of the JVM that the tree has, in whichever of its modules, and Kotlin's functions that stand in no class.
//!
//! Invariant: a package is the tree's own where a folder ends in all of its names; a file is known by its package and name, so that
//! `RatesKt`, the class that a compiler makes of the functions of `Rates.kt`, is that file. Absent on purpose: what the first line
//! of a file says of its package, which the folder says, too.

use super::Project;
use super::jvm;
use super::python::Located;
use super::tree::FileId;
use crate::site::{Target, TargetOrigin};
use demock_model::Language;

/// Names of a package that is looked for: fewer are a folder's of anybody.
const NAMES_MIN: usize = 2;
/// Names of a package by which it is known for a part of the program's.
const AROUND: usize = 3;
/// Files of a package that are asked for a function.
const FILES_MAX: usize = 64;

impl Project<'_> {
    /// Whether a type is imported from a package that the project cannot have written, and has no folder for.
    pub(super) fn is_foreign(&self, language: Language, path: &str, target: &Target) -> bool {
        let package = package_of(&target.name);
        // What is generated has no folder, but one around it has.
        let around = package.match_indices('.').nth(AROUND - 1).map_or(package, |(at, _)| &package[..at]);
        jvm::is_foreign(language, path, target) && !self.has_package(package) && !self.has_package(around)
    }

    /// How many names before a type's or a function's say nothing of it: those of a package of the project's own, and else those
    /// that only say where code is kept.
    pub(super) fn names_of_place(&self, language: Language, path: &str, target: &Target, names: &[&str]) -> usize {
        let is_jvm = matches!(language, Language::Java | Language::Kotlin);
        if is_jvm && target.origin != TargetOrigin::Local {
            let package = package_of(&target.name);
            let is_own = jvm::is_of_same_owner(language, path, package) || self.has_package(package);
            let length = package.split('.').count();
            if is_own && length < names.len() && names.first().is_some_and(|first| target.name.starts_with(first)) {
                return length;
            }
        }
        jvm::of_host(language, names)
    }

    /// The file of Kotlin's that a function of a package stands in: `com.acme.rates.latest`.
    pub(super) fn locate_function<'t>(&self, text: &'t str) -> Option<Located<'t>> {
        let package = package_of(text);
        let rest = text.get(package.len() + 1..).filter(|_| !package.is_empty())?;
        let name = super::python::first_name(rest);
        let in_package = self.folders_of(package).flat_map(|folder| self.tree.directly_in(folder));
        let is_kotlin = |file: &FileId| self.tree.language(*file) == Language::Kotlin;
        let mut files = in_package.filter(is_kotlin).take(FILES_MAX);
        let file = files.find(|file| self.module(*file).export(crate::boundary::words::uncalled(name)).is_some())?;
        Some(Located { file: Some(file), rest })
    }

    fn has_package(&self, package: &str) -> bool {
        self.folders_of(package).next().is_some()
    }

    /// The folders that end in all names of a package.
    fn folders_of(&self, package: &str) -> impl Iterator<Item = &str> {
        let names = package.split('.').filter(|name| !name.is_empty()).count();
        let path = package.replace('.', "/");
        let last = package.rsplit('.').next().unwrap_or_default();
        let named: &[Box<str>] = if names < NAMES_MIN { &[] } else { self.tree.folders_named(last) };
        named.iter().map(|folder| &**folder).filter(move |folder| {
            folder.strip_suffix(path.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        })
    }
}

/// The package of a type, or of a function that stands in no class.
fn package_of(name: &str) -> &str {
    let end = name.find(|first: char| first.is_uppercase()).filter(|at| *at == 0 || name[..*at].ends_with('.'));
    match end {
        Some(at) => name[..at].trim_end_matches('.'),
        None => name.rsplit_once('.').map_or("", |(package, _)| package),
    }
}

#[cfg(test)]
mod tests {
    use super::package_of;

    #[test]
    fn packages_of_names() {
        assert_eq!(package_of("com.acme.rates.Rates.latest"), "com.acme.rates");
        assert_eq!(package_of("com.acme.rates.latest"), "com.acme.rates");
        assert_eq!((package_of("Rates.latest"), package_of("latest")), ("", ""));
    }
}
