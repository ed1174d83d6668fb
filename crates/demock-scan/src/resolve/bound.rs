//! Which binding of a name is seen from a place.
//!
//! Invariant: an answer takes a logarithm of steps, however many scopes bind the name and however deep they nest: a test
//! file may bind `monkeypatch` once a test. Absent on purpose: what it is bound to.

use crate::facts::{Facts, ImportForm, NameHash, ScopeId};
use crate::scopes::ScopeTree;

/// What a name is bound to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Binds {
    Import(u32),
    Binding(u32),
}

/// The bindings of one name in one scope.
#[derive(Debug, Clone, Copy)]
struct Group {
    name: NameHash,
    scope: ScopeId,
    /// Its first binding; the next group's is the end.
    first: u32,
    /// The group of the same name in the nearest scope around; itself where there is none.
    around: u32,
    /// A group further out, by which the outermost is reached in a logarithm of steps (skew-binary jumps).
    far: u32,
    /// How many groups stand around it.
    depth: u32,
}

/// A file's imports and bindings, by name, scope and place.
pub(super) struct Bindings {
    groups: Vec<Group>,
    bindings: Vec<(u32, Binds)>,
}

impl Bindings {
    pub(super) fn new(facts: &Facts, tree: &ScopeTree) -> Self {
        let imports = facts.imports.iter().enumerate().filter(|(_, it)| it.form != ImportForm::Wildcard);
        let imports = imports.map(|(at, it)| (it.local.hash, it.scope, it.local.span.start, Binds::Import(at as u32)));
        let bindings = facts.bindings.iter().enumerate();
        let bindings = bindings.map(|(at, it)| (it.name, it.scope, it.at, Binds::Binding(at as u32)));
        let mut all: Vec<_> = imports.chain(bindings).collect();
        all.sort_by_key(|(name, scope, at, _)| (*name, *scope, *at));
        let mut it = Self { groups: Vec::new(), bindings: Vec::with_capacity(all.len()) };
        for (name, scope, at, binds) in all {
            if it.groups.last().is_none_or(|last| (last.name, last.scope) != (name, scope)) {
                it.open_group(name, scope, tree);
            }
            it.bindings.push((at, binds));
        }
        it
    }

    fn open_group(&mut self, name: NameHash, scope: ScopeId, tree: &ScopeTree) {
        let (id, first) = (self.groups.len() as u32, self.bindings.len() as u32);
        let mut group = Group { name, scope, first, around: id, far: id, depth: 0 };
        let before = self.groups.len().checked_sub(1).filter(|before| self.groups[*before].name == name);
        if let Some(around) = before.and_then(|before| self.enclosing(before, scope, tree)) {
            let outer = self.groups[around];
            let far = self.groups[outer.far as usize];
            let even = outer.depth - far.depth == far.depth - self.groups[far.far as usize].depth;
            group.around = around as u32;
            group.far = if even { far.far } else { around as u32 };
            group.depth = outer.depth + 1;
        }
        self.groups.push(group);
    }

    /// The innermost of a group and those around it whose scope encloses `scope`.
    fn enclosing(&self, mut group: usize, scope: ScopeId, tree: &ScopeTree) -> Option<usize> {
        let encloses = |group: usize| tree.encloses(self.groups[group].scope, scope);
        while !encloses(group) {
            let Group { around, far, .. } = self.groups[group];
            if around as usize == group {
                return None;
            }
            group = if encloses(far as usize) { around } else { far } as usize;
        }
        Some(group)
    }

    /// The binding of a name that is seen from a scope: the innermost scope's, and of one scope's the last before the
    /// use, or the first where all come later.
    pub(super) fn seen(&self, name: NameHash, scope: ScopeId, at: u32, tree: &ScopeTree) -> Option<Binds> {
        // Of all groups up to this scope, the last is it or stands beside or below whatever encloses it.
        let after = self.groups.partition_point(|group| (group.name, group.scope) <= (name, scope));
        let last = after.checked_sub(1).filter(|last| self.groups[*last].name == name)?;
        let group = self.enclosing(last, scope, tree)?;
        let end = self.groups.get(group + 1).map_or(self.bindings.len(), |next| next.first as usize);
        let bindings = &self.bindings[self.groups[group].first as usize..end];
        let before = bindings.partition_point(|(bound_at, _)| *bound_at < at);
        let chosen = bindings[..before].last().or_else(|| bindings.first())?.0;
        // Of several at one place, the first that was kept.
        let first = bindings.partition_point(|(bound_at, _)| *bound_at < chosen);
        bindings.get(first).map(|(_, binds)| *binds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Binding, Bound, Reach, Scope, ScopeKind, Span};

    fn facts(parents: &[ScopeId], bindings: &[(u32, ScopeId, u32)]) -> Facts {
        let scope = |parent: &ScopeId| Scope {
            parent: *parent,
            kind: ScopeKind::Function,
            name: Span::default(),
            header: Span::default(),
            end: 0,
            reach: Reach::Named,
        };
        let bind = |(name, scope, at): &(u32, ScopeId, u32)| Binding {
            name: NameHash(*name),
            scope: *scope,
            written_in: *scope,
            at: *at,
            bound: Bound::Opaque,
        };
        Facts {
            scopes: parents.iter().map(scope).collect(),
            bindings: bindings.iter().map(bind).collect(),
            ..Facts::default()
        }
    }

    /// The answer by looking at every binding.
    fn plain(facts: &Facts, name: NameHash, scope: ScopeId, at: u32) -> Option<u32> {
        let mut around = vec![scope];
        while let Some(last) = around.last().filter(|last| **last != 0) {
            around.push(facts.scopes[*last as usize].parent);
        }
        let bound_in = |scope: ScopeId| {
            let here = (0..facts.bindings.len()).filter(move |it| facts.bindings[*it].scope == scope);
            here.filter(|it| facts.bindings[*it].name == name).collect::<Vec<_>>()
        };
        let here = around.into_iter().map(bound_in).find(|here| !here.is_empty())?;
        let place = |it: &&usize| facts.bindings[**it].at;
        let before = here.iter().filter(|it| place(it) < at).map(|it| facts.bindings[*it].at).max();
        let chosen = before.or_else(|| here.iter().map(|it| facts.bindings[*it].at).min())?;
        here.iter().find(|it| place(it) == chosen).map(|it| *it as u32)
    }

    #[test]
    fn the_same_answer_as_by_looking_at_every_binding() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below) as u32
        };
        for round in 0..300 {
            // Scopes open and close as a front end would have it, some files deep, some flat.
            let (mut parents, mut open) = (vec![0], vec![0]);
            for id in 1..=random(40) {
                while open.len() > 1 && random(4) < round % 4 {
                    open.pop();
                }
                parents.push(open[open.len() - 1]);
                open.push(id);
            }
            let scopes = parents.len() as u64;
            let bindings: Vec<_> = (0..random(60)).map(|_| (random(3), random(scopes), random(20))).collect();
            let facts = facts(&parents, &bindings);
            let tree = ScopeTree::new(&facts.scopes);
            let index = Bindings::new(&facts, &tree);
            for _ in 0..200 {
                let (name, scope, at) = (NameHash(random(4)), random(scopes), random(22));
                let seen = index.seen(name, scope, at, &tree).map(|binds| match binds {
                    Binds::Binding(binding) => binding,
                    Binds::Import(import) => unreachable!("there is no import {import}"),
                });
                assert_eq!(seen, plain(&facts, name, scope, at), "{parents:?} {bindings:?} {name:?} {scope} {at}");
            }
        }
    }
}
