//! Python: an error-proof lexer that keeps statements, scopes, imports, decorators, calls and assignments.
//!
//! Lexical rules: The Python Language Reference §2 (indentation, implicit line joining, string prefixes).
//! Invariants: one pass over a file that parses, at most two over one that does not; constant work a byte, no input can
//! make it fail. Inside an unclosed bracket, the first line that cannot stand inside brackets ends the damage.
//! Absent on purpose: expressions as trees, type comments.

mod assignments;
mod bytes;
mod definitions;
mod fields;
mod grammar;
mod imports;
mod keywords;
mod lines;
mod statements;
mod strings;
#[cfg(test)]
mod tests;

use crate::builder::{Builder, DecoratorMark};
use crate::facts::{Facts, Name, NameHash, Reach, ScopeId, Span, Value};
use crate::interest::Interest;
use crate::language::never::Never;
use crate::language::word::{self, WordRead};
use crate::language::{FileRole, Lexis};
use crate::text::Source;
use assignments::{Pending, PendingTarget};
use bytes::{CLASSES, Class, is_word};
use grammar::{Operand, Prev, Word};
use keywords::Keyword;
use memchr::memchr2;
use strings::{StringEnd, is_string_prefix};

/// What the statement being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Statement {
    /// An expression or an assignment.
    Plain,
    /// `pytestmark = …`: marks are named without being called.
    Marks,
    /// `del`, which takes items away.
    Delete,
    /// `return` or `yield`: what a fixture hands out; where the value begins.
    Hand(u32),
    /// `raise`, which has no comma.
    Raise,
    /// `match` or `case`, if it ends in a colon; else a name like any other.
    Soft,
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

/// The longest string prefix.
const PREFIX_MAX: usize = 2;

/// Whether triple-quoted strings are taken as they are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// They are.
    Trusted,
    /// One is known to be open at the end of the file: a string that runs over definitions is taken to be that one.
    Doubted,
}

/// Whether the line that comes next is indented deeper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NextLine {
    SameBlock,
    NewBlock,
}

struct Lexer<'a, 'f> {
    builder: Builder<'f>,
    source: &'a [u8],
    at: usize,
    role: FileRole,
    quotes: Quotes,
    statement: Statement,
    /// Indentation of the line on which the statement begins.
    column: u32,
    prev: Prev,
    /// Left-hand sides of the assignment being read.
    pending: Vec<Pending>,
    annotated: Option<PendingTarget>,
    /// `name :=`, and how deep in brackets.
    walrus: Option<(Pending, usize)>,
    /// How deep in brackets each `lambda` stands whose colon is still to come.
    lambdas: Vec<usize>,
    /// Indentation of each open scope's header.
    indents: Vec<u32>,
    /// Indentation of each open block.
    blocks: Vec<u32>,
    next_line: NextLine,
    decorators: Option<DecoratorMark>,
    /// Scopes whose decorators hand in arguments, as far as the rule set asks for them; in order.
    decorated: Vec<ScopeId>,
    fixture: Option<Reach>,
    /// Fixtures that the next definition uses without naming them as parameters.
    used: Vec<Name>,
    before: Before,
    parameter: Option<Name>,
    /// The value that `as` is about to bind.
    bound: Option<Value>,
    /// Whether the subjects of `with` stand in one pair of parentheses: their depth.
    subjects_depth: usize,
    /// How deep in brackets the field of a formatted string is that is being read; 0 where none is.
    field_depth: usize,
    never: Never,
    hash_self: NameHash,
    hash_cls: NameHash,
}

/// Reads a file's facts.
pub(crate) fn read(text: Source<'_>, role: FileRole, interest: &Interest, facts: &mut Facts) {
    let source = text.bytes();
    if run(source, role, interest, facts, Quotes::Trusted) == Quotes::Doubted {
        run(source, role, interest, facts, Quotes::Doubted);
    }
    if !text.is_text() && !strings::declares_encoding(source) {
        facts.problems.push(crate::facts::SyntaxProblem { at: 0, message: "not UTF-8, and no encoding is declared" });
    }
}

/// One pass; says whether another is worth it.
fn run(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts, quotes: Quotes) -> Quotes {
    let mut lexer = Lexer {
        builder: Builder::new(source, facts, interest),
        source,
        at: if source.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 },
        role,
        quotes,
        statement: Statement::Plain,
        column: 0,
        prev: Prev::Start,
        pending: Vec::new(),
        annotated: None,
        walrus: None,
        lambdas: Vec::new(),
        indents: Vec::new(),
        blocks: Vec::new(),
        next_line: NextLine::SameBlock,
        decorators: None,
        decorated: Vec::new(),
        fixture: None,
        used: Vec::new(),
        before: Before::Other,
        parameter: None,
        bound: None,
        subjects_depth: 0,
        field_depth: 0,
        never: Never::default(),
        hash_self: NameHash::of(b"self"),
        hash_cls: NameHash::of(b"cls"),
    };
    lexer.line_start();
    lexer.tokens(source.len());
    lexer.finish();
    lexer.quotes
}

