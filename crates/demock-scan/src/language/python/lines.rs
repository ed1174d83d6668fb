//! Lines of Python: indentation, blocks, and where broken brackets end.
//!
//! Source: The Python Language Reference §2.1. Invariant: a scope is open exactly while lines are indented deeper than
//! its header. Absent on purpose: tabs that disagree with blanks, which Python refuses.

use super::keywords::Keyword;
use super::{Lexer, NextLine, Prev, Statement};
use crate::language::word;
use memchr::memmem;

/// Whether a keyword begins a statement and never stands inside brackets.
fn never_inside(keyword: Keyword) -> bool {
    match keyword {
        Keyword::Def
        | Keyword::Class
        | Keyword::Import
        | Keyword::Return
        | Keyword::Raise
        | Keyword::Assert
        | Keyword::With
        | Keyword::While
        | Keyword::Try
        | Keyword::Except
        | Keyword::Finally
        | Keyword::Del
        | Keyword::Pass
        | Keyword::Break
        | Keyword::Continue
        | Keyword::Global
        | Keyword::Elif => true,
        Keyword::None
        | Keyword::And
        | Keyword::As
        | Keyword::Async
        | Keyword::Await
        | Keyword::Case
        | Keyword::Else
        | Keyword::For
        | Keyword::From
        | Keyword::If
        | Keyword::In
        | Keyword::Is
        | Keyword::Lambda
        | Keyword::Match
        | Keyword::Nonlocal
        | Keyword::Not
        | Keyword::Or
        | Keyword::Type
        | Keyword::Yield => false,
    }
}

impl Lexer<'_, '_> {
    pub(super) fn newline(&mut self) {
        let crlf = self.source[self.at..].starts_with(b"\r\n");
        if self.builder.depth() == 0 {
            self.end_statement();
        }
        self.at += if crlf { 2 } else { 1 };
        if self.builder.depth() == 0 {
            self.line_start();
        } else if self.line_cannot_be_inside_brackets() {
            self.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.restart_line(self.at);
        }
    }

    /// Whether the line begins with a keyword that no expression contains, or a decorator at the left margin.
    pub(super) fn line_cannot_be_inside_brackets(&self) -> bool {
        let at = self.skip_blank(self.at);
        let word = word::read(self.source, at);
        let rest = &self.source[at..];
        let keyword = Keyword::of(word.head, word.end - at);
        if keyword == Keyword::None {
            word.end == at && rest.first() == Some(&b'@') && self.prev == Prev::Fresh
        } else if keyword == Keyword::Async {
            rest.starts_with(b"async def ") || rest.starts_with(b"async with ")
        } else if keyword == Keyword::From {
            let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            memmem::find(&rest[..line], b" import ").is_some()
        } else {
            // A keyword argument cannot have a keyword's name, so what follows need not be looked at beyond an `=`.
            never_inside(keyword) && self.source.get(word.end) != Some(&b'=')
        }
    }

    /// Reads indentation, skips lines that say nothing, closes scopes, begins a statement.
    pub(super) fn line_start(&mut self) {
        loop {
            let line = self.at;
            self.at = word::after_blanks(self.source, line);
            let mut column = (self.at - line) as u32;
            while let Some(&byte) = self.source.get(self.at) {
                match byte {
                    b' ' => column += 1,
                    b'\t' => column = column / 8 * 8 + 8,
                    0x0c => column = 0,
                    _ => break,
                }
                self.at += 1;
            }
            match self.source.get(self.at) {
                None => return,
                Some(b'\n' | b'\r') => self.at += 1,
                Some(b'#') => self.comment(),
                Some(_) => {
                    self.indentation(line, column);
                    self.statement_indent(column);
                    return;
                }
            }
        }
    }

    fn indentation(&mut self, line: usize, column: u32) {
        while self.indents.last().is_some_and(|indent| *indent >= column) {
            self.indents.pop();
            self.builder.close_scope(line);
        }
        let open = self.blocks.last().copied().unwrap_or(0);
        match std::mem::replace(&mut self.next_line, NextLine::SameBlock) {
            NextLine::NewBlock if column <= open => self.problem(line, "an indented block is missing"),
            NextLine::SameBlock if column > open => self.problem(line, "an indentation that nothing asks for"),
            NextLine::NewBlock | NextLine::SameBlock => {}
        }
        if column > open {
            self.blocks.push(column);
        }
        while self.blocks.last().is_some_and(|block| *block > column) {
            self.blocks.pop();
        }
        if self.blocks.last().copied().unwrap_or(0) != column {
            self.problem(line, "an indentation that fits no block");
            self.blocks.push(column);
        }
    }

    /// A statement after a semicolon or a colon on the same line; it belongs to the innermost scope.
    pub(super) fn statement_start(&mut self) {
        self.at = self.skip_blank(self.at);
        let column = self.indents.last().map_or(0, |indent| indent + 1);
        self.statement_indent(column);
    }

    /// After the colon of a header: a block below, or a statement on the same line.
    pub(super) fn inline_block(&mut self) {
        if self.statement == Statement::Function || self.statement == Statement::Class {
            let scope = self.builder.scope() as usize;
            self.builder.facts.scopes[scope].header.end = self.at as u32;
        }
        let next = self.skip_blank(self.at);
        if matches!(self.source.get(next), None | Some(b'\n' | b'\r' | b'#')) {
            self.statement = Statement::Plain;
            self.prev = Prev::Start;
            self.next_line = NextLine::NewBlock;
            self.builder.end_path();
        } else {
            self.statement_start();
        }
    }
}
