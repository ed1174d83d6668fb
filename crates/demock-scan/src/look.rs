//! A second look at a file that the facts make suspect: its tokens, brackets in pairs.
//!
//! Facts are few on purpose; whether a body does anything, or what an assertion compares, is only asked of the few
//! definitions where that matters. Invariants: a file is read at most once, in linear time, and reading cannot fail; comments
//! and blanks are no tokens. Absent on purpose: libraries, and what a finding is (`hollow`).

mod body;

pub(crate) use body::body;

use crate::facts::{Scope, ScopeKind, Span};
use crate::language::never::Never;
use crate::language::{is_word, lexis};
use demock_model::Language;
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

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

/// Bytes of code that hold one token, by and large.
const BYTES_PER_TOKEN: usize = 6;

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

/// Bytes of a file up to which it is looked at twice; nobody writes a larger one by hand.
const LOOK_BYTES_MAX: usize = 8 << 20;

/// One file's tokens, read when they are first asked for.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    language: Language,
    source: &'a [u8],
    /// Definitions of the file, in order of place.
    scopes: &'a [Scope],
    never: Never,
    list: OnceCell<Rc<Vec<Token>>>,
}

impl<'a> Look<'a> {
    pub(crate) fn new(language: Language, source: &'a [u8], scopes: &'a [Scope]) -> Self {
        Self { language, source, scopes, never: Never::default(), list: OnceCell::new() }
    }

    /// Whether a file is too large for its tokens to be kept: they take several times the room of its text.
    pub(crate) fn is_too_large(&self) -> bool {
        self.source.len() > LOOK_BYTES_MAX
    }

    /// The tokens that begin in a stretch.
    pub(crate) fn at(&self, stretch: Span) -> Tokens<'a> {
        let list = self.list.get_or_init(|| Rc::new(self.read()));
        let index = |offset: u32| list.partition_point(|token| token.span.start < offset);
        let (start, end) = (index(stretch.start), index(stretch.end));
        Tokens { language: self.language, source: self.source, list: list.clone(), start, end: end.max(start) }
    }

    /// All tokens.
    pub(crate) fn all(&self) -> Tokens<'a> {
        self.at(Span::new(0, self.source.len()))
    }

    /// Reads all tokens of the file.
    fn read(&self) -> Vec<Token> {
        let source = self.source;
        let mut list: Vec<Token> = Vec::with_capacity(source.len() / BYTES_PER_TOKEN);
        let mut open: Vec<u32> = Vec::new();
        let mut anchors = self.scopes.iter().filter(|scope| is_anchor(scope)).map(|scope| scope.header.start as usize);
        let mut anchor = anchors.next();
        let (mut at, mut begins_line) = (0, true);
        while let Some(byte) = source.get(at) {
            if byte.is_ascii_whitespace() {
                begins_line |= *byte == b'\n';
                at += 1;
                continue;
            }
            while anchor.is_some_and(|anchor| anchor <= at) {
                anchor = anchors.next();
            }
            let (kind, end) = match piece(self.language, source, at, &self.never) {
                Piece::Comment(end) => {
                    // What follows a comment that ends its line begins the next.
                    begins_line |= source[at..end].ends_with(b"\n");
                    at = end;
                    continue;
                }
                Piece::Token(kind, end) => (kind, anchor.map_or(end, |anchor| end.min(anchor))),
            };
            let own = list.len() as u32;
            let partner = pair(&mut list, kind, &mut open);
            list.push(Token { kind, span: Span::new(at, end), begins_line, partner: partner.unwrap_or(own) });
            begins_line = false;
            at = end;
        }
        list
    }
}

/// Whether reading begins anew with a definition, whatever came before: the front end, which knows more of the language,
/// saw a test or a class there, so what seemed to be a text is none. Functions stand within templates.
fn is_anchor(scope: &Scope) -> bool {
    matches!(scope.kind, ScopeKind::Test | ScopeKind::Suite | ScopeKind::Class | ScopeKind::Hook)
}

