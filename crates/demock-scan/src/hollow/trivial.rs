//! Checks that hold whatever the code does: `assert True`, `assertEqual(x, x)`, `expect(1).toBe(1)`, `assert x or True`.
//!
//! Invariant: what is not known to hold always is a check that may fail. Absent on purpose: arithmetic.

use super::checks::name;
use super::statement::{end, find, next, parts, same};
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// Brackets and alternatives that are looked into: deeper nesting is no condition that a person wrote.
const NESTED_MAX: u8 = 6;

/// The reason of what is compared with itself and is no literal: looking at it twice may run something.
pub(super) const SAME: &str = "a thing is compared with itself";

/// Where a check that always holds ends, and why it does; `None` of one that may fail.
pub(super) fn check(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<(usize, &'static str)> {
    let statement = |tokens: &Tokens<'_>| at + 1..end(tokens, at + 1, limit);
    match (tokens.language, name(tokens, at)) {
        (Language::Python, "assert") => {
            let range = statement(tokens);
            return Some((range.end, python(tokens, range)?));
        }
        (Language::Ruby, "assert") if !tokens.is(at + 1, b"(") => {
            let range = statement(tokens);
            let truth = parts(tokens, range.clone()).into_iter().next()?;
            return Some((range.end, always(tokens, truth)?));
        }
        _ => {}
    }
    let open = arguments(tokens, at)?;
    let close = tokens.partner(open);
    if close <= open {
        return None;
    }
    let method = name(tokens, open - 1 - usize::from(tokens.is(open - 1, b"!"))).to_ascii_lowercase().replace('_', "");
    if matches!(&*method, "expect" | "assertthat" | "expectthat") {
        let range = open..end(tokens, close + 1, limit);
        return Some((range.end, expectation(tokens, open + 1..close, close + 1..range.end)?));
    }
    Some((close + 1, call(tokens, &method, open + 1..close)?))
}

/// What a check asks to be true, and where the check ends: `assert x`, `assertTrue(x)`, `expect(x).toBe(true)`.
pub(super) fn truth(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<(usize, Range<usize>)> {
    if tokens.language == Language::Python && tokens.is(at, b"assert") {
        let range = at + 1..end(tokens, at + 1, limit);
        let condition = parts(tokens, range.clone()).into_iter().next()?;
        return Some((range.end, without_true(tokens, condition)));
    }
    let open = arguments(tokens, at)?;
    let close = tokens.partner(open);
    if close <= open {
        return None;
    }
    let method = name(tokens, open - 1 - usize::from(tokens.is(open - 1, b"!"))).to_ascii_lowercase().replace('_', "");
    let given = parts(tokens, open + 1..close);
    if matches!(&*method, "expect" | "assertthat") {
        let end = end(tokens, close + 1, limit);
        let chain: Vec<String> =
            tokens.words(close + 1..end).map(|(at, _)| name(tokens, at).to_ascii_lowercase()).collect();
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        let asks = matches!(
            &*chain,
            ["tobe" | "toequal" | "tostrictequal" | "isequalto", "true"] | ["tobetruthy" | "tobetrue" | "istrue"]
        );
        return Some((end, given.into_iter().next()?)).filter(|_| asks);
    }
    let is_true = |part: &Range<usize>| part.len() == 1 && is_true(tokens, part.clone());
    let asked = match &*method {
        "assert" | "asserttrue" | "assertistrue" | "istrue" | "ok" | "true" => given.into_iter().next()?,
        "assertequal" | "assertequals" | "equal" | "areequal" | "strictequal" | "assertis" => {
            let [a, b, ..] = &*given else { return None };
            if is_true(a) { b.clone() } else { Some(a.clone()).filter(|_| is_true(b))? }
        }
        _ => return None,
    };
    Some((close + 1, asked))
}

/// A condition without the `is True` behind it.
fn without_true(tokens: &Tokens<'_>, condition: Range<usize>) -> Range<usize> {
    let Some(operator) = condition.end.checked_sub(2).filter(|operator| *operator > condition.start) else {
        return condition;
    };
    let compares = matches!(tokens.text(operator), b"is" | b"==") && tokens.is(operator + 1, b"True");
    condition.start..if compares { operator } else { condition.end }
}

/// Where the arguments open of the call that begins with a checking word: `assert.ok(`, `self.assertTrue(`, `assert!(`.
fn arguments(tokens: &Tokens<'_>, mut at: usize) -> Option<usize> {
    loop {
        let behind = at + 1;
        match tokens.text(behind) {
            b"(" => return Some(behind),
            b"!" if tokens.is(behind + 1, b"(") => return Some(behind + 1),
            b"." | b"->" | b"::" => at = behind + 1,
            _ => return None,
        }
    }
}

/// `assert condition, message`.
fn python(tokens: &Tokens<'_>, range: Range<usize>) -> Option<&'static str> {
    let parts = parts(tokens, range);
    let condition = parts.first()?.clone();
    if let Some(why) = always(tokens, condition) {
        return Some(why);
    }
    let message = parts.get(1)?.clone();
    // `assert x, y == z` never looks at `y == z`; a message may be made of a comparison nowhere else.
    let compares = message.clone().any(|at| matches!(tokens.text(at), b"==" | b"!="));
    let begins_with_text = tokens.get(message.start).is_some_and(|token| token.kind == TokenKind::Text);
    (compares && !begins_with_text).then_some("the comparison stands in the message")
}

/// A call of an assertion by its name.
fn call(tokens: &Tokens<'_>, method: &str, arguments: Range<usize>) -> Option<&'static str> {
    let mut parts = parts(tokens, arguments);
    // Go hands the test on first.
    if tokens.language == Language::Go && !parts.is_empty() {
        parts.remove(0);
    }
    let is_text = |part: &Range<usize>| {
        part.len() == 1 && tokens.get(part.start).is_some_and(|token| token.kind == TokenKind::Text)
    };
    match method {
        "pass" => Some("`pass` holds whatever happened"),
        "assert" | "asserttrue" | "assertistrue" | "istrue" | "ok" | "true" | "truthy" | "assert!" => {
            // A message may stand on either side.
            let condition = if parts.len() > 1 && is_text(&parts[0]) { parts.get(1) } else { parts.first() };
            always(tokens, condition?.clone())
        }
        "assertfalse" | "isfalse" | "false" | "notok" | "falsy" | "refute" | "assertisfalse" => {
            let condition = parts.iter().find(|part| part.len() == 1)?;
            is_false(tokens, condition.clone()).then_some("false is false")
        }
        "assertnull" | "isnull" | "assertisnone" | "null" | "nil" | "assertnil" => {
            let condition = parts.first()?.clone();
            (condition.len() == 1 && matches!(tokens.text(condition.start), b"None" | b"null" | b"nil"))
                .then_some("nothing is nothing")
        }
        "assertequal" | "assertequals" | "equal" | "equals" | "asserteq" | "areequal" | "assertsame" | "same"
        | "strictequal" | "deepequal" | "deepstrictequal" | "assertis" | "is" | "aresame" | "eq" => {
            let [a, b, ..] = &*parts else { return None };
            same_thing(tokens, a.clone(), b.clone())
        }
        "assertgreaterequal" | "assertgreaterthanorequal" | "greaterorequal" | "greaterorequalto" => {
            let [a, b, ..] = &*parts else { return None };
            // PHPUnit is told first what the least is.
            let (length, least) = if tokens.language == Language::Php { (b, a) } else { (a, b) };
            is_never_below(tokens, length.clone(), least)
        }
        _ => None,
    }
}

/// `expect(actual)` with what is chained to it.
fn expectation(tokens: &Tokens<'_>, actual: Range<usize>, chain: Range<usize>) -> Option<&'static str> {
    let (mut truth, mut at_least) = (false, false);
    let (mut compared, mut calls) = (None, 0);
    let mut at = chain.start;
    while at < chain.end {
        let word = name(tokens, at).to_ascii_lowercase().replace('_', "");
        match &*word {
            "not" | "tonot" | "notto" | "rejects" | "throws" | "and" => return None,
            "tobegreaterthanorequal" | "least" | "gte" | "isgreaterthanorequalto" => at_least = true,
            "tobetruthy" | "tobetrue" | "istrue" | "betruthy" | "true" | "ok" | "tobedefined" => truth = true,
            _ => {}
        }
        if tokens.is(at, b"(") && tokens.partner(at) > at {
            compared = Some(at + 1..tokens.partner(at));
            calls += 1;
        }
        at = next(tokens, at);
    }
    // Compared with `true`, a text that is not empty does not hold.
    let is_literal = |range: &Range<usize>| range.len() == 1 && tokens.is(range.start, b"true");
    let ends_so = actual.end.checked_sub(1).is_some_and(|last| tokens.is(last, b"true"));
    let is_said_true = ends_so && calls == 1 && compared.as_ref().is_some_and(is_literal);
    if let Some(why) = always(tokens, actual.clone()).filter(|why| *why != SAME)
        && (truth || is_said_true)
    {
        return Some(why);
    }
    let compared = compared.filter(|_| calls == 1)?;
    if at_least {
        return is_never_below(tokens, actual, &compared);
    }
    same_thing(tokens, actual, compared)
}

/// Why a length is no less than nought.
fn is_never_below(tokens: &Tokens<'_>, length: Range<usize>, least: &Range<usize>) -> Option<&'static str> {
    let is_nought = least.len() == 1 && tokens.is(least.start, b"0");
    (is_nought && is_length(tokens, length)).then_some("a length is never below zero")
}

/// Why two things are the same: the same tokens, and nothing is called in them.
fn same_thing(tokens: &Tokens<'_>, a: Range<usize>, b: Range<usize>) -> Option<&'static str> {
    let runs = a.clone().any(|at| matches!(tokens.text(at), b"(" | b"++" | b"--" | b"{" | b"await"));
    let literal = a.clone().all(|at| {
        let kind = tokens.get(at).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Text | TokenKind::Number))
            || matches!(tokens.text(at), b"true" | b"True" | b"null" | b"None" | b"nil" | b"false" | b"False")
    });
    let why = if literal { "a literal is compared with itself" } else { SAME };
    (!runs && same(tokens, a, b)).then_some(why)
}

/// Why a condition always holds.
fn always(tokens: &Tokens<'_>, condition: Range<usize>) -> Option<&'static str> {
    always_within(tokens, condition, NESTED_MAX)
}

/// The same, for conditions in brackets and alternatives so deep.
fn always_within(tokens: &Tokens<'_>, condition: Range<usize>, deep: u8) -> Option<&'static str> {
    let deeper = deep.checked_sub(1)?;
    if is_true(tokens, condition.clone()) {
        return Some("true is true");
    }
    let (first, last) = (condition.start, condition.end.checked_sub(1)?);
    if tokens.is(first, b"(") && tokens.partner(first) == last {
        let inner = first + 1..last;
        if parts(tokens, inner.clone()).len() > 1 && tokens.language == Language::Python {
            return Some("a tuple is always true");
        }
        return always_within(tokens, inner, deeper);
    }
    let alternative = [&b"or"[..], b"||"];
    if let Some(or) = find(tokens, condition.clone(), &alternative)
        && find(tokens, condition.clone(), &[b"and", b"&&", b"if", b"?"]).is_none()
    {
        let (left, right) = (condition.start..or, or + 1..condition.end);
        return always_within(tokens, left, deeper)
            .or_else(|| always_within(tokens, right, deeper))
            .map(|_| "one side of `or` is always true");
    }
    let operator = find(tokens, condition.clone(), &[b"==", b"===", b"is", b">=", b"<="])?;
    let (left, right) = (condition.start..operator, operator + 1..condition.end);
    if find(tokens, right.clone(), &[b"==", b"===", b"and", b"&&", b"in", b"not", b"if", b"?"]).is_some() {
        return None;
    }
    let is_identity = tokens.is(operator, b"is");
    if let Some(why) = same_thing(tokens, left.clone(), right.clone()).filter(|_| !is_identity) {
        return Some(why);
    }
    if tokens.is(operator, b">=") { is_never_below(tokens, left, &right) } else { None }
}

/// `len(x)`, `x.length`, `x.size()`.
fn is_length(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let Some(last) = range.end.checked_sub(1) else { return false };
    let called = tokens.is(last, b")") && range.contains(&tokens.partner(last)) && tokens.partner(last) > range.start;
    let word = if called { tokens.partner(last) - 1 } else { last };
    matches!(name(tokens, word), "len" | "length" | "size" | "count" | "Length" | "Count")
        && (called || tokens.is(word.saturating_sub(1), b"."))
        && find(tokens, range, &[b"+", b"-", b"and", b"&&"]).is_none()
}

/// A literal that is true, or `not` before one that is false.
fn is_true(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    match range.len() {
        1 => {
            let text = tokens.text(range.start);
            let literal = tokens.get(range.start).map(|token| token.kind);
            let loose = matches!(tokens.language, Language::Python | Language::JavaScript | Language::TypeScript);
            let is_text =
                literal == Some(TokenKind::Text) && text.len() > 2 && !text.starts_with(b"f") && !has_code(text);
            let is_number =
                literal == Some(TokenKind::Number) && text.iter().any(|digit| (b'1'..=b'9').contains(digit));
            matches!(text, b"True" | b"true" | b"TRUE") || loose && (is_text || is_number)
        }
        2 => matches!(tokens.text(range.start), b"not" | b"!") && is_false(tokens, range.start + 1..range.end),
        _ => false,
    }
}

/// Whether a text is put together when it runs: `${name}` between backticks may be empty.
fn has_code(text: &[u8]) -> bool {
    text.starts_with(b"`") && memchr::memmem::find(text, b"${").is_some()
}

fn is_false(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    range.len() == 1 && matches!(tokens.text(range.start), b"False" | b"false" | b"FALSE")
}
