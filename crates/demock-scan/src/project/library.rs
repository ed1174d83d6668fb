//! What the project is a library for, as its own packages are named: going there is its own logic.
//!
//! Invariant: the longest known beginning of a package decides, as of an imported one. Absent on purpose: what a package's
//! manifest says of it.

use super::owned::FILES_MAX;
use super::store::locked;
use super::tree::{FileId, ancestors, folder_of, letters};
use super::{Project, Resolution};
use crate::boundary;
use crate::boundary::words::uncalled;
use crate::facts::NameHash;
use crate::language::is_word;
use crate::site::Site;
use demock_model::{Boundary, Kind, Language};
use std::sync::Arc;

impl Project<'_> {
    /// What the package of a file is a library for: by its folders in Java and Kotlin, by the outermost package in Python, by
    /// its namespace in C# and PHP.
    pub(super) fn library(&self, language: Language, file: FileId) -> Option<Boundary> {
        boundary::of_library(language, &self.package(language, file)?)
    }

    /// The dotted name of the package that a file is in.
    fn package(&self, language: Language, file: FileId) -> Option<String> {
        let path = self.tree.path(file);
        let folders = folder_of(path);
        match language {
            Language::Java | Language::Kotlin => {
                let begins =
                    ["java/", "kotlin/"].iter().filter_map(|root| Some(folders.rfind(root)? + root.len())).max();
                Some(folders[begins?..].replace('/', "."))
            }
            Language::Python => Some(folders.trim_start_matches("src/").replace('/', ".")),
            Language::CSharp | Language::Php => namespace(&self.store.text(path)?),
            Language::JavaScript | Language::TypeScript | Language::Go | Language::Rust | Language::Ruby => None,
        }
    }

    /// [`Project::name_of_library`], found out once for each file.
    fn library_name(&self, language: Language, file: FileId) -> Option<Arc<str>> {
        if let Some(known) = locked(&self.owned.names).get(&file) {
            return known.clone();
        }
        let name: Option<Arc<str>> = self.name_of_library(language, file).map(Arc::from);
        let mut names = locked(&self.owned.names);
        if names.len() > FILES_MAX {
            names.clear();
        }
        names.insert(file, name.clone());
        name
    }

    /// What the library is called that a file is of: `celery` of `celery/app/base.py`, `sidekiq` of `lib/sidekiq/web.rb`, `axios` of a
    /// package that is called so; of a language whose namespaces have owners, the last name by which a table knows its namespace.
    fn name_of_library(&self, language: Language, file: FileId) -> Option<String> {
        let path = self.tree.path(file);
        match language {
            Language::Python => {
                let package = self.outermost_package(path);
                let outermost = || folder_of(path).trim_start_matches("src/").split('/').next();
                package.or_else(outermost).filter(|name| !name.is_empty()).map(str::to_owned)
            }
            Language::Ruby => self.gem_around(path).map(str::to_owned),
            Language::JavaScript | Language::TypeScript => {
                let name = self.packages.around(&self.store, &self.tree, path)?;
                let owner = name.strip_prefix('@').and_then(|scoped| scoped.split('/').next()).unwrap_or(name);
                let plain = owner.strip_prefix("node-").unwrap_or(owner);
                Some(plain.strip_suffix("js").unwrap_or(plain).trim_end_matches(['-', '.']).to_owned())
            }
            Language::Go => self.go_modules.library_name(&self.store, folder_of(path)),
            Language::Rust => self.crate_around(path).map(str::to_owned),
            Language::Java | Language::Kotlin | Language::CSharp | Language::Php => {
                let entry = boundary::entry(language, &self.package(language, file)?)?;
                entry.rsplit('.').next().map(str::to_owned)
            }
        }
    }

    /// The outermost of the packages around a module of Python's.
    fn outermost_package<'p>(&self, path: &'p str) -> Option<&'p str> {
        let packages = ancestors(folder_of(path)).take_while(|folder| !folder.is_empty() && self.is_package(folder));
        packages.last()?.rsplit('/').next()
    }

    /// Whether a name is that of the library which has the file: `Celery` in `celery/app/base.py`.
    pub(super) fn is_own_name(&self, language: Language, file: FileId, name: &str) -> bool {
        let name = letters(uncalled(name));
        self.library_name(language, file).is_some_and(|own| letters(&own) == name)
    }

    /// Names without that of the library which has the file, where it is among them or one of them begins with it:
    /// `Cluster` of `RedisCluster` in `redis/cluster.py`.
    pub(super) fn without_own_name<'n>(
        &self,
        language: Language,
        file: FileId,
        names: &[&'n str],
    ) -> Option<Vec<&'n str>> {
        let own = self.library_name(language, file)?;
        let others: Vec<&str> = names.iter().filter_map(|name| behind_own(&own, name)).collect();
        (others != names).then_some(others)
    }

    /// The gem that a file is of, by the place where a gem has its version, or by the file that it is loaded by:
    /// `lib/sidekiq/version.rb`, `lib/sidekiq.rb`.
    fn gem_around<'p>(&self, path: &'p str) -> Option<&'p str> {
        const LIB: &str = "lib/";
        let mut begins = path.match_indices(LIB).map(|(at, _)| at).filter(|at| *at == 0 || path[..*at].ends_with('/'));
        begins.find_map(|at| {
            let begins = at + LIB.len();
            let name = path[begins..].split(['/', '.']).next()?;
            let gem = &path[..begins + name.len()];
            (self.tree.file(&format!("{gem}/version.rb")).is_some() || self.is_gem(gem)).then_some(name)
        })
    }

    /// What an interceptor without an address stands for in a file of Python's that imports the library of a language model and no
    /// other way out than HTTP: recorded answers are the model's.
    pub(super) fn of_recorded_model(&self, path: &str, language: Language, site: &Site) -> Option<Resolution> {
        let is_open = language == Language::Python && site.kind == Kind::HttpIntercept && site.target.is_none();
        let file = self.tree.file(path).filter(|_| is_open && site.boundary == Some(Boundary::Http))?;
        let libraries = self.foreign_libraries(language, file).without(&[Boundary::Http]);
        // The tree may itself be the library.
        let own = || self.module(file).libraries.without(&[Boundary::Http]);
        let libraries = if libraries.has_outside() { libraries } else { own() };
        let boundary = libraries.only_outside().filter(|boundary| *boundary == Boundary::Llm)?;
        Some(Resolution { boundary, reason: Some("its file imports a model's library and no other".into()) })
    }

    /// Whether a type without code is named as what its library asks models through (`ModelClient`, `Platform`) or reaches a database
    /// by (`ConnectionResolverInterface`).
    pub(super) fn is_way(&self, language: Language, file: FileId, names: &[&str], boundary: Boundary) -> bool {
        const WAYS: &[&str] = &["model", "client", "platform", "gateway", "executor", "generator"];
        let Some(name) = names.first().map(|name| uncalled(name)) else { return false };
        let words = crate::boundary::words::words(name.trim_end_matches("Interface"));
        let is_named = match boundary {
            Boundary::Llm => words.last().is_some_and(|last| WAYS.contains(&last.as_str())),
            Boundary::Database => words.first().is_some_and(|first| first == "connection"),
            Boundary::Cache
            | Boundary::Http
            | Boundary::Websocket
            | Boundary::Queue
            | Boundary::OwnService
            | Boundary::Clock
            | Boundary::Random
            | Boundary::Filesystem
            | Boundary::Process
            | Boundary::Env
            | Boundary::OwnCode
            | Boundary::Unknown => false,
        };
        let class = NameHash::of(name.as_bytes());
        is_named && self.is_declared_abstract(file, class) && self.is_interface(language, file, class)
    }
}

