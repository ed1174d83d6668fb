//! Tests whose error path passes: the only checks stand where an error must have been thrown first, or what they find is
//! swallowed.
//!
//! Sources: the exceptions that test libraries fail by; in Java and Kotlin these are no `Exception`.
//! Absent on purpose: handlers that fail by themselves, which say that nothing may be thrown.

use super::checks::{self, name};
use super::{Charge, Subject, statement, trivial};
use crate::look::{TokenKind, Tokens};
use demock_model::{Confidence, Language};
use std::ops::Range;

/// A `try` with one of its handlers.
struct Handler {
    tried: Range<usize>,
    handled: Range<usize>,
    /// The name that what was thrown is given.
    caught: Option<usize>,
    /// Whether it takes what a failed check throws.
    takes_failures: bool,
}

/// The handlers in a body that take every error.
pub(super) fn silenced(tokens: &Tokens<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let handlers = if tokens.language == Language::Python { python(tokens, body) } else { braces(tokens, body) };
    handlers.into_iter().filter(|handler| handler.takes_failures).map(|handler| handler.handled).collect()
}

/// What is said against a test whose first check is at `first`.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    tokens: &Tokens<'_>,
    body: Range<usize>,
    first: usize,
) -> Option<Charge> {
    let handlers = match subject.language() {
        Language::Python => python(tokens, body.clone()),
        Language::CSharp
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::TypeScript => {
            let mut handlers = braces(tokens, body.clone());
            handlers.extend(promised(tokens, body.clone()));
            handlers
        }
        Language::Ruby => ruby(tokens, body.clone()),
        Language::Go | Language::Rust => Vec::new(),
    };
    // A plan counts the checks; a test that must say that it is done ends only where it is reached.
    let is_member = |at: usize| at > body.start && matches!(tokens.text(at - 1), b"." | b"?.");
    let counted = |at: usize| match tokens.text(at) {
        b"plan" | b"assertions" | b"hasAssertions" | b"done" => true,
        // `Promise.resolve(x)` makes a value, and ends nothing that the test waits for.
        b"resolve" | b"reject" => !is_member(at),
        _ => false,
    };
    if handlers.is_empty() || body.clone().any(counted) {
        return None;
    }
    let checked = Counted::new(body.clone(), |at| checks::is_check(tokens, at));
    let told = handlers.iter().filter(|handler| checked.of(&handler.handled) > 0);
    let told = Inside::new(body.clone(), told.map(|handler| &handler.tried));
    // What is tried and must throw is what is tested, though it be called `validate`.
    let is_tried = |at: usize| told.has(at) && !asserts(tokens, at);
    let (tried, all): (Vec<usize>, Vec<usize>) =
        (first..body.end).filter(|at| checks::is_check(tokens, *at)).partition(|at| is_tried(*at));
    let handled = Inside::new(body.clone(), handlers.iter().map(|handler| &handler.handled));
    if all.iter().all(|at| handled.has(*at)) && !all.iter().any(|at| fails(tokens, *at)) {
        let reason = "the only checks stand where an error was thrown: it passes where none is";
        let sure = if tried.is_empty() { Confidence::Certain } else { Confidence::Likely };
        return Some(Charge::new("error-path-passes", sure, reason));
    }
    let silent = || handlers.iter().filter(|handler| handler.takes_failures && is_silent(tokens, handler));
    let swallowed = Inside::new(body.clone(), silent().map(|handler| &handler.tried));
    // What a silent handler asks holds whatever was caught.
    let asked = Inside::new(body.clone(), silent().map(|handler| &handler.handled));
    let mut left = all.iter().filter(|at| !asked.has(**at)).peekable();
    if left.peek().is_none() || !left.all(|at| swallowed.has(*at)) {
        return None;
    }
    let is_skip = |at: usize| handled.has(at) && name(tokens, at).to_ascii_lowercase().contains("skip");
    Some(if body.into_iter().any(is_skip) {
        Charge::new("error-path-passes", Confidence::Likely, "a failure becomes a skip")
    } else if subject.language() == Language::Ruby {
        // What checks throw is no `StandardError`; what the code throws is.
        Charge::new("error-path-passes", Confidence::Likely, "what the code raises is caught and swallowed")
    } else {
        Charge::new("error-path-passes", Confidence::Certain, "a failure is caught and swallowed")
    })
}

