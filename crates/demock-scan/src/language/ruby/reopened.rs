//! Methods that test code defines anew in a class that is there already: of the standard library, or one whose method
//! it keeps under another name first (`alias_method :original_save, :save`).
//!
//! Such a definition is kept as what it is in effect, an assignment of a function to the class's member.

use super::Lexer;
use crate::facts::{Head, Name, NameHash, Path, ScopeKind, Span, Value};
use crate::language::FileRole;
use memchr::memmem;

/// Classes that every program has.
const CLASSES: &[&[u8]] = &[b"File", b"Dir", b"IO", b"Time", b"Date", b"DateTime", b"Random", b"Socket", b"TCPSocket"];
/// Modules that every program has; a class of such a name is another.
const MODULES: &[&[u8]] = &[b"FileUtils", b"Kernel", b"Process", b"SecureRandom", b"Open3", b"Etc"];

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
