//! Ruby: an error-proof lexer that keeps blocks, definitions, test groups, calls with and without parentheses,
//! assignments and `require`s.
//!
//! Lexical rules: the Ruby documentation's pages on literals, methods, control expressions and calling methods.
//! Invariants: one pass over valid code, constant work a byte, no input can make it fail. Code that does not parse is
//! read a second time with what Ruby itself does not ask for, indentation, as the guide to which `end` closes what.
//! Absent on purpose: expressions as trees, the inside of here-documents, local variables apart from names that rules ask for.

mod blocks;
mod definitions;
mod lexis;
mod literals;
mod reopened;
mod testing;
#[cfg(test)]
mod tests;
mod words;

use crate::builder::Builder;
use crate::facts::{Facts, NameHash, Path, Reach, ScopeKind, Span, SyntaxProblem, Value};
use crate::interest::Interest;
use crate::language::FileRole;
use crate::language::never::Never;
pub(crate) use lexis::LEXIS;
use literals::Delimiters;
use memchr::memchr;
use std::cell::Cell;

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Class {
    Other,
    Word,
    Digit,
    Blank,
    Newline,
    Quote,
    Backtick,
    Hash,
    Open,
    Close,
    Dot,
    Equals,
    Colon,
    Semicolon,
    At,
    Dollar,
    Backslash,
    Comma,
    Slash,
    Percent,
    Less,
    Question,
    Ampersand,
    Minus,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xff => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\r' | 0x0c | 0x0b => Class::Blank,
            b'\n' => Class::Newline,
            b'"' | b'\'' => Class::Quote,
            b'`' => Class::Backtick,
            b'#' => Class::Hash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'.' => Class::Dot,
            b'=' => Class::Equals,
            b':' => Class::Colon,
            b';' => Class::Semicolon,
            b'@' => Class::At,
            b'$' => Class::Dollar,
            b'\\' => Class::Backslash,
            b',' => Class::Comma,
            b'/' => Class::Slash,
            b'%' => Class::Percent,
            b'<' => Class::Less,
            b'?' => Class::Question,
            b'&' => Class::Ampersand,
            b'-' => Class::Minus,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
}

#[inline]
fn is_word(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Word | Class::Digit)
}

/// What an open bracket or block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    /// `(`
    Parenthesis,
    /// `[`
    Square,
    /// `{` of a hash.
    Hash,
    /// `{` of a block.
    Braces,
    /// `do` of a block.
    Do,
    /// A keyword that `end` closes.
    Keyword,
    /// `while`, `until`, `for` before their own `do`.
    Loop,
    /// Arguments without parentheses: they end where the statement or a block begins or ends.
    Bare,
    /// The body of `def f = …`.
    Endless,
    /// `#{…}` within a text.
    Interpolation(Delimiters),
}

/// An open bracket or block, beside the builder's own frame for it.
#[derive(Debug, Clone, Copy)]
struct Frame {
    kind: FrameKind,
    /// Column of the first word of the line on which it opens.
    indent: u32,
    /// Whether a scope closes with it.
    scope: Scoped,
    /// The assignment whose value it is part of.
    pending: Option<Pending>,
    /// Start of the literal, for an interpolation.
    start: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scoped {
    /// Closes a scope.
    Yes,
    /// Closes a scope that stands for the value of its body: `let(:name) { value }`.
    Value,
    /// Closes no scope.
    No,
}

/// The left-hand side of an assignment whose right-hand side is being read.
#[derive(Debug, Clone, Copy)]
struct Pending {
    target: Target,
    value_start: u32,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    Name(NameHash, u32),
    Member(Path),
    Item(Path, Span),
}

/// The last token, as far as line ends and prefixes ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or a keyword after which a statement begins.
    Start,
    /// Something whole.
    Operand,
    /// An operator, comma or dot: the statement goes on in the next line.
    Operator,
    /// `return`, `break`, `next`: an `if` after it is a modifier.
    Jump,
}

/// A test, group, hook or fixture whose block has not begun.
#[derive(Debug, Clone, Copy)]
struct Announced {
    kind: ScopeKind,
    reach: Reach,
    name: Span,
    start: usize,
    depth: usize,
    markers: usize,
    value: Scoped,
}

/// How broken code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As valid code.
    Valid,
    /// Texts end with their line; an `end` closes what is indented like it.
    ByIndentation,
}

