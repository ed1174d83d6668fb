//! What is called on something whose class is not known, and which methods wait for such a call.
//!
//! A class that is constructed stands for its methods, but for those that somebody must call by name: these run where
//! the class is constructed and something of that name is called, by the same test; an object that is itself called, by the
//! name of the fixture that hands it out. What code outside the tree calls
//! is not known, so that a class which derives from something there keeps all of its methods.
//! Absent on purpose: properties and other languages than Python, whose members may run without a call.

use super::callee::{Callee, Names, is_self, seen_from};
use crate::facts::{Facts, Head, NameHash, Path, Position, ScopeId, ScopeKind};
use crate::text::Source;
use demock_model::Language;

/// What the call of an object itself runs.
pub(super) const CALL: &str = "__call__";

/// What a call of something by its name is noted as.
pub(super) fn call_of(name: NameHash) -> NameHash {
    NameHash::of(CALL.as_bytes()).member(name)
}

/// Decorators below which a method is still called by its name.
const HARMLESS: [&str; 4] = ["staticmethod", "classmethod", "contextmanager", "asynccontextmanager"];

/// Methods of Python's own types: their calls say nothing.
const PLAIN: [&str; 24] = [
    "append",
    "copy",
    "decode",
    "encode",
    "endswith",
    "extend",
    "format",
    "index",
    "items",
    "join",
    "keys",
    "lower",
    "lstrip",
    "replace",
    "rstrip",
    "sort",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "title",
    "update",
    "upper",
    "values",
];

/// Which methods of a file run only where they are called by name.
pub(super) struct Waiting {
    waits: Vec<bool>,
}

impl Waiting {
    pub(super) fn new(facts: &Facts, source: Source<'_>, names: &Names<'_, '_>, language: Language) -> Self {
        if language != Language::Python {
            return Self { waits: Vec::new() };
        }
        let open = open_classes(facts, source, names);
        let is_of_closed = |parent: ScopeId| {
            parent != 0 && facts.scopes[parent as usize].kind == ScopeKind::Class && !open[parent as usize]
        };
        let method = |scope: &crate::facts::Scope| {
            let name = scope.name.text(source);
            let has_own_way = name.starts_with("__") && name != CALL;
            scope.kind == ScopeKind::Function && is_of_closed(scope.parent) && !has_own_way
        };
        let mut waits: Vec<bool> = facts.scopes.iter().map(method).collect();
        let used = facts.uses.iter().map(|used| (used.path, used.position, used.scope));
        let named = facts.references.iter().map(|named| (named.path, named.position, named.scope));
        let called = facts.calls.iter().map(|call| (call.path, call.position, call.scope));
        for (path, _, scope) in
            used.chain(named).chain(called).filter(|(_, position, _)| *position == Position::Decorator)
        {
            let last = facts.path_names(path).last().map(|name| name.span.text(source));
            waits[scope as usize] &= last.is_some_and(|last| HARMLESS.contains(&last));
        }
        Self { waits }
    }

    pub(super) fn waits(&self, method: ScopeId) -> bool {
        self.waits.get(method as usize).copied().unwrap_or(false)
    }
}

/// Classes that derive from something outside the file, which may call their methods.
fn open_classes(facts: &Facts, source: Source<'_>, names: &Names<'_, '_>) -> Vec<bool> {
    let mut open = vec![false; facts.scopes.len()];
    for (class, path) in &facts.bases {
        let is_open = match names.base(*path, *class) {
            Some(Callee::Here(base)) => open[base as usize],
            Some(Callee::There(..)) => true,
            None => !matches!(facts.path_names(*path), [only] if only.span.text(source) == "object"),
        };
        open[*class as usize] |= is_open;
    }
    open
}

impl Names<'_, '_> {
    /// Whether a test, a fixture or a hook around a scope is given something under this name.
    fn is_parameter(&self, name: NameHash, scope: ScopeId) -> bool {
        seen_from(self.facts(), scope).any(|around| self.parameters.contains(&(around, name)))
    }

    /// The name that a call runs of something whose class is not known, or [`call_of`] the thing that is called.
    pub(super) fn member_called(
        &self,
        path: Path,
        scope: ScopeId,
        callee: Option<&Callee>,
        methods: &Waiting,
    ) -> Option<NameHash> {
        let names = self.path_names(path);
        let (first, last) = (names.first()?, names.last()?);
        let member = || {
            let name = self.text(*last);
            (!is_assertion(name) && !PLAIN.contains(&name)).then_some(last.hash)
        };
        match path.head {
            Head::Call(_) | Head::Opaque => member(),
            Head::Name if is_self(self.text(*first)) => match (names, callee) {
                ([_], _) => None,
                // Its name is called by somebody, if only from within.
                ([_, _], Some(Callee::Here(method))) => methods.waits(*method).then_some(last.hash),
                ([_, _], _) if is_assertion(self.text(*last)) => None,
                ([_, _], _) => Some(call_of(last.hash)),
                _ => member(),
            },
            Head::Name if self.is_known(first.hash, scope) => None,
            Head::Name if names.len() > 1 => member(),
            Head::Name => self.is_parameter(first.hash, scope).then(|| call_of(first.hash)),
        }
    }
}

/// Methods that every `TestCase` or every mock object has.
fn is_assertion(name: &str) -> bool {
    ["assert", "fail", "skip", "addCleanup", "subTest"].iter().any(|prefix| name.starts_with(prefix))
}
