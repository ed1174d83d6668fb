//! The tests that a site reaches.
//!
//! A set-up reaches every test of its class: ids that follow each other are kept as one run.
//! Invariant: runs are sorted, none is empty and none touches the next, so that equal sets are equal values.

use crate::TestId;
use std::fmt;
use std::sync::Arc;

/// A set of tests, in order.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TestIds {
    first: Run,
    /// Further runs; most sets have none, and those that many sites have in common are kept once. A list behind a pointer,
    /// so that an empty one takes eight bytes in hundreds of thousands of findings.
    more: Option<Arc<Vec<Run>>>,
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

    fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.first + other.count <= self.first + self.count
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

    /// `count` tests that follow each other.
    pub fn run(first: TestId, count: u32) -> Self {
        if count == 0 { Self::default() } else { Self { first: Run { first: first.0, count }, more: None } }
    }

    /// Adds a test.
    pub fn insert(&mut self, test: TestId) {
        let last = self.more.as_ref().and_then(|more| more.last()).unwrap_or(&self.first);
        if self.is_empty() || last.first <= test.0 {
            self.push(Run { first: test.0, count: 1 });
        } else {
            *self = Self::united([&*self, &Self::run(test, 1)]);
        }
    }

    /// The tests that are in any of the sets.
    pub fn united<'a, I>(sets: I) -> Self
    where
        I: IntoIterator<Item = &'a Self, IntoIter: Clone>,
    {
        let sets = sets.into_iter();
        // Most often one set has all that the others have.
        let Some(widest) = sets.clone().max_by_key(|set| set.size()) else { return Self::default() };
        let beyond = sets.filter(|set| !widest.covers(set));
        let mut runs: Vec<Run> = beyond.flat_map(Self::runs).collect();
        if runs.is_empty() {
            return widest.clone();
        }
        runs.extend(widest.runs());
        runs.sort_unstable_by_key(|run| run.first);
        let mut runs = runs.into_iter();
        let mut set = Self { first: runs.next().unwrap_or_default(), more: None };
        let mut more: Vec<Run> = Vec::new();
        for run in runs {
            if let Some(apart) = join(more.last_mut().unwrap_or(&mut set.first), run) {
                more.push(apart);
            }
        }
        set.more = (!more.is_empty()).then(|| Arc::new(more));
        set
    }

    /// How many runs, and how many tests in the first.
    fn size(&self) -> (usize, u32) {
        (self.more.as_ref().map_or(0, |more| more.len()), self.first.count)
    }

    /// Whether it has all tests of another set. That takes no longer than finding one run, and of sets that are wide
    /// both, it is seen only where they are the same.
    fn covers(&self, other: &Self) -> bool {
        match &other.more {
            None if other.is_empty() || self.first.covers(other.first) => true,
            None => self.more.as_ref().is_some_and(|more| {
                let after = more.partition_point(|run| run.first <= other.first.first);
                after > 0 && more[after - 1].covers(other.first)
            }),
            Some(theirs) => {
                self.more.as_ref().is_some_and(|more| Arc::ptr_eq(more, theirs) && self.first == other.first)
            }
        }
    }

    /// The tests that are in both sets.
    #[must_use]
    pub fn intersected(&self, other: &Self) -> Self {
        let mut set = Self::default();
        let (mut ours, mut theirs) = (self.runs().peekable(), other.runs().peekable());
        while let (Some(one), Some(two)) = (ours.peek().copied(), theirs.peek().copied()) {
            let (one_end, two_end) = (one.first + one.count, two.first + two.count);
            let (first, end) = (one.first.max(two.first), one_end.min(two_end));
            if first < end {
                set.push(Run { first, count: end - first });
            }
            if one_end <= two_end {
                ours.next();
            } else {
                theirs.next();
            }
        }
        set
    }

    /// The first test and the number of tests of each stretch of tests that follow each other, in order.
    pub fn stretches(&self) -> impl Iterator<Item = (TestId, u32)> {
        self.runs().filter(|run| run.count > 0).map(|run| (TestId(run.first), run.count))
    }

    fn runs(&self) -> impl Iterator<Item = Run> {
        [self.first].into_iter().chain(self.more.iter().flat_map(|more| more.iter().copied()))
    }

    /// Adds a run that begins no earlier than those before it.
    fn push(&mut self, run: Run) {
        let Some(more) = &mut self.more else {
            self.more = join(&mut self.first, run).map(|apart| Arc::new(vec![apart]));
            return;
        };
        let more = Arc::make_mut(more);
        if let Some(apart) = more.last_mut().map_or(Some(run), |last| join(last, run)) {
            more.push(apart);
        }
    }
}

