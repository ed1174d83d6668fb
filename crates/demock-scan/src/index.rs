//! Which tests each site reaches, over all files.
//!
//! Every file's outline (`outline`) is put into one graph; names of other files are looked up in the project
//! (`links`), fixtures by pytest's own rules of scope (`pytest`); then each node's tests are those of all that run it
//! (`closure`).
//! Invariants: tests are numbered in order of path and place, before anything is judged; a file that could not be read
//! has none. Absent on purpose: what a site is, and which tiers tests are in (`judge`).

mod around;
mod doubles;
mod inherit;
mod lineage;
mod links;
mod meeting;
mod path;
mod pytest;

pub(crate) use around::Around;
pub(crate) use doubles::{Acts, Doubles, Judged, Through, Used};
pub(crate) use inherit::{Inherited, inherit};
pub(crate) use links::{Link, Linked, Linker};
pub(crate) use path::{Path, paths};

use crate::closure::Graph;
use crate::outline::{How, Outline, Outside, Sort};
use crate::project::FileId;
use crate::site::FileScan;
use demock_model::{Language, TestId, TestIds, Text};
use meeting::Meeting;
use pytest::{Environments, Folders};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One file, as far as the index needs it.
#[derive(Debug)]
pub(crate) struct IndexedFile {
    pub(crate) path: Arc<str>,
    pub(crate) language: Language,
    pub(crate) linked: Linked,
    /// Markers of the whole file.
    pub(crate) markers: Vec<Arc<str>>,
    /// How many tests it has of its own.
    pub(crate) tests: u32,
    /// The tests that its classes inherit: they follow its own.
    pub(crate) inherited: Vec<Inherited>,
}

impl IndexedFile {
    fn all_tests(&self) -> u32 {
        self.tests + self.inherited.len() as u32
    }
}

/// The tests of its own file that each of a file's sites reaches, by what the file alone says; tests are numbered from 0.
pub fn within(scan: &FileScan) -> Vec<TestIds> {
    let outline = scan.outline.clone();
    let links = vec![Link::Nothing; outline.outside.len()];
    let file = IndexedFile {
        path: Arc::default(),
        language: Language::Python,
        linked: Linked { outline, links },
        markers: Vec::new(),
        tests: scan.tests.len() as u32,
        inherited: Vec::new(),
    };
    Index::new(vec![Some(file)], &[]).reached(0, scan.sites.len())
}

/// Which tests each site reaches.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Where a file's pairs begin in `acting`; one more than there are files.
    starts: Vec<u32>,
    /// A site of the file and a node that it acts at.
    acting: Vec<(u32, u32)>,
    /// The first node of each file.
    first_nodes: Vec<u32>,
    /// The tests that reach each node.
    reached: Vec<TestIds>,
}

impl Index {
    /// The index of a tree's files, in order of path; those that could not be read are none.
    pub(crate) fn new(files: Vec<Option<IndexedFile>>, around: &[Around]) -> Self {
        let Building { own, pairs, meetings, first_nodes, .. } = Building::whole(&files, around);
        let mut starts = Vec::with_capacity(files.len() + 1);
        let mut acting = Vec::with_capacity(files.iter().flatten().map(|file| file.linked.outline.acting.len()).sum());
        starts.push(0);
        for (file, first) in files.iter().zip(&first_nodes) {
            let here = file.iter().flat_map(|file| &file.linked.outline.acting);
            acting.extend(here.map(|(node, site)| (*site, first + node)));
            starts.push(acting.len() as u32);
        }
        // The largest lists follow.
        drop(files);
        let graph = Graph::new(own.len(), &pairs);
        drop(pairs);
        Self { starts, acting, first_nodes, reached: meeting::reached(&graph, own, &meetings) }
    }

    /// The tests that run a node of a file.
    pub(crate) fn reached_at(&self, file: FileId, node: u32) -> TestIds {
        let first = self.first_nodes.get(file as usize).copied().unwrap_or_default();
        self.reached.get((first + node) as usize).cloned().unwrap_or_default()
    }

