//! Assignments and declarations: what a name or member comes to stand for.

use super::bytes::{is_word, word_length};
use super::{Lexer, Pending, Target, skip};
use crate::facts::{Bound, Head, Name, NameHash, Path, ScopeKind, Span, Value};

/// Bytes in which a value shows what it is: a function literal's parameters among them.
const VALUE_HEAD_MAX: usize = 8 << 10;

impl Lexer<'_, '_> {
    /// `=` was read: what stands before it is assigned to.
    pub(super) fn assignment(&mut self) {
        let value_start = skip::blank(self.source, self.at) as u32;
        let Some(target) = self.assigned() else { return };
        self.pending.push(Pending { target, value_start, depth: self.frames.len(), function: None });
    }

    fn assigned(&mut self) -> Option<Target> {
        if self.level.at_member {
            let member = self.level.member.take()?;
            return self.kind().is_class().then(|| Target::Field(self.field_name(member)));
        }
        if let Some(name) = self.level.declared.take() {
            return Some(Target::Declared(name));
        }
        if let Some((path, key)) = self.builder.take_item()
            && self.builder.path_len() == 0
        {
            return Some(Target::Item { path, key });
        }
        match self.builder.path_len() {
            0 => None,
            1 if self.builder.first_name().is_some() => self.builder.first_name().map(Target::Name),
            _ => self.member_target(),
        }
    }

    fn member_target(&mut self) -> Option<Target> {
        let last = self.builder.last_name()?;
        let is_own = |first: &Name| first.hash == self.hash_this;
        let own = self.builder.first_name().filter(|first| self.builder.path_len() == 2 && is_own(first));
        let own = own.map(|_| self.hash_self.member(last.hash));
        let asked_for = self.builder.wants(last) || self.role.is_test() && self.builder.wants_assignments();
        if own.is_none() && !asked_for {
            return None;
        }
        let path = self.builder.path()?;
        Some(Target::Member { path, own })
    }

    pub(super) fn field_name(&self, span: Span) -> Name {
        Name { hash: NameHash::of(span.of(self.source)), span }
    }

    /// Finishes what waits for its value at this depth of brackets or deeper.
    pub(super) fn finish_pending(&mut self, depth: usize) {
        let mut chained: Option<(Value, u32)> = None;
        while let Some(pending) = self.pending.last().copied().filter(|pending| pending.depth >= depth) {
            self.pending.pop();
            let (value, end) = match chained {
                // `a = b = value`
                Some((value, end)) => (value, end),
                None => (self.value_from(&pending), self.at as u32),
            };
            chained = Some((value, end));
            if let Some(scope) = pending.function {
                while self.builder.scope() > scope {
                    self.builder.close_scope(self.at);
                }
                self.builder.close_scope(self.at);
            }
            self.assign(&pending, value, Span { start: pending.value_start, end: end.max(pending.value_start) });
        }
    }

    fn assign(&mut self, pending: &Pending, value: Value, span: Span) {
        match pending.target {
            Target::Declared(name) => self.bind_value(self.builder.scope(), name, value),
            // Where it was declared is not kept: the file's last assignment before a use tells most.
            Target::Name(name) if self.is_global(name) => {
                let path = self.path_at(name.span.start as usize);
                self.builder.assign(path, None, value, span);
            }
            Target::Name(name) => self.bind_value(0, name, value),
            Target::Field(name) => self.bind_member(self.hash_self.member(name.hash), name.span.start, value),
            Target::Member { path, own } => {
                if let Some(own) = own {
                    self.bind_member(own, path.start, value);
                }
                self.builder.assign(path, None, value, span);
            }
            Target::Item { path, key } => self.builder.assign(path, Some(key), value, span),
        }
    }

    fn value_from(&mut self, pending: &Pending) -> Value {
        let start = self.skip_prefixes(pending.value_start as usize);
        let rest = self.source.get(start..).unwrap_or_default();
        let rest = &rest[..rest.len().min(VALUE_HEAD_MAX)];
        if pending.function.is_some() || matches!(skip::word_at(rest, 0), b"function" | b"class") {
            return Value::Function;
        }
        if let Some(path) = self.builder.path()
            && path.start as usize == start
        {
            return match (path.head, path.count) {
                (Head::Call(call), 0) => Value::Call(call),
                (Head::Name, 1) if is_constant(skip::word_at(rest, 0)) => Value::Literal,
                _ => Value::Path(path),
            };
        }
        match rest.first() {
            Some(b'"' | b'\'' | b'`' | b'0'..=b'9' | b'-') => Value::Literal,
            Some(b'{') => Value::Object,
            Some(b'(' | b'a') if skip::is_function(rest) => Value::Function,
            _ => Value::Other,
        }
    }

    /// Skips `await`, `new` and a type assertion.
    fn skip_prefixes(&self, mut start: usize) -> usize {
        loop {
            let word = skip::word_at(self.source, start);
            if matches!(word, b"await" | b"new" | b"async") {
                let next = skip::blank(self.source, start + word.len());
                if word == b"async" && !self.source.get(next).copied().is_some_and(is_word) {
                    return start;
                }
                start = next;
            } else if self.source.get(start) == Some(&b'<')
                && let Some(end) = skip::type_arguments(self.source, start)
            {
                start = skip::blank(self.source, end);
            } else {
                return start;
            }
        }
    }

