//! The small set of facts that every front end turns a file into. Rules see these and never text or a grammar.
//!
//! Invariants: facts borrow the source and live only while one file is looked at; offsets are bytes and fit in `u32`
//! because larger files are refused at the door. Calls, references and assignments are kept only where the rule set
//! is interested in one of their names ([`crate::interest::Interest`]), so that their number does not grow with the file.
//! Absent on purpose: what a fact means (rules), and anything about other files.

use crate::language::FileRole;
use crate::text::Source;

/// A range of bytes in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Just after the last byte.
    pub end: u32,
}

impl Span {
    /// A range; `start <= end` is the caller's duty.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The bytes of the range; empty where it lies outside the source.
    pub fn of(self, source: &[u8]) -> &[u8] {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The text of the range; empty where it is not UTF-8.
    pub fn text(self, source: Source<'_>) -> &str {
        source.text(self)
    }
}

/// The hash of an identifier; equal names have equal hashes, and a rule compares the text before it believes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NameHash(pub u32);

impl NameHash {
    /// Hashes an identifier. At most its first and last eight bytes and its length are read: names are short, and a
    /// collision only costs a comparison.
    #[inline]
    pub fn of(name: &[u8]) -> Self {
        match (name.first_chunk(), name.last_chunk()) {
            (Some(head), Some(tail)) => Self::of_ends(u64::from_le_bytes(*head), u64::from_le_bytes(*tail), name.len()),
            _ => Self::of_ends(name.iter().rev().fold(0, |head, byte| head << 8 | u64::from(*byte)), 0, name.len()),
        }
    }

    /// The hash of an identifier of which the first and the last eight bytes are known, the first being the lowest; of a
    /// shorter one `head` is all of it and `tail` is 0.
    #[inline]
    pub(crate) fn of_ends(head: u64, tail: u64, length: usize) -> Self {
        let mixed = (head ^ tail.rotate_left(29) ^ (length as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self((mixed >> 32) as u32)
    }

    /// The hash of a member of something, as in `self.name`.
    #[must_use]
    pub fn member(self, name: Self) -> Self {
        Self(self.0.rotate_left(7) ^ name.0.wrapping_mul(0x85eb_ca6b))
    }

    /// The hash under which the value that a fixture of this name hands out is bound.
    #[must_use]
    pub fn as_fixture(self) -> Self {
        Self::of(b"fixture:").member(self)
    }
}

/// One identifier of a dotted path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Name {
    /// Hash of the text.
    pub hash: NameHash,
    /// Where it stands.
    pub span: Span,
}

/// Index of a call in [`Facts::calls`].
pub type CallId = u32;

/// Index of a scope in [`Facts::scopes`].
pub type ScopeId = u32;

/// What stands before the first name of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Nothing: the first name is the head.
    Name,
    /// The result of a call that was kept.
    Call(CallId),
    /// Something that no fact speaks of.
    Opaque,
}

/// A dotted path: `a.b.c`, `f(x).b`, `A::b`, `$this->b`, whatever the language's separator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    /// What the names hang on.
    pub head: Head,
    /// First name in [`Facts::names`].
    pub first: u32,
    /// How many names.
    pub count: u8,
    /// Offset of the first character.
    pub start: u32,
}

/// How a call is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallForm {
    /// `f(x)`
    Plain,
    /// `new F(x)`
    New,
    /// `f!(x)`
    Macro,
    /// `f x`, without parentheses
    Bare,
    /// `F{…}`, a composite literal or object creation expression
    Literal,
    /// `F`, a type that is only named: whoever is given it may make an instance
    Named,
}

/// Where a call or a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Anywhere.
    Expression,
    /// A decorator, annotation or attribute of the definition that is its scope.
    Decorator,
    /// The subject of `with`, `using` or `use` and the like.
    Resource,
    /// A base class or interface of the class that is its scope.
    Base,
}

/// A call whose last name the rule set is interested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// What is called.
    pub path: Path,
    /// How it is written.
    pub form: CallForm,
    /// Where it stands.
    pub position: Position,
    /// The enclosing definition; for a decorator, the definition it decorates.
    pub scope: ScopeId,
    /// Explicit type arguments, between the angle brackets.
    pub type_args: Option<Span>,
    /// The argument list, between its parentheses.
    pub args: Span,
    /// Just after the closing parenthesis.
    pub end: u32,
    /// First byte of the enclosing statement.
    pub statement: u32,
    /// The kept call in whose arguments this one stands.
    pub parent: Option<CallId>,
}

/// A path that is used without being called: a bare decorator, a `with` subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub path: Path,
    /// Where it stands.
    pub position: Position,
    /// The enclosing or decorated definition.
    pub scope: ScopeId,
    /// Just after the last name.
    pub end: u32,
    /// First byte of the enclosing statement.
    pub statement: u32,
}

