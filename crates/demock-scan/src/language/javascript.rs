//! JavaScript and TypeScript, with JSX, decorators and type annotations: an error-proof lexer that keeps statements,
//! scopes, imports, calls and assignments.
//!
//! Lexical rules: ECMAScript 2025 §12, with automatic semicolons (§12.10) as far as they end a statement that matters.
//! Invariants: one pass, constant work a byte, no input can make it fail. A file that leaves a bracket or literal open
//! is read a second time, in which a line at the left margin that can only begin a top-level statement ends the damage;
//! a file in which everything fits is never touched by that guess.
//! Absent on purpose: expressions as trees, types beyond their extent, what a scope's anonymous functions are.

mod brackets;
mod bytes;
mod imports;
mod literals;
mod markup;
mod operators;
mod skip;
mod suites;
#[cfg(test)]
mod tests;
mod values;
mod words;

use crate::builder::Builder;
use crate::facts::{Facts, Name, NameHash, Path, ScopeKind, Span};
use crate::interest::Interest;
use crate::language::FileRole;
use crate::language::never::Never;
use crate::names::NameSet;
use bytes::{CLASSES, Class};
pub(crate) use skip::LEXIS;

/// The token before this one, as far as the next one's meaning depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An operator or opening bracket: an operand follows.
    Operator,
    /// An operand: an operator follows.
    Operand,
    /// `=>`
    Arrow,
    /// `if`, `while` and the like, whose parenthesis is no call.
    HeadWord,
    /// `else`, `do`, `try`, `finally`: a block may follow.
    BlockWord,
}

/// Whether a statement begins with the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// No.
    Within,
    /// It does.
    Statement,
    /// Only modifiers such as `export` stand before it.
    AfterModifier,
}

/// What an open bracket encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Arguments.
    Call,
    /// Parameters of a method.
    Method,
    /// Any other parenthesis.
    Group,
    /// The parenthesis of `if`, `for` and the like.
    Head,
    /// `[…]`
    Index,
    /// The name of a member between brackets.
    ComputedName,
    /// Arguments of a decorator.
    Decorator,
    /// Statements.
    Block,
    /// Statements of a function that is a statement or member itself.
    Body,
    /// Statements of a function that is an operand.
    FunctionOperand,
    /// Members of a class that is a statement.
    Class,
    /// Members of a class that is an operand.
    ClassOperand,
    /// Members of an object, or a pattern.
    Object,
    /// A field of a template.
    Field,
    /// The inside of a JSX tag.
    Tag,
    /// What stands between two JSX tags.
    Children,
    /// An expression in JSX.
    Markup,
}

impl Kind {
    const fn holds_statements(self) -> bool {
        matches!(self, Self::Block | Self::Body | Self::FunctionOperand | Self::Class | Self::ClassOperand)
    }

    const fn is_class(self) -> bool {
        matches!(self, Self::Class | Self::ClassOperand)
    }

    const fn is_markup(self) -> bool {
        matches!(self, Self::Tag | Self::Children)
    }

    const fn closing(self) -> u8 {
        match self {
            Self::Call | Self::Method | Self::Group | Self::Head | Self::Decorator => b')',
            Self::Index | Self::ComputedName => b']',
            Self::Block
            | Self::Body
            | Self::FunctionOperand
            | Self::Class
            | Self::ClassOperand
            | Self::Object
            | Self::Field
            | Self::Markup => b'}',
            Self::Tag | Self::Children => 0,
        }
    }
}

/// The head of a function or class whose body has not begun.
#[derive(Debug, Clone, Copy)]
struct Header {
    kind: Kind,
    scope: ScopeKind,
    name: Span,
    start: u32,
    /// What a class derives from.
    base: Option<Path>,
}

/// Whether a statement declares names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Declaring {
    /// No.
    #[default]
    Nothing,
    /// The next word is a name that it declares.
    Name,
    /// A name was read; another may follow a comma.
    Value,
}

