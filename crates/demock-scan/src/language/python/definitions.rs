//! Python's definitions: scopes, parameters, base classes, decorators and marks.
//!
//! Sources: pytest's test discovery and fixtures, `unittest`'s hooks. Absent on purpose: what a base class of another
//! file does.

use super::bytes::is_word;
use super::strings::{StringEnd, skip_string};
use super::{Before, Lexer, Prev, Statement};
use crate::facts::{Bound, Name, NameHash, Position, Reach, ScopeId, ScopeKind, Span};
use crate::language::FileRole;
use memchr::{memchr, memmem};

/// Functions that runners call around tests.
const HOOKS: [&[u8]; 19] = [
    b"setUp",
    b"setUpClass",
    b"setUpModule",
    b"setUpTestData",
    b"asyncSetUp",
    b"setup",
    b"setup_method",
    b"setup_class",
    b"setup_module",
    b"setup_function",
    b"tearDown",
    b"tearDownClass",
    b"tearDownModule",
    b"asyncTearDown",
    b"teardown",
    b"teardown_method",
    b"teardown_class",
    b"teardown_module",
    b"teardown_function",
];

/// Bytes of a decorator's arguments, or of a list of marks, that are looked at.
const ARGUMENTS_MAX: usize = 4096;

impl Lexer<'_, '_> {
    pub(super) fn definition(&mut self, keyword_end: usize, column: u32, statement: Statement) {
        let start = self.at;
        self.at = self.skip_blank(keyword_end);
        let end = self.word_end();
        let name = Span::new(self.at, end);
        if name.start == name.end || name.of(self.source)[0].is_ascii_digit() {
            self.problem(self.at, "a definition has no name");
            self.statement = Statement::Block;
            self.prev = Prev::Loose;
            return;
        }
        let reach = self.fixture.take().filter(|_| statement == Statement::Function);
        let kind = match (statement, reach) {
            (Statement::Function, Some(_)) => ScopeKind::Fixture,
            (Statement::Function, None) => self.function_kind(name.of(self.source)),
            _ => ScopeKind::Class,
        };
        let parent = self.builder.scope();
        let hash = NameHash::of(name.of(self.source));
        if self.builder.wants_head(hash) {
            self.builder.bind_in(parent, hash, self.at, Bound::Opaque);
            if kind == ScopeKind::Fixture {
                self.builder.bind_in(parent, hash.as_fixture(), self.at, Bound::Opaque);
            }
        }
        let scope = self.builder.open_scope(kind, name, start);
        self.builder.facts.scopes[scope as usize].reach =
            if kind == ScopeKind::Hook { Reach::Enclosing } else { reach.unwrap_or(Reach::Named) };
        if let Some(mark) = self.decorators.take()
            && self.builder.adopt_decorators(mark, scope) > 0
        {
            self.decorated.push(scope);
        }
        for fixture in std::mem::take(&mut self.used) {
            self.builder.requested_fixture(fixture);
        }
        self.given_here = std::mem::take(&mut self.given);
        self.indents.push(column);
        self.statement = statement;
        self.builder.set_position(if statement == Statement::Class { Position::Base } else { Position::Expression });
        self.before = Before::Other;
        self.prev = Prev::Have;
        self.at = end;
    }

    fn function_kind(&self, name: &[u8]) -> ScopeKind {
        if self.role == FileRole::Product {
            ScopeKind::Function
        } else if name.starts_with(b"test") && self.may_hold_tests(self.builder.scope()) {
            ScopeKind::Test
        } else if HOOKS.contains(&name) {
            ScopeKind::Hook
        } else {
            ScopeKind::Function
        }
    }

    /// Whether a runner looks for tests in a scope: a class without bases is only looked into for its name.
    fn may_hold_tests(&self, scope: ScopeId) -> bool {
        let scope = self.builder.facts.scopes[scope as usize];
        if scope.kind != ScopeKind::Class {
            return true;
        }
        let name = scope.name.of(self.source);
        let header = &self.source[scope.name.end as usize..scope.header.end.max(scope.name.end) as usize];
        let bases: Vec<u8> = header.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        // Nobody names a class `test_shop` but to have it collected, by `python_classes = test_*`.
        let is_named_so = name.starts_with(b"test_") || memmem::find(name, b"Test").is_some();
        is_named_so || !matches!(bases.as_slice(), b":" | b"():" | b"(object):" | b"")
    }

    pub(super) fn end_parameter(&mut self) {
        if let Some(name) = self.parameter.take() {
            let annotation = if self.before == Before::Annotation { self.builder.path() } else { None };
            let scope = self.builder.scope();
            let parent = self.builder.facts.scopes[scope as usize].parent;
            if name.hash == self.hash_self || name.hash == self.hash_cls {
                // It stands for the members that methods bind.
            } else if [scope, parent].iter().any(|scope| self.decorated.binary_search(scope).is_ok()) {
                self.builder.bind(name.hash, name.span.start as usize, Bound::Parameter(annotation));
            } else {
                self.builder.parameter(name, annotation);
            }
            if self.role == FileRole::Test && !self.given_here.contains(&name.hash) {
                self.builder.requested_fixture(name);
            }
        }
        self.before = Before::Other;
    }