struct Lexer<'a, 'f> {
    builder: Builder<'f>,
    source: &'a [u8],
    at: usize,
    role: FileRole,
    mode: Mode,
    frames: Vec<Frame>,
    pending: Option<Pending>,
    announced: Option<Announced>,
    marked: Vec<Span>,
    heredocs: Vec<literals::Heredoc>,
    never: Never,
    /// Lines that may close a here-document: whole, and without their indentation.
    closings: [Never; 2],
    /// Blank and comment lines that were looked beyond, and whether the statement goes on after them.
    beyond: Cell<(usize, usize, bool)>,
    /// An offset, and the end of the line that it stands on.
    line: Cell<(usize, usize)>,
    /// Open frames that `end` closes.
    blocks: usize,
    /// Names of the file's `let`s, sorted.
    lets: Vec<NameHash>,
    last: Last,
    indent: u32,
    /// The last whole statement of the block of a `let`.
    body_value: Option<Value>,
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    read_as(Mode::Valid, source, role, interest, facts);
    let first: Option<SyntaxProblem> = facts.problems.first().copied();
    if let Some(first) = first {
        read_as(Mode::ByIndentation, source, role, interest, facts);
        facts.problems.insert(0, first);
    }
}

fn read_as(mode: Mode, source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    let mut lexer = Lexer {
        builder: Builder::new(source, facts, interest),
        source,
        at: 0,
        role,
        mode,
        frames: Vec::new(),
        pending: None,
        announced: None,
        marked: Vec::new(),
        heredocs: Vec::new(),
        never: Never::default(),
        closings: Default::default(),
        beyond: Cell::default(),
        line: Cell::default(),
        blocks: 0,
        lets: testing::names_of_lets(source, role),
        last: Last::Start,
        indent: 0,
        body_value: None,
    };
    lexer.run();
}

impl Lexer<'_, '_> {
    fn run(&mut self) {
        if self.source.starts_with(b"\xef\xbb\xbf") {
            self.at = 3;
        }
        self.line_start();
        while let Some(&byte) = self.source.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Word => self.word(),
                Class::Blank => self.at += 1,
                Class::Newline => self.newline(),
                Class::Quote | Class::Backtick => self.quote(byte),
                Class::Hash => self.comment(),
                Class::Open => self.open(byte),
                Class::Close => self.close(byte),
                Class::Dot => self.dot(),
                Class::Digit => self.number(),
                Class::Equals => self.equals(),
                Class::Colon => self.colon(),
                Class::Comma => self.comma(),
                Class::Semicolon => {
                    self.at += 1;
                    self.end_statement();
                }
                Class::At => self.instance_variable(),
                Class::Dollar => self.global(),
                Class::Backslash => self.at += self.line_continuation(),
                Class::Slash => self.slash(),
                Class::Percent => self.percent(),
                Class::Less => self.less(),
                Class::Question => self.question(),
                Class::Ampersand => self.ampersand(),
                Class::Minus => {
                    let arrow = self.source.get(self.at + 1) == Some(&b'>');
                    self.operator(if arrow { 2 } else { 1 });
                }
                Class::Other => self.operator(1),
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        self.end_statement();
        if let Some(frame) = self.frames.first() {
            let message = match frame.kind {
                FrameKind::Do | FrameKind::Keyword | FrameKind::Loop | FrameKind::Endless => {
                    "a block is opened and never closed by `end`"
                }
                FrameKind::Parenthesis
                | FrameKind::Square
                | FrameKind::Hash
                | FrameKind::Braces
                | FrameKind::Bare
                | FrameKind::Interpolation(_) => "a bracket is opened and never closed",
            };
            self.builder.problem(self.builder.innermost_at() as usize, message);
        }
        while !self.frames.is_empty() {
            self.pop(self.source.len());
        }
    }

    /// A token of `length` bytes after which an operand follows.
    #[inline]
    fn operator(&mut self, length: usize) {
        self.builder.end_path();
        self.last = Last::Operator;
        self.at += length;
    }

    fn line_continuation(&mut self) -> usize {
        self.last = Last::Operator;
        match (self.source.get(self.at + 1), self.source.get(self.at + 2)) {
            (Some(b'\n'), _) => 2,
            (Some(b'\r'), Some(b'\n')) => 3,
            _ => 1,
        }
    }

    fn newline(&mut self) {
        self.at += 1;
        if !self.heredocs.is_empty() {
            self.skip_heredocs();
        }
        let bracketed =
            self.frames.iter().rev().find(|frame| !matches!(frame.kind, FrameKind::Bare | FrameKind::Endless));
        let inside = bracketed
            .is_some_and(|frame| matches!(frame.kind, FrameKind::Parenthesis | FrameKind::Square | FrameKind::Hash));
        if inside {
            // A parenthesis may hold statements, but no argument list goes on after a line that is whole.
            if self.builder.innermost() == b'(' && self.last == Last::Operand && !self.next_line_goes_on() {
                self.builder.end_path();
            }
            self.line_start();
        } else if self.last == Last::Operator || self.next_line_goes_on() {
            self.line_start();
        } else {
            self.end_statement();
            self.line_start();
            self.builder.begin_statement(self.at);
        }
    }

