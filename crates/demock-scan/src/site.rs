//! What one file says, before policy: a pure function of its bytes, its path's role and the rule set.
//!
//! Invariant: nothing here depends on another file, so that a result can be kept under the hash of the content.
//! Absent on purpose: tier, service, severity (`judge`), and what a target is outside this file (`project`).

use crate::fits::Asked;
use crate::outline::Outline;
use demock_model::{Boundary, Confidence, Kind, KindSet, Place};
use std::sync::Arc;

/// Everything that is kept of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileScan {
    /// Sites in order of place, counted once each.
    pub sites: Vec<Site>,
    /// Tests in order of place.
    pub tests: Vec<TestCase>,
    /// Markers of the whole file: `pytestmark`, build constraints, a `describe.e2e` around everything.
    pub markers: Vec<Arc<str>>,
    /// Why the file does not parse, first problem only.
    pub problem: Option<Problem>,
    /// `demock: allow(rule) reason` comments.
    pub allows: Vec<InlineAllow>,
    /// Whether the file is test code by its path or its imports.
    pub test_code: bool,
    /// Names that the file imports from modules no rule knows and uses as a rule's name is used: `tests.helpers.patch`.
    /// They may be a library's, handed on by a module of the project (`project`). Sorted, at most [`NEEDS_MAX`].
    pub needs: Vec<Arc<str>>,
    /// Functions by which other files can replace a variable of this file's package.
    pub replacers: Vec<Replacer>,
    /// Traits that types of product code implement.
    pub implementations: Vec<Implementation>,
    /// Types at the top of the file, where it has several: no more than one can be found by the file's name.
    pub types: Vec<Arc<str>>,
    /// What runs what, so that the tests that a site reaches are found.
    pub outline: Outline,
    /// The line of the definition that each node of the outline stands for; 0 where it stands for the file.
    pub node_lines: Vec<u32>,
    /// Calls that make what other files define, in order of place: sites where that is a double.
    pub makes: Vec<Make>,
    /// Names that tests call, and with what, so that calls which do not fit are found.
    pub asked: Vec<Asked>,
    /// What the file's definitions take, in stored form.
    pub takes: Vec<u8>,
}

/// A call that makes an instance of what another file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Make {
    /// What is made, as an index into [`Outline::outside`].
    pub outside: u32,
    /// The node of the outline that calls.
    pub node: u32,
    /// Where the expression stands.
    pub place: Place,
    /// First line of the enclosing statement.
    pub statement: u32,
    /// Enclosing definitions joined by `::`.
    pub scope: Arc<str>,
    /// Markers of the enclosing definitions, innermost first.
    pub markers: Vec<Arc<str>>,
    /// The first text among its arguments, where its name says that it may wrap a library's call.
    pub said: Option<Arc<str>>,
}

#[cfg(test)]
impl FileScan {
    /// Sites that replace something: what is said of tests themselves is left out.
    pub(crate) fn doubles(&self) -> impl Iterator<Item = &Site> {
        self.sites.iter().filter(|site| site.kind.group() != demock_model::Group::Hollow)
    }
}

/// A function whose call replaces a variable of its package: `run.Stub()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacer {
    /// The function.
    pub name: Arc<str>,
    /// The variable.
    pub variable: Arc<str>,
}

/// A type that has what a trait asks for; both by the last names of their paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implementation {
    /// The trait.
    pub of: Arc<str>,
    /// The type.
    pub name: Arc<str>,
}

/// Names that one file asks about.
pub const NEEDS_MAX: usize = 24;

/// A place where a double comes into being or is put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Index of the rule in the rule set.
    pub rule: u16,
    /// Where the expression stands.
    pub place: Place,
    /// First and last line of the enclosing statement: a report on any of them hits.
    pub statement: (u32, u32),
    /// What it is.
    pub kind: Kind,
    /// What it is besides.
    pub also: KindSet,
    /// Enclosing definitions joined by `::`.
    pub scope: Arc<str>,
    /// What is replaced, as this file names it, imports resolved.
    pub target: Option<Target>,
    /// Traces where no name is certain, with blanks between them: the names that a double without a target is given
    /// (`redis` of `redis = Mock()`, `logger.warn` of `logger = { warn: jest.fn() }`), what is made of a type
    /// (`./store.Store()`), the function that it is handed to (`makeStore(`); or what a local object is made of
    /// (`redis.Redis().get` of `patch.object(client, "get")`).
    pub given: Option<Arc<str>>,
    /// What is replaced, where the rule itself knows.
    pub boundary: Option<Boundary>,
    /// A spy whose answer is scripted on the same chain.
    pub stubbed: bool,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// Why, in words.
    pub reasons: Vec<Arc<str>>,
    /// Markers of the enclosing definitions, innermost first.
    pub markers: Vec<Arc<str>>,
    /// The nearest words that claim that there is no double: "real", "no mocks", "integration test".
    pub claim: Option<Arc<str>>,
}

impl Site {
    /// The names that a double without a target is given.
    pub fn names(&self) -> Option<&str> {
        self.given.as_deref()?.split(' ').find(|trace| !trace.contains('('))
    }
}

/// The replaced thing as the file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Dotted name with imports resolved, such as `app.store.client` or `./store.client`.
    pub name: Arc<str>,
    /// How the name was found.
    pub origin: TargetOrigin,
}

/// How a target's name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetOrigin {
    /// Written as text: `patch("app.store.client")`, `vi.mock("./store")`.
    Text,
    /// A name that an import binds.
    Import,
    /// A class given as the double's specification.
    Spec,
    /// A name of this file, or one that nothing binds.
    Local,
}

impl TargetOrigin {
    /// Every origin, in declaration order.
    pub(crate) const ALL: [Self; 4] = [Self::Text, Self::Import, Self::Spec, Self::Local];
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCase {
    /// Names of the enclosing definitions and its own, joined by `::`.
    pub name: Arc<str>,
    /// One-based line of the definition.
    pub line: u32,
    /// Last line of the body.
    pub end_line: u32,
    /// Markers, innermost first.
    pub markers: Vec<Arc<str>>,
}

/// Why a file does not parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// One-based line.
    pub line: u32,
    /// What was seen.
    pub message: Arc<str>,
}

/// An inline allowance as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineAllow {
    /// One-based line of the comment.
    pub line: u32,
    /// Lines it covers: its own statement, or the next line when it stands alone.
    pub covers: (u32, u32),
    /// The rule it names.
    pub rule: Arc<str>,
    /// The reason, empty when none was given.
    pub reason: Arc<str>,
}
