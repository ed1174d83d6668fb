//! Loops that a test leaves only when something has come, which is as good as a check where the runner ends what takes too long.
//!
//! Invariant: linear in the body. Absent on purpose: whether what it waits for ever comes.

use super::Subject;
use crate::facts::ScopeId;
use crate::look::Tokens;
use crate::outline::words;

/// Whether a test has a loop without an end of its own, or one that sleeps.
pub(super) fn waits(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    let Some((tokens, body)) = subject.body(scope) else { return false };
    let sleeps = || tokens.words(body.clone()).any(|(at, _)| is_sleep(&tokens, at));
    let leaves = || tokens.words(body.clone()).any(|(_, word)| matches!(word, b"break" | b"return"));
    let (mut is_endless, mut is_conditional) = (false, false);
    for (at, word) in tokens.words(body.clone()) {
        match word {
            b"loop" => is_endless |= tokens.is(at + 1, b"{"),
            b"while" | b"until" => {
                let is_always = [at + 1, at + 2].iter().any(|at| matches!(tokens.text(*at), b"True" | b"true" | b"1"));
                is_endless |= is_always;
                is_conditional |= !is_always;
            }
            b"for" => is_endless |= tokens.is(at + 1, b"{") || tokens.is(at + 2, b";") && tokens.is(at + 3, b";"),
            _ => {}
        }
    }
    is_endless && leaves() || is_conditional && sleeps()
}

/// Whether a call lets time pass.
fn is_sleep(tokens: &Tokens<'_>, at: usize) -> bool {
    const SLEEPING: [&str; 5] = ["sleep", "usleep", "delay", "pause", "timeout"];
    let name = super::checks::name(tokens, at);
    tokens.is(at + 1, b"(") && words(name).any(|word| SLEEPING.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
