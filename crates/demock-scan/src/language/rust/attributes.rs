//! Rust's attributes: read as code for rules, and for what they say of the item below: a test, test code, ignored.

use super::{Lexer, NOTE_ATTRIBUTE};
use crate::facts::{Position, ScopeId, ScopeKind, Span};
use crate::language::braces::levels::{Holds, Owns, Then};
use crate::language::braces::text;
use crate::language::is_word;
use memchr::memmem;

/// What attributes say of the next item.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// It is a test.
    test: bool,
    /// It is compiled for tests only.
    cfg_test: bool,
    /// Where the attribute being read begins.
    start: usize,
}

/// What an item is, by its attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    /// A test.
    Test,
    /// Code that only tests are built with.
    TestCode,
    /// Neither.
    Nothing,
}

impl Lexer<'_, '_> {
    /// `#[…]` or `#![…]` at `lexer.at`.
    pub(super) fn attribute(&mut self) {
        let start = self.at;
        let inner = self.source[start + 1] == b'!';
        let free = self.innermost().is_block() && self.statement.start.is_none();
        if inner || !free {
            self.skip_attribute(start);
            return;
        }
        self.at = start + 1;
        self.dialect.marks.start = start;
        let mark = self.builder.mark_decorators();
        self.statement.decorators.get_or_insert(mark);
        self.open_group(b'[', Holds::Attributes, Owns::Nothing, Then::GoesOn);
        self.innermost_mut().note |= NOTE_ATTRIBUTE;
        self.builder.set_position(Position::Decorator);
    }

    /// Passes over an attribute that no rule asks for; `#![cfg(test)]` makes the file test code.
    fn skip_attribute(&mut self, start: usize) {
        let open = start + 1 + usize::from(self.source.get(start + 1) == Some(&b'!'));
        let Some(close) = text::attribute_end(&self.never, self.source, open, b"\"") else {
            self.builder.problem(start, "an attribute is opened and never closed");
            self.at = text::line_end(self.source, start);
            return;
        };
        let end = close + 1;
        if self.source[start..end].starts_with(b"#![cfg(test)]") {
            let scope = self.builder.scope();
            self.builder.enter_test_code(scope);
        }
        self.at = end;
    }

    /// The attribute is closed: what it says is remembered for the item.
    pub(super) fn end_attribute(&mut self) {
        self.builder.set_position(Position::Expression);
        self.builder.end_path();
        self.statement.start = None;
        let start = self.dialect.marks.start;
        let inside = Span::new(start + 2, self.at.saturating_sub(1).max(start + 2));
        let text = inside.of(self.source).trim_ascii();
        let path_end = text.iter().position(|byte| !is_word(*byte) && *byte != b':').unwrap_or(text.len());
        let path = &text[..path_end];
        let last = path.rsplit(|byte| *byte == b':').next().unwrap_or(path);
        let marks = &mut self.dialect.marks;
        match last {
            b"test" | b"rstest" | b"test_case" | b"wasm_bindgen_test" | b"quickcheck" | b"googletest" | b"gtest"
            | b"test_matrix" | b"test_each" | b"cached_test" | b"async_test" | b"sealed_test" | b"proptest"
            | b"property_test" | b"quickcheck_async" | b"sim_test" | b"pg_test" => marks.test = true,
            b"cfg" if is_for_tests(&text[path_end..]) => marks.cfg_test = true,
            _ => {}
        }
    }

    /// What the attributes before an item said; the next item begins anew.
    pub(super) fn take_marks(&mut self) -> Marked {
        let marks = std::mem::take(&mut self.dialect.marks);
        match (marks.test, marks.cfg_test) {
            (true, _) => Marked::Test,
            (false, true) => Marked::TestCode,
            (false, false) => Marked::Nothing,
        }
    }

    /// Notes that a scope is test code where its attributes say so.
    pub(super) fn note_test_code(&mut self, scope: ScopeId, marked: Marked) {
        if marked != Marked::Nothing {
            self.builder.enter_test_code(scope);
        }
    }
}

/// Whether a `cfg` predicate holds in tests and not elsewhere: `(test)`, `(all(test, …))`, `(any(test, …))`.
fn is_for_tests(predicate: &[u8]) -> bool {
    memmem::find_iter(predicate, b"test").any(|at| {
        let before = at.checked_sub(1).map_or(b' ', |before| predicate[before]);
        let after = predicate.get(at + 4).copied().unwrap_or(b' ');
        let negated = predicate[..at].trim_ascii_end().ends_with(b"not(");
        !is_word(before) && !is_word(after) && !matches!(before, b'"' | b'-') && after != b'-' && !negated
    })
}

/// What a function is by its attributes.
pub(super) fn function_kind(marked: Marked) -> ScopeKind {
    match marked {
        Marked::Test => ScopeKind::Test,
        Marked::TestCode | Marked::Nothing => ScopeKind::Function,
    }
}