    /// Whether a test assigns to a global name that a rule speaks of and nothing in the file declares.
    fn is_global(&self, name: Name) -> bool {
        const DECLARING: [&[u8]; 8] = [b"let", b"const", b"var", b"function", b"class", b"import", b"as", b"type"];
        if !self.role.is_test() || !self.builder.wants_global(name.hash) {
            return false;
        }
        let text = name.span.of(self.source);
        let declares = |at: usize| {
            let before = self.source[..at].trim_ascii_end();
            let after = self.source[at + text.len()..].trim_ascii_start().first().copied().unwrap_or(b';');
            let word = before.len() - before.iter().rev().take_while(|byte| is_word(**byte)).count();
            let listed: &[u8] = if before.ends_with(b"{") { b",}:" } else { b",}):=" };
            let in_list = before.last().is_some_and(|byte| b"({,".contains(byte)) && listed.contains(&after);
            DECLARING.contains(&&before[word..]) || in_list
        };
        !memchr::memmem::find_iter(self.source, text).any(declares)
    }

    fn bind_value(&mut self, scope: u32, name: Name, value: Value) {
        let at = name.span.start as usize;
        match value {
            Value::Call(call) => {
                self.builder.bind_in(scope, name.hash, at, Bound::Call(call));
                if self.builder.wants_result(call) {
                    self.builder.add_alias(name.hash);
                }
            }
            Value::Path(path) if self.is_interesting(path) => {
                self.builder.bind_in(scope, name.hash, at, Bound::Path(path));
                self.builder.add_alias(name.hash);
            }
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => {
                if self.builder.wants_head(name.hash) {
                    self.builder.bind_in(scope, name.hash, at, Bound::Opaque);
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
            || (path.head == Head::Name
                && names
                    .first()
                    .is_some_and(|first| self.builder.wants_head(first.hash) || self.relevant.contains(first.hash)))
    }

    /// A name with a type: an instance of it, where a rule speaks of the type's module.
    pub(super) fn typed(&mut self, name: Name, at: usize) {
        let at = skip::blank(self.source, at);
        let first = skip::word_at(self.source, at);
        if first.is_empty() || !self.relevant.contains(NameHash::of(first)) {
            return;
        }
        let path = self.path_at(at);
        let scope = self.builder.scope();
        let (hash, scope) =
            if self.kind().is_class() { (self.hash_self.member(name.hash), 0) } else { (name.hash, scope) };
        self.builder.bind_in(scope, hash, name.span.start as usize, Bound::Parameter(Some(path)));
    }

    /// Keeps the dotted path that stands at a place.
    pub(super) fn path_at(&mut self, start: usize) -> Path {
        let first = self.builder.facts.names.len() as u32;
        let mut at = start;
        let mut count = 0_u8;
        loop {
            let length = word_length(self.source.get(at..).unwrap_or_default());
            let span = Span::new(at, at + length);
            self.builder.facts.names.push(Name { hash: NameHash::of(span.of(self.source)), span });
            count += 1;
            at += length;
            let goes_on = self.source.get(at) == Some(&b'.')
                && self.source.get(at + 1).copied().is_some_and(is_word)
                && count < u8::MAX;
            if !goes_on {
                return Path { head: Head::Name, first, count, start: start as u32 };
            }
            at += 1;
        }
    }

    /// The name that a function or class literal at `start` is assigned to.
    pub(super) fn name_of_value(&self, start: usize) -> Option<Span> {
        let pending = self.pending.last().filter(|pending| pending.depth == self.frames.len())?;
        if self.skip_prefixes(pending.value_start as usize) != start {
            return None;
        }
        self.name_of(&pending.target)
    }

    fn name_of(&self, target: &Target) -> Option<Span> {
        match target {
            Target::Declared(name) | Target::Name(name) | Target::Field(name) => Some(name.span),
            Target::Member { path, .. } => self.builder.facts.path_names(*path).last().map(|name| name.span),
            Target::Item { .. } => None,
        }
    }

    /// `=>` was read: where the arrow function is what is being assigned, its scope has the target's name.
    pub(super) fn name_arrow_function(&mut self) {
        let depth = self.frames.len();
        let Some(pending) = self.pending.last().copied().filter(|pending| pending.depth == depth) else { return };
        let begins = self.skip_prefixes(pending.value_start as usize);
        let is_async = skip::word_at(self.source, begins) == b"async"
            && skip::blank(self.source, begins + b"async".len()) == self.operand_start as usize;
        if pending.function.is_some() || !(is_async || begins == self.operand_start as usize) {
            return;
        }
        let Some(name) = self.name_of(&pending.target) else { return };
        let start = if matches!(pending.target, Target::Declared(_)) { self.level.statement } else { name.start };
        let scope = self.builder.open_scope(ScopeKind::Function, name, start as usize);
        self.builder.facts.scopes[scope as usize].header.end = self.at as u32;
        if let Some(pending) = self.pending.last_mut() {
            pending.function = Some(scope);
        }
    }
}

fn is_constant(word: &[u8]) -> bool {
    matches!(word, b"null" | b"true" | b"false" | b"undefined" | b"NaN" | b"Infinity")
}