    /// A class that derives from something interesting stands for it: calling the class makes a double.
    pub(super) fn base_class(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        if self.builder.innermost() == b'(' {
            self.builder.base();
        }
        // `class A(object)` stands for itself, although rules ask for `patch.object`.
        let is_plain = self.builder.path_len() == 1 && last.span.of(self.source) == b"object";
        if is_plain || !self.builder.wants(last) || self.builder.innermost() != b'(' {
            return;
        }
        self.builder.reference();
        if let Some(path) = self.builder.path() {
            let scope = self.builder.facts.scopes[self.builder.scope() as usize];
            let name = NameHash::of(scope.name.of(self.source));
            // After the name, so that it goes before what the definition itself binds.
            self.builder.bind_in(scope.parent, name, scope.name.end as usize, Bound::Subclass(path));
            self.builder.add_alias(name);
        }
    }

    /// Notes what a decorator says of the definition below it: a fixture, a marker.
    pub(super) fn note_decorator(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        let text = last.span.of(self.source);
        if matches!(text, b"fixture" | b"yield_fixture") {
            let autouse = memmem::find(self.arguments_from(self.at), b"autouse=True").is_some();
            self.fixture = Some(if autouse { Reach::Enclosing } else { Reach::Named });
        }
        let start = last.span.start as usize;
        if self.source[..start].ends_with(b"mark.") || self.source[..start].ends_with(b"tag(") {
            self.builder.facts.markers.push((self.builder.scope(), last.span));
            match text {
                b"usefixtures" => self.used = self.names_in_texts(self.at),
                b"parametrize" => self.given.extend(self.parametrized(self.at)),
                _ => {}
            }
        }
    }

    /// From an open parenthesis to its end, or to the end of what can be seen of it.
    fn arguments_from(&self, at: usize) -> &[u8] {
        let rest = self.source.get(at..).unwrap_or_default();
        let rest = &rest[..rest.len().min(ARGUMENTS_MAX)];
        let (mut open, mut end) = (0_u32, 0);
        while let Some(byte) = rest.get(end) {
            match byte {
                b'(' | b'[' | b'{' => open += 1,
                b')' | b']' | b'}' if open == 1 => break,
                b')' | b']' | b'}' => open = open.saturating_sub(1),
                b'"' | b'\'' => {
                    let StringEnd::Closed(close) = skip_string(&self.never, self.source, at + end) else { break };
                    end = close - at;
                    continue;
                }
                b'#' => end += memchr(b'\n', &rest[end..]).unwrap_or(rest.len() - end),
                _ if open == 0 => break,
                _ => {}
            }
            end += 1;
        }
        &rest[..end.min(rest.len())]
    }

    /// The contents of the plain strings between the parentheses that open at `at`.
    fn names_in_texts(&self, at: usize) -> Vec<Name> {
        let end = at + self.arguments_from(at).len();
        let mut names = Vec::new();
        let mut at = at;
        while at < end {
            if !matches!(self.source[at], b'"' | b'\'') {
                at += 1;
                continue;
            }
            let StringEnd::Closed(close) = skip_string(&self.never, self.source, at) else { break };
            let span = Span::new(at + 1, close - 1);
            names.push(Name { hash: NameHash::of(span.of(self.source)), span });
            at = close;
        }
        names
    }

    /// The names that `parametrize(names, …)` gives values itself, so that no fixture of theirs is asked for: texts before
    /// the values, with names between commas.
    fn parametrized(&self, at: usize) -> Vec<NameHash> {
        let arguments = self.arguments_from(at);
        if memmem::find(arguments, b"indirect").is_some() {
            return Vec::new();
        }
        let inner = arguments.get(1..).unwrap_or_default().trim_ascii_start();
        let inner = inner.strip_prefix(b"argnames=").unwrap_or(inner);
        let closing = match inner.first() {
            Some(b'[') => b']',
            Some(b'(') => b')',
            Some(quote) => *quote,
            None => return Vec::new(),
        };
        let names = inner.get(1..).unwrap_or_default();
        let names = &names[..memchr(closing, names).unwrap_or(names.len())];
        let words = names.split(|byte| !is_word(*byte)).filter(|word| !word.is_empty());
        words.map(NameHash::of).collect()
    }

    /// `pytestmark = pytest.mark.slow` or a list of marks: markers of the file or class.
    pub(super) fn module_marks(&mut self, word_end: usize) {
        let rest = &self.source[word_end..];
        let rest = &rest[..rest.len().min(ARGUMENTS_MAX)];
        let mut end = memchr(b'\n', rest).unwrap_or(rest.len());
        if memchr(b'[', &rest[..end]).is_some() {
            end = memchr(b']', rest).unwrap_or(end);
        }
        let scope = self.builder.scope();
        for found in memmem::find_iter(&rest[..end], b"mark.") {
            let start = word_end + found + 5;
            let length = self.source[start..].iter().take_while(|byte| is_word(**byte)).count();
            let name = Span::new(start, start + length);
            self.builder.facts.markers.push((scope, name));
            if name.of(self.source) == b"usefixtures" {
                for fixture in self.names_in_texts(start + length) {
                    self.builder.requested_fixture(fixture);
                }
            }
        }
    }
}
