//! What the form of a test without a check says: whether it hands all of its work to something else, or only must compile.
//!
//! Absent on purpose: names that speak of tests (`strangers`) and comments (`excuse`).

use super::{Subject, checks};
use crate::facts::{ScopeId, Span};
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use memchr::memmem;
use std::ops::Range;

/// Why the form of a test makes a reader hesitate.
pub(super) fn doubt(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<&'static str> {
    if has_unknown_decorator(subject, scope) {
        return Some("a decorator may check something");
    }
    let (tokens, body) = subject.body(scope)?;
    if mentions_checks(subject, scope) {
        return Some("its text speaks of a check");
    }
    let calls = body.clone().filter(|at| is_call(&tokens, *at)).count();
    if calls == 0 {
        return Some("it calls nothing: that it compiles or loads may be what it tests");
    }
    if returns_value(&tokens, body.clone()) {
        return Some("it returns a value: it may be a helper");
    }
    delegates(&tokens, body).then_some("it hands all of its work to one call of a type that may be test code")
}

fn is_call(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    is_word && (tokens.is(at + 1, b"(") || tokens.language == Language::Ruby || tokens.is(at + 1, b"{"))
}

/// `return x` at the level of the body, in Python.
fn returns_value(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let is_return = |at: usize| {
        let next = tokens.get(at + 1).filter(|next| !next.begins_line && next.kind != TokenKind::Mark);
        tokens.is(at, b"return") && next.is_some() && !tokens.is(at + 1, b"None")
    };
    tokens.language == Language::Python && body.into_iter().any(is_return)
}

/// Whether a body is one call of a type's own function, of which a file of this language does not say where it is from.
fn delegates(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let may_be_near = matches!(tokens.language, Language::CSharp | Language::Java | Language::Kotlin);
    let statements = body.clone().filter(|at| tokens.is(*at, b";")).count();
    let starts = body.clone().find(|at| !matches!(tokens.text(*at), b"await" | b"return"));
    let is_type =
        starts.is_some_and(|at| checks::name(tokens, at).starts_with(|first: char| first.is_ascii_uppercase()));
    may_be_near && statements <= 1 && is_type
}

/// Whether code, as against comments, holds a word of checks: in a text, or where the text was misread.
fn mentions_checks(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    const WORDS: [&[u8]; 5] = [b"assert", b"expect(", b"should", b"verify(", b"Assert"];
    let it = subject.facts().scopes[scope as usize];
    let text = Span { start: it.header.end, end: it.end }.of(subject.source());
    let is_code =
        |line: &&[u8]| ![&b"#"[..], b"//", b"*", b"/*"].iter().any(|mark| line.trim_ascii().starts_with(mark));
    let code = |line: &[u8]| {
        let end = [&b"//"[..], b" #"].iter().filter_map(|mark| memmem::find(line, mark)).min();
        WORDS.iter().any(|word| memmem::find(&line[..end.unwrap_or(line.len())], word).is_some())
    };
    text.split(|byte| *byte == b'\n').filter(is_code).any(code)
}

/// Whether a decorator of Python stands on a test of which it is not known that it checks nothing.
fn has_unknown_decorator(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    if subject.language() != Language::Python {
        return false;
    }
    let header = subject.header_text(scope);
    let decorators = header.lines().filter_map(|line| line.trim_start().strip_prefix('@'));
    decorators.into_iter().any(|decorator| {
        let path = decorator.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or("");
        let mut names = path.split('.');
        !names.any(is_silent)
    })
}

/// Names in a decorator's path that say that it checks nothing.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "mark"
            | "patch"
            | "mock"
            | "skip"
            | "skipIf"
            | "skipUnless"
            | "skipif"
            | "given"
            | "settings"
            | "example"
            | "parametrize"
            | "parameterized"
            | "data"
            | "ddt"
            | "override_settings"
            | "freeze_time"
            | "travel"
            | "responses"
            | "tag"
            | "staticmethod"
            | "classmethod"
            | "asyncio"
            | "usefixtures"
            | "fixture"
            | "unpack"
            | "slow"
            | "async_test"
            | "gen_test"
    )
}
