//! What a call, a decorator or a base class names: a definition of this file, a name of another, or nothing that matters.
//!
//! Invariant: names of libraries that rules or boundaries know are nothing. Absent on purpose: types of objects.

use super::{How, support};
use crate::boundary;
use crate::facts::{CallForm, Facts, Head, Import, ImportForm, Name, NameHash, Path, ScopeId, ScopeKind};
use crate::resolve::Resolver;
use crate::ruleset::LanguageRules;
use demock_model::Language;
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes of a module's name: a longer one is none.
const MODULE_BYTES_MAX: usize = 512;

/// Scopes around one that are looked into: deeper nesting is no program.
const SCOPES_MAX: usize = 64;

/// Classes that one derives from which are looked into for a method.
const CLASSES_MAX: usize = 16;

/// A scope and those around it, innermost first; of very many the innermost, and the file.
pub(super) fn seen_from(facts: &Facts, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
    let outer = std::iter::successors(Some(scope), |scope| (*scope != 0).then(|| facts.scopes[*scope as usize].parent));
    outer.take(SCOPES_MAX).filter(|scope| *scope != 0).chain([0])
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Callee {
    /// A definition of this file.
    Here(ScopeId),
    /// A name that another file may define.
    There(How, String),
}

/// An import as far as its name is called.
struct Imported {
    /// The module and the member, dotted.
    text: String,
    /// Whether it may lead to test code of the project, whatever is called of it.
    sounds: bool,
    /// What knows it as a library.
    library: Option<KnownBy>,
}

impl Imported {
    /// How what it names is run; `None` for what is a library's beyond doubt.
    fn how(&self, as_written: How) -> Option<How> {
        how(self.library, as_written)
    }

    /// Whether it may be test code of the project: the tree may be the library that the tables know by its name.
    fn may_be_tests(&self) -> bool {
        self.sounds && self.library != Some(KnownBy::Rules)
    }
}

/// How a name is run that may be a library's; `None` for what is one beyond doubt.
fn how(library: Option<KnownBy>, as_written: How) -> Option<How> {
    match library {
        Some(KnownBy::Rules) => None,
        Some(KnownBy::Boundaries) if as_written == How::Called => Some(How::OfLibrary),
        Some(KnownBy::Boundaries) | None => Some(as_written),
    }
}

/// What knows a name as that of a library.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KnownBy {
    /// A rule: what it says of a call is all that there is to say.
    Rules,
    /// The tables of boundaries: a project may be that library itself.
    Boundaries,
}

/// The names of one file.
pub(super) struct Names<'s, 'a> {
    resolver: &'s Resolver<'a>,
    rules: &'s LanguageRules,
    /// The last definition of each name in each scope.
    definitions: FxHashMap<(ScopeId, NameHash), ScopeId>,
    /// For each scope, the innermost class that it stands in or is.
    classes: Vec<Option<ScopeId>>,
    imports: FxHashMap<NameHash, Imported>,
    /// What tests, fixtures and hooks are given.
    pub(super) parameters: FxHashSet<(ScopeId, NameHash)>,
    /// Modules all of whose names are imported, those that sound like tests.
    wildcards: Vec<String>,
    /// What classes derive from, in order of the class.
    bases: Vec<(ScopeId, Path)>,
}

