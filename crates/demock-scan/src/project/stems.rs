//! Where the other languages find what a name means: by folder (Rust) or by the file that a type is named after (Java,
//! Kotlin, C#, PHP, Ruby).

use super::python::{Located, first_name};
use super::tree::{FileId, ancestors, folder_of, join, letters, shared_folders, stem_of};
use super::{Project, ruby};
use crate::boundary::words::uncalled;
use crate::roles;
use crate::site::FileScan;
use demock_model::Language;

impl Project<'_> {
    /// `com.acme.store.Client.get`: the file `Client` whose folders end in the names before it, or the nearest.
    pub(super) fn locate_type<'t>(&self, language: Language, from: &str, text: &'t str) -> Option<Located<'t>> {
        if language == Language::Php
            && let Some(located) = self.locate_php(text)
        {
            return Some(located);
        }
        if language == Language::Ruby {
            return self.locate_constant(from, text);
        }
        let mut before = 0;
        for name in text.split('.') {
            let plain = uncalled(name);
            if plain.starts_with(|first: char| first.is_uppercase()) {
                if let Some(file) = self.file_of_type(language, from, &text[..before], plain) {
                    return Some(Located { file: Some(file), rest: &text[before..] });
                }
                // What a compiler makes of the functions of a file of Kotlin's.
                let functions =
                    plain.strip_suffix("Kt").filter(|_| matches!(language, Language::Java | Language::Kotlin));
                if let Some(file) = functions.and_then(|stem| self.file_of_type(language, from, &text[..before], stem))
                {
                    return Some(Located { file: Some(file), rest: text.get(before + name.len() + 1..).unwrap_or("") });
                }
            }
            before += name.len() + 1;
        }
        let is_function = language == Language::Kotlin && text.contains('.');
        is_function.then(|| self.locate_function(text)).flatten()
    }

    pub(super) fn file_of_type(&self, language: Language, from: &str, before: &str, name: &str) -> Option<FileId> {
        let snake = crate::boundary::words::snake(name);
        let stem = if language == Language::Ruby { snake.as_str() } else { name };
        let folders: Vec<&str> = before.split('.').filter(|folder| !folder.is_empty()).collect();
        let family = |file: &FileId| same_family(self.tree.language(*file), language);
        let fits = |file: &FileId| match language {
            // A package is its folders; a Kotlin file may leave out the packages that all share.
            Language::Java | Language::Kotlin => ends_in(self.tree.path(*file), &folders, 2),
            // The first names of a namespace stand for a folder of any name.
            Language::Php | Language::CSharp | Language::Ruby => ends_in(self.tree.path(*file), &folders, 1),
            Language::Python | Language::JavaScript | Language::TypeScript | Language::Go | Language::Rust => false,
        };
        // A class has its file's name, case and all: `bootstrap/app.php` defines no `App`.
        let named = |file: &FileId| language == Language::Ruby || stem_of(self.tree.path(*file)) == name;
        let nearest = |files: &mut dyn Iterator<Item = FileId>| {
            let near = files.filter(|file| family(file) && fits(file));
            near.max_by_key(|file| {
                // A task or an initialiser is called after what it is for, and does not define it.
                let defines = language == Language::Ruby && self.module(*file).export(name).is_some();
                let path = self.tree.path(*file);
                // A test's constant is the product's where both have it, and the one without a namespace where several have it.
                let is_product = language == Language::Ruby && !roles::of_path(language, path).is_test();
                let is_bare = language == Language::Ruby && folders.is_empty() && ruby::is_in_root(path);
                (defines, is_product, shared_folders(path, from), is_bare)
            })
        };
        let by_stem = self.tree.with_stem(stem).iter().copied();
        let by_letters = || nearest(&mut self.spelled_like(language, name));
        let in_gem = || self.file_in_gem(language, from, &folders, stem, name);
        nearest(&mut by_stem.filter(named)).or_else(by_letters).or_else(in_gem).or_else(|| {
            // `Orders` of `Storage.kt`.
            let list = |scan: FileScan| scan.types.into_iter().map(|name| (name, ())).collect();
            nearest(&mut self.types.named(&self.tree, name, list).iter().map(|(file, ())| *file))
        })
    }

    /// The file of a gem of the tree's own that defines a constant of its namespace and lies in a folder which the namespace does not
    /// name: `lib/thrift/transport/socket.rb` for `Thrift::Socket`.
    fn file_in_gem(
        &self,
        language: Language,
        from: &str,
        namespace: &[&str],
        stem: &str,
        name: &str,
    ) -> Option<FileId> {
        let [first] = namespace.first_chunk().filter(|_| language == Language::Ruby)?;
        let gem = format!("lib/{}/", crate::boundary::words::snake(first));
        let is_of_gem = |file: &&FileId| {
            let path = self.tree.path(**file);
            path.find(&gem)
                .is_some_and(|at| (at == 0 || path[..at].ends_with('/')) && self.is_gem(&path[..at + gem.len() - 1]))
        };
        let defining = self.tree.with_stem(stem).iter().filter(is_of_gem);
        let defining = defining.filter(|file| self.module(**file).export(name).is_some());
        defining.copied().max_by_key(|file| shared_folders(self.tree.path(*file), from))
    }

    /// Ruby's files that define a constant and are named after it as its own programs write it: `oauth_client.rb` for `OAuthClient`,
    /// `sshkit.rb` for `SSHKit`.
    fn spelled_like<'s>(&'s self, language: Language, name: &'s str) -> impl Iterator<Item = FileId> + 's {
        let has_short =
            name.as_bytes().windows(2).any(|pair| !pair[0].is_ascii_lowercase() && !pair[1].is_ascii_lowercase());
        let is_asked = language == Language::Ruby && has_short;
        let alike = is_asked.then(|| self.tree.named_like(name)).into_iter().flatten();
        let is_it = |file: FileId| letters(stem_of(self.tree.path(file))) == letters(name);
        alike.filter(move |file| is_it(*file) && self.module(*file).export(name).is_some())
    }

    /// `crate::store::Client`, from the crate's `src`.
    pub(super) fn locate_rust<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        let (head, mut rest) = text.split_once('.').unwrap_or((text, ""));
        let mut folder = match head {
            "crate" => crate_root(from)?.to_owned(),
            "super" => folder_of(from).to_owned(),
            "self" => own_folder(from),
            // A module of the file's own: `mod store; pub use store::Store;`.
            head => {
                let own = join(&own_folder(from), head);
                // A test that is called as the crate is no module of itself.
                let beside = self.tree.file(&format!("{own}.rs")).filter(|file| **self.tree.path(*file) != *from);
                if beside.or_else(|| self.tree.file(&format!("{own}/mod.rs"))).is_some() {
                    rest = text;
                    own_folder(from)
                } else {
                    self.crate_folder(head)?.to_owned()
                }
            }
        };
        // What a crate shows stands in its own file, whichever modules it is taken from; a path that leads on through a module
        // which is no file there is not found.
        let is_shown = !rest.contains('.') || rest.starts_with(|first: char| first.is_ascii_uppercase());
        let is_root = !matches!(head, "super" | "self") && rest != text && (head != "crate" || is_shown);
        let root = |name: &str| self.tree.file(&format!("{folder}/{name}.rs")).filter(|_| is_root);
        let mut file = root("lib").or_else(|| root("main").filter(|_| head == "crate"));
        while !rest.is_empty() {
            let name = first_name(rest);
            let next = join(&folder, name);
            let found = self.tree.file(&format!("{next}.rs")).or_else(|| self.tree.file(&format!("{next}/mod.rs")));
            let Some(found) = found else { break };
            (file, folder) = (Some(found), next);
            rest = rest[name.len()..].trim_start_matches('.');
        }
        Some(Located { file, rest })
    }
}