/// Whether a check is one by a word that nothing but a test has, as far as that is known of the language.
fn asserts(tokens: &Tokens<'_>, at: usize) -> bool {
    const WORDS: [&str; 8] = ["assert", "expect", "should", "fail", "throw", "reject", "raise", "must"];
    let is_script = matches!(tokens.language, Language::JavaScript | Language::TypeScript);
    let lower = name(tokens, at).to_ascii_lowercase();
    !is_script || WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a handler lets everything pass: it checks nothing, or only what holds of whatever was caught.
fn is_silent(tokens: &Tokens<'_>, handler: &Handler) -> bool {
    let mut at = handler.handled.start;
    while at < handler.handled.end {
        if !is_loud(tokens, at) {
            at += 1;
            continue;
        }
        let held = trivial::check(tokens, at, handler.handled.end).map(|(end, _)| end);
        let Some(end) = held.or_else(|| asks_whether_caught(tokens, at, handler)) else { return false };
        at = end.max(at + 1);
    }
    true
}

/// Where a check ends that asks of what was caught only whether it is there: `expect(error).toBeDefined()`, `assertNotNull(e)`.
fn asks_whether_caught(tokens: &Tokens<'_>, at: usize, handler: &Handler) -> Option<usize> {
    let open = Some(at + 1).filter(|open| tokens.is(*open, b"("))?;
    let close = tokens.partner(open);
    let caught = handler.caught?;
    let is_caught = close == open + 2 && tokens.text(open + 1) == tokens.text(caught);
    let method = name(tokens, at);
    if method != "expect" {
        let asks = matches!(method, "assertNotNull" | "assertIsNotNone" | "NotNull" | "IsNotNull");
        return (is_caught && asks).then_some(close + 1);
    }
    let end = statement::end(tokens, close + 1, handler.handled.end);
    let mut chain = tokens.words(close + 1..end);
    let holds = |word: &[u8]| matches!(word, b"toBeDefined" | b"toBeTruthy");
    let (_, only) = chain.next()?;
    (is_caught && holds(only) && chain.next().is_none()).then_some(end)
}

/// Whether a token checks or hands an error on.
fn is_loud(tokens: &Tokens<'_>, at: usize) -> bool {
    let hands_on = matches!(
        name(tokens, at),
        "next" | "cb" | "callback" | "return" | "errors" | "failures" | "append" | "push" | "retry"
    );
    hands_on || checks::is_check(tokens, at)
}

/// Which tokens of a body stand in one of some ranges.
struct Inside {
    start: usize,
    depths: Vec<i32>,
}

impl Inside {
    fn new<'r>(body: Range<usize>, ranges: impl Iterator<Item = &'r Range<usize>>) -> Self {
        let mut depths = vec![0; body.len() + 1];
        for range in ranges {
            let within = |at: usize| at.clamp(body.start, body.end) - body.start;
            depths[within(range.start)] += 1;
            depths[within(range.end.max(range.start))] -= 1;
        }
        let mut depth = 0;
        for step in &mut depths {
            depth += *step;
            *step = depth;
        }
        Self { start: body.start, depths }
    }

    fn has(&self, at: usize) -> bool {
        at.checked_sub(self.start).and_then(|at| self.depths.get(at)).is_some_and(|depth| *depth > 0)
    }
}

/// How many tokens of a kind stand in a range of a body.
struct Counted {
    start: usize,
    before: Vec<u32>,
}

impl Counted {
    fn new(body: Range<usize>, is_one: impl Fn(usize) -> bool) -> Self {
        let mut before = vec![0];
        for at in body.clone() {
            before.push(before[before.len() - 1] + u32::from(is_one(at)));
        }
        Self { start: body.start, before }
    }

    fn of(&self, range: &Range<usize>) -> u32 {
        let until = |at: usize| self.before[at.saturating_sub(self.start).min(self.before.len() - 1)];
        until(range.end).saturating_sub(until(range.start))
    }
}

/// Whether a check fails by itself: what stands there says that nothing may be thrown, or that something must be.
fn fails(tokens: &Tokens<'_>, at: usize) -> bool {
    let lower = name(tokens, at).to_ascii_lowercase();
    let says = ["fail", "raise", "throw", "flunk", "abort", "exit", "unreachable", "not"]
        .iter()
        .any(|word| lower.contains(word));
    // `assert False`, `expect(true).toBe(false)`, `assertThat(status).isNotEqualTo(401)`: something must not have been.
    let mut near = at + 1..at + 8;
    let denies = |at: usize| matches!(tokens.text(at), b"False" | b"false" | b"0" | b"not" | b"!=" | b"!==");
    says || near.any(|at| denies(at) || name(tokens, at).contains("Not"))
}

/// By braces: `try { … } catch (e) { … }`, and `.catch((e) => { … })` of a promise.
fn braces(tokens: &Tokens<'_>, body: Range<usize>) -> Vec<Handler> {
    let mut handlers = Vec::new();
    let mut tried = None;
    for (at, word) in tokens.words(body) {
        if word == b"try" && tokens.is(at + 1, b"{") {
            tried = Some(at + 2..tokens.partner(at + 1));
        }
        if word != b"catch" {
            continue;
        }
        let parenthesis = at + 1;
        let has_head = tokens.is(parenthesis, b"(");
        if has_head && at > 0 && tokens.is(at - 1, b".") {
            // What the promise of is not waited for or resolves is not seen.
            handlers.push(Handler {
                tried: 0..0,
                handled: parenthesis..tokens.partner(parenthesis),
                caught: None,
                takes_failures: false,
            });
            continue;
        }
        let brace = if has_head { tokens.partner(parenthesis) + 1 } else { parenthesis };
        let Some(tried) = tried.clone().filter(|_| tokens.is(brace, b"{")) else { continue };
        let types = parenthesis..brace;
        let caught = types.clone().rev().find(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word));
        handlers.push(Handler {
            tried,
            handled: brace + 1..tokens.partner(brace),
            caught,
            takes_failures: takes_failures(tokens, types),
        });
    }
    handlers
}

