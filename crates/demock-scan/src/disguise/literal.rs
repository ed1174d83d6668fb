//! Object literals of JavaScript and TypeScript that have functions or doubles of a library for members.
//!
//! Invariant: linear in the tokens of the file; a body is only looked into where it is short.
//! Absent on purpose: literals of values alone, which stand in for nothing.

use super::conduct;
use super::evidence::{Case, Evidence, Shape};
use super::usage::is_assertion;
use super::{Candidate, is_within, names, scope_at};
use crate::facts::{Facts, ScopeKind, Span};
use crate::look::{TokenKind, Tokens};
use rustc_hash::FxHashSet;

/// Tokens of a member up to which its body is looked into.
const BODY_TOKENS_MAX: usize = 400;
/// Tokens of a declared type that are passed over.
const TYPE_TOKENS_MAX: usize = 24;

/// What the members of a literal are.
#[derive(Debug, Default)]
struct Members {
    functions: u32,
    mocks: u32,
    /// Names of members' values that only by their name are doubles.
    named: Vec<usize>,
    /// Members whose value is a variable of which the name alone tells nothing: the key and the variable.
    variables: Vec<(usize, usize)>,
    /// Those of them that are doubles of a library.
    handed: u32,
    values: u32,
    nested: u32,
    spreads: bool,
    options: u32,
    verbs: bool,
    conducts: Vec<Case>,
}

/// What the file says of names that a literal's members may be.
struct Known<'a> {
    /// Names of values in which nothing acts.
    data: FxHashSet<&'a [u8]>,
    /// Names of doubles of a library.
    mocks: FxHashSet<&'a [u8]>,
}

/// The literals of a file that hold something that acts.
pub(super) fn literals(tokens: &Tokens<'_>, source: &[u8], facts: &Facts, put: &[Span]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut inside: Vec<usize> = Vec::new();
    let known = Known { data: data(tokens), mocks: declared_mocks(tokens) };
    for at in tokens.all() {
        match tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Open) => {
                if let Some(members) = acting(tokens, at, put, &known).filter(|_| !is_expected(tokens, &open)) {
                    while inside.last().is_some_and(|end| *end < at) {
                        inside.pop();
                    }
                    let reader = Reader { tokens, source, facts };
                    let mut candidate = reader.candidate(at, open.last().copied(), &members);
                    candidate.case.extend((!inside.is_empty()).then_some(Evidence::Inside));
                    inside.push(tokens.partner(at));
                    found.push(candidate);
                }
                open.push(at);
            }
            Some(TokenKind::Close) => {
                open.pop();
            }
            Some(TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Mark) | None => {}
        }
    }
    found
}

/// The members of a literal that holds something that acts, and that belongs to no call that patches something.
fn acting(tokens: &Tokens<'_>, at: usize, put: &[Span], known: &Known<'_>) -> Option<Members> {
    let start = tokens.get(at)?.span.start;
    if !tokens.is(at, b"{") || !may_begin_literal(tokens, at) || is_attribute(tokens, at) || is_within(put, start) {
        return None;
    }
    let mut members = members(tokens, at)?;
    let data = members.named.iter().filter(|at| known.data.contains(tokens.text(**at))).count() as u32;
    (members.mocks, members.values) = (members.mocks - data, members.values + data);
    if !is_bundle(tokens, at) {
        let variables = std::mem::take(&mut members.variables);
        for (key, _) in variables.into_iter().filter(|(_, value)| known.mocks.contains(tokens.text(*value))) {
            (members.handed, members.values) = (members.handed + 1, members.values - 1);
            members.name(tokens.text(key));
        }
    }
    let acts = members.functions + members.mocks + members.handed;
    if acts == 1 && members.handed == 1 && !may_stand_alone(tokens, at, &members) {
        return None;
    }
    if acts == members.handed && is_of_arguments(tokens, at) {
        return None;
    }
    members.mocks += members.handed;
    (members.functions + members.mocks > 0).then_some(members)
}

