//! What a condition asks: whether the code is under test, whether a flag wants doubles, whether something is there.
//!
//! Invariant: names are believed only where they have one reading: a payment's test mode and a model's testing phase are
//! none. Absent on purpose: what is chosen (`stand_in`).

use super::branches::Branch;
use super::stand_in::words;
use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// Why something is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Something failed: an import, a connection.
    Failure,
    /// The code asks whether it is under test.
    UnderTest,
    /// A flag that speaks of doubles.
    Flag,
    /// An environment variable.
    Environment,
    /// Something is said to be missing.
    Unavailable,
    /// A flag by which nobody has to log in.
    NoAuthentication,
}

/// What a condition asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) cause: Cause,
    /// Whether the double is chosen where it holds.
    pub(super) positive: bool,
}

/// Names that only speak of being under test, without `_` and in small letters.
const UNDER_TEST: &[&str] = &[
    "pytestcurrenttest",
    "jestworkerid",
    "istestmode",
    "intestmode",
    "isrunningtests",
    "runningtests",
    "isundertest",
    "undertest",
    "istestenv",
    "istestenvironment",
    "intestenvironment",
    "runningunittests",
    "isunittest",
    "isunittesting",
    "ispytest",
    "inpytest",
    "isrunningunittest",
    "isrunningunittests",
    "isrunningintests",
    "isrunningtest",
    "isjest",
    "isvitest",
    "istesting",
];
/// Variables that say in which environment a program runs.
const ENVIRONMENTS: &[&str] = &[
    "NODE_ENV",
    "APP_ENV",
    "RACK_ENV",
    "RAILS_ENV",
    "FLASK_ENV",
    "ENV",
    "ENVIRONMENT",
    "MODE",
    "DJANGO_ENV",
    "GO_ENV",
    "PYTHON_ENV",
    "env",
    "environment",
    "app_env",
    "ASPNETCORE_ENVIRONMENT",
    "appEnv",
    "nodeEnv",
    "EnvironmentName",
];

/// What a branch's condition asks; `None` for anything that is no switch.
pub(super) fn says(tokens: &Tokens<'_>, branch: &Branch) -> Option<Says> {
    let head = tokens.text(branch.head);
    if matches!(head, b"except" | b"catch" | b"rescue") {
        return Some(Says { cause: Cause::Failure, positive: true });
    }
    let positive = asks_for_it(tokens, branch)?;
    Some(Says { cause: cause(tokens, branch.condition.clone())?, positive })
}

/// Whether a condition asks for what it names, and not for the contrary; `None` where that is not known.
pub(super) fn asks_for_it(tokens: &Tokens<'_>, branch: &Branch) -> Option<bool> {
    let condition = branch.condition.clone();
    let is_joined = |at: usize| matches!(tokens.text(at), b"and" | b"&&");
    let is_denial = |at: usize| matches!(tokens.text(at), b"not" | b"!");
    if condition.clone().any(is_joined) && condition.clone().any(is_denial) {
        // Which of the two is denied would need a grammar.
        return None;
    }
    let mut denials = usize::from(tokens.is(branch.head, b"unless"));
    denials += usize::from(matches!(tokens.text(condition.start), b"not" | b"!"));
    denials += condition.filter(|at| denies(tokens, *at)).count();
    Some(denials.is_multiple_of(2))
}

/// Whether a comparison turns a condition round: `!= "test"`, `== nil`, `is None`.
fn denies(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_nothing = |at: usize| matches!(tokens.text(at), b"nil" | b"null" | b"None" | b"undefined");
    match tokens.text(at) {
        b"!=" | b"!==" => !is_nothing(at + 1),
        b"==" | b"===" | b"is" => is_nothing(at + 1),
        _ => false,
    }
}

fn cause(tokens: &Tokens<'_>, condition: Range<usize>) -> Option<Cause> {
    if condition.clone().any(|at| switches_authentication_off(tokens, at)) {
        Some(Cause::NoAuthentication)
    } else if condition.clone().any(|at| is_under_test(tokens, at, &condition)) {
        Some(Cause::UnderTest)
    } else if condition.clone().any(|at| is_flag(tokens, at)) {
        Some(Cause::Flag)
    } else if condition.clone().any(|at| reads_environment(tokens, at)) {
        Some(Cause::Environment)
    } else if condition.into_iter().any(|at| names_missing(tokens.text(at))) {
        Some(Cause::Unavailable)
    } else {
        None
    }
}

/// The content of a text token.
pub(super) fn content<'t>(tokens: &Tokens<'t>, at: usize) -> Option<&'t [u8]> {
    let is_text = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Text);
    let text = tokens.text(at);
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    let start = text.iter().position(is_quote)?;
    let end = text.iter().rposition(is_quote)?;
    text.get(start + 1..end).filter(|_| is_text)
}

