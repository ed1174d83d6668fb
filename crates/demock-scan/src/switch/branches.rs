//! The branches of a file: what is run where a condition holds or something fails, and what otherwise.
//!
//! Python and Ruby are read by their layout, the other languages by their braces. Invariant: linear, because a block
//! by layout is followed no further than is looked at.
//! Absent on purpose: loops, `switch`, and what conditions say (`conditions`).

use super::BRANCH_TOKENS_MAX;
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// Tokens of a condition or of an operand.
const OPERAND_TOKENS_MAX: usize = 60;

/// One condition with what it chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    /// The word or mark that it hangs on: `if`, `except`, `?`.
    pub(super) head: usize,
    /// What is asked; for a failure, what is caught.
    pub(super) condition: Range<usize>,
    /// What is run where it holds.
    pub(super) then: Range<usize>,
    /// What is run otherwise.
    pub(super) otherwise: Option<Range<usize>>,
    /// Whether it is a statement with a block.
    pub(super) is_block: bool,
}

/// The branches of a file, in order of place.
pub(super) fn of<'t>(tokens: &'t Tokens<'_>) -> impl Iterator<Item = Branch> + 't {
    let may_be_one =
        tokens.each(tokens.all()).filter(|(_, token)| matches!(token.kind, TokenKind::Word | TokenKind::Mark));
    may_be_one.filter_map(move |(at, _)| match tokens.language {
        Language::Python => of_python(tokens, at),
        Language::Ruby => of_ruby(tokens, at),
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => of_braces(tokens, at),
    })
}

fn of_python(tokens: &Tokens<'_>, at: usize) -> Option<Branch> {
    let begins = tokens.get(at)?.begins_line;
    match tokens.text(at) {
        b"except" | b"if" | b"elif" if begins => {
            let colon = find(tokens, at + 1, |at| tokens.is(at, b":"))?;
            let then = colon + 1..block_end(tokens, at, colon + 1);
            let otherwise = (tokens.is(then.end, b"else") && column(tokens, then.end) == column(tokens, at))
                .then(|| then.end + 2..block_end(tokens, then.end, then.end + 2));
            Some(Branch { head: at, condition: at + 1..colon, then, otherwise, is_block: true })
        }
        b"if" => {
            let other = find(tokens, at + 1, |at| tokens.is(at, b"else"))?;
            let end = operand_end(tokens, other + 1);
            let then = operand_start(tokens, at)..at;
            Some(Branch { head: at, condition: at + 1..other, then, otherwise: Some(other + 1..end), is_block: false })
        }
        _ => None,
    }
}

fn of_ruby(tokens: &Tokens<'_>, at: usize) -> Option<Branch> {
    let begins = tokens.get(at)?.begins_line;
    match tokens.text(at) {
        b"rescue" | b"if" | b"elsif" | b"unless" if begins => {
            let line = line_end(tokens, at);
            let then = line..block_end(tokens, at, line);
            let otherwise =
                tokens.is(then.end, b"else").then(|| then.end + 1..block_end(tokens, then.end, then.end + 1));
            Some(Branch { head: at, condition: at + 1..line, then, otherwise, is_block: true })
        }
        b"if" | b"unless" => {
            let start = (at.saturating_sub(OPERAND_TOKENS_MAX)..at)
                .rev()
                .find(|at| tokens.get(*at).is_some_and(|token| token.begins_line))?;
            Some(Branch {
                head: at,
                condition: at + 1..line_end(tokens, at),
                then: start..at,
                otherwise: None,
                is_block: true,
            })
        }
        b"?" => ternary(tokens, at),
        _ => None,
    }
}

fn of_braces(tokens: &Tokens<'_>, at: usize) -> Option<Branch> {
    match tokens.text(at) {
        b"catch" => {
            let condition = if tokens.is(at + 1, b"(") { at + 2..tokens.partner(at + 1) } else { at + 1..at + 1 };
            let open = if tokens.is(at + 1, b"(") { condition.end + 1 } else { at + 1 };
            let then = braced(tokens, open)?;
            Some(Branch { head: at, condition, then, otherwise: None, is_block: true })
        }
        b"if" => {
            let has_brackets = tokens.is(at + 1, b"(") && !matches!(tokens.language, Language::Go | Language::Rust);
            let (condition, open) = if has_brackets {
                let close = tokens.partner(at + 1);
                (at + 2..close, close + 1)
            } else {
                let open = find(tokens, at + 1, |at| tokens.is(at, b"{"))?;
                (at + 1..open, open)
            };
            let then = braced(tokens, open).unwrap_or_else(|| open..statement_end(tokens, open));
            let after = if tokens.is(open, b"{") { then.end + 1 } else { then.end };
            let otherwise = tokens
                .is(after, b"else")
                .then(|| braced(tokens, after + 1).unwrap_or_else(|| after + 1..statement_end(tokens, after + 1)));
            Some(Branch { head: at, condition, then, otherwise, is_block: true })
        }
        b"?" => ternary(tokens, at),
        _ => None,
    }
}

