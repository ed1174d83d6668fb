//! What the project is a library for, as its own packages are named: going there is its own logic.
//!
//! Invariant: the longest known beginning of a package decides, as of an imported one. Absent on purpose: what a package's
//! manifest says of it.

use super::store::locked;
use super::tree::{FileId, folder_of, letters};
use super::{Project, Resolution};
use crate::boundary;
use crate::boundary::hosts;
use crate::boundary::words::uncalled;
use crate::facts::NameHash;
use crate::language::is_word;
use crate::site::Site;
use demock_model::{Boundary, Kind, Language};

impl Project<'_> {
    /// What the package of a file is a library for: by its folders in Java and Kotlin, by the outermost package in Python, by
    /// its namespace in C# and PHP.
    pub(super) fn library(&self, language: Language, file: FileId) -> Option<Boundary> {
        let path = self.tree.path(file);
        let folders = folder_of(path);
        let package = match language {
            Language::Java | Language::Kotlin => {
                let begins =
                    ["java/", "kotlin/"].iter().filter_map(|root| Some(folders.rfind(root)? + root.len())).max();
                folders[begins?..].replace('/', ".")
            }
            Language::Python => folders.trim_start_matches("src/").replace('/', "."),
            Language::CSharp | Language::Php => namespace(&self.store.text(path)?)?,
            Language::JavaScript | Language::TypeScript | Language::Go | Language::Rust | Language::Ruby => {
                return None;
            }
        };
        boundary::of_library(language, &package)
    }

    /// Whether a name in a file is that of the package of Python's which has the file, or of the gem: `Celery` in
    /// `celery/app/base.py`, `Sidekiq` in `lib/sidekiq/web.rb`.
    pub(super) fn is_own_name(&self, language: Language, file: FileId, name: &str) -> bool {
        let path = self.tree.path(file);
        match language {
            Language::Python => {
                let package = folder_of(path).trim_start_matches("src/").split('/').next();
                package.is_some_and(|package| uncalled(name).eq_ignore_ascii_case(package))
            }
            Language::Ruby => self.gem_around(path).is_some_and(|gem| letters(uncalled(name)) == letters(gem)),
            Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Java
            | Language::Kotlin
            | Language::CSharp
            | Language::Php
            | Language::Rust => false,
        }
    }

    /// The gem that a file is of, by the place where a gem has its version: `lib/sidekiq/version.rb`.
    fn gem_around<'p>(&self, path: &'p str) -> Option<&'p str> {
        const LIB: &str = "lib/";
        let begins = path.find(LIB).filter(|at| *at == 0 || path[..*at].ends_with('/'))? + LIB.len();
        let name = path[begins..].split(['/', '.']).next()?;
        self.tree.file(&format!("{}{name}/version.rb", &path[..begins])).map(|_| name)
    }

    /// What an interceptor without an address stands for in a file of Python's that imports the library of a language model and no
    /// other way out than HTTP: recorded answers are the model's.
    pub(super) fn of_recorded_model(&self, path: &str, language: Language, site: &Site) -> Option<Resolution> {
        let is_open = language == Language::Python && site.kind == Kind::HttpIntercept && site.target.is_none();
        let file = self.tree.file(path).filter(|_| is_open && site.boundary == Some(Boundary::Http))?;
        let libraries = self.module(file).libraries.without(&[Boundary::Http]);
        let boundary = libraries.only_outside().filter(|boundary| *boundary == Boundary::Llm)?;
        Some(Resolution { boundary, reason: Some("its file imports a model's library and no other".into()) })
    }

    /// Whether the file of a thing of the project's own that talks in HTTP names a language model's host and no other service's.
    pub(super) fn asks_model_at_host(&self, file: FileId) -> bool {
        if let Some(known) = locked(&self.model_hosts).get(&file) {
            return *known;
        }
        let text = self.store.text(self.tree.path(file));
        let asks = text.is_some_and(|text| std::str::from_utf8(&text).is_ok_and(hosts::names_only_models));
        locked(&self.model_hosts).insert(file, asks);
        asks
    }

    /// Whether a type without code is named as what a library for language models asks them through: `ModelClient`, `Platform`.
    pub(super) fn is_way_to_model(&self, language: Language, file: FileId, names: &[&str]) -> bool {
        const WAYS: &[&str] = &["model", "client", "platform", "gateway"];
        let Some(name) = names.first().map(|name| uncalled(name)) else { return false };
        let plain = name.trim_end_matches("Interface");
        let last = crate::boundary::words::words(plain).last().cloned().unwrap_or_default();
        let class = NameHash::of(name.as_bytes());
        WAYS.contains(&last.as_str())
            && self.is_declared_abstract(file, class)
            && self.is_interface(language, file, class)
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
