//! What every file must have said before any is judged: its names are answered by the project, so that what it says is
//! final, and its outline goes to the index.
//!
//! Invariant: a failure here is said under the file's path and costs no more than the step that failed.

use super::assemble::{RUN_FILES, Said};
use super::files::{Contents, Reading};
use super::guard::guarded;
use super::stood::Stood;
use super::trace::{self, Trace};
use crate::cache::{self, Blob, Front};
use crate::index::{self, Acts, Around, Doubles, Index, IndexedFile, Inherited, Judged, Linked, Linker, Through, Used};
use crate::judge::{Judging, TestTiers};
use crate::outline::{By, Double};
use crate::project::{FileId, Project};
use crate::runners::RunnerConfig;
use crate::site::{FileScan, TestCase};
use crate::walk::SourceFile;
use demock_model::{Boundary, Confidence, Language, Skipped, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What is known before any file is judged.
pub(super) struct Indexed {
    pub(super) index: Index,
    /// The tiers of all tests.
    pub(super) tiers: TestTiers,
    /// What files say in the light of others, where that is not what they say alone; in the order of the tree's files.
    again: Vec<Option<Blob>>,
    /// Tests that a file's classes have from what they derive from; they follow its own.
    inherited: FxHashMap<FileId, Vec<Inherited>>,
    /// What each file uses of other files' doubles; files that use none are left out.
    used: FxHashMap<FileId, Vec<Used>>,
    /// Paths of the files that define these doubles.
    paths: FxHashMap<FileId, Arc<str>>,
    pub(super) failed: Vec<Skipped>,
    /// The ways to the test that is asked for.
    pub(super) traces: Vec<Trace>,
    /// What the file whose findings are asked for said before.
    pub(super) stood: Option<Stood>,
}

impl Indexed {
    /// What a file says in the end.
    pub(super) fn stored<'s>(&'s self, said: &'s Said<'_>) -> &'s Blob {
        self.again[said.at as usize].as_ref().unwrap_or(&said.stored.scan)
    }

    /// All that a file says of itself, with the tests that its classes inherit.
    pub(super) fn own(&self, said: &Said<'_>) -> Option<FileScan> {
        let mut scan = cache::decode_own(self.stored(said))?;
        scan.tests.extend(self.inherited.get(&said.at).into_iter().flatten().map(Inherited::case));
        Some(scan)
    }

    /// Lists inherited tests behind their files' own, with their tiers.
    fn add_inherited(&mut self, judging: &Judging<'_>, files: &[Said<'_>], indexed: &[Option<IndexedFile>]) {
        let (mut own, mut more) = (0, Vec::new());
        for said in files {
            let Some(file) = &indexed[said.at as usize] else { continue };
            own += file.tests;
            if file.inherited.is_empty() {
                continue;
            }
            let cases: Vec<TestCase> = file.inherited.iter().map(Inherited::case).collect();
            let mut tiers = TestTiers::default();
            let marked = cases.iter().map(|test| &*test.markers);
            judging.add_tiers(&mut tiers, &file.path, file.language, &file.markers, marked);
            more.push((own, tiers));
            self.inherited.insert(said.at, file.inherited.clone());
        }
        self.tiers.insert(more);
    }

    /// Names of a file's outline that are doubles of other files, in order.
    pub(super) fn used(&self, file: FileId) -> &[Used] {
        self.used.get(&file).map_or(&[], Vec::as_slice)
    }

    /// The path of a file that defines a double.
    pub(super) fn path(&self, file: FileId) -> &str {
        self.paths.get(&file).map_or("", |path| path)
    }

    fn know_doubles(&mut self, doubles: &Doubles, indexed: &[Option<IndexedFile>]) {
        for (at, file) in (0..).zip(indexed).filter_map(|(at, file)| Some((at, file.as_ref()?))) {
            let used = doubles.used(at, file, indexed);
            for definer in used.iter().map(|used| used.file) {
                let path = indexed[definer as usize].as_ref().map(|file| file.path.clone()).unwrap_or_default();
                self.paths.insert(definer, path);
            }
            if !used.is_empty() {
                self.used.insert(at, used);
            }
        }
    }
}

