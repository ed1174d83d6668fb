//! Answers that are settled before anything is measured: a result that is true from the start and never set again, and a
//! helper that answers true whatever happened, or where an error was thrown.
//!
//! Invariant: what may be set to anything else is no such answer. Absent on purpose: helpers of other files, conditions.

use super::checks::{self, name};
use super::units::Units;
use super::{Subject, statement, swallow, trivial};
use crate::facts::ScopeKind;
use crate::look::{TokenKind, Tokens};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Why a result that nothing sets holds.
const NEVER_SET: &str = "the result is true from the start and never set from what was measured";
/// Why the answer of a helper holds.
const ALWAYS: &str = "the helper that it asks answers true whatever happened";
/// Why the answer of a helper holds where it should not.
pub(super) const WHERE_IT_FAILS: &str = "the helper that it asks answers true where an error was thrown";

/// Whether a reason is one of these: a reader may find that the helper is what is tested.
pub(super) fn is_one(reason: &str) -> bool {
    [NEVER_SET, ALWAYS, WHERE_IT_FAILS].contains(&reason)
}

/// Helpers of a file whose answer is settled, by name, and why.
#[derive(Debug, Default)]
pub(super) struct Helpers<'a>(FxHashMap<&'a [u8], &'static str>);

impl<'a> Helpers<'a> {
    /// Those of a file; a name that is defined twice is none.
    pub(super) fn of(subject: &Subject<'_, 'a>, units: &Units) -> Self {
        let mut known: FxHashMap<&'a [u8], Option<&'static str>> = FxHashMap::default();
        for scope in &units.scopes {
            let it = subject.facts().scopes[*scope as usize];
            let name = it.name.of(subject.source());
            let body = subject.body(*scope).filter(|_| it.kind == ScopeKind::Function && !name.is_empty());
            let why = body.and_then(|(tokens, body)| answer(&tokens, body));
            known.entry(name).and_modify(|known| *known = None).or_insert(why);
        }
        Self(known.into_iter().filter_map(|(name, why)| why.map(|why| (name, why))).collect())
    }

