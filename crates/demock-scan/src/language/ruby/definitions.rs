//! Ruby's definitions, `require`s and assignments.

use super::{CLASSES, Class, FrameKind, Last, Lexer, Pending, Scoped, Target, is_word};
use crate::builder::Builder;
use crate::facts::{
    Bound, Head, Import, ImportForm, ModuleText, Name, NameHash, Path, Position, Reach, ScopeKind, Span, Value,
};
use crate::language::FileRole;
use memchr::{memchr, memchr2};

impl Lexer<'_, '_> {
    fn skip_blank(&self, mut at: usize) -> usize {
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// `def name`, `def self.name`, `def ==(other)`, `def name = value`.
    pub(super) fn definition(&mut self, start: usize) {
        let owner = self.skip_blank(self.at);
        let name = self.method_name();
        let owner = Span::new(owner, (name.start as usize).max(owner + 1) - 1);
        let kind = self.function_kind(name.of(self.source));
        let hash = NameHash::of(name.of(self.source));
        if self.builder.wants_head(hash) {
            self.builder.bind(hash, name.start as usize, Bound::Opaque);
        }
        let header_end = self.parameters(name.end as usize);
        self.at = header_end;
        let value = self.skip_blank(header_end);
        let endless =
            self.source.get(value) == Some(&b'=') && !matches!(self.source.get(value + 1), Some(b'=' | b'~' | b'>'));
        self.builder.end_path();
        self.note_reopened(name, start, header_end);
        self.note_singleton(owner, name, start, header_end);
        self.builder.open_group(b'{', start);
        self.push(if endless { FrameKind::Endless } else { FrameKind::Keyword }, Scoped::Yes, start);
        let scope = self.builder.open_scope(kind, name, start);
        if kind == ScopeKind::Hook {
            self.builder.facts.scopes[scope as usize].reach = Reach::Enclosing;
        }
        self.bind_parameters(name.end as usize, header_end);
        if endless {
            self.at = value + 1;
        }
        self.begin_statement();
    }

    /// The name after `def`, without its receiver.
    fn method_name(&mut self) -> Span {
        let mut start = self.skip_blank(self.at);
        loop {
            let mut end = start + self.source[start..].iter().take_while(|byte| is_word(**byte)).count();
            if end == start {
                let symbols = b"[]=<>!~+-*/%&|^@`";
                end += self.source[start..].iter().take(3).take_while(|byte| symbols.contains(byte)).count();
                return Span::new(start, end);
            }
            match self.source.get(end) {
                Some(b'.') => start = self.skip_blank(end + 1),
                Some(b':') if self.source.get(end + 1) == Some(&b':') => start = end + 2,
                Some(b'?' | b'!') => return Span::new(start, end + 1),
                // A setter's name ends in `=` at once; `def f = value` has a blank.
                Some(b'=') if !matches!(self.source.get(end + 1), Some(b'=' | b'~' | b'>')) => {
                    return Span::new(start, end + 1);
                }
                _ => return Span::new(start, end),
            }
        }
    }

    /// The end of a parameter list in parentheses, or `at` where there is none.
    fn parameters(&self, at: usize) -> usize {
        let open = self.skip_blank(at);
        if self.source.get(open) != Some(&b'(') {
            return at;
        }
        let mut depth = 0_usize;
        let mut at = open;
        while let Some(&byte) = self.source.get(at) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                b'#' => at += memchr(b'\n', &self.source[at..]).unwrap_or(0),
                b'"' | b'\'' => {
                    let line_end = memchr2(byte, b'\n', &self.source[at + 1..]).unwrap_or(0);
                    at += line_end + 1;
                }
                _ => {}
            }
            at += 1;
        }
        open
    }

    fn bind_parameters(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut name_expected = true;
        while at < to {
            let byte = self.source[at];
            if CLASSES[byte as usize] == Class::Word {
                let end = at + self.source[at..].iter().take_while(|byte| is_word(**byte)).count();
                if name_expected {
                    self.local_parameter(at, end);
                    name_expected = false;
                }
                at = end;
            } else {
                name_expected |= matches!(byte, b',' | b'(');
                at += 1;
            }
        }
    }

    fn function_kind(&self, name: &[u8]) -> ScopeKind {
        const HOOKS: [&[u8]; 6] =
            [b"setup", b"teardown", b"before_setup", b"after_teardown", b"before_all", b"startup"];
        if self.role == FileRole::Product {
            ScopeKind::Function
        } else if name.starts_with(b"test_") || name.starts_with(b"test ") {
            ScopeKind::Test
        } else if HOOKS.contains(&name) {
            ScopeKind::Hook
        } else {
            ScopeKind::Function
        }
    }

    /// `class A < B`, `class << self`.
    pub(super) fn class(&mut self, start: usize) {
        let at = self.skip_blank(self.at);
        if self.source[at..].starts_with(b"<<") {
            self.at = at + 2;
            self.note_singleton_class(start, self.at);
            self.open_keyword(FrameKind::Keyword, start);
            return;
        }
        let Some(name) = self.open_class(start, at) else { return };
        let base = self.skip_blank(self.at);
        if self.source.get(base) == Some(&b'<') {
            self.at = base + 1;
            self.base_class(name);
        }
    }

    pub(super) fn module(&mut self, start: usize) {
        let at = self.skip_blank(self.at);
        self.open_class(start, at);
    }

    fn open_class(&mut self, start: usize, at: usize) -> Option<Span> {
        let mut end = at;
        while let Some(&byte) = self.source.get(end) {
            let separator = byte == b':' && self.source.get(end + 1) == Some(&b':');
            if !is_word(byte) && !separator {
                break;
            }
            end += if separator { 2 } else { 1 };
        }
        if end == at {
            self.builder.end_path();
            return None;
        }
        self.at = end;
        self.open_keyword(FrameKind::Keyword, start);
        if let Some(frame) = self.frames.last_mut() {
            frame.scope = Scoped::Yes;
        }
        let name = Span::new(at, end);
        self.builder.open_scope(ScopeKind::Class, name, start);
        Some(name)
    }

    /// A class that derives from something interesting stands for it.
    fn base_class(&mut self, name: Span) {
        let at = self.skip_blank(self.at);
        let mut end = at;
        self.builder.begin_statement(at);
        self.builder.set_position(Position::Base);
        while let Some(&byte) = self.source.get(end) {
            if byte == b':' && self.source.get(end + 1) == Some(&b':') {
                self.builder.dot();
                end += 2;
            } else if is_word(byte) {
                let start = end;
                while self.source.get(end).copied().is_some_and(is_word) {
                    end += 1;
                }
                self.builder.name(start, end);
            } else {
                break;
            }
        }
        let wanted = self.builder.last_name().is_some_and(|last| self.builder.wants(last));
        if wanted && !matches!(self.source.get(end), Some(b'.' | b'(')) {
            self.builder.reference();
            if let Some(path) = self.builder.path() {
                let hash = NameHash::of(name.of(self.source));
                let parent = self.builder.facts.scopes[self.builder.scope() as usize].parent;
                self.builder.bind_in(parent, hash, name.start as usize, Bound::Subclass(path));
                self.builder.add_alias(hash);
            }
        } else {
            self.builder.base();
        }
        self.builder.set_position(Position::Expression);
        self.last = Last::Operand;
        self.at = end.max(self.at);
    }

    /// `require "module"`: the first text of the line names it, without the way there.
    pub(super) fn require(&mut self, word_end: usize) {
        let rest = &self.source[word_end..];
        let rest = &rest[..rest.len().min(400)];
        let line = &rest[..memchr(b'\n', rest).unwrap_or(rest.len())];
        let mut at = 0;
        while let Some(open) = memchr2(b'"', b'\'', &line[at..]).map(|found| at + found) {
            let Some(length) = memchr(line[open], &line[open + 1..]) else { return };
            let text = &line[open + 1..open + 1 + length];
            let dots = text.iter().take_while(|byte| matches!(byte, b'.' | b'/')).count();
            if dots < length {
                let start = word_end + open + 1;
                let module = ModuleText::Source(Span::new(start + dots, start + length));
                let local = Name { hash: NameHash::default(), span: Span::new(start, start) };
                let scope = self.builder.scope();
                self.builder.facts.imports.push(Import {
                    local,
                    module,
                    member: None,
                    level: 0,
                    form: ImportForm::Module,
                    scope,
                });
                return;
            }
            at = open + length + 2;
        }
    }

    pub(super) fn equals(&mut self) {
        let previous = self.at.checked_sub(1).map_or(b' ', |at| self.source[at]);
        match self.source.get(self.at + 1) {
            Some(b'=') => return self.operator(if self.source.get(self.at + 2) == Some(&b'=') { 3 } else { 2 }),
            Some(b'~' | b'>') => return self.operator(2),
            _ => {}
        }
        let compound =
            matches!(previous, b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'=');
        let within = matches!(
            self.innermost(),
            Some(FrameKind::Parenthesis | FrameKind::Square | FrameKind::Hash | FrameKind::Bare)
        );
        if !compound && !within {
            self.assignment();
        }
        self.operator(1);
    }

    fn assignment(&mut self) {
        let mut value = self.skip_blank(self.at + 1);
        while matches!(self.source.get(value), Some(b'\n' | b'\r' | b' ' | b'\t')) {
            value += 1;
        }
        let target = if let Some((path, key)) = self.builder.take_item()
            && self.builder.path_len() == 0
        {
            Some(Target::Item(path, key))
        } else if self.builder.path_len() == 1 {
            self.named_target()
        } else if self.builder.path_len() > 1 {
            let wanted = self.builder.wants_assignments()
                || self.builder.last_name().is_some_and(|last| self.builder.wants(last));
            if wanted { self.builder.path().map(Target::Member) } else { None }
        } else {
            None
        };
        self.pending = target.map(|target| Pending { target, value_start: value as u32 });
    }

    fn named_target(&mut self) -> Option<Target> {
        let name = self.builder.first_name()?;
        let global = name.span.of(self.source).first() == Some(&b'$');
        if global && self.builder.wants(name) {
            return self.builder.path().map(Target::Member);
        }
        Some(Target::Name(name.hash, name.span.start))
    }

    /// The expression just read as a value; with a start, only where nothing stands before it.
    pub(super) fn value_since(&mut self, start: Option<u32>) -> Value {
        value_of(&mut self.builder, start)
    }

    /// The right-hand side of the assignment being read ends at `at`.
    pub(super) fn finish_pending(&mut self, at: usize) {
        if self.frames.last().is_some_and(|frame| frame.scope == Scoped::Value) && self.builder.after_operand() {
            self.body_value = Some(self.value_since(None));
        }
        let Some(pending) = self.pending.take() else { return };
        let start = pending.value_start;
        let mut value = self.value_since(Some(start));
        if value == Value::Other {
            value = match self.source.get(start as usize) {
                Some(b'"' | b'\'' | b':' | b'%' | b'0'..=b'9') => Value::Literal,
                Some(b'{') => Value::Object,
                Some(b'-') if self.source.get(start as usize + 1) == Some(&b'>') => Value::Function,
                _ => Value::Other,
            };
        }
        let span = Span { start, end: (at as u32).max(start) };
        match pending.target {
            Target::Name(name, offset) => self.bind_variable(name, offset, value),
            Target::Member(path) => self.builder.assign(path, None, value, span),
            Target::Item(path, key) => self.builder.assign(path, Some(key), value, span),
        }
    }

    /// Instance variables are seen in every method of the file, local ones in their scope.
    fn bind_variable(&mut self, name: NameHash, at: u32, value: Value) {
        if self.source.get(at as usize) != Some(&b'@') {
            self.bind(name, at, value);
            return;
        }
        match value {
            Value::Call(call) => self.builder.bind_in(0, name, at as usize, Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => {
                self.builder.bind_in(0, name, at as usize, Bound::Path(path));
            }
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => {}
        }
    }

    pub(super) fn is_interesting(&self, path: Path) -> bool {
        let names = self.builder.facts.path_names(path);
        names.last().is_some_and(|last| self.builder.wants(*last))
            || (path.head == Head::Name && names.first().is_some_and(|first| self.builder.wants_head(first.hash)))
    }
}

fn value_of(builder: &mut Builder<'_>, start: Option<u32>) -> Value {
    let Some(path) = builder.path() else { return Value::Other };
    if start.is_some_and(|start| start != path.start) {
        return Value::Other;
    }
    match (path.head, path.count) {
        (Head::Call(call), 0) => Value::Call(call),
        (Head::Name | Head::Call(_) | Head::Opaque, _) => Value::Path(path),
    }
}
