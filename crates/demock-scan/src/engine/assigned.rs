//! What an assignment to a variable of a Go package puts there, as far as the text around it tells.
//!
//! Facts keep no binding of a name that no rule asks for, so these few questions are asked of the text.
//! Invariant: where nothing tells, the answer is no.

use super::Matcher;
use super::conditions::is_named_as_double;
use crate::facts::{Assign, ScopeId, ScopeKind, Span, Value};
use crate::language::{self, is_word};
use demock_model::Language;
use memchr::memmem;

/// Beginnings of names for what a variable was before a test.
const KEPT_NAMES: &[&str] = &["old", "orig", "saved", "save", "prev", "previous", "backup", "bak", "real", "restore"];

impl Matcher<'_> {
    /// Whether what is assigned is what the variable was before: `os.Stdout = saved` after `saved := os.Stdout`.
    pub(super) fn is_given_back(&self, assign: &Assign) -> bool {
        let Value::Path(path) = assign.value else { return false };
        let names = self.facts().path_names(path);
        let Some(last) = names.last().map(|name| name.span.text(self.source())) else { return false };
        let lower = last.to_ascii_lowercase();
        KEPT_NAMES.iter().any(|kept| lower.starts_with(kept)) || (names.len() == 1 && self.keeps(assign, last))
    }

    /// Whether a name is given the assigned variable's value: `stdout, stderr := os.Stdout, os.Stderr`.
    fn keeps(&self, assign: &Assign, name: &str) -> bool {
        let names = self.facts().path_names(assign.target);
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        let target = Span { start: first.span.start, end: last.span.end }.of(self.bytes());
        memmem::find_iter(self.bytes(), target).any(|found| {
            let line = memchr::memrchr(b'\n', &self.bytes()[..found]).map_or(0, |newline| newline + 1);
            let before = &self.bytes()[line..found];
            let Some(equals) = memchr::memchr(b'=', before) else { return false };
            before[..equals].split(|byte| !is_word(*byte)).any(|word| word == name.as_bytes())
        })
    }

    /// Whether a local name stands for something that acts: a function literal, a parameter that is a function, or an
    /// object whose type says that it is a double.
    pub(super) fn stands_for_acting(&self, assign: &Assign, name: &[u8]) -> bool {
        if self.resolver.language != Language::Go {
            return false;
        }
        let outer = self.outermost_function(assign.scope);
        let scope = &self.facts().scopes[outer as usize];
        let text = Span { start: scope.header.start, end: assign.target.start }.of(self.bytes());
        memmem::find_iter(text, name).any(|found| {
            let begins = found.checked_sub(1).is_none_or(|at| !is_word(text[at]) && text[at] != b'.');
            let Some(rest) = text[found + name.len()..].strip_prefix(b" ").filter(|_| begins) else { return false };
            let value = rest.strip_prefix(b":= ").unwrap_or(rest);
            let value = value.strip_prefix(b"&").or_else(|| value.strip_prefix(b"*")).unwrap_or(value);
            let declares = value.len() < rest.len() || text[..found].ends_with(b"var ");
            let length = language::path_length(Language::Go, value);
            let is_double = || std::str::from_utf8(&value[..length]).is_ok_and(is_named_as_double);
            value.starts_with(b"func(") || (declares && is_double())
        })
    }

    /// The function of the file that a scope belongs to; the file where there is none.
    fn outermost_function(&self, mut scope: ScopeId) -> ScopeId {
        let scopes = &self.facts().scopes;
        while scope != 0 && scopes[scope as usize].parent != 0 {
            scope = scopes[scope as usize].parent;
        }
        scope
    }

    /// Whether calls of a name give a function, by the header of the Go function of this file that has it.
    pub(super) fn makes_function(&self, name: &[u8]) -> bool {
        if self.resolver.language != Language::Go || name.is_empty() {
            return false;
        }
        let mut scopes = self.facts().scopes.iter().skip(1);
        scopes.any(|scope| {
            scope.kind == ScopeKind::Function
                && scope.name.of(self.bytes()) == name
                && memmem::find(scope.header.of(self.bytes()), b") func(").is_some()
        })
    }
}
