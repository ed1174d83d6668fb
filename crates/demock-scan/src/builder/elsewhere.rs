//! Objects whose type stands elsewhere than where they are made: `Mock<Foo> x = new()`, `AddSingleton<IStore, FakeStore>()`.
//!
//! Invariant: a type is kept as it is written. Absent on purpose: where it is declared, which the front end knows.

use super::{Builder, NO_CALL, NO_USE, UseId};
use crate::facts::{Call, CallForm, CallId, Head, Name, NameHash, Path, Span, Use};

impl Builder<'_> {
    /// The arguments of a call of a path that was read before: `Mock<Foo> x = new()`.
    pub fn open_call_of(&mut self, at: usize, path: Path, start: usize, type_args: Option<Span>) {
        let call = self.add_call(at, Path { start: start as u32, ..path }, CallForm::New, type_args);
        self.push_frame(call, start as u32, b'(', at);
    }

    /// A call whose bracket opens at an offset.
    pub(super) fn add_call(&mut self, at: usize, path: Path, form: CallForm, type_args: Option<Span>) -> CallId {
        let call = self.facts.calls.len() as CallId;
        self.facts.calls.push(Call {
            path,
            form,
            position: self.position,
            scope: self.scope,
            type_args,
            args: Span::new(at + 1, at + 1),
            end: at as u32 + 1,
            statement: self.statement,
            parent: (self.enclosing != NO_CALL).then_some(self.enclosing),
        });
        call
    }

    /// The arguments of an object whose type is declared elsewhere: `_store = new()` below `FakeStore _store;`.
    pub fn open_made_of(&mut self, at: usize, of: Span, start: usize, type_args: Option<Span>) {
        let last = of.of(self.source).rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        let last = Name { hash: NameHash::of(last), span: Span::new(of.end as usize - last.len(), of.end as usize) };
        if self.wants(last) {
            let path = self.path_of(of, start);
            return self.open_call_of(at, path, start, type_args);
        }
        let used = if self.keeps_uses { self.keep_use_of(of, start, at + 1) } else { NO_USE };
        self.push_frame_of(NO_CALL, used, start as u32, b'(', at);
    }

    /// Keeps a type as one that an object is made of elsewhere: `AddSingleton<IStore, FakeStore>()`, `FakeStore::new`.
    pub fn made_of(&mut self, of: Span) {
        if self.keeps_uses {
            self.keep_use_of(of, of.start as usize, of.end as usize);
        }
    }

    /// The path that a text is, as it is written.
    fn path_of(&mut self, of: Span, start: usize) -> Path {
        let first = self.facts.names.len() as u32;
        let mut at = of.start as usize;
        for part in of.of(self.source).split(|byte| *byte == b'.') {
            let span = Span::new(at, at + part.len());
            self.facts.names.push(Name { hash: NameHash::of(part), span });
            at += part.len() + 1;
        }
        let count = (self.facts.names.len() as u32 - first) as u8;
        Path { head: Head::Name, first, count, start: start as u32 }
    }

    fn keep_use_of(&mut self, of: Span, start: usize, args: usize) -> UseId {
        let path = self.path_of(of, start);
        self.facts.uses.push(Use {
            path,
            form: Some(CallForm::New),
            position: self.position,
            scope: self.scope,
            args: Span::new(args, args),
            end: args as u32,
            statement: self.statement,
        });
        self.facts.uses.len() as UseId - 1
    }
}
