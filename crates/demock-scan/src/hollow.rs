//! Tests that prove nothing, as far as one file tells.
//!
//! Invariants: only collected tests are accused; where a reader would hesitate, confidence is `possible`.
//! Absent on purpose: what rules are called and said to do (`rules/hollow`), and what a test touched when it ran.

mod empty;

use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use crate::language::never::Never;
use crate::look::{Tokens, body};
use crate::suspect::Suspect;
use demock_model::{Confidence, Language};
use std::ops::Range;

/// What is looked at: one file.
pub(crate) struct Subject<'a> {
    pub(crate) language: Language,
    pub(crate) source: &'a [u8],
    pub(crate) facts: &'a Facts,
    pub(crate) never: &'a Never,
    /// Scopes of the collected tests, in order of place.
    pub(crate) tests: &'a [ScopeId],
}

/// Every test of a file that proves nothing.
pub(crate) fn suspects(subject: &Subject<'_>) -> Vec<Suspect> {
    let tests = subject.tests.iter();
    tests.filter_map(|test| subject.test(*test)).collect()
}

impl<'a> Subject<'a> {
    fn test(&self, test: ScopeId) -> Option<Suspect> {
        let (tokens, body) = self.body(test)?;
        let reason = empty::reason(&tokens, body)?;
        Some(Suspect {
            rule: "empty-test",
            span: self.header(test),
            scope: test,
            target: None,
            confidence: Confidence::Certain,
            reasons: vec![reason.into()],
        })
    }

    /// The tokens behind a definition's header, and which of them are its body; `None` where it has none.
    fn body(&self, scope: ScopeId) -> Option<(Tokens<'a>, Range<usize>)> {
        let it = self.facts.scopes[scope as usize];
        let mut start = it.header.end;
        // The title of a test that is a call ends the header before its closing quote.
        if it.kind == ScopeKind::Test && self.source.get(start as usize).is_some_and(|byte| b"'\"`".contains(byte)) {
            start += 1;
        }
        let stretch = Span { start, end: it.end.max(start) };
        let tokens = Tokens::read(self.language, self.source, stretch, self.never);
        let body = body(&tokens, it.header.of(self.source))?;
        Some((tokens, body))
    }

    fn header(&self, scope: ScopeId) -> Span {
        self.facts.scopes[scope as usize].header
    }
}
