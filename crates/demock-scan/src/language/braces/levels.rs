//! Open brackets: what they hold, what closes with them, and how the damage of a wrong one is bounded.
//!
//! Invariant: levels and the builder's own brackets open and close in step; the file's level is never closed.

use super::statement::Statement;
use super::{Braces, Dialect, text};
use crate::facts::{CallId, Span};

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Statements: a body, a lambda, the file.
    Statements,
    /// Definitions: the body of a class.
    Members,
    /// Values of an object or collection.
    Values,
    /// Arguments, an index, a parenthesised expression.
    Arguments,
    /// Parameters of the definition whose header is being read.
    Parameters,
    /// Arguments of an annotation or attribute.
    Annotation,
    /// Attributes: `[A, B(1)]`.
    Attributes,
    /// Code inside a text, which goes on after it.
    Template(Template),
}

/// How a text with code inside is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Template {
    /// Quotes that end it: 1 or 3 and more.
    pub(crate) quotes: u8,
    /// Braces that open code.
    pub(crate) braces: u8,
    /// What escapes.
    pub(crate) escape: Escape,
}

/// What escapes a quote in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// A backslash.
    Backslash,
    /// The quote itself, doubled.
    Doubling,
    /// Nothing.
    Nothing,
}

/// Whether the closing bracket ends a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owns {
    /// No scope.
    Nothing,
    /// The innermost scope at the time of closing.
    Scope,
}

/// What follows the closing bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The statement around it goes on.
    GoesOn,
    /// The statement around it is over.
    Ends,
}

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Level {
    /// Its byte; 0 for the file.
    pub(crate) open: u8,
    /// What it holds.
    pub(crate) holds: Holds,
    pub(crate) owns: Owns,
    pub(crate) then: Then,
    /// Something for the dialect: whether a function literal waits here for its body, and the like.
    pub(crate) note: u8,
    /// Where the argument or parameter being read begins.
    pub(crate) element: u32,
}

impl Level {
    /// Whether statements or definitions stand directly in it.
    pub(crate) fn is_block(&self) -> bool {
        matches!(self.holds, Holds::Statements | Holds::Members)
    }
}

/// The index of a kind of bracket.
fn shape(open: u8) -> usize {
    match open {
        b'(' => 0,
        b'[' => 1,
        _ => 2,
    }
}

impl<D: Dialect> Braces<'_, '_, D> {
    /// Skips `<…>` that holds nothing but types, after a name or a separator; whether it did.
    pub(crate) fn skip_type_arguments(&mut self) -> bool {
        let after_name = self.builder.path_len() > 0;
        if !after_name && !self.builder.after_dot() {
            return false;
        }
        let Some(end) = text::type_arguments(self.source, self.at) else { return false };
        if after_name {
            let inside = Span::new(self.at + 1, end - 1);
            self.type_args = Some((inside, text::skip_space(self.source, end)));
        }
        self.at = end;
        true
    }

    /// The type arguments that stand directly before an offset.
    pub(crate) fn take_type_args(&mut self, at: usize) -> Option<Span> {
        self.type_args.take().filter(|(_, end)| *end == at).map(|(span, _)| span)
    }

    /// Opens `(` and the like: a call where a path stands before it.
    pub(crate) fn open_arguments(&mut self, byte: u8) {
        let type_args = self.take_type_args(self.at);
        self.start_statement(self.at);
        self.builder.open_call_with(self.at, type_args);
        self.push_level(byte, Holds::Arguments, Owns::Nothing, Then::GoesOn);
    }

    /// Opens a bracket that belongs to no call. Blocks begin statements of their own.
    pub(crate) fn open_group(&mut self, byte: u8, holds: Holds, owns: Owns, then: Then) {
        if !matches!(holds, Holds::Statements | Holds::Members) {
            self.start_statement(self.at);
        }
        self.builder.open_group(byte, self.at);
        self.push_level(byte, holds, owns, then);
    }

