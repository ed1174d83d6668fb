//! Tests all of whose checks hold whatever the code does.

use super::excuse::Phrases;
use super::settled::{self, Settled};
use super::{Charge, Subject, checks, statement, trivial, unproved};
use crate::facts::ScopeId;
use crate::look::{TokenKind, Tokens};
use crate::outline::words;
use demock_model::{Confidence, Language};
use std::ops::Range;

/// What is said against a test whose first check is at `first`.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    scope: ScopeId,
    tokens: &Tokens<'_>,
    body: Range<usize>,
    first: usize,
    settled: &Settled<'_, '_>,
) -> Option<Charge> {
    // A plan counts the checks, so that one that cannot fail says that it was reached.
    if tokens.words(body.clone()).any(|(_, word)| matches!(word, b"plan" | b"assertions" | b"hasAssertions")) {
        return None;
    }
    let (mut behind, mut reason) = check(tokens, first, body.end, settled)?;
    let mut is_called_back = is_handed_on(tokens, body.start, first);
    let mut runs = calls(tokens, body.start..first);
    let mut only_checks = only_names_the_check(tokens, body.start..first);
    let mut more = 0..CHECKS_MAX;
    while let Some(at) = checks::first(tokens, behind..body.end) {
        runs |= calls(tokens, behind..at);
        only_checks &= only_names_the_check(tokens, behind..at);
        let why;
        (behind, why) = check(tokens, at, body.end, settled)?;
        reason = reason.or(why);
        more.next()?;
        is_called_back |= is_handed_on(tokens, body.start, at);
    }
    runs |= calls(tokens, behind..body.end);
    only_checks &= only_names_the_check(tokens, behind..body.end);
    let reason = reason?;
    let is_sure =
        reason != trivial::SAME && !settled::is_one(reason) && !body.clone().any(|at| waits_for_page(tokens, at));
    let sure = if is_sure { Confidence::Certain } else { Confidence::Likely };
    let rule = if reason == settled::WHERE_IT_FAILS { "error-path-passes" } else { "tautology" };
    let charge = Charge::new(rule, sure, reason);
    Some(if is_called_back {
        charge.doubted("that it is called may be what it tests")
    } else if let Some(phrase) = unproved::running_through(subject, scope, Phrases::Outright)
        .filter(|_| (runs || is_around(subject)) && !only_checks)
    {
        charge.doubted(unproved::may_run_through(phrase))
    } else if reason == trivial::SAME && speaks_of_sameness(subject.name(scope)) {
        charge.doubted("that a thing is the same as itself may be what it tests")
    } else {
        charge
    })
}

/// Where a check that always holds ends, and why it does; a wait until a page is there is none, and has no reason.
fn check(
    tokens: &Tokens<'_>,
    at: usize,
    limit: usize,
    settled: &Settled<'_, '_>,
) -> Option<(usize, Option<&'static str>)> {
    if waits_for_page(tokens, at) {
        return Some((tokens.partner(at + 1).max(at) + 1, None));
    }
    let held = trivial::check(tokens, at, limit).map(|(end, why)| (end, Some(why)));
    held.or_else(|| settled.check(tokens, at, limit))
}

/// Whether it is waited until any page is there, whatever it shows.
fn waits_for_page(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, b"waitForLoadState") && tokens.is(at + 1, b"(")
}

/// A test with more checks than this, none of which can fail, is none that a person wrote.
const CHECKS_MAX: u32 = 64;

/// Whether a token stands in the arguments of a call: in a function that something else calls.
fn is_handed_on(tokens: &Tokens<'_>, mut from: usize, at: usize) -> bool {
    while from < at {
        let holds = tokens.partner(from) > at;
        if holds && tokens.is(from, b"(") {
            return true;
        }
        from = if holds { from + 1 } else { statement::next(tokens, from) };
    }
    false
}

/// Whether anything is called: where nothing is, nothing runs through. What is only printed runs nothing.
fn calls(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        if tokens.is(at, b"console") && tokens.is(at + 1, b".") && tokens.is(at + 3, b"(") {
            let shown = at + 4..tokens.partner(at + 3);
            at = shown.end.max(at) + 1;
            if calls_in_print(tokens, shown) {
                return true;
            }
        } else if matches!(tokens.text(at), b"(" | b"await" | b"new" | b"`" | b"!") {
            return true;
        } else {
            at += 1;
        }
    }
    false
}

/// Whether what is printed is more than texts and what becomes of them: `'='.repeat(60)`.
fn calls_in_print(tokens: &Tokens<'_>, mut shown: Range<usize>) -> bool {
    let is_of_text = |at: usize| {
        at > 1 && tokens.is(at - 1, b".") && tokens.get(at - 2).is_some_and(|token| token.kind == TokenKind::Text)
    };
    shown.any(|at| {
        tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word) && tokens.is(at + 1, b"(") && !is_of_text(at)
    })
}

/// Whether nothing stands beside a check but what its call begins with: `$this->assertTrue(true)`.
fn only_names_the_check(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    range.into_iter().all(|at| {
        matches!(
            tokens.text(at),
            b"$this"
                | b"this"
                | b"self"
                | b"static"
                | b"Assert"
                | b"assert"
                | b"t"
                | b"->"
                | b"::"
                | b"."
                | b";"
                | b"return"
        )
    })
}

/// Whether other code of the language may run without a call, or what the file takes in is what runs.
fn is_around(subject: &Subject<'_, '_>) -> bool {
    !matches!(subject.language(), Language::JavaScript | Language::TypeScript | Language::Python)
}

fn speaks_of_sameness(name: &str) -> bool {
    words(name).any(|word| {
        let word = word.to_ascii_lowercase();
        ["equal", "same", "hash", "reflex", "ident", "compar", "singleton", "cache", "stable"]
            .iter()
            .any(|start| word.starts_with(start))
    })
}
