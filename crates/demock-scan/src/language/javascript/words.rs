//! Words of JavaScript: names, keywords, heads of functions and classes, declarations.

use super::bytes::{is_word, word_length};
use super::{Before, Begin, Declaring, Header, Kind, Lexer, skip};
use crate::facts::{Name, NameHash, ScopeKind, Span};

/// Bytes of an interface's header.
const HEADER_MAX: usize = 8 << 10;

impl Lexer<'_, '_> {
    pub(super) fn word(&mut self) {
        let start = self.at;
        let end = start + word_length(&self.source[start..]);
        if self.builder.after_dot() {
            self.operator_token();
            self.at = end;
            self.builder.name(start, end);
            self.before = Before::Operand;
            return;
        }
        let word = &self.source[start..end];
        if self.before == Before::Operand && matches!(word, b"in" | b"instanceof") {
            self.operator_token();
        } else {
            self.operand_token();
        }
        self.at = end;
        if self.level.at_member {
            self.member(start, end);
        } else if !word[0].is_ascii_lowercase() || word.len() > 10 || !self.keyword(start, end) {
            self.name(start, end);
        }
    }

    /// A name of a member, or a modifier before one.
    fn member(&mut self, start: usize, end: usize) {
        self.level.member = Some(Span::new(start, end));
        self.builder.name(start, end);
        self.operand_start = start as u32;
        // A modifier does not end a member at the end of its line.
        let is_modifier = matches!(
            &self.source[start..end],
            b"static" | b"public" | b"private" | b"protected" | b"readonly" | b"abstract" | b"override" | b"async"
        );
        let next = self.source.get(skip::blank(self.source, end)).copied().unwrap_or(b';');
        self.before = if is_modifier && is_word(next) { Before::Operator } else { Before::Operand };
    }

    fn name(&mut self, start: usize, end: usize) {
        let hash = self.builder.name(start, end);
        self.operand_start = start as u32;
        self.before = Before::Operand;
        if self.level.declaring == Declaring::Name {
            self.level.declaring = Declaring::Value;
            self.level.declared = Some(Name { hash, span: Span::new(start, end) });
        }
    }

    /// Reads a keyword; `false` where the word is a name after all.
    fn keyword(&mut self, start: usize, end: usize) -> bool {
        match &self.source[start..end] {
            b"return" | b"throw" | b"typeof" | b"void" | b"delete" | b"await" | b"yield" | b"new" | b"in"
            | b"extends" | b"instanceof" => self.operator_word(),
            b"implements" => {
                self.note_base();
                self.operator_word();
            }
            b"of" if self.before == Before::Operand => self.operator_word(),
            b"if" | b"while" | b"for" | b"with" | b"switch" | b"catch" => {
                self.operator_word();
                self.before = Before::HeadWord;
            }
            b"else" | b"do" | b"try" | b"finally" => {
                self.operator_word();
                self.before = Before::BlockWord;
                self.begin = Begin::Statement;
            }
            b"case" => {
                self.operator_word();
                self.level.is_case = true;
            }
            b"default" => {
                self.operator_word();
                self.level.is_case = self.is_first;
            }
            b"const" | b"let" | b"var" | b"using" => return self.declaration(start, end),
            b"function" => self.function(start),
            b"class" => self.class(start),
            b"import" => return self.import_word(),
            b"export" => self.export(),
            b"declare" | b"abstract" | b"async" if self.is_first => return self.modifier(),
            b"type" if self.is_first => return self.type_alias(),
            b"interface" if self.is_first => return self.interface(),
            b"as" | b"satisfies" if self.before == Before::Operand => return self.cast(),
            _ => return false,
        }
        true
    }

    fn operator_word(&mut self) {
        self.builder.end_path();
        self.before = Before::Operator;
    }

