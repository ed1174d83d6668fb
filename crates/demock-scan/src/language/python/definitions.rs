//! Python's definitions: scopes, parameters, base classes, decorators and marks.
//!
//! Sources: pytest's test discovery, `unittest`'s hooks. Absent on purpose: what a base class of another file does.

use super::bytes::is_word;
use super::{Before, Lexer, Statement};
use crate::facts::{Bound, NameHash, Position, Reach, ScopeKind, Span};
use crate::language::FileRole;
use memchr::{memchr, memmem};

impl Lexer<'_, '_> {
    pub(super) fn definition(&mut self, keyword_end: usize, column: u32, statement: Statement) {
        let start = self.at;
        self.at = self.skip_blank(keyword_end);
        let end = self.word_end();
        let name = Span::new(self.at, end);
        if name.start == name.end {
            self.builder.problem(self.at, "a definition has no name");
            return;
        }
        let kind = match statement {
            Statement::Class => ScopeKind::Class,
            Statement::Plain | Statement::Block | Statement::With | Statement::Function | Statement::Decorator => {
                self.function_kind(name.of(self.source))
            }
        };
        let reach = self.fixture.take();
        let parent = self.builder.scope();
        let hash = NameHash::of(name.of(self.source));
        if self.builder.wants_head(hash) {
            self.builder.bind_in(parent, hash, self.at, Bound::Opaque);
        }
        let scope = self.builder.open_scope(if reach.is_some() { ScopeKind::Fixture } else { kind }, name, start);
        let is_hook = kind == ScopeKind::Hook;
        self.builder.facts.scopes[scope as usize].reach =
            if is_hook { Reach::Enclosing } else { reach.unwrap_or(Reach::Named) };
        if let Some(mark) = self.decorators.take() {
            self.builder.adopt_decorators(mark, scope);
        }
        self.indents.push(column);
        self.statement = statement;
        self.builder.set_position(if statement == Statement::Class { Position::Base } else { Position::Expression });
        self.before = Before::Other;
        self.at = end;
    }

    pub(super) fn function_kind(&self, name: &[u8]) -> ScopeKind {
        const HOOKS: [&[u8]; 12] = [
            b"setUp",
            b"setUpClass",
            b"setUpModule",
            b"asyncSetUp",
            b"setup_method",
            b"setup_class",
            b"setup_module",
            b"setup_function",
            b"setup",
            b"setUpTestData",
            b"tearDown",
            b"teardown_method",
        ];
        if self.role == FileRole::Product {
            ScopeKind::Function
        } else if name.starts_with(b"test") {
            ScopeKind::Test
        } else if HOOKS.contains(&name) {
            ScopeKind::Hook
        } else {
            ScopeKind::Function
        }
    }

    pub(super) fn end_parameter(&mut self) {
        if let Some(name) = self.parameter.take() {
            let annotation = if self.before == Before::Annotation { self.builder.path() } else { None };
            self.builder.parameter(name, annotation);
            if self.role == FileRole::Test {
                self.builder.requested_fixture(name);
            }
        }
        self.before = Before::Other;
    }

    /// A class that derives from something interesting stands for it: calling the class makes a double.
    pub(super) fn base_class(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        if !self.builder.wants(last) {
            return;
        }
        self.builder.reference();
        if let Some(path) = self.builder.path() {
            let scope = self.builder.facts.scopes[self.builder.scope() as usize];
            let name = NameHash::of(scope.name.of(self.source));
            self.builder.bind_in(scope.parent, name, scope.name.start as usize, Bound::Subclass(path));
            self.builder.add_alias(name);
        }
    }

    /// Notes what a decorator says of the definition below it: a fixture, a marker.
    pub(super) fn note_decorator(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        let text = last.span.of(self.source);
        if matches!(text, b"fixture" | b"yield_fixture") {
            let line_end = memchr(b'\n', &self.source[self.at..]).map_or(self.source.len(), |length| self.at + length);
            let autouse = memmem::find(&self.source[self.at..line_end], b"autouse=True").is_some();
            self.fixture = Some(if autouse { Reach::Enclosing } else { Reach::Named });
        }
        let start = last.span.start as usize;
        if self.source[..start].ends_with(b"mark.") || self.source[..start].ends_with(b"tag(") {
            self.builder.facts.markers.push((self.builder.scope(), last.span));
        }
    }

    /// `pytestmark = pytest.mark.slow` or a list of marks: markers of the file or class.
    pub(super) fn module_marks(&mut self, word_end: usize) {
        let rest = &self.source[word_end..];
        let mut end = memchr(b'\n', rest).unwrap_or(rest.len());
        if memchr(b'[', &rest[..end]).is_some() {
            end = memchr(b']', rest).unwrap_or(end);
        }
        let scope = self.builder.scope();
        for found in memmem::find_iter(&rest[..end], b"mark.") {
            let start = word_end + found + 5;
            let length = self.source[start..].iter().take_while(|byte| is_word(**byte)).count();
            self.builder.facts.markers.push((scope, Span::new(start, start + length)));
        }
    }
}
