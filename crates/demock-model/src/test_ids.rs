//! The tests that a site reaches.
//!
//! A set-up reaches every test of its class: ids that follow each other are kept as one run.
//! Invariant: runs are sorted, none is empty and none touches the next, so that equal sets are equal values.

use crate::TestId;
use std::fmt;

/// A set of tests, in order.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TestIds {
    first: Run,
    /// Further runs; most sets have none.
    #[expect(clippy::box_collection, reason = "an empty list takes eight bytes in hundreds of thousands of findings")]
    more: Option<Box<Vec<Run>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Run {
    first: u32,
    count: u32,
}

impl Run {
    fn iter(self) -> impl Iterator<Item = TestId> {
        (self.first..self.first + self.count).map(TestId)
    }

    fn contains(self, test: TestId) -> bool {
        test.0.checked_sub(self.first).is_some_and(|at| at < self.count)
    }
}

impl TestIds {
    /// How many tests.
    pub fn len(&self) -> usize {
        self.runs().map(|run| run.count as usize).sum()
    }

    /// Whether it reaches none.
    pub fn is_empty(&self) -> bool {
        self.first.count == 0
    }

    /// Whether a test is in the set.
    pub fn contains(&self, test: &TestId) -> bool {
        self.runs().any(|run| run.contains(*test))
    }

    /// The tests in order.
    pub fn iter(&self) -> impl Iterator<Item = TestId> {
        self.runs().flat_map(Run::iter)
    }

    /// The same tests after `by` others have been put before all of them.
    #[must_use]
    pub fn moved(mut self, by: u32) -> Self {
        if self.first.count > 0 {
            self.first.first += by;
        }
        self.more.iter_mut().flat_map(|more| more.iter_mut()).for_each(|run| run.first += by);
        self
    }

    fn runs(&self) -> impl Iterator<Item = Run> {
        [self.first].into_iter().chain(self.more.iter().flat_map(|more| more.iter().copied()))
    }

    fn push(&mut self, test: TestId) {
        let last = self.more.as_mut().and_then(|more| more.last_mut()).unwrap_or(&mut self.first);
        if last.count == 0 {
            *last = Run { first: test.0, count: 1 };
        } else if test.0 == last.first + last.count {
            last.count += 1;
        } else if test.0 > last.first + last.count {
            self.more.get_or_insert_default().push(Run { first: test.0, count: 1 });
        }
        // Anything else was there already: ids come in order.
    }
}

impl FromIterator<TestId> for TestIds {
    /// Ids in any order; each counts once.
    fn from_iter<I: IntoIterator<Item = TestId>>(tests: I) -> Self {
        let mut tests: Vec<TestId> = tests.into_iter().collect();
        if !tests.is_sorted() {
            tests.sort_unstable();
        }
        let mut set = Self::default();
        for test in tests {
            set.push(test);
        }
        set
    }
}

impl fmt::Debug for TestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|test| test.0)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tests: &[u32], expected: &[u32]) {
        let set: TestIds = tests.iter().copied().map(TestId).collect();
        assert_eq!(set.iter().map(|test| test.0).collect::<Vec<_>>(), expected);
        assert_eq!((set.len(), set.is_empty()), (expected.len(), expected.is_empty()));
        for test in 0..20 {
            assert_eq!(set.contains(&TestId(test)), expected.contains(&test), "{test}");
        }
        let moved: Vec<u32> = set.moved(7).iter().map(|test| test.0 - 7).collect();
        assert_eq!(moved, expected);
    }

    #[test]
    fn what_goes_in_comes_out_in_order() {
        check(&[], &[]);
        check(&[0], &[0]);
        check(&[3, 4, 5], &[3, 4, 5]);
        check(&[9, 3, 4, 4, 11, 10, 17], &[3, 4, 9, 10, 11, 17]);
        assert_eq!(size_of::<TestIds>(), 16);
    }
}
