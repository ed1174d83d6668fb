//! Operators and punctuation of JavaScript: what ends a statement, what is a type, what waits for its value.

use super::bytes::{is_word, word_length};
use super::{Before, Begin, Declaring, Kind, Lexer, skip};

impl Lexer<'_, '_> {
    pub(super) fn dot(&mut self) {
        self.operator_token();
        let rest = &self.source[self.at..];
        if rest.starts_with(b"...") {
            self.at += 3;
            self.level.at_member = false;
            self.builder.end_path();
            self.before = Before::Operator;
            return;
        }
        if self.before != Before::Operand && rest.get(1).is_some_and(u8::is_ascii_digit) {
            self.number();
            return;
        }
        if self.level.at_member {
            self.is_no_object();
        }
        self.builder.dot();
        self.at += 1;
        self.before = Before::Operator;
    }

    /// What was taken for an object holds something that only a block can.
    pub(super) fn is_no_object(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == Kind::Object
        {
            frame.kind = Kind::Block;
            self.level.at_member = false;
        }
    }

    pub(super) fn comma(&mut self) {
        self.operator_token();
        self.finish_pending(self.frames.len());
        if self.kind() == Kind::Index {
            self.builder.reference();
        }
        self.builder.named_type(0);
        self.builder.end_path();
        self.before = Before::Operator;
        self.level.at_member = self.kind() == Kind::Object;
        self.level.member = None;
        if self.level.declaring == Declaring::Value {
            self.level.declaring = Declaring::Name;
        }
        self.at += 1;
    }

    pub(super) fn semicolon(&mut self) {
        self.operator_token();
        self.is_no_object();
        if self.kind().holds_statements() {
            self.end_statement();
        } else {
            self.finish_pending(self.frames.len());
            self.builder.end_path();
            self.before = Before::Operator;
        }
        self.at += 1;
    }

    pub(super) fn colon(&mut self) {
        self.operator_token();
        self.at += 1;
        if self.level.ternaries > 0 {
            self.level.ternaries -= 1;
            self.builder.end_path();
            self.before = Before::Operator;
            return;
        }
        let kind = self.kind();
        if self.level.is_case || self.is_label() {
            self.end_statement();
        } else if kind == Kind::Object && self.level.header.is_none() {
            self.level.at_member = false;
            self.builder.end_path();
            self.before = Before::Operator;
        } else {
            self.annotation();
        }
    }

    /// Whether the colon follows a statement's first word.
    fn is_label(&self) -> bool {
        matches!(self.kind(), Kind::Block | Kind::Body | Kind::FunctionOperand)
            && self.level.declared.is_none()
            && self.level.header.is_none()
            && self.builder.path_len() == 1
            && self.builder.path_start() == self.level.statement
    }

    /// A type after a parameter, a declared name, a member or a parameter list.
    fn annotation(&mut self) {
        let name = if self.kind().is_class() && self.level.at_member {
            self.level.member.map(|span| self.field_name(span))
        } else {
            self.level.declared.or_else(|| self.builder.first_name().filter(|_| self.builder.path_len() == 1))
        };
        if let Some(name) = name {
            self.typed(name, self.at);
        }
        let operand_start = self.operand_start;
        self.at = skip::type_expression(&self.never, self.source, self.at);
        self.builder.end_path();
        self.before = Before::Operand;
        self.operand_start = operand_start;
    }

    pub(super) fn question(&mut self) {
        self.operator_token();
        let rest = &self.source[self.at..];
        match rest.get(1) {
            Some(b'.') if !rest.get(2).is_some_and(u8::is_ascii_digit) => {
                self.at += 2;
                if !matches!(self.source.get(self.at), Some(b'(' | b'[')) {
                    self.builder.dot();
                    self.before = Before::Operator;
                }
                return;
            }
            Some(b'?') => {
                self.at += if rest.get(2) == Some(&b'=') { 3 } else { 2 };
                self.builder.end_path();
                self.before = Before::Operator;
                return;
            }
            _ => {}
        }
        self.at += 1;
        let next = skip::blank(self.source, self.at);
        if self.level.at_member || matches!(self.source.get(next), Some(b':' | b',' | b')' | b'=')) {
            // An optional parameter or member.
            return;
        }
        self.level.ternaries += 1;
        self.builder.end_path();
        self.before = Before::Operator;
    }

    pub(super) fn bang(&mut self) {
        let is_comparison = self.source.get(self.at + 1) == Some(&b'=');
        if self.before == Before::Operand && !self.newline && !is_comparison {
            // TypeScript's `!` says that a value is there; the path goes on.
            self.at += 1;
            return;
        }
        if is_comparison {
            self.operator(b'!');
            return;
        }
        self.operand_token();
        self.builder.end_path();
        self.before = Before::Operator;
        self.at += 1;
    }