/// Whether a literal is what a function gives back of what it has made, for whoever takes it apart: no more than a list.
fn is_bundle(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_returned = tokens.is(at - 1, b"return") || (at > 1 && tokens.is(at - 1, b"(") && tokens.is(at - 2, b"=>"));
    is_returned && !is_cast(tokens, tokens.partner(at))
}

/// Whether a literal of one double that is made elsewhere is more than options with what they call back: it is converted to
/// a type, or has a name and is talked to.
fn may_stand_alone(tokens: &Tokens<'_>, at: usize, members: &Members) -> bool {
    let is_named = tokens.is(at - 1, b":") || tokens.is(at - 1, b"=");
    is_cast(tokens, tokens.partner(at)) || (is_named && members.verbs)
}

/// Whether a literal is how a function is given its arguments by name.
fn is_of_arguments(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.text(at - 1), b"(" | b",") && !is_cast(tokens, tokens.partner(at))
}

/// Whether what ends at a brace is converted to a type.
fn is_cast(tokens: &Tokens<'_>, close: usize) -> bool {
    let mut after = close + 1;
    while tokens.is(after, b")") {
        after += 1;
    }
    matches!(tokens.text(close + 1), b"as" | b"satisfies") || matches!(tokens.text(after), b"as")
}

/// Names that the file gives to values in which nothing acts: `const mockUser = { name: "a" }`.
fn data<'a>(tokens: &Tokens<'a>) -> FxHashSet<&'a [u8]> {
    let declared = tokens.words(tokens.all()).filter(|(_, word)| matches!(*word, b"const" | b"let" | b"var"));
    let still = declared.filter(|(at, _)| {
        let Some(value) = value_of(tokens, *at) else { return false };
        match tokens.get(value).map(|token| token.kind) {
            Some(TokenKind::Text | TokenKind::Number) => true,
            Some(TokenKind::Open) if !tokens.is(value, b"(") => {
                (value..tokens.partner(value)).all(|at| !matches!(tokens.text(at), b"(" | b"=>" | b"..."))
            }
            Some(TokenKind::Open | TokenKind::Word | TokenKind::Close | TokenKind::Mark) | None => false,
        }
    });
    still.map(|(at, _)| tokens.text(at + 1)).collect()
}

/// Whether a literal in these brackets is what an assertion expects.
fn is_expected(tokens: &Tokens<'_>, open: &[usize]) -> bool {
    for at in open.iter().rev().copied().filter(|at| *at > 0) {
        let callee = tokens.text(at - 1);
        let is_part = tokens.is(at, b"[") || tokens.is(at, b"{") && may_begin_literal(tokens, at);
        if is_part || matches!(callee, b"objectContaining" | b"arrayContaining") {
            continue;
        }
        return tokens.is(at, b"(") && (is_assertion(callee) || callee.starts_with(b"toHaveBeen"));
    }
    false
}

/// Whether a brace stands where a value does.
fn may_begin_literal(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0
        && matches!(
            tokens.text(at - 1),
            b"=" | b"(" | b"," | b":" | b"return" | b"default" | b"yield" | b"??" | b"||" | b"[" | b"?" | b"&&"
        )
}

/// Whether a brace holds the value of an attribute of markup: `<Field value={value} />`. Written so, without a blank, one name
/// alone is no literal.
fn is_attribute(tokens: &Tokens<'_>, at: usize) -> bool {
    let touches = |before: usize| {
        tokens.get(before).zip(tokens.get(before + 1)).is_some_and(|(first, next)| first.span.end == next.span.start)
    };
    at > 1 && tokens.is(at - 1, b"=") && tokens.partner(at) == at + 2 && touches(at - 2) && touches(at - 1)
}

