//! What a module shows to others: its imports, its values, its classes and functions, as the front end reads them.
//!
//! Invariant: only names that stand at the top of the file; a module's size in memory is that of its exports.
//! Absent on purpose: what the imported names are in turn (`project`).

use super::definitions::{self, Definition, TOP};
use super::late::{self, DEFAULT};
use crate::boundary::{self, words};
use crate::cache::{Reader, Writer};
use crate::engine::spelled;
use crate::facts::{Facts, ImportForm, NameHash, Path, Position, Scope, ScopeKind};
use crate::interest::Interest;
use crate::language::{self, FileRole};
use crate::resolve::Resolver;
use crate::ruleset::RuleSet;
use crate::site::TargetOrigin;
use crate::text::Source;
use demock_model::{Boundary, Language};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A set of boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Boundaries(u16);

impl Boundaries {
    /// What lies outside the process and is talked to through a client.
    pub(super) const OUTSIDE: Self = Self::of(&[
        Boundary::Database,
        Boundary::Cache,
        Boundary::Http,
        Boundary::Llm,
        Boundary::Websocket,
        Boundary::Queue,
        Boundary::OwnService,
    ]);

    const fn of(boundaries: &[Boundary]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < boundaries.len() {
            set |= 1 << boundaries[at] as u16;
            at += 1;
        }
        Self(set)
    }

    /// The one boundary outside the process that is in the set.
    pub(super) fn only_outside(self) -> Option<Boundary> {
        let outside = self.0 & Self::OUTSIDE.0;
        Boundary::ALL.iter().copied().find(|boundary| outside == 1 << *boundary as u16)
    }

    /// The one boundary in the set.
    pub(super) fn only(self) -> Option<Boundary> {
        Boundary::ALL.iter().copied().find(|boundary| self.0 == 1 << *boundary as u16)
    }

    /// The one boundary in the set, of those that a program reaches beyond itself through.
    pub(super) fn only_one(self) -> Option<Boundary> {
        let beyond = self.0 & Self::OUTSIDE.union(Self::of(&[Boundary::Filesystem, Boundary::Process])).0;
        Boundary::ALL.iter().copied().find(|boundary| beyond == 1 << *boundary as u16)
    }

    pub(super) fn has_outside(self) -> bool {
        self.0 & Self::OUTSIDE.0 != 0
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, boundaries: &[Boundary]) -> Self {
        Self(self.0 & !Self::of(boundaries).0)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn insert(&mut self, boundary: Boundary) {
        self.0 |= 1 << boundary as u16;
    }

    pub(super) fn contains(self, boundary: Boundary) -> bool {
        self.0 & (1 << boundary as u16) != 0
    }
}

/// What an exported name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A class, with the names of its bases.
    Class(Box<[Box<str>]>),
    /// A function.
    Function,
    /// Another name, `()` for the result of a call.
    Alias(Box<str>, TargetOrigin),
    /// A value that no name describes.
    Value,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Module {
    /// Sorted by name; of one name's entries the most telling first.
    exports: Vec<(NameHash, What)>,
    /// Modules whose names it exports, too.
    pub(super) wildcards: Vec<Box<str>>,
    /// What the libraries that it imports are for.
    pub(super) libraries: Boundaries,
    /// Where its classes and functions stand, sorted.
    definitions: Vec<Definition>,
}

static EXPORTS: LazyLock<Interest> = LazyLock::new(Interest::exports);

impl Module {
    pub(super) fn read(rules: &RuleSet, language: Language, source: Source<'_>, facts: &mut Facts) -> Self {
        language::read(language, source, FileRole::Product, &EXPORTS, facts);
        let facts = &*facts;
        let resolver = Resolver::new(language, source, facts, rules.of(language));
        let mut module = Self {
            exports: Vec::new(),
            wildcards: Vec::new(),
            libraries: Boundaries::default(),
            definitions: definitions::read(source.bytes(), language, facts),
        };
        for import in &facts.imports {
            let text = resolver.import_text(import);
            let known = boundary::of_library(language, &text);
            if let Some(boundary) = known.or_else(|| named_package(language, &text))
                && !boundary::is_incoming(language, &text)
            {
                module.libraries.insert(boundary);
            }
            if import.form == ImportForm::Wildcard {
                module.wildcards.push(text.into());
            } else if import.scope == 0 {
                module.exports.push((import.local.hash, What::Alias(text.into(), TargetOrigin::Import)));
            }
        }
        module.read_definitions(source, facts, &resolver);
        if let Some(name) = late::default_export(language, source.bytes()) {
            module.exports.push((NameHash::of(DEFAULT.as_bytes()), What::Alias(name.into(), TargetOrigin::Local)));
        }
        module.exports.sort_by_key(|(name, what)| (*name, rank(what)));
        module.exports.dedup_by(|later, first| later.0 == first.0);
        module.exports.shrink_to_fit();
        module
    }