    /// Notes a bracket that the builder knows of already.
    pub(crate) fn push_level(&mut self, byte: u8, holds: Holds, owns: Owns, then: Then) {
        let level = Level { open: byte, holds, owns, then, note: 0, element: self.at as u32 + 1 };
        if level.is_block() {
            self.outer.push(self.statement);
            self.statement = Statement::default();
        } else {
            self.first_value.get_or_insert(self.levels.len());
        }
        self.members += usize::from(holds == Holds::Members);
        self.opened[shape(byte)].push(self.levels.len() as u32);
        self.levels.push(level);
        self.at += 1;
    }

    pub(super) fn close(&mut self, byte: u8) {
        let open = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        if self.innermost().open == open {
            self.close_level(self.at);
            return;
        }
        self.builder.problem(self.at, "a closing bracket does not fit what is open");
        // A brace closes what is left open inside its own; other brackets never reach beyond the innermost brace.
        let innermost = |open: u8| self.opened[shape(open)].last().copied();
        match innermost(open) {
            Some(fitting) if fitting >= innermost(b'{').unwrap_or(0) => {
                self.close_levels_to(fitting as usize + 1);
                self.close_level(self.at);
            }
            _ => self.operator(1),
        }
    }

    /// How many levels are open up to the innermost that holds members; only the file where none does.
    pub(crate) fn levels_to_members(&self) -> usize {
        let members = self.levels.iter().rposition(|level| level.holds == Holds::Members);
        members.map_or(1, |at| at + 1)
    }

    /// How far in the line stands on which the member around `self.at` opens its first bracket.
    pub(crate) fn member_column(&self) -> usize {
        let Some(at) = self.builder.bracket_at(self.levels_to_members() - 1) else { return usize::MAX };
        let line = memchr::memrchr(b'\n', &self.source[..at]).map_or(0, |newline| newline + 1);
        text::skip_space(self.source, line) - line
    }

    /// Closes levels until only `keep` are open. Their closing brackets are missing: scopes end here, and what stands here
    /// is in none of them.
    pub(crate) fn close_levels_to(&mut self, keep: usize) {
        let at = self.at;
        while self.levels.len() > keep.max(1) {
            self.pop_level(at, at);
            self.at = at;
        }
    }

    fn close_level(&mut self, at: usize) {
        self.at = at + 1;
        let Some((level, call)) = self.pop_level(at, at + 1) else { return };
        D::closed(self, level, call);
    }

    /// Closes the innermost level, whose content ends at `at` and whose scope ends at `end`.
    fn pop_level(&mut self, at: usize, end: usize) -> Option<(Level, Option<CallId>)> {
        if self.levels.len() < 2 {
            return None;
        }
        let block = self.innermost().is_block();
        if block {
            self.end_statement();
        } else if self.innermost().holds == Holds::Parameters || self.innermost().holds == Holds::Attributes {
            D::element(self);
        } else {
            D::value(self);
        }
        let level = self.levels.pop()?;
        self.opened[shape(level.open)].pop();
        self.members -= usize::from(level.holds == Holds::Members);
        self.macros -= usize::from(level.note & D::MACRO_NOTE != 0);
        self.first_value.take_if(|first| *first == self.levels.len());
        if block {
            self.statement = self.outer.pop().unwrap_or_default();
            self.resume_statement();
        }
        if level.owns == Owns::Scope {
            self.builder.close_scope(end);
        }
        let call = self.builder.close(at);
        if level.then == Then::Ends && self.innermost().is_block() {
            self.end_statement();
        }
        Some((level, call))
    }

    /// A comma that separates arguments, parameters or declarations.
    pub(crate) fn plain_comma(&mut self) {
        match self.innermost().holds {
            Holds::Parameters | Holds::Attributes => D::element(self),
            Holds::Statements | Holds::Members => self.end_declarator(),
            Holds::Values | Holds::Arguments | Holds::Annotation | Holds::Template(_) => D::value(self),
        }
        self.operator(1);
        self.innermost_mut().element = self.at as u32;
    }
}
