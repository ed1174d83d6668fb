//! Bytes to the UTF-8 that front ends read.

use crate::facts::Span;
use std::borrow::Cow;
use std::ops::Deref;

/// A file's bytes, and whether they are a text: checked once, so that taking one of its words costs nothing.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// Checks the bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, text: std::str::from_utf8(bytes).ok() }
    }

    /// The bytes.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Whether they are UTF-8.
    pub fn is_text(self) -> bool {
        self.text.is_some()
    }

    /// The text of a range; empty where it lies outside or is not UTF-8.
    pub fn text(self, span: Span) -> &'a str {
        let range = span.start as usize..span.end as usize;
        match self.text {
            Some(text) => text.get(range).unwrap_or_default(),
            None => self.bytes.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default(),
        }
    }
}

impl Deref for Source<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes
    }
}

/// A file's text: UTF-16 with a byte order mark is turned into UTF-8; all else is read as it stands, because front ends
/// take bytes that are no UTF-8 as parts of names.
pub(crate) fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (rest, read): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return Cow::Borrowed(bytes),
    };
    let units = rest.as_chunks::<2>().0.iter().map(|unit| read(*unit));
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Cow::Owned(text.into_bytes())
}

/// Whether what follows is the beginning of a note to a tool and no mention of one: `before` ends with a mark that begins a
/// comment, which stands first or after a space (`x()  # noqa  # demock: …`, and not ``see `# demock: …` ``).
pub(crate) fn begins_note(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let marks = before.iter().rev().take_while(|byte| b"#/*-!<".contains(byte)).count();
    let text = &before[..before.len() - marks];
    marks > 0 && text.last().is_none_or(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_a_comment() {
        for before in ["# ", "#", "// ", "/* ", "/** ", "# noqa  # ", "x() # ", "/*\n * ", "<!-- ", "# a\n# "] {
            assert!(begins_note(before.as_bytes()), "{before}");
        }
        for before in ["", "/// `", "/// An inline `# ", "# see ", "// or (# ", "a#"] {
            assert!(!begins_note(before.as_bytes()), "{before}");
        }
    }

    #[test]
    fn ranges_of_a_text_and_of_what_is_none() {
        let (text, broken) = (Source::new("aüb".as_bytes()), Source::new(b"a\xffb"));
        assert!(text.is_text() && !broken.is_text());
        assert_eq!((text.text(Span::new(1, 3)), text.text(Span::new(1, 2)), text.text(Span::new(3, 9))), ("ü", "", ""));
        assert_eq!((broken.text(Span::new(0, 1)), broken.text(Span::new(0, 2))), ("a", ""));
    }

    #[test]
    fn utf16_of_both_orders() {
        assert_eq!(as_utf8(b"\xff\xfea\0\xe4\0\n\0").as_ref(), "aä\n".as_bytes());
        assert_eq!(as_utf8(b"\xfe\xff\0a\0\xe4").as_ref(), "aä".as_bytes());
        assert_eq!(as_utf8(b"\xff\xfea").as_ref(), b"", "half a unit is nothing");
        assert_eq!(as_utf8(b"\xefplain").as_ref(), b"\xefplain");
    }
}
