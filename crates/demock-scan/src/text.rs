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

/// A file's text: UTF-16 is turned into UTF-8, with a byte order mark or without; all else is read as it stands, because front
/// ends take bytes that are no UTF-8 as parts of names.
pub(crate) fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (rest, read): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => match unmarked_order(bytes) {
            Some(ByteOrder::LittleEndian) => (bytes, u16::from_le_bytes),
            Some(ByteOrder::BigEndian) => (bytes, u16::from_be_bytes),
            None => return Cow::Borrowed(bytes),
        },
    };
    let units = rest.as_chunks::<2>().0.iter().map(|unit| read(*unit));
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Cow::Owned(text.into_bytes())
}

/// Whether a text that begins so may be UTF-16: that of a program begins with a byte order mark or a character of ASCII.
pub(crate) fn may_be_utf16(first: &[u8]) -> bool {
    matches!(first, [0xff, 0xfe] | [0xfe, 0xff] | [0, _] | [_, 0])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ByteOrder {
    LittleEndian,
    BigEndian,
}

/// Bytes by which a text without a byte order mark is told: a page of any program has enough words of ASCII in it.
const TOLD_BY: usize = 4096;

/// The order of a UTF-16 text without a byte order mark. Programs are mostly ASCII, of which every second byte is zero then; no text in
/// another encoding has zeros, and no other file has them in every second place alone.
fn unmarked_order(bytes: &[u8]) -> Option<ByteOrder> {
    let (units, _) = bytes[..bytes.len().min(TOLD_BY)].as_chunks::<2>();
    // Nearly every file ends here.
    memchr::memchr(0, units.as_flattened()).filter(|_| bytes.len().is_multiple_of(2))?;
    let zeros = |at: usize| units.iter().filter(|unit| unit[at] == 0 && unit[1 - at] != 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let is_most = |most: usize, rest: usize| most * 2 > units.len() && rest * 16 < most;
    if is_most(second, first) {
        Some(ByteOrder::LittleEndian)
    } else if is_most(first, second) {
        Some(ByteOrder::BigEndian)
    } else {
        None
    }
}

/// The lines of a file, counted as findings count them: a line feed ends one, or a carriage return where there is no line feed at all.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let text = as_utf8(bytes);
    let text = String::from_utf8_lossy(&text);
    let newline = if text.contains('\n') { '\n' } else { '\r' };
    text.split(newline).map(|line| line.trim_end_matches('\r').to_owned()).collect()
}

/// What fetches the content of a file, where a version control keeps large ones elsewhere and this is what it keeps in their place.
pub(crate) fn kept_elsewhere(bytes: &[u8]) -> Option<&'static str> {
    let is_lfs = |bytes: &[u8]| memchr::memmem::find(bytes, b"\noid sha256:").is_some();
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/v1") && bytes.len() < 1024 && is_lfs(bytes) {
        Some("a pointer of git-lfs, whose content is not here: fetch it with `git lfs pull`")
    } else if bytes.starts_with(b"/annex/objects/") && bytes.len() < 1024 {
        Some("a pointer of git-annex, whose content is not here: fetch it with `git annex get`")
    } else {
        None
    }
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
    fn pointers_to_what_is_kept_elsewhere() {
        let lfs =
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e\nsize 12345\n";
        assert!(kept_elsewhere(lfs).is_some_and(|reason| reason.contains("git lfs pull")));
        assert!(
            kept_elsewhere(b"/annex/objects/SHA256E-s123--abc.py\n").is_some_and(|reason| reason.contains("annex"))
        );
        for text in ["version = 1\n", "# version https://git-lfs.github.com/spec/v1\noid sha256:4d\n", ""] {
            assert_eq!(kept_elsewhere(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn lines_of_every_ending() {
        for text in [&b"a\nb\n"[..], b"a\r\nb\r\n", b"a\rb\r", b"\xff\xfea\0\n\0b\0\n\0", b"\xfe\xff\0a\0\n\0b\0\n"] {
            assert_eq!(lines(text), ["a", "b", ""], "{text:?}");
        }
    }

    #[test]
    fn utf16_of_both_orders() {
        assert_eq!(as_utf8(b"\xff\xfea\0\xe4\0\n\0").as_ref(), "aä\n".as_bytes());
        assert_eq!(as_utf8(b"\xfe\xff\0a\0\xe4").as_ref(), "aä".as_bytes());
        assert_eq!(as_utf8(b"\xff\xfea").as_ref(), b"", "half a unit is nothing");
        assert_eq!(as_utf8(b"\xefplain").as_ref(), b"\xefplain");
    }

    #[test]
    fn utf16_without_a_mark() {
        let text = "# 価格 — ä\ndef test_a():\n    assert run() == '一'\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big] {
            assert_eq!(as_utf8(bytes).as_ref(), text.as_bytes());
        }
        for other in [
            &b"plain"[..],
            b"",
            b"\0",
            b"a\0b",
            b"\0\0\0\0",
            b"\0a\0\0b\0",
            "ä\0\n".as_bytes(),
            b"x = 1\n\0\0\0\0\0\0\0\0",
        ] {
            assert_eq!(as_utf8(other).as_ref(), other, "{other:?}");
        }
    }
}
