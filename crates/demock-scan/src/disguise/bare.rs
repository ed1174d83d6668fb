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
            b"types" | b"ModuleType" | b"SimpleNamespace" if !is_ruby => of_python(tokens, at),
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
        case.add(Evidence::Bare);
        case.extend(acts.then_some(Evidence::AllFunctions));
        case.extend((facts.scopes[scope as usize].kind != ScopeKind::File).then_some(Evidence::Nested));
        let mut name = Span::default();
        match at.checked_sub(1).map(|before| tokens.text(before)) {
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
    let gets_methods = tokens.is(at - 1, b"=") && (extended.contains(name) || is_service);
    (gets_block || gets_methods).then_some((at + 2, true))
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
