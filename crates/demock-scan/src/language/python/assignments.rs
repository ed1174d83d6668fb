//! Python's assignments: to names, members and items, and what they bind.
//!
//! Absent on purpose: unpacking, augmented assignment.

use super::bytes::is_word;
use super::{Before, Lexer, Statement};
use crate::facts::{Bound, Head, Name, NameHash, Path, Span, Value};

/// The left-hand side of an assignment whose right-hand side is being read.
#[derive(Clone, Copy)]
pub(super) struct Pending {
    target: PendingTarget,
    value_start: u32,
}

#[derive(Clone, Copy)]
pub(super) enum PendingTarget {
    Name(Name),
    Member { path: Path, own: Option<NameHash> },
    Item { path: Path, key: Span },
}

impl Lexer<'_, '_> {
    pub(super) fn equals(&mut self) {
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
    pub(super) fn current_value(&mut self, start: Option<u32>) -> Option<Value> {
        let path = self.builder.path()?;
        if start.is_some_and(|start| start != path.start) {
            return None;
        }
        match (path.head, path.count) {
            (Head::Call(call), 0) => Some(Value::Call(call)),
            _ => Some(Value::Path(path)),
        }
    }

    pub(super) fn end_statement(&mut self) {
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

    pub(super) fn bind_value(&mut self, name: Name, value: Value) {
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
}
