//! What the rest of demock may hold: resolved settings, nothing optional, every value with its place.
//!
//! Invariant: [`Settings`] has one [`Scope`] for each configuration file and always one for the root, so that every
//! path is owned by exactly one scope: the nearest.

use crate::{CustomRule, Located, Origin, PathGlobs, RunOptions, StackOptions};
use demock_model::{Boundary, Date, Mode, Priority};
use std::sync::Arc;

/// The tier of a test that nothing claims.
pub const UNCLAIMED: &str = "unclaimed";

/// The settings of a whole tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Sorted by folder; the first is the root's.
    pub(crate) scopes: Vec<Scope>,
}

/// The settings of the paths that one configuration file owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The folder whose paths it owns, relative to the root; empty for the root.
    pub folder: Arc<str>,
    /// The file, or `None` for the defaults of a tree without one.
    pub file: Option<Arc<str>>,
    /// What is not looked at.
    pub exclude: PathGlobs,
    /// Who owns what; the first that covers a path wins.
    pub services: Vec<ServiceSetting>,
    /// Every tier, the declared ones first, in order; always holds the built-in ones and `unclaimed`.
    pub tiers: Vec<Tier>,
    /// The project's own doubles.
    pub rules: Vec<CustomRule>,
    /// Exceptions.
    pub allows: Vec<Allow>,
    /// Whether a comment may be an exception.
    pub inline_allows: InlineAllows,
    /// The mode of a service that does not say.
    pub mode: Mode,
    /// Where [`Scope::mode`] and [`Scope::inline_allows`] were set, if they were.
    pub policy_origin: Option<Origin>,
    /// The `[stack]` section; [`Settings::stack`] says which one holds.
    pub stack: StackOptions,
    /// The `[run]` section.
    pub run: RunOptions,
}

/// A configured service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSetting {
    /// Its name.
    pub name: Located<Arc<str>>,
    /// What it owns.
    pub paths: PathGlobs,
    /// Its urgency.
    pub priority: Priority,
    /// How the gate treats it.
    pub mode: Mode,
}

/// What a test may claim to be, and what it may replace then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name.
    pub name: Arc<str>,
    /// Tests on these paths are of this tier.
    pub paths: PathGlobs,
    /// Tests with one of these markers are of this tier, beside the built-in conventions.
    pub markers: Vec<Arc<str>>,
    /// Replacing these is in order.
    pub may_replace: BoundarySet,
    /// Replacing these is worth a warning. Everything in neither set is an error.
    pub warn: BoundarySet,
    /// Where it was declared, unless it is built in.
    pub origin: Option<Origin>,
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule it names; may end in `*`, or be a kind or a group.
    pub rule: Located<Arc<str>>,
    /// Where it holds.
    pub paths: PathGlobs,
    /// Why; never empty.
    pub reason: Arc<str>,
    /// Last day on which it counts.
    pub until: Option<Date>,
    /// The table.
    pub origin: Origin,
}

/// Whether `demock: allow(rule) reason` comments count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InlineAllows {
    /// They are refused.
    Forbidden,
    /// They count. The default.
    Permitted,
}

/// A set of boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct BoundarySet(u16);

impl BoundarySet {
    /// None of them.
    pub const EMPTY: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self((1 << Boundary::ALL.len()) - 1);

    /// One of them.
    pub const fn of(boundary: Boundary) -> Self {
        Self(1 << boundary as u8)
    }

    /// These.
    pub fn from_slice(boundaries: &[Boundary]) -> Self {
        boundaries.iter().fold(Self::EMPTY, |all, boundary| all.union(Self::of(*boundary)))
    }

    /// Whether it is in the set.
    pub const fn contains(self, boundary: Boundary) -> bool {
        self.0 & (1 << boundary as u8) != 0
    }

    /// Both together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this one only.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = Boundary> {
        Boundary::ALL.iter().copied().filter(move |boundary| self.contains(*boundary))
    }
}

