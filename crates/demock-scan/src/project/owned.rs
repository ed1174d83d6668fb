//! Whether what a table knows by its name is the tree's own: a tree may itself be a library that programs talk to others with, or
//! have a namespace that is called as one is.
//!
//! Invariant: a name is the tree's own where the tree has what the table's entry names, as the language finds it, and not where a
//! folder of that name lies somewhere. Absent on purpose: which file defines a name (`locate`), which goes first.

use super::module::Boundaries;
use super::python::Located;
use super::ruby::gem_of;
use super::store::locked;
use super::tree::{FileId, ancestors, folder_of, join, stem_of};
use super::{Project, jvm};
use crate::boundary::{self, words};
use crate::facts::NameHash;
use demock_model::{Boundary, Language};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// What is known so far.
#[derive(Debug, Default)]
pub(super) struct Owned {
    /// What libraries of others are for, of files that import any.
    foreign: Mutex<FxHashMap<FileId, Boundaries>>,
    /// What libraries are called, by their files.
    pub(super) names: Mutex<FxHashMap<FileId, Option<Arc<str>>>>,
    /// Whether an entry of a table is the tree's own, by the folder that it is asked from.
    entries: Mutex<FxHashMap<(Box<str>, &'static str), bool>>,
}

impl Project<'_> {
    /// Whether a name that a table knows, and no file of the tree is found for, stands in a namespace of the tree's own: what is
    /// generated, or left out, is no other's.
    pub(super) fn owns(&self, language: Language, from: &str, name: &str) -> bool {
        let Some(entry) = boundary::entry(language, name) else { return false };
        match language {
            // A module that is not there is not imported.
            Language::Python => false,
            Language::JavaScript | Language::TypeScript => self.is_own_package(name),
            Language::Go => self.go_modules.owns(&self.store, name),
            Language::Java | Language::Kotlin => {
                jvm::own_folder(from, name).is_some_and(|folder| self.tree.has_folder(&folder))
            }
            Language::Php => self.namespaces.owns(&self.store, name),
            Language::Ruby | Language::CSharp => self.has_entry(language, folder_of(from), entry),
            Language::Rust => self.crate_folder(entry).is_some(),
        }
    }

    /// Whether a gem or a project of the tree has an entry's name, looked for once for each folder and entry.
    fn has_entry(&self, language: Language, folder: &str, entry: &'static str) -> bool {
        let key = (folder.into(), entry);
        if let Some(known) = locked(&self.owned.entries).get(&key) {
            return *known;
        }
        let has = match language {
            Language::Ruby => self.has_gem(folder, entry),
            Language::CSharp => self.has_project(folder, entry),
            Language::Python
            | Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Java
            | Language::Kotlin
            | Language::Php
            | Language::Rust => false,
        };
        let mut entries = locked(&self.owned.entries);
        if entries.len() > ENTRIES_MAX {
            entries.clear();
        }
        entries.insert(key, has);
        has
    }

    /// What the libraries are for that a file imports, those put aside that are the tree's own.
    pub(super) fn foreign_libraries(&self, language: Language, file: FileId) -> Boundaries {
        let module = self.module(file);
        if module.libraries == Boundaries::default() {
            return module.libraries;
        }
        if let Some(known) = locked(&self.owned.foreign).get(&file) {
            return *known;
        }
        let path = self.tree.path(file);
        let (mut own, mut others) = (Boundaries::default(), Boundaries::default());
        for text in module.imports().chain(module.wildcards.iter().map(|text| &**text)) {
            let Some(boundary) = boundary::of_library(language, text) else { continue };
            let leads_here = |located: Located<'_>| located.file.is_some() || language == Language::Go;
            let is_own = boundary::entry(language, text).is_some()
                && (self.locate(language, path, text).is_some_and(leads_here) || self.owns(language, path, text));
            if is_own { own.insert(boundary) } else { others.insert(boundary) }
        }
        let found = module.libraries.minus(own.minus(others));
        let mut foreign = locked(&self.owned.foreign);
        if foreign.len() > FILES_MAX {
            foreign.clear();
        }
        foreign.insert(file, found);
        found
    }

