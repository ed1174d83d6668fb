//! Objects of a class that is written where the object is made: `new Store() { … }`, `object : Store { … }`.
//!
//! Invariant: linear in the tokens of the file. Absent on purpose: JavaScript's object literals (`literal`).

use super::class::Class;
use super::header;
use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use crate::look::{TokenKind, Tokens};
use demock_model::Language;

/// Definitions in an object that are looked at.
const SCOPES_MAX: usize = 256;

/// All objects of a file whose class has no name.
pub(super) fn objects(tokens: &Tokens<'_>, facts: &Facts) -> Vec<Class> {
    let find: fn(&Tokens<'_>, usize) -> Option<usize> = match tokens.language {
        Language::Java => of_java,
        Language::Kotlin => of_kotlin,
        Language::Php => of_php,
        Language::Python
        | Language::CSharp
        | Language::Go
        | Language::JavaScript
        | Language::Ruby
        | Language::Rust
        | Language::TypeScript => return Vec::new(),
    };
    let mut found = Vec::new();
    for at in tokens.all() {
        if let Some(brace) = find(tokens, at)
            && let Some(object) = object(tokens, facts, at, brace)
        {
            found.push(object);
        }
    }
    found
}

fn object(tokens: &Tokens<'_>, facts: &Facts, at: usize, brace: usize) -> Option<Class> {
    let (first, open) = (tokens.get(at)?.span, tokens.get(brace)?.span);
    let end = tokens.get(tokens.partner(brace))?.span.end;
    let from = facts.scopes.partition_point(|scope| scope.header.start < open.end);
    let mut methods: Vec<ScopeId> = Vec::new();
    let mut written_to = 0;
    for (id, scope) in (from as ScopeId..).zip(&facts.scopes[from..]).take(SCOPES_MAX) {
        if scope.header.start >= end {
            break;
        }
        if scope.header.start >= written_to && scope.kind == ScopeKind::Function {
            methods.push(id);
            written_to = scope.end;
        }
    }
    let written_in = super::scope_at(facts, first.start);
    let base = base(tokens, at, brace);
    Some(Class {
        name: Span::default(),
        span: Span { start: first.start, end: open.end },
        scope: written_in,
        written_in,
        methods,
        header: header::Header { bases: base, ..header::Header::default() },
        traits: Vec::new(),
    })
}

/// Paths between the word that makes the object and its brace, arguments passed over.
fn base(tokens: &Tokens<'_>, at: usize, brace: usize) -> Vec<Span> {
    let mut bases = Vec::new();
    let mut next = at + 1;
    while next < brace {
        let Some(token) = tokens.get(next) else { break };
        let is_name = token.kind == TokenKind::Word
            && !matches!(tokens.text(next), b"class" | b"extends" | b"implements" | b"readonly" | b"by");
        match token.kind {
            TokenKind::Open => next = tokens.partner(next).max(next),
            TokenKind::Word if is_name && !matches!(tokens.text(next - 1), b"." | b"\\" | b"<") => {
                let mut end = next;
                while matches!(tokens.text(end + 1), b"." | b"\\") && end + 2 < brace {
                    end += 2;
                }
                let last = tokens.get(end).map_or(token.span.end, |last| last.span.end);
                bases.push(Span { start: token.span.start, end: last });
                next = end;
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Close | TokenKind::Mark => {}
        }
        next += 1;
    }
    bases
}

/// `new Path<…>(…) {`
fn of_java(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !tokens.is(at, b"new") {
        return None;
    }
    let open = (at + 2..at + 32).find(|next| matches!(tokens.text(*next), b"(" | b";" | b"{" | b"[" | b"="))?;
    let brace = tokens.partner(open) + 1;
    (tokens.is(open, b"(") && tokens.is(brace, b"{")).then_some(brace)
}

/// `object : Path(…) {`
fn of_kotlin(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    (tokens.is(at, b"object") && tokens.is(at + 1, b":")).then(|| brace_after(tokens, at + 2)).flatten()
}

/// `new class(…) extends Path implements Path {`
fn of_php(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let is_class = tokens.is(at + 1, b"class") || (tokens.is(at + 1, b"readonly") && tokens.is(at + 2, b"class"));
    (tokens.is(at, b"new") && is_class).then(|| brace_after(tokens, at + 2)).flatten()
}

fn brace_after(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    while at < start + 64 {
        let token = tokens.get(at)?;
        if tokens.is(at, b"{") {
            return Some(at);
        }
        at = if token.kind == TokenKind::Open { tokens.partner(at).max(at) } else { at } + 1;
    }
    None
}
