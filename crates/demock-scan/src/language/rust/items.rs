//! Rust's items: `use`, modules, functions, types, implementations, and `let`.

use super::attributes::function_kind;
use super::{Lexer, angles_end};
use crate::facts::{Implementation, Import, ImportForm, Name, NameHash, Position, ScopeKind, Span};
use crate::language::braces::Word;
use crate::language::braces::definition::Called;
use crate::language::braces::levels::Holds;
use crate::language::braces::statement::Header;
use crate::language::braces::text;

impl Lexer<'_, '_> {
    fn word_at(&self, at: usize) -> Span {
        let start = text::skip_trivia(&self.never, self.source, at);
        let start = if self.source[start..].starts_with(b"r#") { start + 2 } else { start };
        Span::new(start, text::word_end(self.source, start))
    }

    /// `use a::{b, c as d, e::*, self};`
    pub(super) fn use_declaration(&mut self, start: usize, end: usize) -> Word {
        if !self.innermost().is_block() {
            return Word::Operator;
        }
        self.start_statement(start);
        self.dialect.marks = super::attributes::Marks::default();
        self.at = end;
        let mut prefix = Vec::new();
        self.use_tree(&mut prefix, 0);
        self.builder.end_path();
        Word::Taken
    }

    /// One tree of a `use`; `at` ends after it.
    fn use_tree(&mut self, prefix: &mut Vec<u8>, depth: usize) {
        const DEPTH_MAX: usize = 32;
        let length = prefix.len();
        loop {
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            match self.source.get(self.at) {
                Some(b':') => self.at += 1,
                Some(b'*') => {
                    let local = Span::new(self.at, self.at);
                    self.keep_import(local, prefix, ImportForm::Wildcard);
                    self.at += 1;
                    break;
                }
                Some(b'{') if depth < DEPTH_MAX => {
                    self.use_group(prefix, depth);
                    break;
                }
                _ => {
                    let name = self.word_at(self.at);
                    if name.start == name.end {
                        break;
                    }
                    self.at = name.end as usize;
                    if name.of(self.source) != b"self" || length == 0 {
                        if !prefix.is_empty() {
                            prefix.extend_from_slice(b"::");
                        }
                        prefix.extend_from_slice(name.of(self.source));
                    }
                    if self.source.get(text::skip_trivia(&self.never, self.source, self.at)) != Some(&b':') {
                        self.use_name(name, prefix);
                        break;
                    }
                }
            }
        }
        prefix.truncate(length);
    }