fn takes_failures(tokens: &Tokens<'_>, mut types: Range<usize>) -> bool {
    let known: &[&str] = match tokens.language {
        Language::JavaScript | Language::TypeScript => return true,
        Language::CSharp | Language::Php if types.is_empty() => return true,
        Language::CSharp | Language::Php => &["Exception", "Throwable"],
        Language::Python => &["Exception", "BaseException", "AssertionError"],
        Language::Java | Language::Kotlin => &["Throwable", "AssertionError", "Error"],
        Language::Ruby => &["StandardError", "Exception", "Assertion", "ExpectationNotMetError"],
        Language::Go | Language::Rust => return false,
    };
    types.any(|at| known.contains(&name(tokens, at)) && !matches!(tokens.text(at + 1), b"." | b"\\"))
}

/// Checks that are promises of which a failure is caught: `await expect(menu).toBeVisible().catch(() => {})`.
fn promised(tokens: &Tokens<'_>, body: Range<usize>) -> Vec<Handler> {
    let checks = body.clone().filter(|at| tokens.is(*at, b"expect") && tokens.is(*at + 1, b"("));
    let handler = |check: usize| {
        let range = check..statement::end(tokens, check, body.end);
        let catch = statement::find(tokens, range, &[b"catch"]).filter(|at| tokens.is(at - 1, b"."))?;
        let handled = catch + 1..tokens.partner(catch + 1);
        Some(Handler { tried: check..catch, handled, caught: None, takes_failures: true })
    };
    checks.filter_map(handler).collect()
}

/// By indentation.
fn python(tokens: &Tokens<'_>, body: Range<usize>) -> Vec<Handler> {
    let mut handlers = Vec::new();
    // Those that are open, by their indentation: where they begin, and where what is tried ends.
    let mut open: Vec<(u32, usize, Option<usize>)> = Vec::new();
    let mut handling: Option<(u32, Handler)> = None;
    for (at, token) in tokens.each(body.clone()) {
        if !token.begins_line && at > 0 {
            continue;
        }
        let column = tokens.column(*token);
        if let Some((_, mut handler)) = handling.take_if(|(indent, _)| column <= *indent) {
            handler.handled.end = at;
            handlers.push(handler);
        }
        open.retain(|(indent, ..)| column >= *indent);
        if tokens.is(at, b"try") {
            open.retain(|(indent, ..)| *indent < column);
            open.push((column, at + 2, None));
        } else if tokens.is(at, b"except")
            && let Some((indent, start, ends)) = open.last_mut().filter(|(indent, ..)| *indent == column)
        {
            let tried = *start..*ends.get_or_insert(at);
            let colon = (at..body.end).find(|at| tokens.is(*at, b":")).unwrap_or(at);
            let takes = colon == at + 1 || takes_failures(tokens, at + 1..colon);
            let caught = colon.checked_sub(1).filter(|name| tokens.is(name.saturating_sub(1), b"as"));
            handling = Some((*indent, Handler { tried, handled: colon + 1..body.end, caught, takes_failures: takes }));
        }
    }
    handlers.extend(handling.map(|(_, handler)| handler));
    handlers
}

/// By lines: `begin … rescue => e … end`, and a body that rescues as a whole.
fn ruby(tokens: &Tokens<'_>, body: Range<usize>) -> Vec<Handler> {
    let mut handlers = Vec::new();
    let column = |at: usize| tokens.get(at).filter(|token| token.begins_line).map(|token| tokens.column(token));
    for (at, _) in tokens.words(body.clone()).filter(|(_, word)| *word == b"rescue") {
        let Some(own) = column(at) else { continue };
        let begin = (body.start..at).rev().find(|before| tokens.is(*before, b"begin") && column(*before) == Some(own));
        let head = (at + 1..body.end).find(|next| column(*next).is_some()).unwrap_or(body.end);
        let end = (head..body.end).find(|next| column(*next).is_some_and(|next| next <= own)).unwrap_or(body.end);
        let named = (at + 1..head).take_while(|next| !tokens.is(*next, b"=>"));
        let takes_failures = named.clone().next().is_none() || takes_failures(tokens, at + 1..at + 1 + named.count());
        let caught = (at + 1..head).find(|next| tokens.is(*next, b"=>")).map(|arrow| arrow + 1);
        handlers.push(Handler {
            tried: begin.map_or(body.start, |begin| begin + 1)..at,
            handled: head..end,
            caught,
            takes_failures,
        });
    }
    handlers
}
