//! Where comments, literals and type arguments of brace languages end.
//!
//! Invariants: work is linear in what is skipped; every function accepts any bytes and any offset.

use crate::language::is_word;
use crate::language::never::Never;
use memchr::{memchr, memchr2, memmem};

/// Where a literal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextEnd {
    /// Just after its closing quotes.
    Closed(usize),
    /// It is never closed; reading goes on here.
    Open(usize),
}

impl TextEnd {
    /// Where reading goes on.
    pub(crate) const fn resume(self) -> usize {
        match self {
            Self::Closed(at) | Self::Open(at) => at,
        }
    }
}

/// Whether comments hold comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nesting {
    /// The first `*/` ends a comment.
    Flat,
    /// `/* /* */ */` is one comment.
    Nested,
}

/// The end of the line that an offset stands on: its newline, or the end of the source.
pub(crate) fn line_end(source: &[u8], at: usize) -> usize {
    memchr(b'\n', source.get(at..).unwrap_or_default()).map_or(source.len(), |length| at + length)
}

/// Bytes of a line in which a definition shows what it is.
const HEAD_BYTES_MAX: usize = 1024;

/// The end of a line, or of as much of it as a definition's head takes: a file may stand on one line.
pub(crate) fn head_end(source: &[u8], at: usize) -> usize {
    line_end(&source[..source.len().min(at + HEAD_BYTES_MAX)], at)
}

/// The end of the block comment that begins at `at`.
pub(crate) fn block_comment(never: &Never, source: &[u8], at: usize, nesting: Nesting) -> TextEnd {
    let end = match nesting {
        Nesting::Flat => {
            let body = at + 2;
            let find = || memmem::find(source.get(body..).unwrap_or_default(), b"*/");
            never.find(b"*/", body, find).map(|length| body + length + 2)
        }
        Nesting::Nested => never.find_nested(b"/*", at, || nested_comment(source, at)),
    };
    end.map_or_else(|| TextEnd::Open(line_end(source, at)), TextEnd::Closed)
}

/// The end of a comment that holds comments, or where those open that stay open.
fn nested_comment(source: &[u8], at: usize) -> Result<usize, Vec<u32>> {
    let mut open = vec![at as u32];
    let mut end = at + 2;
    while let Some(found) = memchr2(b'*', b'/', source.get(end..).unwrap_or_default()) {
        let here = end + found;
        end = here + 2;
        match (source[here], source.get(here + 1)) {
            (b'*', Some(b'/')) => {
                open.pop();
                if open.is_empty() {
                    return Ok(end);
                }
            }
            (b'/', Some(b'*')) => open.push(here as u32),
            _ => end = here + 1,
        }
    }
    Err(open)
}

/// The end of a literal on one line whose opening quote stands at `at` and in which a backslash escapes.
pub(crate) fn quoted(source: &[u8], at: usize) -> TextEnd {
    let quote = source[at];
    let mut end = at + 1;
    while let Some(&byte) = source.get(end) {
        match byte {
            b'\\' if source.get(end + 1) != Some(&b'\n') => end += 2,
            b'\n' => return TextEnd::Open(end),
            _ if byte == quote => return TextEnd::Closed(end + 1),
            _ => end += 1,
        }
    }
    TextEnd::Open(source.len())
}

/// The end of a literal that only `closing` ends, whose content begins at `body`.
pub(crate) fn raw(never: &Never, source: &[u8], body: usize, closing: &[u8]) -> TextEnd {
    let find = || memmem::find(source.get(body..).unwrap_or_default(), closing);
    match never.find(closing, body, find) {
        Some(length) => TextEnd::Closed(body + length + closing.len()),
        None => TextEnd::Open(line_end(source, body)),
    }
}

/// The end of a literal over several lines that `closing` ends and in which a backslash escapes.
pub(crate) fn escaped(never: &Never, source: &[u8], body: usize, closing: &[u8]) -> TextEnd {
    let end = never.find(&[closing, b"\\"].concat(), body, || escaped_end(source, body, closing));
    end.map_or_else(|| TextEnd::Open(line_end(source, body)), TextEnd::Closed)
}

fn escaped_end(source: &[u8], body: usize, closing: &[u8]) -> Option<usize> {
    let mut end = body;
    while let Some(found) = memchr2(closing[0], b'\\', source.get(end..).unwrap_or_default()) {
        let here = end + found;
        if source[here] == b'\\' {
            end = here + 2;
        } else if source[here..].starts_with(closing) {
            return Some(here + closing.len());
        } else {
            end = here + 1;
        }
    }
    None
}

