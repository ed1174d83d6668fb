//! What a name stands for within one file: imports, aliases, parameters, results of calls.
//!
//! Invariant: resolution follows at most `STEPS_MAX` bindings, so that names bound in a circle end.
//! Absent on purpose: what another file exports (`project`).

mod bound;
mod container;

use crate::args;
use crate::facts::{
    Binding, Bound, Call, CallId, Facts, Head, Import, ImportForm, NameHash, Parameter, Path, Position, ScopeId,
    ScopeKind, Span,
};
use crate::fits::Unfit;
use crate::language;
use crate::language::never::Never;
use crate::ruleset::LanguageRules;
use crate::scopes::ScopeTree;
use crate::site::TargetOrigin;
use crate::text::Source;
use bound::{Bindings, Binds};
use demock_model::Language;
use rustc_hash::FxHashSet;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3Default;

/// Bindings followed for one name.
const STEPS_MAX: u8 = 8;
/// Modules of which a file takes all names that are followed: those that rules know, then the first others. Every name that
/// nothing binds may come from each.
const WILDCARDS_MAX: usize = 32;
/// Decorators of one definition that may hand in a parameter.
const DECORATORS_MAX: usize = 32;

/// What imported names stand for that a module of the project hands on: `tests.helpers.patch` is `unittest.mock.patch`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Aliases {
    /// Name as the file's imports resolve it, and what it is; sorted by name.
    known: Vec<(Arc<str>, Arc<str>)>,
    /// Definitions of other files that a call of a test does not fit, in the order in which the file asks.
    unfit: Vec<Unfit>,
}

impl Aliases {
    /// From pairs of a name and what it stands for.
    pub fn new(mut known: Vec<(Arc<str>, Arc<str>)>) -> Self {
        known.sort();
        known.dedup_by(|a, b| a.0 == b.0);
        Self { known, unfit: Vec::new() }
    }

    /// With definitions that calls do not fit.
    #[must_use]
    pub(crate) fn with_unfit(self, unfit: Vec<Unfit>) -> Self {
        Self { unfit, ..self }
    }

    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty() && self.unfit.is_empty()
    }

    /// The definition that calls of a name do not fit.
    pub(crate) fn unfit(&self, name: &str) -> Option<&Unfit> {
        self.unfit.iter().find(|unfit| *unfit.name == *name)
    }

    /// The pairs, sorted.
    pub fn pairs(&self) -> &[(Arc<str>, Arc<str>)] {
        &self.known
    }

    /// A number that tells these from others.
    pub(crate) fn key(&self) -> u128 {
        let mut hasher = Xxh3Default::new();
        let unfit = self.unfit.iter().flat_map(|unfit| [&unfit.name, &unfit.path, &unfit.parameters]);
        for text in self.known.iter().flat_map(|(name, known)| [name, known]).chain(unfit) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.digest128()
    }

    /// What is remembered of a content under these is known by this.
    pub(crate) fn key_of(&self, content: u128) -> u128 {
        content.rotate_left(9) ^ self.key()
    }

    /// What a name stands for.
    pub fn of(&self, name: &str) -> Option<&Arc<str>> {
        let at = self.known.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        Some(&self.known[at].1)
    }
}

/// A path with its head resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// Names joined by `.`, a call's result as `()`; `?` where the head is not known.
    pub(crate) text: String,
    pub(crate) origin: TargetOrigin,
}

/// A name, the scope that it is seen from, and where it is used.
type Question = (NameHash, ScopeId, u32);

