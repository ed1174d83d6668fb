//! What languages with braces have in common: one error-proof pass over bytes that keeps brackets, statements and scopes.
//!
//! A language is a [`Dialect`]: it says which words are keywords, how texts are written and what an opening brace means.
//! Invariants: constant work a byte, no input can make it fail; every open bracket is one [`Level`], in step with the
//! builder's own; a closing bracket that fits nothing costs only itself, and a line that cannot stand where it stands
//! ends the damage of an unclosed one ([`Dialect::recovers`]).
//! Absent on purpose: expressions as trees, precedence, types beyond the name in a declaration.

pub(crate) mod annotation;
pub(crate) mod definition;
pub(crate) mod levels;
pub(crate) mod statement;
pub(crate) mod templates;
pub(crate) mod text;

use crate::builder::Builder;
use crate::facts::{CallId, Facts, Span};
use crate::interest::Interest;
use crate::language::never::Never;
use crate::language::{FileRole, is_word};
use levels::{Holds, Level, Owns, Then};
use statement::Statement;
use text::{Nesting, TextEnd};

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Class {
    Symbol,
    Word,
    Digit,
    Blank,
    Newline,
    Quote,
    Slash,
    Open,
    Close,
    Dot,
    Comma,
    Semicolon,
    Equals,
    Less,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Symbol; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80..=0xff => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\r' | 0x0c => Class::Blank,
            b'\n' => Class::Newline,
            b'"' | b'\'' | b'`' => Class::Quote,
            b'/' => Class::Slash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'.' => Class::Dot,
            b',' => Class::Comma,
            b';' => Class::Semicolon,
            b'=' => Class::Equals,
            b'<' => Class::Less,
            _ => Class::Symbol,
        };
        byte += 1;
    }
    table
}

/// Which words may be keywords: for the low five bits of a first letter, a bit for each length.
pub(crate) type Keywords = [u32; 32];

/// Makes the table of keywords.
pub(crate) const fn keywords(words: &[&str]) -> Keywords {
    let mut table = [0; 32];
    let mut at = 0;
    while at < words.len() {
        let word = words[at].as_bytes();
        table[(word[0] & 31) as usize] |= 1 << word.len();
        at += 1;
    }
    table
}

/// What the core does with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// It is a name.
    Name,
    /// The dialect has dealt with it; reading goes on where the dialect says.
    Taken,
    /// It is a keyword between operands.
    Operator,
}

/// What is particular to one language.
pub(crate) trait Dialect: Sized {
    /// Words that [`Dialect::keyword`] is asked about.
    const KEYWORDS: Keywords;
    /// Whether block comments nest.
    const NESTING: Nesting;
    /// What stands before a value that is a call all the same: `new`, `await`, `&`.
    const VALUE_PREFIXES: &'static [&'static str];
    /// Whether an expression is a function literal.
    const IS_FUNCTION: fn(&[u8]) -> bool;
    /// Whether tests stand in product files too.
    const TESTS_ANYWHERE: bool = false;
    /// The note of a level that is a macro's.
    const MACRO_NOTE: u8 = 0;
    /// Notes of a statement that a semicolon does not end: `for i := 0; i < n; i++ {`.
    const NOTES_BEYOND_SEMICOLON: u8 = 0;
    /// Whether a dot joins texts, and no names.
    const DOT_JOINS_TEXTS: bool = false;

    /// The first byte is about to be read.
    fn begin(_lexer: &mut Braces<'_, '_, Self>) {}
    /// A word that may be a keyword, unless it follows a separator. `lexer.at` is its end.
    fn keyword(lexer: &mut Braces<'_, '_, Self>, start: usize, end: usize) -> Word;
    /// A quote, an apostrophe or a backtick at `lexer.at`.
    fn text(lexer: &mut Braces<'_, '_, Self>, quote: u8);
    /// `(`, `[` or `{` at `lexer.at`: opens a level.
    fn open(lexer: &mut Braces<'_, '_, Self>, byte: u8);
    /// Any other byte at `lexer.at`, after which reading goes on.
    fn symbol(lexer: &mut Braces<'_, '_, Self>, byte: u8);
    /// `<` at `lexer.at`.
    fn less(lexer: &mut Braces<'_, '_, Self>) {
        lexer.operator(1);
    }
    /// `=` that assigns, at `lexer.at`; the path before it is being read.
    fn equals(lexer: &mut Braces<'_, '_, Self>) {
        lexer.assignment();
    }
    /// A newline was passed; `lexer.at` is the first byte of the line that is no blank.
    fn newline(_lexer: &mut Braces<'_, '_, Self>) {}
    /// A comma at `lexer.at`.
    fn comma(lexer: &mut Braces<'_, '_, Self>) {
        lexer.plain_comma();
    }
    /// A parameter or attribute of the innermost bracket is over.
    fn element(lexer: &mut Braces<'_, '_, Self>) {
        lexer.end_parameter();
    }
    /// A value of the innermost bracket is over, where it holds neither statements nor parameters.
    fn value(_lexer: &mut Braces<'_, '_, Self>) {}
    /// `=>` at `lexer.at`.
    fn arrow(_lexer: &mut Braces<'_, '_, Self>) {}
    /// A level was closed, and the call, if it is one that is kept.
    fn closed(_lexer: &mut Braces<'_, '_, Self>, _level: Level, _call: Option<CallId>) {}
    /// The statement being read is over.
    fn ends(_lexer: &mut Braces<'_, '_, Self>) {}
    /// A comment.
    fn comment(_lexer: &mut Braces<'_, '_, Self>, _start: usize, _end: usize) {}
    /// How many levels stay open if the line at `lexer.at`, which stands inside brackets, can only stand further out.
    fn recovers(_lexer: &Braces<'_, '_, Self>, _column: usize) -> Option<usize> {
        None
    }
}