    fn read_definitions(&mut self, source: Source<'_>, facts: &Facts, resolver: &Resolver<'_>) {
        for binding in facts.bindings.iter().filter(|binding| binding.scope == 0) {
            let what = match resolver.binding_text(binding, 0) {
                Some(bound) => What::Alias(bound.text.into(), bound.origin),
                None => match late::library(resolver.language, source.bytes(), binding.at) {
                    Some(library) => What::Alias(library.into(), TargetOrigin::Import),
                    None => spelled_name(resolver.language, source.bytes(), binding.at)
                        .map_or(What::Value, |name| What::Alias(name.into(), TargetOrigin::Text)),
                },
            };
            self.exports.push((binding.name, what));
        }
        let is_shown = |scope: &Scope| is_shown(facts, resolver.language, scope);
        let imported: FxHashSet<NameHash> = facts.imports.iter().map(|import| import.local.hash).collect();
        for (id, scope) in facts.scopes.iter().enumerate().skip(1).filter(|(_, scope)| is_shown(scope)) {
            let name = definitions::name_of(source.bytes(), scope);
            // What implements a trait for a type that is imported does not define it.
            let implements = resolver.language == Language::Rust && scope.header.of(&source).starts_with(b"impl");
            if implements && imported.contains(&name) {
                continue;
            }
            let what = match scope.kind {
                ScopeKind::Class => {
                    let bases = facts
                        .references
                        .iter()
                        .filter(|reference| reference.position == Position::Base && reference.scope as usize == id);
                    let bases = bases.filter_map(|base| {
                        let resolved = resolver.resolve(base.path, scope.parent, 0).map(|base| base.text.into());
                        resolved.or_else(|| class_here(facts, source, base.path))
                    });
                    What::Class(bases.collect())
                }
                ScopeKind::File
                | ScopeKind::Function
                | ScopeKind::Test
                | ScopeKind::Suite
                | ScopeKind::Hook
                | ScopeKind::Fixture => What::Function,
            };
            self.exports.push((name, what));
        }
        for assign in facts.assigns.iter().filter(|assign| assign.scope == 0) {
            // `exports.client = redis.createClient()`, `module.exports.client = …`
            let names = facts.path_names(assign.target);
            let texts: Vec<&str> = names.iter().map(|name| name.span.text(source)).collect();
            if let ["exports", _] | ["module", "exports", _] = texts[..]
                && let Some(last) = names.last()
            {
                let value = match assign.value {
                    crate::facts::Value::Path(path) => resolver.resolve(path, 0, 0),
                    crate::facts::Value::Call(call) => resolver.result_of(call, 0),
                    crate::facts::Value::Function
                    | crate::facts::Value::Literal
                    | crate::facts::Value::Object
                    | crate::facts::Value::Other => None,
                };
                let what = value.map_or(What::Value, |value| What::Alias(value.text.into(), value.origin));
                self.exports.push((last.hash, what));
            }
        }
    }

    /// Names that it imports.
    pub(super) fn imports(&self) -> impl Iterator<Item = &str> {
        self.exports.iter().filter_map(|(_, what)| match what {
            What::Alias(text, TargetOrigin::Import) => Some(&**text),
            What::Alias(..) | What::Class(_) | What::Function | What::Value => None,
        })
    }

    /// What an exported name is.
    pub(super) fn export(&self, name: &str) -> Option<&What> {
        self.export_of(NameHash::of(name.as_bytes()))
    }

