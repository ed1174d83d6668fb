//! Ruby's words: keywords, names, labels, variables, and calls without parentheses.

use super::{CLASSES, Class, FrameKind, Last, Lexer, is_word};
use crate::facts::NameHash;

impl Lexer<'_, '_> {
    fn word_end(&self) -> usize {
        let mut end = self.at;
        while self.source.get(end).copied().is_some_and(is_word) {
            end += 1;
        }
        end
    }

    pub(super) fn word(&mut self) {
        let start = self.at;
        let mut end = self.word_end();
        let next = self.source.get(end).copied().unwrap_or(b' ');
        let after = self.source.get(end + 1).copied().unwrap_or(b' ');
        if matches!(next, b'?' | b'!') && (after != b'=' || self.source.get(end + 2) == Some(&b'=')) {
            end += 1;
        }
        let next = self.source.get(end).copied().unwrap_or(b' ');
        let after = self.source.get(end + 1).copied().unwrap_or(b' ');
        if self.builder.after_dot() {
            self.name(start, end);
            return;
        }
        if next == b':' && after != b':' && self.is_label(start, after) {
            self.begin_bare_arguments(start);
            self.note_label(start, end);
            self.at = end;
            self.operator(1);
            return;
        }
        if (end - start <= 8 || end - start == 16) && self.keyword(start, end) {
            return;
        }
        self.begin_bare_arguments(start);
        self.name(start, end);
    }

    /// `name: value`, as opposed to the middle of `a ? b :c`.
    fn is_label(&self, start: usize, after: u8) -> bool {
        let bracketed = matches!(self.innermost(), Some(FrameKind::Hash | FrameKind::Parenthesis | FrameKind::Bare));
        bracketed || after.is_ascii_whitespace() || self.builder.after_operand() || start == 0
    }

    /// Reads a keyword; `false` where the word is none.
    fn keyword(&mut self, start: usize, end: usize) -> bool {
        match &self.source[start..end] {
            b"if" | b"unless" => self.condition(start, end, FrameKind::Keyword),
            b"while" | b"until" => self.condition(start, end, FrameKind::Loop),
            b"for" => {
                self.at = end;
                self.open_keyword(FrameKind::Loop, start);
            }
            b"case" | b"begin" => {
                self.at = end;
                self.begin_bare_arguments(start);
                self.open_keyword(FrameKind::Keyword, start);
            }
            b"end" => {
                self.at = end;
                self.end_keyword(start);
            }
            b"do" => {
                self.at = end;
                self.do_keyword(start);
            }
            b"def" => {
                self.begin_bare_arguments(start);
                self.at = end;
                self.definition(start);
            }
            b"class" => {
                self.at = end;
                self.class(start);
            }
            b"module" => {
                self.at = end;
                self.module(start);
            }
            b"return" | b"break" | b"next" | b"redo" | b"retry" => {
                self.at = end;
                self.builder.end_path();
                self.last = Last::Jump;
            }
            b"and" | b"or" | b"not" | b"in" | b"when" => {
                self.at = end;
                self.close_bare(start);
                self.builder.end_path();
                self.last = Last::Operator;
            }
            b"then" | b"else" | b"elsif" | b"ensure" | b"rescue" => {
                self.at = end;
                self.clause(start);
            }
            b"alias" | b"undef" => {
                self.at = end;
                self.alias();
            }
            b"require" | b"require_relative" | b"load" | b"autoload" => {
                self.require(end);
                self.name(start, end);
            }
            _ => return false,
        }
        true
    }

    /// `if` and its like: a block where a statement or value begins, a modifier after something whole.
    fn condition(&mut self, start: usize, end: usize, kind: FrameKind) {
        self.at = end;
        let modifier = self.last == Last::Jump || self.builder.after_operand();
        if !modifier {
            self.open_keyword(kind, start);
            return;
        }
        self.close_bare(start);
        self.finish_pending(start);
        self.builder.end_path();
        self.last = Last::Operator;
    }

    /// A keyword within a block: a new statement begins after it.
    fn clause(&mut self, start: usize) {
        let rescue_value = &self.source[start..self.at] == b"rescue" && self.builder.after_operand();
        self.close_bare(start);
        if rescue_value {
            self.builder.end_path();
            self.last = Last::Operator;
        } else {
            self.finish_pending(start);
            self.begin_statement();
        }
    }

