//! Python's literals and comments: where they end and what they hold.
//!
//! Source: The Python Language Reference §2.4. Invariant: every answer lies at or before the end of the source.

use super::bytes::{CLASSES, Class, is_word};
use super::{Lexer, Quotes, fields};
use crate::language::never::Never;
use crate::language::word;
use memchr::{memchr, memchr2, memchr2_iter};

/// Whether a word before a quote is a string prefix (Reference §2.4.1).
pub(super) fn is_string_prefix(word: &[u8]) -> bool {
    let lower = |at: usize| word[at] | 0x20;
    match word.len() {
        1 => matches!(lower(0), b'r' | b'b' | b'f' | b'u' | b't'),
        2 => match lower(0) {
            b'r' => matches!(lower(1), b'b' | b'f' | b't'),
            b'b' | b'f' | b't' => lower(1) == b'r',
            _ => false,
        },
        _ => false,
    }
}

/// The string prefix at the end of a text; empty where it ends in none.
pub(super) fn prefix_before(text: &[u8]) -> &[u8] {
    let length = text.iter().rev().take(3).take_while(|byte| is_word(**byte)).count();
    let word = &text[text.len() - length..];
    if is_string_prefix(word) { word } else { &[] }
}

/// Where a string literal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringEnd {
    /// Just after the closing quotes.
    Closed(usize),
    /// It is not closed on its line; reading goes on at the newline.
    AtNewline(usize),
    /// A triple-quoted one is never closed; reading goes on after its first line.
    Never(usize),
}

/// Finds the end of the string whose opening quote stands at `at`.
pub(super) fn skip_string(never: &Never, source: &[u8], at: usize) -> StringEnd {
    let quote = source[at];
    let body = at + 1;
    if source.get(body) == Some(&quote) && source.get(body + 1) == Some(&quote) {
        let end = never.find(&[quote; 3], at + 3, || triple_end(source, at, quote));
        let line_end = || memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length);
        return end.map_or_else(|| StringEnd::Never(line_end()), StringEnd::Closed);
    }
    let mut end = body;
    loop {
        end = word::find_near(source, end, [quote, b'\\', b'\n', b'\r']);
        match source.get(end) {
            Some(b'\\') => {
                end += if source.get(end + 1) == Some(&b'\r') && source.get(end + 2) == Some(&b'\n') { 3 } else { 2 };
            }
            Some(b'\n' | b'\r') => return StringEnd::AtNewline(end),
            Some(_) => return StringEnd::Closed(end + 1),
            None => return StringEnd::AtNewline(source.len()),
        }
    }
}

fn triple_end(source: &[u8], at: usize, quote: u8) -> Option<usize> {
    let mut end = at + 3;
    while let Some(found) = memchr2(quote, b'\\', &source[end.min(source.len())..]) {
        let here = end + found;
        if source[here] == b'\\' {
            end = here + 2;
        } else if source[here..].starts_with(&[quote; 3]) {
            return Some(here + 3);
        } else {
            end = here + 1;
        }
    }
    None
}

impl Lexer<'_, '_> {
    /// The line that ends a triple-quoted string which is known to lack its own end: the first that is indented no
    /// deeper than the string's statement and begins a definition.
    pub(super) fn doubted_end(&self, quote: usize, end: usize) -> Option<usize> {
        if self.quotes == Quotes::Trusted || !self.source[quote..].starts_with(&[self.source[quote]; 3]) {
            return None;
        }
        if end < self.source.len() && matches!(self.source.get(end), Some(b')' | b',' | b'.' | b']' | b'}' | b' ')) {
            return None;
        }
        let text = &self.source[quote..end];
        let newlines = memchr2_iter(b'\n', b'\r', text);
        let look = || newlines.map(|newline| quote + newline).find(|newline| self.begins_definition(newline + 1));
        if end < self.source.len() { look() } else { self.never.find(&self.column.to_le_bytes(), quote, look) }
    }

    fn begins_definition(&self, line: usize) -> bool {
        let at = self.skip_blank(line);
        let rest = &self.source[at..];
        let words: [&[u8]; 6] = [b"def ", b"class ", b"async def ", b"@", b"import ", b"from "];
        (at - line) as u32 <= self.column && words.iter().any(|word| rest.starts_with(word))
    }
}

/// Whether one of the first two lines declares an encoding (Reference §2.1.4).
pub(super) fn declares_encoding(source: &[u8]) -> bool {
    let mut lines = source.splitn(3, |byte| *byte == b'\n');
    lines.by_ref().take(2).any(|line| memchr::memmem::find(line, b"coding").is_some())
}

/// Whether a word holds a character beyond ASCII that no identifier holds: a blank, a quotation mark, a dash, an arrow.
pub(super) fn has_punctuation(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(|text| {
        text.chars().any(|character| {
            matches!(character, '\u{a0}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}' | '\u{bb}'..='\u{bf}' | '×' | '÷'
                | '\u{2000}'..='\u{200b}' | '\u{2010}'..='\u{203e}' | '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{23ff}' | '\u{3000}'..='\u{3004}')
        })
    })
}

pub(super) fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    match source.get(at)? {
        b'#' => Some(memchr2(b'\n', b'\r', &source[at..]).map_or(source.len(), |length| at + length)),
        b'"' | b'\'' => Some(end_of(skip_string(never, source, at))),
        _ if at > 0 && is_word(source[at - 1]) => None,
        byte if CLASSES[*byte as usize] == Class::Word => {
            let length = source[at..].iter().take(3).take_while(|byte| is_word(**byte)).count();
            let (prefix, quote) = (&source[at..at + length], at + length);
            let quoted = matches!(source.get(quote), Some(b'"' | b'\'')) && is_string_prefix(prefix);
            let formatted = prefix.iter().any(|byte| matches!(byte | 0x20, b'f' | b't'));
            quoted.then(|| {
                end_of(if formatted { fields::skip(never, source, quote) } else { skip_string(never, source, quote) })
            })
        }
        _ => None,
    }
}

fn end_of(end: StringEnd) -> usize {
    match end {
        StringEnd::Closed(end) | StringEnd::AtNewline(end) | StringEnd::Never(end) => end,
    }
}

/// The text between the quotes, escapes left as they are; fields of f-strings too.
pub(super) fn text_content(literal: &[u8]) -> Option<String> {
    let start = literal.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let quotes = if literal[start..].starts_with(&[literal[start]; 3]) && literal.len() >= start + 6 { 3 } else { 1 };
    let content = literal.get(start + quotes..literal.len().checked_sub(quotes)?)?;
    Some(String::from_utf8_lossy(content).into_owned())
}
