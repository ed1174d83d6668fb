//! What is told by how code is built becomes hits: the analyses say what they saw, the table what that is.

use super::{Hit, Matcher};
use crate::facts::ScopeId;
use crate::hollow;
use crate::suspect::Suspect;

impl Matcher<'_> {
    /// Everything that the analyses of structure accuse; `tests` are the scopes of the collected tests.
    pub(super) fn structure(&self, tests: &[ScopeId]) -> Vec<Hit<'_>> {
        if !self.rules.asks_for_structure() {
            return Vec::new();
        }
        let subject = hollow::Subject {
            resolver: &self.resolver,
            tests,
            is_test_file: self.role.is_test(),
            around: hollow::Around::new(self.facts(), tests),
        };
        let suspects = hollow::suspects(&subject);
        suspects.into_iter().filter_map(|suspect| self.suspect(suspect)).collect()
    }

    fn suspect(&self, suspect: Suspect) -> Option<Hit<'_>> {
        let row = self.rules.structure(suspect.rule)?;
        Some(Hit {
            target: suspect.target,
            confidence: suspect.confidence,
            reasons: suspect.reasons,
            ..Hit::new(row, suspect.span, suspect.scope)
        })
    }
}
