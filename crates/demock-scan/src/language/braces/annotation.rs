//! Annotations and attributes: what they say of the definition that follows, and the names they mark it with.

use super::levels::{Holds, Owns, Then};
use super::{Braces, Dialect, text};
use crate::facts::{Position, ScopeKind, Span};
use crate::language::is_word;

/// Bytes of an annotation's arguments that are looked at for markers.
const MARKERS_MAX: usize = 400;

/// What an annotation says of the definition below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// Nothing that matters here.
    Nothing,
    /// It is a test.
    Test,
    /// It runs around tests.
    Hook,
    /// Its arguments are names by which tests are chosen.
    Marker,
}

impl<D: Dialect> Braces<'_, '_, D> {
    /// `@a.b.Name` or `@Name(…)` at `self.at`; the path begins at `from`.
    pub(crate) fn annotation(&mut self, from: usize, says: fn(&[u8]) -> Says) {
        self.begin_annotation(self.at);
        self.builder.end_path();
        self.at = from;
        let mut name = Span::new(from, from);
        loop {
            let end = text::word_end(self.source, self.at);
            if end == self.at {
                break;
            }
            name = Span::new(self.at, end);
            self.builder.name(self.at, end);
            self.at = end;
            if self.source.get(end) != Some(&b'.') || !self.source.get(end + 1).copied().is_some_and(is_word) {
                break;
            }
            self.builder.dot();
            self.at += 1;
        }
        let open = self.source[self.at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count() + self.at;
        self.says(says(name.of(self.source)), open);
        if self.source.get(open) == Some(&b'(') {
            self.at = open;
            self.builder.open_call(open);
            self.push_level(b'(', Holds::Annotation, Owns::Nothing, Then::GoesOn);
        } else {
            self.builder.reference();
            self.end_annotation();
        }
    }

    /// Where the annotations of a definition begin is remembered; calls that follow stand in them.
    pub(crate) fn begin_annotation(&mut self, at: usize) {
        if self.innermost().is_block() && self.statement.start.is_none() {
            self.builder.begin_statement(at);
            let mark = self.builder.mark_decorators();
            self.statement.decorators.get_or_insert(mark);
        }
        self.builder.set_position(Position::Decorator);
    }

    /// What follows stands in no annotation.
    pub(crate) fn end_annotation(&mut self) {
        self.builder.end_path();
        self.builder.set_position(Position::Expression);
    }

    /// Takes note of what an annotation says; its arguments, if it has some, open at `open`.
    pub(crate) fn says(&mut self, says: Says, open: usize) {
        match says {
            Says::Nothing => {}
            Says::Test => {
                self.statement.role.get_or_insert(ScopeKind::Test);
            }
            Says::Hook => self.statement.role = Some(ScopeKind::Hook),
            Says::Marker => self.markers(open),
        }
    }

    /// The texts and class names between parentheses.
    fn markers(&mut self, open: usize) {
        if self.source.get(open) != Some(&b'(') {
            return;
        }
        let end = (open + MARKERS_MAX).min(self.source.len());
        let mut at = open + 1;
        while at < end {
            match self.source[at] {
                b')' if self.source.get(at + 1) != Some(&b',') => return,
                b'"' => {
                    let close = text::quoted(self.source, at).resume();
                    self.builder.facts.markers.push((self.builder.scope(), Span::new(at + 1, (close - 1).max(at + 1))));
                    at = close;
                }
                byte if byte.is_ascii_uppercase() => {
                    let word = text::word_end(self.source, at);
                    if self.source[word..].starts_with(b".class") || self.source[word..].starts_with(b"::class") {
                        self.builder.facts.markers.push((self.builder.scope(), Span::new(at, word)));
                    }
                    at = word;
                }
                _ => at += 1,
            }
        }
    }
}

/// What the annotations of `JUnit`, `TestNG` and their relatives say.
pub(crate) fn says_on_the_jvm(name: &[u8]) -> Says {
    match name {
        b"Test" | b"ParameterizedTest" | b"RepeatedTest" | b"TestFactory" | b"TestTemplate" | b"Property"
        | b"CartesianTest" | b"UiThreadTest" => Says::Test,
        b"Before" | b"BeforeEach" | b"BeforeClass" | b"BeforeAll" | b"BeforeMethod" | b"BeforeTest"
        | b"BeforeSuite" | b"After" | b"AfterEach" | b"AfterClass" | b"AfterAll" | b"AfterMethod" | b"AfterTest"
        | b"BeforeProperty" | b"BeforeTry" => Says::Hook,
        b"Tag" | b"Tags" | b"Category" => Says::Marker,
        _ => Says::Nothing,
    }
}
