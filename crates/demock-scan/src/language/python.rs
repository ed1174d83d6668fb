//! Python: an error-proof lexer that keeps statements, scopes, imports, decorators, calls and assignments.
//!
//! Lexical rules: The Python Language Reference §2 (indentation, implicit line joining, string prefixes).
//! Invariants: one pass, constant work a byte, no input can make it fail. Inside an unclosed bracket, a line that begins
//! with a word that cannot stand inside brackets ends the damage there.
//! Absent on purpose: expressions as trees, f-string fields, type comments.

mod assignments;
mod bytes;
mod definitions;
mod imports;
mod lines;
mod strings;

use crate::builder::{Builder, DecoratorMark};
use crate::facts::{Facts, Name, NameHash, Reach, Span, Value};
use crate::interest::Interest;
use crate::language::{FileRole, Lexis};
use assignments::Pending;
use bytes::{CLASSES, Class, is_word};
use memchr::memchr;
use strings::{StringEnd, is_string_prefix, skip_string};

/// What the statement being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Statement {
    /// An expression or an assignment.
    Plain,
    /// Something that ends in a colon and a block.
    Block,
    /// `with`, whose subjects are bound by `as`.
    With,
    /// The header of a function; its parameters are one bracket deep.
    Function,
    /// The header of a class.
    Class,
    /// A decorator.
    Decorator,
}

/// The token before this one, as far as parameters need to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    ParameterName,
    Annotation,
    Other,
}

struct Lexer<'a, 'f> {
    builder: Builder<'f>,
    source: &'a [u8],
    at: usize,
    role: FileRole,
    statement: Statement,
    pending: Option<Pending>,
    annotated: Option<Name>,
    /// Indentation of each open scope's header.
    indents: Vec<u32>,
    decorators: Option<DecoratorMark>,
    fixture: Option<Reach>,
    before: Before,
    parameter: Option<Name>,
    /// The value that `as` is about to bind.
    bound: Option<Value>,
    hash_self: NameHash,
    hash_cls: NameHash,
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    let mut lexer = Lexer {
        builder: Builder::new(source, facts, interest),
        source,
        at: 0,
        role,
        statement: Statement::Plain,
        pending: None,
        annotated: None,
        indents: Vec::new(),
        decorators: None,
        fixture: None,
        before: Before::Other,
        parameter: None,
        bound: None,
        hash_self: NameHash::of(b"self"),
        hash_cls: NameHash::of(b"cls"),
    };
    lexer.run();
}

impl Lexer<'_, '_> {
    fn run(&mut self) {
        self.line_start();
        while let Some(&byte) = self.source.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Word => self.word(),
                Class::Blank => self.at += 1,
                Class::Newline => self.newline(),
                Class::Quote => self.string(),
                Class::Hash => self.comment(),
                Class::Open => self.open(byte),
                Class::Close => self.close(byte),
                Class::Dot => {
                    self.builder.dot();
                    self.at += 1;
                }
                Class::Digit => self.number(),
                Class::Equals => self.equals(),
                Class::Colon => self.colon(),
                Class::Comma => self.comma(),
                Class::Semicolon => {
                    self.end_statement();
                    self.at += 1;
                    self.statement_start();
                }
                Class::Backslash => {
                    self.at += self.source[self.at..].iter().take(3).position(|b| *b == b'\n').unwrap_or(0) + 1;
                }
                Class::At | Class::Other => {
                    self.builder.end_path();
                    self.at += 1;
                }
                Class::Star => {
                    // `*args` and `**kwargs` are parameters too.
                    self.builder.end_path();
                    self.at += 1;
                }
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        if self.builder.depth() > 0 {
            self.builder.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.builder.abandon_brackets(self.source.len());
        }
        self.end_statement();
        while self.indents.pop().is_some() {
            self.builder.close_scope(self.source.len());
        }
    }

    fn word_end(&self) -> usize {
        let mut end = self.at;
        while self.source.get(end).is_some_and(|byte| is_word(*byte)) {
            end += 1;
        }
        end
    }