    /// [`Module::export`], by the name's hash.
    pub(super) fn export_of(&self, hash: NameHash) -> Option<&What> {
        let at = self.exports.binary_search_by_key(&hash, |(name, _)| *name).ok()?;
        Some(&self.exports[at].1)
    }

    /// A class and what it defines, the class first; what stands at the top for [`TOP`].
    pub(super) fn definitions_of(&self, class: NameHash) -> &[Definition] {
        let from = self.definitions.partition_point(|known| known.class < class);
        let length = self.definitions[from..].partition_point(|known| known.class == class);
        &self.definitions[from..from + length]
    }

    /// Its classes.
    pub(super) fn classes(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.iter().filter(|known| known.is_class())
    }

    /// The type that a method of a name hangs on: of the first such method.
    pub(super) fn owner_of(&self, method: NameHash) -> Option<NameHash> {
        let is_it = |known: &&Definition| known.name == method && known.class != TOP;
        self.definitions.iter().filter(is_it).min_by_key(|known| known.start).map(|known| known.class)
    }

    /// A method of a class, or a function at the top for [`TOP`].
    pub(super) fn definition(&self, class: NameHash, name: NameHash) -> Option<Definition> {
        self.definitions_named(class, name).next()
    }

    /// All methods of a class that have a name: `self.call` of Ruby's beside `call`.
    pub(super) fn definitions_named(&self, class: NameHash, name: NameHash) -> impl Iterator<Item = Definition> {
        let of_class = self.definitions_of(class);
        let at = of_class.partition_point(|known| known.name < name);
        of_class[at..].iter().copied().take_while(move |known| known.name == name && name != TOP)
    }

    /// The stored form.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.exports.len() as u64);
        for (name, what) in &self.exports {
            writer.number(u64::from(name.0));
            writer.number(u64::from(stored_as(what)));
            match what {
                What::Class(bases) => {
                    writer.number(bases.len() as u64);
                    bases.iter().for_each(|base| writer.text(base));
                }
                What::Alias(text, _) => writer.text(text),
                What::Function | What::Value => {}
            }
        }
        writer.number(self.wildcards.len() as u64);
        self.wildcards.iter().for_each(|wildcard| writer.text(wildcard));
        writer.number(u64::from(self.libraries.0));
        writer.number(self.definitions.len() as u64);
        for known in &self.definitions {
            for number in [known.class.0, known.name.0, known.start, known.end - known.start] {
                writer.number(u64::from(number));
            }
        }
        writer.finish()
    }

    /// The module of a stored form; `None` where the bytes are not one.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let mut exports = Vec::with_capacity(reader.count(2)?);
        for _ in 0..exports.capacity() {
            let name = NameHash(reader.number()?.try_into().ok()?);
            let what = match reader.number()? {
                0 => {
                    let bases = reader.count(1)?;
                    What::Class((0..bases).map(|_| reader.text().map(Box::from)).collect::<Option<_>>()?)
                }
                1 => What::Function,
                2 => What::Value,
                origin => {
                    let origin = *TargetOrigin::ALL.get(usize::try_from(origin).ok()? - 3)?;
                    What::Alias(reader.text()?.into(), origin)
                }
            };
            exports.push((name, what));
        }
        let wildcards = reader.count(1)?;
        let wildcards = (0..wildcards).map(|_| reader.text().map(Box::from)).collect::<Option<_>>()?;
        let libraries = Boundaries(reader.number()?.try_into().ok()?);
        let mut definitions = Vec::with_capacity(reader.count(4)?);
        for _ in 0..definitions.capacity() {
            let mut number = || u32::try_from(reader.number()?).ok();
            let (class, name, start) = (NameHash(number()?), NameHash(number()?), number()?);
            definitions.push(Definition { class, name, start, end: start.checked_add(number()?)? });
        }
        reader.is_at_end().then_some(Self { exports, wildcards, libraries, definitions })
    }

    /// Bytes that it takes, about.
    pub(super) fn size(&self) -> usize {
        let text = |what: &What| match what {
            What::Alias(text, _) => text.len(),
            What::Class(bases) => bases.iter().map(|base| base.len() + size_of::<Box<str>>()).sum(),
            What::Function | What::Value => 0,
        };
        let exports = self.exports.iter().map(|(_, what)| size_of::<(NameHash, What)>() + text(what));
        size_of::<Self>() + exports.sum::<usize>() + self.definitions.len() * size_of::<Definition>()
    }
}

