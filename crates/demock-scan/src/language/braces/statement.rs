//! The statement being read: what it declares, what it assigns, what its definition waits for.
//!
//! Invariant: a name that follows another name without a separator is declared by it, in every language whose
//! declarations begin with the type; the others set [`Statement::declared`] themselves.

use super::{Braces, Dialect};
use crate::builder::DecoratorMark;
use crate::facts::{Bound, Head, Name, NameHash, Path, Position, ScopeKind, Span, Value};

/// What a definition's header waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Header {
    /// No definition.
    #[default]
    None,
    /// The body of a class; its bases may come first.
    Class,
    /// The parameters of a function.
    Function,
    /// The body of a function whose parameters are read.
    Body,
}

/// Whether the statement declares a name, and with what type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Declared {
    /// It does not.
    #[default]
    No,
    /// It does; no rule asks for the type.
    Unknown,
    /// It does, with this type.
    As(Path),
}

/// The left-hand side of an assignment whose right-hand side is being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pending {
    pub(crate) target: Target,
    pub(crate) declared: Declared,
    pub(crate) value_start: u32,
}

/// What is assigned to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// A name.
    Name(Name),
    /// A member, or a name that is not local; `own` is what `this.name` is bound by.
    Member { path: Path, own: Option<NameHash> },
    /// An item.
    Item { path: Path, key: Span },
}

/// The statement being read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Statement {
    /// Its first byte after annotations; `None` until a token comes.
    pub(crate) start: Option<u32>,
    pub(crate) header: Header,
    pub(crate) declared: Declared,
    /// The type arguments of the declared type.
    pub(crate) declared_args: Option<Span>,
    pub(crate) pending: Option<Pending>,
    /// Where its annotations begin.
    pub(crate) decorators: Option<DecoratorMark>,
    /// What annotations say of the definition.
    pub(crate) role: Option<ScopeKind>,
    /// Something for the dialect.
    pub(crate) note: u8,
}

impl<D: Dialect> Braces<'_, '_, D> {
    /// A token of a statement that may not have begun yet.
    #[inline]
    pub(crate) fn start_statement(&mut self, at: usize) {
        if self.statement.start.is_none() {
            self.statement.start = Some(at as u32);
            self.builder.begin_statement(at);
        }
    }

    /// Goes on with the statement around a block.
    pub(crate) fn resume_statement(&mut self) {
        if let Some(start) = self.statement.start {
            let position = if self.statement.header == Header::Class { Position::Base } else { Position::Expression };
            self.builder.begin_statement(start as usize);
            self.builder.set_position(position);
        }
    }

    /// The statement is over: assignments are kept, the scope of a definition without a body is closed.
    pub(crate) fn end_statement(&mut self) {
        D::ends(self);
        self.end_declarator();
        match self.statement.header {
            Header::None => {}
            Header::Class | Header::Function | Header::Body => self.builder.close_scope(self.at),
        }
        self.statement = Statement::default();
        self.builder.set_position(Position::Expression);
        self.builder.end_path();
    }

    /// One declared name of a statement is over: `A a = b, c = d;`
    pub(crate) fn end_declarator(&mut self) {
        if let Some(pending) = self.statement.pending.take() {
            self.finish_assignment(pending);
        } else if let Declared::As(path) = self.statement.declared
            && self.statement.header == Header::None
            && let Some(name) = self.builder.last_name()
            && self.builder.path_len() == 1
        {
            self.builder.parameter(name, Some(path));
        }
    }

    /// The path being read is the type of the name that follows.
    pub(crate) fn note_declared(&mut self) {
        let Some(last) = self.builder.last_name() else {
            self.statement.declared = Declared::Unknown;
            return;
        };
        self.statement.declared = Declared::Unknown;
        if self.builder.wants(last)
            && let Some(path) = self.builder.path()
        {
            self.statement.declared = Declared::As(path);
        }
    }

    /// One parameter of the header being read is over.
    pub(crate) fn end_parameter(&mut self) {
        if let Some(name) = self.builder.last_name()
            && self.builder.path_len() == 1
        {
            let annotation = match self.statement.declared {
                Declared::As(path) => Some(path),
                Declared::No | Declared::Unknown => None,
            };
            self.builder.parameter(name, annotation);
        }
        self.statement.declared = Declared::No;
    }