    /// Why the call that a range is has a settled answer: `check()`, `await self.check(order)`.
    fn asked(&self, tokens: &Tokens<'_>, range: Range<usize>) -> Option<&'static str> {
        if self.0.is_empty() {
            return None;
        }
        let mut at = range.start + usize::from(tokens.is(range.start, b"await"));
        while matches!(tokens.text(at + 1), b"." | b"->" | b"::") {
            at += 2;
        }
        let is_whole = tokens.is(at + 1, b"(") && tokens.partner(at + 1) + 1 == range.end;
        self.0.get(tokens.text(at)).copied().filter(|_| is_whole)
    }
}

/// Why a body answers true: it gives back nothing else, or that is what a handler of every error gives back.
fn answer(tokens: &Tokens<'_>, body: Range<usize>) -> Option<&'static str> {
    if body.clone().any(|at| may_fail(tokens, at)) || checks::first(tokens, body.clone()).is_some() {
        return None;
    }
    let returns: Vec<usize> =
        tokens.words(body.clone()).filter(|(_, word)| *word == b"return").map(|(at, _)| at).collect();
    let gives_true = |at: &usize| {
        let end = statement::end(tokens, at + 1, body.end);
        end == at + 2 && is_true(tokens, at + 1)
    };
    if returns.is_empty() || !returns.iter().any(gives_true) {
        return None;
    }
    if returns.iter().all(gives_true) {
        return Some(ALWAYS);
    }
    let silenced = swallow::silenced(tokens, body.clone());
    let is_silenced = |at: &usize| silenced.iter().any(|handled| handled.contains(at));
    returns.iter().any(|at| gives_true(at) && is_silenced(at)).then_some(WHERE_IT_FAILS)
}

/// Whether a word ends a body in an error, defines a function in it, or makes it answer more than once.
fn may_fail(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(
        tokens.text(at),
        b"raise"
            | b"throw"
            | b"panic"
            | b"fail"
            | b"def"
            | b"function"
            | b"=>"
            | b"lambda"
            | b"yield"
            | b"fun"
            | b"func"
    )
}

/// Results of one test that are true from the start.
pub(super) struct Settled<'h, 'a> {
    helpers: &'h Helpers<'a>,
    results: FxHashMap<&'a [u8], &'static str>,
}

impl<'h, 'a> Settled<'h, 'a> {
    /// Those of a test's body.
    pub(super) fn of(tokens: &Tokens<'a>, body: Range<usize>, helpers: &'h Helpers<'a>) -> Self {
        let mut known: FxHashMap<&'a [u8], Option<&'static str>> = FxHashMap::default();
        let may_throw = tokens.words(body.clone()).any(|(_, word)| matches!(word, b"raise" | b"throw" | b"panic"));
        for (at, word) in tokens.words(body.clone()).filter(|_| !may_throw) {
            let Some(value) = set(tokens, at, body.end) else { continue };
            let why = value.and_then(|value| {
                let literal = (value.len() == 1 && is_true(tokens, value.start)).then_some(NEVER_SET);
                literal.or_else(|| helpers.asked(tokens, value))
            });
            known.entry(word).and_modify(|known| *known = known.filter(|_| why.is_some())).or_insert(why);
        }
        Self { helpers, results: known.into_iter().filter_map(|(name, why)| why.map(|why| (name, why))).collect() }
    }

    /// Where a check of such an answer ends, and why it holds; a call that only gives the answer is none, and has no reason.
    pub(super) fn check(&self, tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<(usize, Option<&'static str>)> {
        if let Some((end, truth)) = trivial::truth(tokens, at, limit) {
            let result = || self.results.get(tokens.text(truth.start)).copied().filter(|_| truth.len() == 1);
            let why = self.helpers.asked(tokens, truth.clone()).or_else(result)?;
            return Some((end, Some(why)));
        }
        let close = tokens.partner(at + 1);
        let is_asked = tokens.is(at + 1, b"(") && self.helpers.asked(tokens, at..close + 1).is_some();
        is_asked.then_some((close + 1, None))
    }
}

fn is_true(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.text(at), b"True" | b"true")
}

/// What a name is set to: `None` where it is not, `Some(None)` where it may be set to anything.
#[expect(clippy::option_option, reason = "what is set to something unknown is set all the same")]
fn set(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<Option<Range<usize>>> {
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    if matches!(before, b"." | b"->" | b"?." | b"::") {
        return None;
    }
    let by_others =
        matches!(before, b"for" | b"as" | b"global" | b"nonlocal" | b"&" | b"ref" | b"out" | b"in" | b"case");
    let behind = tokens.text(at + 1);
    let is_typed = tokens.is(at + 1, b":") && tokens.is(at + 3, b"=");
    let is_plain = matches!(behind, b"=" | b":=") || is_typed;
    let changes = behind.last() == Some(&b'=')
        && !matches!(behind, b"=" | b":=" | b"==" | b"===" | b"!=" | b"!==" | b"<=" | b">=");
    let is_mark = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Mark);
    let by_mark = is_mark(at + 1) && matches!(behind, b"&" | b"|" | b"^" | b"+" | b"??") && tokens.is(at + 2, b"=");
    if by_others || changes || by_mark {
        return Some(None);
    }
    if !is_plain {
        // `ok, rest = …`
        let is_listed = behind == b"," && !matches!(before, b"(" | b"[" | b",");
        return is_listed.then_some(None);
    }
    let start = at + if is_typed { 4 } else { 2 };
    if before == b"(" && behind == b"=" {
        // An argument by name.
        return None;
    }
    let is_own = name(tokens, at) == std::str::from_utf8(tokens.text(at)).unwrap_or_default();
    let value = start..statement::end(tokens, start, limit);
    let is_listed = before == b"," || !is_own || statement::parts(tokens, value.clone()).len() > 1;
    Some((!is_listed && is_declared(tokens, at)).then_some(value))
}

/// Whether a name that is set is the test's own: outside Python it says so, since what is set may be a variable around it.
fn is_declared(tokens: &Tokens<'_>, at: usize) -> bool {
    use demock_model::Language;
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    match tokens.language {
        Language::Python => true,
        Language::Go => tokens.is(at + 1, b":="),
        Language::Ruby | Language::Php => false,
        Language::CSharp
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Rust
        | Language::TypeScript => {
            matches!(before, b"let" | b"const" | b"var" | b"val" | b"bool" | b"boolean" | b"Boolean" | b"mut")
        }
    }
}
