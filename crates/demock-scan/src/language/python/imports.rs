//! Python's import statements.
//!
//! Invariant: only bindings are read; what a module holds is for other parts to know.

use super::bytes::is_word;
use super::{Lexer, Prev};
use crate::facts::{Import, ImportForm, ModuleText, Name, NameHash, Span};
use memchr::{memchr, memchr2};

impl Lexer<'_, '_> {
    pub(super) fn import(&mut self, keyword_end: usize) {
        self.at = keyword_end;
        self.prev = Prev::Have;
        loop {
            self.at = self.skip_space(self.at);
            let start = self.at;
            while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
                self.at += 1;
            }
            if start == self.at {
                self.problem(start, "an import names nothing");
                break;
            }
            let module = Span::new(start, self.at);
            let root_end = start + memchr(b'.', &self.source[start..self.at]).unwrap_or(self.at - start);
            let alias = self.alias();
            let (local, form) = match alias {
                Some(alias) => (alias, ImportForm::Module),
                None if root_end < self.at => (Span::new(start, root_end), ImportForm::Root),
                None => (module, ImportForm::Module),
            };
            self.keep_import(local, module, None, 0, form);
            self.at = self.skip_space(self.at);
            if self.source.get(self.at) != Some(&b',') {
                break;
            }
            self.at += 1;
        }
    }

    pub(super) fn alias(&mut self) -> Option<Span> {
        let at = self.skip_space(self.at);
        if !self.source[at..].starts_with(b"as") || self.source.get(at + 2).copied().is_none_or(is_word) {
            return None;
        }
        self.at = self.skip_space(at + 2);
        let span = Span::new(self.at, self.word_end());
        self.at = span.end as usize;
        Some(span)
    }

    /// Skips blanks, and inside an import's parentheses newlines and comments.
    pub(super) fn skip_space(&self, mut at: usize) -> usize {
        loop {
            match self.source.get(at) {
                Some(b' ' | b'\t' | 0x0c) => at += 1,
                Some(b'\n' | b'\r') if self.builder.depth() > 0 => at += 1,
                Some(b'\\') if self.source[at + 1..].starts_with(b"\r\n") => at += 3,
                Some(b'\\') if matches!(self.source.get(at + 1), Some(b'\n' | b'\r')) => at += 2,
                Some(b'#') if self.builder.depth() > 0 => {
                    at += memchr2(b'\n', b'\r', &self.source[at..]).unwrap_or(self.source.len() - at);
                }
                _ => return at,
            }
        }
    }

    pub(super) fn import_from(&mut self, keyword_end: usize) {
        self.at = self.skip_space(keyword_end);
        self.prev = Prev::Have;
        let mut level = 0_u8;
        while self.source.get(self.at) == Some(&b'.') {
            level = level.saturating_add(1);
            self.at = self.skip_space(self.at + 1);
        }
        let start = self.at;
        while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
            self.at += 1;
        }
        let mut module = Span::new(start, self.at);
        if level > 0 && module.of(self.source) == b"import" {
            (module, self.at) = (Span::new(start, start), start);
        }
        self.at = self.skip_space(self.at);
        if !self.source[self.at..].starts_with(b"import") {
            self.problem(self.at, "an import names nothing");
            return;
        }
        self.at = self.skip_space(self.at + 6);
        if self.source.get(self.at) == Some(&b'(') {
            self.builder.end_path();
            self.builder.open_group(b'(', self.at);
            self.at += 1;
        }
        self.imported_members(module, level);
    }

    pub(super) fn imported_members(&mut self, module: Span, level: u8) {
        loop {
            self.at = self.skip_space(self.at);
            if self.source.get(self.at) == Some(&b'*') {
                self.keep_import(Span::new(self.at, self.at), module, None, level, ImportForm::Wildcard);
                self.at += 1;
                return;
            }
            let member = Span::new(self.at, self.word_end());
            if member.start == member.end || self.line_cannot_be_inside_brackets() {
                if self.builder.depth() == 0 {
                    self.problem(self.at, "an import names nothing");
                }
                return;
            }
            self.at = member.end as usize;
            let local = self.alias().unwrap_or(member);
            self.keep_import(local, module, Some(member), level, ImportForm::Member);
            self.at = self.skip_space(self.at);
            if self.source.get(self.at) != Some(&b',') {
                return;
            }
            self.at += 1;
        }
    }

    pub(super) fn keep_import(&mut self, local: Span, module: Span, member: Option<Span>, level: u8, form: ImportForm) {
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let scope = self.builder.scope();
        self.builder.import(Import { local, module: ModuleText::Source(module), member, level, form, scope });
    }
}
