//! From what each file said to the report: names are resolved through the project and files are judged, by several
//! workers at a time.
//!
//! Invariant: parts are put together in order of path, so that the report does not depend on the workers.

use super::files::{Outcome, Reading};
use super::indexing::{self, Indexed, WholeTree};
use super::stood::Stood;
use super::trace::Trace;
use super::{Request, input};
use crate::cache::{self, Blob, ShardHead, Stored};
use crate::judge::{CodeOwners, Context, Judging, Part, Read, ServiceFolders};
use crate::production::Production;
use crate::project::{FileId, Known, Project};
use crate::replacement::{Replacements, Stack};
use crate::rules;
use crate::ruleset::RuleSet;
use crate::runners::RunnerConfig;
use crate::site::Replacer;
use crate::walk::{SourceFile, Tree};
use demock_config::Settings;
use demock_model::{Report, Skipped};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Files that a worker judges before it takes the next run.
pub(super) const RUN_FILES: usize = 64;

/// What a tree says besides its sources.
pub(super) struct SetUp {
    stack: Stack,
    production: Production,
    pub(super) runners: Vec<RunnerConfig>,
    skipped: Vec<Skipped>,
}

impl SetUp {
    /// Reads the Compose files, the manifests and what configures runners of tests, but for those of installed packages.
    pub(super) fn read(root: &Path, tree: &Tree) -> Self {
        let mut skipped = Vec::new();
        let manifests = tree.manifests.iter().filter(|path| !tree.is_installed(path));
        let read = read_set_up(root, tree.compose.iter().chain(manifests), &mut skipped);
        let texts = || read.iter().map(|(path, content)| (*path, content.as_str()));
        let runners = read_set_up(root, tree.runners.iter(), &mut skipped);
        let runners = runners.iter().map(|(path, content)| (*path, content.as_str())).chain(texts());
        let runners = runners.filter_map(|(path, text)| RunnerConfig::read(path, text)).collect();
        let (stack, production) = (Stack::detect(texts()), Production::detect(texts()));
        Self { stack, production, runners, skipped }
    }
}

/// The files of a tree, to be asked for names; what they say is not known yet.
pub(super) fn project<'r>(
    root: &Path,
    settings: &Settings,
    rules: &'r RuleSet,
    tree: &Tree,
    set_up: &SetUp,
) -> Project<'r> {
    let listed: Vec<_> = tree.files.iter().map(|file| (file.path.clone(), file.language)).collect();
    let named =
        settings.scopes().iter().flat_map(|scope| scope.services.iter().map(|service| service.name.value.clone()));
    Project::new(root, &listed, rules)
        .with_services(named.chain(set_up.stack.applications().map(|(name, _)| Arc::from(name))))
        .with_manifests(tree.manifests.iter().chain(&tree.path_maps).map(|path| Arc::from(path.as_str())))
}

/// What was found out of a tree before anything of it is judged.
pub(super) struct Gathered<'r> {
    pub(super) tree: Tree,
    pub(super) set_up: SetUp,
    pub(super) project: Project<'r>,
    /// What is not judged, though it is there.
    pub(super) left_out: Vec<Skipped>,
    pub(super) outcome: Outcome,
    /// What the file whose findings are asked for said before.
    pub(super) stood: Option<Stood>,
}

/// What is wanted of a scan besides its report.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted<'w> {
    Nothing,
    /// The ways to the test of this id.
    Traces(&'w str),
    /// What was read, as a shard for which these rules were asked.
    Shard(Option<&'w str>),
}

/// What was wanted besides the report.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) traces: Vec<Trace>,
    pub(super) shard: Vec<u8>,
}

/// The report of everything that was read, and what else is wanted.
pub(super) fn report<'r>(
    request: &Request<'_>,
    settings: &Settings,
    reading: &Reading<'r>,
    gathered: Gathered<'r>,
    wanted: Wanted<'_>,
) -> (Report, Told) {
    let rules = reading.rules;
    let Gathered { tree, set_up, project, left_out, outcome, stood } = gathered;
    let Tree { files, compose, packages, mut skipped, .. } = tree;
    let Outcome { stored, skipped: unread, contents, memory } = outcome;
    let SetUp { stack, production, runners, skipped: unread_set_up } = set_up;
    skipped.extend(left_out);
    skipped.extend(unread);
    skipped.extend(unread_set_up);
    let owners = CodeOwners::load(request.root).unwrap_or_else(|error| {
        skipped.push(Skipped { path: "CODEOWNERS".into(), reason: error.to_string().into() });
        CodeOwners::default()
    });
    let folders = service_folders(&packages, &compose, &stack);
    let project = project
        .with_replacers(replacers(&files, &stored))
        .with_implementing(having(&files, &stored, cache::has_implementations))
        .with_types(having(&files, &stored, cache::has_types))
        .with_scans(stored.iter().map(|stored| Some(stored.as_ref()?.scan.clone())).collect())
        .with_contents(Known {
            keys: stored.iter().map(|stored| stored.as_ref().map(|stored| stored.content)).collect(),
            before: Some(contents.before.clone()),
        });
    let replacements = Replacements::new(&stack);
    let context = Context {
        settings,
        rules: rules.names(),
        folders: &folders,
        owners: &owners,
        replacements: &replacements,
        production: &production,
        today: request.today,
        rule_set: rules::RULE_SET,
    };
    let said = (0..).zip(files.iter().zip(&stored));
    let said: Vec<Said<'_>> =
        said.filter_map(|(at, (file, stored))| Some(Said { at, file, stored: stored.as_ref()? })).collect();
    let mut judging = Judging::new(&context);
    let traced = if let Wanted::Traces(test) = wanted { Some(test) } else { None };
    let whole_tree = WholeTree { files: files.len(), runners: &runners, traced };
    let mut indexed = indexing::index(&project, reading, &contents, &said, &judging, &whole_tree);
    indexed.stood = stood;
    judging.know_tests(std::mem::take(&mut indexed.tiers));
    skipped.append(&mut indexed.failed);
    let (whole, failed) = judged(&project, &judging, &indexed, reading, &said);
    skipped.extend(failed);
    let read: Vec<_> = said.iter().map(|said| (said.file, said.stored)).collect();
    let (is_beside, learned) = (|path: &str| !reading.asked.takes(path), project.take_learned());
    skipped.extend(memory.keep(&read, &contents, &is_beside, &learned));
    let shard = match wanted {
        Wanted::Shard(select) => memory.shard(&read, &contents, &learned, ShardHead { select, key: reading.rules_key }),
        Wanted::Nothing | Wanted::Traces(_) => Vec::new(),
    };
    let (files_read, bytes_read) = (read.len() as u64, read.iter().map(|(file, _)| file.stat.size).sum());
    let read = Read { root: request.root_name.to_owned(), skipped, files: files_read, bytes: bytes_read };
    (whole.finish(read, &context), Told { traces: indexed.traces, shard })
}