    /// Whether the next line that says something begins with a dot: a chain of calls.
    fn next_line_goes_on(&self) -> bool {
        // Each line of a long comment asks the same.
        let (from, to, known) = self.beyond.get();
        if (from..to).contains(&self.at) {
            return known;
        }
        let (end, goes_on) = self.look_beyond(self.at);
        self.beyond.set((self.at, end, goes_on));
        goes_on
    }

    /// Where the next line that says something begins, and whether with a dot.
    fn look_beyond(&self, mut at: usize) -> (usize, bool) {
        loop {
            while matches!(self.source.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                at += 1;
            }
            match self.source.get(at) {
                Some(b'#') => at += memchr(b'\n', &self.source[at..]).unwrap_or(self.source.len() - at),
                Some(b'.') => return (at, self.source.get(at + 1) != Some(&b'.')),
                Some(b'&') => return (at, self.source.get(at + 1) == Some(&b'.')),
                _ => return (at, false),
            }
        }
    }

    /// Reads indentation; skips embedded documents; stops at the end of the program.
    fn line_start(&mut self) {
        let line = self.at;
        let mut column = 0;
        while let Some(&byte) = self.source.get(self.at) {
            match byte {
                b' ' => column += 1,
                b'\t' => column = column / 8 * 8 + 8,
                _ => break,
            }
            self.at += 1;
        }
        if !matches!(self.source.get(self.at), Some(b'\n' | b'\r' | b'#') | None) {
            self.indent = column;
        }
        let rest = &self.source[line..];
        if rest.starts_with(b"=begin") && rest.get(6).is_none_or(u8::is_ascii_whitespace) {
            self.embedded_document(line);
        } else if rest.starts_with(b"__END__") && matches!(rest.get(7), None | Some(b'\n' | b'\r')) {
            self.end_statement();
            self.at = self.source.len();
        }
    }

    fn embedded_document(&mut self, line: usize) {
        let close = self.never.find(b"\n=end", line, || memchr::memmem::find(&self.source[line..], b"\n=end"));
        if close.is_none() {
            self.builder.problem(line, "`=begin` is never closed by `=end`");
        }
        let end = line + close.map_or(6, |found| found + 5);
        self.at = memchr(b'\n', &self.source[end..]).map_or(self.source.len(), |length| end + length);
        self.builder.comment(line, end);
    }

    fn comment(&mut self) {
        let end = memchr(b'\n', &self.source[self.at..]).map_or(self.source.len(), |length| self.at + length);
        self.builder.comment(self.at, end);
        self.at = end;
    }

    fn number(&mut self) {
        let start = self.at;
        self.begin_bare_arguments(start);
        while let Some(&byte) = self.source.get(self.at) {
            let fraction = byte == b'.' && self.source.get(self.at + 1).is_some_and(u8::is_ascii_digit);
            if !is_word(byte) && !fraction {
                break;
            }
            self.at += 1;
        }
        self.operand(start);
    }

    /// A literal has been read.
    fn operand(&mut self, start: usize) {
        self.builder.operand(start);
        self.last = Last::Operand;
    }

    fn comma(&mut self) {
        self.operator(1);
    }

    fn dot(&mut self) {
        if self.source.get(self.at + 1) == Some(&b'.') {
            let length = if self.source.get(self.at + 2) == Some(&b'.') { 3 } else { 2 };
            self.operator(length);
            // An endless range ends its line.
            self.last = Last::Operand;
        } else {
            self.builder.dot();
            self.last = Last::Operator;
            self.at += 1;
        }
    }

    fn ampersand(&mut self) {
        if self.source.get(self.at + 1) == Some(&b'.') && self.builder.after_operand() {
            self.builder.dot();
            self.last = Last::Operator;
            self.at += 2;
        } else {
            self.operator(1);
        }
    }

    /// Whether a blank stands before the current token.
    fn after_blank(&self) -> bool {
        self.at == 0 || matches!(self.source[self.at - 1], b' ' | b'\t')
    }

    /// Whether the current token may begin the first argument of a call without parentheses: `f /x/`, `f -1`.
    fn may_begin_argument(&self) -> bool {
        self.builder.last_name().is_some()
            && self.after_blank()
            && self.source.get(self.at + 1).is_some_and(|next| !next.is_ascii_whitespace() && *next != b'=')
    }
}
