//! Product code that lets in whoever asks where it runs for a developer, or who names a user that only developers know.
//!
//! Invariant: only what lets people in is accused, by the name of the function and by what the branch gives.
//! Absent on purpose: what else differs between environments.

use super::branches::Branch;
use super::conditions::{asks_for_it, content, is_environments};
use super::stand_in::words;
use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// Tokens of a branch in which a user is looked for.
const WAY_TOKENS_MAX: usize = 60;

/// The way that a branch leads developers, if it asks for them.
pub(super) fn way(tokens: &Tokens<'_>, branch: &Branch) -> Option<Range<usize>> {
    let condition = branch.condition.clone();
    let asks = |at: usize| is_development(tokens, at, &condition) || is_known_to_developers(tokens, at);
    if !condition.clone().any(asks) {
        return None;
    }
    let positive = asks_for_it(tokens, branch)?;
    let way = if positive { Some(&branch.then) } else { branch.otherwise.as_ref() };
    way.filter(|way| lets_in(tokens, way)).cloned()
}

/// Whether a function is one that lets people in, by its name.
pub(super) fn is_gate(name: &[u8]) -> bool {
    const GATES: [&str; 12] = [
        "auth",
        "authenticate",
        "authenticated",
        "authentication",
        "authorize",
        "authorization",
        "login",
        "signin",
        "principal",
        "identity",
        "jwt",
        "token",
    ];
    const ASKS: [&str; 8] = ["user", "get", "current", "require", "load", "resolve", "find", "fetch"];
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let makes = ["create", "make", "build", "seed", "add", "new", "register", "revoke", "delete", "mock", "fake"];
    has(&GATES) && !has(&makes) || has(&["user"]) && words.first().is_some_and(|first| ASKS.contains(&first.as_str()))
}

/// `os.environ["ENV"] == "dev"`, `Rails.env.development?`, `env.IsDevelopment()`.
fn is_development(tokens: &Tokens<'_>, at: usize, condition: &Range<usize>) -> bool {
    let before = |offset: usize| at.checked_sub(offset).map_or(&b""[..], |at| tokens.text(at));
    match content(tokens, at) {
        Some(b"dev" | b"development" | b"Development" | b"local") => is_environments(tokens, at, condition),
        Some(_) => false,
        None => match tokens.text(at) {
            b"development" => before(1) == b"." && before(2) == b"env" && tokens.is(at + 1, b"?"),
            b"IsDevelopment" => tokens.is(at + 1, b"("),
            _ => false,
        },
    }
}

/// `token == "dev-token"`: who says so is compared with a text that names a developer's.
fn is_known_to_developers(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(text) = content(tokens, at).filter(|text| text.len() < 40 && !text.contains(&b' ')) else { return false };
    let said = words(text);
    let is_developers = said.len() > 1 && matches!(said[0].as_str(), "dev" | "development" | "debug");
    let compares = |at: usize| matches!(tokens.text(at), b"==" | b"===");
    let given = |at: usize| {
        let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        let named = words(tokens.text(at));
        let asked = ["token", "key", "user", "username", "password", "secret", "authorization", "credentials"];
        is_word && named.iter().any(|word| asked.contains(&word.as_str()))
    };
    let is_behind = at > 1 && compares(at - 1) && given(at - 2);
    is_developers && (is_behind || compares(at + 1) && given(at + 2))
}

/// Whether a way gives a user, or goes on to what only users get.
fn lets_in(tokens: &Tokens<'_>, way: &Range<usize>) -> bool {
    let range = way.start..way.end.min(way.start + WAY_TOKENS_MAX);
    let names_user = |at: usize| {
        let name = content(tokens, at).unwrap_or_else(|| tokens.text(at));
        let is_short = name.len() < 40 && !name.contains(&b' ');
        let is_one = |word: &String| matches!(word.as_str(), "user" | "admin" | "principal" | "identity" | "claims");
        is_short && words(name).iter().any(is_one)
    };
    let goes_on = |at: usize| tokens.is(at, b"next") && tokens.is(at + 1, b"(") && tokens.partner(at + 1) == at + 2;
    let refuses = |at: usize| matches!(tokens.text(at), b"raise" | b"throw" | b"panic" | b"abort");
    let gives = range.clone().any(|at| matches!(tokens.text(at), b"return" | b"="));
    !range.clone().any(refuses) && (gives && range.clone().any(names_user) || range.clone().any(goes_on))
}
