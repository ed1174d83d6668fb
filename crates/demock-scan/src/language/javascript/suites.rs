//! Calls that define tests, groups of tests and hooks: `describe`, `it`, `test.each(…)(…)`, `beforeEach`.
//!
//! Sources: the references of Mocha, Jest, Vitest, node:test, Playwright, AVA, tape, tap, `QUnit` and Jasmine.

use super::{Lexer, skip};
use crate::facts::{Name, Reach, ScopeKind, Span};
use crate::language::FileRole;

/// What a call defines.
#[derive(Clone, Copy)]
pub(super) struct Suite {
    pub(super) kind: ScopeKind,
    /// The title; `None` where the call's result makes the test: `it.each(…)`.
    pub(super) opens: Option<Span>,
}

const TITLE_MAX: usize = 200;

impl Lexer<'_, '_> {
    /// What the call that opens here defines.
    pub(super) fn suite(&self) -> Option<Suite> {
        if let Some((kind, end)) = self.each {
            let between = self.source.get(end..self.at).unwrap_or_default();
            if between.trim_ascii().is_empty() {
                return Some(Suite { kind, opens: Some(self.title()?) });
            }
        }
        let first = self.builder.first_name()?;
        let kind = function_kind(first.span.of(self.source))?;
        if self.builder.path_len() == 1 {
            return self.plain(kind, first);
        }
        self.with_modifiers(kind, first)
    }

    fn plain(&self, kind: ScopeKind, first: Name) -> Option<Suite> {
        let word = first.span.of(self.source);
        if matches!(word, b"hooks" | b"QUnit" | b"Deno" | b"t") {
            return None;
        }
        if self.role == FileRole::Product && !matches!(word, b"describe" | b"it") {
            return None;
        }
        if kind == ScopeKind::Hook {
            return Some(Suite { kind, opens: Some(first.span) });
        }
        Some(Suite { kind, opens: Some(self.title()?) })
    }

    /// `it.only`, `test.describe.parallel`, `test.each`, `hooks.beforeEach`.
    fn with_modifiers(&self, mut kind: ScopeKind, first: Name) -> Option<Suite> {
        let last = self.builder.last_name()?;
        let names = self.source.get(first.span.end as usize..last.span.end as usize)?;
        let receiver = first.span.of(self.source);
        // Of a receiver that is no test function itself, only what is named here defines something.
        let mut is_known = !is_receiver(receiver);
        let mut is_each = false;
        for name in names.split(|byte| matches!(byte, b'.' | b'?')).map(<[u8]>::trim_ascii) {
            match name {
                b"describe" | b"module" | b"suite" => (kind, is_known) = (ScopeKind::Suite, true),
                b"test" => (kind, is_known) = (ScopeKind::Test, true),
                b"beforeEach" | b"afterEach" | b"beforeAll" | b"afterAll" | b"before" | b"after" => {
                    (kind, is_known) = (ScopeKind::Hook, true);
                }
                b"each" | b"for" | b"runIf" | b"skipIf" | b"if" | b"todoIf" => is_each = true,
                b"mock" | b"step" | b"use" | b"extend" | b"info" | b"plan" | b"configure" | b"setTimeout"
                | b"scoped" | b"call" | b"apply" | b"bind" | b"prototype" | b"then" | b"exec" | b"match" => {
                    return None;
                }
                _ => {}
            }
        }
        if !is_known {
            return None;
        }
        if self.role == FileRole::Product && !matches!(receiver, b"describe" | b"it") {
            return None;
        }
        if is_each {
            return Some(Suite { kind, opens: None });
        }
        if kind == ScopeKind::Hook {
            return Some(Suite { kind, opens: Some(last.span) });
        }
        Some(Suite { kind, opens: Some(self.title()?) })
    }

