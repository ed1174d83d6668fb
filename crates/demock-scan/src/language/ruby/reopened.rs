//! Methods that test code defines anew in a class that is there already: of the standard library, or one whose method
//! it keeps under another name first (`alias_method :original_save, :save`).
//!
//! So are methods that it gives one object or class alone: `def gateway.charge`, `class << Gateway`.
//! Such a definition is kept as what it is in effect, an assignment of a function to the class's member.

use super::{Lexer, is_word};
use crate::facts::{Head, Name, NameHash, Path, ScopeKind, Span, Value};
use crate::language::FileRole;
use memchr::memmem;

/// Classes that every program has.
const CLASSES: &[&[u8]] = &[b"File", b"Dir", b"IO", b"Time", b"Date", b"DateTime", b"Random", b"Socket", b"TCPSocket"];
/// Modules that every program has; a class of such a name is another.
const MODULES: &[&[u8]] = &[b"FileUtils", b"Kernel", b"Process", b"SecureRandom", b"Open3", b"Etc"];

/// Names of a path before a method's own: `def Shop::Gateway.charge`.
const OWNERS_MAX: usize = 6;
/// Bytes of a singleton class in which its first method is looked for.
const SINGLETON_BYTES_MAX: usize = 1 << 10;

/// Bytes before a method in which its other name is looked for: a class may hold as many methods as it has lines.
const BODY_BYTES_MAX: usize = 1 << 16;

impl Lexer<'_, '_> {
    /// Notes a definition that replaces a method of a class that is there already.
    pub(super) fn note_reopened(&mut self, name: Span, start: usize, end: usize) {
        let id = self.builder.scope();
        let class = self.builder.facts.scopes[id as usize];
        if self.role != FileRole::Test || class.kind != ScopeKind::Class || !self.is_reopened(class.name, name, start) {
            return;
        }
        let first = self.builder.facts.names.len() as u32;
        for span in [class.name, name] {
            let hash = NameHash::of(span.of(self.source));
            self.builder.facts.names.push(Name { hash, span });
        }
        let target = Path { head: Head::Name, first, count: 2, start: start as u32 };
        self.builder.assign(target, None, Value::Function, Span::new(name.start as usize, end));
    }

    /// Notes a method that test code gives one object or class alone, whose name stands before the method's.
    pub(super) fn note_singleton(&mut self, owner: Span, name: Span, start: usize, end: usize) {
        let text = owner.of(self.source).trim_ascii();
        if self.role != FileRole::Test || text.is_empty() || text == b"self" || name.start == name.end {
            return;
        }
        let first = self.builder.facts.names.len() as u32;
        let mut begins = owner.start as usize;
        let mut count = 1;
        for part in owner.of(self.source).split(|byte| matches!(byte, b'.' | b':')) {
            let span = Span::new(begins, begins + part.trim_ascii_end().len());
            begins += part.len() + 1;
            if span.start == span.end {
                continue;
            }
            if count == OWNERS_MAX {
                return;
            }
            let hash = NameHash::of(span.of(self.source));
            self.builder.facts.names.push(Name { hash, span });
            count += 1;
        }
        let hash = NameHash::of(name.of(self.source));
        self.builder.facts.names.push(Name { hash, span: name });
        let target = Path { head: Head::Name, first, count: count as u8, start: start as u32 };
        self.builder.assign(target, None, Value::Function, Span::new(start, end));
    }

    /// Notes the first method of `class << Gateway`, whose keyword stands at `start` and whose object begins at `at`.
    pub(super) fn note_singleton_class(&mut self, start: usize, at: usize) {
        let body = &self.source[at..self.source.len().min(at + SINGLETON_BYTES_MAX)];
        let blank = body.iter().take_while(|byte| **byte == b' ').count();
        let length =
            body[blank..].iter().take_while(|byte| is_word(**byte) || matches!(byte, b':' | b'.' | b'@')).count();
        let owner = Span::new(at + blank, at + blank + length);
        let Some(def) = memmem::find(&body[blank + length..], b"def ").map(|found| at + blank + length + found) else {
            return;
        };
        // Its methods stand further in than itself.
        let indent = |at: usize| at - memchr::memrchr(b'\n', &self.source[..at]).map_or(0, |newline| newline + 1);
        let is_inside = indent(def) > indent(start) || !self.source[start..def].contains(&b'\n');
        let name = def + b"def ".len();
        let length =
            self.source[name..].iter().take_while(|byte| is_word(**byte) || matches!(byte, b'?' | b'!')).count();
        if is_inside {
            self.note_singleton(owner, Span::new(name, name + length), start, name + length);
        }
    }

    fn is_reopened(&self, class: Span, method: Span, start: usize) -> bool {
        // A class that derives from another is a new one.
        let header = &self.source[class.end as usize..];
        let derives = header.trim_ascii_start().starts_with(b"<") && !header.starts_with(b"\n");
        let known = if self.source[..class.start as usize].ends_with(b"module ") { MODULES } else { CLASSES };
        if known.contains(&class.of(self.source)) {
            return !derives && self.builder.facts.scopes[self.builder.scope() as usize].parent == 0;
        }
        let body = &self.source[(class.end as usize).max(start.saturating_sub(BODY_BYTES_MAX))..start];
        let kept = [b", :", method.of(self.source), b"\n"].concat();
        memmem::find(body, b"alias_method ").is_some() && memmem::find(body, &kept).is_some()
    }
}