/// A built-in tier's policy when the project says nothing.
#[derive(Debug, Clone, Copy)]
pub struct DefaultTier {
    /// Its name.
    pub name: &'static str,
    /// Replacing these is in order.
    pub may_replace: BoundarySet,
    /// Replacing these is worth a warning.
    pub warn: BoundarySet,
}

impl DefaultTier {
    /// The built-in tiers. A project's own tier that says nothing may replace nothing, like `e2e`.
    pub fn all() -> [Self; 4] {
        use Boundary::{Clock, Env, Filesystem, Http, Llm, Process, Random};
        let everything = |name| Self { name, may_replace: BoundarySet::ALL, warn: BoundarySet::EMPTY };
        [
            everything("unit"),
            Self {
                name: "integration",
                may_replace: BoundarySet::from_slice(&[Clock, Random]),
                // `http` and `llm` would be in order as verified doubles. Files, processes and variables are named by
                // neither list of the policy: worth telling, not worth failing.
                warn: BoundarySet::from_slice(&[Http, Llm, Filesystem, Process, Env]),
            },
            Self { name: "e2e", may_replace: BoundarySet::EMPTY, warn: BoundarySet::EMPTY },
            everything(UNCLAIMED),
        ]
    }
}

impl Settings {
    /// The scope that owns a path: that of the nearest configuration file.
    pub fn scope(&self, path: &str) -> &Scope {
        &self.scopes[self.scope_index(path)]
    }

    /// The index of the owning scope in [`Settings::scopes`].
    pub fn scope_index(&self, path: &str) -> usize {
        // Sorted by folder, a nested folder comes after the one that holds it: the last owner is the nearest.
        if self.scopes.len() == 1 { 0 } else { self.scopes.iter().rposition(|scope| scope.owns(path)).unwrap_or(0) }
    }

    /// Every scope, the root's first.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The root's scope.
    pub fn root(&self) -> &Scope {
        &self.scopes[0]
    }

    /// The pattern by which a path is excluded, if it is.
    pub fn excluded(&self, path: &str) -> Option<&Located<Arc<str>>> {
        self.scope(path).exclude.matching(path)
    }

    /// What holds for services that are started in a folder: the `[stack]` of the nearest file that has one, with what that file
    /// extends.
    pub fn stack(&self, folder: &str) -> &StackOptions {
        let mut all = self.above(folder).map(|scope| &scope.stack);
        all.find(|stack| **stack != StackOptions::default()).unwrap_or(&self.root().stack)
    }

    /// The same of `[run]`.
    pub fn run(&self, folder: &str) -> &RunOptions {
        let mut all = self.above(folder).map(|scope| &scope.run);
        all.find(|run| !run.pass.is_empty()).unwrap_or(&self.root().run)
    }

    /// Scopes whose folders hold a path, the nearest first.
    fn above(&self, path: &str) -> impl Iterator<Item = &Scope> {
        self.scopes.iter().rev().filter(move |scope| scope.owns(path))
    }

    /// Every custom rule of the tree, each once, in the order of scopes.
    pub fn custom_rules(&self) -> Vec<&CustomRule> {
        let mut rules: Vec<&CustomRule> = Vec::new();
        for rule in self.scopes.iter().flat_map(|scope| &scope.rules) {
            if !rules.iter().any(|known| known.origin == rule.origin) {
                rules.push(rule);
            }
        }
        rules
    }
}

impl Scope {
    /// Whether a path lies in its folder.
    fn owns(&self, path: &str) -> bool {
        self.folder.is_empty()
            || path.strip_prefix(&*self.folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The configured service that owns a path, if one does.
    pub fn service(&self, path: &str) -> Option<&ServiceSetting> {
        self.services.iter().find(|service| service.paths.is_match(path))
    }

    /// The tier of that name.
    pub fn tier(&self, name: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| &*tier.name == name)
    }
}
