//! Which tests of its own file a site reaches: directly, through a fixture they ask for, or through a hook.
//!
//! Absent on purpose: helpers, base classes and other files, which need the project's index.

use super::{is_collected, scope_name};
use crate::facts::{Facts, NameHash, Reach, ScopeId, ScopeKind};
use crate::lines::Lines;
use crate::site::TestCase;
use crate::text::Source;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Start offsets of the file's tests, in order.
pub(super) struct TestIndex {
    scopes: Vec<ScopeId>,
    starts: Vec<u32>,
}

/// The file's tests, in order of place.
pub(super) fn tests(facts: &Facts, source: Source<'_>, lines: &Lines<'_>) -> (Vec<TestCase>, TestIndex) {
    let mut cases = Vec::new();
    let mut index = TestIndex { scopes: Vec::new(), starts: Vec::new() };
    for id in 0..facts.scopes.len() as ScopeId {
        if !is_collected(facts, id) {
            continue;
        }
        let scope = &facts.scopes[id as usize];
        let line = lines.line(scope.header.start);
        let end_line = lines.line(scope.end.saturating_sub(1)).max(line);
        cases.push(TestCase {
            name: scope_name(facts, source, id),
            line,
            end_line,
            markers: markers(facts, source, id),
        });
        index.scopes.push(id);
        index.starts.push(scope.header.start);
    }
    (cases, index)
}

/// Markers of a scope and of those around it, innermost first; for the file itself, its own.
pub(super) fn markers(facts: &Facts, source: Source<'_>, scope: ScopeId) -> Vec<Arc<str>> {
    if facts.markers.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Arc<str>> = Vec::new();
    let mut at = scope;
    loop {
        for (_, span) in facts.markers.iter().filter(|(marked, _)| *marked == at) {
            let text = span.text(source);
            if !found.iter().any(|known| **known == *text) {
                found.push(text.into());
            }
        }
        if at == 0 {
            return found;
        }
        at = facts.scopes[at as usize].parent;
    }
}

/// Names, markers and reach of scopes, each worked out once.
pub(super) struct Scopes<'a> {
    facts: &'a Facts,
    source: Source<'a>,
    index: &'a TestIndex,
    names: FxHashMap<ScopeId, Arc<str>>,
    reached: FxHashMap<ScopeId, Vec<u32>>,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(facts: &'a Facts, source: Source<'a>, index: &'a TestIndex) -> Self {
        Self { facts, source, index, names: FxHashMap::default(), reached: FxHashMap::default() }
    }

    pub(super) fn name(&mut self, scope: ScopeId) -> Arc<str> {
        let (facts, source) = (self.facts, self.source);
        self.names.entry(scope).or_insert_with(|| scope_name(facts, source, scope)).clone()
    }

    pub(super) fn markers(&self, scope: ScopeId) -> Vec<Arc<str>> {
        markers(self.facts, self.source, scope)
    }

    /// Indices of the tests that something in a scope reaches.
    pub(super) fn reached(&mut self, scope: ScopeId) -> Vec<u32> {
        if let Some(known) = self.reached.get(&scope) {
            return known.clone();
        }
        let mut tests = Vec::new();
        self.follow(scope, &mut tests, 0);
        tests.sort_unstable();
        tests.dedup();
        self.reached.insert(scope, tests.clone());
        tests
    }

    fn follow(&self, scope: ScopeId, tests: &mut Vec<u32>, depth: u8) {
        let mut at = scope;
        loop {
            let here = &self.facts.scopes[at as usize];
            match here.kind {
                ScopeKind::File | ScopeKind::Class | ScopeKind::Suite => return self.below(at, tests),
                ScopeKind::Test => {
                    if let Ok(test) = self.index.scopes.binary_search(&at) {
                        tests.push(test as u32);
                        return;
                    }
                }
                ScopeKind::Hook => return self.below(here.parent, tests),
                ScopeKind::Fixture if here.reach == Reach::Enclosing => return self.below(here.parent, tests),
                ScopeKind::Fixture => return self.requested(at, tests, depth),
                ScopeKind::Function => {
                    let parent = self.facts.scopes[here.parent as usize].kind;
                    if matches!(parent, ScopeKind::File | ScopeKind::Class | ScopeKind::Suite) {
                        return;
                    }
                }
            }
            at = here.parent;
        }
    }

    /// All tests between the beginning and the end of a scope.
    fn below(&self, scope: ScopeId, tests: &mut Vec<u32>) {
        let here = &self.facts.scopes[scope as usize];
        let from = self.index.starts.partition_point(|start| *start < here.header.start);
        let to = self.index.starts.partition_point(|start| *start < here.end);
        tests.extend(from as u32..to as u32);
    }

    /// All tests that ask for a fixture by its name, themselves or through other fixtures.
    fn requested(&self, fixture: ScopeId, tests: &mut Vec<u32>, depth: u8) {
        const FIXTURE_CHAIN_MAX: u8 = 16;
        if depth > FIXTURE_CHAIN_MAX {
            return;
        }
        let name = self.facts.scopes[fixture as usize].name;
        let hash = NameHash::of(name.of(&self.source));
        let seen_in = self.facts.scopes[fixture as usize].parent;
        let asking = self.facts.parameters.iter().filter(|parameter| parameter.name.hash == hash);
        let asking = asking.filter(|parameter| encloses(self.facts, seen_in, parameter.scope));
        for parameter in asking.filter(|parameter| parameter.scope != fixture) {
            self.follow(parameter.scope, tests, depth + 1);
        }
    }
}

/// Whether `outer` is `inner` or one of its ancestors; an ancestor always has the smaller index.
fn encloses(facts: &Facts, outer: ScopeId, mut inner: ScopeId) -> bool {
    while inner > outer {
        inner = facts.scopes[inner as usize].parent;
    }
    inner == outer
}