impl<'s, 'a> Names<'s, 'a> {
    pub(super) fn new(resolver: &'s Resolver<'a>, rules: &'s LanguageRules) -> Self {
        let facts = resolver.facts;
        let mut bases = facts.bases.clone();
        bases.sort_by_key(|(class, _)| *class);
        let mut names = Self {
            resolver,
            rules,
            definitions: FxHashMap::default(),
            classes: vec![None],
            imports: FxHashMap::default(),
            parameters: facts.parameters.iter().map(|given| (given.scope, given.name.hash)).collect(),
            wildcards: Vec::new(),
            bases,
        };
        for (id, scope) in (1..).zip(facts.scopes.iter().skip(1)) {
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::Class | ScopeKind::Fixture | ScopeKind::Hook) {
                let name = NameHash::of(scope.name.of(&resolver.source));
                names.definitions.insert((scope.parent, name), id);
            }
            let class = if scope.kind == ScopeKind::Class { Some(id) } else { names.classes[scope.parent as usize] };
            names.classes.push(class);
        }
        for import in &facts.imports {
            let text = resolver.import_text(import);
            if text.len() > MODULE_BYTES_MAX {
                continue;
            }
            if import.form == ImportForm::Wildcard {
                if support::is_test_code(resolver.language, &text) {
                    names.wildcards.push(text);
                }
                continue;
            }
            let imported = Imported {
                sounds: support::is_test_code(resolver.language, &text),
                library: library(resolver.language, &text, rules),
                text,
            };
            names.imports.insert(import.local.hash, imported);
        }
        names
    }

    /// What an import binds a name to.
    pub(super) fn import_of(&self, name: NameHash) -> Option<String> {
        let imported = self.imports.get(&name)?;
        (imported.library.is_none() || imported.may_be_tests()).then(|| imported.text.clone())
    }

    /// Modules that sound like tests and all of whose names are imported.
    pub(super) fn wildcards(&self) -> impl Iterator<Item = &str> {
        self.wildcards.iter().map(String::as_str)
    }

    /// Names that are imported from modules that sound like tests, and what they are.
    pub(super) fn imported_from_tests(&self) -> Vec<(String, String)> {
        let members = self.facts().imports.iter().filter(|import| import.scope == 0 && import.member.is_some());
        let known = members.filter_map(|import| {
            let imported = self.imports.get(&import.local.hash).filter(|known| known.may_be_tests())?;
            Some((self.text(import.local).to_owned(), imported.text.clone()))
        });
        known.collect()
    }

    /// Whether a name is one that this file defines, or that it imports from what is no test code.
    pub(super) fn is_known(&self, name: NameHash, scope: ScopeId) -> bool {
        let imported = self.imports.get(&name);
        imported.is_some_and(|imported| !imported.may_be_tests())
            || (imported.is_none() && self.visible(name, scope).is_some())
    }

    pub(super) fn path_names(&self, path: Path) -> &'a [Name] {
        self.facts().path_names(path)
    }

    pub(super) fn facts(&self) -> &'a Facts {
        self.resolver.facts
    }

    pub(super) fn text(&self, name: Name) -> &'a str {
        name.span.text(self.resolver.source)
    }

    /// What a call or a decorator in `scope` names; what constructs a type names no method.
    pub(super) fn callee(&self, path: Path, scope: ScopeId, form: Option<CallForm>) -> Option<Callee> {
        if path.head != Head::Name {
            return None;
        }
        let names = self.facts().path_names(path);
        let first = *names.first()?;
        if is_self(self.text(first)) {
            // `self.client.get()` is a call of whatever the member is.
            return if let [_, method] = names { self.method(scope, *method) } else { None };
        }
        if let Some(imported) = self.imports.get(&first.hash) {
            return self.imported(imported, &names[1..]);
        }
        if let Some(here) = self.visible(first.hash, scope) {
            return Some(Callee::Here(self.member(here, &names[1..]).unwrap_or(here)));
        }
        if names.len() == 1 {
            let inherited = (form != Some(CallForm::New)).then(|| self.inherited(scope, first)).flatten();
            return inherited.or_else(|| self.elsewhere(self.text(first)));
        }
        let is_type = self.text(first).starts_with(|first: char| first.is_ascii_uppercase());
        if self.resolver.language == Language::Rust && !is_type {
            return self.written_whole(names);
        }
        if let Some(module) = self.wildcards.first().filter(|_| self.resolver.language == Language::Rust) {
            return Some(Callee::There(
                How::Called,
                format!("{module}.{}", joined(self, self.text(first), &names[1..])),
            ));
        }
        let near = is_type && has_near_names(self.resolver.language);
        near.then(|| Callee::There(How::Called, joined(self, self.text(first), &names[1..])))
    }

    /// A method that is called by its name alone, where the language allows that.
    fn inherited(&self, scope: ScopeId, name: Name) -> Option<Callee> {
        let allowed =
            matches!(self.resolver.language, Language::Java | Language::Kotlin | Language::CSharp | Language::Ruby);
        allowed.then(|| self.method(scope, name)).flatten()
    }

    /// What a class is that is named by its dotted name alone.
    pub(super) fn class(&self, name: &str, scope: ScopeId) -> Option<Callee> {
        let first = name.split('.').next().unwrap_or(name);
        let hash = NameHash::of(first.as_bytes());
        if let Some(imported) = self.imports.get(&hash) {
            let text = format!("{}{}", imported.text, &name[first.len()..]);
            return Some(Callee::There(imported.how(How::Called)?, text));
        }
        if let Some(here) = self.visible(hash, scope) {
            return (first == name).then_some(Callee::Here(here));
        }
        has_near_names(self.resolver.language).then(|| Callee::There(How::Called, name.to_owned()))
    }

    /// What a class derives from.
    pub(super) fn base(&self, path: Path, class: ScopeId) -> Option<Callee> {
        let names = self.facts().path_names(path);
        let first = *names.first().filter(|_| path.head == Head::Name)?;
        if let Some(imported) = self.imports.get(&first.hash) {
            let text = joined(self, &imported.text, &names[1..]);
            return Some(Callee::There(imported.how(How::Suite)?, text));
        }
        let parent = self.facts().scopes[class as usize].parent;
        if let Some(here) = self.visible(first.hash, parent).filter(|here| *here != class) {
            return Some(Callee::Here(self.member(here, &names[1..]).unwrap_or(here)));
        }
        self.wildcards
            .first()
            .map(|module| Callee::There(How::Suite, format!("{module}.{}", self.text(first))))
            .or_else(|| {
                let near = has_near_names(self.resolver.language).then(|| joined(self, self.text(first), &names[1..]));
                near.map(|name| Callee::There(How::Suite, name))
            })
    }

    /// How what a class derives from is constructed.
    pub(super) fn constructs(&self, base: Path) -> How {
        let first = self.facts().path_names(base).first();
        let imported = first.and_then(|first| self.imports.get(&first.hash));
        imported.and_then(|imported| imported.how(How::Called)).unwrap_or(How::Called)
    }

    fn imported(&self, imported: &Imported, rest: &[Name]) -> Option<Callee> {
        let own = crate::ruleset::last_name(&imported.text);
        let last = rest.last().map_or(own, |name| self.text(*name));
        let matters = imported.sounds
            || support::may_hand_out_doubles(last)
            || (rest.len() == 1 && support::is_named_as_double_type(own));
        if !matters {
            return None;
        }
        let text = joined(self, &imported.text, rest);
        let language = self.resolver.language;
        // `kombu.testing.FakeBroker` where `kombu` itself is imported.
        let may_be_own = imported.library == Some(KnownBy::Rules) && boundary::is_known_head(language, &imported.text);
        let library = if may_be_own { library(language, &text, self.rules) } else { imported.library };
        Some(Callee::There(how(library, How::Called)?, text))
    }

    /// A path of Rust's that needs no import, since it begins with a crate or a module: `crate::doubles::FakeStore::new`.
    fn written_whole(&self, names: &[Name]) -> Option<Callee> {
        let (last, owner) = names.split_last()?;
        let (first, rest) = owner.split_first()?;
        let text = joined(self, self.text(*first), rest);
        let library = library(self.resolver.language, &text, self.rules);
        let imported = Imported { sounds: support::is_test_code(self.resolver.language, &text), library, text };
        self.imported(&imported, &[*last])
    }

    /// A method of the enclosing class, or of what it derives from; of what another file defines, the index finds out.
    fn method(&self, scope: ScopeId, method: Name) -> Option<Callee> {
        let class = self.classes[scope as usize]?;
        let (mut seen, mut at, mut derives_from_others) = (vec![class], 0, false);
        while let Some(class) = seen.get(at).copied().filter(|_| at < CLASSES_MAX) {
            at += 1;
            if let Some(found) = self.member(class, &[method]) {
                return Some(Callee::Here(found));
            }
            for (_, path) in self.bases_of(class) {
                match self.base(*path, class) {
                    Some(Callee::Here(base)) if !seen.contains(&base) => seen.push(base),
                    Some(Callee::Here(_)) | None => {}
                    Some(Callee::There(..)) => derives_from_others = true,
                }
            }
        }
        let class = self.facts().scopes[class as usize].name.text(self.resolver.source);
        derives_from_others.then(|| Callee::There(How::Method, format!("{class}#{}", self.text(method))))
    }

    /// What a class derives from, as the facts have it.
    fn bases_of(&self, class: ScopeId) -> impl Iterator<Item = &(ScopeId, Path)> {
        let from = self.bases.partition_point(|(derived, _)| *derived < class);
        self.bases[from..].iter().take_while(move |(derived, _)| *derived == class).take(CLASSES_MAX)
    }

    /// The definition of a name that is seen from a scope: the innermost.
    pub(super) fn visible(&self, name: NameHash, scope: ScopeId) -> Option<ScopeId> {
        let methods_by_name =
            matches!(self.resolver.language, Language::Java | Language::Kotlin | Language::CSharp | Language::Ruby);
        seen_from(self.facts(), scope).find_map(|outer| {
            let is_class = self.facts().scopes[outer as usize].kind == ScopeKind::Class;
            // A class's methods are not seen by their names alone.
            let seen = methods_by_name || !is_class;
            seen.then(|| self.definitions.get(&(outer, name)).copied()).flatten()
        })
    }

    fn member(&self, class: ScopeId, rest: &[Name]) -> Option<ScopeId> {
        self.definitions.get(&(class, rest.first()?.hash)).copied()
    }

    /// A name that nothing in the file explains.
    fn elsewhere(&self, name: &str) -> Option<Callee> {
        if let Some(module) = self.wildcards.first() {
            return Some(Callee::There(How::Called, format!("{module}.{name}")));
        }
        let near = has_near_names(self.resolver.language) && !is_builtin(self.resolver.language, name);
        near.then(|| Callee::There(How::Called, name.to_owned()))
    }
}

