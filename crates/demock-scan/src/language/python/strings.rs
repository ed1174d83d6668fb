//! Python's literals and comments: where they end and what they hold.
//!
//! Source: The Python Language Reference §2.4. Invariant: every answer lies at or before the end of the source.

use super::bytes::{CLASSES, Class, is_word};
use memchr::{memchr, memchr2};

/// Whether a word before a quote is a string prefix (Reference §2.4.1).
pub(super) fn is_string_prefix(word: &[u8]) -> bool {
    word.len() <= 2 && word.iter().all(|byte| matches!(byte | 0x20, b'r' | b'b' | b'f' | b'u' | b't'))
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
pub(super) fn skip_string(source: &[u8], at: usize) -> StringEnd {
    let quote = source[at];
    let body = at + 1;
    if source.get(body) == Some(&quote) && source.get(body + 1) == Some(&quote) {
        return skip_triple(source, at, quote);
    }
    let mut end = body;
    while let Some(&byte) = source.get(end) {
        if byte == quote {
            return StringEnd::Closed(end + 1);
        }
        match byte {
            b'\\' => {
                end += if source.get(end + 1) == Some(&b'\r') && source.get(end + 2) == Some(&b'\n') { 3 } else { 2 }
            }
            b'\n' => return StringEnd::AtNewline(end),
            _ => end += 1,
        }
    }
    StringEnd::AtNewline(source.len())
}

fn skip_triple(source: &[u8], at: usize, quote: u8) -> StringEnd {
    let mut end = at + 3;
    while let Some(found) = memchr2(quote, b'\\', &source[end.min(source.len())..]) {
        let here = end + found;
        if source[here] == b'\\' {
            end = here + 2;
        } else if source[here..].starts_with(&[quote; 3]) {
            return StringEnd::Closed(here + 3);
        } else {
            end = here + 1;
        }
    }
    StringEnd::Never(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length))
}

pub(super) fn skip_literal(source: &[u8], at: usize) -> Option<usize> {
    match source.get(at)? {
        b'#' => Some(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length)),
        b'"' | b'\'' => Some(string_end(source, at)),
        _ if at > 0 && is_word(source[at - 1]) => None,
        byte if CLASSES[*byte as usize] == Class::Word => {
            let prefix = source[at..].iter().take(3).take_while(|byte| is_word(**byte)).count();
            let quoted = matches!(source.get(at + prefix), Some(b'"' | b'\''));
            (quoted && is_string_prefix(&source[at..at + prefix])).then(|| string_end(source, at + prefix))
        }
        _ => None,
    }
}

fn string_end(source: &[u8], at: usize) -> usize {
    match skip_string(source, at) {
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
