//! Tests all of whose checks hold whatever the code does.

use super::{Charge, Subject, checks, statement, trivial, unproved};
use crate::facts::ScopeId;
use crate::look::Tokens;
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
) -> Option<Charge> {
    // A plan counts the checks, so that one that cannot fail says that it was reached.
    if tokens.words(body.clone()).any(|(_, word)| matches!(word, b"plan" | b"assertions" | b"hasAssertions")) {
        return None;
    }
    let (mut behind, reason) = trivial::check(tokens, first, body.end)?;
    let mut is_called_back = is_handed_on(tokens, body.start, first);
    let mut runs = calls(tokens, body.start..first);
    let mut more = 0..CHECKS_MAX;
    while let Some(at) = checks::first(tokens, behind..body.end) {
        runs |= calls(tokens, behind..at);
        (behind, _) = trivial::check(tokens, at, body.end)?;
        more.next()?;
        is_called_back |= is_handed_on(tokens, body.start, at);
    }
    runs |= calls(tokens, behind..body.end);
    let sure = if reason == trivial::SAME { Confidence::Likely } else { Confidence::Certain };
    let charge = Charge::new("tautology", sure, reason);
    Some(if is_called_back {
        charge.doubted("that it is called may be what it tests")
    } else if let Some(phrase) = unproved::running_through(subject, scope).filter(|_| runs || is_around(subject)) {
        charge.doubted(unproved::may_run_through(phrase))
    } else if reason == trivial::SAME && speaks_of_sameness(subject.name(scope)) {
        charge.doubted("that a thing is the same as itself may be what it tests")
    } else {
        charge
    })
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

/// Whether anything is called: where nothing is, nothing runs through.
fn calls(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|at| matches!(tokens.text(at), b"(" | b"await" | b"new" | b"`" | b"!"))
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
