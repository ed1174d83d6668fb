//! pytest's scopes: which `conftest.py` a file sees, where a fixture is looked for, what acts without being asked for.
//!
//! Source: pytest's reference, "Fixture availability" and "Sharing fixtures across multiple files": a fixture is looked
//! for in the file, then in the `conftest.py` of its folder and of each above, then in plugins; the first found counts.

use super::links::Link;
use super::{Building, IndexedFile};
use crate::outline::{How, Sort};
use crate::project::{FileId, ancestors, folder_of};
use demock_model::{Language, Text};
use rustc_hash::FxHashMap;

/// The file that gives its folder fixtures.
const CONFTEST: &str = "conftest.py";

/// `conftest.py` files by folder.
#[derive(Debug, Default)]
pub(super) struct Folders {
    conftests: FxHashMap<Box<str>, FileId>,
}

impl Folders {
    pub(super) fn new(files: &[Option<IndexedFile>]) -> Self {
        let named = (0..).zip(files).filter_map(|(at, file)| {
            let path = &*file.as_ref()?.path;
            let folder = folder_of(path);
            (path[folder.len()..].trim_start_matches('/') == CONFTEST).then(|| (folder.into(), at))
        });
        Self { conftests: named.collect() }
    }

    /// The `conftest.py` files that a file sees, the nearest first; one sees those above its own folder.
    fn seen_by(&self, path: &str) -> Vec<FileId> {
        if self.conftests.is_empty() {
            return Vec::new();
        }
        let folder = folder_of(path);
        let seen = ancestors(folder).filter_map(|above| self.conftests.get(above)).copied();
        let is_conftest = path[folder.len()..].trim_start_matches('/') == CONFTEST;
        seen.skip(usize::from(is_conftest)).collect()
    }
}

/// The node of the fixture that a name asks for.
pub(super) fn fixture(building: &Building<'_>, from: FileId, file: &IndexedFile, name: Text) -> Option<u32> {
    if file.language != Language::Python {
        return None;
    }
    let seen = building.folders.seen_by(&file.path);
    let mut places: Vec<FileId> = offered(building, from);
    for conftest in seen {
        places.push(conftest);
        places.extend(offered(building, conftest));
    }
    places.into_iter().find_map(|place| building.shown(place, Sort::Fixture, name))
}

/// Files whose fixtures a file makes its own.
fn offered(building: &Building<'_>, file: FileId) -> Vec<FileId> {
    let Some(indexed) = building.files.get(file as usize).and_then(Option::as_ref) else { return Vec::new() };
    let all = indexed.linked.outline.outside.iter().zip(&indexed.linked.links);
    let offered = all.filter(|(outside, _)| outside.how == How::Fixtures);
    let files = offered.filter_map(|(_, link)| match link {
        Link::Definition(file, _) => Some(*file),
        Link::Nothing | Link::Name(_) => None,
    });
    files.collect()
}

/// What acts on all tests of a folder.
pub(super) struct Environments {
    /// How many nodes they are, after all others.
    pub(super) nodes: usize,
    /// A node and one that runs it.
    pub(super) pairs: Vec<(u32, u32)>,
}

/// One node for each `conftest.py`: what it runs of its own, and that of the one above.
pub(super) fn environments(building: &Building<'_>) -> Environments {
    let first = building.own.len() as u32;
    let mut conftests: Vec<FileId> = building.folders.conftests.values().copied().collect();
    conftests.sort_unstable();
    let node_of: FxHashMap<FileId, u32> = conftests.iter().copied().zip(first..).collect();
    let mut pairs = Vec::new();
    for (conftest, node) in conftests.iter().copied().zip(first..) {
        for file in [conftest].into_iter().chain(offered(building, conftest)) {
            pairs.extend(acting(building, file).map(|acts| (acts, node)));
        }
    }
    for (at, file) in building.read() {
        let runner = match node_of.get(&at) {
            Some(own) => *own,
            None if file.language == Language::Python && file.all_tests() > 0 => building.node(at, 0),
            None => continue,
        };
        let nearest = building.folders.seen_by(&file.path).first().copied();
        pairs.extend(nearest.and_then(|nearest| node_of.get(&nearest)).map(|environment| (*environment, runner)));
    }
    Environments { nodes: conftests.len(), pairs }
}

/// What a file runs around tests that see it: its top, and fixtures that act without being asked for.
fn acting(building: &Building<'_>, file: FileId) -> impl Iterator<Item = u32> {
    let shown = building.outline(file).map_or(&[][..], |outline| &outline.shown);
    let acting = shown.iter().filter(|shown| matches!(shown.sort, Sort::Ambient | Sort::Module));
    acting.map(move |shown| building.node(file, shown.node))
}
