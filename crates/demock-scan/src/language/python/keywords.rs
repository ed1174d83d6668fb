//! Python's keywords, hard and soft, found by one multiplication.
//!
//! Source: The Python Language Reference §2.3.1 and §2.3.2. Invariant: the compiler refuses a multiplier under which two
//! keywords share a slot. Absent on purpose: `True`, `False`, `None`, which are operands like any name.

/// A keyword, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// Any other word.
    None,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Case,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Match,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    Type,
    While,
    With,
    Yield,
}

const KEYWORDS: [(&[u8], Keyword); 35] = [
    (b"and", Keyword::And),
    (b"as", Keyword::As),
    (b"assert", Keyword::Assert),
    (b"async", Keyword::Async),
    (b"await", Keyword::Await),
    (b"break", Keyword::Break),
    (b"case", Keyword::Case),
    (b"class", Keyword::Class),
    (b"continue", Keyword::Continue),
    (b"def", Keyword::Def),
    (b"del", Keyword::Del),
    (b"elif", Keyword::Elif),
    (b"else", Keyword::Else),
    (b"except", Keyword::Except),
    (b"finally", Keyword::Finally),
    (b"for", Keyword::For),
    (b"from", Keyword::From),
    (b"global", Keyword::Global),
    (b"if", Keyword::If),
    (b"import", Keyword::Import),
    (b"in", Keyword::In),
    (b"is", Keyword::Is),
    (b"lambda", Keyword::Lambda),
    (b"match", Keyword::Match),
    (b"nonlocal", Keyword::Nonlocal),
    (b"not", Keyword::Not),
    (b"or", Keyword::Or),
    (b"pass", Keyword::Pass),
    (b"raise", Keyword::Raise),
    (b"return", Keyword::Return),
    (b"try", Keyword::Try),
    (b"type", Keyword::Type),
    (b"while", Keyword::While),
    (b"with", Keyword::With),
    (b"yield", Keyword::Yield),
];

const SLOT_BITS: u32 = 6;
/// Found by trying: under it no two keywords share a slot.
const MULTIPLIER: u64 = 0xe053_8877_243d_5373;

const fn slot(head: u64) -> usize {
    (head.wrapping_mul(MULTIPLIER) >> (64 - SLOT_BITS)) as usize
}

static SLOTS: [(u64, Keyword); 1 << SLOT_BITS] = slots();

const fn slots() -> [(u64, Keyword); 1 << SLOT_BITS] {
    // A word has at least one byte, so that its head is never 0.
    let mut slots = [(0, Keyword::None); 1 << SLOT_BITS];
    let mut at = 0;
    while at < KEYWORDS.len() {
        let (word, keyword) = KEYWORDS[at];
        let (mut head, mut byte) = (0, 0);
        while byte < word.len() {
            head |= (word[byte] as u64) << (8 * byte);
            byte += 1;
        }
        assert!(slots[slot(head)].0 == 0, "two keywords share a slot");
        slots[slot(head)] = (head, keyword);
        at += 1;
    }
    slots
}

impl Keyword {
    /// The keyword whose bytes are the first of a word, zeros behind them, where the word is no longer than it.
    #[inline]
    pub(super) fn of(head: u64, length: usize) -> Self {
        let (known, keyword) = SLOTS[slot(head)];
        if known == head && length <= 8 { keyword } else { Self::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Keyword) {
        let read = crate::language::word::read(word.as_bytes(), 0);
        assert_eq!(Keyword::of(read.head, read.end), expected, "{word}");
    }

    #[test]
    fn keywords_are_known_and_nothing_else_is() {
        for (word, keyword) in KEYWORDS {
            let word = std::str::from_utf8(word).expect("ASCII");
            check(word, keyword);
            check(&format!("{word}x"), Keyword::None);
            check(&word[..word.len() - 1], if word == "async" { Keyword::None } else { Keyword::of(0, 0) });
        }
        check("continued", Keyword::None);
        check("continue", Keyword::Continue);
        check("x", Keyword::None);
    }
}
