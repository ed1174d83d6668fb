//! Reads files in parallel, or takes what the cache remembers of them.

use super::asked::Asked;
use super::guard::guarded;
use super::progress::Progress;
use super::results_key;
use crate::cache::{self, Blob, Cache, Remembered, Shard, ShardHead, Slot, Stored, content_key};
use crate::engine::{Hollow, Scanner};
use crate::judge::Harmless;
use crate::resolve::Aliases;
use crate::roles;
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use crate::text::{as_utf8, kept_elsewhere};
use crate::walk::{FILE_BYTES_MAX, SourceFile, TOO_LARGE};
use demock_model::{Skipped, Text};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Files that a worker takes at once: enough that the counter is not contended, few enough that workers end together.
const BATCH_FILES: usize = 16;

/// Whether results are remembered between runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheUse<'a> {
    /// Everything is read.
    Off,
    /// Results are kept below this folder.
    Folder(&'a Path),
}

/// What a reading of files needs.
pub(super) struct Reading<'a> {
    pub(super) root: &'a Path,
    pub(super) rules: &'a RuleSet,
    /// What is read; the files beside it are known by name.
    pub(super) asked: &'a Asked,
    pub(super) cache: CacheUse<'a>,
    /// The rules that results depend on besides content.
    pub(super) rules_key: &'a [u8],
    /// What other machines have read under the same rules.
    pub(super) given: &'a [&'a Shard],
    /// Contents of files, in place of what lies on disk.
    pub(super) instead: &'a [Instead<'a>],
    /// The one file whose findings are asked for, where not those of all are.
    pub(super) answered: Option<&'a str>,
    /// The one file of which hollow tests need not be found, as long as this holds of its tests.
    pub(super) harmless: Option<&'a Harmless<'a>>,
    pub(super) progress: Option<&'a Progress>,
}

/// A text in the place of a file.
#[derive(Debug, Clone, Copy)]
pub struct Instead<'a> {
    /// Relative to the root, `/` on every platform.
    pub path: &'a str,
    /// What the file holds.
    pub bytes: &'a [u8],
}

/// What came of each file.
pub(super) struct Outcome {
    /// In the order of the files; `None` for those that were skipped.
    pub(super) stored: Vec<Option<Stored>>,
    pub(super) skipped: Vec<Skipped>,
    /// What contents said.
    pub(super) contents: Contents,
    /// Where and how it is to be remembered.
    pub(super) memory: Memory,
}

/// The cache file, between being read and being written.
#[derive(Default)]
pub(super) struct Memory {
    /// `None` where nothing is remembered.
    slot: Option<Slot>,
    started: i128,
    /// Whether anything was read that the cache did not know.
    learned: bool,
}

/// One worker's part.
#[derive(Default)]
struct Part {
    results: Vec<(usize, Stored)>,
    skipped: Vec<Skipped>,
    /// Whether anything was read that the cache did not know.
    learned: bool,
}

