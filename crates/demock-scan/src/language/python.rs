//! Python: an error-proof lexer that keeps statements, scopes, imports, decorators, calls and assignments.
//!
//! Lexical rules: The Python Language Reference §2 (indentation, implicit line joining, string prefixes).
//! Invariants: one pass, constant work a byte, no input can make it fail. Inside an unclosed bracket, a line that begins
//! with a word that cannot stand inside brackets ends the damage there.
//! Absent on purpose: expressions as trees, f-string fields, type comments.

use crate::builder::{Builder, DecoratorMark};
use crate::facts::{
    Bound, Facts, Head, Import, ImportForm, ModuleText, Name, NameHash, Path, Position, Reach, ScopeKind, Span, Value,
};
use crate::interest::Interest;
use crate::language::{FileRole, Lexis};
use memchr::{memchr, memchr2, memmem};

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
    Hash,
    Open,
    Close,
    Dot,
    Equals,
    Colon,
    Semicolon,
    At,
    Backslash,
    Comma,
    Star,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xff => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\r' | 0x0c => Class::Blank,
            b'\n' => Class::Newline,
            b'"' | b'\'' => Class::Quote,
            b'#' => Class::Hash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'.' => Class::Dot,
            b'=' => Class::Equals,
            b':' => Class::Colon,
            b';' => Class::Semicolon,
            b'@' => Class::At,
            b'\\' => Class::Backslash,
            b',' => Class::Comma,
            b'*' => Class::Star,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
}

/// Whether a byte continues a word.
#[inline]
pub(crate) fn is_word(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Word | Class::Digit)
}

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

/// The left-hand side of an assignment whose right-hand side is being read.
#[derive(Clone, Copy)]
struct Pending {
    target: PendingTarget,
    value_start: u32,
}

#[derive(Clone, Copy)]
enum PendingTarget {
    Name(Name),
    Member { path: Path, own: Option<NameHash> },
    Item { path: Path, key: Span },
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

