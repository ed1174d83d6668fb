//! Definitions: scopes that wait for their bodies.

use super::statement::Header;
use super::{Braces, Dialect};
use crate::facts::{Bound, Name, NameHash, Position, Reach, ScopeId, ScopeKind, Span};
use crate::language::FileRole;

/// How a function is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Called {
    /// By its name alone.
    ByName,
    /// Only on a receiver.
    OnReceiver,
}

impl<D: Dialect> Braces<'_, '_, D> {
    /// Opens the scope of a class; its bases, then its body, follow.
    pub(crate) fn define_class(&mut self, name: Span) -> ScopeId {
        let scope = self.define(ScopeKind::Class, name);
        self.statement.header = Header::Class;
        self.builder.set_position(Position::Base);
        scope
    }

    /// Opens the scope of a function; its parameters follow. One that is called by its name hides what is imported.
    pub(crate) fn define_function(&mut self, kind: ScopeKind, name: Span, called: Called) -> ScopeId {
        let hash = NameHash::of(name.of(self.source));
        let hides = called == Called::ByName && self.builder.wants(Name { hash, span: name });
        if hides || self.builder.wants_head(hash) {
            let scope = self.builder.scope();
            self.builder.bind_in(scope, hash, name.start as usize, Bound::Opaque);
        }
        let scope = self.define(kind, name);
        self.statement.header = Header::Function;
        scope
    }

    fn define(&mut self, kind: ScopeKind, name: Span) -> ScopeId {
        let demoted = self.role == FileRole::Product && !D::TESTS_ANYWHERE && kind != ScopeKind::Class;
        let kind = if demoted { ScopeKind::Function } else { kind };
        // Another definition may have ended in the same statement: `class A {} fun b() {}`.
        let start = self.statement.start.unwrap_or(name.start).max(self.builder.closed_to()).min(name.start);
        let scope = self.builder.open_scope(kind, name, start as usize);
        if kind == ScopeKind::Hook {
            self.builder.facts.scopes[scope as usize].reach = Reach::Enclosing;
        }
        if let Some(mark) = self.statement.decorators.take() {
            self.builder.adopt_decorators(mark, scope);
        }
        self.builder.end_path();
        scope
    }

    /// The header of the innermost scope ends here.
    pub(crate) fn end_header(&mut self) {
        let scope = self.builder.scope() as usize;
        self.builder.facts.scopes[scope].header.end = self.at as u32;
        self.statement.header = Header::None;
        self.builder.set_position(Position::Expression);
    }
}