/// Answers for one file.
pub(crate) struct Resolver<'a> {
    pub(crate) language: Language,
    pub(crate) source: Source<'a>,
    pub(crate) facts: &'a Facts,
    pub(crate) tree: ScopeTree,
    rules: &'a LanguageRules,
    bindings: Bindings,
    /// Modules of which the file takes all names.
    wildcards: Vec<String>,
    /// Decorators, in order of the definition they stand on.
    decorators: Vec<(ScopeId, Path)>,
    aliases: Option<&'a Aliases>,
    last_bound: Cell<Option<(Question, Option<Binds>)>>,
    never: Never,
    /// Fixtures that the file defines, by name.
    fixtures: OnceCell<BTreeSet<(&'a [u8], ScopeId)>>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(language: Language, source: Source<'a>, facts: &'a Facts, rules: &'a LanguageRules) -> Self {
        let tree = ScopeTree::new(&facts.scopes);
        let bindings = Bindings::new(facts, &tree);
        let called = facts.calls.iter().map(|call| (call.position, call.scope, call.path));
        let named = facts.references.iter().map(|named| (named.position, named.scope, named.path));
        let mut decorators: Vec<_> = called
            .chain(named)
            .filter(|(position, _, _)| *position == Position::Decorator)
            .map(|(_, scope, path)| (scope, path))
            .collect();
        decorators.sort_by_key(|(scope, _)| *scope);
        let mut resolver = Self {
            language,
            source,
            facts,
            tree,
            rules,
            bindings,
            wildcards: Vec::new(),
            decorators,
            aliases: None,
            last_bound: Cell::new(None),
            never: Never::default(),
            fixtures: OnceCell::new(),
        };
        resolver.wildcards = resolver.wildcards();
        resolver
    }

    fn wildcards(&self) -> Vec<String> {
        let imports = self.facts.imports.iter().filter(|import| import.form == ImportForm::Wildcard);
        let mut modules: Vec<String> = imports.map(|import| self.module(import)).collect();
        if modules.len() > WILDCARDS_MAX {
            let mut known = FxHashSet::default();
            modules.retain(|module| known.insert(module.clone()));
            modules.sort_by_key(|module| !self.rules.is_head(module.split(['.', '/']).next().unwrap_or(module)));
            modules.truncate(WILDCARDS_MAX);
        }
        modules
    }

    /// The definition of another file that calls of a name do not fit.
    pub(crate) fn unfit(&self, name: &str) -> Option<&'a Unfit> {
        self.aliases?.unfit(name)
    }

    /// With what other modules of the project hand on.
    pub(crate) fn with_aliases(self, aliases: Option<&'a Aliases>) -> Self {
        Self { aliases, ..self }
    }

    /// A path in every reading: the bound one, or, where nothing binds its head, the plain name and each wildcard's.
    pub(crate) fn readings(&self, path: Path, scope: ScopeId) -> Vec<Resolved> {
        let Some(first) = self.resolve(path, scope, 0) else {
            let mut readings = self.injected(path, scope);
            readings.push(self.hidden(path));
            return readings;
        };
        let mut readings = Vec::new();
        if first.origin == TargetOrigin::Local && path.head == Head::Name {
            for module in &self.wildcards {
                readings.push(Resolved { text: format!("{module}.{}", first.text), origin: TargetOrigin::Import });
            }
        }
        readings.push(first);
        readings.extend(self.injected(path, scope));
        if let Some(aliases) = self.aliases {
            for reading in &mut readings {
                if let Some(known) = aliases.of(&reading.text) {
                    known.as_ref().clone_into(&mut reading.text);
                }
            }
        }
        readings
    }

    /// A path whose head is a parameter of a decorated function, as a member of what each decorator hands in: `m.get`
    /// below `@requests_mock.Mocker()` is `@requests_mock.Mocker.get`.
    fn injected(&self, path: Path, scope: ScopeId) -> Vec<Resolved> {
        let names = self.facts.path_names(path);
        let decorated = path.head == Head::Name && !self.decorators.is_empty();
        let Some(first) = names.first().filter(|_| decorated) else { return Vec::new() };
        let Some(Binds::Binding(at)) = self.bound(first.hash, scope, path.start) else { return Vec::new() };
        let binding = &self.facts.bindings[at as usize];
        if binding.bound != Bound::Parameter(None) {
            return Vec::new();
        }
        let parent = self.facts.scopes[binding.scope as usize].parent;
        let decorators = self.decorators_of(parent).iter().chain(self.decorators_of(binding.scope));
        let mut readings: Vec<Resolved> = Vec::new();
        for (owner, decorator) in decorators.take(DECORATORS_MAX) {
            let Some(mut resolved) = self.resolve(*decorator, *owner, 0) else { continue };
            resolved.text.insert(0, '@');
            for name in &names[1..] {
                resolved.text.push('.');
                resolved.text.push_str(name.span.text(self.source));
            }
            if !readings.contains(&resolved) {
                readings.push(resolved);
            }
        }
        readings
    }

    fn decorators_of(&self, scope: ScopeId) -> &[(ScopeId, Path)] {
        let from = self.decorators.partition_point(|(owner, _)| *owner < scope);
        let count = self.decorators[from..].partition_point(|(owner, _)| *owner == scope);
        &self.decorators[from..from + count]
    }

    /// Whether the file defines the fixture that a parameter asks for.
    pub(crate) fn defines_fixture(&self, parameter: &Parameter) -> bool {
        let fixtures = self.fixtures.get_or_init(|| {
            let scopes = self.facts.scopes.iter().enumerate().skip(1);
            let named = scopes.filter(|(_, scope)| scope.kind == ScopeKind::Fixture);
            named.map(|(id, scope)| (scope.name.of(self.source.bytes()), id as ScopeId)).collect()
        });
        let name = parameter.name.span.of(self.source.bytes());
        let from = fixtures.range((name, 0)..).take_while(|(known, _)| *known == name);
        from.into_iter().any(|(_, id)| *id != parameter.scope)
    }

    /// A path whose head hides behind something that no fact speaks of.
    fn hidden(&self, path: Path) -> Resolved {
        let names = self.facts.path_names(path);
        let known = if path.head == Head::Name { names.get(1..).unwrap_or_default() } else { names };
        let mut text = "?".to_owned();
        for name in known {
            text.push('.');
            text.push_str(name.span.text(self.source));
        }
        Resolved { text, origin: TargetOrigin::Local }
    }

    /// A path as written in an argument.
    pub(crate) fn resolve_text(&self, text: &str, scope: ScopeId, at: u32) -> Resolved {
        let separators = language::lexis(self.language).separators;
        let end = separators.iter().filter_map(|separator| text.find(separator)).min().unwrap_or(text.len());
        let (head, rest) = text.split_at(end);
        let hash = NameHash::of(head.as_bytes());
        let (base, rest) = self.member_of_self(head, rest, separators, scope, at).unwrap_or_else(|| {
            let bound = self.bound(hash, scope, at).and_then(|binds| self.bound_text(binds, 0));
            (bound, rest.to_owned())
        });
        let mut resolved = base.unwrap_or_else(|| Resolved { text: head.to_owned(), origin: TargetOrigin::Local });
        resolved.text.push_str(&dotted(&rest, separators));
        resolved
    }

    /// `self.name.rest`, where the file binds `self.name`.
    fn member_of_self(
        &self,
        head: &str,
        rest: &str,
        separators: &[&str],
        scope: ScopeId,
        at: u32,
    ) -> Option<(Option<Resolved>, String)> {
        if !is_self(head) {
            return None;
        }
        let separator = separators.iter().find(|separator| rest.starts_with(**separator))?;
        let rest = &rest[separator.len()..];
        let end = rest.bytes().position(|byte| !language::is_word(byte)).unwrap_or(rest.len());
        let (member, rest) = rest.split_at(end);
        let hash = NameHash::of(b"self").member(NameHash::of(member.as_bytes()));
        let binds = self.bound(hash, scope, at)?;
        Some((self.bound_text(binds, 0), rest.to_owned()))
    }

    /// A path with its head resolved; `None` where its head hides behind something that no fact speaks of.
    pub(crate) fn resolve(&self, path: Path, scope: ScopeId, steps: u8) -> Option<Resolved> {
        if steps > STEPS_MAX {
            return None;
        }
        let names = self.facts.path_names(path);
        let text = |index: usize| names[index].span.text(self.source);
        let (mut resolved, used) = match path.head {
            Head::Opaque => (Resolved { text: "?".to_owned(), origin: TargetOrigin::Local }, 0),
            Head::Call(call) => (self.result_of(call, steps + 1)?, 0),
            Head::Name => {
                let member = (names.len() > 1 && is_self(text(0)))
                    .then(|| self.bound(NameHash::of(b"self").member(names[1].hash), scope, path.start))
                    .flatten();
                match (member, self.bound(names.first()?.hash, scope, path.start)) {
                    (Some(binds), _) => (self.bound_text(binds, steps + 1)?, 2),
                    (None, Some(binds)) => (self.bound_text(binds, steps + 1)?, 1),
                    (None, None) => (Resolved { text: text(0).to_owned(), origin: TargetOrigin::Local }, 1),
                }
            }
        };
        let is_itself = used == 1
            && resolved.origin == TargetOrigin::Import
            && names.len() > 1
            && language::names_the_module(self.language, text(1));
        for index in used + usize::from(is_itself)..names.len() {
            resolved.text.push('.');
            resolved.text.push_str(text(index));
        }
        Some(resolved)
    }

    /// What a call's result is: `path()`, or the module that an import function returns.
    pub(crate) fn result_of(&self, call: CallId, steps: u8) -> Option<Resolved> {
        let call: &Call = self.facts.calls.get(call as usize)?;
        let mut resolved = self.resolve(call.path, call.scope, steps)?;
        if language::lexis(self.language).importers.contains(&resolved.text.as_str()) {
            let args = call.args;
            let short = Span { end: args.end.min(args.start + args::PATH_BYTES_MAX as u32), ..args };
            let arguments = self.arguments(&[]).parse(short);
            if let Some(args::Shape::Text(module)) = arguments.first().map(|arg| &arg.shape) {
                let module = module.strip_prefix("node:").unwrap_or(module);
                return Some(Resolved { text: module.to_owned(), origin: TargetOrigin::Import });
            }
        }
        if let Some(class) = self.handed_out_by_container(call) {
            resolved = class;
        }
        resolved.text.push_str("()");
        Some(resolved)
    }

    /// What is opened in this file and never closed.
    pub(crate) fn never(&self) -> &Never {
        &self.never
    }

    /// What reads argument lists, those of `calls` passed over.
    pub(crate) fn arguments<'s>(&'s self, calls: &'s [Call]) -> args::Reader<'s> {
        args::Reader { language: self.language, source: self.source.bytes(), calls, never: &self.never }
    }

    fn bound_text(&self, binds: Binds, steps: u8) -> Option<Resolved> {
        match binds {
            Binds::Import(at) => {
                let text = self.import_text(&self.facts.imports[at as usize]);
                Some(Resolved { text, origin: TargetOrigin::Import })
            }
            Binds::Binding(at) => {
                let binding = &self.facts.bindings[at as usize];
                self.binding_text(binding, steps)
            }
        }
    }

    /// The dotted name that an import binds its local name to; a wildcard's module.
    pub(crate) fn import_text(&self, import: &Import) -> String {
        let mut text = self.module(import);
        match (import.form, import.member) {
            (ImportForm::Root, _) => import.local.span.text(self.source).clone_into(&mut text),
            (_, Some(member)) => {
                // `from . import store` leads to `.store`; a script's `.` is a folder, whose `store` is `..store`.
                let is_script = matches!(self.language, Language::JavaScript | Language::TypeScript);
                if !text.ends_with('.') || is_script {
                    text.push('.');
                }
                text.push_str(member.text(self.source));
            }
            (_, None) => {}
        }
        text
    }

    /// What a local name is bound to.
    pub(crate) fn binding_text(&self, binding: &Binding, steps: u8) -> Option<Resolved> {
        match binding.bound {
            Bound::Path(path) | Bound::Subclass(path) => self.resolve(path, binding.written_in, steps + 1),
            Bound::Call(call) => self.result_of(call, steps + 1),
            Bound::Parameter(annotation) => {
                let name = self.word_at(binding.at);
                if let Some(binds) = self.handed_out(binding, name) {
                    return self.bound_text(binds, steps + 1);
                }
                if self.rules.is_fixture(name) {
                    return Some(Resolved { text: format!("fixture:{name}"), origin: TargetOrigin::Local });
                }
                let mut resolved = self.resolve(annotation?, binding.written_in, steps + 1)?;
                resolved.text.push_str("()");
                Some(resolved)
            }
            // No other thing is called so, wherever it comes from: `client, monkeypatch = app`.
            Bound::Opaque => match self.word_at(binding.at) {
                name @ ("monkeypatch" | "mocker") if self.rules.is_fixture(name) => {
                    Some(Resolved { text: format!("fixture:{name}"), origin: TargetOrigin::Local })
                }
                // A method of the class, which rules may know by the types that it is given: `Replace<IMailer, NoopMailer>()`.
                name if self.language == Language::CSharp && self.is_generic_method(binding, name) => {
                    Some(Resolved { text: name.to_owned(), origin: TargetOrigin::Local })
                }
                _ => None,
            },
        }
    }

    /// Whether what a name is bound to is declared with parameters for types.
    fn is_generic_method(&self, binding: &Binding, name: &str) -> bool {
        self.source.bytes().get(binding.at as usize + name.len()) == Some(&b'<')
    }

    /// What the fixture of this file that a parameter asks for hands out; `None` where the file defines none.
    fn handed_out(&self, binding: &Binding, name: &str) -> Option<Binds> {
        let scope = &self.facts.scopes[binding.scope as usize];
        if scope.kind == ScopeKind::Fixture && scope.name.text(self.source) == name {
            return None;
        }
        self.bound(NameHash::of(name.as_bytes()).as_fixture(), binding.scope, binding.at)
    }

    fn word_at(&self, at: u32) -> &str {
        let rest = self.source.get(at as usize..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| language::is_word(**byte)).count();
        std::str::from_utf8(&rest[..length]).unwrap_or_default()
    }

    pub(crate) fn module(&self, import: &Import) -> String {
        let module = self.facts.module_text(import.module, self.source);
        let module = module.strip_prefix("node:").unwrap_or(module);
        let mut text = String::with_capacity(module.len() + 40);
        for _ in 0..import.level {
            text.push('.');
        }
        if module.contains("::") || module.contains('\\') {
            text.push_str(module.replace("::", ".").replace('\\', ".").trim_start_matches('.'));
        } else {
            text.push_str(module);
        }
        text
    }

    /// The binding of a name that is seen from a scope: the innermost scope's, and of one scope's the last before the
    /// use, or the first where all come later.
    ///
    /// The last answer is kept: each step of a match asks about the same first name.
    fn bound(&self, name: NameHash, scope: ScopeId, at: u32) -> Option<Binds> {
        let question = (name, scope, at);
        if let Some((known, answer)) = self.last_bound.get()
            && known == question
        {
            return answer;
        }
        let answer = self.bindings.seen(name, scope, at, &self.tree);
        self.last_bound.set(Some((question, answer)));
        answer
    }

    /// Whether nothing in the file binds the first name of a path and no rule knows it as a global.
    pub(crate) fn is_stranger(&self, path: Path, scope: ScopeId) -> bool {
        if path.head != Head::Name || !self.wildcards.is_empty() {
            return false;
        }
        let Some(first) = self.facts.path_names(path).first() else { return true };
        let text = first.span.text(self.source);
        if self.aliases.is_some_and(|aliases| aliases.of(text).is_some()) {
            return false;
        }
        // Python knows no name of a library that is not imported.
        let is_global = self.language != Language::Python && self.rules.is_head(text);
        !is_self(text) && !is_global && self.bound(first.hash, scope, path.start).is_none()
    }
}

fn is_self(name: &str) -> bool {
    matches!(name, "self" | "cls" | "this" | "$this")
}

fn dotted(text: &str, separators: &[&str]) -> String {
    separators
        .iter()
        .filter(|separator| **separator != ".")
        .fold(text.to_owned(), |text, separator| text.replace(separator, "."))
}