/// What the index needs to know beyond what files say.
pub(super) struct WholeTree<'t> {
    pub(super) files: usize,
    /// What is configured to run before tests.
    pub(super) runners: &'t [RunnerConfig],
    /// The test whose ways are asked for.
    pub(super) traced: Option<&'t str>,
}

/// Asks all files, several at a time.
pub(super) fn index(
    project: &Project<'_>,
    reading: &Reading<'_>,
    contents: &Contents,
    files: &[Said<'_>],
    judging: &Judging<'_>,
    tree: &WholeTree<'_>,
) -> Indexed {
    let runs: Vec<&[Said<'_>]> = files.chunks(RUN_FILES).collect();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(runs.len());
    let (taken, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        let mut asking = Asking { project, reading, contents, judging, linker: Linker::new(project) };
        loop {
            let at = taken.fetch_add(1, Ordering::Relaxed);
            let Some(run) = runs.get(at) else { return };
            let part = asking.run(run);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, part));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut parts = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_by_key(|(at, _)| *at);
    let mut indexed: Vec<Option<IndexedFile>> = (0..tree.files).map(|_| None).collect();
    let mut all = Indexed {
        index: Index::default(),
        tiers: TestTiers::default(),
        again: vec![None; tree.files],
        inherited: FxHashMap::default(),
        used: FxHashMap::default(),
        paths: FxHashMap::default(),
        failed: Vec::new(),
        traces: Vec::new(),
        stood: None,
    };
    let mut doubles = Doubles::default();
    for (_, part) in parts {
        for (at, language, known, through) in part.doubles {
            doubles.add(at, language, &known, &through);
        }
        doubles.add_in_use(part.in_use);
        for (at, file, again) in part.files {
            indexed[at as usize] = Some(file);
            all.again[at as usize] = again;
        }
        all.tiers.append(part.tiers);
        all.failed.extend(part.failed);
    }
    index::inherit(&mut indexed);
    all.add_inherited(judging, files, &indexed);
    doubles.follow(&indexed);
    all.know_doubles(&doubles, &indexed);
    let around: Vec<Around> = tree.runners.iter().map(|config| Around::new(project, config)).collect();
    all.traces = tree.traced.map_or_else(Vec::new, |id| trace::traces(&all, &indexed, &around, files, id));
    all.index = Index::new(indexed, &around);
    all
}

/// What a run of files said.
#[derive(Default)]
struct Part {
    files: Vec<(FileId, IndexedFile, Option<Blob>)>,
    doubles: Vec<(FileId, Language, Vec<Judged>, Vec<Through>)>,
    /// Names of classes that would be stand-ins if product code did not make them.
    in_use: Vec<Text>,
    tiers: TestTiers,
    failed: Vec<Skipped>,
}

struct Asking<'a, 'r> {
    project: &'a Project<'r>,
    reading: &'a Reading<'a>,
    contents: &'a Contents,
    judging: &'a Judging<'a>,
    linker: Linker<'a, 'r>,
}

impl Asking<'_, '_> {
    fn run(&mut self, run: &[Said<'_>]) -> Part {
        let mut part = Part::default();
        for said in run {
            match self.file(said, &mut part.failed) {
                Ok((front, again)) => self.add(said, front, again, &mut part),
                Err(reason) => part.failed.push(skipped(said, reason)),
            }
        }
        part
    }

    /// What a file says to others, and what it says in their light where that differs from what it says alone.
    fn file(&self, said: &Said<'_>, failed: &mut Vec<Skipped>) -> Result<(Front, Option<Blob>), String> {
        let (file, mut again) = (said.file, None);
        let front = if let Some(front) = cache::decode_front(&said.stored.scan) {
            front
        } else {
            let scan = Blob::from(cache::encode(&self.reading.scan_anew(file, None)?));
            let front = cache::decode_front(&scan).unwrap_or_default();
            again = Some(scan);
            front
        };
        let aliases = guarded("its imports were followed", || self.project.aliases(&file.path, file.language, &front));
        let rescanned = aliases.map(|aliases| {
            aliases.map(|aliases| self.reading.rescan(file, said.stored.content, &aliases, self.contents))
        });
        match rescanned {
            Ok(None) => Ok((front, again)),
            Ok(Some(Ok(scan))) => Ok((cache::decode_front(&scan).unwrap_or_default(), Some(scan))),
            Ok(Some(Err(reason))) | Err(reason) => {
                failed.push(skipped(said, reason));
                Ok((front, again))
            }
        }
    }

    fn add(&mut self, said: &Said<'_>, front: Front, again: Option<Blob>, part: &mut Part) {
        let file = said.file;
        let Front { test_code: _, markers, tests, needs: _, asked: _, outline } = front;
        let marked = tests.iter().map(|test| &*test.markers);
        self.judging.add_tiers(&mut part.tiers, &file.path, file.language, &markers, marked);
        part.in_use.extend(&outline.in_use);
        if !outline.doubles.is_empty() {
            let stored = again.as_ref().unwrap_or(&said.stored.scan);
            let through = outline.doubles.iter().filter_map(|double| match double.by {
                By::Through(outside) => Some(Through { name: double.name, outside, at_most: double.at_most }),
                By::Wraps(_) | By::Site(_) | By::Defined(_) | By::Name | By::Shipped => None,
            });
            let through: Vec<Through> = through.collect();
            let doubles = || self.doubles(file, stored, &outline.doubles);
            let doubles = guarded("what its doubles stand for was looked up", doubles);
            match doubles {
                Ok(doubles) => part.doubles.push((said.at, file.language, doubles, through)),
                Err(reason) => part.failed.push(skipped(said, reason)),
            }
        }
        let linker = &mut self.linker;
        let linked = guarded("what it runs was looked up", || linker.link(&file.path, file.language, outline));
        let linked = linked.unwrap_or_else(|reason| {
            part.failed.push(skipped(said, reason));
            Linked::default()
        });
        let indexed = IndexedFile {
            path: file.path.clone(),
            language: file.language,
            linked,
            markers,
            tests: tests.len() as u32,
            inherited: Vec::new(),
        };
        part.files.push((said.at, indexed, again));
    }
}

impl Asking<'_, '_> {
    /// The doubles that a file defines, and what they stand for.
    fn doubles(&self, file: &SourceFile, stored: &Blob, doubles: &[Double]) -> Vec<Judged> {
        let Some(mut scan) = cache::decode_own(stored) else { return Vec::new() };
        let of_sites: FxHashSet<usize> = doubles.iter().filter_map(|double| Some(double.by.site()? as usize)).collect();
        let is_wanted = |at: usize| of_sites.contains(&at);
        let resolutions = self.project.resolutions(&file.path, file.language, &scan, &is_wanted);
        for site in &mut scan.sites {
            self.project.weigh_methods(&file.path, file.language, site);
        }
        let judged = doubles.iter().filter_map(|double| {
            let (name, is_shipped) = (double.name, double.by == By::Shipped);
            let of_site = |at: u32| {
                let (site, resolution) = (scan.sites.get(at as usize)?, resolutions.get(at as usize)?);
                Some((site, resolution.boundary, site.confidence.max(double.at_most)))
            };
            let (boundary, confidence, acts) = match double.by {
                By::Site(at) => {
                    let (site, boundary, confidence) = of_site(at)?;
                    let is_doubtful = double.at_most == Confidence::Possible && site.confidence == Confidence::Possible;
                    (!is_doubtful).then_some((boundary, confidence, Acts::Itself))
                }
                By::Wraps(at) => {
                    let (site, boundary, confidence) = of_site(at)?;
                    Some((boundary, confidence, Acts::Call(site.rule, site.kind)))
                }
                By::Defined(at) => {
                    let (site, boundary, confidence) = of_site(at)?;
                    Some((boundary, confidence, Acts::Library(site.rule)))
                }
                By::Name => Some((Boundary::Unknown, double.at_most, Acts::Itself)),
                By::Shipped => {
                    let (boundary, is_beside) = self.project.stand_in(file.language, &file.path, name.as_str())?;
                    let confidence = if is_beside { double.at_most } else { Confidence::Possible };
                    Some((boundary, confidence, Acts::Itself))
                }
                By::Through(_) => None,
            }?;
            Some(Judged { name, boundary, confidence, acts, is_shipped })
        });
        judged.collect()
    }
}

fn skipped(said: &Said<'_>, reason: String) -> Skipped {
    Skipped { path: Text::from(&said.file.path), reason: reason.into() }
}
