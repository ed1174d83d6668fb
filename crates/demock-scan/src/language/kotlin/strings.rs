//! Texts of Kotlin: code inside `${…}` is code.

use super::Lexer;
use crate::facts::{ScopeKind, Span};
use crate::language::braces::levels::{Escape, Template};
use crate::language::braces::templates::{Stop, next_stop};
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::never::Never;
use memchr::memchr3;

/// Texts inside code inside texts that are followed when only the end is looked for.
const NESTED_TEXTS_MAX: u8 = 16;

impl Lexer<'_, '_> {
    /// A text whose opening quote stands at `self.at`.
    pub(super) fn string(&mut self) {
        let start = self.at;
        let raw = self.source[start..].starts_with(b"\"\"\"");
        let template = Template {
            quotes: if raw { 3 } else { 1 },
            braces: 1,
            escape: if raw { Escape::Nothing } else { Escape::Backslash },
        };
        self.note_text_title(start);
        self.at = start + usize::from(template.quotes);
        self.string_rest(template, find_stop);
    }

    /// `"does x" { … }` of a string spec is a test; `"a thing" should { … }` and `"a" - { … }` are suites.
    fn note_text_title(&mut self, start: usize) {
        if !self.dialect.imports_specs || self.statement.start != Some(start as u32) {
            return;
        }
        let end = string_end(&self.never, self.source, start, 0).resume();
        let name = Span::new(start + 1, end.saturating_sub(1).max(start + 1));
        let next = text::skip_space(self.source, end);
        let rest = &self.source[next..];
        if rest.first() == Some(&b'{') {
            self.dialect.title = Some((ScopeKind::Test, name, next));
            return;
        }
        for (word, kind) in
            [(&b"- {"[..], ScopeKind::Suite), (b"should {", ScopeKind::Suite), (b"When {", ScopeKind::Suite)]
        {
            if rest.starts_with(word) {
                self.dialect.title = Some((kind, name, next + word.len() - 1));
            }
        }
    }

    /// `test("x") { … }`, `describe("x") { … }` and the like of Kotest and Spek.
    pub(super) fn note_title(&mut self) {
        if !self.dialect.imports_specs {
            return;
        }
        let Some(name) = self.builder.last_name() else { return };
        let kind = match name.span.of(self.source) {
            b"test" | b"it" | b"should" | b"then" | b"Then" | b"expect" | b"scenario" | b"ftest" | b"xtest"
            | b"fit" | b"xit" => ScopeKind::Test,
            b"describe" | b"context" | b"given" | b"Given" | b"when" | b"When" | b"feature" | b"group" | b"on"
            | b"xdescribe" | b"fdescribe" => ScopeKind::Suite,
            _ => return,
        };
        let at = text::skip_space(self.source, self.at + 1);
        if self.source.get(at) != Some(&b'"') {
            return;
        }
        let end = string_end(&self.never, self.source, at, 0).resume();
        let close = text::skip_space(self.source, end);
        let brace = text::skip_space(self.source, close + 1);
        if self.source.get(close) == Some(&b')') && self.source.get(brace) == Some(&b'{') {
            self.dialect.title = Some((kind, Span::new(at + 1, end.saturating_sub(1).max(at + 1)), brace));
        }
    }
}

/// The first stop of a text from an offset on.
pub(super) fn find_stop(source: &[u8], from: usize, template: Template) -> Option<Stop> {
    let quotes = usize::from(template.quotes);
    let mut at = from;
    while let Some(found) = memchr3(b'"', b'$', b'\\', source.get(at..).unwrap_or_default()) {
        let here = at + found;
        if quotes == 1
            && let Some(newline) = memchr::memchr(b'\n', &source[at..here])
        {
            return Some(Stop::Open(at + newline));
        }
        match source[here] {
            b'\\' if template.escape == Escape::Backslash => {
                at = if source.get(here + 1) == Some(&b'\n') { here + 1 } else { here + 2 };
            }
            b'$' if source.get(here + 1) == Some(&b'{') => return Some(Stop::Code(here + 1)),
            b'"' if quotes == 1 => return Some(Stop::End(here + 1)),
            b'"' => {
                // The last three of a run of quotes end a raw text; those before them belong to it.
                let run = text::run(source, here, b'"');
                if run >= quotes {
                    return Some(Stop::End(here + run));
                }
                at = here + run;
            }
            _ => at = here + 1,
        }
    }
    None
}

/// The end of the text whose opening quote stands at `at`, code inside skipped.
fn string_end(never: &Never, source: &[u8], at: usize, depth: u8) -> TextEnd {
    let raw = source[at..].starts_with(b"\"\"\"");
    let template = Template {
        quotes: if raw { 3 } else { 1 },
        braces: 1,
        escape: if raw { Escape::Nothing } else { Escape::Backslash },
    };
    let mut at = at + usize::from(template.quotes);
    loop {
        match next_stop(never, source, at, template, find_stop) {
            Stop::End(end) => return TextEnd::Closed(end),
            Stop::Open(end) => return TextEnd::Open(end),
            Stop::Code(brace) => at = code_end(never, source, brace, depth),
        }
    }
}

/// Just after the brace that closes the code which opens at `at`.
fn code_end(never: &Never, source: &[u8], at: usize, depth: u8) -> usize {
    let (mut at, mut open) = (at, 0_usize);
    while let Some(&byte) = source.get(at) {
        match byte {
            b'{' => open += 1,
            b'}' => {
                open -= 1;
                if open == 0 {
                    return at + 1;
                }
            }
            b'"' if depth < NESTED_TEXTS_MAX => {
                at = string_end(never, source, at, depth + 1).resume().max(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    source.len()
}

pub(super) fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    let end = match (source.get(at)?, source.get(at + 1)) {
        (b'/', Some(b'/')) => TextEnd::Closed(text::line_end(source, at)),
        (b'/', Some(b'*')) => text::block_comment(never, source, at, Nesting::Nested),
        (b'"', _) => string_end(never, source, at, 0),
        (b'\'', _) => text::quoted(source, at),
        _ => return None,
    };
    Some(end.resume())
}

/// The text between the quotes, code inside as it is written.
pub(super) fn content(literal: &[u8]) -> Option<String> {
    let quotes = if literal.starts_with(b"\"\"\"") && literal.len() >= 6 { 3 } else { 1 };
    let content = literal.get(quotes..literal.len().checked_sub(quotes)?)?;
    (literal[0] == b'"').then(|| String::from_utf8_lossy(content).into_owned())
}
