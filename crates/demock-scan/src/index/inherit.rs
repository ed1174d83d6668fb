//! Tests that classes have from what they derive from: the base class's code, run as the deriving class's own test.
//!
//! Source: Python's order of attributes, as far as a walk of the bases from left to right has it; what a class defines
//! goes before what it inherits. Invariant: what follows is a bounded number of tests for each file, in order of class.
//! Absent on purpose: markers of single tests of a base class.

use super::IndexedFile;
use super::links::Link;
use crate::outline::{Base, Class};
use crate::project::FileId;
use crate::site::TestCase;
use demock_model::Text;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Classes that one derives from which are looked into.
const CLASSES_MAX: usize = 32;

/// Inherited tests of one file.
const TESTS_MAX: usize = 4096;

/// A test that a class inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inherited {
    /// The class, as an index into its outline's.
    pub(super) class: u32,
    /// The file that the test stands in, and what runs there.
    pub(super) from: (FileId, Option<u32>),
    /// The name of the class, and of the test in the class that it comes from.
    name: (Text, Text),
    /// Markers of the class and of those on the way to the test's.
    markers: Arc<[Text]>,
}

impl Inherited {
    /// The test as a file's own is kept: `TestDeriving::test_name`.
    pub(crate) fn case(&self) -> TestCase {
        let (class, test) = self.name;
        TestCase {
            name: format!("{class}::{test}").into(),
            line: 0,
            end_line: 0,
            markers: self.markers.iter().map(|marker| Arc::from(marker.as_str())).collect(),
        }
    }
}

/// Gives every file the tests that its classes inherit.
pub(crate) fn inherit(files: &mut [Option<IndexedFile>]) {
    let found: Vec<(usize, Vec<Inherited>)> = {
        let hierarchy = Hierarchy::new(files);
        let of_file = |at: usize| (at, hierarchy.of_file(at as FileId));
        (0..files.len()).map(of_file).filter(|(_, inherited)| !inherited.is_empty()).collect()
    };
    for (at, inherited) in found {
        if let Some(file) = &mut files[at] {
            file.inherited = inherited;
        }
    }
}

struct Hierarchy<'f> {
    files: &'f [Option<IndexedFile>],
    /// Classes by their file and name; of two of a name the last.
    named: FxHashMap<(FileId, Text), u32>,
}

impl<'f> Hierarchy<'f> {
    fn new(files: &'f [Option<IndexedFile>]) -> Self {
        let mut named = FxHashMap::default();
        for (at, file) in (0..).zip(files) {
            for (class, it) in (0..).zip(file.iter().flat_map(|file| &file.linked.outline.classes)) {
                named.insert((at, it.name), class);
            }
        }
        Self { files, named }
    }

    fn class(&self, file: FileId, class: u32) -> Option<&'f Class> {
        self.files.get(file as usize)?.as_ref()?.linked.outline.classes.get(class as usize)
    }

    fn of_file(&self, file: FileId) -> Vec<Inherited> {
        let classes = self.files[file as usize].iter().flat_map(|file| &file.linked.outline.classes);
        let deriving = (0..).zip(classes).filter(|(_, class)| !class.bases.is_empty());
        let mut all = Vec::new();
        for (at, class) in deriving {
            self.of_class(file, at, class, &mut all);
            if all.len() >= TESTS_MAX {
                break;
            }
        }
        all.truncate(TESTS_MAX);
        all
    }

    fn of_class(&self, file: FileId, at: u32, class: &Class, all: &mut Vec<Inherited>) {
        let mut names: FxHashSet<Text> = class.tests.iter().map(|(_, name)| *name).collect();
        let mut seen = vec![(file, at)];
        let mut left = self.bases(file, class);
        left.reverse();
        let mut markers = class.markers.clone();
        while let Some((file, base)) = left.pop() {
            if seen.len() >= CLASSES_MAX || seen.contains(&(file, base)) {
                continue;
            }
            seen.push((file, base));
            let Some(base) = self.class(file, base) else { continue };
            markers.extend(&base.markers);
            let shared: Arc<[Text]> = markers.as_slice().into();
            for (test, name) in base.tests.iter().filter(|(_, name)| names.insert(*name)) {
                let name = (class.name, *name);
                all.push(Inherited { class: at, from: (file, *test), name, markers: shared.clone() });
            }
            left.extend(self.bases(file, base).into_iter().rev());
        }
    }

    fn bases(&self, file: FileId, class: &Class) -> Vec<(FileId, u32)> {
        let Some(indexed) = self.files.get(file as usize).and_then(Option::as_ref) else { return Vec::new() };
        let known = class.bases.iter().filter_map(|base| match base {
            Base::Here(class) => Some((file, *class)),
            Base::There(outside) => match indexed.linked.links.get(*outside as usize)? {
                Link::Definition(file, name) => Some((*file, self.named.get(&(*file, *name)).copied()?)),
                Link::Nothing | Link::Name(_) => None,
            },
        });
        known.take(CLASSES_MAX).collect()
    }
}