impl Lexer<'_, '_> {
    fn tokens(&mut self, end: usize) {
        while self.at < end {
            let byte = self.source[self.at];
            match CLASSES[byte as usize] {
                Class::Word => self.word(),
                Class::Blank => self.at += 1,
                Class::Newline => self.newline(),
                Class::Quote => self.string(self.at),
                Class::Hash => self.comment(),
                Class::Open => self.open(byte),
                Class::Close => self.close(byte),
                Class::Dot => self.dot(),
                Class::Digit => self.number(),
                Class::Equals => self.equals(),
                Class::Colon => self.colon(),
                Class::Comma => self.comma(),
                Class::Semicolon => {
                    self.end_statement();
                    self.at += 1;
                    self.statement_start();
                }
                Class::Backslash => self.backslash(),
                Class::Operator => self.operator(byte),
                Class::Other => {
                    self.problem(self.at, "a character that Python does not know");
                    self.builder.end_path();
                    self.prev = Prev::Loose;
                    self.at += 1;
                }
            }
        }
    }

    fn finish(&mut self) {
        if self.builder.depth() > 0 {
            self.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
            self.builder.abandon_brackets(self.source.len());
        }
        self.end_statement();
        if self.next_line == NextLine::NewBlock {
            self.problem(self.source.len(), "an indented block is missing");
        }
        while self.indents.pop().is_some() {
            self.builder.close_scope(self.source.len());
        }
    }

    /// Notes a problem; after some, more of them tell nothing.
    fn problem(&mut self, at: usize, message: &'static str) {
        const PROBLEMS_MAX: usize = 16;
        if self.builder.facts.problems.len() < PROBLEMS_MAX {
            self.builder.problem(at, message);
        }
    }

    fn word_end(&self) -> usize {
        word::end(self.source, self.at)
    }

    fn skip_blank(&self, mut at: usize) -> usize {
        while matches!(self.source.get(at), Some(b' ' | b'\t' | 0x0c)) {
            at += 1;
        }
        at
    }

    /// A word, and the names that hang on it by dots.
    fn word(&mut self) {
        self.word_as_read(word::read(self.source, self.at));
        self.further_names();
    }

    /// Names that hang on the one just read, without asking each time what a dot or a letter begins.
    fn further_names(&mut self) {
        let mut at = self.at;
        if self.prev == Prev::Have && self.builder.after_operand() {
            while let Some([b'.', next]) = self.source.get(at..at + 2)
                && CLASSES[*next as usize] == Class::Word
            {
                let WordRead { end, is_ascii, hash, head: _ } = word::read(self.source, at + 1);
                if !is_ascii && strings::has_punctuation(&self.source[at + 1..end]) {
                    self.problem(at + 1, "a character that Python does not know");
                }
                self.builder.member(at + 1, end, hash);
                at = end;
            }
        }
        self.at = at + usize::from(self.source.get(at) == Some(&b' '));
    }

    /// Most tokens are followed by one blank or none: it is not worth asking what begins there.
    #[inline]
    fn skip_one_blank(&mut self) {
        self.at += usize::from(self.source.get(self.at) == Some(&b' '));
    }

    /// The word at the current offset, which was read already.
    fn word_as_read(&mut self, word: WordRead) {
        let (start, end) = (self.at, word.end);
        if end - start <= PREFIX_MAX
            && self.source.get(end).is_some_and(|byte| matches!(byte, b'"' | b'\''))
            && is_string_prefix(&self.source[start..end])
        {
            self.string(end);
            return;
        }
        let keyword = Keyword::of(word.head, end - start);
        if keyword != Keyword::None && self.prev != Prev::Dotted {
            let kind = Word::of(keyword);
            if kind != Word::Name {
                self.keyword(kind, start, end);
                return;
            }
        }
        self.name(start, word);
    }

    fn name(&mut self, start: usize, word: WordRead) {
        let WordRead { end, is_ascii, hash, head: _ } = word;
        if !self.operand(start, Operand::Name) {
            return;
        }
        if !is_ascii && strings::has_punctuation(&self.source[start..end]) {
            self.problem(start, "a character that Python does not know");
        }
        self.at = end;
        let parameter_place = self.in_parameters() && !self.builder.after_dot();
        self.builder.name_of_hash(start, end, hash);
        let name = Name { hash, span: Span::new(start, end) };
        if parameter_place && self.before == Before::Other {
            self.parameter = Some(name);
            self.before = Before::ParameterName;
            self.builder.end_path();
        } else if self.bound.is_some()
            && let Some(value) = self.bound.take()
            && self.source.get(end) != Some(&b'.')
        {
            self.bind_value(name, value);
        }
    }

    fn comment(&mut self) {
        let end = memchr2(b'\n', b'\r', &self.source[self.at..]).map_or(self.source.len(), |length| self.at + length);
        self.builder.comment(self.at, end);
        self.at = end;
    }