    /// The title: the text of the first argument, or the expression; `None` where a function or object stands there.
    fn title(&self) -> Option<Span> {
        let start = skip::blank(self.source, self.at + 1);
        match *self.source.get(start)? {
            b'"' | b'\'' => match skip::string(self.source, start) {
                skip::StringEnd::Closed(end) => Some(Span::new(start + 1, end - 1)),
                skip::StringEnd::AtNewline(_) => None,
            },
            b'`' => {
                let end = skip::literal(self.source, start)?;
                Some(Span::new(start + 1, end.saturating_sub(1).max(start + 1)))
            }
            b'{' | b'(' | b'[' | b')' | b'<' | b'/' => None,
            _ => {
                let rest = &self.source[start..self.source.len().min(start + TITLE_MAX)];
                let end = rest.iter().position(|byte| matches!(byte, b',' | b'\n' | b')' | b'{'))?;
                let word = skip::word_at(rest, 0);
                let is_title = rest[end] == b',' && !matches!(word, b"function" | b"async");
                (is_title && !rest[..end].contains(&b'='))
                    .then(|| Span::new(start, start + rest[..end].trim_ascii_end().len()))
            }
        }
    }

    /// Opens the scope of a test, group or hook; it ends with the call.
    pub(super) fn open_suite(&mut self, kind: ScopeKind, title: Span) -> u32 {
        let start = self.builder.path_start();
        self.mark(start);
        let id = self.builder.open_scope(kind, title, start as usize);
        let scope = &mut self.builder.facts.scopes[id as usize];
        scope.header = Span { start, end: title.end.max(start) };
        if kind == ScopeKind::Hook {
            scope.reach = Reach::Enclosing;
        }
        for marker in self.builder.facts.markers.iter_mut().rev().take_while(|marker| marker.1.start >= start) {
            marker.0 = id;
        }
        id
    }

    /// Keeps modifiers that no runner knows (`describe.e2e`) as markers.
    fn mark(&mut self, start: u32) {
        let path = self.source.get(start as usize..self.at).unwrap_or_default();
        if memchr::memchr(b'(', path).is_some() || memchr::memchr(b'`', path).is_some() {
            return;
        }
        let mut at = start as usize;
        for (index, name) in path.split(|byte| *byte == b'.').enumerate() {
            let is_known = matches!(
                name,
                b"only"
                    | b"skip"
                    | b"concurrent"
                    | b"sequential"
                    | b"serial"
                    | b"parallel"
                    | b"shuffle"
                    | b"todo"
                    | b"fails"
                    | b"failing"
                    | b"describe"
                    | b"test"
                    | b"module"
                    | b"fixme"
                    | b"fail"
                    | b"slow"
                    | b"suite"
                    | b"if"
                    | b"beforeEach"
                    | b"afterEach"
                    | b"beforeAll"
                    | b"afterAll"
                    | b"before"
                    | b"after"
                    | b"always"
                    | b"cb"
                    | b"it"
            );
            if index > 0 && !is_known && name.iter().all(|byte| super::bytes::is_word(*byte)) {
                self.builder.facts.markers.push((0, Span::new(at, at + name.len())));
            }
            at += name.len() + 1;
        }
    }

    /// The test function whose `each` tags the template that begins here.
    pub(super) fn each_tag(&self) -> Option<ScopeKind> {
        self.suite_tag().filter(|suite| suite.opens.is_none()).map(|suite| suite.kind)
    }

    fn suite_tag(&self) -> Option<Suite> {
        let last = self.builder.last_name()?;
        (last.span.of(self.source) == b"each").then(|| self.builder.first_name()).flatten()?;
        self.suite()
    }
}

/// Whether a name holds test functions; `tap` and `tape` are both.
fn is_receiver(word: &[u8]) -> bool {
    matches!(word, b"hooks" | b"QUnit" | b"Deno" | b"t" | b"tap")
}

fn function_kind(word: &[u8]) -> Option<ScopeKind> {
    Some(match word {
        b"describe" | b"fdescribe" | b"xdescribe" | b"ddescribe" | b"context" | b"xcontext" | b"suite" | b"module"
        | b"describeEach" => ScopeKind::Suite,
        b"it" | b"fit" | b"xit" | b"iit" | b"test" | b"xtest" | b"ftest" | b"specify" | b"tape" | b"tap" | b"QUnit"
        | b"Deno" | b"ava" | b"bench" => ScopeKind::Test,
        b"beforeEach" | b"beforeAll" | b"afterEach" | b"afterAll" | b"before" | b"after" | b"setup" | b"teardown"
        | b"suiteSetup" | b"suiteTeardown" | b"hooks" | b"t" => ScopeKind::Hook,
        _ => return None,
    })
}
