//! The files that decide how one file is judged, beside the product modules that names lead to: what its tests call, derive from,
//! load and are given (`conftest.py`, set-up files of runners), what these lean on, and, where it has no tests itself, test code
//! near it that may use it.
//!
//! Invariants: which files are read depends on the tree and on what is remembered of contents, never on threads; at most
//! [`BYTES_MAX`] bytes are read of contents that no earlier scan remembers, and the file itself always. Absent on purpose: who uses
//! a file from afar without naming its module, or since the last scan, which only a scan of everything finds out.

use super::files::{Contents, Memory, Outcome, Reading, Worker};
use crate::cache::{self, Stored, content_key};
use crate::index::{Around, Link, Linker};
use crate::outline::may_hand_out_doubles;
use crate::project::{FileId, Project, ancestors, folder_of};
use crate::roles;
use crate::runners::RunnerConfig;
use crate::walk::SourceFile;
use demock_model::{Language, Skipped, Text};
use rustc_hash::FxHashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that are read anew beside the file: they take about as many milliseconds as there are 20 kB of them.
const BYTES_MAX: usize = 300_000;
/// Steps from one file to the next.
const ROUNDS_MAX: usize = 6;
/// Files near one without tests that are asked whether they use it.
const USERS_MAX: usize = 16;
/// Files anywhere that are asked, too, because they name its module.
const FAR_USERS_MAX: usize = 64;

/// What was read, and who may use the file.
pub(super) struct Leaning {
    pub(super) outcome: Outcome,
    /// Test code that may use the file, where it has no tests itself; by name alone.
    pub(super) users: Vec<FileId>,
}

