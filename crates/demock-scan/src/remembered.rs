//! What a thread has found out about names: the same few come again and again.
//!
//! Invariant: what is kept is bounded; a forgotten name is asked about anew. Absent on purpose: sharing between threads.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Names that are kept.
const NAMES_MAX: usize = 4096;

/// Answers by name.
#[derive(Debug)]
pub(crate) struct Remembered<T>(RefCell<FxHashMap<Box<str>, T>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Remembered<T> {
    /// What is known of a name, or else is found out; to find out, other names may be asked about elsewhere.
    pub(crate) fn of(&self, name: &str, find_out: impl FnOnce(&str) -> T) -> T {
        if let Some(found) = self.0.borrow().get(name) {
            return found.clone();
        }
        let found = find_out(name);
        let mut known = self.0.borrow_mut();
        if known.len() >= NAMES_MAX {
            known.clear();
        }
        known.insert(name.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_asked_about_once_until_it_is_forgotten() {
        let (known, mut asked) = (Remembered::default(), 0);
        let mut ask = |name: &str| {
            known.of(name, |name| {
                asked += 1;
                (name.len(), asked)
            })
        };
        assert_eq!([ask("one"), ask("three"), ask("one")], [(3, 1), (5, 2), (3, 1)]);
        (0..NAMES_MAX).for_each(|at| {
            ask(&at.to_string());
        });
        assert_eq!(ask("one"), (3, NAMES_MAX + 3));
    }
}
