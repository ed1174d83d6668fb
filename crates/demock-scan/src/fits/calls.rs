//! What the tests of a file call by name: functions and classes that they import or that the file defines, and methods of
//! objects that they, a fixture of the file or a hook of their class make of these.
//!
//! Invariant: a name that is imported twice, or under a condition, is none of these, nor is what may be another object, too. Absent on
//! purpose: fixtures of other files, and whether a call runs (`hollow`).

use super::Asked;
use super::rows::{self, Row, Rows};
use super::signature::Shape;
use crate::boundary;
use crate::facts::{self, CallForm, Head, Import, ImportForm, NameHash, Path, Position, ScopeId, ScopeKind, Span};
use crate::hollow::is_of_language;
use crate::resolve::Resolver;
use demock_model::Language;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Names that one file asks about, and ways of calling one.
const ASKED_MAX: usize = 256;
const SHAPES_MAX: usize = 16;

/// What the first name of a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// What the file imports or defines.
    Outside,
    /// A local name of the test, bound once.
    Local,
    /// A parameter that a fixture of the file fills.
    Fixture,
    /// `self`, of which a member is called.
    Own,
}

/// What is called.
#[derive(Debug, Clone)]
struct Called {
    /// As in [`Asked::name`], without a module where the file itself defines it.
    name: String,
    is_own: bool,
    first: First,
}

/// A call in a test.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) test: ScopeId,
    /// What is called, as in [`Asked::name`], without a module where the file itself defines it.
    pub(crate) name: String,
    pub(crate) is_own: bool,
    pub(crate) shape: Shape,
    /// Where the names of the arguments stand that have one.
    pub(crate) names: Vec<Span>,
    /// From the first name of what is called to the end of the call.
    pub(crate) span: Span,
    /// The first name of what is called, and what that is.
    pub(crate) head: Span,
    pub(crate) first: First,
}

/// The calls of a file's tests.
pub(crate) struct Calls<'s, 'a> {
    resolver: &'s Resolver<'a>,
    tests: &'s [ScopeId],
    /// What the file defines.
    rows: &'s Rows,
    /// Names that are imported once, under no condition.
    imports: FxHashMap<NameHash, Option<&'a Import>>,
    /// Names that are an object of a class, by the test, the class or the file that they are known in; `None` where they are anything
    /// else, too.
    objects: FxHashMap<(ScopeId, NameHash), Option<Called>>,
    given: Vec<Given>,
}

/// A call before its arguments are read.
#[derive(Clone, Copy)]
struct Call {
    path: Path,
    scope: ScopeId,
    args: Span,
    end: u32,
    statement: u32,
}