/// The lexer.
pub(crate) struct Braces<'a, 'f, D> {
    pub(crate) builder: Builder<'f>,
    pub(crate) source: &'a [u8],
    /// The next byte.
    pub(crate) at: usize,
    pub(crate) role: FileRole,
    /// Open brackets; the first is the file.
    pub(crate) levels: Vec<Level>,
    /// Which of them each kind of bracket opened: round, square, brace.
    pub(crate) opened: [Vec<u32>; 3],
    /// How many of them hold members, and how many the dialect marked as a macro's.
    pub(crate) members: usize,
    pub(crate) macros: usize,
    /// The outermost that is no block.
    pub(crate) first_value: Option<usize>,
    /// The statement being read.
    pub(crate) statement: Statement,
    /// Statements around the blocks that are open.
    pub(crate) outer: Vec<Statement>,
    /// Type arguments between a name and the bracket that begins at the offset.
    pub(crate) type_args: Option<(Span, usize)>,
    pub(crate) dialect: D,
    pub(crate) never: Never,
}

/// Reads a file's facts.
pub(crate) fn read<'f, D: Dialect>(
    source: &'f [u8],
    role: FileRole,
    interest: &'f Interest,
    facts: &'f mut Facts,
    dialect: D,
) {
    let root =
        Level { open: 0, holds: Holds::Statements, owns: Owns::Nothing, then: Then::GoesOn, note: 0, element: 0 };
    let mut lexer = Braces {
        builder: Builder::new(source, role, facts, interest),
        source,
        at: if source.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 },
        role,
        levels: vec![root],
        opened: Default::default(),
        members: 0,
        macros: 0,
        first_value: None,
        statement: Statement::default(),
        outer: Vec::new(),
        type_args: None,
        dialect,
        never: Never::default(),
    };
    if source[lexer.at..].starts_with(b"#!") && source.get(lexer.at + 2) != Some(&b'[') {
        lexer.at = text::line_end(source, lexer.at);
    }
    D::begin(&mut lexer);
    lexer.run();
}

impl<D: Dialect> Braces<'_, '_, D> {
    fn run(&mut self) {
        while let Some(&byte) = self.source.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Word => self.word(),
                Class::Blank => self.at += 1,
                Class::Newline => self.newline(),
                Class::Dot if D::DOT_JOINS_TEXTS => D::symbol(self, byte),
                Class::Dot => {
                    self.builder.dot();
                    self.at += 1;
                }
                Class::Open => D::open(self, byte),
                Class::Close => self.close(byte),
                Class::Comma => D::comma(self),
                Class::Semicolon => {
                    if self.innermost().is_block() {
                        let note = self.statement.note & D::NOTES_BEYOND_SEMICOLON;
                        self.end_statement();
                        self.statement.note = note;
                    }
                    self.builder.end_path();
                    self.at += 1;
                }
                Class::Quote => {
                    self.start_statement(self.at);
                    D::text(self, byte);
                }
                Class::Digit => self.number(),
                Class::Equals => self.equals(),
                Class::Slash => self.slash(),
                Class::Less => D::less(self),
                Class::Symbol => D::symbol(self, byte),
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        if self.levels.len() > 1 {
            self.builder.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.close_levels_to(1);
        }
        self.end_statement();
    }

