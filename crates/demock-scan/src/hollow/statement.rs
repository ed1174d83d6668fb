//! Expressions and statements among tokens: where they end, and what stands between commas.
//!
//! Invariant: brackets are passed over as one.

use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// Where the statement ends that begins at a token: before the next line's first token, a semicolon or a closing bracket.
pub(super) fn end(tokens: &Tokens<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while let Some(token) = tokens.get(at).filter(|_| at < limit) {
        let continues = matches!(tokens.text(at), b"." | b"->" | b"?." | b"&&" | b"||" | b"?->");
        if at > start && token.begins_line && !continues || tokens.is(at, b";") || token.kind == TokenKind::Close {
            break;
        }
        at = next(tokens, at);
    }
    at.min(limit)
}

/// The token behind one, or behind the brackets that it opens.
pub(super) fn next(tokens: &Tokens<'_>, at: usize) -> usize {
    let opens = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Open);
    if opens { tokens.partner(at).max(at) + 1 } else { at + 1 }
}

/// What stands between the commas of a range, at its own level.
pub(super) fn parts(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut at) = (Vec::new(), range.start, range.start);
    while at < range.end {
        if tokens.is(at, b",") {
            parts.push(start..at);
            start = at + 1;
        }
        at = next(tokens, at);
    }
    if start < range.end {
        parts.push(start..range.end);
    }
    parts
}

/// The first of these marks or words at a range's own level.
pub(super) fn find(tokens: &Tokens<'_>, range: Range<usize>, wanted: &[&[u8]]) -> Option<usize> {
    let mut at = range.start;
    while at < range.end {
        if wanted.contains(&tokens.text(at)) {
            return Some(at);
        }
        at = next(tokens, at);
    }
    None
}

/// Whether two ranges are the same tokens.
pub(super) fn same(tokens: &Tokens<'_>, a: Range<usize>, b: Range<usize>) -> bool {
    a.len() == b.len() && !a.is_empty() && a.zip(b).all(|(a, b)| tokens.text(a) == tokens.text(b))
}