impl<'s, 'a> Calls<'s, 'a> {
    pub(crate) fn new(resolver: &'s Resolver<'a>, tests: &'s [ScopeId], rows: &'s Rows) -> Self {
        let (imports, objects) = (FxHashMap::default(), FxHashMap::default());
        let mut it = Self { resolver, tests, rows, imports, objects, given: Vec::new() };
        if resolver.language != Language::Python || tests.is_empty() {
            return it;
        }
        for import in &resolver.facts.imports {
            let once = it.may_be_own(import).then_some(import);
            it.imports.entry(import.local.hash).and_modify(|known| *known = None).or_insert(once);
        }
        let facts = resolver.facts;
        let fixtures = facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Fixture && scope.parent == 0);
        let mut known: FxHashMap<NameHash, u32> = FxHashMap::default();
        for fixture in fixtures {
            *known.entry(NameHash::of(fixture.name.of(resolver.source.bytes()))).or_default() += 1;
        }
        let made: Vec<_> = it.every().filter_map(|call| it.object(call, &known)).collect();
        for (object, class) in made {
            it.objects.entry(object).and_modify(|known| *known = None).or_insert(Some(class));
        }
        it.given = it.plain().filter_map(|call| it.given(call)).collect();
        it
    }

    /// What the project is asked about.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let mut asked: Vec<Asked> = Vec::new();
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for given in self.given.iter().filter(|given| !given.is_own) {
            let at = *known.entry(&given.name).or_insert_with_key(|name| {
                asked.push(Asked { name: Arc::from(*name), shapes: Vec::new() });
                asked.len() - 1
            });
            let shapes = &mut asked[at].shapes;
            if shapes.len() < SHAPES_MAX && !shapes.contains(&given.shape) {
                shapes.push(given.shape.clone());
            }
        }
        asked.truncate(ASKED_MAX);
        asked
    }

    /// Every call whose arguments are written out one by one.
    pub(crate) fn each(&self) -> &[Given] {
        &self.given
    }

    /// What the file itself defines under the name of a call.
    pub(crate) fn row(&self, name: &str) -> Option<&Row> {
        let key = rows::key(name)?;
        self.rows.iter().find(|(known, _)| *known == key).map(|(_, row)| row)
    }

    /// Calls of paths in the tests themselves.
    fn plain(&self) -> impl Iterator<Item = Call> {
        self.every().filter(|call| self.tests.binary_search(&call.scope).is_ok())
    }

    /// Calls of paths.
    fn every(&self) -> impl Iterator<Item = Call> {
        let facts = self.resolver.facts;
        let called = facts.calls.iter().map(|call| {
            let facts::Call { path, form, position, scope, args, end, statement, .. } = *call;
            (Call { path, scope, args, end, statement }, form, position)
        });
        let used = facts.uses.iter().filter_map(|used| {
            let facts::Use { path, form, position, scope, args, end, statement } = *used;
            Some((Call { path, scope, args, end, statement }, form?, position))
        });
        let is_plain = |(call, form, position): &(Call, CallForm, Position)| {
            *form == CallForm::Plain
                && matches!(position, Position::Expression | Position::Resource)
                && call.path.head == Head::Name
        };
        let none = self.imports.is_empty() && self.rows.is_empty();
        called.chain(used).filter(move |call| !none && is_plain(call)).map(|(call, ..)| call)
    }

    fn given(&self, call: Call) -> Option<Given> {
        let Called { name, is_own, first } = self.called(call)?;
        if is_own && self.row(&name).is_none() {
            return None;
        }
        let (shape, names) = Shape::read(self.resolver.arguments(&[]), call.args)?;
        let span = Span { start: call.path.start, end: call.end };
        let head = self.resolver.facts.path_names(call.path).first()?.span;
        Some(Given { test: call.scope, name, is_own, shape, names, span, head, first })
    }

    /// What a call names.
    fn called(&self, call: Call) -> Option<Called> {
        let names = self.resolver.facts.path_names(call.path);
        let (first, rest) = names.split_first()?;
        let object = match rest {
            [member, _] if first.span.of(self.resolver.source.bytes()) == b"self" => {
                let class = self.resolver.facts.scopes[call.scope as usize].parent;
                Some(self.objects.get(&(class, member.hash))?)
            }
            _ => {
                let by_fixture = || self.objects.get(&(0, first.hash));
                self.objects.get(&(call.scope, first.hash)).or_else(by_fixture)
            }
        };
        let (mut called, rest) = match (object, self.imports.get(&first.hash)) {
            (Some(class), None) => {
                let Called { name, is_own, first } = class.as_ref()?;
                let rest = &rest[usize::from(*first == First::Own)..];
                let made = Called { name: format!("{name}()"), is_own: *is_own, first: *first };
                (made, Some(rest).filter(|rest| rest.len() == 1)?)
            }
            (Some(_), Some(_)) | (None, Some(None)) => return None,
            (None, Some(Some(import))) => {
                let name = self.resolver.import_text(import);
                (Called { name, is_own: false, first: First::Outside }, Some(rest).filter(|rest| rest.len() < 3)?)
            }
            (None, None) => {
                let name = first.span.text(self.resolver.source).to_owned();
                (Called { name, is_own: true, first: First::Outside }, Some(rest).filter(|rest| rest.len() < 2)?)
            }
        };
        for member in rest {
            called.name.push('.');
            called.name.push_str(member.span.text(self.resolver.source));
        }
        Some(called)
    }

    /// A name that is given an object of a class: `orders = Orders(store)` in a test, `self.orders = …` in a hook of its class, and
    /// what a fixture returns. Each by the test, the class or the file that it is known in.
    fn object(&self, call: Call, fixtures: &FxHashMap<NameHash, u32>) -> Option<((ScopeId, NameHash), Called)> {
        let source = self.resolver.source.bytes();
        let last = self.resolver.facts.path_names(call.path).last()?.span.of(source);
        if !last.first()?.is_ascii_uppercase() {
            return None;
        }
        let before = Span { start: call.statement, end: call.path.start }.of(source).trim_ascii_end();
        let rest = source.get(call.end as usize..)?;
        let rest = rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())].trim_ascii();
        if !rest.is_empty() && !rest.starts_with(b"#") {
            return None;
        }
        let is_test = self.tests.binary_search(&call.scope).is_ok();
        let scope = self.resolver.facts.scopes[call.scope as usize];
        let (place, first, is_known) = if scope.kind == ScopeKind::Fixture && matches!(before, b"return" | b"yield") {
            let name = NameHash::of(scope.name.of(source));
            let body = Span { start: scope.header.end, end: scope.end }.of(source);
            let is_all = fixtures.get(&name) == Some(&1) && words(body, &[b"return", b"yield"]) == 1;
            ((0, name), First::Fixture, is_all)
        } else {
            let target = before.strip_suffix(b"=")?.trim_ascii_end();
            let target = &target[..memchr::memchr(b':', target).unwrap_or(target.len())];
            let member = target.strip_prefix(b"self.").unwrap_or(target);
            let is_member = member.len() < target.len();
            let is_name = !member.is_empty() && member.iter().all(|byte| crate::language::is_word(*byte));
            let is_known = is_name && if is_member { scope.kind == ScopeKind::Hook } else { is_test };
            let place = if is_member { scope.parent } else { call.scope };
            ((place, NameHash::of(member)), if is_member { First::Own } else { First::Local }, is_known)
        };
        is_known.then_some(())?;
        Some((place, Called { first, ..self.called(call)? }))
    }

    /// Whether an import may be of the project, and always takes place.
    fn may_be_own(&self, import: &Import) -> bool {
        let source = self.resolver.source.bytes();
        let start = import.local.span.start as usize;
        let line = memchr::memrchr(b'\n', &source[..start]).map_or(0, |newline| newline + 1);
        // Within parentheses lines are indented; the statement's first line is not.
        let first = &source[line..];
        let is_at_top = import.scope != 0 || self.begins_at_top(first, line);
        let module = self.resolver.module(import);
        is_at_top
            && import.form != ImportForm::Wildcard
            && (import.level > 0 || !is_of_language(&module) && !boundary::is_known_head(Language::Python, &module))
    }

    /// Whether a statement begins a line without blanks: this line, or one before of which it is a part.
    fn begins_at_top(&self, first: &[u8], mut line: usize) -> bool {
        const LINES_MAX: usize = 64;
        let source = self.resolver.source.bytes();
        if first.starts_with(b"from ") || first.starts_with(b"import ") {
            return true;
        }
        for _ in 0..LINES_MAX {
            let Some(before) = line.checked_sub(1) else { return false };
            line = memchr::memrchr(b'\n', &source[..before]).map_or(0, |newline| newline + 1);
            let text = source[line..before].trim_ascii();
            if text.starts_with(b"from ") || text.starts_with(b"import ") {
                return source[line] == b'f' || source[line] == b'i';
            }
        }
        false
    }
}

/// How often one of some words stands in a text.
fn words(text: &[u8], wanted: &[&[u8]]) -> usize {
    text.split(|byte| !crate::language::is_word(*byte)).filter(|word| wanted.contains(word)).count()
}
