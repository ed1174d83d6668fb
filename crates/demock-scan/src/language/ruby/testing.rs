//! What Ruby's test runners make of a block: `describe`, `it`, `before`, `let`, their titles and tags.
//!
//! Sources: the documentation of `RSpec`'s example groups, hooks, `let` and metadata; `Minitest::Spec`;
//! `ActiveSupport::Testing::Declarative`; Shoulda Context.

use super::{Announced, Lexer, Scoped, is_word};
use crate::facts::{Name, NameHash, Reach, ScopeKind, Span};
use crate::language::{FileRole, path_length};
use demock_model::Language;
use memchr::{memchr, memmem};

/// Names that `let(:name)` and `subject(:name)` define in this file, sorted.
pub(super) fn names_of_lets(source: &[u8], role: FileRole) -> Vec<NameHash> {
    let mut names = Vec::new();
    if role == FileRole::Product {
        return names;
    }
    for definer in [&b"let(:"[..], b"let!(:", b"subject(:", b"subject!(:", b"let_it_be(:", b"fab!(:"] {
        for found in memmem::find_iter(source, definer) {
            let start = found + definer.len();
            let length = source[start..].iter().take_while(|byte| is_word(**byte)).count();
            names.push(NameHash::of(&source[start..start + length]));
        }
    }
    if memmem::find(source, b"subject {").is_some() || memmem::find(source, b"subject do").is_some() {
        names.push(NameHash::of(b"subject"));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// What a word announces, and whether it acts without being asked for.
fn announced_by(word: &[u8]) -> Option<(ScopeKind, Reach)> {
    Some(match word {
        b"describe"
        | b"context"
        | b"feature"
        | b"xdescribe"
        | b"fdescribe"
        | b"xcontext"
        | b"fcontext"
        | b"shared_examples"
        | b"shared_examples_for"
        | b"shared_context"
        | b"example_group" => (ScopeKind::Suite, Reach::Named),
        b"it" | b"specify" | b"example" | b"scenario" | b"its" | b"xit" | b"fit" | b"xspecify" | b"fspecify"
        | b"xexample" | b"fexample" | b"xscenario" | b"fscenario" | b"test" | b"should" => {
            (ScopeKind::Test, Reach::Named)
        }
        b"before" | b"after" | b"around" | b"setup" | b"teardown" | b"prepend_before" | b"append_after"
        | b"background" => (ScopeKind::Hook, Reach::Enclosing),
        b"let" | b"subject" | b"let_it_be" | b"fab!" => (ScopeKind::Fixture, Reach::Named),
        b"let!" | b"subject!" => (ScopeKind::Fixture, Reach::Enclosing),
        _ => return None,
    })
}

impl Lexer<'_, '_> {
    /// A word at the beginning of a statement may announce a test, a group, a hook or a fixture.
    pub(super) fn announce(&mut self, start: usize, end: usize) {
        let at_start = self.builder.statement_start() as usize == start;
        if self.role == FileRole::Product || !at_start {
            return;
        }
        self.announce_word(start, start, end);
    }

    /// `RSpec.describe`.
    pub(super) fn announce_qualified(&mut self, start: usize, end: usize) {
        let statement = self.builder.statement_start() as usize;
        let qualified = statement <= start
            && matches!(&self.source[statement..start], b"RSpec." | b"::RSpec." | b"Minitest::Spec." | b"Minitest.");
        if self.role == FileRole::Test && qualified {
            self.announce_word(statement, start, end);
        } else if self.role != FileRole::Product && statement <= start && self.is_configured(statement, start, end) {
            self.announce_configured(statement, start, end);
        }
    }

    /// `config.before` of `RSpec.configure`.
    fn is_configured(&self, statement: usize, start: usize, end: usize) -> bool {
        let object = self.source[statement..start].strip_suffix(b".").unwrap_or_default();
        let is_hook = announced_by(&self.source[start..end]).is_some_and(|(kind, _)| kind == ScopeKind::Hook);
        is_hook
            && !object.is_empty()
            && object.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
            && memmem::find(self.source, b"RSpec.configure").is_some()
    }

    /// A hook of a configuration runs around every test, unless it is for tests with a tag alone: then nothing tells which.
    fn announce_configured(&mut self, statement: usize, start: usize, end: usize) {
        self.announce_word(statement, start, end);
        let line =
            &self.source[end..memchr(b'\n', &self.source[end..]).map_or(self.source.len(), |length| end + length)];
        let mut tags = line
            .split(|byte| *byte == b':')
            .skip(1)
            .map(|tag| &tag[..tag.iter().take_while(|byte| is_word(**byte)).count()]);
        let is_for_all = tags.all(|tag| matches!(tag, b"each" | b"example" | b"all" | b"context" | b"suite"));
        if let Some(announced) = self.announced.as_mut().filter(|_| !is_for_all) {
            (announced.kind, announced.reach) = (ScopeKind::Function, Reach::Named);
        }
    }

    fn announce_word(&mut self, statement: usize, start: usize, end: usize) {
        let Some((kind, reach)) = announced_by(&self.source[start..end]) else { return };
        let title = self.title(end);
        if matches!(kind, ScopeKind::Fixture) && title.is_none() && !self.source[start..].starts_with(b"subject") {
            return;
        }
        self.announced = Some(Announced {
            kind,
            reach,
            name: match kind {
                ScopeKind::Hook => Span::new(start, end),
                ScopeKind::File
                | ScopeKind::Class
                | ScopeKind::Function
                | ScopeKind::Test
                | ScopeKind::Suite
                | ScopeKind::Fixture => title.unwrap_or(Span::new(start, end)),
            },
            start: statement,
            depth: self.frames.len(),
            markers: self.marked.len(),
            value: if kind == ScopeKind::Fixture { Scoped::Value } else { Scoped::Yes },
        });
    }

    /// The text, symbol or constant that follows a word.
    fn title(&self, word_end: usize) -> Option<Span> {
        let mut at = word_end;
        while matches!(self.source.get(at), Some(b' ' | b'\t' | b'(')) {
            at += 1;
        }
        match self.source.get(at)? {
            quote @ (b'"' | b'\'') => {
                let mut end = at + 1;
                while let Some(found) = memchr(*quote, &self.source[end..]) {
                    end += found;
                    let backslashes = self.source[..end].iter().rev().take_while(|byte| **byte == b'\\').count();
                    if backslashes % 2 == 0 {
                        return Some(Span::new(at + 1, end));
                    }
                    end += 1;
                }
                None
            }
            b':' => {
                let length = self.source[at + 1..].iter().take_while(|byte| is_word(**byte)).count();
                (length > 0).then(|| Span::new(at + 1, at + 1 + length))
            }
            byte if byte.is_ascii_uppercase() => {
                let length = path_length(Language::Ruby, &self.source[at..]);
                (length > 0).then(|| Span::new(at, at + length))
            }
            _ => None,
        }
    }

    /// A symbol that tags what is announced: `:integration`, `type: :request`.
    pub(super) fn note_symbol(&mut self, start: usize, end: usize) {
        if self.tags() && self.builder.innermost() != b'[' {
            self.marked.push(Span::new(start, end));
        }
    }

    /// `integration: true` tags what is announced.
    pub(super) fn note_label(&mut self, start: usize, end: usize) {
        if self.tags() && self.source[end + 1..].trim_ascii_start().starts_with(b"true") {
            self.marked.push(Span::new(start, end));
        }
    }

    fn tags(&self) -> bool {
        self.announced.is_some_and(|announced| {
            let arguments = self.frames.len() - announced.depth.min(self.frames.len());
            matches!(announced.kind, ScopeKind::Suite | ScopeKind::Test) && arguments <= 1
        })
    }

    /// Opens the scope of what was announced; its block's frame is already open.
    pub(super) fn open_announced(&mut self, announced: Announced) {
        let scope = self.builder.open_scope(announced.kind, announced.name, announced.start);
        let opened = &mut self.builder.facts.scopes[scope as usize];
        opened.header.end = opened.header.end.max(self.at as u32);
        opened.reach = announced.reach;
        for marker in self.marked.split_off(announced.markers.min(self.marked.len())) {
            self.builder.facts.markers.push((scope, marker));
        }
        self.body_value = None;
    }

    /// Notes that the current test, hook or fixture uses a `let`.
    pub(super) fn request(&mut self, hash: NameHash, start: usize, end: usize) {
        let scope = self.builder.scope();
        if scope == 0 || self.builder.facts.scopes[scope as usize].kind == ScopeKind::Suite {
            return;
        }
        let known = self.builder.facts.parameters.last();
        if known.is_none_or(|last| last.scope != scope || last.name.hash != hash) {
            self.builder.requested_fixture(Name { hash, span: Span::new(start, end) });
        }
    }
}