    /// The tests that each of a file's sites reaches.
    pub(crate) fn reached(&self, file: FileId, sites: usize) -> Vec<TestIds> {
        let file = file as usize;
        let mut reached: Vec<TestIds> = vec![TestIds::default(); sites];
        for (site, node) in &self.acting[self.starts[file] as usize..self.starts[file + 1] as usize] {
            let Some(known) = reached.get_mut(*site as usize) else { continue };
            let more = &self.reached[*node as usize];
            *known = if known.is_empty() { more.clone() } else { TestIds::united([&*known, more]) };
        }
        reached
    }
}

struct Building<'f> {
    files: &'f [Option<IndexedFile>],
    /// The first test of each file, and of what follows the last.
    first_tests: Vec<u32>,
    /// The first node of each file, and of what follows the last.
    first_nodes: Vec<u32>,
    /// The tests that stand at each node.
    own: Vec<TestIds>,
    /// A node and one that runs it.
    pairs: Vec<(u32, u32)>,
    /// What runs where two nodes are reached.
    meetings: Vec<Meeting>,
    folders: Folders,
    /// Classes and what they derive from, as far as they were asked for.
    lineages: FxHashMap<(FileId, Text), Vec<(FileId, Text)>>,
}

impl<'f> Building<'f> {
    fn whole(files: &'f [Option<IndexedFile>], around: &[Around]) -> Self {
        let mut building = Self::new(files);
        building.outlines();
        building.environments(around);
        meeting::add(&mut building);
        building
    }

    fn new(files: &'f [Option<IndexedFile>]) -> Self {
        let (mut first_tests, mut first_nodes) = (vec![0], vec![0]);
        let (mut tests, mut nodes) = (0, 0);
        for file in files {
            if let Some(file) = file {
                tests += file.all_tests();
                nodes += nodes_of(file);
            }
            first_tests.push(tests);
            first_nodes.push(nodes);
        }
        let own = vec![TestIds::default(); nodes as usize];
        let outlines = || files.iter().flatten().map(|file| &file.linked.outline);
        let pairs = outlines().map(|outline| outline.runs.len() + outline.beyond.len()).sum();
        let pairs = Vec::with_capacity(pairs);
        let (folders, lineages) = (Folders::new(files), FxHashMap::default());
        Self { files, first_tests, first_nodes, own, pairs, meetings: Vec::new(), folders, lineages }
    }

    fn read(&self) -> impl Iterator<Item = (FileId, &'f IndexedFile)> + use<'f> {
        let files: &'f [Option<IndexedFile>] = self.files;
        (0..).zip(files).filter_map(|(at, file)| Some((at, file.as_ref()?)))
    }

    fn node(&self, file: FileId, node: u32) -> u32 {
        self.first_nodes[file as usize] + node
    }

    fn outline(&self, file: FileId) -> Option<&'f Outline> {
        self.files.get(file as usize)?.as_ref().map(|file| &file.linked.outline)
    }

    /// What each file says of itself and of others.
    fn outlines(&mut self) {
        for (at, file) in self.read() {
            let (first, first_test) = (self.first_nodes[at as usize], self.first_tests[at as usize]);
            if file.all_tests() > 0 {
                let own = &mut self.own[first as usize];
                *own = TestIds::united([&*own, &TestIds::run(TestId(first_test), file.all_tests())]);
            }
            let outline = &file.linked.outline;
            for (test, node) in (first_test..).zip(&outline.tests) {
                if let Some(node) = node {
                    self.own[(first + node) as usize].insert(TestId(test));
                }
            }
            self.pairs.extend(outline.runs.iter().map(|(runner, runs)| (first + runs, first + runner)));
            self.inherited(at, file, first_test + file.tests);
            let links = outline.outside.iter().zip(&file.linked.links);
            let links: Vec<_> = links.map(|(outside, link)| self.linked(at, file, *outside, link)).collect();
            let beyond = outline.beyond.iter();
            self.pairs.extend(beyond.filter_map(|(node, at)| Some((links[*at as usize]?, first + node))));
        }
    }

    /// An inherited test runs the code of the class that has it, and what runs around those of the class that inherits.
    fn inherited(&mut self, at: FileId, file: &IndexedFile, first_test: u32) {
        for (test, inherited) in (first_test..).zip(&file.inherited) {
            let (from, code) = inherited.from;
            let suite = file.linked.outline.classes.get(inherited.class as usize).and_then(|class| class.suite);
            let nodes = [code.map(|code| self.node(from, code)), suite.map(|suite| self.node(at, suite))];
            for node in nodes.into_iter().flatten() {
                self.own[node as usize].insert(TestId(test));
            }
        }
    }