/// `condition ? then : otherwise`.
fn ternary(tokens: &Tokens<'_>, at: usize) -> Option<Branch> {
    let colon = find(tokens, at + 1, |at| tokens.is(at, b":"))?;
    let end = operand_end(tokens, colon + 1);
    let condition = operand_start(tokens, at)..at;
    Some(Branch { head: at, condition, then: at + 1..colon, otherwise: Some(colon + 1..end), is_block: false })
}

/// The inside of braces that open at an index.
fn braced(tokens: &Tokens<'_>, open: usize) -> Option<Range<usize>> {
    let close = tokens.partner(open);
    (tokens.is(open, b"{") && close > open).then_some(open + 1..close)
}

/// The first token from an index on that stands in no other bracket, and is one; a few lines at most.
fn find(tokens: &Tokens<'_>, from: usize, is_it: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = from;
    while at < from + OPERAND_TOKENS_MAX {
        if is_it(at) {
            return Some(at);
        }
        match tokens.get(at)?.kind {
            TokenKind::Open => at = tokens.partner(at).max(at),
            TokenKind::Close => return None,
            TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Mark => {}
        }
        at += 1;
    }
    None
}

/// Where a block by layout ends: before the first line that is indented no more than its head.
fn block_end(tokens: &Tokens<'_>, head: usize, from: usize) -> usize {
    let level = column(tokens, head);
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        if token.begins_line && column(tokens, at) <= level || at > from + BRANCH_TOKENS_MAX {
            break;
        }
        // Lines within brackets have no layout.
        at = if token.kind == TokenKind::Open { tokens.partner(at).max(at) } else { at } + 1;
    }
    at
}

/// How far a line is indented.
fn column(tokens: &Tokens<'_>, at: usize) -> u32 {
    tokens.get(at).map_or(0, |token| tokens.column(token))
}

/// Where the line of a token ends that stands in no bracket.
fn line_end(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut next = at + 1;
    while let Some(token) = tokens.get(next).filter(|_| next < at + BRANCH_TOKENS_MAX) {
        if token.begins_line {
            break;
        }
        next = if token.kind == TokenKind::Open { tokens.partner(next).max(next) } else { next } + 1;
    }
    next
}

/// Where a statement without braces ends.
fn statement_end(tokens: &Tokens<'_>, from: usize) -> usize {
    find(tokens, from, |at| tokens.is(at, b";") || at > from && tokens.get(at).is_some_and(|token| token.begins_line))
        .unwrap_or(from)
}

/// Where the operand behind an index ends: at a comma, a semicolon, a line or a closing bracket.
fn operand_end(tokens: &Tokens<'_>, from: usize) -> usize {
    let mut at = from;
    while let Some(token) = tokens.get(at).filter(|_| at < from + OPERAND_TOKENS_MAX) {
        let ends = token.kind == TokenKind::Close
            || tokens.is(at, b",")
            || tokens.is(at, b";")
            || at > from && token.begins_line;
        if ends {
            break;
        }
        at = if token.kind == TokenKind::Open { tokens.partner(at).max(at) } else { at } + 1;
    }
    at
}

/// Where the operand before an index begins: behind an assignment, `return`, a comma or an opening bracket.
fn operand_start(tokens: &Tokens<'_>, end: usize) -> usize {
    let mut at = end;
    while at > 0 && end - at < OPERAND_TOKENS_MAX {
        let before = at - 1;
        let Some(token) = tokens.get(before) else { break };
        let begins = token.kind == TokenKind::Open
            || matches!(tokens.text(before), b"=" | b"return" | b"," | b"=>" | b":=" | b";" | b"{" | b"(" | b":");
        if begins {
            break;
        }
        at = if token.kind == TokenKind::Close { tokens.partner(before).min(before) } else { before };
        if token.begins_line {
            break;
        }
    }
    at
}
