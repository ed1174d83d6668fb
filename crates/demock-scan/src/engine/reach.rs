//! Which tests of its own file a site reaches: directly, through a fixture they ask for, or through a hook.
//!
//! Invariants: work grows with the file and with the answer, however fixtures ask for each other; markers are collected
//! once for each scope that has some.
//! Absent on purpose: helpers, base classes and other files, which need the project's index.

use super::scope_name;
use crate::facts::{Facts, NameHash, Reach, ScopeId, ScopeKind};
use crate::lines::Lines;
use crate::scopes::ScopeTree;
use crate::site::TestCase;
use crate::text::Source;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::sync::Arc;

/// Fixtures that ask for each other, one after the other: longer chains are no program.
const FIXTURE_CHAIN_MAX: usize = 17;

/// Markers that a scope has of those around it, the innermost ones: each test repeats them.
const MARKERS_MAX: usize = 64;

/// The file's tests by scope and by place.
pub(super) struct TestIndex {
    /// Index of each test, in order of scope.
    by_scope: Vec<(ScopeId, u32)>,
    /// Where each test begins, in order.
    starts: Vec<u32>,
}

/// The file's tests, in order of place.
pub(super) fn tests(
    facts: &Facts,
    source: Source<'_>,
    lines: &Lines<'_>,
    markers: &Markers,
) -> (Vec<TestCase>, TestIndex) {
    let start = |id: ScopeId| facts.scopes[id as usize].header.start;
    let mut scopes: Vec<ScopeId> = collected(facts).collect();
    // A header may hold a definition of its own, which is then over before the scope of the header opens.
    scopes.sort_by_key(|id| start(*id));
    let case = |id: ScopeId| {
        let line = lines.line(start(id));
        let end_line = lines.line(facts.scopes[id as usize].end.saturating_sub(1)).max(line);
        TestCase { name: scope_name(facts, source, id), line, end_line, markers: markers.of(id) }
    };
    let cases = scopes.iter().map(|id| case(*id)).collect();
    let starts = scopes.iter().map(|id| start(*id)).collect();
    let mut by_scope: Vec<_> = scopes.into_iter().zip(0..).collect();
    by_scope.sort_unstable();
    (cases, TestIndex { by_scope, starts })
}

/// Scopes that are tests which a runner collects: no function stands around them.
fn collected(facts: &Facts) -> impl Iterator<Item = ScopeId> {
    let mut may_hold_tests = vec![false; facts.scopes.len()];
    let scopes = facts.scopes.iter().enumerate();
    scopes.filter_map(move |(id, scope)| {
        // A scope comes after the one around it; the file is around itself.
        let in_reach = id == 0 || may_hold_tests[scope.parent as usize];
        may_hold_tests[id] = in_reach && matches!(scope.kind, ScopeKind::File | ScopeKind::Class | ScopeKind::Suite);
        (in_reach && scope.kind == ScopeKind::Test).then_some(id as ScopeId)
    })
}

/// The markers of a file's scopes.
pub(super) struct Markers {
    /// For each scope that has markers of its own: they and those of the scopes around it, innermost first.
    marked: FxHashMap<ScopeId, Vec<Arc<str>>>,
    /// For each scope, the nearest that has markers: itself or one around it.
    nearest: Vec<Option<ScopeId>>,
}

impl Markers {
    pub(super) fn new(facts: &Facts, source: Source<'_>) -> Self {
        let mut it = Self { marked: FxHashMap::default(), nearest: Vec::new() };
        if facts.markers.is_empty() {
            return it;
        }
        let mut known = FxHashSet::default();
        for (scope, span) in &facts.markers {
            let text = span.text(source);
            if known.insert((scope, text)) {
                it.marked.entry(*scope).or_default().push(text.into());
            }
        }
        it.nearest.reserve(facts.scopes.len());
        for (id, scope) in facts.scopes.iter().enumerate() {
            let id = id as ScopeId;
            let outer = if id == 0 { None } else { it.nearest[scope.parent as usize] };
            let has_own = it.marked.contains_key(&id);
            if let Some(outer) = outer.filter(|_| has_own) {
                it.inherit(id, outer);
            }
            it.nearest.push(if has_own { Some(id) } else { outer });
        }
        it
    }

    /// Adds what the scopes around one say to its own.
    fn inherit(&mut self, scope: ScopeId, outer: ScopeId) {
        let outer = self.marked[&outer].clone();
        let own = self.marked.entry(scope).or_default();
        let known: FxHashSet<Arc<str>> = own.iter().cloned().collect();
        own.extend(outer.into_iter().filter(|marker| !known.contains(marker)));
        own.truncate(MARKERS_MAX.max(known.len()));
    }

    /// Markers of a scope and of those around it, innermost first; for the file itself, its own.
    pub(super) fn of(&self, scope: ScopeId) -> Vec<Arc<str>> {
        let nearest = self.nearest.get(scope as usize).copied().flatten();
        nearest.and_then(|nearest| self.marked.get(&nearest)).cloned().unwrap_or_default()
    }
}

/// What something in a scope acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Acts {
    Nothing,
    /// One test, by its index.
    Test(u32),
    /// Every test of a scope.
    AllOf(ScopeId),
    /// Whatever asks for a fixture by its name.
    AskersOf(ScopeId),
}