/// The members between braces; `None` where they are a block or a type.
fn members(tokens: &Tokens<'_>, open: usize) -> Option<Members> {
    let close = tokens.partner(open);
    let mut members = Members::default();
    let mut at = open + 1;
    while at < close {
        at = member(tokens, at, close, &mut members)?;
        if at < close && !tokens.is(at, b",") {
            return None;
        }
        at += 1;
    }
    Some(members)
}

/// Reads the member that begins at an index; gives the index of the comma or brace behind it.
fn member(tokens: &Tokens<'_>, start: usize, close: usize, members: &mut Members) -> Option<usize> {
    let mut at = start;
    if tokens.is(at, b"...") {
        members.spreads = true;
        return Some(value_end(tokens, at + 1, close));
    }
    while matches!(tokens.text(at), b"async" | b"get" | b"set" | b"*")
        && !matches!(tokens.text(at + 1), b":" | b"(" | b"," | b"}")
    {
        at += 1;
    }
    let token = tokens.get(at)?;
    let key = match token.kind {
        TokenKind::Word => tokens.text(at),
        TokenKind::Text | TokenKind::Number => b"",
        TokenKind::Open if tokens.is(at, b"[") => {
            at = tokens.partner(at).max(at);
            b""
        }
        TokenKind::Open | TokenKind::Close | TokenKind::Mark => return None,
    };
    match tokens.text(at + 1) {
        b"(" => {
            let body = method_body(tokens, tokens.partner(at + 1) + 1, close)?;
            members.function(tokens, key, body..tokens.partner(body));
            Some(tokens.partner(body) + 1)
        }
        b":" => {
            let end = value_end(tokens, at + 2, close);
            members.value(tokens, key, at + 2..end);
            Some(end)
        }
        b"," | b"}" => {
            members.values += 1;
            members.variables.push((at, at));
            Some(at + 1)
        }
        _ => None,
    }
}

/// The brace of a method's body, its declared type passed over.
fn method_body(tokens: &Tokens<'_>, start: usize, close: usize) -> Option<usize> {
    let end = close.min(start + 32);
    let mut at = start;
    while at < end {
        if tokens.is(at, b"{") {
            return Some(at);
        }
        if at == start && !tokens.is(at, b":") {
            return None;
        }
        at = if matches!(tokens.text(at), b"(" | b"[") { tokens.partner(at).max(at) } else { at } + 1;
    }
    None
}

/// Where a value ends: at a comma or the closing brace.
fn value_end(tokens: &Tokens<'_>, start: usize, close: usize) -> usize {
    let mut at = start;
    while at < close && !matches!(tokens.text(at), b"," | b";") {
        at = if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Open) {
            tokens.partner(at).max(at)
        } else {
            at
        } + 1;
    }
    at.min(close)
}

impl Members {
    fn value(&mut self, tokens: &Tokens<'_>, key: &[u8], value: std::ops::Range<usize>) {
        let mut at = value.start;
        at += usize::from(tokens.is(at, b"async"));
        let arrow = if tokens.is(at, b"(") { tokens.partner(at) + 1 } else { at + 1 };
        let is_arrow = tokens.is(arrow, b"=>")
            || (tokens.is(arrow, b":") && (arrow..value.end.min(arrow + 24)).any(|next| tokens.is(next, b"=>")));
        if tokens.is(at, b"function") || is_arrow {
            self.function(tokens, key, arrow + 1..value.end);
        } else if is_mock(tokens, at) {
            self.mocks += 1;
            if at + 1 == value.end {
                self.named.push(at);
            }
            self.name(key);
        } else if tokens.is(at, b"{") {
            self.nested += 1;
        } else if (value.start..value.end.min(value.start + 40))
            .any(|next| tokens.is(next, b"=>") || is_mock(tokens, next))
            && has_default(tokens, &value)
        {
            // `overrides.read ?? (() => null)`
            self.function(tokens, key, value);
        } else {
            self.values += 1;
            self.variables.extend((value.len() == 1).then_some((value.start - 2, value.start)));
        }
    }

