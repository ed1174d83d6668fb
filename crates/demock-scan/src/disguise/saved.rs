//! What a file keeps of a thing before it replaces it: `original = store.get`, and where that is called.
//!
//! Invariant: linear in the tokens of the file. Absent on purpose: scopes: a name is the same throughout a file.

use crate::look::{TokenKind, Tokens};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A call of something that was kept: where it stands, and where it was kept.
pub(super) struct Call {
    at: u32,
    kept: u32,
}

/// The calls of a file of what it has kept.
pub(super) fn calls(tokens: &Tokens<'_>) -> Vec<Call> {
    let mut kept: FxHashMap<&[u8], u32> = FxHashMap::default();
    let mut calls = Vec::new();
    for (at, word) in tokens.words(tokens.all()) {
        let Some(token) = tokens.get(at) else { continue };
        if keeps(tokens, at) {
            kept.entry(word).or_insert(token.span.start);
        } else if let Some(kept) = kept.get(word).filter(|_| is_called(tokens, at)) {
            calls.push(Call { at: token.span.start, kept: *kept });
        }
    }
    calls
}

/// Whether a body calls what was kept outside of it.
pub(super) fn is_called_in(calls: &[Call], body: Range<u32>) -> bool {
    let from = calls.partition_point(|call| call.at < body.start);
    calls[from..].iter().take_while(|call| call.at < body.end).any(|call| !body.contains(&call.kept))
}

/// Whether a name is given a member of something, which is not called: `real = store.get`, `const real = store.get.bind(store)`.
fn keeps(tokens: &Tokens<'_>, at: usize) -> bool {
    if !matches!(tokens.text(at + 1), b"=" | b":=") || (at > 0 && matches!(tokens.text(at - 1), b"." | b"->" | b",")) {
        return false;
    }
    let mut end = at + 2;
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    while is_word(end) && tokens.is(end + 1, b".") && is_word(end + 2) {
        end += 2;
    }
    let is_bound = tokens.is(end, b"bind") && end > at + 4;
    end > at + 2 && (is_bound || !matches!(tokens.text(end + 1), b"(" | b"[" | b"?." | b"!" | b"+" | b"as"))
}

/// Whether what has a name is called: `real(key)`, `real.call(this, key)`.
fn is_called(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_member = at > 0 && matches!(tokens.text(at - 1), b"." | b"->" | b"?.");
    let is_passed = tokens.is(at + 1, b".") && matches!(tokens.text(at + 2), b"call" | b"apply");
    !is_member && (tokens.is(at + 1, b"(") || is_passed)
}
