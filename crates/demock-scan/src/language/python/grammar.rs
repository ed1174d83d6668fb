//! Which token may follow which: enough to tell that a file does not parse, never enough to doubt one that does.
//!
//! Source: The Python Language Reference §2.3, §6, §10. Invariant: a file that `CPython` accepts gives no problem.
//! Absent on purpose: what only a parser can tell (the order of arguments, targets that cannot be assigned to).

use super::keywords::Keyword;
use super::{Lexer, Statement};

/// What was read just before, as far as the next token depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prev {
    /// A statement begins.
    Start,
    /// Anything may follow.
    Loose,
    /// Something has to follow: an operator was read.
    Want,
    /// An open bracket or a comma: an operand or the end of the list.
    Fresh,
    /// An operand.
    Have,
    /// A string, which another may follow.
    Text,
    /// The dot of a member.
    Dotted,
}

/// What kind of operand a token begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    Name,
    Number,
    Text,
    Bracket,
}

/// What a word is inside a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Name,
    /// `and`, `or`, `is`, `if`, `else`: between operands.
    Between,
    /// `in`, which may also follow the comma of `for x, in rows`.
    In,
    /// `for`, between an element and its loop.
    For,
    Not,
    Await,
    Async,
    Lambda,
    As,
    From,
    Yield,
    /// A word that only begins a statement.
    Statement,
}

impl Word {
    #[inline]
    pub(super) fn of(keyword: Keyword) -> Self {
        match keyword {
            Keyword::And | Keyword::Or | Keyword::Is | Keyword::If | Keyword::Else => Self::Between,
            Keyword::In => Self::In,
            Keyword::For => Self::For,
            Keyword::Not => Self::Not,
            Keyword::Await => Self::Await,
            Keyword::Async => Self::Async,
            Keyword::Lambda => Self::Lambda,
            Keyword::As => Self::As,
            Keyword::From => Self::From,
            Keyword::Yield => Self::Yield,
            Keyword::Def
            | Keyword::Class
            | Keyword::Import
            | Keyword::With
            | Keyword::While
            | Keyword::Try
            | Keyword::Except
            | Keyword::Finally
            | Keyword::Return
            | Keyword::Raise
            | Keyword::Assert
            | Keyword::Del
            | Keyword::Pass
            | Keyword::Break
            | Keyword::Continue
            | Keyword::Global
            | Keyword::Nonlocal
            | Keyword::Elif => Self::Statement,
            Keyword::None | Keyword::Match | Keyword::Case | Keyword::Type => Self::Name,
        }
    }
}

impl Lexer<'_, '_> {
    /// An operand begins at `start`; `false` where it begins a new statement instead, which is read from its line on.
    #[inline]
    pub(super) fn operand(&mut self, start: usize, operand: Operand) -> bool {
        let fits = match self.prev {
            Prev::Have => false,
            Prev::Text => operand == Operand::Text,
            Prev::Dotted => operand == Operand::Name,
            Prev::Start | Prev::Loose | Prev::Want | Prev::Fresh => true,
        };
        if !fits && self.misplaced_operand(start) {
            return false;
        }
        let soft = self.statement == Statement::Soft && self.prev == Prev::Start;
        self.prev = match operand {
            _ if soft => Prev::Loose,
            Operand::Text => Prev::Text,
            Operand::Name | Operand::Number | Operand::Bracket => Prev::Have,
        };
        true
    }

    /// Two operands without an operator: whether the second begins a new statement instead.
    #[cold]
    fn misplaced_operand(&mut self, start: usize) -> bool {
        self.problem(start, "two operands without an operator between them");
        let restarts = self.builder.depth() > 0 && self.is_first_on_line(start);
        if restarts {
            self.restart_line(start);
        }
        restarts
    }

    /// A keyword inside a statement.
    pub(super) fn keyword(&mut self, word: Word, start: usize, end: usize) {
        let has_operand = matches!(self.prev, Prev::Have | Prev::Text);
        let fits = match word {
            Word::Between | Word::For | Word::As | Word::From => has_operand || self.prev == Prev::Loose,
            Word::In => has_operand || matches!(self.prev, Prev::Loose | Prev::Fresh),
            Word::Await | Word::Lambda | Word::Yield => !has_operand,
            Word::Not | Word::Async | Word::Name => true,
            Word::Statement => false,
        };
        if !fits {
            self.problem(start, "a keyword that cannot stand here");
            if self.builder.depth() > 0 && self.is_first_on_line(start) {
                self.restart_line(start);
                return;
            }
        }
        self.at = end;
        if word == Word::As && self.statement == Statement::With {
            self.bound = self.current_value(None);
            self.builder.reference();
        }
        self.builder.end_path();
        self.prev = match word {
            Word::Between | Word::In | Word::For | Word::As | Word::From | Word::Await => Prev::Want,
            Word::Not if !has_operand => Prev::Want,
            Word::Not | Word::Yield | Word::Statement => Prev::Loose,
            Word::Lambda => {
                self.lambdas.push(self.builder.depth());
                Prev::Loose
            }
            Word::Async | Word::Name => self.prev,
        };
    }

    /// Something ends at `at`: nothing may be missing before it.
    pub(super) fn unfinished(&mut self, at: usize) {
        if matches!(self.prev, Prev::Want | Prev::Dotted) {
            self.problem(at, "an expression is not finished");
        }
    }