    /// A string whose opening quote stands at `quote`, after its prefix if it has one.
    fn string(&mut self, quote: usize) {
        let start = self.at;
        if !self.operand(start, Operand::Text) {
            return;
        }
        let formatted = self.source[start..quote].iter().any(|byte| matches!(byte | 0x20, b'f' | b't'));
        let end = if formatted {
            fields::skip(&self.never, self.source, quote)
        } else {
            strings::skip_string(&self.never, self.source, quote)
        };
        match end {
            StringEnd::Closed(end) => {
                if let Some(line) = self.doubted_end(quote, end) {
                    self.problem(start, "a triple-quoted string is opened and never closed");
                    self.at = line;
                } else {
                    if formatted {
                        self.fields(quote, end);
                    }
                    self.at = end;
                }
            }
            StringEnd::AtNewline(end) => {
                self.problem(start, "a string is opened and never closed");
                self.at = end;
            }
            StringEnd::Never(resume) => {
                self.problem(start, "a triple-quoted string is opened and never closed");
                self.at = self.doubted_end(quote, self.source.len()).unwrap_or(resume);
                self.quotes = Quotes::Doubted;
            }
        }
        self.builder.operand(start);
    }

    fn open(&mut self, byte: u8) {
        let header = matches!(self.statement, Statement::Function | Statement::Class) && self.builder.depth() == 0;
        let after_operand = matches!(self.prev, Prev::Have | Prev::Text) && byte != b'{';
        if !after_operand && !self.operand(self.at, Operand::Bracket) {
            return;
        }
        if byte == b'(' && !header {
            if self.statement == Statement::Decorator && self.builder.depth() == 0 {
                self.note_decorator();
            }
            if self.statement == Statement::With && self.builder.depth() == 0 && !self.builder.after_operand() {
                self.subjects_depth = 1;
            }
            self.builder.open_call(self.at);
        } else {
            if header {
                self.builder.end_path();
            }
            self.builder.open_group(byte, self.at);
        }
        self.before = Before::Other;
        self.prev = Prev::Fresh;
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        self.unfinished(self.at);
        if self.in_parameters() {
            self.end_parameter();
        } else if self.statement == Statement::Class && self.builder.depth() == 1 {
            self.base_class();
        }
        self.end_element();
        let expected = match self.builder.innermost() {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            _ => 0,
        };
        // A bracket that closes nothing, or the wrong one, costs only itself.
        if expected == byte {
            self.builder.close(self.at);
            while self.lambdas.last().is_some_and(|depth| *depth > self.builder.depth()) {
                self.lambdas.pop();
            }
        } else {
            self.problem(self.at, "a closing bracket does not fit what is open");
        }
        self.prev = Prev::Have;
        self.at += 1;
    }

    fn comma(&mut self) {
        if matches!(self.prev, Prev::Start | Prev::Want | Prev::Fresh | Prev::Dotted) {
            self.problem(self.at, "a comma has nothing on its left");
        }
        let depth = self.builder.depth();
        if self.lambdas.last() == Some(&depth) {
            // It stands between a lambda's parameters.
        } else if self.in_parameters() {
            self.end_parameter();
        } else {
            match (self.statement, depth) {
                (Statement::Class, 1) => self.base_class(),
                (Statement::With, depth) if depth == self.subjects_depth => self.builder.reference(),
                (Statement::Raise, 0) => self.problem(self.at, "a comma after `raise`"),
                _ => {}
            }
        }
        self.end_element();
        self.builder.end_path();
        self.prev = Prev::Fresh;
        self.at += 1;
        self.skip_one_blank();
    }

    /// What a comma or a closing bracket ends: the value of `:=`, a mark that is named without being called.
    fn end_element(&mut self) {
        if self.statement == Statement::Marks && self.builder.path_len() > 1 {
            self.builder.reference();
        }
        if let Some((pending, depth)) = self.walrus
            && depth == self.builder.depth()
        {
            self.walrus = None;
            self.finish_assignment(pending);
        }
    }

    /// Whether the parameters of a function's header are being read.
    fn in_parameters(&self) -> bool {
        self.statement == Statement::Function && self.builder.depth() == 1 && self.builder.innermost() == b'('
    }

    fn colon(&mut self) {
        let depth = self.builder.depth();
        if self.lambdas.last() == Some(&depth) {
            self.lambdas.pop();
            self.builder.end_path();
            self.prev = Prev::Loose;
            self.at += 1;
        } else if self.source.get(self.at + 1) == Some(&b'=') {
            self.walrus_sign();
        } else if self.in_parameters() {
            if self.parameter.is_some() {
                self.before = Before::Annotation;
            }
            self.builder.end_path();
            self.prev = Prev::Want;
            self.at += 1;
        } else if depth > 0 {
            self.colon_in_brackets();
        } else {
            self.colon_of_statement();
        }
    }

    /// A slice or an item of a mapping; in parentheses, the end of a block's header whose brackets do not close.
    fn colon_in_brackets(&mut self) {
        if self.builder.innermost() == b'(' {
            self.problem(self.at, "a colon inside parentheses");
            let next = self.skip_blank(self.at + 1);
            if matches!(self.source.get(next), None | Some(b'\n' | b'\r' | b'#')) {
                self.restart_line(self.at);
                return;
            }
        }
        self.builder.end_path();
        self.prev = Prev::Loose;
        self.at += 1;
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
