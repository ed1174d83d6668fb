//! What the header of a class says: its bases, and what kind of definition it is.
//!
//! Invariant: linear in the header. Absent on purpose: what a base is elsewhere (`project`).

use crate::facts::Span;
use crate::look::{TokenKind, Tokens};
use demock_model::Language;

/// What a class header says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Header {
    /// Paths of bases and interfaces, as written.
    pub(super) bases: Vec<Span>,
    /// It defines no class: an interface, an enumeration, an annotation, a group of tests.
    pub(super) is_other: bool,
    /// It is a record of values by its keyword.
    pub(super) is_record: bool,
}

/// Words that define something else than a class.
#[rustfmt::skip]
const OTHERS: &[&[u8]] = &[b"interface", b"enum", b"trait", b"annotation", b"@interface", b"mod", b"module", b"union", b"namespace", b"delegate", b"companion"];
/// Words that only say that bases follow or how they are meant.
const MODIFIERS: &[&[u8]] = &[b"public", b"private", b"protected", b"virtual", b"static", b"by", b"metaclass", b"dyn"];

/// Reads a header; the tokens may go further than it.
pub(super) fn read(tokens: &Tokens<'_>) -> Header {
    let mut header = Header::default();
    let mut at = 0;
    let mut lists = false;
    while let Some(token) = tokens.get(at) {
        let text = tokens.text(at);
        match token.kind {
            TokenKind::Word if text == b"where" => break,
            TokenKind::Word if !lists && OTHERS.contains(&text) => header.is_other = true,
            TokenKind::Word if !lists && matches!(text, b"record" | b"data") => header.is_record = true,
            TokenKind::Word if begins_bases(tokens, at) => lists = true,
            TokenKind::Word if lists && !MODIFIERS.contains(&text) => at = path(tokens, at, &mut header) - 1,
            TokenKind::Open if text == b"{" => break,
            TokenKind::Open if text == b"(" && tokens.language == Language::Python => {
                in_parentheses(tokens, at, &mut header);
                break;
            }
            TokenKind::Open => at = tokens.partner(at).max(at),
            TokenKind::Mark if text == b"<" && !is_ruby(tokens) => at = angle_end(tokens, at),
            TokenKind::Mark if begins_bases(tokens, at) => lists = true,
            TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Close | TokenKind::Mark => {}
        }
        at += 1;
    }
    header
}

fn is_ruby(tokens: &Tokens<'_>) -> bool {
    tokens.language == Language::Ruby
}

/// Whether bases follow a word or a mark.
fn begins_bases(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.language {
        Language::Kotlin | Language::CSharp => tokens.is(at, b":"),
        Language::Ruby => tokens.is(at, b"<"),
        Language::Java | Language::Php | Language::JavaScript | Language::TypeScript => {
            matches!(tokens.text(at), b"extends" | b"implements")
        }
        Language::Python | Language::Go | Language::Rust => false,
    }
}

/// Keeps the path that begins at an index, and gives the index behind it.
fn path(tokens: &Tokens<'_>, at: usize, header: &mut Header) -> usize {
    let mut end = at + 1;
    while matches!(tokens.text(end), b"." | b"::" | b"\\")
        && tokens.get(end + 1).is_some_and(|next| next.kind == TokenKind::Word)
    {
        end += 2;
    }
    if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(end - 1)) {
        header.bases.push(Span { start: first.span.start, end: last.span.end });
    }
    end
}

/// Bases between parentheses, keywords aside.
fn in_parentheses(tokens: &Tokens<'_>, open: usize, header: &mut Header) {
    let close = tokens.partner(open);
    let mut at = open + 1;
    while at < close {
        let is_keyword = tokens.is(at + 1, b"=");
        if is_keyword {
            return;
        }
        if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word) {
            at = path(tokens, at, header);
        }
        while at < close && !tokens.is(at, b",") {
            at = tokens.partner(at).max(at) + 1;
        }
        at += 1;
    }
}

/// Where type arguments end; the opening mark itself where they do not.
fn angle_end(tokens: &Tokens<'_>, open: usize) -> usize {
    let mut depth = 0_i32;
    for at in open..(open + 64).min(tokens.all().end) {
        match tokens.text(at) {
            b"<" => depth += 1,
            b">" => depth -= 1,
            b"{" => return open,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;

    #[track_caller]
    fn check(language: Language, source: &str, expected: &[&str]) {
        let tokens = Look::new(language, source.as_bytes(), &[]).all();
        let bases: Vec<_> = read(&tokens)
            .bases
            .iter()
            .map(|base| String::from_utf8_lossy(base.of(source.as_bytes())).into_owned())
            .collect();
        assert_eq!(bases, expected, "{source}");
    }

    #[test]
    fn bases_of_every_language() {
        check(Language::Python, "class A(b.C, D[x], metaclass=M):", &["b.C", "D"]);
        check(Language::TypeScript, "class A<T extends X> extends b.C<T> implements D, E ", &["b.C", "D", "E"]);
        check(Language::Java, "static class A extends C<X, Y> implements D ", &["C", "D"]);
        check(Language::Kotlin, "class A(val x: Int) : C(1), D<X> by y {", &["C", "D", "y"]);
        check(Language::CSharp, "class A<T>(int x) : C, N.D<T> where T : new()", &["C", "N.D"]);
        check(Language::Php, "final class A extends \\B\\C implements D ", &["B\\C", "D"]);
        check(Language::Ruby, "class A < B::C", &["B::C"]);
        check(Language::Java, "class A ", &[]);
    }
}
