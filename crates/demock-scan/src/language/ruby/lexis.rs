//! Ruby's literals and comments, for the arguments that rules ask for.

use super::literals::{Delimiters, TextEnd, percent_literal, skip_text, symbol_end};
use super::{CLASSES, Class, is_word};
use crate::language::Lexis;
use crate::language::never::Never;
use memchr::memchr;

/// Ruby's literals and comments. A symbol counts as a text.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: skip_literal,
    is_comment: |text| text.starts_with(b"#"),
    content: text_content,
    is_function: |text| {
        text.starts_with(b"->") || [&b"lambda"[..], b"proc", b"Proc.new"].iter().any(|word| is_block_call(text, word))
    },
    separators: &[".", "::", "&."],
    importers: &[],
};

fn is_block_call(text: &[u8], word: &[u8]) -> bool {
    text.strip_prefix(word).is_some_and(|rest| {
        let rest = rest.trim_ascii_start();
        rest.starts_with(b"{") || rest.starts_with(b"do")
    })
}

fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    let previous = at.checked_sub(1).map_or(b' ', |before| source[before]);
    match *source.get(at)? {
        b'#' => Some(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length)),
        quote @ (b'"' | b'\'' | b'`') => Some(text_end(never, source, at + 1, Delimiters::quotes(quote))),
        b':' if previous != b':' && !is_word(previous) => match source.get(at + 1) {
            Some(quote @ (b'"' | b'\'')) => Some(text_end(never, source, at + 2, Delimiters::quotes(*quote))),
            _ => symbol_end(source, at),
        },
        b'%' if !is_word(previous) && previous != b')' && !source.get(at + 1)?.is_ascii_whitespace() => {
            let (open_at, interpolation) = percent_literal(source, at)?;
            Some(text_end(never, source, open_at + 1, Delimiters::percent(source[open_at], interpolation)))
        }
        b'/' if matches!(previous, b'(' | b'[' | b',' | b' ' | b'=') && source.get(at + 1) != Some(&b' ') => {
            Some(text_end(never, source, at + 1, Delimiters::quotes(b'/')))
        }
        _ => None,
    }
}

/// The end of a text, interpolations passed over with the brackets in them.
fn text_end(never: &Never, source: &[u8], mut at: usize, mut delimiters: Delimiters) -> usize {
    loop {
        match skip_text(never, source, at, &mut delimiters) {
            TextEnd::Closed(end) => return end,
            TextEnd::Never => {
                return memchr(b'\n', &source[at.min(source.len())..]).map_or(source.len(), |length| at + length);
            }
            TextEnd::Interpolation(inside) => {
                let mut depth = 1_usize;
                at = inside;
                while depth > 0 && at < source.len() {
                    match source[at] {
                        b'{' => depth += 1,
                        b'}' => depth -= 1,
                        _ => {}
                    }
                    at += 1;
                }
            }
        }
    }
}

/// The text between the delimiters, escapes and interpolations left as they are.
fn text_content(literal: &[u8]) -> Option<String> {
    let content = match literal {
        [b'"' | b'\'', inner @ .., _] | [b':', b'"' | b'\'', inner @ .., _] => inner,
        [b':', name @ ..] => name,
        [b'%', kind, rest @ ..] => match rest {
            _ if matches!(kind, b'w' | b'W' | b'i' | b'I' | b'r' | b'x') => return None,
            [_, inner @ .., _] if CLASSES[*kind as usize] == Class::Word => inner,
            [inner @ .., _] => inner,
            [] => return None,
        },
        _ => return None,
    };
    Some(String::from_utf8_lossy(content).into_owned())
}