/// Adds to a run another that begins no earlier, and hands it back where they do not touch.
fn join(last: &mut Run, run: Run) -> Option<Run> {
    if last.count == 0 {
        *last = run;
    } else if run.first <= last.first + last.count {
        last.count = last.count.max(run.first + run.count - last.first);
    } else {
        return Some(run);
    }
    None
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
            set.push(Run { first: test.0, count: 1 });
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
    }

    #[test]
    fn what_goes_in_comes_out_in_order() {
        check(&[], &[]);
        check(&[0], &[0]);
        check(&[3, 4, 5], &[3, 4, 5]);
        check(&[9, 3, 4, 4, 11, 10, 17], &[3, 4, 9, 10, 11, 17]);
        assert_eq!(size_of::<TestIds>(), 16);
    }

    #[track_caller]
    fn check_united(sets: &[&[u32]], expected: &[(u32, u32)]) {
        let sets: Vec<TestIds> = sets.iter().map(|set| set.iter().copied().map(TestId).collect()).collect();
        let seen: Vec<(u32, u32)> = TestIds::united(&sets).stretches().map(|(first, count)| (first.0, count)).collect();
        assert_eq!(seen, expected);
    }

    #[track_caller]
    fn check_intersected(one: &[u32], two: &[u32], expected: &[u32]) {
        let set = |tests: &[u32]| -> TestIds { tests.iter().copied().map(TestId).collect() };
        assert_eq!(set(one).intersected(&set(two)), set(expected));
        assert_eq!(set(two).intersected(&set(one)), set(expected));
    }

    #[test]
    fn what_is_inserted_is_there_once() {
        let mut set = TestIds::default();
        for (test, expected) in [
            (4, &[(4, 1)][..]),
            (9, &[(4, 1), (9, 1)]),
            (5, &[(4, 2), (9, 1)]),
            (9, &[(4, 2), (9, 1)]),
            (0, &[(0, 1), (4, 2), (9, 1)]),
        ] {
            set.insert(TestId(test));
            assert_eq!(set.stretches().map(|(first, count)| (first.0, count)).collect::<Vec<_>>(), expected, "{test}");
        }
    }

    #[test]
    fn sets_intersect() {
        check_intersected(&[], &[1, 2], &[]);
        check_intersected(&[1, 2, 3, 7, 9], &[2, 3, 4, 5, 6, 7, 8], &[2, 3, 7]);
        check_intersected(&[0, 1, 2, 3, 4, 5], &[1, 3, 5], &[1, 3, 5]);
        check_intersected(&[1], &[2], &[]);
    }

    #[test]
    fn sets_unite_to_the_fewest_runs() {
        check_united(&[], &[]);
        check_united(&[&[], &[4]], &[(4, 1)]);
        check_united(&[&[1, 2, 9], &[3, 4]], &[(1, 4), (9, 1)]);
        check_united(&[&[5, 6, 7, 8], &[6, 7]], &[(5, 4)]);
        check_united(&[&[0, 4, 8], &[2, 6], &[1, 3, 5, 7]], &[(0, 9)]);
        check_united(&[&[8], &[0, 2, 3, 8], &[3], &[]], &[(0, 1), (2, 2), (8, 1)]);
        check_united(&[&[0, 2, 8], &[1], &[9, 10]], &[(0, 3), (8, 3)]);
        check_united(&[&[0, 2, 8], &[0, 2, 8], &[0, 2]], &[(0, 1), (2, 1), (8, 1)]);
        assert_eq!(TestIds::run(TestId(3), 2), [TestId(4), TestId(3)].into_iter().collect());
        assert_eq!(TestIds::run(TestId(3), 0), TestIds::default());
    }
}