    pub(super) fn dot(&mut self) {
        let rest = &self.source[self.at..];
        match self.prev {
            Prev::Have | Prev::Text => {
                self.prev = Prev::Dotted;
                self.builder.dot();
                self.at += 1;
            }
            _ if rest.starts_with(b"...") => {
                self.prev = Prev::Have;
                self.builder.operand(self.at);
                self.at += 3;
            }
            _ if rest.get(1).is_some_and(u8::is_ascii_digit) => self.number(),
            Prev::Loose => {
                self.prev = Prev::Dotted;
                self.builder.dot();
                self.at += 1;
            }
            Prev::Start | Prev::Want | Prev::Fresh | Prev::Dotted => {
                self.problem(self.at, "a dot has nothing on its left");
                self.prev = Prev::Loose;
                self.builder.end_path();
                self.at += 1;
            }
        }
    }

    /// Source: Reference §2.4.5 to §2.4.7.
    pub(super) fn number(&mut self) {
        let start = self.at;
        if !self.operand(start, Operand::Number) {
            return;
        }
        let source = self.source;
        let byte = |at: usize| source.get(at).copied().unwrap_or(b' ');
        let digits = |mut at: usize, is_digit: fn(&u8) -> bool| {
            while is_digit(&byte(at)) || byte(at) == b'_' {
                at += 1;
            }
            at
        };
        let mut end = start;
        if byte(start) == b'0' && matches!(byte(start + 1) | 0x20, b'x' | b'o' | b'b') {
            end = digits(
                start + 2,
                if byte(start + 1) | 0x20 == b'x' { u8::is_ascii_hexdigit } else { u8::is_ascii_digit },
            );
        } else {
            end = digits(end, u8::is_ascii_digit);
            let whole = &source[start..end];
            let octal = whole.starts_with(b"0") && whole.iter().any(|digit| matches!(digit, b'1'..=b'9'));
            if octal && !matches!(byte(end) | 0x20, b'.' | b'e' | b'j') {
                self.problem(start, "a number that begins with a zero");
            }
            if byte(end) == b'.' {
                end = digits(end + 1, u8::is_ascii_digit);
            }
            let sign = usize::from(matches!(byte(end + 1), b'+' | b'-'));
            if byte(end) | 0x20 == b'e' && byte(end + 1 + sign).is_ascii_digit() {
                end = digits(end + 1 + sign, u8::is_ascii_digit);
            }
            if byte(end) | 0x20 == b'j' {
                end += 1;
            }
        }
        self.at = end;
        self.builder.operand(start);
    }

    /// `+`, `**=`, `->` and the like; `=`, `==` and `:=` are read elsewhere.
    pub(super) fn operator(&mut self, byte: u8) {
        let rest = &self.source[self.at..];
        let next = rest.get(1).copied().unwrap_or(b' ');
        let doubled = byte == next && matches!(byte, b'*' | b'/' | b'<' | b'>');
        let mut length = if doubled || (byte, next) == (b'-', b'>') { 2 } else { 1 };
        let assigns = byte != b'~' && rest.get(length) == Some(&b'=');
        length += usize::from(assigns);
        let has_operand = matches!(self.prev, Prev::Have | Prev::Text | Prev::Loose);
        let is_prefix = matches!(byte, b'+' | b'-' | b'~' | b'*') && !assigns && (byte, next) != (b'-', b'>');
        let depth = self.builder.depth();
        let separates = byte == b'/' && length == 1 && (self.in_parameters() || self.lambdas.last() == Some(&depth));
        let fits = match byte {
            b'!' => assigns && has_operand,
            b'~' => !matches!(self.prev, Prev::Have | Prev::Text),
            _ => has_operand || is_prefix || separates,
        } && self.prev != Prev::Dotted;
        if !fits {
            self.problem(self.at, "an operator has nothing to work on");
        }
        let starred = byte == b'*' && !matches!(self.prev, Prev::Have | Prev::Text);
        self.prev = if separates || starred { Prev::Loose } else { Prev::Want };
        self.builder.end_path();
        self.at += length;
    }

    pub(super) fn backslash(&mut self) {
        let rest = &self.source[self.at + 1..];
        let joined = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
        if joined == 0 {
            self.problem(self.at, "a backslash that does not end its line");
        }
        self.at += 1 + joined;
    }

    /// Whether only blanks stand between the beginning of the line and `at`.
    fn is_first_on_line(&self, at: usize) -> bool {
        let before = self.source[..at].iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | 0x0c));
        before.is_none_or(|before| matches!(self.source[before], b'\n' | b'\r')) && !self.joins_lines(at)
    }

    /// Whether the line before that of `at` ends in a backslash.
    fn joins_lines(&self, at: usize) -> bool {
        let end = self.source[..at].trim_ascii_end();
        end.ends_with(b"\\")
    }

    /// [`Lexer::restart_line`], where `at` is the first of its line and the statement began before it.
    pub(super) fn restart_at_line_of(&mut self, at: usize) -> bool {
        let restarts = self.is_first_on_line(at) && (self.builder.statement_start() as usize) < at;
        if restarts {
            self.restart_line(at);
        }
        restarts
    }

    /// Forgets open brackets and reads the line on which `at` stands as the beginning of a statement.
    pub(super) fn restart_line(&mut self, at: usize) {
        let line = memchr::memrchr2(b'\n', b'\r', &self.source[..at]).map_or(0, |newline| newline + 1);
        self.builder.abandon_brackets(line);
        self.lambdas.clear();
        self.walrus = None;
        // Where the statement itself began on this line, what follows is read on as it stands.
        self.at = if (self.builder.statement_start() as usize) < line { line } else { at + 1 };
        self.prev = Prev::Loose;
        if self.at == line {
            // What the line said so far, it says again.
            self.builder.forget_from(line);
            self.end_statement();
            self.line_start();
        }
    }
}
