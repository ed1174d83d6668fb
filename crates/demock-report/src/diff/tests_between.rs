//! What became of the tests: there still, gone, hollow, or free of doubles.

use super::compare::Fate;
use demock_model::{Finding, Report, TestId};
use std::collections::{BTreeSet, HashMap};

/// A test that no site reaches now, by its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreedTest {
    /// `path::name::name`.
    pub id: String,
    /// What it claims to be.
    pub tier: String,
}

/// Tests that no site reaches now and that are not known to be hollow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MockFree {
    /// Were reached before.
    pub freed: Vec<FreedTest>,
    /// Were not there before.
    pub new: Vec<FreedTest>,
}

/// The tests of two reports, matched by id; where an id is gone, by the only test of the same name in a file that was
/// not there before (a renamed file).
pub(super) struct TestsBetween<'a> {
    before: &'a Report,
    after: &'a Report,
    /// Of each test before, its index after.
    matched: Vec<Option<TestId>>,
}

impl<'a> TestsBetween<'a> {
    pub(super) fn new(before: &'a Report, after: &'a Report) -> Self {
        let by_id: HashMap<String, TestId> = after.tests.iter().map(|test| (after.tests.id(test), test)).collect();
        let mut matched: Vec<_> = before.tests.iter().map(|test| by_id.get(&before.tests.id(test)).copied()).collect();
        let taken: BTreeSet<_> = matched.iter().flatten().copied().collect();
        let paths: BTreeSet<&str> = before.tests.iter().map(|test| before.tests.path(test).as_str()).collect();
        let mut by_name = HashMap::<String, Vec<TestId>>::new();
        for test in
            after.tests.iter().filter(|test| !taken.contains(test) && !paths.contains(after.tests.path(*test).as_str()))
        {
            by_name.entry(name(after, test)).or_default().push(test);
        }
        for (at, slot) in matched.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
            if let Some([only]) = by_name.get(&name(before, TestId(at as u32))).map(Vec::as_slice) {
                *slot = Some(*only);
            }
        }
        Self { before, after, matched }
    }

    /// The same test after.
    pub(super) fn after_of(&self, test: TestId) -> Option<TestId> {
        self.matched.get(test.0 as usize).copied().flatten()
    }

    /// What is to be said of a site that is gone and that nothing stands for.
    pub(super) fn fate_of(&self, site: &Finding) -> Fate {
        let mut tests = site.tests.clone();
        if tests.is_empty() {
            // A helper of which no test is known: the tests of its file speak for it.
            tests = self.before.tests.iter().filter(|test| site.path == self.before.tests.path(*test)).collect();
        }
        let left: Vec<_> = tests.iter().filter_map(|test| self.after_of(test)).collect();
        if left.is_empty() && !tests.is_empty() {
            Fate::TestGone
        } else if !left.is_empty() && left.iter().all(|test| self.after.tests.is_hollow(*test)) {
            Fate::Hollowed
        } else {
            Fate::Removed
        }
    }

    /// Tests that are free of doubles now and were not before.
    pub(super) fn mock_free(&self) -> MockFree {
        let mut origin = vec![None; self.after.tests.len()];
        for (at, after) in self.matched.iter().enumerate() {
            if let Some(after) = after {
                origin[after.0 as usize] = Some(TestId(at as u32));
            }
        }
        let mut it = MockFree::default();
        for test in self.after.tests.iter().filter(|test| !self.after.tests.is_tainted(*test)) {
            if self.after.tests.is_hollow(test) {
                continue;
            }
            let entry = || FreedTest { id: self.after.tests.id(test), tier: self.after.tests.tier(test).to_string() };
            match origin[test.0 as usize] {
                None => it.new.push(entry()),
                Some(before) if self.before.tests.is_tainted(before) => it.freed.push(entry()),
                Some(_) => {}
            }
        }
        it
    }
}

/// The id without its path.
fn name(report: &Report, test: TestId) -> String {
    report.tests.id(test).split_off(report.tests.path(test).len())
}