    /// Any operator, with the `=` that makes it an assignment or a comparison.
    pub(super) fn operator(&mut self, byte: u8) {
        let doubled = self.source.get(self.at + 1) == Some(&byte);
        if doubled && matches!(byte, b'+' | b'-') {
            let is_postfix = self.before == Before::Operand && !self.newline;
            if is_postfix {
                self.operator_token();
            } else {
                self.operand_token();
            }
            self.at += 2;
            self.builder.end_path();
            self.before = if is_postfix { Before::Operand } else { Before::Operator };
            return;
        }
        if byte == b'~' {
            self.operand_token();
        } else {
            self.operator_token();
        }
        let length = 1 + usize::from(doubled && matches!(byte, b'*' | b'&' | b'|'));
        self.at += length;
        while self.source.get(self.at) == Some(&b'=')
            && matches!(byte, b'!' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'>')
        {
            self.at += 1;
        }
        // A generator method's star stands before its name.
        self.builder.end_path();
        self.before = Before::Operator;
    }

    pub(super) fn equals(&mut self) {
        self.operator_token();
        match self.source.get(self.at + 1) {
            Some(b'>') => {
                self.at += 2;
                self.arrow();
                return;
            }
            Some(b'=') => {
                self.at += if self.source.get(self.at + 2) == Some(&b'=') { 3 } else { 2 };
            }
            _ => {
                self.at += 1;
                self.assignment();
                self.level.at_member = false;
            }
        }
        self.builder.end_path();
        self.before = Before::Operator;
    }

    fn arrow(&mut self) {
        self.builder.end_path();
        self.before = Before::Arrow;
        self.name_arrow_function();
    }

    pub(super) fn less(&mut self) {
        if self.before == Before::Operand {
            self.operator_token();
            let glued = self.at > 0 && !self.source[self.at - 1].is_ascii_whitespace();
            if (glued || self.level.at_member || self.level.header.is_some())
                && let Some(end) = skip::type_arguments(self.source, self.at)
            {
                let next = skip::blank(self.source, end);
                let goes_on = self.level.at_member || self.level.header.is_some();
                match self.source.get(next) {
                    Some(b'(') if !goes_on && self.kind() != Kind::Markup || self.is_plain_call(next) => {
                        self.open_typed_call(self.at, end, next);
                        return;
                    }
                    Some(b'`') => {
                        self.at = next;
                        return;
                    }
                    _ if goes_on => {
                        self.at = end;
                        return;
                    }
                    _ => {}
                }
            }
            let length = if self.source[self.at..].starts_with(b"<<") { 2 } else { 1 };
            self.at += length + usize::from(self.source.get(self.at + length) == Some(&b'='));
            self.builder.end_path();
            self.before = Before::Operator;
            return;
        }
        self.operand_token();
        self.builder.end_path();
        if self.is_markup() {
            self.begin_markup();
        } else if let Some(end) = skip::type_arguments(self.source, self.at) {
            // A type assertion, or the type parameters of an arrow function.
            self.at = end;
        } else {
            self.at += 1;
        }
        self.before = if self.before == Before::Operand { Before::Operand } else { Before::Operator };
    }

    /// Whether type arguments end in front of a call's parenthesis.
    fn is_plain_call(&self, next: usize) -> bool {
        self.source.get(next) == Some(&b'(') && !self.level.at_member && self.level.header.is_none()
    }

    /// `@name.of(…)`: the call is read as one, and a member or definition goes on after it.
    pub(super) fn decorator(&mut self) {
        self.operand_token();
        let at_member = self.level.at_member;
        self.at += 1;
        if !self.source.get(self.at).copied().is_some_and(is_word) {
            return;
        }
        loop {
            let length = word_length(&self.source[self.at..]);
            self.builder.name(self.at, self.at + length);
            self.at += length;
            if self.source.get(self.at) != Some(&b'.') || !self.source.get(self.at + 1).copied().is_some_and(is_word) {
                break;
            }
            self.builder.dot();
            self.at += 1;
        }
        self.level.at_member = at_member;
        if self.source.get(self.at) == Some(&b'(') {
            self.builder.open_call(self.at);
            self.push(Kind::Decorator, self.at, None, None);
            self.at += 1;
            return;
        }
        self.builder.end_path();
        self.before = Before::Operator;
        self.begin = if self.is_first { Begin::AfterModifier } else { Begin::Within };
    }
}
