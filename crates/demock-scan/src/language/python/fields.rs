//! Formatted strings: where they end, and the expressions in their fields.
//!
//! Source: The Python Language Reference §2.4.3, with the nested quotes of Python 3.12.
//! Invariants: a string that does not fit the rules is taken as a plain one; nesting is followed [`NESTING_MAX`] deep.

use super::grammar::Prev;
use super::strings::{StringEnd, prefix_before, skip_string};
use super::{Lexer, bytes::is_word};
use crate::facts::Span;
use crate::language::never::Never;
use memchr::memchr;

/// Formatted strings inside fields of formatted strings that are followed.
const NESTING_MAX: u8 = 6;

/// Finds the end of the formatted string whose opening quote stands at `at`.
pub(super) fn skip(never: &Never, source: &[u8], at: usize) -> StringEnd {
    let plain = skip_string(never, source, at);
    let is_plain = match plain {
        StringEnd::Closed(end) => memchr(b'{', &source[at..end]).is_none(),
        StringEnd::AtNewline(_) => false,
        // Nothing closes it, whatever its fields hold.
        StringEnd::Never(_) => true,
    };
    if is_plain {
        return plain;
    }
    walk(never, source, at, 0, &mut |_| {}).map_or(plain, StringEnd::Closed)
}

impl Lexer<'_, '_> {
    /// Reads the expressions in the fields of a formatted string.
    pub(super) fn fields(&mut self, quote: usize, end: usize) {
        if memchr(b'(', &self.source[quote..end]).is_none() {
            return;
        }
        let mut fields = Vec::new();
        if walk(&self.never, self.source, quote, 0, &mut |field| fields.push(field)).is_none() {
            return;
        }
        let (prev, bound, statement, outer) = (self.prev, self.bound.take(), self.statement, self.field_depth);
        for field in fields {
            let (at, depth) = (field.start as usize, self.builder.depth());
            self.builder.end_path();
            self.builder.open_group(b'{', at);
            self.field_depth = self.builder.depth();
            self.statement = super::Statement::Plain;
            self.prev = Prev::Loose;
            self.at = at;
            self.tokens(field.end as usize);
            while self.builder.depth() > depth {
                self.builder.close(field.end as usize);
            }
        }
        (self.prev, self.bound, self.statement, self.field_depth) = (prev, bound, statement, outer);
    }
}

/// The end of the string, and each field's expression; `None` where it does not fit the rules.
fn walk(never: &Never, source: &[u8], quote_at: usize, nesting: u8, found: &mut dyn FnMut(Span)) -> Option<usize> {
    let quote = *source.get(quote_at)?;
    let triple = source[quote_at..].starts_with(&[quote; 3]);
    let mut at = quote_at + if triple { 3 } else { 1 };
    loop {
        match *source.get(at)? {
            b'\\' if source.get(at + 1) == Some(&b'{') => at += 1,
            b'\\' if source[at + 1..].starts_with(b"N{") => at += memchr(b'}', &source[at..])? + 1,
            b'\\' if source[at + 1..].starts_with(b"\r\n") => at += 3,
            b'\\' => at += 2,
            b'\n' | b'\r' if !triple => return None,
            byte if byte == quote => {
                if !triple {
                    return Some(at + 1);
                }
                if source[at..].starts_with(&[quote; 3]) {
                    return Some(at + 3);
                }
                at += 1;
            }
            b'{' if source.get(at + 1) == Some(&b'{') => at += 2,
            b'{' => at = field(never, source, at + 1, nesting, found)?,
            _ => at += 1,
        }
    }
}

/// Just after the closing brace of the field whose content begins at `start`.
fn field(never: &Never, source: &[u8], start: usize, nesting: u8, found: &mut dyn FnMut(Span)) -> Option<usize> {
    if nesting > NESTING_MAX {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match *source.get(at)? {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' => depth = depth.checked_sub(1)?,
            b'}' if depth > 0 => depth -= 1,
            b'}' => {
                found(Span::new(start, at));
                return Some(at + 1);
            }
            b'!' if depth == 0 && source.get(at + 1) != Some(&b'=') => {
                found(Span::new(start, at));
                at += 1;
                while source.get(at).copied().is_some_and(is_word) {
                    at += 1;
                }
                return after_conversion(never, source, at, nesting, found);
            }
            b':' if depth == 0 => {
                found(Span::new(start, at));
                return specification(never, source, at + 1, nesting, found);
            }
            b'"' | b'\'' => {
                let prefix = prefix_before(&source[..at]);
                let formatted = prefix.iter().any(|byte| matches!(byte | 0x20, b'f' | b't'));
                at = if formatted {
                    walk(never, source, at, nesting + 1, &mut |_| {})?
                } else {
                    match skip_string(never, source, at) {
                        StringEnd::Closed(end) => end,
                        StringEnd::AtNewline(_) | StringEnd::Never(_) => return None,
                    }
                };
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

fn after_conversion(
    never: &Never,
    source: &[u8],
    at: usize,
    nesting: u8,
    found: &mut dyn FnMut(Span),
) -> Option<usize> {
    let blanks = source.get(at..)?.iter().take_while(|byte| **byte == b' ').count();
    match source.get(at + blanks)? {
        b'}' => Some(at + blanks + 1),
        b':' => specification(never, source, at + blanks + 1, nesting, found),
        _ => None,
    }
}

/// A format specification, whose own fields hold expressions too.
fn specification(
    never: &Never,
    source: &[u8],
    mut at: usize,
    nesting: u8,
    found: &mut dyn FnMut(Span),
) -> Option<usize> {
    loop {
        match *source.get(at)? {
            b'}' => return Some(at + 1),
            b'{' => at = field(never, source, at + 1, nesting + 1, found)?,
            b'"' | b'\'' | b'\n' => return None,
            _ => at += 1,
        }
    }
}
