//! Bodies in which nothing runs.

use super::excuse::Phrases;
use super::{Charge, Subject, unproved};
use crate::facts::ScopeId;
use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// What is said against a test whose body does nothing.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    scope: ScopeId,
    tokens: &Tokens<'_>,
    body: Range<usize>,
) -> Option<Charge> {
    let charge = Charge::new("empty-test", unproved::confidence(subject, scope), reason(tokens, body)?);
    Some(if let Some(why) = unproved::runs_around(subject, scope) {
        charge.doubted(why)
    } else if let Some(phrase) = unproved::running_through(subject, scope, Phrases::All) {
        charge.doubted(unproved::may_run_through(phrase))
    } else if subject.header_text(scope).contains("verride") {
        charge.doubted("it may take a test away that its class would have")
    } else {
        charge
    })
}

/// Why a body does nothing; `None` where it does something.
fn reason(tokens: &Tokens<'_>, body: Range<usize>) -> Option<&'static str> {
    let mut nothing = "the body is empty";
    for at in body {
        let token = tokens.get(at)?;
        match token.kind {
            // A docstring, or a text that stands for itself.
            TokenKind::Text if token.begins_line => {}
            TokenKind::Word if tokens.is(at, b"pass") => nothing = "the body is `pass`",
            TokenKind::Word if tokens.is(at, b"return") => {}
            TokenKind::Mark if tokens.is(at, b"...") => nothing = "the body is `...`",
            TokenKind::Mark if tokens.is(at, b";") => {}
            TokenKind::Word
            | TokenKind::Number
            | TokenKind::Text
            | TokenKind::Open
            | TokenKind::Close
            | TokenKind::Mark => return None,
        }
    }
    Some(nothing)
}
