//! What each byte of a Python file begins.
//!
//! Source: The Python Language Reference §2. Absent on purpose: anything of more than one byte.

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Other,
    Word,
    Digit,
    Blank,
    Newline,
    Quote,
    Hash,
    Open,
    Close,
    Dot,
    Equals,
    Colon,
    Semicolon,
    Backslash,
    Comma,
    Operator,
}

pub(super) static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xff => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | 0x0c => Class::Blank,
            b'\n' | b'\r' => Class::Newline,
            b'"' | b'\'' => Class::Quote,
            b'#' => Class::Hash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'.' => Class::Dot,
            b'=' => Class::Equals,
            b':' => Class::Colon,
            b';' => Class::Semicolon,
            b'\\' => Class::Backslash,
            b',' => Class::Comma,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'!' | b'@' => Class::Operator,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
}

/// Whether a byte continues a word.
#[inline]
pub(super) fn is_word(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Word | Class::Digit)
}