    fn skip_blank(&self, mut at: usize) -> usize {
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    fn word(&mut self) {
        let start = self.at;
        let end = self.word_end();
        self.at = end;
        if self.source.get(end).is_some_and(|byte| matches!(byte, b'"' | b'\''))
            && is_string_prefix(&self.source[start..end])
        {
            self.string();
            return;
        }
        if !self.builder.after_dot() {
            let word = &self.source[start..end];
            match word {
                b"as" if self.statement == Statement::With => {
                    self.bound = self.current_value(None);
                    self.builder.reference();
                    self.builder.end_path();
                    return;
                }
                b"await" | b"not" | b"and" | b"or" | b"in" | b"is" | b"if" | b"else" | b"for" | b"lambda" => {
                    self.builder.end_path();
                    return;
                }
                _ => {}
            }
        }
        let parameter_place =
            self.statement == Statement::Function && self.builder.depth() == 1 && !self.builder.after_dot();
        let hash = self.builder.name(start, end);
        if parameter_place && self.before == Before::Other {
            self.parameter = Some(Name { hash, span: Span::new(start, end) });
            self.before = Before::ParameterName;
            self.builder.end_path();
        } else if let Some(value) = self.bound.take() {
            self.bind_value(Name { hash, span: Span::new(start, end) }, value);
        }
    }

    fn comment(&mut self) {
        let end = memchr(b'\n', &self.source[self.at..]).map_or(self.source.len(), |length| self.at + length);
        self.builder.comment(self.at, end);
        self.at = end;
    }

    fn number(&mut self) {
        let start = self.at;
        while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
            self.at += 1;
        }
        self.builder.operand(start);
    }

    fn string(&mut self) {
        let start = self.at;
        match skip_string(self.source, self.at) {
            StringEnd::Closed(end) => self.at = end,
            StringEnd::AtNewline(end) => {
                self.builder.problem(start, "a string is opened and never closed");
                self.at = end;
            }
            StringEnd::Never(resume) => {
                self.builder.problem(start, "a triple-quoted string is opened and never closed");
                self.at = resume;
            }
        }
        self.builder.operand(start);
    }

    fn open(&mut self, byte: u8) {
        let header = matches!(self.statement, Statement::Function | Statement::Class) && self.builder.depth() == 0;
        if byte == b'(' && !header {
            if self.statement == Statement::Decorator && self.builder.depth() == 0 {
                self.note_decorator();
            }
            self.builder.open_call(self.at);
        } else {
            if header {
                self.builder.end_path();
            }
            self.builder.open_group(byte, self.at);
        }
        self.before = Before::Other;
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        if self.statement == Statement::Function && self.builder.depth() == 1 {
            self.end_parameter();
        } else if self.statement == Statement::Class && self.builder.depth() == 1 {
            self.base_class();
        }
        let expected = match self.builder.innermost() {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            _ => 0,
        };
        if expected != byte {
            self.builder.problem(self.at, "a closing bracket does not fit what is open");
        }
        // A bracket that closes nothing, or the wrong one, costs only itself.
        if expected == byte {
            self.builder.close(self.at);
        }
        self.at += 1;
    }

    fn comma(&mut self) {
        match (self.statement, self.builder.depth()) {
            (Statement::Function, 1) => self.end_parameter(),
            (Statement::Class, 1) => self.base_class(),
            (Statement::With, _) => self.builder.reference(),
            _ => {}
        }
        self.builder.end_path();
        self.at += 1;
    }

    fn colon(&mut self) {
        let depth = self.builder.depth();
        self.at += 1;
        if depth == 1 && self.statement == Statement::Function {
            if self.parameter.is_some() {
                self.before = Before::Annotation;
            }
            self.builder.end_path();
            return;
        }
        if depth > 0 {
            self.builder.end_path();
            return;
        }
        match self.statement {
            Statement::Plain => {
                if self.pending.is_none() && self.builder.path_len() == 1 {
                    self.annotated = self.builder.last_name();
                }
                self.builder.end_path();
            }
            Statement::Decorator => self.builder.end_path(),
            Statement::With => {
                self.builder.reference();
                self.inline_block();
            }
            Statement::Block | Statement::Function | Statement::Class => self.inline_block(),
        }
    }
}

/// Python's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: strings::skip_literal,
    is_comment: |text| text.starts_with(b"#"),
    content: strings::text_content,
    is_function: |text| text.starts_with(b"lambda") && !text.get(6).copied().is_some_and(is_word),
    separators: &["."],
    importers: &["pytest.importorskip", "importlib.import_module", "__import__"],
};