/// A call or a decorator in test code that no rule asks for: it says what runs what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// What is called or named.
    pub path: Path,
    /// How it is written; `None` where it is named without being called.
    pub form: Option<CallForm>,
    /// Where it stands.
    pub position: Position,
    /// The enclosing definition; for a decorator, the definition it decorates.
    pub scope: ScopeId,
    /// The argument list, between its parentheses.
    pub args: Span,
    /// Just after it.
    pub end: u32,
    /// First byte of the enclosing statement.
    pub statement: u32,
}

/// What is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A function literal.
    Function,
    /// A path and nothing else.
    Path(Path),
    /// A kept call and nothing else.
    Call(CallId),
    /// A number, text, `None`, `true` …
    Literal,
    /// An object or mapping literal.
    Object,
    /// Anything else.
    Other,
}

/// An assignment to a member or an item: `a.b = …`, `a.b[c] = …`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assign {
    /// What is assigned to; for an item, the path before the bracket.
    pub target: Path,
    /// Whether it is an item of the target (`target[key] = …`): the key's range.
    pub item: Option<Span>,
    /// What is put there.
    pub value: Value,
    /// The right-hand side.
    pub value_span: Span,
    /// The enclosing definition.
    pub scope: ScopeId,
}

/// An imported name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    /// The name it gets here; an empty span for a wildcard.
    pub local: Name,
    /// The module.
    pub module: ModuleText,
    /// The member of the module, or `None` where the module itself is bound.
    pub member: Option<Span>,
    /// Leading dots of a relative import, in Python.
    pub level: u8,
    /// What is bound.
    pub form: ImportForm,
    /// Where the import stands.
    pub scope: ScopeId,
}

/// The name of a module, as written or as put together from nested import groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModuleText {
    /// A range of the source.
    Source(Span),
    /// A range of [`Facts::made`].
    Made(Span),
}

/// What an import binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportForm {
    /// The module, under its whole name or an alias.
    Module,
    /// The first segment of a dotted module (`import a.b` in Python binds `a`).
    Root,
    /// One member.
    Member,
    /// All members.
    Wildcard,
}

/// What a local name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Another path.
    Path(Path),
    /// The result of a kept call.
    Call(CallId),
    /// A parameter, with its type where it has one.
    Parameter(Option<Path>),
    /// A class that derives from this path.
    Subclass(Path),
    /// Something that no fact speaks of; it hides outer bindings.
    Opaque,
}

/// A local name that the rule set is interested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The name, or `self.name` by [`NameHash::member`].
    pub name: NameHash,
    /// The scope in which it is bound.
    pub scope: ScopeId,
    /// The scope in which that is written to which it is bound.
    pub written_in: ScopeId,
    /// Where.
    pub at: u32,
    /// To what.
    pub bound: Bound,
}

/// What a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The file.
    File,
    /// A class, struct, trait, interface, module of tests.
    Class,
    /// A function or method.
    Function,
    /// A test.
    Test,
    /// A group of tests that is not a class: `describe`.
    Suite,
    /// Runs around every test of the enclosing scope: `setUp`, `beforeEach`.
    Hook,
    /// A fixture that tests ask for by name.
    Fixture,
}

/// A definition or another named region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The enclosing scope; the file's own parent is itself.
    pub parent: ScopeId,
    /// What it is.
    pub kind: ScopeKind,
    /// Its name; for `it("does x")`, the text.
    pub name: Span,
    /// From the first byte of the definition to the end of its header.
    pub header: Span,
    /// Just after the body.
    pub end: u32,
    /// Whether a fixture or hook acts on every test below its parent without being asked for.
    pub reach: Reach,
}

/// Which tests a fixture or hook acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only those that ask for it by name.
    Named,
    /// Every test of the enclosing scope.
    Enclosing,
}

/// Why a file does not parse: what was seen, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Offset.
    pub at: u32,
    /// What was seen.
    pub message: &'static str,
}

/// A parameter name of a test or fixture, kept so that fixtures can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The function.
    pub scope: ScopeId,
    /// The name.
    pub name: Name,
}

/// A function that puts something in the place of a variable of its package, as its own text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacer {
    /// The function.
    pub scope: ScopeId,
    /// The variable.
    pub variable: Span,
}

/// A type that has what a trait asks for: `impl store::Store for RedisStore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Implementation {
    /// The implementation's own scope.
    pub scope: ScopeId,
    /// The last name of the trait's path.
    pub of: Span,
}

/// A comment that speaks to demock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Directive {
    /// The comment's text after `demock:`.
    pub text: Span,
    /// Whether it stands alone on its line.
    pub alone: bool,
}

