//! Tests all of whose checks are promises that nothing waits for: the test is over before any of them has been looked at.
//!
//! Source: Jest's documentation of `.resolves` and `.rejects` ("be sure to return (or `await`) the promise"). Vitest waits for
//! them itself when a test ends, so that its files are left alone, and where no runner is named a reader would hesitate.
//! Invariant: what is waited for, returned or handed on anywhere is no such check. Absent on purpose: promises of the product.

use super::statement::{self, end};
use super::{Charge, Subject, checks};
use crate::look::Tokens;
use demock_model::{Confidence, Language};
use memchr::memmem;
use std::ops::Range;

/// What is said against a test whose first check is at `first`.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    tokens: &Tokens<'_>,
    body: Range<usize>,
    first: usize,
) -> Option<Charge> {
    if !matches!(subject.language(), Language::JavaScript | Language::TypeScript) {
        return None;
    }
    let mut at = Some(first);
    while let Some(check) = at {
        let behind = unawaited(tokens, check, body.end)?;
        at = checks::first(tokens, behind..body.end);
    }
    // A failing one may still be reported when the run is over.
    let charge = Charge::new("no-assertion", Confidence::Likely, "its checks are promises that nothing waits for");
    let names = |part: &[u8]| memmem::find(subject.source(), part).is_some();
    if names(b"vitest") || names(b"vi.") {
        None
    } else if names(b"jest") {
        Some(charge)
    } else {
        Some(charge.doubted("some runners wait for them when a test ends"))
    }
}

/// Where a check ends that is a statement of its own and a promise.
fn unawaited(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<usize> {
    let open = Some(at + 1).filter(|open| tokens.is(at, b"expect") && tokens.is(*open, b"("))?;
    let before = at.checked_sub(1)?;
    let is_first = matches!(tokens.text(before), b"{" | b"}" | b";");
    let follows_a_line = tokens.get(at)?.begins_line && ends_a_statement(tokens.text(before));
    let range = open..end(tokens, tokens.partner(open) + 1, limit);
    statement::find(tokens, range.clone(), &[b"resolves", b"rejects"])?;
    // What is chained on waits for it.
    let is_waited_for = statement::find(tokens, range.clone(), &[b"then", b"finally"]).is_some();
    ((is_first || follows_a_line) && !is_waited_for).then_some(range.end)
}

/// Whether a statement may end with a token: no mark that goes on, and no word that gives the next line on.
fn ends_a_statement(last: &[u8]) -> bool {
    let is_name_or_number = last.last().is_some_and(u8::is_ascii_alphanumeric);
    let hands_on = matches!(last, b"await" | b"return" | b"void" | b"yield");
    matches!(last, b")" | b"]") || is_name_or_number && !hands_on
}