fn is_under_test(tokens: &Tokens<'_>, at: usize, condition: &Range<usize>) -> bool {
    let word = content(tokens, at).unwrap_or_else(|| tokens.text(at));
    let next = |offset: usize| tokens.text(at + offset);
    if matches!(word, b"TESTING" | b"VITEST" | b"TEST_MODE" | b"IS_TEST" | b"UNIT_TESTING" | b"UNITTEST" | b"__TEST__")
    {
        return true;
    }
    let plain: Vec<u8> = word.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_lowercase).collect();
    if UNDER_TEST.iter().any(|name| name.as_bytes() == plain) {
        // With arguments it asks about something else: whether a file is a test.
        return next(1) != b"(" || tokens.partner(at + 1) == at + 2;
    }
    let before = |offset: usize| at.checked_sub(offset).map_or(&b""[..], |at| tokens.text(at));
    match word {
        b"testing" if before(1) == b"." => matches!(before(2), b"app" | b"settings" | b"config" | b"current_app"),
        b"testing" if next(1) == b"." => next(2) == b"Testing",
        b"pytest" | b"unittest" => next(1) == b"in" && next(2) == b"sys" && next(4) == b"modules",
        b"test" if before(1) == b"." => before(2) == b"env" && next(1) == b"?",
        b"test" if before(1) == b"(" && before(3) == b"cfg" => true,
        b"test.v" => before(2) == b"Lookup",
        b"test" | b"testing" | b"tests" | b"Test" | b"Testing" => {
            content(tokens, at).is_some() && is_environments(tokens, at, condition)
        }
        _ => false,
    }
}

/// Whether a text that names a test environment is compared with what says which one it is.
pub(super) fn is_environments(tokens: &Tokens<'_>, at: usize, condition: &Range<usize>) -> bool {
    let asks = |word: &[u8]| matches!(word, b"environment" | b"IsEnvironment" | b"isEnvironment");
    if at >= 2 && tokens.is(at - 1, b"(") && asks(tokens.text(at - 2)) {
        return true;
    }
    let compares = |at: usize| matches!(tokens.text(at), b"==" | b"===" | b"!=" | b"!==");
    let is_compared = compares(at + 1) || at > 0 && compares(at - 1);
    let names = |at: usize| {
        let word = content(tokens, at).unwrap_or_else(|| tokens.text(at));
        ENVIRONMENTS.iter().any(|name| name.as_bytes() == word)
    };
    is_compared && condition.clone().any(names)
}

/// `USE_MOCK_LLM`, `settings.use_fake_redis`, `config["UseInMemoryDatabase"]`.
fn is_flag(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let Some(name) = content(tokens, at).or_else(|| is_word.then(|| tokens.text(at))) else { return false };
    if name.len() > 60 || name.contains(&b' ') || tokens.is(at + 1, b"(") {
        return false;
    }
    let words = words(name);
    let speaks = words
        .iter()
        .any(|word| matches!(word.as_str(), "mock" | "mocks" | "fake" | "fakes" | "stub" | "stubs" | "simulate"))
        || words.windows(2).any(|pair| pair == ["in", "memory"]);
    let wants = words.iter().any(|word| matches!(word.as_str(), "use" | "enable" | "enabled" | "mode" | "only"));
    let is_constant = name.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_' || byte.is_ascii_digit());
    speaks && (wants || is_constant && words.len() > 1)
}

/// `AUTH_DISABLED`, `settings.skip_auth`, `is_auth_disabled()`.
/// Whether a name says that authentication is off.
pub(super) fn switches_authentication_off(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let Some(name) = content(tokens, at).or_else(|| is_word.then(|| tokens.text(at))) else { return false };
    let has_arguments = tokens.is(at + 1, b"(") && tokens.partner(at + 1) > at + 2;
    if name.len() > 60 || name.contains(&b' ') || has_arguments {
        return false;
    }
    let words = words(name);
    let is_off = |word: &String| matches!(word.as_str(), "disabled" | "disable" | "skip" | "bypass" | "no");
    let mut pairs = words.windows(2).map(|pair| (&pair[0], &pair[1]));
    let is_auth = |word: &String| matches!(word.as_str(), "auth" | "authentication");
    pairs.any(|(first, second)| is_auth(first) && is_off(second) && *second != "no" || is_off(first) && is_auth(second))
}

fn reads_environment(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.text(at) {
        b"environ" | b"getenv" | b"Getenv" | b"LookupEnv" => true,
        b"env" => at >= 2 && tokens.is(at - 1, b".") && matches!(tokens.text(at - 2), b"process" | b"System"),
        b"ENV" => tokens.is(at + 1, b"["),
        _ => false,
    }
}

/// `REDIS_AVAILABLE`, `HAS_REDIS`.
fn names_missing(word: &[u8]) -> bool {
    let is_constant = word.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_' || byte.is_ascii_digit());
    let says = word.ends_with(b"_AVAILABLE")
        || word.ends_with(b"_INSTALLED")
        || word.starts_with(b"HAS_")
        || word.starts_with(b"HAVE_");
    is_constant && says
}
