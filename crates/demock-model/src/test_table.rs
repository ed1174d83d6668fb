//! Every test that was seen, with its verdict.

use crate::Text;

/// Index of a test in the report's [`TestTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TestId(pub u32);

/// One file's tests; names are kept in one text so that a large tree stays small in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileTests {
    path: Text,
    service: Text,
    first: u32,
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
    tainted: Vec<bool>,
}

impl TestTable {
    /// Adds a file's tests (names with `::` between nested scopes, and their tiers) and returns the first one's id.
    /// Files must be added in path order for the table to be deterministic.
    pub fn add_file<'a>(&mut self, path: Text, service: Text, tests: impl Iterator<Item = (&'a str, Text)>) -> TestId {
        let first = self.tainted.len() as u32;
        let (mut names, mut ends, mut tiers) = (String::new(), Vec::new(), Vec::new());
        for (name, tier) in tests {
            names.push_str(name);
            ends.push(names.len() as u32);
            tiers.push(self.tier_index(tier));
            self.tainted.push(false);
        }
        if !ends.is_empty() {
            self.files.push(FileTests {
                path,
                service,
                first,
                names: names.into(),
                ends: ends.into(),
                tiers: tiers.into(),
            });
        }
        TestId(first)
    }

    /// Adds the tests of the files that follow; says by how much their ids grew.
    pub fn append(&mut self, next: Self) -> u32 {
        let moved = self.tainted.len() as u32;
        let tiers: Vec<u8> = next.tiers.into_iter().map(|tier| self.tier_index(tier)).collect();
        self.files.extend(next.files.into_iter().map(|mut file| {
            file.first += moved;
            file.tiers.iter_mut().for_each(|tier| *tier = tiers[usize::from(*tier)]);
            file
        }));
        self.tainted.extend(next.tainted);
        moved
    }

    fn tier_index(&mut self, tier: Text) -> u8 {
        let known = self.tiers.iter().position(|known| *known == tier);
        known.unwrap_or_else(|| {
            self.tiers.push(tier);
            self.tiers.len() - 1
        }) as u8
    }

    /// Marks a test as reached by a site.
    pub fn taint(&mut self, test: TestId) {
        self.tainted[test.0 as usize] = true;
    }

    /// How many tests there are.
    pub fn len(&self) -> usize {
        self.tainted.len()
    }

    /// Whether no test was seen.
    pub fn is_empty(&self) -> bool {
        self.tainted.is_empty()
    }

    /// Whether a site reaches the test.
    pub fn is_tainted(&self, test: TestId) -> bool {
        self.tainted[test.0 as usize]
    }

    /// How many tests a site reaches.
    pub fn tainted(&self) -> usize {
        self.tainted.iter().filter(|tainted| **tainted).count()
    }

    /// The whole id, `path::name::name`.
    pub fn id(&self, test: TestId) -> String {
        let (file, index) = self.locate(test);
        format!("{}::{}", file.path, file.name(index))
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
        (0..self.tainted.len() as u32).map(TestId)
    }

    fn locate(&self, test: TestId) -> (&FileTests, usize) {
        let at = self.files.partition_point(|file| file.first <= test.0) - 1;
        (&self.files[at], (test.0 - self.files[at].first) as usize)
    }
}

impl FileTests {
    fn name(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.names[start..self.ends[index] as usize]
    }
}
