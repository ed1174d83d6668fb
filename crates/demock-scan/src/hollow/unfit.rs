//! Tests that end with a `TypeError` before they test anything: a call in them does not fit what it calls.
//!
//! Invariant: the call stands where nothing lets it be passed over, and its names are what they are outside the test.
//! Absent on purpose: calls that expect to be refused, and those of tests that are skipped or expected to fail.

use super::{Charge, Subject, statement};
use crate::facts::{ScopeId, Span};
use crate::fits::{Calls, First, Given, Misfit, Signature};
use crate::language::is_word;
use crate::language::never::Never;
use crate::look::{TokenKind, Tokens};
use demock_model::Confidence;
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The rule's name.
pub(crate) const UNFIT: &str = "call-does-not-fit";

/// What is said against tests, by the first call that does not fit.
pub(super) fn charges(subject: &Subject<'_, '_>) -> FxHashMap<ScopeId, Charge> {
    let mut charges = FxHashMap::default();
    let Some(calls) = subject.calls else { return charges };
    for given in calls.each() {
        if charges.contains_key(&given.test) {
            continue;
        }
        let reason = if given.is_own { own(subject, calls, given) } else { other(subject, given) };
        if let Some(reason) = reason.filter(|_| certainly_runs(subject, given)) {
            charges.insert(given.test, Charge::new(UNFIT, Confidence::Possible, reason));
        }
    }
    charges
}

/// Why a call does not fit what its own file defines.
fn own(subject: &Subject<'_, '_>, calls: &Calls<'_, '_>, given: &Given) -> Option<String> {
    let row = calls.row(&given.name)?;
    let misfit = row.signature.misfit(&given.shape)?;
    let parameter = |at: usize| row.signature.parameters[at].span.of(subject.source());
    Some(said(subject, given, misfit, parameter, "its file"))
}

/// Why a call does not fit what another file defines.
fn other(subject: &Subject<'_, '_>, given: &Given) -> Option<String> {
    let unfit = subject.resolver.unfit(&given.name)?;
    let text = unfit.parameters.as_bytes();
    let signature = Signature::read(text, Span::new(0, text.len()), &Never::default())?;
    let misfit = signature.misfit(&given.shape)?;
    Some(said(subject, given, misfit, |at| signature.parameters[at].span.of(text), &unfit.path))
}

fn said<'t>(
    subject: &Subject<'_, '_>,
    given: &Given,
    misfit: Misfit,
    parameter: impl Fn(usize) -> &'t [u8],
    of: &str,
) -> String {
    let call = Span { start: given.span.start, end: given.span.end }.of(subject.source());
    let callee = &call[..memchr::memchr(b'(', call).unwrap_or(call.len())];
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).split_whitespace().collect::<String>();
    let argument = |at: usize| given.names.get(at).map_or(&b""[..], |span| span.of(subject.source()));
    let line = 1 + memchr::memchr_iter(b'\n', &subject.source()[..given.span.start as usize]).count();
    let what = match misfit {
        Misfit::TooMany(most) => format!("takes {most} by place and is given {}", given.shape.placed),
        Misfit::Unknown(at) => format!("has no parameter `{}`", text(argument(at))),
        Misfit::Twice(at) => format!("is given `{}` twice", text(argument(at))),
        Misfit::Missing(at) => format!("is not given `{}`", text(parameter(at))),
    };
    format!("the call in line {line} does not fit: `{}` of {of} {what}", text(callee))
}

/// Whether nothing lets a test pass over a call, or changes what is called.
fn certainly_runs(subject: &Subject<'_, '_>, given: &Given) -> bool {
    let Some((tokens, body)) = subject.body(given.test) else { return false };
    let Some(at) = body.clone().find(|at| tokens.get(*at).is_some_and(|token| token.span.start == given.span.start))
    else {
        return false;
    };
    !is_expected_to_fail(subject, given.test)
        && is_reached(&tokens, body.clone(), at)
        && !is_bound_within(subject, given, &tokens, body)
        && !is_replaced(subject, given)
}

/// Whether what stands on a test or its class says that it may not run, or may raise.
fn is_expected_to_fail(subject: &Subject<'_, '_>, test: ScopeId) -> bool {
    const WORDS: [&str; 5] = ["xfail", "raises", "expectedFailure", "skip", "expect"];
    let says = |scope: ScopeId| WORDS.iter().any(|word| subject.header_text(scope).contains(word));
    says(test) || subject.class_of(test).is_some_and(says) || memmem::find(subject.source(), b"\npytestmark").is_some()
}

/// Words of a statement in which a call may be passed over.
const PASSED_OVER: [&[u8]; 6] = [b"lambda", b"if", b"for", b"and", b"or", b"else"];
/// Words after which the rest of a test may not run.
const LEAVES: [&[u8]; 8] = [b"return", b"raise", b"skip", b"skipTest", b"importorskip", b"xfail", b"exit", b"SkipTest"];
/// Parts of names of what takes an error.
const TAKES_ERRORS: [&[u8]; 9] =
    [b"raises", b"Raises", b"warns", b"suppress", b"error", b"Error", b"throw", b"fail", b"patch"];

