//! What in a branch stands in for something and acts.
//!
//! Invariant: a value is nothing: `np = None`, a flag, a class without a body, an error that is raised instead.
//! Absent on purpose: doubles of libraries, which the table finds; they are handed in.

use super::conditions::Cause;
use crate::claim::words_of_name;
use crate::facts::Span;
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Something that stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StandIn {
    /// A library's double.
    Double(Span),
    /// A definition or a call whose name says that it is a double.
    Named(Span),
    /// One whose name may say so.
    Guessed(Span),
    /// A definition in place of one that could not be imported.
    Unnamed(Span),
    /// Such a definition that does nothing: it passes, or gives back what it is given.
    Inert(Span),
}

impl StandIn {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Double(span) | Self::Named(span) | Self::Guessed(span) | Self::Unnamed(span) | Self::Inert(span) => {
                *span
            }
        }
    }
}

/// Types that `new` makes more than once in a file.
pub(super) fn made_often<'t>(tokens: &Tokens<'t>) -> FxHashSet<&'t [u8]> {
    let made = tokens.words(tokens.all()).filter(|(_, word)| *word == b"new").map(|(at, _)| tokens.text(at + 1));
    let mut once = FxHashSet::default();
    made.filter(|name| !name.is_empty() && !once.insert(*name)).collect()
}

/// The type that an expression begins with.
pub(super) fn name(expression: &[u8]) -> &[u8] {
    let expression = expression.strip_prefix(b"new ").unwrap_or(expression);
    let end = expression.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    &expression[..end.unwrap_or(expression.len())]
}

/// Everything in a branch that stands in.
pub(super) fn within(tokens: &Tokens<'_>, branch: Range<usize>, cause: Cause, doubles: &[Span]) -> Vec<StandIn> {
    let (Some(first), Some(last)) = (tokens.get(branch.start), tokens.get(branch.end.saturating_sub(1))) else {
        return Vec::new();
    };
    let from = doubles.partition_point(|double| double.start < first.span.start);
    let inside = doubles[from..].iter().take_while(|double| double.start < last.span.end);
    let mut found: Vec<StandIn> = inside.map(|double| StandIn::Double(*double)).collect();
    found.extend(branch.clone().filter_map(|at| at_token(tokens, at, &branch, cause)));
    found
}

fn at_token(tokens: &Tokens<'_>, at: usize, branch: &Range<usize>, cause: Cause) -> Option<StandIn> {
    let token = tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
    let is_definition = matches!(token.span.end - token.span.start, 3..=8)
        && matches!(tokens.text(at), b"class" | b"def" | b"function" | b"struct" | b"object");
    if is_definition {
        return definition(tokens, at, branch, cause);
    }
    // The name of a definition is part of it.
    let is_name = at > 0
        && matches!(
            tokens.text(at - 1),
            b"raise" | b"throw" | b"class" | b"def" | b"function" | b"struct" | b"object" | b"func" | b"fn"
        );
    let opens = match tokens.text(at + 1) {
        b"(" => true,
        b"{" => matches!(tokens.language, Language::Go | Language::Rust),
        b"." => {
            tokens.language == Language::Ruby && tokens.is(at + 2, b"new")
                || tokens.is(at + 2, b"new") && tokens.is(at + 3, b"(")
        }
        b"::" => tokens.is(at + 2, b"new") || tokens.is(at + 2, b"default"),
        b"<" => tokens.is(at.saturating_sub(1), b"new"),
        _ => at > 0 && tokens.is(at - 1, b"new"),
    };
    let is_raised = at > 1 && matches!(tokens.text(at - 2), b"throw" | b"raise");
    if is_name || is_raised || !opens {
        return None;
    }
    let span = token.span;
    match call_name(tokens.text(at)) {
        Some(Name::Double) => Some(StandIn::Named(span)),
        Some(Name::Perhaps) => Some(StandIn::Guessed(span)),
        None => None,
    }
}