fn joined(names: &Names<'_, '_>, text: &str, rest: &[Name]) -> String {
    rest.iter().fold(text.to_owned(), |mut text, name| {
        text.push('.');
        text.push_str(names.text(*name));
        text
    })
}

/// Whether a definition of another file needs no import: those of the same package or folder.
pub(crate) fn has_near_names(language: Language) -> bool {
    matches!(
        language,
        Language::Go | Language::Java | Language::Kotlin | Language::CSharp | Language::Php | Language::Ruby
    )
}

/// Names that every file of the language has.
fn is_builtin(language: Language, name: &str) -> bool {
    let go = matches!(
        name,
        "append"
            | "cap"
            | "clear"
            | "close"
            | "copy"
            | "delete"
            | "len"
            | "make"
            | "max"
            | "min"
            | "new"
            | "panic"
            | "print"
            | "println"
            | "recover"
            | "string"
            | "byte"
            | "int"
            | "int64"
            | "uint64"
            | "float64"
            | "error"
    );
    match language {
        Language::Go => go,
        Language::Ruby => {
            matches!(name, "it" | "describe" | "context" | "expect" | "let" | "puts" | "raise" | "require")
        }
        Language::Python
        | Language::JavaScript
        | Language::TypeScript
        | Language::Java
        | Language::Kotlin
        | Language::Rust
        | Language::CSharp
        | Language::Php => false,
    }
}

