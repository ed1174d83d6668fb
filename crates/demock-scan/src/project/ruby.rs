//! Ruby: where a constant is defined, and what a class takes from modules and from what it derives from.
//!
//! Invariants: of a class only the head is read for the modules that it includes, once a class as long as that is kept. Absent
//! on purpose: what is included by a call or a hook (`included do`), and constants that a file is told to load.

use super::definitions::Definition;
use super::meaning::Meaning;
use super::module::{Boundaries, What};
use super::of_outside;
use super::python::Located;
use super::reach::Class;
use super::store::locked;
use super::tree::{FileId, ancestors, folder_of, join};
use super::{Project, Resolution};
use crate::boundary::words::{self, uncalled};
use crate::boundary::{self, rails};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::site::{Site, TargetOrigin};
use demock_model::{Boundary, Kind, Language};
use std::sync::Arc;

/// Bytes of a class in which the modules are looked for that it includes.
const HEAD_BYTES_MAX: u32 = 4 << 10;
/// Classes and modules that one derives from, followed one from the other.
const ANCESTORS_MAX: u8 = 4;
/// Words by which a module is brought into a class.
const INCLUDING: [&[u8]; 3] = [b"include", b"extend", b"prepend"];
/// Words by which a class names the queries that it hands out.
const QUERIES: [&[u8]; 1] = [b"scope"];

/// What is said at the head of a class.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Modules that it includes or extends itself with, with dots.
    mixins: Box<[Box<str>]>,
    /// Queries that it names.
    queries: Box<[NameHash]>,
}