/// Names, markers and reach of scopes, each worked out once.
pub(super) struct Scopes<'a> {
    facts: &'a Facts,
    source: Source<'a>,
    tree: &'a ScopeTree,
    index: &'a TestIndex,
    markers: &'a Markers,
    names: FxHashMap<ScopeId, Arc<str>>,
    reached: FxHashMap<ScopeId, Vec<u32>>,
    acts: OnceCell<Vec<Acts>>,
    /// Scopes that ask for a fixture, by its name; those of one name in order.
    askers: OnceCell<Vec<(NameHash, ScopeId)>>,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        source: Source<'a>,
        tree: &'a ScopeTree,
        index: &'a TestIndex,
        markers: &'a Markers,
    ) -> Self {
        Self {
            facts,
            source,
            tree,
            index,
            markers,
            names: FxHashMap::default(),
            reached: FxHashMap::default(),
            acts: OnceCell::new(),
            askers: OnceCell::new(),
        }
    }

    pub(super) fn name(&mut self, scope: ScopeId) -> Arc<str> {
        let (facts, source) = (self.facts, self.source);
        self.names.entry(scope).or_insert_with(|| scope_name(facts, source, scope)).clone()
    }

    pub(super) fn markers(&self, scope: ScopeId) -> Vec<Arc<str>> {
        self.markers.of(scope)
    }

    /// Indices of the tests that something in a scope reaches.
    pub(super) fn reached(&mut self, scope: ScopeId) -> Vec<u32> {
        if let Some(known) = self.reached.get(&scope) {
            return known.clone();
        }
        let tests = self.follow(scope);
        self.reached.insert(scope, tests.clone());
        tests
    }

    /// Follows fixtures to whatever asks for them, each once: fixtures may ask for each other in many ways.
    fn follow(&self, scope: ScopeId) -> Vec<u32> {
        let (mut tests, mut seen) = (Vec::new(), FxHashSet::default());
        let mut now = vec![scope];
        for _ in 0..=FIXTURE_CHAIN_MAX {
            let mut next = Vec::new();
            for scope in std::mem::take(&mut now) {
                let acts = self.acts()[scope as usize];
                if !seen.insert(acts) {
                    continue;
                }
                match acts {
                    Acts::Nothing => {}
                    Acts::Test(test) => tests.push(test),
                    Acts::AllOf(scope) => self.below(scope, &mut tests),
                    Acts::AskersOf(fixture) => self.askers_of(fixture, &mut next),
                }
            }
            now = next;
        }
        tests.sort_unstable();
        tests.dedup();
        tests
    }

    /// For each scope, what something in it acts on.
    fn acts(&self) -> &[Acts] {
        self.acts.get_or_init(|| {
            let mut acts: Vec<Acts> = Vec::with_capacity(self.facts.scopes.len());
            for (id, scope) in self.facts.scopes.iter().enumerate() {
                let (id, parent) = (id as ScopeId, scope.parent);
                let here = match scope.kind {
                    ScopeKind::File | ScopeKind::Class | ScopeKind::Suite => Acts::AllOf(id),
                    ScopeKind::Test => match self.index.by_scope.binary_search_by_key(&id, |(scope, _)| *scope) {
                        Ok(at) => Acts::Test(self.index.by_scope[at].1),
                        Err(_) => acts[parent as usize],
                    },
                    ScopeKind::Hook => Acts::AllOf(parent),
                    ScopeKind::Fixture if scope.reach == Reach::Enclosing => Acts::AllOf(parent),
                    ScopeKind::Fixture => Acts::AskersOf(id),
                    ScopeKind::Function => match self.facts.scopes[parent as usize].kind {
                        // A helper: who calls it is not known here.
                        ScopeKind::File | ScopeKind::Class | ScopeKind::Suite => Acts::Nothing,
                        ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture => {
                            acts[parent as usize]
                        }
                    },
                };
                acts.push(here);
            }
            acts
        })
    }

    /// All tests between the beginning and the end of a scope.
    fn below(&self, scope: ScopeId, tests: &mut Vec<u32>) {
        let here = &self.facts.scopes[scope as usize];
        let from = self.index.starts.partition_point(|start| *start < here.header.start);
        let to = self.index.starts.partition_point(|start| *start < here.end);
        tests.extend(from as u32..to as u32);
    }

    /// Everything that asks for a fixture by its name where the fixture is seen.
    fn askers_of(&self, fixture: ScopeId, askers: &mut Vec<ScopeId>) {
        let all = self.askers.get_or_init(|| {
            let asking = self.facts.parameters.iter().map(|parameter| (parameter.name.hash, parameter.scope));
            let mut all: Vec<_> = asking.collect();
            all.sort_unstable();
            all.dedup();
            all
        });
        let scope = &self.facts.scopes[fixture as usize];
        let hash = NameHash::of(scope.name.of(&self.source));
        let from = all.partition_point(|asker| *asker < (hash, scope.parent));
        let seen =
            all[from..].iter().take_while(|(name, asker)| *name == hash && *asker <= self.tree.last(scope.parent));
        askers.extend(seen.map(|(_, asker)| *asker).filter(|asker| *asker != fixture));
    }
}
