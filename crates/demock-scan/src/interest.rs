//! Which names the rule set wants to hear of: the filter between a front end and its facts.
//!
//! Invariant: it may say yes to a name nobody asked for (a hash collision), never no to one that somebody did.

use crate::facts::NameHash;

/// Bits of the name filter. 2^14 bits are 2 KiB, which stay in the first-level cache beside the source.
const FILTER_BITS: usize = 1 << 14;

/// The names that rules of one language ask for.
#[derive(Debug, Clone)]
pub struct Interest {
    /// Last names of calls, references and assignments.
    last: Box<[u64]>,
    /// First names that mean something without an import: fixtures, globals.
    heads: Box<[u64]>,
    /// Beginnings of last names, for rules such as `NewMock*`; tried only when `prefix_starts` has the first byte.
    prefixes: Vec<Box<[u8]>>,
    prefix_starts: [u64; 4],
    /// Endings of last names, for rules such as `*Mock`.
    suffixes: Vec<Box<[u8]>>,
    /// Modules of which every member is asked for, as patterns of their names.
    modules: Vec<Box<str>>,
    /// Members of anything are kept when assigned to: manual patches are looked for.
    everything_assigned: bool,
    /// Names of the language's own that are assigned to as a whole.
    globals: Vec<NameHash>,
    /// Last names of calls whose result is called.
    results: Vec<NameHash>,
    /// Whatever stands inside a function is not kept.
    only_exports: bool,
}

impl Default for Interest {
    fn default() -> Self {
        let filter = || vec![0; FILTER_BITS / 64].into_boxed_slice();
        Self {
            last: filter(),
            heads: filter(),
            prefixes: Vec::new(),
            prefix_starts: [0; 4],
            suffixes: Vec::new(),
            modules: Vec::new(),
            everything_assigned: false,
            globals: Vec::new(),
            results: Vec::new(),
            only_exports: false,
        }
    }
}

fn set(filter: &mut [u64], hash: NameHash) {
    filter[(hash.0 as usize % FILTER_BITS) / 64] |= 1 << (hash.0 % 64);
}

fn has(filter: &[u64], hash: NameHash) -> bool {
    filter[(hash.0 as usize % FILTER_BITS) / 64] & (1 << (hash.0 % 64)) != 0
}

impl Interest {
    /// Asks for everything that a module shows to others: whatever stands at the top of the file or of its classes.
    pub fn exports() -> Self {
        let everything = || vec![u64::MAX; FILTER_BITS / 64].into_boxed_slice();
        Self {
            last: everything(),
            heads: everything(),
            everything_assigned: true,
            only_exports: true,
            ..Self::default()
        }
    }

    /// Whether only what stands outside functions is asked for.
    #[inline]
    pub fn is_of_exports(&self) -> bool {
        self.only_exports
    }

    /// Asks for calls, references and assignments whose last name is this.
    pub fn add_last(&mut self, name: &str) {
        set(&mut self.last, NameHash::of(name.as_bytes()));
    }

    /// Asks for bindings of this name.
    pub fn add_head(&mut self, name: &str) {
        set(&mut self.heads, NameHash::of(name.as_bytes()));
    }

    /// Asks for last names that begin so.
    pub fn add_prefix(&mut self, prefix: &str) {
        if let Some(first) = prefix.bytes().next() {
            self.prefix_starts[first as usize / 64] |= 1 << (first % 64);
            self.prefixes.push(prefix.as_bytes().into());
        }
    }

    /// Asks for last names that end so.
    pub fn add_suffix(&mut self, suffix: &str) {
        if !suffix.is_empty() {
            self.suffixes.push(suffix.as_bytes().into());
        }
    }

    /// Asks for every member of modules whose name matches; `*` stands for anything.
    pub fn add_module(&mut self, pattern: &str) {
        self.modules.push(pattern.into());
    }

    /// Whether every member of a module is asked for.
    pub fn wants_module(&self, module: &[u8]) -> bool {
        self.modules.iter().any(|pattern| crate::ruleset::matches_bytes(pattern, module))
    }

    /// Asks for every assignment to a member.
    pub fn add_every_assignment(&mut self) {
        self.everything_assigned = true;
    }

    /// Asks for assignments to a name that nothing declares.
    pub fn add_global(&mut self, name: &str) {
        self.globals.push(NameHash::of(name.as_bytes()));
    }

    /// Whether assignments to a name that nothing declares are asked for.
    pub fn wants_global(&self, hash: NameHash) -> bool {
        self.globals.contains(&hash)
    }

    /// Asks for calls of the result of a call with this last name.
    pub fn add_result(&mut self, name: &str) {
        self.results.push(NameHash::of(name.as_bytes()));
    }

    /// Whether calls of the result of a call with this last name are asked for.
    pub fn wants_result(&self, hash: NameHash) -> bool {
        self.results.contains(&hash)
    }

    /// Whether a last name is asked for.
    #[inline]
    pub fn wants_last(&self, hash: NameHash, text: &[u8]) -> bool {
        has(&self.last, hash)
            || self.wants_prefix(text)
            || self.suffixes.iter().any(|suffix| text.len() > suffix.len() && text.ends_with(suffix))
    }

    #[inline]
    fn wants_prefix(&self, text: &[u8]) -> bool {
        let first = text.first().copied().unwrap_or_default() as usize;
        self.prefix_starts[first / 64] & (1 << (first % 64)) != 0
            && self.prefixes.iter().any(|prefix| text.starts_with(prefix))
    }

    /// Whether a head name is asked for.
    #[inline]
    pub fn wants_head(&self, hash: NameHash) -> bool {
        has(&self.heads, hash)
    }

    /// Whether every assignment to a member is asked for.
    pub fn wants_assignments(&self) -> bool {
        self.everything_assigned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_exports_it_wants_every_name() {
        let interest = Interest::exports();
        assert!(interest.wants_last(NameHash::of(b"anything"), b"anything") && interest.is_of_exports());
    }

    #[test]
    fn says_yes_to_what_was_asked_for() {
        let mut interest = Interest::default();
        interest.add_last("patch");
        interest.add_prefix("NewMock");
        interest.add_suffix("Double");
        interest.add_module("*mocks");
        assert!(interest.wants_last(NameHash::of(b"StoreDouble"), b"StoreDouble"));
        assert!(!interest.wants_last(NameHash::of(b"Double"), b"Double"));
        assert!(interest.wants_module(b"example.org/mocks") && !interest.wants_module(b"example.org/mocks/x"));
        assert!(interest.wants_last(NameHash::of(b"patch"), b"patch"));
        assert!(interest.wants_last(NameHash::of(b"NewMockStore"), b"NewMockStore"));
        assert!(!interest.wants_last(NameHash::of(b"NewStore"), b"NewStore"));
        assert!(!interest.wants_head(NameHash::of(b"patch")));
    }
}
