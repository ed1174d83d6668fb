//! What makes a reader hesitate to call a test hollow: that it must merely run through is what it tests.
//!
//! Invariant: an excuse never clears a test, it makes the accusation `possible`. Absent on purpose: whether it is true.

use crate::outline::words;
use memchr::memmem;

/// Beginnings of words and phrases by which names and comments say so.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "able to", "accept", "allow", "bench ", "benchmark", "bug", "can be called", "can call", "clean up", "cleanup", "close",
    "compile", "concurren", "coverage", "crash", "dead lock", "deadlock", "do nothing", "does nothing", "exception",
    "gracefully", "hang", "idempotent", "import ", "imports", "infinite loop", "is fine", "issue", "just check",
    "just ensure", "just make sure", "just run", "just work", "leak", "make sure", "makes sure", "manual",
    "must work", "no assert", "no error", "no op", "no warning", "no-op", "noerror", "noop", "not assert",
    "not block", "not blow", "not break", "not emit", "not error", "not explode", "not fail", "not hang", "not leak",
    "not loop", "not stall", "nothing happens", "is ok", "ok to", "panic", "passes", "passing", "perf ", "performance", "permit", "race",
    "not raise", "raise", "raising", "recover", "regression", "safe", "sanity", "segfault", "set up", "setup", "should succeed", "should work", "shut down",
    "shutdown", "smoke", "stack overflow", "stackoverflow", "successfully", "support",
    "tear down", "teardown", "thread safe", "threadsafe", "throw", "time out", "timed out", "timeout", "ts-expect",
    "type check", "type error", "type-check", "typecheck", "types", "valid", "verif", "visual", "without error",
    "without fail", "without issue", "works",
];

/// Those of them that say nothing where a test checks, and what it checks always holds.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "accept", "allow", "coverage", "performance", "permit", "successfully", "support", "types", "valid", "verif", "visual", "works",
];

/// Which phrases excuse a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrases {
    /// All: it checks nothing.
    All,
    /// Those that say outright that running through is what is tested.
    Outright,
}

/// The phrase by which a text speaks of nothing but running through.
pub(super) fn phrase(text: &[u8], wanted: Phrases) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let begins_word = |at: usize| at.checked_sub(1).is_none_or(|before| !lower[before].is_ascii_alphanumeric());
    let is_wanted = |phrase: &&&str| wanted == Phrases::All || !WEAK.contains(*phrase);
    let stands_in = |phrase: &&&str| memmem::find_iter(&lower, phrase.as_bytes()).any(begins_word);
    PHRASES.iter().filter(is_wanted).find(stands_in).copied()
}

/// The same of a name, whose words are read one by one.
pub(super) fn of_name(name: &str, wanted: Phrases) -> Option<&'static str> {
    let spaced = words(name).collect::<Vec<_>>().join(" ");
    phrase(spaced.as_bytes(), wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_validated_must_not_only_run_through() {
        assert_eq!(of_name("validates_the_total", Phrases::Outright), None);
        assert_eq!(of_name("verifies that it does not raise", Phrases::Outright), Some("not raise"));
    }

    #[test]
    fn names_that_speak_of_running_through() {
        for name in [
            "test_close_does_not_raise",
            "shouldNotThrowOnEmptyInput",
            "TestNoRace",
            "handles null without error",
            "can recover from errors",
            "test_bench_get",
            "runs the command successfully",
        ] {
            assert!(of_name(name, Phrases::All).is_some(), "{name}");
        }
        for name in ["test_total", "createsAnOrder", "TestParse", "test_stack_trace", "test_login_success"] {
            assert_eq!(of_name(name, Phrases::All), None, "{name}");
        }
    }
}
