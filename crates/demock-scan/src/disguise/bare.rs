//! Objects without a class: a module made by hand, a namespace of functions, an object that gets its methods one by one.
//!
//! Invariant: linear in the tokens of the file. Absent on purpose: what they are put in the place of.

use super::evidence::{Case, Evidence, Shape};
use super::{Candidate, is_within, names, scope_at};
use crate::facts::{Facts, ScopeKind, Span};
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use rustc_hash::FxHashSet;

/// Tokens of a block's parameters and of a call in it: `{ |o| o.extend(`.
const BLOCK_TOKENS: usize = 7;

/// Tokens of a class's body in which its first method is looked for.
const BODY_TOKENS: usize = 40;

/// The bare objects of a file.
pub(super) fn objects(tokens: &Tokens<'_>, source: &[u8], facts: &Facts, put: &[Span]) -> Vec<Candidate> {
    let is_ruby = match tokens.language {
        Language::Ruby => true,
        Language::Python => false,
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => return Vec::new(),
    };
    let extended = if is_ruby { extended(tokens) } else { FxHashSet::default() };
    let mut found = Vec::new();
    for (at, word) in tokens.words(tokens.all()) {
        let made = match word {
            b"Object" if is_ruby => of_ruby(tokens, at, &extended),
            b"Class" | b"Struct" if is_ruby => class_of_ruby(tokens, at),
            b"types" | b"ModuleType" | b"SimpleNamespace" if !is_ruby => of_python(tokens, at),
            b"type" if !is_ruby => class_of_python(tokens, at),
            _ => None,
        };
        let Some((end, acts)) = made else { continue };
        let (Some(first), Some(last)) = (tokens.get(at), tokens.get(end)) else { continue };
        let span = Span { start: first.span.start, end: last.span.end };
        if is_within(put, span.start) {
            // It belongs to the call.
            continue;
        }
        let scope = scope_at(facts, span.start);
        let mut case = Case::default();
        case.extend(acts.then_some(Evidence::Bare));
        case.extend(acts.then_some(Evidence::AllFunctions));
        case.extend((facts.scopes[scope as usize].kind != ScopeKind::File).then_some(Evidence::Nested));
        let mut name = Span::default();
        match at.checked_sub(1).map(|before| tokens.text(before)) {
            Some(b"do" | b"{") if is_ruby => name = let_around(tokens, at).unwrap_or_default(),
            Some(b"=") if at > 1 => {
                name = tokens.get(at - 2).filter(|name| name.kind == TokenKind::Word).map_or(name, |name| name.span);
                case.extend((at > 2 && tokens.is(at - 3, b".")).then_some(Evidence::AssignedOver));
            }
            Some(b"(" | b",") => case.add(Evidence::HandedOver),
            Some(b"return") => case.add(Evidence::Returned),
            Some(_) | None => {}
        }
        if let Ok(text) = std::str::from_utf8(name.of(source)) {
            names::read(text, &mut case);
        }
        found.push(Candidate { shape: Shape::Literal, span, scope, acts_in: Vec::new(), name, case, target: None });
    }
    found
}

/// `types.ModuleType(…)`, `SimpleNamespace(name=lambda …)`: where it ends, and whether it has functions.
fn of_python(tokens: &Tokens<'_>, at: usize) -> Option<(usize, bool)> {
    let name = if tokens.is(at, b"types") && tokens.is(at + 1, b".") { at + 2 } else { at };
    if at > 0 && tokens.is(at - 1, b".") || !tokens.is(name + 1, b"(") {
        return None;
    }
    let close = tokens.partner(name + 1);
    match tokens.text(name) {
        b"ModuleType" => Some((close, true)),
        b"SimpleNamespace" => {
            let acts = (name + 2..close)
                .any(|inside| matches!(tokens.text(inside), b"lambda" | b"Mock" | b"MagicMock" | b"AsyncMock"));
            acts.then_some((close, true))
        }
        _ => None,
    }
}

