//! Which definitions stand in which, answered in constant time however deep they nest.
//!
//! Invariant: scopes are numbered as they open and close innermost first ([`crate::builder::Builder::open_scope`]), so
//! that those in one are the numbers from its own to its last.

use crate::facts::{Scope, ScopeId};

/// The tree that the scopes of one file are.
pub(crate) struct ScopeTree {
    /// The last scope that stands in each, or the scope itself.
    last: Vec<ScopeId>,
}

impl ScopeTree {
    pub(crate) fn new(scopes: &[Scope]) -> Self {
        let mut last: Vec<ScopeId> = (0..scopes.len() as ScopeId).collect();
        for (id, scope) in scopes.iter().enumerate().rev() {
            let parent = scope.parent as usize;
            last[parent] = last[parent].max(last[id]);
        }
        Self { last }
    }

    /// Whether `inner` is `outer` or stands in it.
    pub(crate) fn encloses(&self, outer: ScopeId, inner: ScopeId) -> bool {
        outer <= inner && inner <= self.last(outer)
    }

    /// The last scope that stands in one, or the scope itself.
    pub(crate) fn last(&self, scope: ScopeId) -> ScopeId {
        self.last.get(scope as usize).copied().unwrap_or(scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Reach, ScopeKind, Span};

    #[test]
    fn a_scope_encloses_itself_and_what_opens_in_it() {
        let scope = |parent| Scope {
            parent,
            kind: ScopeKind::Function,
            name: Span::default(),
            header: Span::default(),
            end: 0,
            reach: Reach::Named,
        };
        // 0 (1 (2, 3 (4)), 5)
        let tree = ScopeTree::new(&[0, 0, 1, 1, 3, 0].map(scope));
        let inside = |outer: ScopeId| (0..6).filter(|inner| tree.encloses(outer, *inner)).collect::<Vec<_>>();
        let all: Vec<_> = (0..6).map(inside).collect();
        assert_eq!(all, [vec![0, 1, 2, 3, 4, 5], vec![1, 2, 3, 4], vec![2], vec![3, 4], vec![4], vec![5]]);
    }
}