    fn function(&mut self, tokens: &Tokens<'_>, key: &[u8], body: std::ops::Range<usize>) {
        self.functions += 1;
        self.name(key);
        let is_short = body.len() <= BODY_TOKENS_MAX;
        let conduct = if is_short { conduct::of_body(tokens, body, key) } else { conduct::of_long_body() };
        self.conducts.push(conduct);
    }

    fn name(&mut self, key: &[u8]) {
        let is_callback = key.len() > 2 && key.starts_with(b"on") && key[2].is_ascii_uppercase();
        self.options += u32::from(is_callback);
        self.verbs |= std::str::from_utf8(key).is_ok_and(names::is_verb);
    }
}

fn has_default(tokens: &Tokens<'_>, value: &std::ops::Range<usize>) -> bool {
    (value.start..value.end.min(value.start + 8)).any(|at| matches!(tokens.text(at), b"??" | b"||" | b"?"))
}

/// Whether a double of a library stands there: `vi.fn()`, `sinon.stub()`, or what is named as one.
fn is_mock(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_whole =
        tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word) && matches!(tokens.text(at + 1), b"," | b"}");
    let is_named = is_whole && std::str::from_utf8(tokens.text(at)).is_ok_and(names::is_double);
    is_named || makes_mock(tokens, at)
}

/// Whether a double of a library is made there.
fn makes_mock(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_library =
        matches!(tokens.text(at), b"vi" | b"jest" | b"sinon" | b"sandbox" | b"jasmine" | b"mock" | b"td" | b"t");
    let is_maker = matches!(
        tokens.text(at + 2),
        b"fn" | b"stub" | b"spy" | b"fake" | b"createSpy" | b"func" | b"function" | b"mock"
    );
    (is_library && tokens.is(at + 1, b".") && is_maker)
        || matches!(tokens.text(at), b"mockFn" | b"stub" | b"mock" | b"spy")
            && matches!(tokens.text(at + 1), b"(" | b"<")
}

/// Names that the file gives to doubles of a library: `const read = vi.fn()`.
fn declared_mocks<'a>(tokens: &Tokens<'a>) -> FxHashSet<&'a [u8]> {
    let declared = tokens.words(tokens.all()).filter(|(_, word)| matches!(*word, b"const" | b"let" | b"var"));
    let mocks = declared.filter(|(at, _)| value_of(tokens, *at).is_some_and(|value| makes_mock(tokens, value)));
    mocks.map(|(at, _)| tokens.text(at + 1)).collect()
}

/// The first token of what a declaration gives its name, its type passed over.
fn value_of(tokens: &Tokens<'_>, declared: usize) -> Option<usize> {
    let range = declared + 2..declared + 2 + TYPE_TOKENS_MAX;
    let equals = range.into_iter().find(|at| matches!(tokens.text(*at), b"=" | b";" | b"=>"))?;
    tokens.is(equals, b"=").then_some(equals + 1)
}

struct Reader<'s, 'a> {
    tokens: &'s Tokens<'a>,
    source: &'s [u8],
    facts: &'s Facts,
}

