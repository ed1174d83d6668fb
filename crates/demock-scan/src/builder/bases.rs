//! What classes derive from.
//!
//! Two lists for two askers: `bases` of test code, for the index, and references in the position of a base, for whoever looks
//! what a module shows.

use super::{Builder, PathState};
use crate::facts::{Head, Path, Position, Reference};

impl Builder<'_> {
    /// Between parentheses stand a constructor's parameters, and what they are by default.
    pub(super) fn base_outside_parentheses(&mut self) {
        if self.position == Position::Base && self.innermost() != b'(' {
            self.base();
        }
    }

    /// Keeps the path being read as what the current class derives from.
    pub fn base(&mut self) {
        if self.keeps_uses && self.state == PathState::Open && self.count > 0 {
            let path = self.keep_path();
            self.facts.bases.push((self.scope, path));
        }
    }

    /// The path being read, which a class derives from whose scope is yet to be opened; `None` where nobody asks for it.
    pub fn named_base(&mut self) -> Option<Path> {
        let is_wanted = self.head == Head::Name && self.last_name().is_some_and(|name| self.wants(name));
        is_wanted.then(|| self.keep_path())
    }

    /// Keeps what the class of the current scope derives from.
    pub fn derive(&mut self, path: Path) {
        let end = self.facts.path_names(path).last().map_or(path.start, |name| name.span.end);
        let (position, scope, statement) = (Position::Base, self.scope, self.statement);
        self.facts.references.push(Reference { path, position, scope, end, statement });
    }
}
