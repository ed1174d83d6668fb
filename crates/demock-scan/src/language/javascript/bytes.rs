//! What a byte begins in JavaScript.

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Operator,
    Word,
    Digit,
    Blank,
    Newline,
    Quote,
    Backtick,
    Slash,
    Open,
    Close,
    Dot,
    Equals,
    Colon,
    Question,
    Semicolon,
    Comma,
    Less,
    Bang,
    At,
}

pub(super) static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Operator; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'#' | 0x80..=0xff => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Blank,
            b'\n' => Class::Newline,
            b'"' | b'\'' => Class::Quote,
            b'`' => Class::Backtick,
            b'/' => Class::Slash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'.' => Class::Dot,
            b'=' => Class::Equals,
            b':' => Class::Colon,
            b'?' => Class::Question,
            b';' => Class::Semicolon,
            b',' => Class::Comma,
            b'<' => Class::Less,
            b'!' => Class::Bang,
            b'@' => Class::At,
            _ => Class::Operator,
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

/// The length of the word that a text begins with, 0 where it begins with none.
#[inline]
pub(super) fn word_length(text: &[u8]) -> usize {
    text.iter().position(|byte| !is_word(*byte)).unwrap_or(text.len())
}
