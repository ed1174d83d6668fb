//! Classes that have tests, or may be given some by what they derive from.
//!
//! Absent on purpose: what a class inherits, which is for the index to find out; classes within classes and functions;
//! other languages than Python.

use super::Outside;
use super::callee::{Callee, Names};
use crate::facts::{Facts, ScopeId, ScopeKind};
use crate::text::Source;
use demock_model::Text;
use rustc_hash::FxHashMap;

/// A class at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its name.
    pub name: Text,
    /// The node of what runs around its tests; none where that is nothing.
    pub suite: Option<u32>,
    /// Its own tests, and what would be its tests if a runner collected it: what runs, none where that is nothing, and the
    /// name.
    pub tests: Vec<(Option<u32>, Text)>,
    /// What it derives from.
    pub bases: Vec<Base>,
    /// Its markers.
    pub markers: Vec<Text>,
}

/// What a class derives from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// A class of this file, as an index into [`super::Outline::classes`].
    Here(u32),
    /// A class of another, as an index into [`super::Outline::outside`].
    There(u32),
}

/// What is known of classes while an outline is made.
pub(super) struct Known<'k> {
    pub(super) facts: &'k Facts,
    pub(super) source: Source<'k>,
    pub(super) outside: &'k FxHashMap<Outside, u32>,
}

/// The classes of a file in order, with scopes in the place of nodes.
pub(super) fn classes(known: &Known<'_>, names: &Names<'_, '_>) -> Vec<Class> {
    let facts = known.facts;
    let mut tests: FxHashMap<ScopeId, Vec<(Option<ScopeId>, Text)>> = FxHashMap::default();
    for (id, scope) in (0..).zip(&facts.scopes) {
        let name = scope.name.text(known.source);
        let may_be_one = scope.kind == ScopeKind::Function && name.starts_with("test");
        if may_be_one || scope.kind == ScopeKind::Test {
            tests.entry(scope.parent).or_default().push((Some(id), Text::new(name)));
        }
    }
    let mut bases: FxHashMap<ScopeId, Vec<Callee>> = FxHashMap::default();
    for (class, path) in &facts.bases {
        bases.entry(*class).or_default().extend(names.base(*path, *class));
    }
    let mut markers: FxHashMap<ScopeId, Vec<Text>> = FxHashMap::default();
    for (scope, marker) in &facts.markers {
        markers.entry(*scope).or_default().push(Text::new(marker.text(known.source)));
    }
    let (mut found, mut index) = (Vec::new(), FxHashMap::default());
    for (id, scope) in (0..).zip(&facts.scopes) {
        if id == 0 || scope.kind != ScopeKind::Class || scope.parent != 0 {
            continue;
        }
        let (tests, bases) = (tests.remove(&id).unwrap_or_default(), bases.remove(&id).unwrap_or_default());
        let bases: Vec<Base> = bases.into_iter().filter_map(|base| known.base(base, &index)).collect();
        if tests.is_empty() && bases.is_empty() {
            continue;
        }
        index.insert(id, found.len() as u32);
        let (name, markers) = (Text::new(scope.name.text(known.source)), markers.remove(&id).unwrap_or_default());
        found.push(Class { name, suite: Some(id), tests, bases, markers });
    }
    found
}

impl Known<'_> {
    fn base(&self, base: Callee, index: &FxHashMap<ScopeId, u32>) -> Option<Base> {
        match base {
            Callee::Here(class) => index.get(&class).copied().map(Base::Here),
            Callee::There(how, name) => {
                let outside = Outside { how, name: Text::new(&name) };
                self.outside.get(&outside).copied().map(Base::There)
            }
        }
    }
}
