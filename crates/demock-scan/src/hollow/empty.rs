//! Bodies in which nothing runs.

use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// Why a body does nothing; `None` where it does something.
pub(super) fn reason(tokens: &Tokens<'_>, body: Range<usize>) -> Option<&'static str> {
    let mut nothing = "the body is empty";
    for at in body {
        let token = tokens.get(at)?;
        match token.kind {
            // A docstring, or a text that stands for itself.
            TokenKind::Text if token.begins_line => {}
            TokenKind::Word if tokens.is(at, b"pass") => nothing = "the body is `pass`",
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