/// Whether a token stands in a statement of the body, or of a `with` in it, that is always come to.
fn is_reached(tokens: &Tokens<'_>, body: Range<usize>, call: usize) -> bool {
    // Blocks around, by their columns, and whether what stands in them always runs.
    let mut blocks: Vec<(u32, bool)> = Vec::new();
    let mut start = body.start;
    while start < body.end {
        let end = statement_end(tokens, start, body.end);
        let Some(first) = tokens.get(start) else { return false };
        let column = tokens.column(first);
        // The body of a test that stands on its header's line begins none.
        blocks.retain(|(around, _)| *around < column);
        let has = |words: &[&[u8]]| tokens.words(start..end).any(|(_, word)| words.contains(&word));
        let contains = |parts: &[&[u8]]| {
            tokens.words(start..end).any(|(_, word)| parts.iter().any(|part| memmem::find(word, part).is_some()))
        };
        if (start..end).contains(&call) {
            return blocks.iter().all(|(_, runs)| *runs) && !has(&PASSED_OVER) && !contains(&TAKES_ERRORS);
        }
        if has(&LEAVES) {
            return false;
        }
        let begins = |words: &[&[u8]]| words.iter().any(|word| tokens.is(start, word) || tokens.is(start + 1, word));
        if begins(&[b"with"]) {
            blocks.push((column, !contains(&TAKES_ERRORS)));
        } else if begins(&[b"if", b"elif", b"else", b"for", b"while", b"try", b"except", b"finally", b"match", b"case"])
            || begins(&[b"def", b"class"])
        {
            blocks.push((column, false));
        }
        start = end.max(start + 1);
    }
    false
}

/// Where a statement ends: before the next line that no bracket holds.
fn statement_end(tokens: &Tokens<'_>, start: usize, limit: usize) -> usize {
    let mut at = statement::next(tokens, start);
    while at < limit && tokens.get(at).is_some_and(|token| !token.begins_line) {
        at = statement::next(tokens, at);
    }
    at.min(limit)
}

/// Whether the first name of what is called is bound in the test, too: by a parameter, an assignment, a loop.
fn is_bound_within(subject: &Subject<'_, '_>, given: &Given, tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let name = given.head.of(subject.source());
    let by_parameter =
        subject.around.parameters(given.test).iter().any(|known| known.name.span.of(subject.source()) == name);
    // An object is bound once, where it is made.
    let allowed = usize::from(given.first == First::Local);
    let by_parameter = by_parameter && matches!(given.first, First::Outside | First::Local);
    let binds = |at: usize| {
        let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
        let is_first = tokens.get(at).is_some_and(|token| token.begins_line);
        let assigned = matches!(tokens.text(at + 1), b"=" | b":=" | b":") && (is_first || before == b"(");
        assigned
            || matches!(before, b"as" | b"for" | b"def" | b"class" | b"global" | b"nonlocal" | b"del" | b"import")
            || before == b"," && !is_in_brackets(tokens, body.start, at)
            || tokens.is(at + 1, b",") && is_first
    };
    let count = body.clone().filter(|at| tokens.text(*at) == name && binds(*at)).count();
    by_parameter || count != allowed
}

/// Whether a bracket that opens in the body holds a token.
fn is_in_brackets(tokens: &Tokens<'_>, start: usize, at: usize) -> bool {
    (start..at)
        .any(|open| tokens.get(open).is_some_and(|token| token.kind == TokenKind::Open) && tokens.partner(open) > at)
}

/// Bytes before a name in a text in which it is said what is done with it.
const REPLACING_BYTES_MAX: usize = 160;

/// Whether the file puts something in the place of what is called: its name ends a dotted text or one that is handed to what
/// patches, or it is assigned to as a member.
fn is_replaced(subject: &Subject<'_, '_>, given: &Given) -> bool {
    let source = subject.source();
    // `patch.object(orders, "create"`: the call whose arguments it stands among.
    let patches = |at: usize| {
        let before = &source[at.saturating_sub(REPLACING_BYTES_MAX)..at];
        let callee = &before[..memchr::memrchr(b'(', before).unwrap_or(0)];
        [&b"setattr"[..], b"delattr", b"setitem", b"object", b"patch", b"replace"]
            .iter()
            .any(|word| callee.ends_with(word))
    };
    // A member of the test's own class is given its object once, by a hook.
    let path = Span { start: given.span.start, end: given.span.end }.of(source);
    if given.first == First::Own
        && let Some(member) = path.split(|byte| !is_word(*byte)).nth(1)
        && memmem::find_iter(source, &[b".", member, b" ="].concat()).count() != 1
    {
        return true;
    }
    let callees = given.name.split('.').map(|name| name.trim_end_matches("()"));
    callees.filter(|name| name.len() > 1).any(|name| {
        memmem::find_iter(source, name.as_bytes()).any(|at| {
            let before = at.checked_sub(1).and_then(|before| source.get(before));
            if before.is_some_and(|byte| is_word(*byte)) {
                return false;
            }
            let rest = &source[at + name.len()..];
            let ends_text = matches!(rest.first(), Some(b'"' | b'\''));
            let is_text = matches!(before, Some(b'"' | b'\''));
            let rest = rest.trim_ascii_start();
            let assigned = before == Some(&b'.') && rest.starts_with(b"=") && !rest.starts_with(b"==");
            assigned || ends_text && (before == Some(&b'.') || is_text && patches(at))
        })
    })
}