    /// Whether a word follows on the same line.
    fn word_follows(&self) -> bool {
        let blanks = self.source[self.at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.source.get(self.at + blanks).copied().is_some_and(is_word)
    }

    fn modifier(&mut self) -> bool {
        let follows = self.word_follows();
        if follows {
            self.operator_word();
            self.begin = Begin::AfterModifier;
        }
        follows
    }

    fn export(&mut self) {
        self.operator_word();
        let next = skip::blank(self.source, self.at);
        if skip::word_at(self.source, next) == b"default" {
            self.at = next + b"default".len();
            let after = skip::word_at(self.source, skip::blank(self.source, self.at));
            if matches!(after, b"function" | b"class" | b"async" | b"abstract" | b"interface") {
                self.begin = Begin::AfterModifier;
            }
            return;
        }
        match self.source.get(next) {
            Some(b'{' | b'*') => self.export_list(next),
            _ => self.begin = Begin::AfterModifier,
        }
    }

    /// `type Name<T> = …`, whose right-hand side is skipped.
    fn type_alias(&mut self) -> bool {
        if !self.word_follows() {
            return false;
        }
        let mut at = skip::blank(self.source, self.at);
        at = skip::blank(self.source, at + word_length(&self.source[at..]));
        if self.source.get(at) == Some(&b'<') {
            let Some(end) = skip::type_arguments(self.source, at) else { return false };
            at = skip::blank(self.source, end);
        }
        if self.source.get(at) != Some(&b'=') {
            return false;
        }
        self.at = skip::type_expression(&self.never, self.source, at + 1);
        self.builder.end_path();
        self.before = Before::Operand;
        true
    }

    /// `interface Name extends X { … }`, which is skipped whole.
    fn interface(&mut self) -> bool {
        if !self.word_follows() {
            return false;
        }
        let mut at = self.at;
        let limit = at + HEADER_MAX;
        while let Some(&byte) = self.source.get(at).filter(|_| at < limit) {
            match byte {
                b'{' => break,
                b'<' => match skip::type_arguments(self.source, at) {
                    Some(end) => at = end,
                    None => return false,
                },
                b'/' => at = skip::comment(self.source, at).unwrap_or(at + 1),
                b'(' | b')' | b'}' | b';' | b'=' | b'"' | b'\'' => return false,
                _ => at += 1,
            }
        }
        if self.source.get(at) != Some(&b'{') {
            return false;
        }
        let Some(end) = skip::balanced_in(&self.never, self.source, at) else { return false };
        self.at = end;
        self.end_statement();
        true
    }

    /// `x as Type`: the path before it stays the path being read.
    fn cast(&mut self) -> bool {
        let next = skip::blank(self.source, self.at);
        let begins_type = self.source.get(next).is_some_and(|byte| is_word(*byte) || b"{[(\"'`|".contains(byte));
        if !begins_type || self.newline {
            return false;
        }
        self.at = skip::type_expression(&self.never, self.source, next);
        true
    }

    fn declaration(&mut self, start: usize, end: usize) -> bool {
        let next = skip::blank(self.source, end);
        let Some(&byte) = self.source.get(next) else { return false };
        if &self.source[start..end] == b"using" && !is_word(byte) {
            return false;
        }
        self.operator_word();
        if skip::word_at(self.source, next) == b"enum" {
            return true;
        }
        self.level.declaring = if is_word(byte) { Declaring::Name } else { Declaring::Value };
        match byte {
            b'{' => self.destructured(next),
            _ if is_word(byte) => self.required(next),
            _ => {}
        }
        true
    }

    fn function(&mut self, start: usize) {
        let is_statement = self.is_first;
        let mut name_at = skip::blank(self.source, self.at);
        if self.source.get(name_at) == Some(&b'*') {
            name_at = skip::blank(self.source, name_at + 1);
        }
        let length = word_length(self.source.get(name_at..).unwrap_or_default());
        let mut name = Span::new(name_at, name_at + length);
        self.at = name_at + length;
        if length == 0 {
            name = self.name_of_value(start).unwrap_or(Span::new(start, start));
        } else if is_statement {
            self.hide(name);
        }
        let kind = if is_statement { Kind::Body } else { Kind::FunctionOperand };
        let start = if is_statement { self.level.statement } else { start as u32 };
        self.level.header = Some(Header { kind, scope: ScopeKind::Function, name, start, base: None });
        self.builder.end_path();
        self.before = Before::Operand;
    }

    fn class(&mut self, start: usize) {
        let is_statement = self.is_first;
        let name_at = skip::blank(self.source, self.at);
        let word = skip::word_at(self.source, name_at);
        let mut name = Span::new(name_at, name_at + word.len());
        if matches!(word, b"" | b"extends" | b"implements") {
            name = self.name_of_value(start).unwrap_or(Span::new(start, start));
        } else {
            self.at = name.end as usize;
            if is_statement {
                self.hide(name);
            }
        }
        let kind = if is_statement { Kind::Class } else { Kind::ClassOperand };
        let start = if is_statement { self.level.statement } else { start as u32 };
        self.level.header = Some(Header { kind, scope: ScopeKind::Class, name, start, base: None });
        self.builder.end_path();
        self.before = Before::Operand;
    }

    /// A definition hides what an outer name of the same text stands for.
    fn hide(&mut self, name: Span) {
        let hash = NameHash::of(name.of(self.source));
        if self.builder.wants_head(hash) {
            self.builder.bind(hash, name.start as usize, crate::facts::Bound::Opaque);
        }
    }
}