/// Reads a file and what it leans on. The tree's files are in order of path.
pub(super) fn read(
    reading: &Reading<'_>,
    (project, runners, files): (&Project<'_>, &[RunnerConfig], &[SourceFile]),
    contents: Contents,
    path: &str,
) -> Leaning {
    let outcome = Outcome { stored: vec![None; files.len()], skipped: Vec::new(), contents, memory: Memory::default() };
    let Some(at) = project.file(path) else { return Leaning { outcome, users: Vec::new() } };
    let mut found = Finding {
        reading,
        project,
        files,
        linker: Linker::new(project),
        outcome,
        asked: FxHashSet::default(),
        left: usize::MAX,
    };
    // Files that are edited together may use each other.
    let edited = reading.instead.iter().filter_map(|text| project.file(text.path));
    let mut leads = found.round(edited.collect());
    found.left = BYTES_MAX;
    leads.extend(set_up_files(project, runners, path));
    for _ in 0..ROUNDS_MAX {
        leads = found.round(leads);
    }
    let users = if !found.is_test(at) || found.has_tests(at) { Vec::new() } else { users(files, at) };
    found.round(users.iter().copied().take(USERS_MAX).collect());
    let far = if users.is_empty() { Vec::new() } else { found.far_users(at) };
    found.round(far);
    Leaning { outcome: found.outcome, users }
}

struct Finding<'f, 'r> {
    reading: &'f Reading<'f>,
    project: &'f Project<'r>,
    files: &'f [SourceFile],
    linker: Linker<'f, 'r>,
    outcome: Outcome,
    asked: FxHashSet<FileId>,
    /// Bytes that may still be read anew.
    left: usize,
}

/// A file that will be scanned.
struct Loaded {
    at: FileId,
    bytes: Vec<u8>,
}

impl Finding<'_, '_> {
    /// Reads files, and says where they lead.
    fn round(&mut self, files: Vec<FileId>) -> Vec<FileId> {
        let fresh: Vec<FileId> = files.into_iter().filter(|at| self.asked.insert(*at)).collect();
        let loaded: Vec<Loaded> = fresh.into_iter().filter_map(|at| self.load(at)).collect();
        let mut leads = Vec::new();
        for (at, result) in self.scan(&loaded) {
            match result {
                Ok(stored) => {
                    leads.extend(self.leads(at, &stored));
                    self.outcome.stored[at as usize] = Some(stored);
                }
                Err(reason) => {
                    let path = Text::from(&self.files[at as usize].path);
                    self.outcome.skipped.push(Skipped { path, reason: reason.into() });
                }
            }
        }
        leads
    }

    /// The content of a file; `None` where it cannot be read, or is more than may be read anew.
    fn load(&mut self, at: FileId) -> Option<Loaded> {
        let file = &self.files[at as usize];
        let bytes = self.reading.bytes(file).ok()?;
        let content = content_key(&bytes, file.language, roles::of_path(file.language, &file.path));
        if self.outcome.contents.before.by_content(content).is_none() {
            self.left = self.left.checked_sub(bytes.len())?;
        }
        Some(Loaded { at, bytes })
    }

    /// What files say, several read at a time.
    fn scan(&self, files: &[Loaded]) -> Vec<(FileId, Result<Stored, String>)> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(files.len());
        let (taken, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(files.len())));
        let work = || {
            let mut worker = Worker::new(self.reading);
            while let Some(loaded) = files.get(taken.fetch_add(1, Ordering::Relaxed)) {
                let file = &self.files[loaded.at as usize];
                let result = self.foreseen(&mut worker, file, &loaded.bytes);
                let result = result.unwrap_or_else(|| worker.text(file, &loaded.bytes, &self.outcome.contents));
                super::files::locked(&done).push((loaded.at, result));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        done.sort_by_key(|(at, _)| *at);
        done
    }

    /// What an edited file says in the light of others, where what it said before foretells what it asks of them: else it would be
    /// scanned for what it asks, and once more for what it says.
    fn foreseen(&self, worker: &mut Worker<'_>, file: &SourceFile, bytes: &[u8]) -> Option<Result<Stored, String>> {
        if !self.reading.instead.iter().any(|text| *text.path == *file.path) {
            return None;
        }
        let before = &self.outcome.contents.before;
        let mut front = cache::decode_front(&before.by_content(before.last_content_of(&file.path)?)?.scan)?;
        if self.reading.harmless.is_some() {
            // Calls are asked whether they fit where hollow tests are looked for.
            front.asked.clear();
        }
        let aliases = self.project.aliases(&file.path, file.language, &front)?;
        Some(worker.text_under(file, bytes, (&aliases, &front.needs), &self.outcome.contents))
    }

    /// Test code that a file leans on, and what sounds like a double wherever it stands.
    fn leads(&mut self, at: FileId, stored: &Stored) -> Vec<FileId> {
        let SourceFile { path, language, .. } = &self.files[at as usize];
        let Some(front) = cache::decode_front(&stored.scan) else { return Vec::new() };
        let linked = self.linker.link(path, *language, front.outline);
        let defined = linked.links.iter().filter_map(|link| match link {
            Link::Definition(file, name) => Some((*file, name.as_str())),
            Link::Nothing | Link::Name(_) => None,
        });
        let leads =
            defined.filter(|(file, name)| self.is_test(*file) || may_hand_out_doubles(name)).map(|(file, _)| file);
        leads.chain(conftests(self.project, path, *language)).collect()
    }

    /// Test code anywhere that names a file's module, as an earlier scan remembers it: it may use the file from afar.
    fn far_users(&self, at: FileId) -> Vec<FileId> {
        let Some(module) = module_name(&self.files[at as usize].path) else { return Vec::new() };
        let named = memchr::memmem::Finder::new(module);
        let before = &self.outcome.contents.before;
        let names = |content: u128| before.by_content(content).is_some_and(|kept| named.find(&kept.scan).is_some());
        let users = before.files().filter(|(_, _, content)| names(*content));
        let mut users: Vec<FileId> = users.filter_map(|(path, ..)| self.project.file(path)).collect();
        users.retain(|user| self.is_test(*user) && !self.asked.contains(user));
        users.sort_unstable();
        users.truncate(FAR_USERS_MAX);
        users
    }

    fn is_test(&self, at: FileId) -> bool {
        let SourceFile { path, language, .. } = &self.files[at as usize];
        roles::of_path(*language, path).is_test()
    }

    fn has_tests(&self, at: FileId) -> bool {
        let stored = self.outcome.stored[at as usize].as_ref();
        stored.and_then(|stored| cache::decode_front(&stored.scan)).is_some_and(|front| !front.tests.is_empty())
    }
}

/// By what others import a file: its name, or that of its folder where it stands for the folder; `None` where nobody imports it.
fn module_name(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name.split('.').next()? {
        "conftest" => None,
        "__init__" | "index" | "mod" => folder.rsplit('/').next().filter(|name| !name.is_empty()),
        stem => Some(stem),
    }
}

/// The `conftest.py` files that a file sees.
fn conftests(project: &Project<'_>, path: &str, language: Language) -> Vec<FileId> {
    if language != Language::Python {
        return Vec::new();
    }
    let of_folder =
        |folder: &str| if folder.is_empty() { "conftest.py".to_owned() } else { format!("{folder}/conftest.py") };
    ancestors(folder_of(path)).filter_map(|folder| project.file(&of_folder(folder))).collect()
}

/// What runners have run before the tests of a file.
fn set_up_files(project: &Project<'_>, runners: &[RunnerConfig], path: &str) -> Vec<FileId> {
    let is_above = |config: &&RunnerConfig| ancestors(folder_of(path)).any(|folder| folder == folder_of(&config.path));
    runners.iter().filter(is_above).flat_map(|config| Around::new(project, config).files().to_vec()).collect()
}

/// Other test code in the nearest folder at or above a file's that has any, in order of path.
fn users(files: &[SourceFile], at: FileId) -> Vec<FileId> {
    let file = &files[at as usize];
    let below = |folder: &str| -> Vec<FileId> {
        let others = (0..).zip(files).filter(|(other, _)| *other != at);
        let is_user = |other: &SourceFile| {
            let is_below =
                other.path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'));
            is_below && roles::of_path(other.language, &other.path).is_test()
        };
        others.filter(|(_, other)| is_user(other)).map(|(other, _)| other).collect()
    };
    ancestors(folder_of(&file.path)).map(below).find(|found| !found.is_empty()).unwrap_or_default()
}