impl Project<'_> {
    /// `Store::Client`: the file of the constant that stands last of those which have one, or that defines it for a file's own.
    pub(super) fn locate_constant<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        let is_constant = |name: &str| name.starts_with(|first: char| first.is_uppercase());
        let mut before = 0;
        let mut constants: Vec<(usize, &str)> = Vec::new();
        for name in text.split('.') {
            match is_constant(name) {
                true => constants.push((before, uncalled(name))),
                false if !constants.is_empty() => break,
                false => {}
            }
            before += name.len() + 1;
        }
        let (at, file) = constants.iter().enumerate().rev().find_map(|(at, (before, name))| {
            Some((at, self.file_of_type(Language::Ruby, from, &text[..*before], name)?))
        })?;
        // Of `Store::Client` in `store.rb`, the inner one.
        let module = self.module(file);
        let inner = constants[at + 1..].iter().take_while(|(_, name)| module.export(name).is_some());
        let (begins, _) = inner.last().unwrap_or(&constants[at]);
        // What the project only adds to is the library's, where it is not what the project adds.
        let rest = &text[*begins..];
        let is_added_to = constants.last().is_some_and(|(last, _)| last != begins);
        let is_library = is_added_to
            && !self.is_own_name(Language::Ruby, file, constants[0].1)
            && boundary::of_global(Language::Ruby, rest).is_some_and(boundary::is_outside);
        let gem = gem_of(self.tree.path(file));
        // A gem that opens a class of another's adds to it.
        let adds_to = |gem: &str| {
            let (first, gem) = (words::snake(constants[0].1), gem.rsplit('/').next().unwrap_or(gem));
            let is_outside = boundary::of_global(Language::Ruby, constants[0].1).is_some_and(boundary::is_outside);
            is_outside && !gem.starts_with(&first)
        };
        let is_of_other = gem.is_some_and(|folder| gem != gem_of(from) || adds_to(folder));
        (!is_library && !is_of_other).then_some(Located { file: Some(file), rest })
    }

    /// The file that `require` loads for tests, from the nearest folder where runners look: the file's own and those above it, and
    /// their `spec` and `test`.
    pub(super) fn required(&self, from: &str, name: &str) -> Option<FileId> {
        let name = format!("{}.rb", name.strip_suffix(".rb").unwrap_or(name));
        ancestors(folder_of(from)).find_map(|folder| {
            let below = ["spec", "test"].map(|inner| join(folder, inner));
            [folder]
                .into_iter()
                .chain(below.iter().map(String::as_str))
                .find_map(|folder| self.tree.file(&join(folder, &name)))
        })
    }

    /// What a double is called where it is made, and where that tells: `mock("response")`.
    pub(super) fn of_label(&self, language: Language, site: &Site) -> Option<Resolution> {
        let target = site.target.as_ref().filter(|target| target.origin == TargetOrigin::Text)?;
        let is_label = language == Language::Ruby
            && site.kind == Kind::MockObject
            && !target.name.contains(['.', ':', '/'])
            && target.name.starts_with(|first: char| first.is_lowercase());
        let found = is_label.then(|| self.by_given(language, &target.name))?;
        (!matches!(found.boundary, Boundary::OwnCode | Boundary::Unknown)).then_some(found)
    }

    /// Whether a method of an object of which nothing else is known is one by which a Rails program's model goes to its rows.
    pub(super) fn is_of_model(&self, path: &str, language: Language, name: &str) -> bool {
        let Some((object, method)) = name.rsplit_once('.').filter(|_| language == Language::Ruby) else { return false };
        let is_constant = object.starts_with(|first: char| first.is_uppercase()) && !is_of_factory(object);
        let has_models = || ancestors(folder_of(path)).any(|folder| self.tree.has_folder(&join(folder, "app/models")));
        !is_constant && rails::is_of_rows(method) && has_models()
    }

    /// The modules of the project that a class includes.
    pub(super) fn mixins(&self, class: Class) -> Vec<Box<str>> {
        self.head_of(class.file, class.name).mixins.to_vec()
    }

    /// The library that a class has its methods from, by what it derives from or includes.
    pub(super) fn inherited(&self, class: Class) -> Boundaries {
        self.inherited_within(class, 0)
    }

    fn inherited_within(&self, class: Class, depth: u8) -> Boundaries {
        let mut found = Boundaries::default();
        let mut names = self.mixins(class);
        if let Some(What::Class(bases)) = self.module(class.file).export_of(class.name) {
            names.extend(bases.iter().cloned());
        }
        for name in names {
            match self.base(Language::Ruby, class.file, &name, 0) {
                Meaning::Library { name, .. } => {
                    if let Some(boundary) = of_outside(Language::Ruby, &name, TargetOrigin::Import) {
                        found.insert(boundary);
                    }
                }
                Meaning::Own(own) => {
                    let last = own.name.rsplit('.').next().unwrap_or(&own.name);
                    // `RestResource`, `ApiClient`: what requests go through.
                    if is_of_requests(last) {
                        found.insert(Boundary::Http);
                    }
                    let Some(file) = own.file.filter(|_| depth < ANCESTORS_MAX) else { continue };
                    let base = Class { file, name: NameHash::of(last.as_bytes()), ..class };
                    if base.file != class.file || base.name != class.name {
                        found = found.union(self.inherited_within(base, depth + 1));
                    }
                }
            }
        }
        found
    }

    /// Whether a model's members go to its rows: one of Rails' own, or a query that the class names (`scope :active, -> { … }`).
    pub(super) fn is_of_rows(&self, file: FileId, names: &[&str]) -> bool {
        let hash = |name: &str| NameHash::of(uncalled(name).as_bytes());
        let Some((class, members)) = names.split_first() else { return false };
        members.iter().any(|name| rails::is_of_rows(uncalled(name)))
            || members.first().is_some_and(|name| rails::is_query(uncalled(name)))
            || matches!(members, [query] if self.head_of(file, hash(class)).queries.contains(&hash(query)))
    }

    fn head_of(&self, file: FileId, class: NameHash) -> Arc<Head> {
        let key = (file, class);
        if let Some(known) = locked(&self.heads).get(&key) {
            return known.clone();
        }
        let module = self.module(file);
        let mut head = Head::default();
        for whole in module.definitions_of(class).iter().filter(|known| known.is_class()) {
            let end = whole.end.min(whole.start.saturating_add(HEAD_BYTES_MAX));
            let text = self.store.part(&self.tree, file, Definition { end, ..*whole }.span());
            let read = read_head(&text.unwrap_or_default());
            if !read.mixins.is_empty() || !read.queries.is_empty() {
                head = read;
            }
        }
        let head = Arc::new(head);
        let mut heads = locked(&self.heads);
        if heads.len() > HEADS_MAX {
            heads.clear();
        }
        heads.insert(key, head.clone());
        head
    }
}

/// The folder of the gem that a file is unpacked from: `vendor/gems/faraday-1.0.2` of `vendor/gems/faraday-1.0.2/lib/faraday.rb`.
pub(super) fn gem_of(path: &str) -> Option<&str> {
    let begins = path.find("gems/").filter(|at| *at == 0 || path[..*at].ends_with('/'))? + "gems/".len();
    let name = path[begins..].split('/').next()?;
    let (_, version) = name.rsplit_once('-')?;
    let is_version = version.starts_with(|first: char| first.is_ascii_digit()) && version.contains('.');
    is_version.then(|| &path[..begins + name.len()])
}

