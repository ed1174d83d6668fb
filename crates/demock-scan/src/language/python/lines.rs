//! Lines of Python: indentation, where statements begin, and where broken brackets end.
//!
//! Invariant: a scope is open exactly while lines are indented deeper than its header.

use super::bytes::{CLASSES, Class};
use super::{Lexer, Statement};
use crate::facts::Position;
use memchr::{memchr, memmem};

impl Lexer<'_, '_> {
    pub(super) fn newline(&mut self) {
        self.at += 1;
        if self.builder.depth() == 0 {
            self.end_statement();
            self.line_start();
        } else if self.line_cannot_be_inside_brackets() {
            self.builder.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.builder.abandon_brackets(self.at);
            self.end_statement();
            self.line_start();
        }
    }

    /// Whether the line begins with a keyword that no expression contains.
    pub(super) fn line_cannot_be_inside_brackets(&self) -> bool {
        let mut at = self.at;
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let rest = &self.source[at..];
        match rest.first() {
            Some(b'd') => rest.starts_with(b"def "),
            Some(b'c') => rest.starts_with(b"class "),
            Some(b'i') => rest.starts_with(b"import "),
            Some(b'r') => rest.starts_with(b"return ") || rest.starts_with(b"raise "),
            Some(b'a') => rest.starts_with(b"assert ") || rest.starts_with(b"async def "),
            Some(b'f') => {
                rest.starts_with(b"from ")
                    && memmem::find(&rest[..memchr(b'\n', rest).unwrap_or(rest.len())], b" import ").is_some()
            }
            _ => false,
        }
    }

    /// Reads indentation, skips lines that say nothing, closes scopes, begins a statement.
    pub(super) fn line_start(&mut self) {
        loop {
            let line = self.at;
            let mut column = 0;
            while let Some(&byte) = self.source.get(self.at) {
                match byte {
                    b' ' => column += 1,
                    b'\t' => column = column / 8 * 8 + 8,
                    0x0c | 0xef | 0xbb | 0xbf => {} // form feed and byte order mark
                    _ => break,
                }
                self.at += 1;
            }
            match self.source.get(self.at) {
                None => return,
                Some(b'\n') => self.at += 1,
                Some(b'\r') if self.source.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                Some(b'#') => {
                    self.comment();
                    self.at += 1;
                }
                Some(_) => {
                    while self.indents.last().is_some_and(|indent| *indent >= column) {
                        self.indents.pop();
                        self.builder.close_scope(line);
                    }
                    self.statement_indent(column);
                    return;
                }
            }
        }
    }

    pub(super) fn statement_start(&mut self) {
        while matches!(self.source.get(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        // A statement after a semicolon or a colon on the same line belongs to the innermost scope.
        let column = self.indents.last().map_or(0, |indent| indent + 1);
        self.statement_indent(column);
    }

    pub(super) fn statement_indent(&mut self, column: u32) {
        self.builder.begin_statement(self.at);
        self.statement = Statement::Plain;
        (self.pending, self.annotated, self.bound, self.parameter) = (None, None, None, None);
        let Some(&byte) = self.source.get(self.at) else { return };
        if byte == b'@' {
            self.at += 1;
            self.statement = Statement::Decorator;
            self.decorators.get_or_insert_with(|| self.builder.mark_decorators());
            self.builder.set_position(Position::Decorator);
            return;
        }
        if CLASSES[byte as usize] != Class::Word {
            return;
        }
        let end = self.word_end();
        match &self.source[self.at..end] {
            b"def" => self.definition(end, column, Statement::Function),
            b"class" => self.definition(end, column, Statement::Class),
            b"async" => {
                self.at = end;
                let next = self.skip_blank(end);
                if self.source[next..].starts_with(b"def") || self.source[next..].starts_with(b"with") {
                    let start = self.builder.statement_start();
                    self.at = next;
                    self.statement_indent(column);
                    self.builder.begin_header_at(start);
                }
            }
            b"import" => self.import(end),
            b"from" => self.import_from(end),
            b"with" => {
                self.statement = Statement::With;
                self.builder.set_position(Position::Resource);
                self.at = end;
            }
            b"if" | b"elif" | b"else" | b"try" | b"except" | b"finally" | b"for" | b"while" => {
                self.statement = Statement::Block;
                self.at = end;
            }
            b"return" | b"yield" | b"await" | b"raise" | b"assert" | b"del" | b"global" | b"nonlocal" => self.at = end,
            b"pytestmark" => self.module_marks(end),
            _ => {}
        }
    }

    /// A statement may follow the colon on the same line.
    pub(super) fn inline_block(&mut self) {
        if self.statement == Statement::Function || self.statement == Statement::Class {
            let scope = self.builder.scope() as usize;
            self.builder.facts.scopes[scope].header.end = self.at as u32;
        }
        let next = self.skip_blank(self.at);
        if matches!(self.source.get(next), None | Some(b'\n' | b'\r' | b'#')) {
            self.statement = Statement::Plain;
            self.builder.end_path();
        } else {
            self.statement_start();
        }
    }
}
