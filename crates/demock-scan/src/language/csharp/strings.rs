//! Texts of C#: verbatim (`@"…"`), interpolated (`$"…{code}…"`), raw (`"""…"""`), and their mixtures.

use super::CSharp;
use crate::language::braces::Braces;
use crate::language::braces::levels::{Escape, Holds, Template};
use crate::language::braces::templates::{Stop, next_stop};
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::never::Never;
use memchr::memchr3;

/// Texts inside code inside texts that are followed when only the end is looked for.
const NESTED_TEXTS_MAX: u8 = 16;

/// How a text begins.
struct Opening {
    template: Template,
    /// Where its content begins.
    body: usize,
}

impl Braces<'_, '_, CSharp> {
    /// A text whose first quote, `@` or `$` stands at `self.at`.
    pub(super) fn string(&mut self) {
        // `$` is a letter of names to the core, so that it was read as one: `$"` and `$@"`.
        let Some(opening) = opening(self.source, self.at) else { return self.operator(1) };
        self.at = opening.body;
        self.string_rest(opening.template, find_stop);
    }

    /// Whether a colon would begin the format of an interpolated value.
    pub(super) fn in_format(&self) -> bool {
        matches!(self.innermost().holds, Holds::Template(_))
    }

    /// Skips the format of an interpolated value, up to its closing brace.
    pub(super) fn skip_format(&mut self) {
        let rest = &self.source[self.at..];
        self.at += memchr3(b'}', b'"', b'\n', rest).unwrap_or(rest.len());
        self.builder.end_path();
    }
}

/// How the text at `at` begins: `"`, `@"`, `$"`, `$@"`, `@$"`, `"""`, `$$"""` …
fn opening(source: &[u8], at: usize) -> Option<Opening> {
    let mut quote = at;
    let (mut dollars, mut verbatim) = (0_u8, false);
    // A `$` that the core took for a name stands before.
    let mut before = at;
    while before > 0 && matches!(source[before - 1], b'$' | b'@') {
        before -= 1;
    }
    for byte in &source[before..] {
        match byte {
            b'$' => dollars = dollars.saturating_add(1),
            b'@' => verbatim = true,
            _ => break,
        }
    }
    while matches!(source.get(quote), Some(b'$' | b'@')) {
        quote += 1;
    }
    let run = text::run(source, quote, b'"');
    if run == 0 {
        return None;
    }
    let raw = run >= 3 && !verbatim;
    let escape = match (raw, verbatim) {
        (true, _) => Escape::Nothing,
        (false, true) => Escape::Doubling,
        (false, false) => Escape::Backslash,
    };
    let quotes = if raw { run.min(200) as u8 } else { 1 };
    let braces = if raw { dollars } else { dollars.min(1) };
    Some(Opening { template: Template { quotes, braces, escape }, body: quote + usize::from(quotes) })
}

/// The first stop of a text from an offset on.
pub(super) fn find_stop(source: &[u8], from: usize, template: Template) -> Option<Stop> {
    let quotes = usize::from(template.quotes);
    let braces = usize::from(template.braces);
    let mut at = from;
    while let Some(found) = memchr3(b'"', b'{', b'\\', source.get(at..).unwrap_or_default()) {
        let here = at + found;
        if template.escape == Escape::Backslash
            && let Some(newline) = memchr::memchr(b'\n', &source[at..here])
        {
            return Some(Stop::Open(at + newline));
        }
        let run = text::run(source, here, source[here]);
        at = match (source[here], template.escape) {
            (b'\\', Escape::Backslash) if source.get(here + 1) != Some(&b'\n') => here + 2,
            (b'\\', _) => here + 1,
            // Two braces stand for one; in a raw text fewer than it has dollars stand for themselves.
            (b'{', Escape::Nothing) if braces > 0 && run >= braces => return Some(Stop::Code(here + run - 1)),
            (b'{', Escape::Backslash | Escape::Doubling) if braces > 0 && run % 2 == 1 => {
                return Some(Stop::Code(here + run - 1));
            }
            (b'{', _) => here + run,
            (_, Escape::Backslash) => return Some(Stop::End(here + 1)),
            (_, Escape::Doubling) if run % 2 == 1 => return Some(Stop::End(here + run)),
            (_, Escape::Nothing) if run >= quotes => return Some(Stop::End(here + run)),
            (_, Escape::Doubling | Escape::Nothing) => here + run,
        };
    }
    None
}

/// The end of the text that begins at `at`, code inside skipped.
fn string_end(never: &Never, source: &[u8], at: usize, depth: u8) -> Option<TextEnd> {
    let Opening { template, body } = opening(source, at)?;
    let mut at = body;
    loop {
        match next_stop(never, source, at, template, find_stop) {
            Stop::End(end) => return Some(TextEnd::Closed(end)),
            Stop::Open(end) => return Some(TextEnd::Open(end)),
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
                if let Some(end) = string_end(never, source, at, depth + 1) {
                    at = end.resume().max(at + 1);
                    continue;
                }
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
        (b'/', Some(b'*')) => text::block_comment(never, source, at, Nesting::Flat),
        (b'"', _) | (b'@' | b'$', Some(b'"' | b'@' | b'$')) => string_end(never, source, at, 0)?,
        (b'\'', _) => text::quoted(source, at),
        _ => return None,
    };
    Some(end.resume())
}

/// The text between the quotes, escapes and code inside as they are written.
pub(super) fn content(literal: &[u8]) -> Option<String> {
    let start = literal.iter().position(|byte| !matches!(byte, b'$' | b'@'))?;
    let run = text::run(literal, start, b'"');
    let verbatim = literal[..start].contains(&b'@');
    let quotes = if run >= 3 && !verbatim && literal.len() > start + 2 * run - 1 { run } else { 1 };
    let content = literal.get(start + quotes..literal.len().checked_sub(quotes)?)?;
    (literal[start] == b'"').then(|| String::from_utf8_lossy(content).into_owned())
}