impl Reading<'_> {
    /// Reads all files.
    pub(super) fn read(&self, files: &[SourceFile]) -> Outcome {
        let started = cache::now();
        let slot = self.slot();
        let mut before = slot.as_ref().map(Cache::load).unwrap_or_default();
        self.given.iter().for_each(|shard| before.learn(shard));
        let contents = Contents::after(before);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let next = AtomicUsize::new(0);
        let parts = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..threads.min(files.len().div_ceil(BATCH_FILES)) {
                scope.spawn(|| {
                    let part = self.work(files, &contents, &next);
                    parts.lock().unwrap_or_else(PoisonError::into_inner).push(part);
                });
            }
        });
        let (mut stored, mut skipped) = (vec![None; files.len()], Vec::new());
        let mut learned = false;
        for part in parts.into_inner().unwrap_or_else(PoisonError::into_inner) {
            learned |= part.learned;
            skipped.extend(part.skipped);
            for (at, result) in part.results {
                stored[at] = Some(result);
            }
        }
        let memory = Memory { slot, started, learned };
        Outcome { stored, skipped, contents, memory }
    }

    /// What earlier runs know.
    pub(super) fn remembered(&self) -> Contents {
        Contents::after(self.slot().as_ref().map(Cache::load).unwrap_or_default())
    }

    /// Where results are kept; `None` where nothing is remembered.
    fn slot(&self) -> Option<Slot> {
        match self.cache {
            CacheUse::Off => None,
            CacheUse::Folder(folder) => Some(Slot::new(folder, self.root, &results_key(self.rules_key))),
        }
    }

    /// Scans a file again, now that the project has said what some of its names stand for. What a content says with the
    /// same answers is remembered like a content of its own.
    pub(super) fn rescan(
        &self,
        file: &SourceFile,
        content: u128,
        aliases: &Aliases,
        contents: &Contents,
    ) -> Result<Blob, String> {
        let key = aliases.key_of(content);
        if let Some(known) = contents.again(key).filter(|stored| cache::decode_front(stored).is_some()) {
            return Ok(known);
        }
        let scan = Blob::from(cache::encode(&self.scan_anew(file, Some(aliases))?));
        contents.put_again(key, scan.clone());
        Ok(scan)
    }

    /// Whether the findings of a file are asked for: of a text, those of the files that it leans on are not.
    pub(super) fn is_answered(&self, path: &str) -> bool {
        self.answered.is_none_or(|answered| *answered == *path)
    }

    /// What a file holds.
    pub(super) fn bytes(&self, file: &SourceFile) -> io::Result<Vec<u8>> {
        match self.instead.iter().find(|text| *text.path == *file.path) {
            Some(text) => Ok(text.bytes.to_vec()),
            None => std::fs::read(self.root.join(&*file.path)),
        }
    }

    /// Scans a file whose stored form is none.
    pub(super) fn scan_anew(&self, file: &SourceFile, aliases: Option<&Aliases>) -> Result<FileScan, String> {
        let bytes = self.bytes(file).map_err(|error| unreadable(&error))?;
        self.scanned(&mut Scanner::default(), file, &bytes, aliases)
    }

    /// What some bytes say as the content of a file; tests that prove nothing are left out where nobody asks for them.
    fn scanned(
        &self,
        scanner: &mut Scanner,
        file: &SourceFile,
        bytes: &[u8],
        aliases: Option<&Aliases>,
    ) -> Result<FileScan, String> {
        let spares =
            |scan: &FileScan| self.harmless.is_some_and(|all| all.is_of(&file.path) && all.are_hollow_tests_of(scan));
        if spares(&FileScan::default()) {
            scanner.seek(Hollow::Spared);
            let scan = scan_bytes(scanner, self.rules, file, bytes, aliases);
            scanner.seek(Hollow::Sought);
            if scan.as_ref().is_ok_and(spares) {
                return scan;
            }
        }
        scan_bytes(scanner, self.rules, file, bytes, aliases)
    }

    fn work(&self, files: &[SourceFile], contents: &Contents, next: &AtomicUsize) -> Part {
        let mut part = Part::default();
        let mut worker = Worker::new(self);
        loop {
            let from = next.fetch_add(BATCH_FILES, Ordering::Relaxed);
            let Some(batch) = files.get(from..(from + BATCH_FILES).min(files.len())).filter(|batch| !batch.is_empty())
            else {
                return part;
            };
            let asked = || batch.iter().enumerate().filter(|(_, file)| self.asked.takes(&file.path));
            if let Some(progress) = self.progress {
                progress.read(asked().count());
            }
            for (at, file) in asked() {
                if let Some(known) = contents.before.unchanged(file) {
                    part.results.push((from + at, known));
                    continue;
                }
                part.learned = true;
                match worker.file(file, contents) {
                    Ok(stored) => part.results.push((from + at, stored)),
                    Err(reason) => {
                        part.skipped.push(Skipped { path: Text::from(&file.path), reason: reason.into() });
                    }
                }
            }
        }
    }
}

/// What contents said, in earlier runs and so far in this one: files of one content are read for what they say once.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) before: Arc<Cache>,
    fresh: [Mutex<FxHashMap<u128, Blob>>; 16],
    /// What contents said when they were read again, as far as this run has asked.
    again: Mutex<FxHashMap<u128, Blob>>,
}

impl Contents {
    /// What earlier runs know, and nothing else yet.
    pub(super) fn after(before: Cache) -> Self {
        Self { before: Arc::new(before), ..Self::default() }
    }

    fn get(&self, content: u128) -> Option<Blob> {
        if let Some(kept) = self.before.by_content(content) {
            return Some(kept.scan.clone());
        }
        self.shard(content).get(&content).cloned()
    }

    fn put(&self, content: u128, scan: Blob) {
        self.shard(content).insert(content, scan);
    }

    pub(super) fn again(&self, key: u128) -> Option<Blob> {
        if let Some(known) = locked(&self.again).get(&key) {
            return Some(known.clone());
        }
        let kept = self.before.by_content(key)?.scan.clone();
        locked(&self.again).insert(key, kept.clone());
        Some(kept)
    }

    fn put_again(&self, key: u128, scan: Blob) {
        locked(&self.again).insert(key, scan);
    }

    fn shard(&self, content: u128) -> MutexGuard<'_, FxHashMap<u128, Blob>> {
        locked(&self.fresh[(content >> 64) as usize % self.fresh.len()])
    }
}

