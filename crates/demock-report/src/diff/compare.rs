//! Classifies every site of two reports: what went, what moved, what only changed its looks.
//!
//! Invariants: pure; every site of the before report gets exactly one fate and every site of the after report is either
//! still there, the other end of a move, a swap or a disguise, or new. A site counts as removed only when nothing else
//! explains its absence: the benefit of the doubt goes to "not removed".

use super::tests_between::{MockFree, TestsBetween};
use crate::figures::is_site;
use demock_model::{Boundary, Finding, Fingerprint, Group, Kind, Report};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What became of a site. Ordered as the report lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Gone, and its tests are still there.
    Removed,
    /// The same double, elsewhere: another file, scope or line order.
    Moved,
    /// Another explicit double of the same thing took its place.
    Swapped,
    /// A double that hides took its place.
    Disguised,
    /// Gone with its tests: deleted, commented out, or no longer found.
    TestGone,
    /// Gone, but its tests now prove nothing.
    Hollowed,
    /// Still there.
    Still,
    /// Was not there before.
    New,
}

impl Fate {
    /// Every fate in order.
    pub const ALL: &'static [Self] = &[
        Self::Removed,
        Self::Moved,
        Self::Swapped,
        Self::Disguised,
        Self::TestGone,
        Self::Hollowed,
        Self::Still,
        Self::New,
    ];

    /// The name used in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Swapped => "swapped",
            Self::Disguised => "disguised",
            Self::TestGone => "test gone",
            Self::Hollowed => "hollowed",
            Self::Still => "still there",
            Self::New => "new",
        }
    }
}

/// One site's fate, as indices into the findings of the two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What became of it.
    pub fate: Fate,
    /// The site before; none for a new one.
    pub before: Option<u32>,
    /// What stands for it after, where something does.
    pub after: Option<u32>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Every site's fate, sorted by fate, then by place.
    pub changes: Vec<Change>,
    /// Tests that no site reaches now: freed ones and new ones.
    pub mock_free: MockFree,
}

/// Compares two reports of the same tree.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let tests = TestsBetween::new(before, after);
    let mut pairing = Pairing::new(before, after);
    pairing.still();
    for level in MOVES {
        pairing.one_to_one(Fate::Moved, level);
    }
    pairing.disguised(&tests);
    pairing.swapped(&tests);
    pairing.rest(&tests);
    pairing.changes.sort_by_key(|it| (it.fate, it.before, it.after));
    Comparison { changes: pairing.changes, mock_free: tests.mock_free() }
}

/// What must be equal for two sites to be one that moved; strictest first.
type Key<'a> = (&'a str, &'a str, Kind, Boundary, Option<&'a str>);
type Level = for<'a> fn(&'a Finding) -> Option<Key<'a>>;

const MOVES: [Level; 4] = [
    // The same definition of the same file: only its count among equals changed.
    |it| Some((&it.path, &it.scope, it.kind, it.boundary, it.target.as_deref())),
    // The same definition in another file. At the top of a file a known target must hold it together.
    |it| {
        (!it.scope.is_empty() || it.target.is_some()).then_some((
            "",
            &it.scope,
            it.kind,
            it.boundary,
            it.target.as_deref(),
        ))
    },
    // The same thing replaced elsewhere in the file.
    |it| it.target.is_some().then_some((&it.path, "", it.kind, it.boundary, it.target.as_deref())),
    // The same thing replaced in another file.
    |it| it.target.is_some().then_some(("", "", it.kind, it.boundary, it.target.as_deref())),
];

struct Pairing<'a> {
    before: &'a Report,
    after: &'a Report,
    /// Sites without a fate so far.
    open_before: BTreeSet<u32>,
    open_after: BTreeSet<u32>,
    /// After sites that already stand for a disguised or swapped one; they may stand for more.
    used_after: BTreeSet<u32>,
    changes: Vec<Change>,
}

fn sites(report: &Report) -> BTreeSet<u32> {
    (0..report.findings.len() as u32).filter(|at| is_site(&report.findings[*at as usize])).collect()
}

impl<'a> Pairing<'a> {
    fn new(before: &'a Report, after: &'a Report) -> Self {
        let (open_before, open_after) = (sites(before), sites(after));
        Self { before, after, open_before, open_after, used_after: BTreeSet::new(), changes: Vec::new() }
    }

    fn pair(&mut self, fate: Fate, before: u32, after: u32) {
        self.open_before.remove(&before);
        self.open_after.remove(&after);
        self.changes.push(Change { fate, before: Some(before), after: Some(after) });
    }

