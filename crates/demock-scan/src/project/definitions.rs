//! Where the definitions of a module stand, so that the body of one can be read without the rest of the file.
//!
//! Invariant: classes, and functions at the top of the file or of a class; sorted by class and name.

use crate::facts::{Facts, NameHash, Scope, ScopeKind, Span};
use crate::language::is_word;
use demock_model::Language;

/// A class, or a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Definition {
    /// The class that it stands in, or that it is; [`TOP`] for a function of the module.
    pub(super) class: NameHash,
    /// Its name; [`TOP`] for a class.
    pub(super) name: NameHash,
    /// From the first byte of its header to the end of its body.
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Definition {
    pub(super) fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }

    pub(super) fn is_class(self) -> bool {
        self.class != TOP && self.name == TOP
    }
}

/// The name of nothing.
pub(super) const TOP: NameHash = NameHash(0);

pub(super) fn read(source: &[u8], language: Language, facts: &Facts) -> Vec<Definition> {
    let name_of = |scope: &Scope| name_of(source, scope);
    let mut found: Vec<Definition> = Vec::new();
    for scope in facts.scopes.iter().skip(1) {
        let around = &facts.scopes[scope.parent as usize];
        let (class, name) = match scope.kind {
            ScopeKind::Class => (name_of(scope), TOP),
            _ if scope.parent == 0 => (receiver(source, language, scope).unwrap_or(TOP), name_of(scope)),
            _ if around.kind == ScopeKind::Class => (name_of(around), name_of(scope)),
            ScopeKind::File
            | ScopeKind::Function
            | ScopeKind::Test
            | ScopeKind::Suite
            | ScopeKind::Hook
            | ScopeKind::Fixture => continue,
        };
        found.push(Definition { class, name, start: scope.header.start, end: scope.end.max(scope.header.end) });
    }
    found.sort_unstable();
    found.shrink_to_fit();
    found
}

/// The name by which a definition is known in its module: the last of `class Rates::Client`.
pub(super) fn name_of(source: &[u8], scope: &Scope) -> NameHash {
    let name = scope.name.of(source);
    let last = memchr::memmem::rfind(name, b"::").filter(|_| scope.kind == ScopeKind::Class);
    NameHash::of(&name[last.map_or(0, |at| at + 2)..])
}

/// The type that a Go method hangs on: `func (c *Client) Get()`.
fn receiver(source: &[u8], language: Language, scope: &Scope) -> Option<NameHash> {
    let header = scope.header.of(source);
    let inner = header.strip_prefix(b"func").filter(|_| language == Language::Go)?.trim_ascii_start();
    let inner = inner.strip_prefix(b"(")?;
    let inner = &inner[..memchr::memchr(b')', inner)?];
    let inner = &inner[..memchr::memchr(b'[', inner).unwrap_or(inner.len())];
    let length = inner.iter().rev().take_while(|byte| is_word(**byte)).count();
    (length > 0).then(|| NameHash::of(&inner[inner.len() - length..]))
}