    /// The node that a name of another file stands for.
    fn linked(&mut self, from: FileId, file: &IndexedFile, outside: Outside, link: &Link) -> Option<u32> {
        match (outside.how, link) {
            (How::Fixture, Link::Name(name)) => pytest::fixture(self, from, file, *name),
            (How::Fixture, Link::Definition(at, name)) => self.shown(*at, Sort::Fixture, *name),
            (How::Loaded, Link::Definition(at, _)) => self.shown(*at, Sort::Module, Text::default()),
            (How::Suite, Link::Nothing) if file.language == Language::Ruby => self.loaded_suite(file, outside.name),
            (How::Suite, Link::Definition(at, name)) => self.shown(*at, Sort::Suite, *name),
            (How::Called | How::OfLibrary, Link::Definition(at, name)) => self.run_of(*at, *name),
            (How::Method, Link::Name(name)) => self.method(from, *name),
            (_, Link::Nothing)
            | (How::Fixtures, _)
            | (How::Called | How::OfLibrary | How::Suite | How::Loaded, Link::Name(_))
            | (How::Method, Link::Definition(..)) => None,
        }
    }

    /// What runs around the tests of a class that a file has from one that it loads, or from what that loads: in Ruby no file need be
    /// named after its classes, and helpers add to classes of libraries.
    fn loaded_suite(&self, file: &IndexedFile, name: Text) -> Option<u32> {
        let loads = |file: &IndexedFile| {
            let loaded = file.linked.outline.outside.iter().zip(&file.linked.links);
            let loaded = loaded.filter_map(|(outside, link)| match (outside.how, link) {
                (How::Loaded, Link::Definition(at, _)) => Some(*at),
                _ => None,
            });
            loaded.collect::<Vec<FileId>>()
        };
        let indexed = |file: FileId| self.files.get(file as usize).and_then(Option::as_ref);
        let first = loads(file);
        let second = first.iter().filter_map(|file| indexed(*file)).flat_map(loads);
        let all: Vec<FileId> = first.iter().copied().chain(second).collect();
        all.into_iter().find_map(|file| self.shown(file, Sort::Suite, name))
    }

    fn shown(&self, file: FileId, sort: Sort, name: Text) -> Option<u32> {
        self.outline(file)?.shown(sort, name).map(|node| self.node(file, node))
    }

    /// A function, or a class that is constructed; of a member that is not known, what it is a member of.
    fn run_of(&self, file: FileId, name: Text) -> Option<u32> {
        if let Some(found) = self.shown(file, Sort::Run, name) {
            return Some(found);
        }
        let plain = name.as_str().split("()").next().unwrap_or_default();
        let outer = if plain.len() < name.len() { plain } else { plain.rsplit_once('.')?.0 };
        self.run_of(file, Text::new(outer))
    }

    /// A method of a class or of what the class derives from, in whichever files these are.
    fn method(&mut self, file: FileId, name: Text) -> Option<u32> {
        let (class, method) = name.as_str().split_once('#')?;
        let class = Text::new(class);
        if !self.lineages.contains_key(&(file, class)) {
            let lineage = lineage::lineage(self.files, file, class);
            self.lineages.insert((file, class), lineage);
        }
        let defines = |(file, class): &(FileId, Text)| {
            let node = self.outline(*file)?.shown_member(*class, method)?;
            Some(self.node(*file, node))
        };
        self.lineages.get(&(file, class))?.iter().find_map(defines)
    }

    /// What acts on all tests of a folder.
    fn environments(&mut self, around: &[Around]) {
        self.add(pytest::environments(self));
        self.add(around::environments(self, around));
    }

    fn add(&mut self, found: Environments) {
        self.pairs.extend(found.pairs);
        self.own.resize(self.own.len() + found.nodes, TestIds::default());
    }
}

/// A file with tests has a node for all of them, whatever its outline says.
fn nodes_of(file: &IndexedFile) -> u32 {
    let nodes = file.linked.outline.nodes;
    if file.all_tests() > 0 { nodes.max(1) } else { nodes }
}