    fn newline(&mut self) {
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
    fn line_cannot_be_inside_brackets(&self) -> bool {
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
    fn line_start(&mut self) {
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

    fn statement_start(&mut self) {
        while matches!(self.source.get(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        // A statement after a semicolon or a colon on the same line belongs to the innermost scope.
        let column = self.indents.last().map_or(0, |indent| indent + 1);
        self.statement_indent(column);
    }

    fn statement_indent(&mut self, column: u32) {
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

    fn definition(&mut self, keyword_end: usize, column: u32, statement: Statement) {
        let start = self.at;
        self.at = self.skip_blank(keyword_end);
        let end = self.word_end();
        let name = Span::new(self.at, end);
        if name.start == name.end {
            self.builder.problem(self.at, "a definition has no name");
            return;
        }
        let kind = match statement {
            Statement::Class => ScopeKind::Class,
            Statement::Plain | Statement::Block | Statement::With | Statement::Function | Statement::Decorator => {
                self.function_kind(name.of(self.source))
            }
        };
        let reach = self.fixture.take();
        let parent = self.builder.scope();
        let hash = NameHash::of(name.of(self.source));
        if self.builder.wants_head(hash) {
            self.builder.bind_in(parent, hash, self.at, Bound::Opaque);
        }
        let scope = self.builder.open_scope(if reach.is_some() { ScopeKind::Fixture } else { kind }, name, start);
        let is_hook = kind == ScopeKind::Hook;
        self.builder.facts.scopes[scope as usize].reach =
            if is_hook { Reach::Enclosing } else { reach.unwrap_or(Reach::Named) };
        if let Some(mark) = self.decorators.take() {
            self.builder.adopt_decorators(mark, scope);
        }
        self.indents.push(column);
        self.statement = statement;
        self.builder.set_position(if statement == Statement::Class { Position::Base } else { Position::Expression });
        self.before = Before::Other;
        self.at = end;
    }

    fn function_kind(&self, name: &[u8]) -> ScopeKind {
        const HOOKS: [&[u8]; 12] = [
            b"setUp",
            b"setUpClass",
            b"setUpModule",
            b"asyncSetUp",
            b"setup_method",
            b"setup_class",
            b"setup_module",
            b"setup_function",
            b"setup",
            b"setUpTestData",
            b"tearDown",
            b"teardown_method",
        ];
        if self.role == FileRole::Product {
            ScopeKind::Function
        } else if name.starts_with(b"test") {
            ScopeKind::Test
        } else if HOOKS.contains(&name) {
            ScopeKind::Hook
        } else {
            ScopeKind::Function
        }
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

    fn end_parameter(&mut self) {
        if let Some(name) = self.parameter.take() {
            let annotation = if self.before == Before::Annotation { self.builder.path() } else { None };
            self.builder.parameter(name, annotation);
            if self.role == FileRole::Test {
                self.builder.requested_fixture(name);
            }
        }
        self.before = Before::Other;
    }

    /// A class that derives from something interesting stands for it: calling the class makes a double.
    fn base_class(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        if !self.builder.wants(last) {
            return;
        }
        self.builder.reference();
        if let Some(path) = self.builder.path() {
            let scope = self.builder.facts.scopes[self.builder.scope() as usize];
            let name = NameHash::of(scope.name.of(self.source));
            self.builder.bind_in(scope.parent, name, scope.name.start as usize, Bound::Subclass(path));
            self.builder.add_alias(name);
        }
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

    /// A statement may follow the colon on the same line.
    fn inline_block(&mut self) {
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

    fn equals(&mut self) {
        let previous = self.at.checked_sub(1).map_or(b' ', |at| self.source[at]);
        let next = self.source.get(self.at + 1).copied().unwrap_or(b' ');
        self.at += 1;
        if next == b'=' {
            self.at += 1;
            self.builder.end_path();
            return;
        }
        let compound = matches!(
            previous,
            b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'@' | b':'
        );
        if self.builder.depth() == 0 && self.statement == Statement::Plain && !compound {
            self.assignment();
        } else if self.builder.depth() == 1 && self.statement == Statement::Function {
            self.end_parameter();
            // What follows is a default, not a parameter.
            self.before = Before::Annotation;
        }
        self.builder.end_path();
    }

    fn assignment(&mut self) {
        let value_start = self.skip_blank(self.at) as u32;
        let target = if let Some(name) = self.annotated.take() {
            Some(PendingTarget::Name(name))
        } else if let Some((path, key)) = self.builder.take_item()
            && key.end > 0
            && self.builder.path_len() == 0
        {
            Some(PendingTarget::Item { path, key })
        } else if self.builder.path_len() == 1 {
            self.builder.last_name().map(PendingTarget::Name)
        } else if self.builder.path_len() > 1 {
            self.member_target()
        } else {
            None
        };
        self.pending = target.map(|target| Pending { target, value_start });
    }

    fn member_target(&mut self) -> Option<PendingTarget> {
        let last = self.builder.last_name()?;
        let own = self.builder.first_name().filter(|first| {
            self.builder.path_len() == 2 && (first.hash == self.hash_self || first.hash == self.hash_cls)
        });
        let own = own.map(|_| self.hash_self.member(last.hash));
        if own.is_none() && !self.builder.wants_assignments() && !self.builder.wants(last) {
            return None;
        }
        let path = self.builder.path()?;
        Some(PendingTarget::Member { path, own })
    }

    /// The expression just read as a value, where it is one path or call and nothing else.
    fn current_value(&mut self, start: Option<u32>) -> Option<Value> {
        let path = self.builder.path()?;
        if start.is_some_and(|start| start != path.start) {
            return None;
        }
        match (path.head, path.count) {
            (Head::Call(call), 0) => Some(Value::Call(call)),
            _ => Some(Value::Path(path)),
        }
    }

    fn end_statement(&mut self) {
        if self.statement == Statement::Decorator {
            if self.builder.path_len() > 0 {
                self.note_decorator();
                self.builder.reference();
            }
        } else if let Some(pending) = self.pending.take() {
            self.finish_assignment(pending);
        }
        self.annotated = None;
        self.builder.end_path();
    }

    fn finish_assignment(&mut self, pending: Pending) {
        let mut start = pending.value_start;
        if self.source[start as usize..].starts_with(b"await ") {
            start = self.skip_blank(start as usize + 6) as u32;
        }
        let value = self.value_from(start);
        let span = Span { start, end: (self.at as u32).max(start) };
        match pending.target {
            PendingTarget::Name(name) => self.bind_value(name, value),
            PendingTarget::Member { path, own } => {
                if let Some(own) = own {
                    self.bind_member(own, path.start, value);
                }
                self.builder.assign(path, None, value, span);
            }
            PendingTarget::Item { path, key } => self.builder.assign(path, Some(key), value, span),
        }
    }

    fn value_from(&mut self, start: u32) -> Value {
        let rest = &self.source[(start as usize).min(self.source.len())..];
        if rest.starts_with(b"lambda") && !rest.get(6).copied().is_some_and(is_word) {
            return Value::Function;
        }
        if let Some(value) = self.current_value(Some(start)) {
            let literal = matches!(
                rest,
                [b'N', b'o', b'n', b'e', ..] | [b'T', b'r', b'u', b'e', ..] | [b'F', b'a', b'l', b's', b'e', ..]
            );
            let is_literal = matches!(value, Value::Path(path) if path.count == 1 && literal);
            return if is_literal { Value::Literal } else { value };
        }
        match rest.first() {
            Some(b'"' | b'\'' | b'0'..=b'9' | b'-') => Value::Literal,
            Some(b'{') => Value::Object,
            _ => Value::Other,
        }
    }

    fn bind_value(&mut self, name: Name, value: Value) {
        let at = name.span.start as usize;
        match value {
            Value::Call(call) => self.builder.bind(name.hash, at, Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => {
                self.builder.bind(name.hash, at, Bound::Path(path));
                self.builder.add_alias(name.hash);
            }
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => {
                if self.builder.wants_head(name.hash) {
                    self.builder.bind(name.hash, at, Bound::Opaque);
                }
            }
        }
    }

    fn bind_member(&mut self, name: NameHash, at: u32, value: Value) {
        match value {
            Value::Call(call) => self.builder.bind_in(0, name, at as usize, Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => {
                self.builder.bind_in(0, name, at as usize, Bound::Path(path));
            }
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => {}
        }
    }

    fn is_interesting(&self, path: Path) -> bool {
        let names = self.builder.facts.path_names(path);
        names.last().is_some_and(|last| self.builder.wants(*last))
            || (path.head == Head::Name && names.first().is_some_and(|first| self.builder.wants_head(first.hash)))
    }

    /// Notes what a decorator says of the definition below it: a fixture, a marker.
    fn note_decorator(&mut self) {
        let Some(last) = self.builder.last_name() else { return };
        let text = last.span.of(self.source);
        if matches!(text, b"fixture" | b"yield_fixture") {
            let line_end = memchr(b'\n', &self.source[self.at..]).map_or(self.source.len(), |length| self.at + length);
            let autouse = memmem::find(&self.source[self.at..line_end], b"autouse=True").is_some();
            self.fixture = Some(if autouse { Reach::Enclosing } else { Reach::Named });
        }
        let start = last.span.start as usize;
        if self.source[..start].ends_with(b"mark.") || self.source[..start].ends_with(b"tag(") {
            self.builder.facts.markers.push((self.builder.scope(), last.span));
        }
    }

    /// `pytestmark = pytest.mark.slow` or a list of marks: markers of the file or class.
    fn module_marks(&mut self, word_end: usize) {
        let rest = &self.source[word_end..];
        let mut end = memchr(b'\n', rest).unwrap_or(rest.len());
        if memchr(b'[', &rest[..end]).is_some() {
            end = memchr(b']', rest).unwrap_or(end);
        }
        let scope = self.builder.scope();
        for found in memmem::find_iter(&rest[..end], b"mark.") {
            let start = word_end + found + 5;
            let length = self.source[start..].iter().take_while(|byte| is_word(**byte)).count();
            self.builder.facts.markers.push((scope, Span::new(start, start + length)));
        }
    }

    fn import(&mut self, keyword_end: usize) {
        self.at = keyword_end;
        loop {
            self.at = self.skip_blank(self.at);
            let start = self.at;
            while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
                self.at += 1;
            }
            if start == self.at {
                break;
            }
            let module = Span::new(start, self.at);
            let root_end = start + memchr(b'.', &self.source[start..self.at]).unwrap_or(self.at - start);
            let alias = self.alias();
            let (local, form) = match alias {
                Some(alias) => (alias, ImportForm::Module),
                None if root_end < self.at => (Span::new(start, root_end), ImportForm::Root),
                None => (module, ImportForm::Module),
            };
            self.keep_import(local, module, None, 0, form);
            self.at = self.skip_blank(self.at);
            if self.source.get(self.at) != Some(&b',') {
                break;
            }
            self.at += 1;
        }
    }

    fn alias(&mut self) -> Option<Span> {
        let at = self.skip_space(self.at);
        if !self.source[at..].starts_with(b"as") || self.source.get(at + 2).copied().is_none_or(is_word) {
            return None;
        }
        self.at = self.skip_space(at + 2);
        let span = Span::new(self.at, self.word_end());
        self.at = span.end as usize;
        Some(span)
    }

    /// Skips blanks, and inside an import's parentheses newlines and comments.
    fn skip_space(&self, mut at: usize) -> usize {
        loop {
            match self.source.get(at) {
                Some(b' ' | b'\t' | b'\r') => at += 1,
                Some(b'\n') if self.builder.depth() > 0 => at += 1,
                Some(b'\\') if matches!(self.source.get(at + 1), Some(b'\n' | b'\r')) => at += 2,
                Some(b'#') if self.builder.depth() > 0 => {
                    at += memchr(b'\n', &self.source[at..]).unwrap_or(self.source.len() - at);
                }
                _ => return at,
            }
        }
    }

    fn import_from(&mut self, keyword_end: usize) {
        self.at = self.skip_blank(keyword_end);
        let mut level = 0_u8;
        while self.source.get(self.at) == Some(&b'.') {
            level = level.saturating_add(1);
            self.at += 1;
        }
        self.at = self.skip_blank(self.at);
        let start = self.at;
        while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
            self.at += 1;
        }
        let mut module = Span::new(start, self.at);
        if level > 0 && module.of(self.source) == b"import" {
            (module, self.at) = (Span::new(start, start), start);
        }
        self.at = self.skip_space(self.at);
        if !self.source[self.at..].starts_with(b"import") {
            return;
        }
        self.at = self.skip_space(self.at + 6);
        if self.source.get(self.at) == Some(&b'(') {
            self.builder.end_path();
            self.builder.open_group(b'(', self.at);
            self.at += 1;
        }
        self.imported_members(module, level);
    }

    fn imported_members(&mut self, module: Span, level: u8) {
        loop {
            self.at = self.skip_space(self.at);
            if self.source.get(self.at) == Some(&b'*') {
                self.keep_import(Span::new(self.at, self.at), module, None, level, ImportForm::Wildcard);
                self.at += 1;
                return;
            }
            let member = Span::new(self.at, self.word_end());
            if member.start == member.end || self.line_cannot_be_inside_brackets() {
                return;
            }
            self.at = member.end as usize;
            let local = self.alias().unwrap_or(member);
            self.keep_import(local, module, Some(member), level, ImportForm::Member);
            self.at = self.skip_space(self.at);
            if self.source.get(self.at) != Some(&b',') {
                return;
            }
            self.at += 1;
        }
    }

    fn keep_import(&mut self, local: Span, module: Span, member: Option<Span>, level: u8, form: ImportForm) {
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let scope = self.builder.scope();
        self.builder.import(Import { local, module: ModuleText::Source(module), member, level, form, scope });
    }
}

/// Whether a word before a quote is a string prefix (Reference §2.4.1).
fn is_string_prefix(word: &[u8]) -> bool {
    word.len() <= 2 && word.iter().all(|byte| matches!(byte | 0x20, b'r' | b'b' | b'f' | b'u' | b't'))
}

/// Where a string literal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StringEnd {
    /// Just after the closing quotes.
    Closed(usize),
    /// It is not closed on its line; reading goes on at the newline.
    AtNewline(usize),
    /// A triple-quoted one is never closed; reading goes on after its first line.
    Never(usize),
}

/// Finds the end of the string whose opening quote stands at `at`.
pub(crate) fn skip_string(source: &[u8], at: usize) -> StringEnd {
    let quote = source[at];
    let body = at + 1;
    if source.get(body) == Some(&quote) && source.get(body + 1) == Some(&quote) {
        return skip_triple(source, at, quote);
    }
    let mut end = body;
    while let Some(&byte) = source.get(end) {
        if byte == quote {
            return StringEnd::Closed(end + 1);
        }
        match byte {
            b'\\' => {
                end += if source.get(end + 1) == Some(&b'\r') && source.get(end + 2) == Some(&b'\n') { 3 } else { 2 }
            }
            b'\n' => return StringEnd::AtNewline(end),
            _ => end += 1,
        }
    }
    StringEnd::AtNewline(source.len())
}

fn skip_triple(source: &[u8], at: usize, quote: u8) -> StringEnd {
    let mut end = at + 3;
    while let Some(found) = memchr2(quote, b'\\', &source[end.min(source.len())..]) {
        let here = end + found;
        if source[here] == b'\\' {
            end = here + 2;
        } else if source[here..].starts_with(&[quote; 3]) {
            return StringEnd::Closed(here + 3);
        } else {
            end = here + 1;
        }
    }
    StringEnd::Never(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length))
}

/// Python's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: skip_literal,
    is_comment: |text| text.starts_with(b"#"),
    content: text_content,
    is_function: |text| text.starts_with(b"lambda") && !text.get(6).copied().is_some_and(is_word),
    separators: &["."],
    importers: &["pytest.importorskip", "importlib.import_module", "__import__"],
};

fn skip_literal(source: &[u8], at: usize) -> Option<usize> {
    match source.get(at)? {
        b'#' => Some(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length)),
        b'"' | b'\'' => Some(string_end(source, at)),
        _ if at > 0 && is_word(source[at - 1]) => None,
        byte if CLASSES[*byte as usize] == Class::Word => {
            let prefix = source[at..].iter().take(3).take_while(|byte| is_word(**byte)).count();
            let quoted = matches!(source.get(at + prefix), Some(b'"' | b'\''));
            (quoted && is_string_prefix(&source[at..at + prefix])).then(|| string_end(source, at + prefix))
        }
        _ => None,
    }
}

fn string_end(source: &[u8], at: usize) -> usize {
    match skip_string(source, at) {
        StringEnd::Closed(end) | StringEnd::AtNewline(end) | StringEnd::Never(end) => end,
    }
}

/// The text between the quotes, escapes left as they are; fields of f-strings too.
fn text_content(literal: &[u8]) -> Option<String> {
    let start = literal.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let quotes = if literal[start..].starts_with(&[literal[start]; 3]) && literal.len() >= start + 6 { 3 } else { 1 };
    let content = literal.get(start + quotes..literal.len().checked_sub(quotes)?)?;
    Some(String::from_utf8_lossy(content).into_owned())
}