fn library(language: Language, text: &str, rules: &LanguageRules) -> Option<KnownBy> {
    let head = text.split(['.', '(']).next().unwrap_or(text);
    // `testing.postgresql` is a library, a project's own `testing.clients` is none.
    // The first name of a path of these languages is that of a host or an owner, whoever the library is of.
    let has_owners =
        matches!(language, Language::Java | Language::Kotlin | Language::Go | Language::Php | Language::CSharp);
    let is_rules_own =
        if has_owners || support::sounds_like_tests(head) { rules.is_opening(text) } else { rules.is_head(head) };
    let by_boundaries = || boundary::is_known_head(language, text).then_some(KnownBy::Boundaries);
    // Rules know a few classes of a namespace, which may be the project's own: of PHP's, and elsewhere of what the tables know as the
    // way to something, where it is named as that of tests.
    let may_be_own = || language == Language::Php || support::is_test_code(language, text) && by_boundaries().is_some();
    if is_rules_own && may_be_own() && !rules.knows(text) {
        return Some(KnownBy::Boundaries);
    }
    if is_rules_own { Some(KnownBy::Rules) } else { by_boundaries() }
}

pub(super) fn is_self(name: &str) -> bool {
    matches!(name, "self" | "cls" | "this" | "$this" | "super" | "static")
}

/// What an import loads before the file's tests run: the module, or the member, which may be one itself.
pub(super) fn loaded(resolver: &Resolver<'_>, import: &Import) -> Option<String> {
    let follows =
        matches!(resolver.language, Language::Python | Language::JavaScript | Language::TypeScript | Language::Ruby);
    let text = resolver.import_text(import);
    (follows && support::is_test_code(resolver.language, &text)).then_some(text)
}
