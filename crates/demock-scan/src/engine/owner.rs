//! Whether an assignment to a member puts something in the place of a real thing: what is assigned to.
//!
//! Invariant: where nothing tells, the answer is no. Absent on purpose: what is assigned (`conditions`).

use super::Matcher;
use crate::facts::{Assign, Head, NameHash, ScopeKind};
use crate::rules::Owner;
use crate::site::TargetOrigin;

/// Beginnings of names that say themselves that they are doubles.
const DOUBLE_NAMES: &[&str] = &["mock", "fake", "stub", "dummy", "spy", "double", "patch"];
/// Members by which a double is told what to do.
const CONFIGURATION: &[&str] = &["return_value", "side_effect", "__name__", "__doc__", "called"];

impl Matcher<'_> {
    pub(super) fn is_member_of(&self, assign: &Assign, owner: Owner) -> bool {
        let names = self.facts().path_names(assign.target);
        let text = |index: usize| names[index].span.text(self.source());
        // The most frequent assignment of all, asked about first: `self.x = …` in a set-up.
        if owner == Owner::Local && names.len() == 2 && is_self(text(0)) {
            return false;
        }
        if names.len() < 2 || (0..names.len()).any(|index| CONFIGURATION.contains(&text(index))) {
            return false;
        }
        let says_double = |name: &str| {
            let name = name.trim_start_matches('_').as_bytes();
            let is =
                |part: Option<&[u8]>, word: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()));
            let starts = |word: &str| is(name.get(..word.len()), word);
            let ends = |word: &str| is(name.len().checked_sub(word.len()).and_then(|from| name.get(from..)), word);
            DOUBLE_NAMES.iter().any(|word| starts(word) || ends(word))
        };
        if (0..names.len() - 1).any(|index| says_double(text(index))) {
            return false;
        }
        let Some(resolved) = self.resolver.resolve(assign.target, assign.scope, 0) else { return false };
        if resolved.text.contains(['(', '@', ':', '?']) {
            return false;
        }
        match owner {
            Owner::Imported => resolved.origin == TargetOrigin::Import && !self.is_library(&resolved.text),
            Owner::Local => {
                resolved.origin == TargetOrigin::Local
                    && assign.target.head == Head::Name
                    && !(is_self(text(0)) && names.len() == 2)
                    && !self.is_defined_here(text(usize::from(is_self(text(0)))))
            }
        }
    }

    /// Whether a path is one that rules speak of: `responses.add` is configured, not replaced.
    fn is_library(&self, resolved: &str) -> bool {
        let head = resolved.split('.').next().unwrap_or(resolved);
        self.rules.is_head(head)
    }

    fn is_defined_here(&self, name: &str) -> bool {
        let defined = self.defined.get_or_init(|| {
            let scopes = self.facts().scopes.iter().skip(1);
            let named = scopes
                .filter(|scope| matches!(scope.kind, ScopeKind::Class | ScopeKind::Function | ScopeKind::Fixture));
            named.map(|scope| NameHash::of(scope.name.of(self.bytes()))).collect()
        });
        defined.contains(&NameHash::of(name.as_bytes()))
    }
}

fn is_self(name: &str) -> bool {
    matches!(name, "self" | "cls" | "this")
}