    fn use_group(&mut self, prefix: &mut Vec<u8>, depth: usize) {
        let open = self.at;
        self.at += 1;
        loop {
            self.use_tree(prefix, depth + 1);
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            match self.source.get(self.at) {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return;
                }
                None | Some(_) => {
                    self.builder.problem(open, "a group of imports is opened and never closed");
                    return;
                }
            }
        }
    }

    /// The last name of a tree, with its alias where it has one.
    fn use_name(&mut self, name: Span, path: &[u8]) {
        let after = self.word_at(self.at);
        let mut local = name;
        if after.of(self.source) == b"as" {
            local = self.word_at(after.end as usize);
            self.at = local.end as usize;
        } else if name.of(self.source) == b"self" {
            // The local name is the last of the prefix; it stands before the group.
            let text = self.source[..name.start as usize].trim_ascii_end();
            let end = memchr::memmem::rfind(text, b"::").unwrap_or(text.len());
            let begin = text[..end].iter().rposition(|byte| !crate::language::is_word(*byte)).map_or(0, |at| at + 1);
            local = Span::new(begin, end);
        }
        self.keep_import(local, path, ImportForm::Module);
    }

    fn keep_import(&mut self, local: Span, path: &[u8], form: ImportForm) {
        let module = self.builder.facts.make_text(path);
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let scope = self.builder.scope();
        self.builder.import(Import { local, module, member: None, level: 0, form, scope });
    }

    /// `mod name {`; `mod name;` is another file.
    pub(super) fn module(&mut self, start: usize, end: usize) -> Word {
        let name = self.word_at(end);
        let body = text::skip_trivia(&self.never, self.source, name.end as usize);
        if name.start == name.end || !self.innermost().is_block() || self.source.get(body) != Some(&b'{') {
            self.take_marks();
            return Word::Operator;
        }
        self.open_class(start, name);
        self.at = body;
        Word::Taken
    }

    /// `struct Name`, `enum Name`, `trait Name`.
    pub(super) fn type_definition(&mut self, start: usize, end: usize) -> Word {
        let name = self.word_at(end);
        if name.start == name.end || !self.innermost().is_block() || self.statement.header != Header::None {
            return Word::Operator;
        }
        self.open_class(start, name);
        self.at = name.end as usize;
        Word::Taken
    }

    /// `impl<T> Trait for Name<T> where … {`: named as the type.
    pub(super) fn implementation(&mut self, start: usize, end: usize) -> Word {
        let begins =
            self.innermost().is_block() && self.statement.header == Header::None && self.statement.pending.is_none();
        let mut at = text::skip_trivia(&self.never, self.source, end);
        if !begins || self.builder.after_operand() {
            return Word::Operator;
        }
        if self.source.get(at) == Some(&b'<') {
            at = angles_end(self.source, at).unwrap_or(at + 1);
        }
        let rest = &self.source[at..];
        let header = rest.iter().position(|byte| matches!(byte, b'{' | b';' | b'}')).unwrap_or(0);
        if rest.get(header) != Some(&b'{') {
            return Word::Operator;
        }
        let of = memchr::memmem::find(&rest[..header], b" for ").map(|found| at + found);
        let name = self.type_name(of.map_or(at, |of| of + 5), at + header);
        self.open_class(start, name);
        if let Some(of) = of.map(|of| self.type_name(at, of)) {
            let scope = self.builder.scope();
            self.builder.facts.implementations.push(Implementation { scope, of });
        }
        self.at = at + header;
        Word::Taken
    }

    /// The last name of the type's path that begins at `from`.
    fn type_name(&self, from: usize, to: usize) -> Span {
        let mut at = from;
        while at < to && !crate::language::is_word(self.source[at]) {
            at += 1;
        }
        let mut name = Span::new(at, text::word_end(self.source, at).min(to));
        while self.source[name.end as usize..to].starts_with(b"::") {
            let next = name.end as usize + 2;
            let end = text::word_end(self.source, next).min(to);
            if end == next {
                break;
            }
            name = Span::new(next, end);
        }
        name
    }

    fn open_class(&mut self, start: usize, name: Span) {
        let marked = self.take_marks();
        self.start_statement(start);
        let scope = self.define_class(name);
        self.builder.set_position(Position::Expression);
        self.note_test_code(scope, marked);
    }

    /// `fn name`; a function pointer's type has no name.
    pub(super) fn function(&mut self, start: usize, end: usize) -> Word {
        let name = self.word_at(end);
        if name.start == name.end || !self.innermost().is_block() || self.statement.header != Header::None {
            return Word::Operator;
        }
        let marked = self.take_marks();
        self.start_statement(start);
        let called = if self.innermost().holds == Holds::Members { Called::OnReceiver } else { Called::ByName };
        let scope = self.define_function(function_kind(marked), name, called);
        if function_kind(marked) == ScopeKind::Test {
            self.builder.facts.scopes[scope as usize].kind = ScopeKind::Test;
        }
        self.note_test_code(scope, marked);
        self.at = name.end as usize;
        Word::Taken
    }

    /// `let name`, `let mut name`; a pattern binds nothing that rules ask for.
    pub(super) fn let_binding(&mut self, start: usize, end: usize) -> Word {
        self.start_statement(start);
        let mut name = self.word_at(end);
        if name.of(self.source) == b"mut" {
            name = self.word_at(name.end as usize);
        }
        let after = text::skip_trivia(&self.never, self.source, name.end as usize);
        let simple = name.start < name.end && matches!(self.source.get(after), Some(b'=' | b':' | b';'));
        if simple && self.source.get(after + 1) != Some(&b':') {
            self.dialect.bound = Some(Name { hash: NameHash::of(name.of(self.source)), span: name });
            self.at = name.end as usize;
        }
        self.builder.end_path();
        Word::Taken
    }
}
