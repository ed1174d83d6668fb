//! Where tokens check something.
//!
//! Invariant: whatever may be a check is one. Absent on purpose: whether a check can fail (`trivial`).

use super::{statement, words};
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// The first token from one on that may check something.
pub(super) fn first(tokens: &Tokens<'_>, range: Range<usize>) -> Option<usize> {
    let may_be_one = tokens.each(range).filter(|(_, token)| matches!(token.kind, TokenKind::Word | TokenKind::Mark));
    may_be_one.map(|(at, _)| at).find(|at| is_check(tokens, *at))
}

/// Whether a token may check something.
pub(super) fn is_check(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Word => is_checking_word(tokens, at),
        // What went wrong is handed to the runner.
        TokenKind::Mark => tokens.language == Language::Rust && tokens.is(at, b"?"),
        TokenKind::Number | TokenKind::Text | TokenKind::Open | TokenKind::Close => false,
    }
}

fn is_checking_word(tokens: &Tokens<'_>, at: usize) -> bool {
    let name = name(tokens, at);
    let (before, behind) = (at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before)), tokens.text(at + 1));
    // What is only named for later checks nothing; an argument does: `run(…, check=True)`, `add(…, match_headers=…)`.
    if behind == b"=" && tokens.get(at).is_some_and(|token| token.begins_line) && !matches!(before, b"(" | b",") {
        return false;
    }
    if is_bare_expect(tokens, at) {
        return false;
    }
    let is_one = match tokens.language {
        Language::Python => name == "yield",
        Language::Go => matches!(before, b"(" | b",") && matches!(behind, b")" | b",") && is_runner(name),
        Language::JavaScript | Language::TypeScript => name == "cy" || words::is_strict_query(name),
        Language::Php => name == "I" && behind == b"->",
        Language::CSharp | Language::Java | Language::Kotlin | Language::Ruby | Language::Rust => false,
    };
    if is_one || words::checks(tokens.language, name) {
        return !asks_nothing(tokens, at);
    }
    before == b"." && words::is_of_context(tokens.language, name) && has_context(tokens, at)
}

/// Whether a statement of a script's is `expect(value)` and no more: nothing is asked of the value. `QUnit`'s takes a number, and says
/// how many checks there are; unexpected's takes what is asked beside the value.
pub(super) fn is_bare_expect(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_script = matches!(tokens.language, Language::JavaScript | Language::TypeScript);
    if !is_script || !tokens.is(at, b"expect") || !tokens.is(at + 1, b"(") {
        return false;
    }
    let close = tokens.partner(at + 1);
    let begins_line = tokens.get(at).is_some_and(|token| token.begins_line);
    let is_first = at.checked_sub(1).is_none_or(|before| {
        matches!(tokens.text(before), b"{" | b"}" | b";") || begins_line && matches!(tokens.text(before), b")" | b"]")
    });
    let given = statement::parts(tokens, at + 2..close);
    let is_number = tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Number);
    let is_last = match tokens.text(close + 1) {
        b";" | b"}" | b"" => true,
        next => tokens.get(close + 1).is_some_and(|token| token.begins_line) && !matches!(next, b"." | b"?." | b"["),
    };
    let [one] = &given[..] else { return false };
    is_first && is_last && !(is_number && one.len() == 1)
}

/// Whether something is named to be asked about and nothing is asked: `assertThat(total);`
fn asks_nothing(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_jvm = matches!(tokens.language, Language::Java | Language::Kotlin);
    if !is_jvm || name(tokens, at) != "assertThat" || !tokens.is(at + 1, b"(") {
        return false;
    }
    let close = tokens.partner(at + 1);
    let mut argument = at + 2;
    while argument < close {
        // Of two the second says what the first must be.
        match tokens.text(argument) {
            b"," => return false,
            b"(" | b"[" | b"{" => argument = tokens.partner(argument).max(argument) + 1,
            _ => argument += 1,
        }
    }
    let ends = tokens.get(close + 1).is_none_or(|next| next.begins_line) || tokens.is(close + 1, b"}");
    tokens.is(close + 1, b";") || ends && !tokens.is(close + 1, b".")
}

/// Whether the receiver of a method is what the runner hands to a test; in Go, suites and assertion objects have any name.
fn has_context(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.language == Language::Go || at.checked_sub(2).is_some_and(|receiver| is_runner(name(tokens, receiver)))
}

/// Names of what a runner hands to a test.
pub(super) fn is_runner(name: &str) -> bool {
    matches!(name, "t" | "tb" | "tt" | "tap" | "test" | "qunit" | "a" | "s" | "suite" | "c")
}

/// The name that a token is, without sigils; empty where it is none.
pub(super) fn name<'a>(tokens: &Tokens<'a>, at: usize) -> &'a str {
    let text = std::str::from_utf8(tokens.text(at)).unwrap_or_default();
    text.trim_start_matches(['$', '@'])
}