/// What stands behind a library's name in a name that begins with it; nothing where that is all of it.
fn behind_own<'n>(own: &str, name: &'n str) -> Option<&'n str> {
    if letters(uncalled(name)) == letters(own) {
        return None;
    }
    let begins = name.get(..own.len()).is_some_and(|first| first.eq_ignore_ascii_case(own));
    let rest = name.get(own.len()..).filter(|_| begins).unwrap_or_default();
    match rest.chars().next() {
        Some(first) if first.is_uppercase() => Some(rest),
        Some('_') => Some(rest.trim_start_matches('_')),
        Some(_) | None => Some(name),
    }
}

/// The namespace that a file of C#'s or PHP's says it is in.
fn namespace(text: &[u8]) -> Option<String> {
    const KEYWORD: &[u8] = b"namespace ";
    let at = memchr::memmem::find_iter(text, KEYWORD).find(|at| *at == 0 || text[at - 1] == b'\n')?;
    let rest = &text[at + KEYWORD.len()..];
    let length = rest.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'\\')).count();
    std::str::from_utf8(&rest[..length]).ok().map(|name| name.replace('\\', "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_of_files() {
        assert_eq!(namespace(b"using A;\n\nnamespace Acme.Shop;\n").as_deref(), Some("Acme.Shop"));
        assert_eq!(namespace(b"<?php\n\nnamespace Acme\\Shop\\Store;\n").as_deref(), Some("Acme.Shop.Store"));
        assert_eq!(namespace(b"// of namespace X\nclass A {}\n"), None);
    }
}
