//! By what way each site reaches one test, with the places of every step.

use super::assemble::Said;
use super::indexing::Indexed;
use crate::index::{self, Around, IndexedFile};
use crate::project::FileId;
use crate::site::FileScan;
use demock_model::Text;
use rustc_hash::FxHashMap;

/// The way by which a site reaches a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The site's file.
    pub path: Text,
    /// One-based line and column of the site.
    pub place: (u32, u32),
    /// What runs what, from the test to what the site stands in.
    pub steps: Vec<Step>,
}

/// One step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The file of the definition that runs.
    pub path: Text,
    /// One-based line of the definition; 0 for what the file itself runs.
    pub line: u32,
}

/// The ways to the test of this id; none where there is no such test.
pub(super) fn traces(
    indexed: &Indexed,
    outlines: &[Option<IndexedFile>],
    around: &[Around],
    files: &[Said<'_>],
    id: &str,
) -> Vec<Trace> {
    let mut scans = Scans { indexed, files, read: FxHashMap::default() };
    let owner = files.iter().find_map(|said| {
        let name = id.strip_prefix(&*said.file.path)?.strip_prefix("::")?;
        let test = scans.of(said.at)?.tests.iter().position(|test| *test.name == *name)?;
        Some((said.at, test as u32))
    });
    let Some((file, test)) = owner else { return Vec::new() };
    let paths = index::paths(outlines, around, file, test).into_iter();
    paths.filter_map(|path| scans.trace(&path)).collect()
}

/// What files say, each read once.
struct Scans<'a> {
    indexed: &'a Indexed,
    files: &'a [Said<'a>],
    read: FxHashMap<FileId, Option<FileScan>>,
}

impl Scans<'_> {
    fn said(&self, file: FileId) -> Option<&Said<'_>> {
        let at = self.files.binary_search_by_key(&file, |said| said.at).ok()?;
        self.files.get(at)
    }

    fn of(&mut self, file: FileId) -> Option<&FileScan> {
        if !self.read.contains_key(&file) {
            let scan = self.said(file).and_then(|said| self.indexed.own(said));
            self.read.insert(file, scan);
        }
        self.read.get(&file)?.as_ref()
    }

    fn trace(&mut self, path: &index::Path) -> Option<Trace> {
        let (file, site) = path.site;
        let place = self.of(file)?.sites.get(site as usize)?.place;
        let mut steps: Vec<Step> = Vec::new();
        for (file, node) in &path.steps {
            let line = self.of(*file)?.node_lines.get(*node as usize).copied().unwrap_or(0);
            let step = Step { path: Text::from(&self.said(*file)?.file.path), line };
            // A definition may be several nodes: its code, what runs around its tests.
            if steps.last() != Some(&step) {
                steps.push(step);
            }
        }
        Some(Trace { path: Text::from(&self.said(file)?.file.path), place: (place.line, place.column), steps })
    }
}