/// Pairs a bracket that closes, which comes next, with the innermost that is open.
fn pair(list: &mut [Token], kind: TokenKind, open: &mut Vec<u32>) -> Option<u32> {
    let own = list.len() as u32;
    if kind == TokenKind::Open {
        open.push(own);
    }
    let opening = if kind == TokenKind::Close { open.pop() } else { None };
    if let Some(opening) = opening {
        list[opening as usize].partner = own;
    }
    opening
}

/// The tokens of a stretch of source.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    /// The language that they are of.
    pub(crate) language: Language,
    source: &'a [u8],
    list: Rc<Vec<Token>>,
    /// Which of the file's tokens are here the first and the one behind the last.
    start: usize,
    end: usize,
}

impl<'a> Tokens<'a> {
    /// The indices of all tokens.
    pub(crate) fn all(&self) -> Range<usize> {
        0..self.end - self.start
    }

    /// The tokens at some indices, as they stand in the file.
    pub(crate) fn each(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Token)> {
        let list = self.list[self.start..self.end].get(range.clone()).unwrap_or_default();
        range.zip(list)
    }

    /// The words at some indices.
    pub(crate) fn words(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a [u8])> {
        let source = self.source;
        let words = self.each(range).filter(|(_, token)| token.kind == TokenKind::Word);
        words.map(move |(at, token)| (at, token.span.of(source)))
    }

    /// The token at an index.
    pub(crate) fn get(&self, at: usize) -> Option<Token> {
        let token = self.list[self.start..self.end].get(at).copied()?;
        Some(Token { begins_line: token.begins_line || at == 0, ..token })
    }

    /// The text of the token at an index; empty where there is none.
    pub(crate) fn text(&self, at: usize) -> &'a [u8] {
        self.list[self.start..self.end].get(at).map_or(&[], |token| token.span.of(self.source))
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

    /// The index of the bracket that pairs with the one at an index; its own for anything else, and where that one lies outside
    /// the stretch.
    pub(crate) fn partner(&self, at: usize) -> usize {
        let Some(token) = self.list[self.start..self.end].get(at) else { return at };
        let partner = token.partner as usize;
        if (self.start..self.end).contains(&partner) { partner - self.start } else { at }
    }
}

/// What begins at an offset, and where it ends.
enum Piece {
    Comment(usize),
    Token(TokenKind, usize),
}

/// What begins at an offset that holds no blank.
fn piece(language: Language, source: &[u8], at: usize, never: &Never) -> Piece {
    let byte = source[at];
    match byte {
        b'(' | b'[' | b'{' => return Piece::Token(TokenKind::Open, at + 1),
        b')' | b']' | b'}' => return Piece::Token(TokenKind::Close, at + 1),
        b'0'..=b'9' => return Piece::Token(TokenKind::Number, number_end(source, at)),
        b',' | b';' => return Piece::Token(TokenKind::Mark, at + 1),
        _ if is_word(byte) => {
            let end = word_end(source, at);
            // Only a word right before a quote may be a text's prefix, and none is longer: `rb"`, `br#"`.
            let may_be_prefix = end - at <= 2 && matches!(source.get(end), Some(b'"' | b'\'' | b'#'));
            if !may_be_prefix {
                return Piece::Token(TokenKind::Word, end);
            }
        }
        _ => {}
    }
    match (lexis(language).skip)(source, at, never).map(|end| end.clamp(at + 1, source.len())) {
        Some(end) if (lexis(language).is_comment)(&source[at..end]) => Piece::Comment(end),
        Some(end) => Piece::Token(TokenKind::Text, end),
        None => plain(language, source, at),
    }
}

/// A word with its sigils, or a mark.
fn plain(language: Language, source: &[u8], at: usize) -> Piece {
    // Rust's belong to no name: `@r"…"` is a mark and a text.
    let is_sigil = |byte: &&u8| matches!(byte, b'$' | b'@') && language != Language::Rust;
    let sigils = source[at..].iter().take_while(is_sigil).count();
    if source.get(at + sigils).copied().is_some_and(is_word) {
        return Piece::Token(TokenKind::Word, word_end(source, at + sigils));
    }
    Piece::Token(TokenKind::Mark, at + mark_length(&source[at..]))
}

