//! Every test that was seen, with its verdict.

use crate::Text;

/// Index of a test in the report's [`TestTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TestId(pub u32);

/// One file's tests; names are kept in one text, and the definitions around several tests once, so that a large tree
/// stays small in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileTests {
    path: Text,
    service: Text,
    first: u32,
    /// What stands around tests, with the `::` behind it; the first test of each and the text.
    around: Box<[(u32, Text)]>,
    names: Box<str>,
    /// End of each name in `names`.
    ends: Box<[u32]>,
    /// Tier of each test, as an index into the table's tiers.
    tiers: Box<[u8]>,
}

/// The tests of a run, in path order. A test id reads `path::name::name` (as pytest writes it), in every language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TestTable {
    files: Vec<FileTests>,
    tiers: Vec<Text>,
    verdicts: Vec<Verdict>,
}

/// What findings say of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Verdict {
    /// A site reaches it.
    is_tainted: bool,
    /// It proves nothing.
    is_hollow: bool,
}

/// Where a test's own name begins, behind the last `::`.
fn own_name(name: &str) -> usize {
    let mut end = name.len();
    while let Some(at) = name[..end].rfind(':') {
        if name[..at].ends_with(':') {
            return at + 1;
        }
        end = at;
    }
    0
}

impl TestTable {
    /// Adds a file's tests (names with `::` between nested scopes, and their tiers) and returns the first one's id.
    /// Files must be added in path order for the table to be deterministic.
    pub fn add_file<'a>(&mut self, path: Text, service: Text, tests: impl Iterator<Item = (&'a str, Text)>) -> TestId {
        let first = self.verdicts.len() as u32;
        let (mut names, mut ends, mut tiers) = (String::new(), Vec::new(), Vec::new());
        let mut around: Vec<(u32, Text)> = Vec::new();
        for (name, tier) in tests {
            let (outer, own) = name.split_at(own_name(name));
            if around.last().is_none_or(|(_, last)| **last != *outer) {
                around.push((ends.len() as u32, Text::new(outer)));
            }
            names.push_str(own);
            ends.push(names.len() as u32);
            tiers.push(self.tier_index(tier));
            self.verdicts.push(Verdict::default());
        }
        if !ends.is_empty() {
            self.files.push(FileTests {
                path,
                service,
                first,
                around: around.into(),
                names: names.into(),
                ends: ends.into(),
                tiers: tiers.into(),
            });
        }
        TestId(first)
    }

    /// Adds the tests of the files that follow.
    pub fn append(&mut self, next: Self) {
        let moved = self.verdicts.len() as u32;
        let tiers: Vec<u8> = next.tiers.into_iter().map(|tier| self.tier_index(tier)).collect();
        self.files.extend(next.files.into_iter().map(|mut file| {
            file.first += moved;
            file.tiers.iter_mut().for_each(|tier| *tier = tiers[usize::from(*tier)]);
            file
        }));
        self.verdicts.extend(next.verdicts);
    }

    fn tier_index(&mut self, tier: Text) -> u8 {
        let known = self.tiers.iter().position(|known| *known == tier);
        known.unwrap_or_else(|| {
            self.tiers.push(tier);
            self.tiers.len() - 1
        }) as u8
    }

    /// Marks `count` tests as reached by a site.
    pub fn taint(&mut self, first: TestId, count: u32) {
        self.run(first, count).iter_mut().for_each(|verdict| verdict.is_tainted = true);
    }

    /// Marks `count` tests as proving nothing.
    pub fn hollow(&mut self, first: TestId, count: u32) {
        self.run(first, count).iter_mut().for_each(|verdict| verdict.is_hollow = true);
    }

    fn run(&mut self, first: TestId, count: u32) -> &mut [Verdict] {
        &mut self.verdicts[first.0 as usize..(first.0 + count) as usize]
    }

    /// Marks a test as another table has it marked.
    pub fn mark_as(&mut self, test: TestId, other: &Self, other_test: TestId) {
        self.verdicts[test.0 as usize] = other.verdicts[other_test.0 as usize];
    }

    /// How many tests there are.
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether no test was seen.
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// Whether a site reaches the test.
    pub fn is_tainted(&self, test: TestId) -> bool {
        self.verdicts[test.0 as usize].is_tainted
    }

    /// Whether the test proves nothing.
    pub fn is_hollow(&self, test: TestId) -> bool {
        self.verdicts[test.0 as usize].is_hollow
    }

    /// How many tests a site reaches.
    pub fn tainted(&self) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.is_tainted).count()
    }

    /// How many tests prove nothing.
    pub fn hollow_count(&self) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.is_hollow).count()
    }

    /// The whole id, `path::name::name`.
    pub fn id(&self, test: TestId) -> String {
        let (file, index) = self.locate(test);
        let (outer, own) = file.name(index);
        format!("{}::{outer}{own}", file.path)
    }

    /// The test's file.
    pub fn path(&self, test: TestId) -> Text {
        self.locate(test).0.path
    }

    /// The test's tier.
    pub fn tier(&self, test: TestId) -> Text {
        let (file, index) = self.locate(test);
        self.tiers[file.tiers[index] as usize]
    }

    /// The test's service.
    pub fn service(&self, test: TestId) -> Text {
        self.locate(test).0.service
    }

    /// Every test in order.
    pub fn iter(&self) -> impl Iterator<Item = TestId> + use<> {
        (0..self.verdicts.len() as u32).map(TestId)
    }

    /// Every test in order, with its service and its tier.
    pub fn rows(&self) -> impl Iterator<Item = (TestId, Text, Text)> {
        self.files.iter().flat_map(|file| {
            let tests = (file.first..).map(TestId).zip(&file.tiers);
            tests.map(|(test, tier)| (test, file.service, self.tiers[usize::from(*tier)]))
        })
    }

    fn locate(&self, test: TestId) -> (&FileTests, usize) {
        let at = self.files.partition_point(|file| file.first <= test.0) - 1;
        (&self.files[at], (test.0 - self.files[at].first) as usize)
    }
}

impl FileTests {
    /// What stands around a test, and its own name.
    fn name(&self, index: usize) -> (Text, &str) {
        let around = self.around.partition_point(|(first, _)| *first as usize <= index);
        let outer = around.checked_sub(1).map_or_else(Text::default, |at| self.around[at].1);
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        (outer, &self.names[start..self.ends[index] as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_put_together_again() {
        let names = ["test_a", "T::test_b", "T::test_c", "T::U::test_d", "T::test_e", "test_f", "with :: in it"];
        let mut table = TestTable::default();
        let (service, tier) = ("s".into(), Text::new("unit"));
        table.add_file("a.py".into(), service, names.into_iter().map(|name| (name, tier)));
        let mut other = TestTable::default();
        other.add_file("b.py".into(), service, ["x::y"].into_iter().map(|name| (name, Text::new("e2e"))));
        table.append(other);
        let ids: Vec<String> = table.iter().map(|test| table.id(test)).collect();
        let expected: Vec<String> = names.iter().map(|name| format!("a.py::{name}")).collect();
        assert_eq!((&ids[..7], &*ids[7]), (&expected[..], "b.py::x::y"));
        assert_eq!((table.tier(TestId(6)).as_str(), table.tier(TestId(7)).as_str()), ("unit", "e2e"));
        assert_eq!(table.rows().map(|(test, _, tier)| (test, tier)).last(), Some((TestId(7), "e2e".into())));
    }
}