/// The bracket that closes the one at `open`, round and square ones alike; what stands between `quotes` is skipped.
pub(crate) fn attribute_end(never: &Never, source: &[u8], open: usize, quotes: &[u8]) -> Option<usize> {
    never.find_nested(b"[(", open, || {
        let (mut brackets, mut at) = (Vec::new(), open);
        while let Some(&byte) = source.get(at) {
            match byte {
                b'[' | b'(' => brackets.push(at as u32),
                b']' | b')' => {
                    brackets.pop();
                    if brackets.is_empty() {
                        return Ok(at);
                    }
                }
                quote if quotes.contains(&quote) => at = escaped(never, source, at + 1, &[quote]).resume() - 1,
                _ => {}
            }
            at += 1;
        }
        Err(brackets)
    })
}

/// How often `byte` stands in a row from `at` on.
pub(crate) fn run(source: &[u8], at: usize, byte: u8) -> usize {
    source.get(at..).unwrap_or_default().iter().take_while(|other| **other == byte).count()
}

/// Skips white space, newlines included.
pub(crate) fn skip_space(source: &[u8], mut at: usize) -> usize {
    while source.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Skips white space and comments, newlines included.
pub(crate) fn skip_trivia(never: &Never, source: &[u8], mut at: usize) -> usize {
    loop {
        at = skip_space(source, at);
        match (source.get(at), source.get(at + 1)) {
            (Some(b'/'), Some(b'/')) => at = line_end(source, at),
            (Some(b'/'), Some(b'*')) => at = block_comment(never, source, at, Nesting::Flat).resume(),
            _ => return at,
        }
    }
}

/// The last byte before `at` that is no white space, 0 where there is none.
pub(crate) fn before(source: &[u8], at: usize) -> u8 {
    source[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace()).copied().unwrap_or_default()
}

/// The end of the word that begins at `at`.
pub(crate) fn word_end(source: &[u8], mut at: usize) -> usize {
    while source.get(at).is_some_and(|byte| is_word(*byte)) {
        at += 1;
    }
    at
}

/// The end of the balanced `<…>` that begins at `at` and holds nothing but types, or `None`.
///
/// It gives up after [`TYPE_ARGUMENTS_MAX`] bytes, so that a file full of `<` costs no more than a constant a byte.
pub(crate) fn type_arguments(source: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut parentheses) = (0_usize, 0_usize);
    let mut previous = b' ';
    let window = source.get(at..).unwrap_or_default();
    for (index, &byte) in window.iter().take(TYPE_ARGUMENTS_MAX).enumerate() {
        match byte {
            b'<' if previous == b'<' && index == 1 => return None,
            b'<' => depth += 1,
            b'>' if previous == b'-' => {}
            b'>' => {
                depth -= 1;
                if depth == 0 {
                    return (parentheses == 0).then_some(at + index + 1);
                }
            }
            b'(' => parentheses += 1,
            b')' => parentheses = parentheses.checked_sub(1)?,
            b'.' | b',' | b'?' | b'[' | b']' | b'*' | b':' | b'@' | b'-' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ if is_word(byte) => {}
            _ => return None,
        }
        previous = byte;
    }
    None
}

/// Bytes of type arguments that are looked at.
const TYPE_ARGUMENTS_MAX: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end() {
        let block_comment = |source: &[u8], at, nesting| super::block_comment(&Never::default(), source, at, nesting);
        assert_eq!(block_comment(b"/* a */ b", 0, Nesting::Flat), TextEnd::Closed(7));
        assert_eq!(block_comment(b"/* /* */ */", 0, Nesting::Flat), TextEnd::Closed(8));
        assert_eq!(block_comment(b"/* /* */ */", 0, Nesting::Nested), TextEnd::Closed(11));
        assert_eq!(block_comment(b"/**/", 0, Nesting::Flat), TextEnd::Closed(4));
        assert_eq!(block_comment(b"/*/ x", 0, Nesting::Flat), TextEnd::Open(5));
    }

    #[test]
    fn quotes_end() {
        assert_eq!(quoted(br#""a\"b" c"#, 0), TextEnd::Closed(6));
        assert_eq!(quoted(b"\"a\nb\"", 0), TextEnd::Open(2));
        assert_eq!(quoted(b"\"a\\", 0), TextEnd::Open(3));
        assert_eq!(escaped(&Never::default(), br#""""a\"""b"""c"#, 3, br#"""""#), TextEnd::Closed(12));
    }

    #[test]
    fn type_arguments_end() {
        assert_eq!(type_arguments(b"<A, B<C[]>>(", 0), Some(11));
        assert_eq!(type_arguments(b"<(A) -> B>(", 0), Some(10));
        assert_eq!(type_arguments(b"< b && c > d", 0), None);
        assert_eq!(type_arguments(b"< b) > c", 0), None);
        assert_eq!(type_arguments(b"<< 2 >> 1", 0), None);
    }
}