fn word_end(source: &[u8], at: usize) -> usize {
    at + source[at..].iter().take_while(|byte| is_word(**byte) || **byte == b'$').count()
}

/// The length of the longest mark that a text begins with.
fn mark_length(text: &[u8]) -> usize {
    match *text {
        [b'=' | b'!', b'=', b'=', ..]
        | [b'.', b'.', b'.', ..]
        | [b'<', b'=', b'>', ..]
        | [b'*', b'*', b'=', ..]
        | [b'/', b'/', b'=', ..]
        | [b'?', b'?', b'=', ..]
        | [b'?', b'-', b'>', ..] => 3,
        [b'=' | b'!' | b'<' | b'>' | b':' | b'+' | b'-', b'=', ..]
        | [b'=' | b'-', b'>', ..]
        | [b':', b':', ..]
        | [b'&', b'&', ..]
        | [b'|', b'|', ..]
        | [b'?', b'.' | b'?', ..]
        | [b'*', b'*', ..]
        | [b'=' | b'!', b'~', ..]
        | [b'+', b'+', ..]
        | [b'-', b'-', ..] => 2,
        _ => 1,
    }
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
    use crate::facts::Reach;

    fn texts(language: Language, source: &str) -> Vec<String> {
        let tokens = Look::new(language, source.as_bytes(), &[]).all();
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
        let source = b"f(a[0], {b})) ]";
        let tokens = Look::new(Language::Go, source, &[]).all();
        let pairs: Vec<(usize, usize)> =
            tokens.all().map(|at| (at, tokens.partner(at))).filter(|(at, partner)| at < partner).collect();
        assert_eq!(pairs, [(1, 10), (3, 5), (7, 9)]);
        assert_eq!([tokens.partner(11), tokens.partner(12)], [11, 12]);
    }

    #[test]
    fn the_first_token_of_a_line_says_so() {
        let source = b"a b\n# c\n  d";
        let tokens = Look::new(Language::Python, source, &[]).all();
        let first: Vec<bool> = tokens.all().filter_map(|at| tokens.get(at)).map(|token| token.begins_line).collect();
        assert_eq!(first, [true, false, true]);
    }

    #[test]
    fn of_a_stretch_brackets_pair_within_it() {
        let source = b"f(a, (b), c) d";
        let tokens = Look::new(Language::Go, source, &[]).at(Span::new(2, 12));
        let shown: Vec<_> = tokens.all().map(|at| String::from_utf8_lossy(tokens.text(at)).into_owned()).collect();
        assert_eq!(shown, ["a", ",", "(", "b", ")", ",", "c", ")"]);
        assert_eq!([tokens.partner(2), tokens.partner(4), tokens.partner(7)], [4, 2, 7]);
        assert!(tokens.get(0).expect("a token").begins_line);
    }

    #[test]
    fn words_before_quotes_may_be_prefixes() {
        assert_eq!(texts(Language::Rust, "br#\"a\"b\"# @r\"c\" x'd'"), ["br#\"a\"b\"#", "@", "r\"c\"", "x", "'d'"]);
        assert_eq!(texts(Language::Python, "rb'a' if'b' f\"{x['k']}\""), ["rb'a'", "if", "'b'", "f\"{x['k']}\""]);
        assert_eq!(texts(Language::Php, "$a->b <=> <<<X\n c\nX;"), ["$a", "->", "b", "<=>", "<<<X\n c\nX", ";"]);
    }

    #[test]
    fn reading_begins_anew_with_a_test() {
        let source = b"a / 'b it 'c' do d end";
        let header = Span::new(7, 13);
        let scopes = [Scope { parent: 0, kind: ScopeKind::Test, name: header, header, end: 22, reach: Reach::Named }];
        let tokens = Look::new(Language::Ruby, source, &scopes).all();
        let shown: Vec<_> = tokens.all().map(|at| String::from_utf8_lossy(tokens.text(at)).into_owned()).collect();
        assert_eq!(shown, ["a", "/", "'b ", "it", "'c'", "do", "d", "end"]);
    }
}