/// The facts of one file.
#[derive(Debug, Default)]
pub struct Facts {
    /// The names that paths are made of.
    pub names: Vec<Name>,
    /// Imports, in order.
    pub imports: Vec<Import>,
    /// Calls, in the order in which their argument lists open.
    pub calls: Vec<Call>,
    /// References, in order.
    pub references: Vec<Reference>,
    /// Calls and decorators of test code that are not among the calls and references, in order.
    pub uses: Vec<Use>,
    /// What classes derive from, in order; a class and a path.
    pub bases: Vec<(ScopeId, Path)>,
    /// Assignments to members and items, in order.
    pub assigns: Vec<Assign>,
    /// Bindings, in order.
    pub bindings: Vec<Binding>,
    /// Scopes; the first is the file.
    pub scopes: Vec<Scope>,
    /// Parameters of tests, fixtures and hooks.
    pub parameters: Vec<Parameter>,
    /// Markers of scopes: `pytest.mark.x`, `@Tag("x")`, build constraints; a scope and a text range.
    pub markers: Vec<(ScopeId, Span)>,
    /// Scopes that are test code whatever the file is: `#[cfg(test)] mod tests`.
    pub test_scopes: Vec<ScopeId>,
    /// Functions that replace a variable of their package.
    pub replacers: Vec<Replacer>,
    /// Traits that types implement, in order.
    pub implementations: Vec<Implementation>,
    /// Comments that speak to demock.
    pub directives: Vec<Directive>,
    /// The name of the generator, where a comment at the top says that the file is generated.
    pub generator: Option<Span>,
    /// Why the file does not parse.
    pub problems: Vec<SyntaxProblem>,
    /// Names that no single range of the source spells, one after the other.
    pub made: Vec<u8>,
}

impl Facts {
    /// For each scope, whether it is test code: all of them where the file is.
    pub(crate) fn in_tests(&self, role: FileRole) -> Vec<bool> {
        let mut in_tests = vec![role.is_test(); self.scopes.len()];
        for scope in &self.test_scopes {
            in_tests[*scope as usize] = true;
        }
        for id in 1..self.scopes.len() {
            in_tests[id] |= in_tests[self.scopes[id].parent as usize];
        }
        in_tests
    }

    /// Empties all lists but keeps their memory, so that one value serves a worker for its whole life.
    pub fn clear(&mut self) {
        let Self {
            names,
            imports,
            calls,
            references,
            uses,
            bases,
            assigns,
            bindings,
            scopes,
            parameters,
            markers,
            test_scopes,
            replacers,
            implementations,
            directives,
            generator,
            problems,
            made,
        } = self;
        names.clear();
        imports.clear();
        calls.clear();
        references.clear();
        uses.clear();
        bases.clear();
        assigns.clear();
        bindings.clear();
        scopes.clear();
        parameters.clear();
        markers.clear();
        test_scopes.clear();
        replacers.clear();
        implementations.clear();
        directives.clear();
        *generator = None;
        problems.clear();
        made.clear();
    }

    /// The names of a path.
    pub fn path_names(&self, path: Path) -> &[Name] {
        let first = path.first as usize;
        self.names.get(first..first + path.count as usize).unwrap_or_default()
    }

    /// The bytes of a module's name.
    pub fn module_bytes<'t>(&'t self, module: ModuleText, source: &'t [u8]) -> &'t [u8] {
        match module {
            ModuleText::Source(span) => span.of(source),
            ModuleText::Made(span) => span.of(&self.made),
        }
    }

    /// A module's name.
    pub fn module_text<'t>(&'t self, module: ModuleText, source: Source<'t>) -> &'t str {
        match module {
            ModuleText::Source(span) => source.text(span),
            ModuleText::Made(span) => std::str::from_utf8(span.of(&self.made)).unwrap_or_default(),
        }
    }

    /// Keeps a name that no single range of the source spells.
    pub fn make_text(&mut self, text: &[u8]) -> ModuleText {
        let start = self.made.len();
        self.made.extend_from_slice(text);
        ModuleText::Made(Span::new(start, self.made.len()))
    }

    /// The call that hangs directly on the result of `call`, as `.returns()` in `stub().returns()`: it can only be the
    /// first that opens after `call` has ended, so that a file full of calls is not searched for each of them.
    pub fn next_in_chain(&self, call: CallId) -> Option<CallId> {
        let end = self.calls.get(call as usize)?.end;
        let after = call as usize + 1;
        // Calls stand in order of where their lists open.
        let next = after + self.calls[after..].partition_point(|next| next.args.start < end);
        let hangs = self.calls.get(next).is_some_and(|next| next.path.head == Head::Call(call));
        hangs.then_some(next as CallId)
    }
}