    fn still(&mut self) {
        let after: HashMap<Fingerprint, u32> =
            self.open_after.iter().map(|at| (self.after.findings[*at as usize].fingerprint, *at)).collect();
        for at in self.open_before.clone() {
            let there = after.get(&self.before.findings[at as usize].fingerprint);
            if let Some(there) = there.filter(|there| self.open_after.contains(there)) {
                self.pair(Fate::Still, at, *there);
            }
        }
    }

    /// Pairs equal sites in order of place, each at most once.
    fn one_to_one(&mut self, fate: Fate, level: Level) {
        let mut free = BTreeMap::<Key<'a>, Vec<u32>>::new();
        for at in self.open_after.iter().rev() {
            if let Some(key) = level(&self.after.findings[*at as usize]) {
                free.entry(key).or_default().push(*at);
            }
        }
        for at in self.open_before.clone() {
            let key = level(&self.before.findings[at as usize]);
            if let Some(there) = key.and_then(|key| free.get_mut(&key)).and_then(Vec::pop) {
                self.pair(fate, at, there);
            }
        }
    }

    /// A site is gone while a disguised one of the same thing appeared in its test, its scope or its file. One
    /// hand-written fake may stand for many.
    fn disguised(&mut self, tests: &TestsBetween<'_>) {
        let group = Group::Disguised;
        self.stand_ins(Fate::Disguised, group, tests, |_, _| true);
    }

    /// A site is gone while an explicit one of the same thing appeared nearby.
    fn swapped(&mut self, tests: &TestsBetween<'_>) {
        let same = |before: &Finding, after: &Finding| {
            before.target.is_some() && before.target == after.target
                || before.boundary == after.boundary && before.boundary != Boundary::Unknown
        };
        self.stand_ins(Fate::Swapped, Group::Explicit, tests, same);
    }

    fn stand_ins(
        &mut self,
        fate: Fate,
        group: Group,
        tests: &TestsBetween<'_>,
        same: impl Fn(&Finding, &Finding) -> bool,
    ) {
        let mut by_path = BTreeMap::<&str, Vec<u32>>::new();
        let mut by_test = BTreeMap::<u32, Vec<u32>>::new();
        for at in self.open_after.iter().filter(|at| self.after.findings[**at as usize].group() == group) {
            let finding = &self.after.findings[*at as usize];
            by_path.entry(&finding.path).or_default().push(*at);
            for test in finding.tests.iter() {
                by_test.entry(test.0).or_default().push(*at);
            }
        }
        for at in self.open_before.clone() {
            let before = &self.before.findings[at as usize];
            let in_tests =
                before.tests.iter().filter_map(|test| tests.after_of(test)).filter_map(|test| by_test.get(&test.0));
            let in_file = by_path.get(&*before.path).into_iter();
            let candidates: BTreeSet<u32> = in_tests.chain(in_file).flatten().copied().collect();
            let best = candidates
                .into_iter()
                .filter(|there| {
                    let after = &self.after.findings[*there as usize];
                    compatible(before.boundary, after.boundary) && same(before, after)
                })
                .min_by_key(|there| {
                    distance(before, &self.after.findings[*there as usize], tests).map_or((9, *there), |d| (d, *there))
                });
            if let Some(there) = best {
                self.open_before.remove(&at);
                self.used_after.insert(there);
                self.changes.push(Change { fate, before: Some(at), after: Some(there) });
            }
        }
        for at in std::mem::take(&mut self.used_after) {
            self.open_after.remove(&at);
        }
    }

    fn rest(&mut self, tests: &TestsBetween<'_>) {
        for at in std::mem::take(&mut self.open_before) {
            let fate = tests.fate_of(&self.before.findings[at as usize]);
            self.changes.push(Change { fate, before: Some(at), after: None });
        }
        for at in std::mem::take(&mut self.open_after) {
            self.changes.push(Change { fate: Fate::New, before: None, after: Some(at) });
        }
    }
}

/// Whether a double of the second boundary can stand for one of the first. A hand-written class often shows no trace of
/// what it stands for.
fn compatible(before: Boundary, after: Boundary) -> bool {
    let vague = |it| matches!(it, Boundary::Unknown | Boundary::OwnCode);
    before == after || vague(before) || vague(after)
}

/// How near a stand-in is: same test, then same scope, then same file; nearer with the same boundary.
fn distance(before: &Finding, after: &Finding, tests: &TestsBetween<'_>) -> Option<u32> {
    let exact = u32::from(before.boundary != after.boundary);
    let shares = before.tests.iter().filter_map(|test| tests.after_of(test)).any(|test| after.tests.contains(&test));
    if shares {
        return Some(exact);
    }
    if before.path != after.path {
        return None;
    }
    Some(if before.scope == after.scope { 2 + exact } else { 4 + exact })
}
