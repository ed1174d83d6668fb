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
    // A sleep ends whatever happens.
    let is_none = is_bare_expect(tokens, at) || is_context_alone(tokens, at) || searches(tokens, at);
    if is_none || name == "waitForTimeout" || is_put_away(tokens, at) {
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

/// Whether a text is searched by a pattern, which gives an answer and asks nothing: `re.match(…)`.
fn searches(tokens: &Tokens<'_>, at: usize) -> bool {
    let receiver = at.checked_sub(2).map_or(&b""[..], |receiver| tokens.text(receiver));
    tokens.language == Language::Python && tokens.is(at, b"match") && receiver == b"re"
}

/// Whether it is waited for what was ended just before: `process.terminate()`, then `process.wait()`.
fn is_put_away(tokens: &Tokens<'_>, at: usize) -> bool {
    let ended = at.checked_sub(5).map_or(&b""[..], |before| tokens.text(before));
    let same = at.checked_sub(7).is_some_and(|first| tokens.text(first) == tokens.text(at - 2));
    same && tokens.is(at, b"wait") && matches!(ended, b"terminate" | b"kill" | b"send_signal")
}

/// Tokens before an argument in which its call is looked for.
const ARGUMENTS_MAX: usize = 16;

/// Whether a statement makes a context of pytest's and neither enters it nor hands it what to call: `pytest.raises(KeyError)`.
fn is_context_alone(tokens: &Tokens<'_>, at: usize) -> bool {
    if tokens.language != Language::Python {
        return false;
    }
    // What it must say is a part of the same call.
    if tokens.is(at, b"match") && tokens.is(at + 1, b"=") {
        let mut before = (at.saturating_sub(ARGUMENTS_MAX)..at).rev();
        let open = before.find(|open| tokens.is(*open, b"(") && tokens.partner(*open) > at);
        return open.and_then(|open| open.checked_sub(1)).is_some_and(|call| is_context_alone(tokens, call));
    }
    let is_context = matches!(tokens.text(at), b"raises" | b"warns") && tokens.is(at + 1, b"(");
    let Some(start) = at.checked_sub(2).filter(|_| is_context) else { return false };
    let begins = tokens.is(start, b"pytest") && tokens.get(start).is_some_and(|token| token.begins_line);
    let close = tokens.partner(at + 1);
    let is_named = |part: &std::ops::Range<usize>| tokens.is(part.start + 1, b"=");
    let given = statement::parts(tokens, at + 2..close);
    let ends = tokens.get(close + 1).is_none_or(|next| next.begins_line);
    begins && ends && given.iter().filter(|part| !is_named(part)).count() < 2
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
