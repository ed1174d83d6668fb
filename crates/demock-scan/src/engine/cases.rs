//! The tests of a file, and the names and markers of its definitions.
//!
//! Invariant: markers are collected once for each scope that has some.
//! Absent on purpose: what reaches a test (`outline`, `index`).

use super::scope_name;
use crate::facts::{Facts, ScopeId, ScopeKind};
use crate::lines::Lines;
use crate::site::TestCase;
use crate::text::Source;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Markers that a scope has of those around it, the innermost ones: each test repeats them.
const MARKERS_MAX: usize = 64;

/// The file's tests, in order of place, and their scopes.
pub(super) fn cases(
    facts: &Facts,
    source: Source<'_>,
    lines: &Lines<'_>,
    markers: &Markers,
) -> (Vec<TestCase>, Vec<ScopeId>) {
    let start = |id: ScopeId| facts.scopes[id as usize].header.start;
    let mut scopes: Vec<ScopeId> = collected(facts).collect();
    // A header may hold a definition of its own, which is then over before the scope of the header opens.
    scopes.sort_by_key(|id| start(*id));
    let case = |id: ScopeId| {
        let line = lines.line(start(id));
        let end_line = lines.line(facts.scopes[id as usize].end.saturating_sub(1)).max(line);
        TestCase { name: scope_name(facts, source, id), line, end_line, markers: markers.of(id) }
    };
    (scopes.iter().map(|id| case(*id)).collect(), scopes)
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

/// Names and markers of scopes, each worked out once.
pub(super) struct Scopes<'a> {
    facts: &'a Facts,
    source: Source<'a>,
    markers: &'a Markers,
    names: FxHashMap<ScopeId, Arc<str>>,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(facts: &'a Facts, source: Source<'a>, markers: &'a Markers) -> Self {
        Self { facts, source, markers, names: FxHashMap::default() }
    }

    pub(super) fn name(&mut self, scope: ScopeId) -> Arc<str> {
        let (facts, source) = (self.facts, self.source);
        self.names.entry(scope).or_insert_with(|| scope_name(facts, source, scope)).clone()
    }

    pub(super) fn markers(&self, scope: ScopeId) -> Vec<Arc<str>> {
        self.markers.of(scope)
    }
}