/// What is known of the statement or member being read at one depth of brackets.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    /// First byte of the statement.
    statement: u32,
    header: Option<Header>,
    /// How far `const`, `let` or `var` has come.
    declaring: Declaring,
    /// The name whose declaration is being read.
    declared: Option<Name>,
    /// A member's name is next, in an object or class.
    at_member: bool,
    member: Option<Span>,
    /// `case` or `default` began it: a colon ends it.
    is_case: bool,
    /// Question marks that wait for their colon.
    ternaries: u32,
}

/// An open bracket and what it interrupts.
#[derive(Debug, Clone, Copy)]
struct Frame {
    kind: Kind,
    level: Level,
    start: u32,
    /// A scope ends with it.
    scope: Option<u32>,
    /// What kind of test the call of its result makes: `it.each(…)(…)`.
    each: Option<ScopeKind>,
}

/// An assignment whose right-hand side is being read.
#[derive(Debug, Clone, Copy)]
struct Pending {
    target: Target,
    value_start: u32,
    depth: usize,
    /// It is a function, whose scope ends with it.
    function: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    /// A name that is declared here.
    Declared(Name),
    /// A name that is declared elsewhere.
    Name(Name),
    /// `a.b`
    Member { path: Path, own: Option<NameHash> },
    /// `a[b]`
    Item { path: Path, key: Span },
    /// A member of the class.
    Field(Name),
}

/// Whether a line at the left margin may end open brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recovery {
    None,
    AtMargin,
}

struct Lexer<'a, 'f> {
    builder: Builder<'f>,
    source: &'a [u8],
    at: usize,
    role: FileRole,
    recovery: Recovery,
    frames: Vec<Frame>,
    level: Level,
    before: Before,
    begin: Begin,
    /// The token being read is the first of its statement.
    is_first: bool,
    /// A newline stands before the token being read.
    newline: bool,
    pending: Vec<Pending>,
    /// Where the last operand began, for the parameters of an arrow function.
    operand_start: u32,
    /// `it.each(…)` ends here; its call makes a test.
    each: Option<(ScopeKind, usize)>,
    /// Local names of modules that rules speak of.
    relevant: NameSet,
    /// How often a closing tag was looked for in vain.
    searches: u32,
    never: Never,
    hash_this: NameHash,
    hash_self: NameHash,
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    Lexer::new(source, role, interest, facts, Recovery::None).run();
    if !facts.problems.is_empty() {
        Lexer::new(source, role, interest, facts, Recovery::AtMargin).run();
    }
}

impl<'a, 'f> Lexer<'a, 'f>
where
    'a: 'f,
{
    fn new(source: &'a [u8], role: FileRole, interest: &'f Interest, facts: &'f mut Facts, recovery: Recovery) -> Self {
        Self {
            builder: Builder::new(source, role, facts, interest),
            source,
            at: 0,
            role,
            recovery,
            frames: Vec::new(),
            level: Level::default(),
            before: Before::Operator,
            begin: Begin::Statement,
            is_first: true,
            newline: false,
            pending: Vec::new(),
            operand_start: 0,
            each: None,
            relevant: NameSet::default(),
            searches: 0,
            never: Never::default(),
            hash_this: NameHash::of(b"this"),
            hash_self: NameHash::of(b"self"),
        }
    }
}

impl Lexer<'_, '_> {
    fn run(&mut self) {
        if self.source.starts_with(b"\xef\xbb\xbf") {
            self.at = 3;
        }
        if self.source[self.at..].starts_with(b"#!") {
            self.at = memchr::memchr(b'\n', self.source).unwrap_or(self.source.len());
        }
        while let Some(&byte) = self.source.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Word => self.word(),
                Class::Blank => self.at += 1,
                Class::Newline => self.newline(),
                Class::Quote => self.string(),
                Class::Open => self.open(byte),
                Class::Close => self.close(byte),
                Class::Dot => self.dot(),
                Class::Comma => self.comma(),
                Class::Semicolon => self.semicolon(),
                Class::Colon => self.colon(),
                Class::Equals => self.equals(),
                Class::Slash => self.slash(),
                Class::Backtick => self.template(),
                Class::Digit => self.number(),
                Class::Question => self.question(),
                Class::Less => self.less(),
                Class::Bang => self.bang(),
                Class::At => self.decorator(),
                Class::Operator => self.operator(byte),
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        self.at = self.source.len();
        self.note_open();
        self.finish_pending(0);
        self.abandon();
    }