    /// What a crate of Rust's is the client of, for a type of a module of it that is named as the way there: what tests put in place
    /// of `store::stub::Storage` stands for the store.
    pub(super) fn by_seam(&self, language: Language, file: FileId, names: &[&str]) -> Option<Boundary> {
        const WAYS: &[&str] = &["stub", "stubs", "transport"];
        let path = self.tree.path(file);
        let is_way = language == Language::Rust
            && names.last().is_some_and(|name| name.starts_with(|first: char| first.is_uppercase()))
            && (names.iter().any(|name| WAYS.contains(name)) || WAYS.contains(&stem_of(path)));
        let name = self.crate_around(path).filter(|_| is_way)?;
        boundary::of_library(language, name).filter(|boundary| boundary::is_outside(*boundary))
    }

    /// Whether a class has code and its module imports nothing at all, where types say what is imported: whatever the module is
    /// called, it goes nowhere.
    pub(super) fn keeps_to_itself(&self, language: Language, file: FileId, names: &[&str]) -> bool {
        let module = self.module(file);
        let is_closed = matches!(language, Language::TypeScript | Language::Go)
            && module.imports().next().is_none()
            && module.wildcards.is_empty();
        let named = names.first().map(|name| NameHash::of(words::uncalled(name).as_bytes()));
        let mut classes = module.classes().filter(|class| named.is_none_or(|named| class.class == named)).peekable();
        is_closed && classes.peek().is_some() && classes.all(|class| !self.is_interface(language, file, class.class))
    }

    /// Whether a file stands beside the gem that has a constant, or that a file is loaded from: `lib/thrift.rb` and the folder
    /// `lib/thrift`. Who only adds to another's has the folder alone.
    fn has_gem(&self, folder: &str, name: &str) -> bool {
        let first = name.split(['.', '/']).next().unwrap_or(name);
        let spelled = [words::snake(first), first.to_lowercase()];
        let stands_around = ancestors(folder).any(|folder| {
            let lib = join(folder, "lib");
            self.tree.has_folder(&lib) && spelled.iter().any(|gem| self.is_gem(&join(&lib, gem)))
        });
        stands_around || self.has_version(&spelled)
    }

    /// Whether the tree has the version of a gem: `sentry-ruby/lib/sentry/version.rb` of one whose others stand beside it.
    fn has_version(&self, spelled: &[String]) -> bool {
        self.tree.with_stem("version").iter().any(|file| {
            let path = self.tree.path(*file);
            let gem = path.strip_suffix("/version.rb").and_then(|folder| folder.rsplit_once("lib/"));
            gem_of(path).is_none()
                && gem.is_some_and(|(around, gem)| {
                    (around.is_empty() || around.ends_with('/')) && spelled.iter().any(|name| name == gem)
                })
        })
    }

    /// Whether a path is that of a gem's own folder and, with its ending, of the file that it is loaded by.
    pub(super) fn is_gem(&self, path: &str) -> bool {
        self.tree.has_folder(path) && self.tree.file(&format!("{path}.rb")).is_some()
    }

    /// Whether a project of C#'s that is called as a namespace stands beside a file's own. A folder that is called so has code that
    /// talks to the library.
    fn has_project(&self, folder: &str, namespace: &str) -> bool {
        ancestors(folder).any(|folder| {
            let places = [join(folder, namespace), join(&join(folder, "src"), namespace)];
            let is_project = |it: &String| self.store.text(&join(it, &format!("{namespace}.csproj"))).is_some();
            places.iter().any(|it| self.tree.has_folder(it) && is_project(it))
        })
    }
}

/// Files that are kept.
pub(super) const FILES_MAX: usize = 1 << 13;
/// Folders and entries that are kept.
const ENTRIES_MAX: usize = 1 << 13;