/// A lock whose holder panicked is as good as any: what it guards is only ever added to.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// Writes down what was learned, if anything was. `stays` says of a file that was not looked at whether it is still
    /// remembered; `exports` is what this run was the first to ask of contents.
    pub(super) fn keep(
        &self,
        files: &[(&SourceFile, &Stored)],
        contents: &Contents,
        stays: &dyn Fn(&str) -> bool,
        exports: &FxHashMap<u128, Blob>,
    ) -> Option<Skipped> {
        let slot = self.slot.as_ref()?;
        let (before, again) = (&contents.before, &*locked(&contents.again));
        let is_known = |key: &u128| before.by_content(*key).is_some();
        let remembered_here = before.files().filter(|(path, ..)| !stays(path)).count();
        if !self.learned && exports.is_empty() && again.keys().all(is_known) && remembered_here == files.len() {
            return None;
        }
        let remembered = Remembered { started: self.started, files, again, stays, before, exports };
        let error = cache::store(slot, &remembered).err()?;
        let reason = format!("the cache could not be written, so the next run reads everything again: {error}");
        Some(Skipped { path: slot.file().to_string_lossy().as_ref().into(), reason: reason.into() })
    }

    /// What was read, as a shard of these rules.
    pub(super) fn shard(
        &self,
        files: &[(&SourceFile, &Stored)],
        contents: &Contents,
        exports: &FxHashMap<u128, Blob>,
        head: ShardHead<'_>,
    ) -> Vec<u8> {
        let (before, again) = (&contents.before, &*locked(&contents.again));
        let remembered = Remembered { started: self.started, files, again, stays: &|_| false, before, exports };
        cache::shard_of(head, &remembered)
    }
}

/// What some bytes say as the content of a file.
fn scan_bytes(
    scanner: &mut Scanner,
    rules: &RuleSet,
    file: &SourceFile,
    bytes: &[u8],
    aliases: Option<&Aliases>,
) -> Result<FileScan, String> {
    if let Some(reason) = kept_elsewhere(bytes) {
        return Err(reason.to_owned());
    }
    let (text, role) = (as_utf8(bytes), roles::of_path(file.language, &file.path));
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(TOO_LARGE.to_owned());
    }
    guarded("it was read", || scanner.scan_with(rules, file.language, role, &text, aliases))
}

fn unreadable(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        "it vanished while the tree was read".to_owned()
    } else {
        format!("it could not be read: {error}")
    }
}

/// Reads one file after the other into one buffer.
pub(super) struct Worker<'a> {
    reading: &'a Reading<'a>,
    scanner: Scanner,
    buffer: Vec<u8>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, scanner: Scanner::default(), buffer: Vec::new() }
    }

    fn file(&mut self, file: &SourceFile, contents: &Contents) -> Result<Stored, String> {
        self.load(&self.reading.root.join(&*file.path)).map_err(|error| unreadable(&error))?;
        self.scan(file, contents)
    }

    /// Scans what a file holds.
    pub(super) fn text(&mut self, file: &SourceFile, bytes: &[u8], contents: &Contents) -> Result<Stored, String> {
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        self.scan(file, contents)
    }

    /// Scans what a file holds, in the light of what an earlier content of it was found to need. It counts as needing that, too: what it
    /// needs beyond it is asked where all files are ([`Reading::rescan`]).
    pub(super) fn text_under(
        &mut self,
        file: &SourceFile,
        bytes: &[u8],
        (aliases, needs): (&Aliases, &[Arc<str>]),
        contents: &Contents,
    ) -> Result<Stored, String> {
        let content = content_key(bytes, file.language, roles::of_path(file.language, &file.path));
        if let Some(scan) = contents.get(content) {
            return Ok(Stored { content, scan });
        }
        let mut scan = self.reading.scanned(&mut self.scanner, file, bytes, Some(aliases))?;
        scan.needs.extend_from_slice(needs);
        scan.needs.sort();
        scan.needs.dedup();
        let scan = Blob::from(cache::encode(&scan));
        contents.put_again(aliases.key_of(content), scan.clone());
        Ok(Stored { content, scan })
    }

    /// Scans what is in the buffer.
    fn scan(&mut self, file: &SourceFile, contents: &Contents) -> Result<Stored, String> {
        let role = roles::of_path(file.language, &file.path);
        let content = content_key(&self.buffer, file.language, role);
        if let Some(scan) = contents.get(content) {
            return Ok(Stored { content, scan });
        }
        let scanned = self.reading.scanned(&mut self.scanner, file, &self.buffer, None);
        let scan = scanned.inspect_err(|_| {
            // The scanner may have been left half-way: a new one costs nothing.
            self.scanner = Scanner::default();
        })?;
        let scan = Blob::from(cache::encode(&scan));
        contents.put(content, scan.clone());
        Ok(Stored { content, scan })
    }

    fn load(&mut self, path: &Path) -> io::Result<()> {
        self.buffer.clear();
        File::open(path)?.read_to_end(&mut self.buffer)?;
        Ok(())
    }
}
