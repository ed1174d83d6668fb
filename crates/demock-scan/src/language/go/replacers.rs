//! Functions that put something in the place of a variable of their package: `func Stub() func() { old := run; run = … }`.
//!
//! Such a function keeps what the variable was, or what it puts there says itself that it is a double; it does so whenever
//! it is called, not in a branch. Facts keep no locals of product code, so this is asked of the function's text.
//! Absent on purpose: methods, which need an object; who calls the function (`project`).

use super::Lexer;
use crate::facts::{Name, Replacer, ScopeKind, Span};
use crate::language::is_word;
use memchr::memmem;

/// What the text of a function before an assignment says of the assigned name.
#[derive(Debug, PartialEq, Eq)]
enum Before<'t> {
    Nothing,
    /// It is the function's own.
    Declared,
    /// Its value is kept under this name.
    Kept(&'t [u8]),
}

impl Lexer<'_, '_> {
    /// Notes that the function being read replaces a variable, where the assignment at hand does.
    pub(super) fn note_replacer(&mut self, variable: Name) {
        let id = self.builder.scope();
        let scope = self.builder.facts.scopes[id as usize];
        let in_body = self.levels.len() == 2 && scope.kind == ScopeKind::Function && self.builder.path_len() == 1;
        if !in_body || self.source[scope.header.start as usize..].starts_with(b"func (") {
            return;
        }
        let text = &self.source[scope.header.start as usize..variable.span.start as usize];
        let header = (scope.header.end - scope.header.start) as usize;
        let name = variable.span.of(self.source);
        let value = self.source[self.at + 1..].trim_ascii_start();
        let replaces = match before(text, header, name) {
            Before::Declared => false,
            Before::Kept(kept) => path(value) != kept,
            Before::Nothing => !says_double(name) && is_double(value, text),
        };
        if replaces {
            self.builder.facts.replacers.push(Replacer { scope: id, variable: variable.span });
        }
    }
}

fn before<'t>(text: &'t [u8], header: usize, name: &[u8]) -> Before<'t> {
    let mut seen = Before::Nothing;
    for found in memmem::find_iter(text, name) {
        let (left, right) = (&text[..found], &text[found + name.len()..]);
        let whole = !left.last().is_some_and(|byte| is_word(*byte) || *byte == b'.')
            && !right.first().is_some_and(|byte| is_word(*byte));
        if !whole {
            continue;
        }
        let line = &right[..memchr::memchr(b'\n', right).unwrap_or(right.len())];
        if found < header || memmem::find(line, b":=").is_some() || left.ends_with(b"var ") {
            return Before::Declared;
        }
        if let Some(left) = left.strip_suffix(b" := ").or_else(|| left.strip_suffix(b" = "))
            && line.is_empty()
        {
            let length = left.iter().rev().take_while(|byte| is_word(**byte)).count();
            seen = Before::Kept(&left[left.len() - length..]);
        }
    }
    seen
}

/// Whether a value, or what the function made its name from, says that it is a double.
fn is_double(value: &[u8], text: &[u8]) -> bool {
    let head = path(value);
    if says_double(head) {
        return true;
    }
    let needle = [head, b" := "].concat();
    !head.is_empty()
        && memmem::rfind(text, &needle).is_some_and(|found| says_double(path(&text[found + needle.len()..])))
}

/// The path that a value begins with.
fn path(value: &[u8]) -> &[u8] {
    let value = value.strip_prefix(b"&").unwrap_or(value);
    &value[..value.iter().take_while(|byte| is_word(**byte) || **byte == b'.').count()]
}

fn says_double(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    [b"mock", b"fake"].iter().any(|word| memmem::find(&name, *word).is_some())
}

/// The functions of a file that replace something, those first that do it themselves; one that calls another of them does
/// it, too.
pub(crate) fn closed<'s>(source: &'s [u8], facts: &crate::facts::Facts) -> Vec<(&'s [u8], Span)> {
    let named = |replacer: &Replacer| (facts.scopes[replacer.scope as usize].name.of(source), replacer.variable);
    let mut known: Vec<(&[u8], Span)> = facts.replacers.iter().map(named).collect();
    let functions =
        || facts.scopes.iter().skip(1).filter(|scope| scope.parent == 0 && scope.kind == ScopeKind::Function);
    let mut at = 0;
    while let Some((name, variable)) = known.get(at).copied() {
        let call = [name, b"("].concat();
        for scope in functions().filter(|scope| !source[scope.header.start as usize..].starts_with(b"func (")) {
            let caller = scope.name.of(source);
            let body = Span { start: scope.header.end, end: scope.end }.of(source);
            let mut calls = memmem::find_iter(body, &call);
            let calls = calls.any(|found| found.checked_sub(1).is_none_or(|at| !is_word(body[at]) && body[at] != b'.'));
            if calls && !known.iter().any(|(known, _)| *known == caller) {
                known.push((caller, variable));
            }
        }
        at += 1;
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_function_says_of_a_name() {
        let check =
            |text: &str, expected: Before<'_>| assert_eq!(before(text.as_bytes(), 10, b"now"), expected, "{text}");
        check("func f() {\n\told := now\n\t", Before::Kept(b"old"));
        check("func f() {\n\tnow := 1\n\t", Before::Declared);
        check("func f() {\n\tnow, err := g()\n\t", Before::Declared);
        check("func f() {\n\tvar now int\n\t", Before::Declared);
        check("func f(now int) {\n\t", Before::Declared);
        check("func f() {\n\told := known\n\ta = now()\n\t", Before::Nothing);
    }

    #[test]
    fn values_that_say_that_they_are_doubles() {
        assert!(is_double(b"&mockStore{}\n", b""));
        assert!(is_double(b"finder\n", b"\tfinder := NewMockFinder(a)\n\t"));
        assert!(!is_double(b"finder\n", b"\tfinder := NewFinder(a)\n\t"));
        assert!(!is_double(b"func() {}\n", b"") && !is_double(b"1\n", b""));
    }
}
