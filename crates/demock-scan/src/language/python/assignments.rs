//! Python's assignments: to names, members and items, and what they bind.
//!
//! Absent on purpose: unpacking, augmented assignment.

use super::bytes::is_word;
use super::{Before, Lexer, Prev, Statement};
use crate::facts::{Bound, Head, Name, NameHash, Path, ScopeId, ScopeKind, Span, Value};
use crate::language::FileRole;

/// A left-hand side whose right-hand side is being read.
#[derive(Clone, Copy)]
pub(super) struct Pending {
    target: PendingTarget,
    value_start: u32,
}

/// What is assigned to.
#[derive(Clone, Copy)]
pub(super) enum PendingTarget {
    Name(Name),
    Member {
        path: Path,
        /// The name's hash where it is a member of `self`.
        own: Option<NameHash>,
        kept: Kept,
    },
    Item {
        path: Path,
        key: Span,
    },
}

/// Whether an assignment becomes a fact or only a binding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Fact,
    Binding,
}

impl Lexer<'_, '_> {
    pub(super) fn equals(&mut self) {
        let unfinished_list = self.prev == Prev::Fresh && self.builder.depth() > 0;
        if matches!(self.prev, Prev::Start | Prev::Want | Prev::Dotted) || unfinished_list {
            self.problem(self.at, "an equals sign has nothing on its left");
        }
        if self.source.get(self.at + 1) == Some(&b'=') {
            self.at += 2;
            self.skip_one_blank();
            self.builder.end_path();
            self.prev = Prev::Want;
            return;
        }
        let depth = self.builder.depth();
        if depth > 0 && self.cannot_be_keyword() {
            self.problem(self.at, "an assignment inside brackets");
            let line_first = self.builder.path_start() as usize;
            if self.restart_at_line_of(line_first) {
                return;
            }
        }
        self.at += 1;
        if self.lambdas.last() == Some(&depth) {
            // The default of a lambda's parameter.
        } else if depth == 0 {
            self.assignment();
        } else if self.in_parameters() {
            self.end_parameter();
            // What follows is a default, not a parameter.
            self.before = Before::Annotation;
        }
        self.skip_one_blank();
        self.builder.end_path();
        self.prev = Prev::Want;
    }

    /// Whether an `=` inside brackets cannot belong to a keyword argument, a parameter or a type parameter.
    fn cannot_be_keyword(&self) -> bool {
        if self.lambdas.last() == Some(&self.builder.depth()) || self.field_depth == self.builder.depth() {
            return false;
        }
        match self.builder.innermost() {
            b'(' => self.builder.path_len() > 1 && !self.in_parameters(),
            b'[' => !matches!(self.statement, Statement::Function | Statement::Class | Statement::Soft),
            _ => true,
        }
    }

    fn assignment(&mut self) {
        let value_start = self.skip_blank(self.at) as u32;
        let target = match self.statement {
            Statement::Plain | Statement::Marks | Statement::Soft => self.annotated.take().or_else(|| self.target()),
            Statement::Delete
            | Statement::Hand(_)
            | Statement::Raise
            | Statement::Block
            | Statement::With
            | Statement::Function
            | Statement::Class
            | Statement::Decorator => None,
        };
        self.pending.extend(target.map(|target| Pending { target, value_start }));
    }

    /// `name :=` inside brackets.
    pub(super) fn walrus_sign(&mut self) {
        let name = self.builder.last_name().filter(|_| self.builder.path_len() == 1);
        self.at += 2;
        let value_start = self.skip_blank(self.at) as u32;
        let pending = name.map(|name| Pending { target: PendingTarget::Name(name), value_start });
        self.walrus = pending.map(|pending| (pending, self.builder.depth()));
        self.builder.end_path();
        self.prev = Prev::Want;
    }

    /// What the expression just read is as a left-hand side.
    pub(super) fn target(&mut self) -> Option<PendingTarget> {
        if let Some((path, key)) = self.builder.take_item()
            && self.builder.path_len() == 0
        {
            Some(PendingTarget::Item { path, key })
        } else if self.builder.path_len() == 1 && self.builder.first_name().is_some() {
            self.builder.last_name().map(PendingTarget::Name)
        } else if self.builder.path_len() > 0 {
            self.member_target()
        } else {
            None
        }
    }

    fn member_target(&mut self) -> Option<PendingTarget> {
        let last = self.builder.last_name()?;
        let own = self.builder.first_name().filter(|first| {
            self.builder.path_len() == 2 && (first.hash == self.hash_self || first.hash == self.hash_cls)
        });
        let own = own.map(|_| self.hash_self.member(last.hash));
        let asked_for = self.builder.wants_assignments() && self.role == FileRole::Test && own.is_none();
        let kept = if asked_for || self.builder.wants(last) { Kept::Fact } else { Kept::Binding };
        if own.is_none() && kept == Kept::Binding {
            return None;
        }
        let path = self.builder.path()?;
        Some(PendingTarget::Member { path, own, kept })
    }

