//! Literals and comments of JavaScript: strings, numbers, regular expressions, templates.

use super::bytes::is_word;
use super::skip::{StringEnd, TemplateEnd};
use super::{Before, Kind, Lexer, skip};
use crate::facts::{ScopeKind, Span};

impl Lexer<'_, '_> {
    pub(super) fn string(&mut self) {
        self.operand_token();
        let start = self.at;
        match skip::string(self.source, start) {
            StringEnd::Closed(end) => self.at = end,
            StringEnd::AtNewline(end) => {
                self.builder.problem(start, "a string is opened and never closed");
                self.at = end;
            }
        }
        if self.level.at_member {
            self.level.member = Some(Span::new(start + 1, self.at - 1));
        }
        self.operand(start);
    }

    pub(super) fn number(&mut self) {
        self.operand_token();
        let start = self.at;
        while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
            self.at += 1;
        }
        if self.level.at_member {
            self.level.member = Some(Span::new(start, self.at));
        }
        self.operand(start);
    }

    pub(super) fn slash(&mut self) {
        if let Some(end) = skip::comment(self.source, self.at) {
            let is_block = self.source[self.at + 1] == b'*';
            if is_block && !self.source[..end].ends_with(b"*/") {
                self.builder.problem(self.at, "a comment is opened and never closed");
            }
            self.newline |= is_block && memchr::memchr(b'\n', &self.source[self.at..end]).is_some();
            self.builder.comment(self.at, end);
            self.at = end;
            return;
        }
        if self.before != Before::Operand
            && let Some(end) = skip::regex(self.source, self.at)
        {
            self.operand_token();
            let start = self.at;
            self.at = end;
            self.operand(start);
            return;
        }
        self.operator(b'/');
    }

    /// A template: at its backtick.
    pub(super) fn template(&mut self) {
        // A tag may stand before it, so that no statement ends.
        self.operator_token();
        let tag = self.each_tag();
        let start = if self.builder.after_operand() { self.builder.path_start() as usize } else { self.at };
        self.builder.end_path();
        self.at += 1;
        self.template_text(start, tag);
    }

    fn template_end(&self) -> TemplateEnd {
        let look = || match skip::template_text(self.source, self.at) {
            TemplateEnd::Never => None,
            end @ (TemplateEnd::Closed(_) | TemplateEnd::Field(_)) => Some(end),
        };
        self.never.find(b"`", self.at, look).unwrap_or(TemplateEnd::Never)
    }

    /// Text of a template up to its end or its next field.
    pub(super) fn template_text(&mut self, start: usize, tag: Option<ScopeKind>) {
        match self.template_end() {
            TemplateEnd::Closed(end) => {
                self.at = end;
                self.operand(start);
                self.each = tag.map(|kind| (kind, end));
            }
            TemplateEnd::Field(end) => {
                self.builder.open_group(b'{', end - 1);
                self.at = end;
                self.push(Kind::Field, start, None, tag);
            }
            TemplateEnd::Never => {
                self.builder.problem(start, "a template is opened and never closed");
                let rest = &self.source[self.at.min(self.source.len())..];
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                self.operand(start);
            }
        }
    }
}
