//! Go's tests that leave without a word where an error came back, before anything is checked; and those that take a panic for nothing.
//!
//! Invariant: only what stands in the test's own block. Absent on purpose: fuzz targets, which leave where the input is none, and errors of
//! the machine (`exec.LookPath`), where leaving is a skip.

use super::excuse::Phrases;
use super::{Charge, Subject, checks, statement, unproved};
use crate::facts::ScopeId;
use crate::look::{TokenKind, Tokens};
use demock_model::{Confidence, Language};
use std::ops::Range;

/// Packages of the machine: what fails there is no failure of the product.
const MACHINE: [&[u8]; 8] = [b"os", b"exec", b"net", b"filepath", b"user", b"syscall", b"plugin", b"runtime"];
/// Tokens of the statements before a condition in which the error was made.
const MADE_TOKENS: usize = 40;

/// What is said against a test whose first check is at `first`.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    scope: ScopeId,
    tokens: &Tokens<'_>,
    body: Range<usize>,
    first: usize,
) -> Option<Charge> {
    if subject.language() != Language::Go || !subject.name(scope).starts_with("Test") {
        return None;
    }
    let left = (body.start..first).find_map(|at| leaves(tokens, body.clone(), at));
    if left.is_some_and(|end| end <= first) {
        let reason = "it leaves without a word where an error came back, before anything is checked";
        return Some(Charge::new("error-path-passes", Confidence::Likely, reason));
    }
    let is_meant = unproved::running_through(subject, scope, Phrases::Outright).is_some();
    // What fails whenever it is come to says that a panic must come before.
    let fails = |at: usize| {
        let word = checks::name(tokens, at);
        let is_failure =
            ["Fail", "Fatal", "Error"].iter().any(|start| word.starts_with(start)) && tokens.is(at + 1, b"(");
        is_failure && !is_inside(tokens, body.start, at)
    };
    let is_meant = is_meant || body.clone().any(fails);
    let recovers = body.clone().any(|at| recovers(tokens, at));
    let reason = "a panic is recovered and swallowed";
    (recovers && !is_meant).then(|| Charge::new("error-path-passes", Confidence::Possible, reason))
}

/// Where a block ends in which a test leaves with an error: `if err != nil { t.Log(err); return }`.
fn leaves(tokens: &Tokens<'_>, body: Range<usize>, at: usize) -> Option<usize> {
    let is_own = tokens.is(at, b"if") && !is_inside(tokens, body.start, at);
    let open = statement::find(tokens, at..body.end, &[b"{"]).filter(|_| is_own)?;
    let asks = (at..open).any(|at| tokens.is(at, b"err") && tokens.is(at + 1, b"!=") && tokens.is(at + 2, b"nil"));
    let close = tokens.partner(open);
    let returns = close > open && tokens.is(close - 1, b"return");
    let is_silent = || checks::first(tokens, open + 1..close).is_none();
    let of_machine = || {
        let words = tokens.words(at.saturating_sub(MADE_TOKENS).max(body.start)..open);
        words.into_iter().any(|(word, text)| MACHINE.contains(&text) && tokens.is(word + 1, b"."))
    };
    let skips = || tokens.words(open..close).any(|(_, word)| word.starts_with(b"Skip"));
    (asks && returns && is_silent() && !of_machine() && !skips()).then_some(close)
}

/// Whether a bracket that opens behind a token holds another.
fn is_inside(tokens: &Tokens<'_>, start: usize, at: usize) -> bool {
    let is_open = |open: usize| tokens.get(open).is_some_and(|token| token.kind == TokenKind::Open);
    (start..at).any(|open| is_open(open) && tokens.partner(open) > at)
}

/// Whether a deferred function takes a panic and says nothing of it.
fn recovers(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_deferred = tokens.is(at, b"defer") && tokens.is(at + 1, b"func") && tokens.is(at + 4, b"{");
    let (open, close) = (at + 4, tokens.partner(at + 4));
    let has = |word: &[u8]| (open..close).any(|at| tokens.is(at, word) && tokens.is(at + 1, b"("));
    let keeps = || (open..close).any(|at| tokens.is(at, b"=") && !tokens.is(at + 1, b"recover"));
    is_deferred && has(b"recover") && !has(b"panic") && !keeps() && checks::first(tokens, open..close).is_none()
}
