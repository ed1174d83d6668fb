//! What runs in a file, one piece at a time, and what each piece reaches: a test is not hollow where a helper checks.
//!
//! A unit is a function, a test, a hook or a fixture with all that is defined inside it. Units reach each other by names
//! alone, whatever the receiver is.
//! Invariants: no two units overlap; reaching takes time linear in names. Absent on purpose: other files.

use crate::facts::{Facts, NameHash, Reach, ScopeId, ScopeKind};
use rustc_hash::FxHashMap;

/// Index of a unit.
pub(super) type UnitId = u32;

/// The units of a file and the names by which they are reached.
pub(super) struct Units {
    /// Their scopes, in order.
    pub(super) scopes: Vec<ScopeId>,
    /// The number of each name that is defined in the file.
    names: FxHashMap<NameHash, u32>,
    /// A name and a unit that runs where the name is used.
    runs: Vec<(u32, UnitId)>,
    /// A unit and a name that it uses.
    uses: Vec<(UnitId, u32)>,
    /// Units that run around every test of their group.
    pub(super) ambient: Vec<UnitId>,
}

impl Units {
    pub(super) fn new(facts: &Facts, source: &[u8]) -> Self {
        let mut it = Self {
            scopes: Vec::new(),
            names: FxHashMap::default(),
            runs: Vec::new(),
            uses: Vec::new(),
            ambient: Vec::new(),
        };
        // For each scope, the unit that it is or stands in, and the innermost class.
        let mut unit_of: Vec<Option<UnitId>> = vec![None; facts.scopes.len()];
        let mut class_of: Vec<Option<ScopeId>> = vec![None; facts.scopes.len()];
        for (id, scope) in (0..).zip(&facts.scopes) {
            let parent = scope.parent as usize;
            let is_group = matches!(scope.kind, ScopeKind::File | ScopeKind::Class | ScopeKind::Suite);
            let outer = if id == 0 { None } else { unit_of[parent] };
            class_of[id as usize] = if scope.kind == ScopeKind::Class { Some(id) } else { class_of[parent] };
            if outer.is_none() && is_group {
                continue;
            }
            let unit = outer.unwrap_or_else(|| {
                it.scopes.push(id);
                it.scopes.len() as UnitId - 1
            });
            unit_of[id as usize] = Some(unit);
            let is_around = scope.kind == ScopeKind::Hook || scope.reach == Reach::Enclosing;
            // What a test itself hooks in runs around that test alone: `t.after(() => …)`.
            if is_around && facts.scopes[it.scopes[unit as usize] as usize].kind != ScopeKind::Test {
                it.ambient.push(unit);
            }
            it.define(scope.name.of(source), unit);
            // Whoever makes an object of a class may run all of it.
            if let Some(class) = class_of[id as usize].filter(|_| scope.kind != ScopeKind::Test) {
                it.define(facts.scopes[class as usize].name.of(source), unit);
            }
        }
        it.runs.sort_unstable();
        it.runs.dedup();
        it
    }

    fn define(&mut self, name: &[u8], unit: UnitId) {
        let next = self.names.len() as u32;
        let name = *self.names.entry(NameHash::of(name)).or_insert(next);
        self.runs.push((name, unit));
    }

    /// Whether a name is defined in the file; if so, the unit uses it.
    pub(super) fn uses(&mut self, unit: UnitId, name: &[u8]) -> bool {
        let known = self.names.get(&NameHash::of(name)).copied();
        self.uses.extend(known.map(|name| (unit, name)));
        known.is_some()
    }

    /// For each unit, whether another names it; whoever runs the rest is not seen: a framework, a field's initializer.
    pub(super) fn named(&self) -> Vec<bool> {
        let mut used = vec![false; self.names.len()];
        for (_, name) in &self.uses {
            used[*name as usize] = true;
        }
        let mut named = vec![false; self.scopes.len()];
        for (name, unit) in &self.runs {
            named[*unit as usize] |= used[*name as usize];
        }
        named
    }

    /// For each unit, whether it is one of these or reaches one.
    pub(super) fn reaching(&self, these: impl Iterator<Item = UnitId>) -> Vec<bool> {
        let mut users: Vec<(u32, UnitId)> = self.uses.iter().map(|(unit, name)| (*name, *unit)).collect();
        users.sort_unstable();
        let mut names_of: Vec<(UnitId, u32)> = self.runs.iter().map(|(name, unit)| (*unit, *name)).collect();
        names_of.sort_unstable();
        let mut reaches = vec![false; self.scopes.len()];
        let mut named = vec![false; self.names.len()];
        let mut left: Vec<UnitId> = these.collect();
        for unit in &left {
            reaches[*unit as usize] = true;
        }
        while let Some(unit) = left.pop() {
            for name in of(&names_of, unit) {
                if std::mem::replace(&mut named[name as usize], true) {
                    continue;
                }
                for user in of(&users, name) {
                    if !std::mem::replace(&mut reaches[user as usize], true) {
                        left.push(user);
                    }
                }
            }
        }
        reaches
    }
}

fn of(pairs: &[(u32, u32)], key: u32) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|(at, _)| *at < key);
    pairs[from..].iter().take_while(move |(at, _)| *at == key).map(|(_, to)| *to)
}