    /// The expression just read as a value, where it is one path or call and nothing else.
    pub(super) fn current_value(&mut self, start: Option<u32>) -> Option<Value> {
        if start.is_some_and(|start| start != self.builder.path_start()) {
            return None;
        }
        let path = self.builder.path()?;
        match (path.head, path.count) {
            (Head::Call(call), 0) => Some(Value::Call(call)),
            _ => Some(Value::Path(path)),
        }
    }

    pub(super) fn end_statement(&mut self) {
        self.unfinished(self.at);
        match self.statement {
            Statement::Decorator => {
                if self.builder.path_len() > 0 {
                    self.note_decorator();
                    self.builder.reference();
                }
            }
            Statement::Hand(start) => self.hand_out(start),
            Statement::Delete => {
                if let Some(PendingTarget::Item { path, key }) = self.target() {
                    let end = Span::new(self.at, self.at);
                    self.builder.assign(path, Some(key), Value::Literal, end);
                }
            }
            Statement::Block | Statement::With | Statement::Function | Statement::Class => {
                self.problem(self.at, "a colon is missing");
                self.next_line = super::NextLine::NewBlock;
            }
            Statement::Plain | Statement::Marks | Statement::Soft | Statement::Raise => {
                if self.statement == Statement::Marks {
                    self.builder.reference();
                }
                // In `a = b = c` both get the last value.
                let value_start = self.pending.last().map_or(0, |last| last.value_start);
                for at in 0..self.pending.len() {
                    self.finish_assignment(Pending { value_start, ..self.pending[at] });
                }
            }
        }
        self.statement = Statement::Plain;
        self.pending.clear();
        self.annotated = None;
        self.prev = Prev::Start;
        self.builder.end_path();
    }

    /// `return value` or `yield value` in a fixture: tests that ask for it get the value.
    fn hand_out(&mut self, start: u32) {
        let scope = self.builder.facts.scopes[self.builder.scope() as usize];
        let name = NameHash::of(scope.name.of(self.source));
        let bound = match self.value_from(start) {
            Value::Call(call) => Bound::Call(call),
            Value::Path(path) if self.is_interesting(path) => Bound::Path(path),
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => return,
        };
        self.builder.bind_in(scope.parent, name.as_fixture(), start as usize, bound);
        self.builder.add_alias(name);
    }

    pub(super) fn finish_assignment(&mut self, pending: Pending) {
        let mut start = pending.value_start;
        if self.source[start as usize..].starts_with(b"await ") {
            start = self.skip_blank(start as usize + 6) as u32;
        }
        let value = self.value_from(start);
        let span = Span { start, end: (self.at as u32).max(start) };
        match pending.target {
            PendingTarget::Name(name) => self.bind_value(name, value),
            PendingTarget::Member { path, own, kept } => {
                if let Some(own) = own {
                    self.bind_member(own, path.start, value);
                }
                if kept == Kept::Fact {
                    self.builder.assign(path, None, value, span);
                }
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

    pub(super) fn bind_value(&mut self, name: Name, value: Value) {
        let at = name.span.start as usize;
        let scope = self.builder.scope();
        let bound = match value {
            Value::Call(call) => Some(Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => Some(Bound::Path(path)),
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => None,
        };
        if let Some(bound) = bound {
            self.builder.bind(name.hash, at, bound);
            self.builder.add_alias(name.hash);
            if self.builder.facts.scopes[scope as usize].kind == ScopeKind::Class {
                self.builder.bind(self.hash_self.member(name.hash), at, bound);
            }
        } else if self.builder.wants_head(name.hash) {
            self.builder.bind(name.hash, at, Bound::Opaque);
        }
    }

    /// A member of `self` is seen by the methods of its class, and by other classes of the file that have no such
    /// member themselves: they may derive from it.
    fn bind_member(&mut self, name: NameHash, at: u32, value: Value) {
        let class = self.enclosing_class();
        let bound = match value {
            Value::Call(call) => Some(Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => Some(Bound::Path(path)),
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => None,
        };
        if let Some(bound) = bound {
            self.builder.bind_in(class, name, at as usize, bound);
            if class != 0 {
                self.builder.bind_in(0, name, at as usize, bound);
            }
            self.builder.add_alias(name);
        } else if self.builder.wants_head(name) {
            self.builder.bind_in(class, name, at as usize, Bound::Opaque);
        }
    }

    fn enclosing_class(&self) -> ScopeId {
        let mut at = self.builder.scope();
        while at != 0 && self.builder.facts.scopes[at as usize].kind != ScopeKind::Class {
            at = self.builder.facts.scopes[at as usize].parent;
        }
        at
    }

    fn is_interesting(&self, path: Path) -> bool {
        let names = self.builder.facts.path_names(path);
        names.last().is_some_and(|last| self.builder.wants(*last))
            || (path.head == Head::Name && names.first().is_some_and(|first| self.builder.wants_head(first.hash)))
    }
}
