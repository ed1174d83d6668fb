//! What a file says of its definitions, by definition, so that each test is asked about in constant time.

use super::own::{Shared, Uses};
use crate::facts::{Facts, NameHash, Parameter, Path, ScopeId, ScopeKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};

/// What is asked about a class or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Asked {
    /// Whether it is skipped.
    Skip,
    /// Whether what stands on it says what must come of its tests.
    Expectation,
    /// Whether a context must start around its tests.
    Context,
}

/// Groups around a test that are looked at: deeper nesting is no program.
const GROUPS_MAX: usize = 16;

/// Facts by the definition that they speak of.
pub(crate) struct Around {
    parameters: FxHashMap<ScopeId, Vec<Parameter>>,
    bases: FxHashMap<ScopeId, Vec<Path>>,
    /// Classes and groups with a hook.
    hooked: FxHashSet<ScopeId>,
    /// Scopes of the collected tests.
    tests: FxHashSet<ScopeId>,
    /// Classes that hold a test.
    tested: FxHashSet<ScopeId>,
    /// What was found out about classes and groups: each of their tests asks again.
    pub(super) of_groups: RefCell<FxHashMap<(Asked, ScopeId), Option<&'static str>>>,
    /// What imported names are to a test of its own things; asked for by few files.
    pub(super) imports: OnceCell<FxHashMap<NameHash, Option<Uses>>>,
    /// What the names are that the file gives outside its tests; asked for by few files.
    pub(super) shared: OnceCell<Shared>,
}

impl Around {
    pub(crate) fn new(facts: &Facts, tests: &[ScopeId]) -> Self {
        let mut it = Self {
            parameters: FxHashMap::default(),
            bases: FxHashMap::default(),
            hooked: facts.scopes.iter().filter(|it| it.kind == ScopeKind::Hook).map(|it| it.parent).collect(),
            tests: tests.iter().copied().collect(),
            tested: tests.iter().map(|test| facts.scopes[*test as usize].parent).collect(),
            of_groups: RefCell::default(),
            imports: OnceCell::new(),
            shared: OnceCell::new(),
        };
        for parameter in &facts.parameters {
            it.parameters.entry(parameter.scope).or_default().push(*parameter);
        }
        for (class, path) in &facts.bases {
            it.bases.entry(*class).or_default().push(*path);
        }
        it
    }

    /// The first answer of the groups around a definition, from the inside out; each group is asked once.
    pub(super) fn ask(
        &self,
        facts: &Facts,
        scope: ScopeId,
        asked: Asked,
        answer: impl Fn(ScopeId) -> Option<&'static str>,
    ) -> Option<&'static str> {
        let outer = std::iter::successors(Some(facts.scopes[scope as usize].parent), |at| {
            (*at != 0).then(|| facts.scopes[*at as usize].parent)
        });
        outer.take_while(|at| *at != 0).take(GROUPS_MAX).find_map(|group| {
            let known = self.of_groups.borrow().get(&(asked, group)).copied();
            known.unwrap_or_else(|| {
                let found = answer(group);
                self.of_groups.borrow_mut().insert((asked, group), found);
                found
            })
        })
    }

    /// The parameters of a definition.
    pub(super) fn parameters(&self, scope: ScopeId) -> &[Parameter] {
        self.parameters.get(&scope).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a class derives from.
    pub(super) fn bases(&self, class: ScopeId) -> &[Path] {
        self.bases.get(&class).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether something runs around each test of a class.
    pub(super) fn has_hook(&self, class: ScopeId) -> bool {
        self.hooked.contains(&class)
    }

    /// Whether a definition is a collected test.
    pub(super) fn is_test(&self, scope: ScopeId) -> bool {
        self.tests.contains(&scope)
    }

    /// Whether a class holds a collected test.
    pub(super) fn holds_tests(&self, class: ScopeId) -> bool {
        self.tested.contains(&class)
    }
}