/// The `Object` of `Object.new`, where the variable gets methods.
fn of_ruby(tokens: &Tokens<'_>, at: usize, extended: &FxHashSet<&[u8]>) -> Option<(usize, bool)> {
    let is_made = tokens.is(at + 1, b".") && tokens.is(at + 2, b"new");
    if !is_made || at < 2 {
        return None;
    }
    // One that gets a module of the product is how that module is tried.
    let gets_module = || (at + 5..at + 5 + BLOCK_TOKENS).any(|inside| tokens.is(inside, b"extend"));
    let gets_block = tokens.is(at + 3, b".")
        && matches!(tokens.text(at + 4), b"tap" | b"instance_eval")
        && !(tokens.is(at + 4, b"tap") && gets_module());
    let name = tokens.text(at - 2);
    let is_service = std::str::from_utf8(name).is_ok_and(names::is_service);
    let acts = gets_block || (tokens.is(at - 1, b"=") && extended.contains(name));
    (acts || (tokens.is(at - 1, b"=") && is_service)).then_some((at + 2, acts))
}

/// A class of Ruby's that has no name of its own and is given that of a double: `FakeGateway = Struct.new(:charged) do`,
/// `let(:fake_gateway) { Class.new do … }`. One that only holds values has none of what it is given.
fn class_of_ruby(tokens: &Tokens<'_>, at: usize) -> Option<(usize, bool)> {
    if at < 2 || !tokens.is(at + 1, b".") || !tokens.is(at + 2, b"new") {
        return None;
    }
    let given = if tokens.is(at - 1, b"=") { Some(tokens.text(at - 2)) } else { None };
    let named = given.or_else(|| let_around(tokens, at).map(|_| symbol(tokens, at - 3)));
    if !named.is_some_and(|name| std::str::from_utf8(name).is_ok_and(names::is_double)) {
        return None;
    }
    let after = if tokens.is(at + 3, b"(") { tokens.partner(at + 3).max(at + 3) + 1 } else { at + 3 };
    let opens = matches!(tokens.text(after), b"do" | b"{");
    let first = (after..after + BODY_TOKENS).find(|inside| matches!(tokens.text(*inside), b"def" | b"end" | b"}"));
    let acts = opens && first.is_some_and(|first| tokens.is(first, b"def"));
    (acts || tokens.is(at, b"Struct")).then_some((at + 2, acts))
}

/// The name of the `let` in whose block an expression stands first.
fn let_around(tokens: &Tokens<'_>, at: usize) -> Option<Span> {
    let begins = at.checked_sub(5)?;
    let is_let = matches!(tokens.text(begins), b"let" | b"let!")
        && tokens.is(begins + 1, b"(")
        && tokens.is(begins + 3, b")")
        && matches!(tokens.text(at - 1), b"do" | b"{");
    let name = tokens.get(begins + 2).filter(|_| is_let)?.span;
    Some(Span { start: name.start + 1, end: name.end })
}

/// A symbol without its colon.
fn symbol<'a>(tokens: &Tokens<'a>, at: usize) -> &'a [u8] {
    let text = tokens.text(at);
    text.strip_prefix(b":").unwrap_or(text)
}

/// A class of Python's that is made by a call, with functions for members: `type("Store", (), {"get": lambda self, key: 1})`.
fn class_of_python(tokens: &Tokens<'_>, at: usize) -> Option<(usize, bool)> {
    let is_text = tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Text);
    if at > 0 && tokens.is(at - 1, b".") || !tokens.is(at + 1, b"(") || !is_text || !tokens.is(at + 3, b",") {
        return None;
    }
    let close = tokens.partner(at + 1);
    let acts =
        (at + 4..close).any(|inside| matches!(tokens.text(inside), b"lambda" | b"Mock" | b"MagicMock" | b"AsyncMock"));
    acts.then_some((close, true))
}

/// Variables whose methods are defined one by one: `def store.get`, `store.define_singleton_method(:get)`.
fn extended<'a>(tokens: &Tokens<'a>) -> FxHashSet<&'a [u8]> {
    let mut names = FxHashSet::default();
    for (at, word) in tokens.words(tokens.all()) {
        match word {
            b"def" if tokens.is(at + 2, b".") && !tokens.is(at + 1, b"self") => {
                names.insert(tokens.text(at + 1));
            }
            b"define_singleton_method" | b"instance_eval" | b"singleton_class" | b"instance_variable_set"
                if at > 1 && tokens.is(at - 1, b".") =>
            {
                names.insert(tokens.text(at - 2));
            }
            _ => {}
        }
    }
    names
}