    /// The innermost open bracket, or the file.
    #[inline]
    pub(crate) fn innermost(&self) -> &Level {
        &self.levels[self.levels.len() - 1]
    }

    /// The innermost open bracket, or the file.
    pub(crate) fn innermost_mut(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    /// Whether nothing but the file is open.
    pub(crate) fn at_top(&self) -> bool {
        self.levels.len() == 1
    }

    fn word(&mut self) {
        let start = self.at;
        let mut end = start + 1;
        while self.source.get(end).is_some_and(|byte| matches!(CLASSES[*byte as usize], Class::Word | Class::Digit)) {
            end += 1;
        }
        self.at = end;
        let length = end - start;
        let may_be_keyword = length < 32 && D::KEYWORDS[(self.source[start] & 31) as usize] & (1 << length) != 0;
        if may_be_keyword && !self.builder.after_dot() {
            match D::keyword(self, start, end) {
                Word::Taken => return,
                Word::Operator => {
                    self.start_statement(start);
                    self.builder.end_path();
                    return;
                }
                Word::Name => {}
            }
        }
        self.name(start, end);
    }

    /// A name; one that follows another without a separator is declared, and the other is its type.
    #[inline]
    pub(crate) fn name(&mut self, start: usize, end: usize) {
        self.start_statement(start);
        if self.builder.after_operand() {
            self.note_declared();
            self.statement.declared_args = self.take_type_args(start);
        }
        self.builder.name(start, end);
    }

    fn newline(&mut self) {
        self.at += 1;
        let line = self.at;
        while self.source.get(self.at).is_some_and(|byte| CLASSES[*byte as usize] == Class::Blank) {
            self.at += 1;
        }
        if self.levels.len() > 1
            && let Some(levels) = D::recovers(self, self.at - line)
            && levels < self.levels.len()
        {
            self.builder.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.close_levels_to(levels);
            self.end_statement();
        }
        D::newline(self);
    }

    fn slash(&mut self) {
        let start = self.at;
        match self.source.get(start + 1) {
            Some(b'/') => {
                self.at = text::line_end(self.source, start);
                self.comment(start);
            }
            Some(b'*') => {
                match text::block_comment(&self.never, self.source, start, D::NESTING) {
                    TextEnd::Closed(end) => self.at = end,
                    TextEnd::Open(end) => {
                        self.builder.problem(start, "a comment is opened and never closed");
                        self.at = end;
                    }
                }
                self.comment(start);
            }
            _ => self.operator(1),
        }
    }

    fn comment(&mut self, start: usize) {
        self.builder.comment(start, self.at);
        self.builder.note_generator(start, self.at);
        D::comment(self, start, self.at);
    }

    fn number(&mut self) {
        let start = self.at;
        self.start_statement(start);
        while let Some(&byte) = self.source.get(self.at) {
            let next = self.source.get(self.at + 1).copied().unwrap_or(b' ');
            let in_number = is_word(byte) || (byte == b'.' && next.is_ascii_digit());
            if !in_number {
                break;
            }
            self.at += 1;
        }
        self.builder.operand(start);
    }

    fn equals(&mut self) {
        let previous = self.at.checked_sub(1).map_or(b' ', |at| self.source[at]);
        let next = self.source.get(self.at + 1).copied().unwrap_or(b' ');
        if matches!(next, b'=' | b'>') {
            if next == b'>' {
                D::arrow(self);
            }
            self.operator(if self.source.get(self.at + 2) == Some(&b'=') { 3 } else { 2 });
            return;
        }
        let compound = matches!(previous, b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^');
        if !compound {
            D::equals(self);
        }
        self.operator(1);
    }

    /// Bytes that stand between operands.
    #[inline]
    pub(crate) fn operator(&mut self, length: usize) {
        self.builder.end_path();
        self.at += length;
    }

    /// A literal that ends at `end`; `problem` where it is not closed.
    pub(crate) fn literal(&mut self, end: TextEnd, problem: &'static str) {
        let start = self.at;
        self.at = end.resume();
        match end {
            TextEnd::Closed(_) => self.builder.operand(start),
            TextEnd::Open(_) => self.unclosed(start, problem),
        }
    }

    /// A literal that began at `start` is not closed: its statement is over where reading goes on.
    pub(crate) fn unclosed(&mut self, start: usize, problem: &'static str) {
        self.builder.problem(start, problem);
        self.builder.operand(start);
        if self.innermost().is_block() {
            self.end_statement();
        }
    }
}
