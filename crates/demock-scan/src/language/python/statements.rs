//! Python's statements: what the first word says, and the colon that ends a header.
//!
//! Source: The Python Language Reference §7 and §8. Absent on purpose: what an expression's keywords do (`grammar`).

use super::bytes::{CLASSES, Class};
use super::keywords::Keyword;
use super::{Lexer, Prev, Statement};
use crate::facts::{Position, ScopeKind};
use crate::language::word::{self, WordRead};

impl Lexer<'_, '_> {
    /// Begins a statement at the current offset, on a line that is indented to `column`.
    pub(super) fn statement_indent(&mut self, column: u32) {
        self.builder.begin_statement(self.at);
        self.statement = Statement::Plain;
        self.column = column;
        self.prev = Prev::Start;
        self.pending.clear();
        self.lambdas.clear();
        (self.annotated, self.walrus, self.bound, self.parameter) = (None, None, None, None);
        self.subjects_depth = 0;
        let Some(&byte) = self.source.get(self.at) else { return };
        if byte == b'@' {
            self.at += 1;
            self.statement = Statement::Decorator;
            self.prev = Prev::Want;
            self.decorators.get_or_insert_with(|| self.builder.mark_decorators());
            self.builder.set_position(Position::Decorator);
        } else if CLASSES[byte as usize] == Class::Word {
            let word = word::read(self.source, self.at);
            self.first_word(word, column);
        }
    }

    fn first_word(&mut self, word: WordRead, column: u32) {
        let end = word.end;
        match Keyword::of(word.head, end - self.at) {
            Keyword::None => {
                if &self.source[self.at..end] == b"pytestmark" {
                    self.module_marks(end);
                    self.statement = Statement::Marks;
                }
                self.word_as_read(word);
                self.further_names();
            }
            Keyword::Def => self.definition(end, column, Statement::Function),
            Keyword::Class => self.definition(end, column, Statement::Class),
            Keyword::Async => self.async_statement(end, column),
            Keyword::Import => self.import(end),
            Keyword::From => self.import_from(end),
            Keyword::With => {
                self.builder.set_position(Position::Resource);
                self.begin(Statement::With, end, Prev::Want);
            }
            Keyword::If | Keyword::Elif | Keyword::For | Keyword::While => {
                self.begin(Statement::Block, end, Prev::Want);
            }
            Keyword::Else | Keyword::Try | Keyword::Except | Keyword::Finally => {
                self.begin(Statement::Block, end, Prev::Loose);
            }
            Keyword::Return | Keyword::Yield => {
                let hands = self.builder.facts.scopes[self.builder.scope() as usize].kind == ScopeKind::Fixture;
                let value = self.skip_blank(end) as u32;
                self.begin(if hands { Statement::Hand(value) } else { Statement::Plain }, end, Prev::Loose);
            }
            Keyword::Raise => self.begin(Statement::Raise, end, Prev::Loose),
            Keyword::Global | Keyword::Nonlocal => self.begin(Statement::Plain, end, Prev::Loose),
            Keyword::Await | Keyword::Assert => self.begin(Statement::Plain, end, Prev::Want),
            Keyword::Del => self.begin(Statement::Delete, end, Prev::Want),
            Keyword::Pass | Keyword::Break | Keyword::Continue => self.begin(Statement::Plain, end, Prev::Have),
            Keyword::Match | Keyword::Case | Keyword::Type => self.statement = Statement::Soft,
            // They begin an expression, or nothing that Python knows.
            Keyword::And | Keyword::As | Keyword::In | Keyword::Is | Keyword::Lambda | Keyword::Not | Keyword::Or => {}
        }
    }

    fn begin(&mut self, statement: Statement, at: usize, prev: Prev) {
        (self.statement, self.at, self.prev) = (statement, at, prev);
    }

    fn async_statement(&mut self, end: usize, column: u32) {
        let next = self.skip_blank(end);
        let rest = &self.source[next..];
        let (start, scope) = (self.builder.statement_start(), self.builder.scope());
        self.at = end;
        if [b"def".as_slice(), b"with", b"for"].iter().any(|word| rest.starts_with(word)) {
            self.at = next;
            self.statement_indent(column);
            self.builder.move_statement(start);
            if self.builder.scope() != scope {
                self.builder.begin_header_at(start);
            }
        }
    }

    /// A colon outside brackets: an annotation, or the end of a block's header.
    pub(super) fn colon_of_statement(&mut self) {
        match self.statement {
            Statement::Block | Statement::Function | Statement::Class => self.end_header(),
            Statement::With => {
                self.builder.reference();
                self.end_header();
            }
            Statement::Soft if self.ends_case() => self.end_header(),
            Statement::Plain | Statement::Marks | Statement::Soft | Statement::Delete => {
                if self.pending.is_empty() && self.annotated.is_none() {
                    self.annotated = self.target();
                }
                self.after_colon();
            }
            Statement::Hand(_) | Statement::Raise | Statement::Decorator => self.after_colon(),
        }
    }

    fn after_colon(&mut self) {
        if self.prev == Prev::Start {
            self.problem(self.at, "a colon has nothing on its left");
        }
        self.builder.end_path();
        self.prev = Prev::Want;
        self.at += 1;
    }

    fn end_header(&mut self) {
        self.unfinished(self.at);
        self.end_element();
        self.at += 1;
        self.inline_block();
    }

    /// Whether the colon ends `match subject` or `case pattern` and not `match: int`.
    fn ends_case(&self) -> bool {
        let start = self.builder.statement_start() as usize;
        let word = self.source[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let next = self.skip_blank(start + word);
        let names_something_else = matches!(self.source.get(next), Some(b'.' | b'=' | b':' | b',' | b')'))
            && !self.source[next..].starts_with(b"...");
        !names_something_else && !self.source[start..].starts_with(b"type") && self.pending.is_empty()
    }
}