    /// `=`: what stands before it is assigned to.
    pub(crate) fn assignment(&mut self) {
        if !self.innermost().is_block() || self.statement.header != Header::None || self.statement.pending.is_some() {
            return;
        }
        let target = if let Some((path, key)) = self.builder.take_item()
            && self.builder.path_len() == 0
        {
            Some(Target::Item { path, key })
        } else if self.builder.path_len() == 1 {
            self.builder.first_name().map(Target::Name)
        } else if self.builder.path_len() > 1 {
            self.member_target()
        } else {
            None
        };
        if let Some(target) = target {
            self.set_pending(target, self.at + 1);
        }
    }

    /// Notes what is assigned to; the value begins after `from`.
    pub(crate) fn set_pending(&mut self, target: Target, from: usize) {
        let mut start = super::text::skip_space(self.source, from);
        while let Some(prefix) =
            D::VALUE_PREFIXES.iter().find(|prefix| self.source[start..].starts_with(prefix.as_bytes()))
        {
            start = super::text::skip_space(self.source, start + prefix.len());
        }
        let declared = self.statement.declared;
        self.statement.pending = Some(Pending { target, declared, value_start: start as u32 });
    }

    fn member_target(&mut self) -> Option<Target> {
        let last = self.builder.last_name()?;
        let first = self.builder.first_name().map(|name| name.span.of(self.source));
        let own = (self.builder.path_len() == 2 && matches!(first, Some(b"this" | b"self" | b"$this")))
            .then(|| NameHash::of(b"self").member(last.hash));
        if own.is_none() && !self.builder.wants_assignments() && !self.builder.wants(last) {
            return None;
        }
        Some(Target::Member { path: self.builder.path()?, own })
    }

    fn finish_assignment(&mut self, pending: Pending) {
        let value = self.value_from(pending.value_start);
        let span = Span { start: pending.value_start, end: (self.at as u32).max(pending.value_start) };
        match pending.target {
            Target::Name(name) => self.bind_value(name, value, pending.declared),
            Target::Member { path, own } => {
                if let (Some(own), Value::Call(call)) = (own, value) {
                    self.builder.bind_in(0, own, path.start as usize, Bound::Call(call));
                }
                self.builder.assign(path, None, value, span);
            }
            Target::Item { path, key } => self.builder.assign(path, Some(key), value, span),
        }
    }

    /// What the expression just read is, where it is one path, call or literal and nothing else.
    fn value_from(&mut self, start: u32) -> Value {
        let rest = &self.source[(start as usize).min(self.source.len())..];
        if (D::IS_FUNCTION)(&rest[..rest.len().min(FUNCTION_HEAD_MAX)]) {
            return Value::Function;
        }
        if let Some(path) = self.builder.path()
            && path.start == start
        {
            return match (path.head, path.count) {
                (Head::Call(call), 0) => Value::Call(call),
                _ => Value::Path(path),
            };
        }
        match rest.first() {
            Some(b'"' | b'\'' | b'`' | b'0'..=b'9' | b'-') => Value::Literal,
            Some(b'{') => Value::Object,
            _ => Value::Other,
        }
    }

    fn bind_value(&mut self, name: Name, value: Value, declared: Declared) {
        let at = name.span.start as usize;
        // Functions and variables of one name live side by side: `Foo mock = mock(Foo.class)` hides no function.
        if self.builder.wants(name) && !self.builder.keeps_exports() {
            return;
        }
        let bound = match (value, declared) {
            (Value::Call(call), _) => Bound::Call(call),
            (Value::Path(path), _) if self.is_interesting(path) => Bound::Path(path),
            (_, Declared::As(path)) => Bound::Parameter(Some(path)),
            _ => return,
        };
        let scope = match declared {
            Declared::No => self.field_scope(),
            Declared::Unknown | Declared::As(_) => self.builder.scope(),
        };
        self.builder.bind_in(scope, name.hash, at, bound);
    }

    fn is_interesting(&self, path: Path) -> bool {
        let names = self.builder.facts.path_names(path);
        names.last().is_some_and(|last| self.builder.wants(*last))
            || (path.head == Head::Name && names.first().is_some_and(|first| self.builder.wants_head(first.hash)))
    }

    /// Where a name lives that is assigned but not declared: the enclosing class, else the file.
    fn field_scope(&self) -> u32 {
        let mut at = self.builder.scope();
        while at != 0 && self.builder.facts.scopes[at as usize].kind != ScopeKind::Class {
            at = self.builder.facts.scopes[at as usize].parent;
        }
        at
    }
}

/// Bytes of a value that are looked at to tell whether it is a function.
const FUNCTION_HEAD_MAX: usize = 200;