/// A class or function that is defined in a branch.
fn definition(tokens: &Tokens<'_>, at: usize, branch: &Range<usize>, cause: Cause) -> Option<StandIn> {
    let token = tokens.get(at)?;
    let name = tokens.get(at + 1).filter(|name| name.kind == TokenKind::Word)?;
    let span = Span { start: token.span.start, end: name.span.end };
    let named = type_name(tokens.text(at + 1));
    let is_python = tokens.language == Language::Python;
    if is_python && !is_outermost(tokens, at, branch) {
        // What stands in a stand-in is part of it.
        return None;
    }
    match named {
        Some(Name::Double) => Some(StandIn::Named(span)),
        Some(Name::Perhaps) => Some(StandIn::Guessed(span)),
        // Only what is defined in place of an import, or for tests, needs no name that tells.
        None if is_python && matches!(cause, Cause::Failure | Cause::UnderTest) => match body(tokens, at, branch) {
            Body::Nothing => None,
            Body::Inert => Some(StandIn::Inert(span)),
            Body::Acts => Some(StandIn::Unnamed(span)),
        },
        None => None,
    }
}

/// Whether a definition stands in the branch itself and not in another definition.
fn is_outermost(tokens: &Tokens<'_>, at: usize, branch: &Range<usize>) -> bool {
    let column = |at: usize| tokens.get(at).map_or(0, |token| tokens.column(token));
    // A decorated or asynchronous definition begins its line elsewhere.
    column(branch.start) == column(at)
        || tokens.is(at.saturating_sub(1), b"async") && column(branch.start) == column(at - 1)
}

/// What the body of a definition does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// It raises, or is no body at all; also an error or a type, which are values.
    Nothing,
    /// It passes, or gives back one value.
    Inert,
    /// Anything else.
    Acts,
}

fn body(tokens: &Tokens<'_>, at: usize, branch: &Range<usize>) -> Body {
    let is_class = tokens.is(at, b"class");
    let mut next = at + 2;
    if tokens.is(next, b"(") {
        let close = tokens.partner(next);
        let is_value = |at: usize| {
            let base = tokens.text(at);
            [&b"Error"[..], b"Exception", b"Enum", b"Tuple", b"Protocol", b"Dict"].iter().any(|end| base.ends_with(end))
        };
        if is_class && (next..close).any(is_value) {
            return Body::Nothing;
        }
        next = close + 1;
    }
    while next < branch.end && !tokens.is(next, b":") {
        next += 1;
    }
    let is_code = |at: &usize| tokens.get(*at).is_some_and(|token| token.kind != TokenKind::Text);
    let Some(first) = (next + 1..branch.end).find(is_code) else { return Body::Nothing };
    match tokens.text(first) {
        b"raise" | b"..." | b"from" | b"import" => Body::Nothing,
        b"pass" if is_class => Body::Nothing,
        b"pass" => Body::Inert,
        b"return" => {
            let value =
                (first + 1..branch.end).take_while(|at| tokens.get(*at).is_some_and(|token| !token.begins_line));
            if value.count() < 2 { Body::Inert } else { Body::Acts }
        }
        _ => Body::Acts,
    }
}

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Double,
    Perhaps,
}

/// Of a type or a function that is defined.
fn type_name(name: &[u8]) -> Option<Name> {
    let words = words(name);
    let any = |asked: &[&str]| words.iter().any(|word| asked.contains(&word.as_str()));
    if any(&["mock", "fake", "stub"]) && !any(&["is", "has", "reset", "clear", "un"]) {
        Some(Name::Double)
    } else if any(&["dummy"]) || words.windows(2).any(|pair| pair == ["in", "memory"]) {
        Some(Name::Perhaps)
    } else {
        None
    }
}

/// Of what is called: `FakeRedis()`, `_mock_response()`; what asks or checks is none.
fn call_name(name: &[u8]) -> Option<Name> {
    let words = words(name);
    let asks = [
        "is", "has", "reset", "clear", "assert", "verify", "check", "warn", "unmock", "require", "load", "import",
        "remove", "stop", "patch", "skip",
    ];
    if words.first().is_none_or(|first| asks.contains(&first.as_str())) || words.len() < 2 {
        return None;
    }
    type_name(name)
}

/// The words of a name, in small letters.
pub(super) fn words(name: &[u8]) -> Vec<String> {
    words_of_name(&String::from_utf8_lossy(name))
}