/// The dotted name that a constant of Python's at a place holds as text, by which others patch: `STORE = "shop.store"`.
fn spelled_name(language: Language, source: &[u8], at: u32) -> Option<&str> {
    let rest = source.get(at as usize..).filter(|_| language == Language::Python)?;
    let name = rest.iter().take_while(|byte| language::is_word(**byte)).count();
    let text = spelled::text_given(&rest[name..])?.trim_end_matches('.');
    (text.contains('.') && text.bytes().all(|byte| language::is_word(byte) || byte == b'.')).then_some(text)
}

/// What a package that no table knows is named after. Only JavaScript tells a package from a module of the project.
fn named_package(language: Language, text: &str) -> Option<Boundary> {
    let is_package = matches!(language, Language::JavaScript | Language::TypeScript) && !text.starts_with(['.', '/']);
    let mut names = text.split(['/', '.']).rev();
    is_package.then(|| names.find_map(words::of_module)).flatten().map(|evidence| evidence.boundary)
}

/// Whether other files can name a definition: it stands at the top, or in the classes and modules that the language uses
/// as namespaces.
fn is_shown(facts: &Facts, language: Language, scope: &Scope) -> bool {
    let has_namespaces = matches!(language, Language::Ruby | Language::CSharp | Language::Php);
    let mut at = scope.parent;
    while at != 0 && has_namespaces && scope.kind == ScopeKind::Class {
        let around = &facts.scopes[at as usize];
        if around.kind != ScopeKind::Class {
            return false;
        }
        at = around.parent;
    }
    at == 0
}

/// A path that is the name of a class which the file defines.
fn class_here(facts: &Facts, source: Source<'_>, path: Path) -> Option<Box<str>> {
    let [name] = facts.path_names(path) else { return None };
    let is_it =
        |scope: &Scope| scope.kind == ScopeKind::Class && definitions::name_of(source.bytes(), scope) == name.hash;
    facts.scopes.iter().any(is_it).then(|| name.span.text(source).into())
}

/// By what number the stored form names the sort.
fn stored_as(what: &What) -> u8 {
    match what {
        What::Class(_) => 0,
        What::Function => 1,
        What::Value => 2,
        What::Alias(_, origin) => 3 + *origin as u8,
    }
}

/// Of several entries of one name, which tells most.
fn rank(what: &What) -> u8 {
    match what {
        What::Class(_) => 0,
        What::Function => 1,
        What::Alias(_, TargetOrigin::Import | TargetOrigin::Text) => 2,
        What::Alias(_, TargetOrigin::Local | TargetOrigin::Spec) => 3,
        What::Value => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "from redis import Redis as Cache\nfrom .base import *\nimport psycopg\n\n\
        LIMIT = 3\nclient = Cache()\nalias = client\n\n\nclass Store(Base, abc.ABC):\n    def get(self): ...\n\n\n\
        def connect(): ...\n";

    #[test]
    fn what_is_stored_comes_back_and_torn_bytes_do_not() {
        let rules = RuleSet::built_in();
        let module = Module::read(&rules, Language::Python, Source::new(SOURCE.as_bytes()), &mut Facts::default());
        let alias = |text: &str, origin| Some(What::Alias(text.into(), origin));
        assert_eq!(module.export("Cache").cloned(), alias("redis.Redis", TargetOrigin::Import));
        assert_eq!(module.export("client").cloned(), alias("redis.Redis()", TargetOrigin::Import));
        assert_eq!(module.export("Store"), Some(&What::Class(["Base".into(), "abc.ABC".into()].into())));
        assert_eq!((module.export("connect"), module.export("LIMIT")), (Some(&What::Function), Some(&What::Value)));
        assert_eq!(*module.wildcards, [Box::from(".base")]);
        let stored = module.encode();
        assert_eq!(Module::decode(&stored), Some(module));
        for length in 0..stored.len() {
            assert_eq!(Module::decode(&stored[..length]), None, "cut at {length}");
        }
    }
}