    /// Says what is open and never closed.
    fn note_open(&mut self) {
        if let Some(frame) = self.frames.last() {
            let message = match frame.kind.closing() {
                0 => "a JSX element is opened and never closed",
                b'}' => "a brace is opened and never closed",
                _ => "a bracket is opened and never closed",
            };
            self.builder.problem(frame.start as usize, message);
        }
    }

    /// Closes everything that is open: the file is broken here.
    fn abandon(&mut self) {
        while let Some(frame) = self.frames.pop() {
            self.level = frame.level;
            if !frame.kind.is_markup() {
                self.builder.close(self.at);
            }
        }
        self.pending.clear();
        while self.builder.scope() != 0 {
            self.builder.close_scope(self.at);
        }
        self.level = Level::default();
        self.begin = Begin::Statement;
        self.before = Before::Operator;
        self.builder.end_path();
    }

    fn newline(&mut self) {
        self.at += 1;
        self.newline = true;
        if self.recovery == Recovery::AtMargin && !self.frames.is_empty() && self.is_top_level_line(self.at) {
            self.note_open();
            self.finish_pending(0);
            self.abandon();
        }
    }

    /// Whether a line begins at the margin with a word that begins a top-level statement.
    fn is_top_level_line(&self, at: usize) -> bool {
        const WORDS: [&[u8]; 14] = [
            b"import",
            b"export",
            b"function",
            b"class",
            b"const",
            b"let",
            b"var",
            b"describe",
            b"it",
            b"test",
            b"interface",
            b"beforeEach",
            b"afterEach",
            b"jest",
        ];
        WORDS.contains(&skip::word_at(self.source, at))
    }

    /// What encloses the token being read; the file holds statements.
    fn kind(&self) -> Kind {
        self.frames.last().map_or(Kind::Block, |frame| frame.kind)
    }

    /// Begins a token that cannot go on with an expression: after a newline it ends the statement before it.
    #[inline]
    fn operand_token(&mut self) {
        let ends = self.newline && self.before == Before::Operand && self.kind().holds_statements();
        if ends && !self.names_bases() {
            self.end_statement();
        }
        self.operator_token();
    }

    /// Whether the header of a class goes on at the token being read: on a line of its own.
    fn names_bases(&self) -> bool {
        let is_class = |header: &Header| matches!(header.kind, Kind::Class | Kind::ClassOperand);
        self.level.header.as_ref().is_some_and(is_class)
            && matches!(skip::word_at(self.source, self.at), b"extends" | b"implements")
    }

    /// Begins a token that may go on with an expression.
    #[inline]
    fn operator_token(&mut self) {
        self.newline = false;
        self.is_first = self.begin != Begin::Within;
        if self.is_first {
            if self.begin == Begin::Statement {
                self.level.statement = self.at as u32;
            }
            self.builder.begin_statement(self.level.statement as usize);
            self.begin = Begin::Within;
        }
    }

    fn end_statement(&mut self) {
        self.finish_pending(self.frames.len());
        self.level = Level { statement: self.level.statement, at_member: self.kind().is_class(), ..Level::default() };
        self.begin = Begin::Statement;
        self.before = Before::Operator;
        self.builder.end_path();
    }

    /// Ends the operand that the token at hand follows.
    fn operand(&mut self, start: usize) {
        self.builder.operand(start);
        self.operand_start = start as u32;
        self.before = Before::Operand;
    }
}