impl Project<'_> {
    /// Whether a file is of a crate that is the client of a program of the same workspace: `store-client` of `store`.
    pub(super) fn is_of_client_crate(&self, path: &str) -> bool {
        let Some(source) = crate_root(path).and_then(|root| root.strip_suffix("/src")) else { return false };
        let Some(program) = source.strip_suffix("-client").or_else(|| source.strip_suffix("_client")) else {
            return false;
        };
        let program = format!("{}/src/main.rs", program.rsplit('/').next().unwrap_or(program));
        let mut programs = self.tree.with_stem("main").iter().map(|file| self.tree.path(*file));
        programs
            .any(|path| path.strip_suffix(&program).is_some_and(|before| before.is_empty() || before.ends_with('/')))
    }
}

/// The folder in which the modules of a file stand.
///
/// Source: The Rust Reference, "Module source filenames"; The Cargo Book, "Target auto-discovery": each file directly in `tests`,
/// `benches`, `examples` or `src/bin` is a crate of its own, so that `mod support;` of `tests/orders.rs` is `tests/support.rs`.
fn own_folder(from: &str) -> String {
    let folder = folder_of(from);
    let mut segments = folder.rsplit('/');
    let is_crate = match segments.next() {
        Some("bin") => segments.next() == Some("src"),
        Some("tests" | "benches" | "examples") => !segments.any(|segment| segment == "src"),
        Some(_) | None => false,
    };
    match super::tree::stem_of(from) {
        _ if is_crate => folder.to_owned(),
        "mod" | "lib" | "main" => folder.to_owned(),
        _ => from.trim_end_matches(".rs").to_owned(),
    }
}

/// The folder that a file's crate begins in: `src`, else the `tests` that each file of which is a crate of its own.
fn crate_root(from: &str) -> Option<&str> {
    let find = |name: &str| ancestors(folder_of(from)).find(|folder| folder.rsplit('/').next() == Some(name));
    find("src").or_else(|| find("tests"))
}

pub(super) fn same_family(file: Language, asked: Language) -> bool {
    let jvm = |language| matches!(language, Language::Java | Language::Kotlin);
    file == asked || (jvm(file) && jvm(asked))
}

/// Whether a path's folders end in the last of the names, at most `most` of them; case aside.
fn ends_in(path: &str, names: &[&str], most: usize) -> bool {
    let names = &names[names.len().saturating_sub(most)..];
    let is_called = |folder: &str, name: &str| {
        uncalled(name).eq_ignore_ascii_case(folder) || crate::boundary::words::snake(name) == *folder
    };
    let mut folders = folder_of(path).rsplit('/');
    names.iter().rev().all(|name| {
        // A folder of C#'s may be called as a whole namespace is: `StackExchange.Redis`.
        folders.next().is_some_and(|folder| {
            is_called(folder, name) || folder.rsplit_once('.').is_some_and(|(_, last)| is_called(last, name))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_modules_of_a_file_stand() {
        for (file, folder) in [
            ("src/lib.rs", "src"),
            ("src/store.rs", "src/store"),
            ("src/store/mod.rs", "src/store"),
            ("tests/orders.rs", "tests"),
            ("app/tests/orders.rs", "app/tests"),
            ("app/src/bin/tool.rs", "app/src/bin"),
            ("src/tests/orders.rs", "src/tests/orders"),
            ("app/bin/tool.rs", "app/bin/tool"),
        ] {
            assert_eq!(own_folder(file), folder, "{file}");
        }
    }
}