/// Heads that are kept.
const HEADS_MAX: usize = 1 << 12;

/// Whether a class is named as one that requests are sent by.
fn is_of_requests(name: &str) -> bool {
    const WORDS: &[&str] = &["http", "rest", "api", "faraday", "httparty", "graphql", "soap"];
    words::words(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// The lines of a class that say what it includes and which queries it names.
fn read_head(text: &[u8]) -> Head {
    let (mut mixins, mut queries) = (Vec::new(), Vec::new());
    // The first line is the header.
    for line in text.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii) {
        let word = &line[..line.iter().take_while(|byte| is_word(**byte)).count()];
        let rest = &line[word.len()..];
        if INCLUDING.contains(&word) {
            let paths = rest.split(|byte| matches!(byte, b',' | b'(' | b')' | b' '));
            let constants =
                paths.filter(|path| path.first().is_some_and(|first| first.is_ascii_uppercase() || *first == b':'));
            let dotted = constants.filter_map(|path| std::str::from_utf8(path).ok());
            mixins.extend(dotted.map(|path| Box::from(path.trim_start_matches("::").replace("::", "."))));
        } else if QUERIES.contains(&word) {
            let name = rest.trim_ascii_start().strip_prefix(b"(").unwrap_or(rest).trim_ascii_start();
            if let Some(name) = name.strip_prefix(b":") {
                queries.push(NameHash::of(&name[..name.iter().take_while(|byte| is_word(**byte)).count()]));
            }
        }
    }
    Head { mixins: mixins.into(), queries: queries.into() }
}

/// Whether a file lies where the constants stand that have no namespace: directly in a folder of `app`, or in `lib`.
pub(super) fn is_in_root(path: &str) -> bool {
    let mut folders = folder_of(path).rsplit('/').filter(|folder| *folder != "concerns");
    match folders.next() {
        Some("lib") => true,
        Some(_) => folders.next() == Some("app"),
        None => false,
    }
}

/// Whether an object is one that a factory of tests has made: `FactoryBot.create(:order)`.
fn is_of_factory(object: &str) -> bool {
    const FACTORIES: [&str; 3] = ["FactoryBot.", "FactoryGirl.", "Fabricate."];
    FACTORIES.iter().any(|factory| object.starts_with(factory))
}

/// What a double of an answer of the standard library's client is of; code that only names the class computes.
pub(super) fn of_answer(language: Language, kind: Kind, name: &str) -> Option<Boundary> {
    let is_answer = name.trim_start_matches("::").replace("::", ".") == "Net.HTTPResponse";
    (language == Language::Ruby && kind == Kind::MockObject && is_answer).then_some(Boundary::Http)
}

/// The boundary of a constant of Ruby's that the project does not define and no table knows, where its name is that of a client.
pub(super) fn of_gem(language: Language, name: &str) -> Option<Boundary> {
    let mut constants = name.split('.').take_while(|name| name.starts_with(|first: char| first.is_uppercase()));
    let is_client = |name: &str| words::is_client(name) && !name.ends_with("Transport");
    (language == Language::Ruby && constants.any(is_client)).then_some(Boundary::Http)
}

/// The names that a method may have which a stub calls without the mark at its end: `save!`, `valid?`.
pub(super) fn spellings(name: &str) -> [String; 3] {
    [name.to_owned(), format!("{name}!"), format!("{name}?")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gems_that_are_unpacked() {
        assert_eq!(gem_of("vendor/gems/faraday-1.0.2/lib/faraday.rb"), Some("vendor/gems/faraday-1.0.2"));
        assert_eq!(gem_of("gems/a-b-0.1/x.rb"), Some("gems/a-b-0.1"));
        assert_eq!((gem_of("gems/swarm/lib/swarm.rb"), gem_of("mygems/a-1.0/x.rb")), (None, None));
    }

    #[test]
    fn heads_of_classes() {
        let text = b"class A < B\n  include HTTParty\n  extend ::Store::Finder, Log\n\n  scope :active, -> { x }\n  scope(:old) { y }\n  included = 1\n";
        let head = read_head(text);
        let mixins: Vec<&str> = head.mixins.iter().map(|name| &**name).collect();
        assert_eq!(mixins, ["HTTParty", "Store.Finder", "Log"]);
        assert_eq!(*head.queries, [NameHash::of(b"active"), NameHash::of(b"old")]);
    }
}
