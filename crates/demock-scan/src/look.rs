//! A second look at stretches of a file that the facts make suspect: their tokens, brackets in pairs.
//!
//! Facts are few on purpose; whether a body does anything, or what an assertion compares, is only asked of the few
//! definitions where that matters. Invariants: reading is linear in the stretch and cannot fail; comments and blanks are
//! no tokens. Absent on purpose: libraries, and what a finding is (`hollow`).

mod body;

pub(crate) use body::body;

use crate::facts::Span;
use crate::language::never::Never;
use crate::language::{is_word, lexis};
use demock_model::Language;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name or a keyword; `$` and `@` before a name belong to it.
    Word,
    /// A number.
    Number,
    /// A text literal.
    Text,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other mark, the longest that a language has: `===`.
    Mark,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it is the first of its line.
    pub(crate) begins_line: bool,
    /// Of a bracket, the index of the one that it pairs with; its own where none does.
    pub(crate) partner: u32,
}

/// The tokens of a stretch of source.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    /// The language that they are of.
    pub(crate) language: Language,
    source: &'a [u8],
    list: Vec<Token>,
}

/// Marks of more than one byte, longest first.
const MARKS: [&[u8]; 27] = [
    b"===", b"!==", b"...", b"<=>", b"**=", b"//=", b"??=", b"?->", b"==", b"!=", b"<=", b">=", b"=>", b"->", b"::",
    b":=", b"&&", b"||", b"+=", b"-=", b"?.", b"??", b"**", b"=~", b"!~", b"++", b"--",
];

impl<'a> Tokens<'a> {
    /// Reads the tokens of a stretch. It must not begin or end within a literal.
    pub(crate) fn read(language: Language, source: &'a [u8], stretch: Span, never: &Never) -> Self {
        let mut tokens = Self { language, source, list: Vec::new() };
        let skip = lexis(language).skip;
        let is_comment = lexis(language).is_comment;
        let (mut at, end) = (stretch.start as usize, (stretch.end as usize).min(source.len()));
        let mut open: Vec<u32> = Vec::new();
        let mut begins_line = true;
        while at < end {
            let byte = source[at];
            if byte.is_ascii_whitespace() {
                begins_line |= byte == b'\n';
                at += 1;
                continue;
            }
            let (kind, next) = match skip(source, at, never) {
                Some(next) if is_comment(&source[at..next.min(end)]) => {
                    // What follows a comment that ends its line begins the next.
                    begins_line |= source[at..next.min(end)].ends_with(b"\n");
                    at = next.max(at + 1);
                    continue;
                }
                Some(next) => (TokenKind::Text, next.max(at + 1)),
                None => plain(source, at),
            };
            let next = next.min(end).max(at + 1);
            let own = tokens.list.len() as u32;
            tokens.list.push(Token { kind, span: Span::new(at, next), begins_line, partner: own });
            tokens.pair(kind, own, &mut open);
            begins_line = false;
            at = next;
        }
        tokens
    }

    /// Pairs a bracket that closes with the innermost that is open.
    fn pair(&mut self, kind: TokenKind, own: u32, open: &mut Vec<u32>) {
        if kind == TokenKind::Open {
            open.push(own);
        } else if kind == TokenKind::Close
            && let Some(opening) = open.pop()
        {
            self.list[own as usize].partner = opening;
            self.list[opening as usize].partner = own;
        }
    }

    /// All tokens.
    pub(crate) fn all(&self) -> Range<usize> {
        0..self.list.len()
    }

    /// The token at an index.
    pub(crate) fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// The text of the token at an index; empty where there is none.
    pub(crate) fn text(&self, at: usize) -> &'a [u8] {
        self.list.get(at).map_or(&[], |token| token.span.of(self.source))
    }

    /// Whether the token at an index is this word or mark.
    pub(crate) fn is(&self, at: usize, text: &[u8]) -> bool {
        self.text(at) == text
    }

    /// How far a token that is the first of its line is indented, in bytes.
    pub(crate) fn column(&self, token: Token) -> u32 {
        let before = &self.source[..token.span.start as usize];
        before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32
    }

    /// The index of the bracket that pairs with the one at an index; its own for anything else.
    pub(crate) fn partner(&self, at: usize) -> usize {
        self.list.get(at).map_or(at, |token| token.partner as usize)
    }
}

/// The kind of a token that is neither literal nor comment, and where it ends.
fn plain(source: &[u8], at: usize) -> (TokenKind, usize) {
    let byte = source[at];
    match byte {
        b'(' | b'[' | b'{' => return (TokenKind::Open, at + 1),
        b')' | b']' | b'}' => return (TokenKind::Close, at + 1),
        b'0'..=b'9' => return (TokenKind::Number, number_end(source, at)),
        _ => {}
    }
    let sigils = source[at..].iter().take_while(|byte| matches!(byte, b'$' | b'@')).count();
    if source.get(at + sigils).copied().is_some_and(is_word) {
        let length = source[at + sigils..].iter().take_while(|byte| is_word(**byte) || **byte == b'$').count();
        return (TokenKind::Word, at + sigils + length);
    }
    let mark = MARKS.iter().find(|mark| source[at..].starts_with(mark));
    (TokenKind::Mark, at + mark.map_or(1, |mark| mark.len()))
}

/// Where a number ends: a dot belongs to it where a digit follows.
fn number_end(source: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        end += source[end..].iter().take_while(|byte| is_word(**byte)).count();
        let has_fraction = source.get(end) == Some(&b'.') && source.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !has_fraction {
            return end;
        }
        end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(language: Language, source: &str) -> Vec<String> {
        let never = Never::default();
        let tokens = Tokens::read(language, source.as_bytes(), Span::new(0, source.len()), &never);
        tokens.all().map(|at| String::from_utf8_lossy(tokens.text(at)).into_owned()).collect()
    }

    #[test]
    fn comments_are_no_tokens_and_texts_are_one() {
        let seen = texts(Language::Python, "x = f'{a} (' # no (\nassert x == 1.5, \"#\"\n");
        assert_eq!(seen, ["x", "=", "f'{a} ('", "assert", "x", "==", "1.5", ",", "\"#\""]);
        let seen = texts(Language::TypeScript, "a?.b(`x ${ {} }`) /* { */ === $c // end\n");
        assert_eq!(seen, ["a", "?.", "b", "(", "`x ${ {} }`", ")", "===", "$c"]);
        let seen = texts(Language::Ruby, "@a << :b unless c # d\n");
        assert_eq!(seen, ["@a", "<", "<", ":b", "unless", "c"]);
    }

    #[test]
    fn brackets_pair_and_lone_ones_are_their_own() {
        let never = Never::default();
        let source = b"f(a[0], {b})) ]";
        let tokens = Tokens::read(Language::Go, source, Span::new(0, source.len()), &never);
        let pairs: Vec<(usize, usize)> =
            tokens.all().map(|at| (at, tokens.partner(at))).filter(|(at, partner)| at < partner).collect();
        assert_eq!(pairs, [(1, 10), (3, 5), (7, 9)]);
        assert_eq!([tokens.partner(11), tokens.partner(12)], [11, 12]);
    }

    #[test]
    fn the_first_token_of_a_line_says_so() {
        let never = Never::default();
        let source = b"a b\n# c\n  d";
        let tokens = Tokens::read(Language::Python, source, Span::new(0, source.len()), &never);
        let first: Vec<bool> = tokens.all().filter_map(|at| tokens.get(at)).map(|token| token.begins_line).collect();
        assert_eq!(first, [true, false, true]);
    }
}