    /// The names after `alias` and `undef` may be keywords.
    fn alias(&mut self) {
        for _ in 0..2 {
            while matches!(self.source.get(self.at), Some(b' ' | b'\t')) {
                self.at += 1;
            }
            if !matches!(self.source.get(self.at), Some(byte) if CLASSES[*byte as usize] == Class::Word) {
                break;
            }
            self.at = self.word_end();
            if matches!(self.source.get(self.at), Some(b'?' | b'!' | b'=')) {
                self.at += 1;
            }
        }
        self.builder.end_path();
        self.last = Last::Operand;
    }

    /// A name of a path; a call where it is wanted and used without arguments.
    fn name(&mut self, start: usize, end: usize) {
        let plain = !self.builder.after_dot();
        let hash = self.builder.name(start, end);
        self.at = end;
        self.last = Last::Operand;
        if plain {
            self.note_use(hash, start, end);
            self.announce(start, end);
        } else {
            self.announce_qualified(start, end);
        }
        let wanted = self.builder.last_name().is_some_and(|name| self.builder.wants(name));
        if wanted && self.stands_alone(end) {
            self.call_without_arguments(end);
        }
    }

    /// Whether nothing that follows a name belongs to its path, its arguments or an assignment to it.
    fn stands_alone(&self, end: usize) -> bool {
        let mut at = end;
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let blank = at > end;
        let rest = &self.source[at..];
        match rest {
            [] | [b'\n' | b'\r' | b';' | b',' | b')' | b']' | b'}' | b'{' | b'#' | b'?', ..] => {
                !self.next_is_chained(at)
            }
            [b':', next, ..] => blank && next.is_ascii_whitespace(),
            [b'.', ..] => rest.get(1) == Some(&b'.'),
            [b'&', b'.', ..] => false,
            [b'=', b'=' | b'~' | b'>', ..] | [b'|' | b'&', ..] => true,
            [b'd', b'o', next, ..] if blank && !is_word(*next) => true,
            [b'd', b'o'] => blank,
            [first, ..] if CLASSES[*first as usize] == Class::Word => {
                let length = rest.iter().take_while(|byte| is_word(**byte)).count();
                matches!(
                    &rest[..length],
                    b"if" | b"unless" | b"while" | b"until" | b"and" | b"or" | b"rescue" | b"then" | b"end"
                )
            }
            _ => false,
        }
    }

    /// Whether the line ends here and the next begins with a dot.
    fn next_is_chained(&self, mut at: usize) -> bool {
        let mut newline = false;
        while let Some(byte) = self.source.get(at) {
            match byte {
                b'\n' => newline = true,
                b' ' | b'\t' | b'\r' => {}
                _ => break,
            }
            at += 1;
        }
        newline && matches!(&self.source[at..], [b'.', next, ..] if *next != b'.')
    }

    pub(super) fn instance_variable(&mut self) {
        let start = self.at;
        self.at += 1;
        if self.source.get(self.at) == Some(&b'@') {
            self.at += 1;
        }
        let end = self.word_end();
        if end == self.at {
            self.builder.end_path();
            return;
        }
        self.at = start;
        self.begin_bare_arguments(start);
        self.builder.name(start, end);
        self.at = end;
        self.last = Last::Operand;
    }

    /// `$name`, `$1`, `$!`.
    pub(super) fn global(&mut self) {
        let start = self.at;
        self.begin_bare_arguments(start);
        self.at += 1;
        let mut end = self.word_end();
        if end == self.at {
            let dashed = self.source.get(end) == Some(&b'-') && self.source.get(end + 1).copied().is_some_and(is_word);
            end += if dashed { 2 } else { 1 };
        }
        self.at = end.min(self.source.len());
        self.builder.name(start, self.at);
        self.last = Last::Operand;
    }

    /// A use of a name that a `let` of this file defines.
    fn note_use(&mut self, hash: NameHash, start: usize, end: usize) {
        if self.lets.is_empty() {
            return;
        }
        let hash = if &self.source[start..end] == b"is_expected" { NameHash::of(b"subject") } else { hash };
        if self.lets.binary_search(&hash).is_ok() {
            self.request(hash, start, end);
        }
    }
}