/// Functions that replace a variable of their package, by the path of the file that has them.
fn replacers(files: &[SourceFile], stored: &[Option<Stored>]) -> Vec<(Arc<str>, Vec<Replacer>)> {
    let said = files.iter().zip(stored).filter_map(|(file, stored)| Some((file, stored.as_ref()?)));
    let having = said.filter(|(_, stored)| cache::has_replacers(&stored.scan));
    having.filter_map(|(file, stored)| Some((file.path.clone(), cache::decode(&stored.scan)?.replacers))).collect()
}

/// What those files say that have something, by the path of each.
fn having(files: &[SourceFile], stored: &[Option<Stored>], has: fn(&[u8]) -> bool) -> Vec<(Arc<str>, Blob)> {
    let said = files.iter().zip(stored).filter_map(|(file, stored)| Some((file, &stored.as_ref()?.scan)));
    said.filter(|(_, scan)| has(scan)).map(|(file, scan)| (file.path.clone(), scan.clone())).collect()
}

/// A file with the stored form of what it said.
pub(super) struct Said<'s> {
    pub(super) at: FileId,
    pub(super) file: &'s SourceFile,
    pub(super) stored: &'s Stored,
}

/// Parts that came before their turn wait.
struct Merging {
    next: usize,
    waiting: BTreeMap<usize, Part>,
    whole: Part,
    failed: Vec<Skipped>,
}

fn judged(
    project: &Project<'_>,
    judging: &Judging<'_>,
    indexed: &Indexed,
    reading: &Reading<'_>,
    files: &[Said<'_>],
) -> (Part, Vec<Skipped>) {
    let progress = reading.progress;
    let runs: Vec<&[Said<'_>]> = files.chunks(RUN_FILES).collect();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(runs.len());
    let taken = AtomicUsize::new(0);
    let merging =
        Merging { next: 0, waiting: BTreeMap::new(), whole: Part::new(judging.context()), failed: Vec::new() };
    let merging = Mutex::new(merging);
    let work = || {
        let mut worker = judging.worker();
        loop {
            let at = taken.fetch_add(1, Ordering::Relaxed);
            let Some(run) = runs.get(at) else { return };
            if let Some(progress) = progress {
                progress.judged(run.len());
            }
            let mut failed = Vec::new();
            for said in *run {
                if let Some(input) = input::of_file(project, indexed, reading, said, &mut failed) {
                    worker.file(input);
                }
            }
            merging.lock().unwrap_or_else(PoisonError::into_inner).add(at, worker.take(), failed);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let merged = merging.into_inner().unwrap_or_else(PoisonError::into_inner);
    (merged.whole, merged.failed)
}

impl Merging {
    fn add(&mut self, at: usize, part: Part, failed: Vec<Skipped>) {
        self.failed.extend(failed);
        self.waiting.insert(at, part);
        while let Some(part) = self.waiting.remove(&self.next) {
            self.whole.append(part);
            self.next += 1;
        }
    }
}

/// Reads the Compose files and manifests, for the engines and test runners that they name.
fn read_set_up<'p>(
    root: &Path,
    paths: impl Iterator<Item = &'p String>,
    skipped: &mut Vec<Skipped>,
) -> Vec<(&'p str, String)> {
    let mut read = Vec::new();
    for path in paths {
        match std::fs::read(root.join(path)) {
            Ok(bytes) => read.push((path.as_str(), String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) => skipped.push(Skipped {
                path: path.as_str().into(),
                reason: format!("it could not be read for the services it names: {error}").into(),
            }),
        }
    }
    read
}

/// Folders that are services by themselves: packages, and what Compose services are built from.
fn service_folders(packages: &[String], compose: &[String], stack: &Stack) -> ServiceFolders {
    let bases = compose.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let built: Vec<String> = bases
        .flat_map(|base| {
            stack.applications().map(move |(_, folder)| {
                let folder = folder.trim_start_matches("./").trim_end_matches('/');
                if base.is_empty() { folder.to_owned() } else { format!("{base}/{folder}") }
            })
        })
        .collect();
    ServiceFolders::new(packages.iter().chain(&built).map(String::as_str))
}
