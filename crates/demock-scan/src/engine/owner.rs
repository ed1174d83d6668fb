//! Whether an assignment to a member puts something in the place of a real thing: what is assigned to.
//!
//! Invariant: where nothing tells, the answer is no. Absent on purpose: what is assigned (`conditions`).

use super::Matcher;
use crate::boundary;
use crate::facts::{Assign, Head, NameHash, Scope, ScopeKind, Span, Value};
use crate::rules::Owner;
use crate::site::TargetOrigin;
use demock_model::Language;
use memchr::memmem;
use rustc_hash::FxHashSet;

/// Beginnings of names that say themselves that they are doubles.
const DOUBLE_NAMES: &[&str] = &["mock", "fake", "stub", "dummy", "spy", "double", "patch"];
/// Modules of Python's that make doubles and are known by what those stand for.
const FAKING: &[&str] = &["moto", "fakeredis", "mongomock", "pyfakefs", "freezegun", "time_machine"];
/// Members by which a double is told what to do.
const CONFIGURATION: &[&str] = &["return_value", "side_effect", "__name__", "__doc__", "called"];

/// Bytes before an assignment in which the function literal around it begins.
const LITERAL_BYTES_MAX: usize = 512;

impl Matcher<'_> {
    pub(super) fn is_member_of(&self, assign: &Assign, owner: Owner) -> bool {
        let names = self.facts().path_names(assign.target);
        let text = |index: usize| names[index].span.text(self.source());
        // The most frequent assignment of all, asked about first: `self.x = …` in a set-up.
        if owner == Owner::Local && names.len() == 2 && is_self(text(0)) {
            return false;
        }
        if names.len() < 2 || (0..names.len()).any(|index| CONFIGURATION.contains(&text(index))) {
            return false;
        }
        let says_double = |name: &str| {
            let name = name.trim_start_matches('_').as_bytes();
            let is =
                |part: Option<&[u8]>, word: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()));
            let starts = |word: &str| is(name.get(..word.len()), word);
            let ends = |word: &str| is(name.len().checked_sub(word.len()).and_then(|from| name.get(from..)), word);
            DOUBLE_NAMES.iter().any(|word| starts(word) || ends(word))
        };
        if (0..names.len() - 1).any(|index| says_double(text(index))) {
            return false;
        }
        let Some(resolved) = self.resolver.resolve(assign.target, assign.scope, 0) else { return false };
        if resolved.text.contains(['@', ':', '?']) {
            return false;
        }
        // What a call hands out is real where neither the call nor its library speaks of doubles.
        let is_result = resolved.text.contains('(');
        match owner {
            Owner::Imported => {
                // Even of a library of doubles a method such as `__init__` is no configuration.
                let is_special = text(names.len() - 1).starts_with("__");
                resolved.origin == TargetOrigin::Import
                    && !is_result
                    && (is_special || !self.is_library(&resolved.text))
            }
            Owner::Local => {
                (is_result || resolved.origin == TargetOrigin::Local)
                    && !(is_result && (self.is_library(&resolved.text) || resolved.text.split('.').any(says_double)))
                    && assign.target.head == Head::Name
                    && !(is_result && self.is_defined_here(resolved.text.split(['.', '(']).next().unwrap_or_default()))
                    && !(is_self(text(0)) && names.len() == 2)
                    && !self.is_defined_here(text(usize::from(is_self(text(0)))))
                    && !self.is_fixture_of_doubles(text(0))
            }
        }
    }

    /// Whether an assignment gives a constant of an imported module another value: `version.NUMBER = 3`. Settings are
    /// made to be set, and a name that comes back is what the constant was before.
    pub(super) fn is_constant_of_module(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let Some((last, owners)) = names.split_last() else { return false };
        let last = last.span.text(self.source()).trim_start_matches('_');
        let is_constant = assign.target.head == Head::Name
            && last.len() > 1
            && (last.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
                || last.ends_with("__"));
        let is_settings = |name: &str| ["settings", "config", "conf"].iter().any(|word| name.ends_with(word));
        is_constant
            && assign.item.is_none()
            && !matches!(assign.value, Value::Path(_))
            && !owners.iter().any(|owner| is_settings(&owner.span.text(self.source()).to_ascii_lowercase()))
            && self.is_member_of(assign, Owner::Imported)
    }

    /// Whether an assignment is to a member of an object that the test has made of a real class: `agent = new Agent()`
    /// before `agent.destroy = …`. What is called when something happens is there to be set.
    pub(super) fn is_member_of_made(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let [first, member] = names else { return false };
        let (first, member) = (first.span.text(self.source()), member.span.text(self.source()));
        if assign.target.head != Head::Name || assign.item.is_some() || is_self(first) || is_callback(member) {
            return false;
        }
        let made = self.made(&format!("{first}.{member}"), assign.scope, assign.target.start);
        made.is_some_and(|made| {
            let is_double = |name: &str| DOUBLE_NAMES.iter().any(|word| name.to_ascii_lowercase().contains(word));
            let class = made.split("()").next().unwrap_or(&made);
            !self.rules.is_double(class) && !class.split(['.', '/']).any(is_double)
        })
    }

    /// Whether an assignment is to a member of a parameter of the function around it: `req.session = session` in a handler that
    /// the test hands in.
    pub(super) fn is_member_of_given(&self, assign: &Assign) -> bool {
        const HANDED_IN: [&str; 8] = ["t", "ctx", "context", "test", "this", "self", "world", "config"];
        let [first, member] = self.facts().path_names(assign.target) else { return false };
        let (name, member) = (first.span.text(self.source()), member.span.text(self.source()));
        let is_plain =
            assign.target.head == Head::Name && assign.item.is_none() && matches!(assign.value, Value::Path(_));
        is_plain
            && !HANDED_IN.contains(&name)
            && !is_callback(member)
            && !DOUBLE_NAMES.iter().any(|word| name.to_ascii_lowercase().contains(word))
            && self.is_given(name.as_bytes(), assign)
    }

    /// Whether a name is that of a parameter of a function literal before an assignment: `(req: Request, _res, next) => {`.
    fn is_given(&self, name: &[u8], assign: &Assign) -> bool {
        let scope = self.facts().scopes[assign.scope as usize];
        let from = (assign.target.start as usize).saturating_sub(LITERAL_BYTES_MAX).max(scope.header.start as usize);
        let before = &self.bytes()[from.min(assign.target.start as usize)..assign.target.start as usize];
        memmem::rfind_iter(before, name).any(|at| {
            let rest = &before[at + name.len()..];
            let opens = before[..at].trim_ascii_end().last().is_some_and(|byte| matches!(byte, b'(' | b','));
            let goes_on = rest.first().is_some_and(|byte| matches!(byte, b',' | b':' | b')' | b'?'));
            let end = memmem::find(rest, b"=>").or_else(|| memmem::find(rest, b"{"));
            opens && goes_on && end.is_some_and(|end| !rest[..end].contains(&b';') && rest[..end].contains(&b')'))
        })
    }

    /// Whether a path is one that rules speak of: `responses.add` is configured, not replaced.
    pub(super) fn is_library(&self, resolved: &str) -> bool {
        let head = resolved.split('.').next().unwrap_or(resolved);
        // Rules speak of `os` and `asyncio`, too, which make no doubles.
        let language = self.resolver.language;
        let is_real = language == Language::Python
            && !FAKING.contains(&head)
            && boundary::of_library(language, resolved).is_some();
        self.rules.is_head(head) && !is_real
    }

    /// Whether a name is that of a fixture of this file that hands out a double, or what the file defines.
    fn is_fixture_of_doubles(&self, name: &str) -> bool {
        if !self.defined().contains(&NameHash::of(name.as_bytes()).as_fixture()) {
            return false;
        }
        let mut scopes = self.facts().scopes.iter().filter(|scope| scope.kind == ScopeKind::Fixture);
        let Some(fixture) = scopes.find(|scope| scope.name.text(self.source()) == name) else { return false };
        let body = Span { start: fixture.header.end, end: fixture.end }.text(self.source());
        let handing = ["return ", "yield "].iter().find_map(|word| body.rsplit_once(word));
        let handed = handing.map_or("", |(_, rest)| rest.lines().next().unwrap_or_default().trim());
        // Of a name that is handed out, what it is made of.
        let made = body.lines().map(str::trim).filter(|line| line.strip_prefix(handed).is_some_and(is_assignment));
        made.chain([handed]).any(|line| {
            let mut words = line.split(|character: char| !character.is_alphanumeric() && character != '_');
            let lower = line.to_ascii_lowercase();
            DOUBLE_NAMES.iter().any(|word| lower.contains(word)) || words.any(|word| self.is_defined_here(word))
        })
    }

    fn is_defined_here(&self, name: &str) -> bool {
        self.defined().contains(&NameHash::of(name.as_bytes()))
    }

    /// Names of the classes and functions that the file defines, and of its fixtures in their own way.
    fn defined(&self) -> &FxHashSet<NameHash> {
        self.defined.get_or_init(|| {
            let named = |scope: &Scope| NameHash::of(scope.name.of(self.bytes()));
            let scopes = self.facts().scopes.iter().skip(1);
            let names = scopes.filter_map(|scope| match scope.kind {
                ScopeKind::Class | ScopeKind::Function => Some(named(scope)),
                ScopeKind::Fixture => Some(named(scope).as_fixture()),
                ScopeKind::File | ScopeKind::Test | ScopeKind::Suite | ScopeKind::Hook => None,
            });
            names.collect()
        })
    }
}

/// Whether a member is there to be set: it is called when something happens.
pub(super) fn is_callback(member: &str) -> bool {
    member.starts_with("on") || matches!(member, "callback" | "cb" | "listener" | "handler" | "next" | "done")
}

fn is_assignment(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with('=') && !rest.starts_with("==")
}

pub(super) fn is_self(name: &str) -> bool {
    matches!(name, "self" | "cls" | "this")
}