impl Reader<'_, '_> {
    fn candidate(&self, at: usize, open: Option<usize>, members: &Members) -> Candidate {
        let tokens = self.tokens;
        let close = tokens.partner(at);
        let span = Span {
            start: tokens.get(at).map_or(0, |token| token.span.start),
            end: tokens.get(close).map_or(0, |token| token.span.end),
        };
        let mut case = Case::default();
        members.weigh(&mut case);
        case.extend(is_cast(tokens, close).then_some(Evidence::Cast));
        let scope = scope_at(self.facts, span.start);
        let mut name = Span::default();
        match tokens.text(at - 1) {
            b"=" => name = self.variable(at - 1, &mut case),
            b":" => name = tokens.get(at - 2).filter(|key| key.kind == TokenKind::Word).map_or(name, |key| key.span),
            b"return" => self.returned(scope, &mut case),
            b"(" if at > 1 && tokens.is(at - 2, b"=>") => self.returned(scope, &mut case),
            b"(" | b"," | b"[" => {
                let callee = open
                    .filter(|open| *open > 0 && tokens.is(*open, b"("))
                    .map_or(b"".as_slice(), |open| tokens.text(open - 1));
                case.extend(is_assertion(callee).then_some(Evidence::Asserted));
                case.extend((!is_assertion(callee)).then_some(Evidence::HandedOver));
            }
            _ => {}
        }
        let text = name.of(self.source);
        if let Ok(text) = std::str::from_utf8(text) {
            names::read(text, &mut case);
        }
        case.extend((self.facts.scopes[scope as usize].kind != ScopeKind::File).then_some(Evidence::Nested));
        Candidate { shape: Shape::Literal, span, scope, acts_in: Vec::new(), name, case, target: None }
    }

    /// The variable before `=`: its name; whether it is declared to be of a type.
    fn variable(&self, equals: usize, case: &mut Case) -> Span {
        let tokens = self.tokens;
        let begin = (equals.saturating_sub(24)..equals)
            .rev()
            .find(|at| matches!(tokens.text(*at), b"const" | b"let" | b"var" | b";" | b"{" | b"}"));
        let declared = begin.filter(|at| matches!(tokens.text(*at), b"const" | b"let" | b"var")).map(|at| at + 1);
        if let Some(declared) = declared {
            case.extend(tokens.is(declared + 1, b":").then_some(Evidence::Typed));
            return tokens.get(declared).map_or(Span::default(), |token| token.span);
        }
        case.extend((equals > 1 && tokens.is(equals - 2, b".")).then_some(Evidence::AssignedOver));
        tokens.get(equals - 1).filter(|token| token.kind == TokenKind::Word).map_or(Span::default(), |token| token.span)
    }

    fn returned(&self, scope: u32, case: &mut Case) {
        let scope = self.facts.scopes[scope as usize];
        case.add(Evidence::Returned);
        let is_function = scope.kind == ScopeKind::Function;
        if let Ok(name) = std::str::from_utf8(scope.name.of(self.source)) {
            case.extend((is_function && names::is_double(name)).then_some(Evidence::ReturnedByDouble));
            case.extend((is_function && names::is_service(name)).then_some(Evidence::NameService));
        }
    }
}

impl Members {
    fn weigh(&self, case: &mut Case) {
        case.extend((self.mocks > 0).then_some(Evidence::HoldsMocks));
        case.extend((self.functions == 0).then_some(Evidence::OnlyMocks));
        case.extend((self.values == 0 && self.nested == 0).then_some(Evidence::AllFunctions));
        case.extend(self.spreads.then_some(Evidence::Spreads));
        case.extend((self.options > 0).then_some(Evidence::Options));
        case.extend(self.verbs.then_some(Evidence::Verbs));
        case.extend((self.functions + self.mocks == 1).then_some(Evidence::OneMethod));
        let all = |test: fn(&Case) -> bool| !self.conducts.is_empty() && self.conducts.iter().all(test);
        case.extend(all(|conduct| conduct.has(Evidence::AllTrivial)).then_some(Evidence::AllTrivial));
        case.extend(self.conducts.iter().any(|conduct| conduct.has(Evidence::Records)).then_some(Evidence::Records));
        case.extend(self.conducts.iter().any(|conduct| conduct.has(Evidence::Raises)).then_some(Evidence::Raises));
        case.extend(self.conducts.iter().any(|conduct| conduct.has(Evidence::Logic)).then_some(Evidence::Logic));
        case.extend(
            self.conducts.iter().any(|conduct| conduct.has(Evidence::CallsReal)).then_some(Evidence::CallsReal),
        );
    }
}
