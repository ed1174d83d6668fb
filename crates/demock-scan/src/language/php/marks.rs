//! What comments and attributes say of the definition below them: `@test`, `#[Test]`, `@group x`, `#[Group('x')]`.
//!
//! Source: `PHPUnit`'s manual, "Annotations" and "Attributes".

use super::Lexer;
use crate::facts::{ScopeKind, Span};
use crate::language::braces::text;
use memchr::{memchr, memmem};

/// Marks that wait for a definition.
#[derive(Debug, Default)]
pub(super) struct Marks {
    kind: Option<ScopeKind>,
    markers: Vec<Span>,
}

impl Marks {
    /// Reads a documentation comment.
    pub(super) fn read_doc(&mut self, source: &[u8], start: usize, end: usize) {
        *self = Self::default();
        let mut at = start;
        while let Some(found) = memchr(b'@', &source[at..end]) {
            at += found + 1;
            let word = text::word_end(source, at).min(end);
            match &source[at..word] {
                b"test" => self.kind = Some(ScopeKind::Test),
                b"before" | b"beforeClass" | b"after" | b"afterClass" => self.kind = Some(ScopeKind::Hook),
                b"group" => self.add_marker(source, word, end),
                _ => {}
            }
        }
    }

    fn add_marker(&mut self, source: &[u8], word: usize, end: usize) {
        let start = text::skip_space(source, word).min(end);
        let length = source[start..end].iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'*').count();
        if length > 0 {
            self.markers.push(Span::new(start, start + length));
        }
    }

    fn read_attribute(&mut self, source: &[u8], start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let word = text::word_end(source, at).min(end);
            match &source[at..word] {
                b"Test" => self.kind = Some(ScopeKind::Test),
                b"Before" | b"BeforeClass" | b"After" | b"AfterClass" => self.kind = Some(ScopeKind::Hook),
                b"Group" => self.add_quoted(source, word, end),
                _ => {}
            }
            at = word.max(at + 1);
        }
    }

    fn add_quoted(&mut self, source: &[u8], word: usize, end: usize) {
        let Some(open) = memchr::memchr2(b'"', b'\'', &source[word..end]).map(|found| word + found) else { return };
        let Some(length) = memchr(source[open], &source[open + 1..end]) else { return };
        self.markers.push(Span::new(open + 1, open + 1 + length));
    }

    /// What was said of a definition, if anything; the next one begins anew.
    pub(super) fn take(&mut self) -> (Option<ScopeKind>, Vec<Span>) {
        let Self { kind, markers } = std::mem::take(self);
        (kind, markers)
    }
}

impl Lexer<'_, '_> {
    /// `#[A, B('x')]` at `lexer.at`: read for marks, and passed over.
    pub(super) fn attribute(&mut self) {
        let start = self.at;
        let Some(end) = text::attribute_end(&self.never, self.source, start + 1, b"\"'") else {
            self.builder.problem(start, "an attribute is opened and never closed");
            self.at = text::line_end(self.source, start);
            return;
        };
        if self.innermost().is_block() {
            let source = self.source;
            self.dialect.marked.read_attribute(source, start, end);
        }
        self.at = end + 1;
        if memmem::find(&self.source[start..end], b"\n").is_none() {
            self.builder.end_path();
        }
    }
}
