//! Reads files in parallel, or takes what the cache remembers of them.

use super::guard::guarded;
use crate::cache::{self, Blob, Cache, Remembered, Slot, Stored, content_key};
use crate::engine::Scanner;
use crate::resolve::Aliases;
use crate::roles;
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use crate::text::as_utf8;
use crate::walk::{FILE_BYTES_MAX, SourceFile, TOO_LARGE};
use demock_model::{Skipped, Text};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    pub(super) cache: CacheUse<'a>,
    /// What results depend on besides content.
    pub(super) key: Vec<u8>,
    /// The content of the one file there is, in place of what lies on disk.
    pub(super) buffer: Option<&'a [u8]>,
}

/// What came of each file.
pub(super) struct Outcome {
    /// In the order of the files; `None` for those that were skipped.
    pub(super) stored: Vec<Option<Stored>>,
    pub(super) skipped: Vec<Skipped>,
    /// Where it is to be remembered, and what was before.
    pub(super) memory: Option<Memory>,
}

/// The cache, between being read and being written.
pub(super) struct Memory {
    slot: Slot,
    pub(super) before: Cache,
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
        if let Some(bytes) = self.buffer {
            return self.read_text(files, bytes);
        }
        let started = cache::now();
        let slot = match self.cache {
            CacheUse::Off => None,
            CacheUse::Folder(folder) => Some(Slot::new(folder, self.root, &self.key)),
        };
        let before = slot.as_ref().map(Cache::load).unwrap_or_default();
        let contents = Contents { before: &before, fresh: std::array::from_fn(|_| Mutex::default()) };
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
        let mut outcome = Outcome { stored: vec![None; files.len()], skipped: Vec::new(), memory: None };
        let mut learned = false;
        for part in parts.into_inner().unwrap_or_else(PoisonError::into_inner) {
            learned |= part.learned;
            outcome.skipped.extend(part.skipped);
            for (at, stored) in part.results {
                outcome.stored[at] = Some(stored);
            }
        }
        outcome.memory = slot.map(|slot| Memory { slot, before, started, learned });
        outcome
    }

    /// Scans a file again, now that the project has said what some of its names stand for.
    pub(super) fn rescan(&self, file: &SourceFile, aliases: Option<&Aliases>) -> Result<FileScan, String> {
        let bytes = match self.buffer {
            Some(bytes) => bytes.to_vec(),
            None => std::fs::read(self.root.join(&*file.path)).map_err(|error| unreadable(&error))?,
        };
        scan_bytes(&mut Scanner::default(), self.rules, file, &bytes, aliases)
    }

    /// Takes one text for the content of the one file there is.
    fn read_text(&self, files: &[SourceFile], bytes: &[u8]) -> Outcome {
        let mut outcome = Outcome { stored: Vec::new(), skipped: Vec::new(), memory: None };
        let nothing = Cache::default();
        let contents = Contents { before: &nothing, fresh: std::array::from_fn(|_| Mutex::default()) };
        let mut worker = Worker { reading: self, scanner: Scanner::default(), buffer: bytes.to_vec() };
        for file in files {
            match worker.scan(file, &contents) {
                Ok(stored) => outcome.stored.push(Some(stored)),
                Err(reason) => {
                    outcome.stored.push(None);
                    outcome.skipped.push(Skipped { path: Text::from(&file.path), reason: reason.into() });
                }
            }
        }
        outcome
    }

    fn work(&self, files: &[SourceFile], contents: &Contents<'_>, next: &AtomicUsize) -> Part {
        let mut part = Part::default();
        let mut worker = Worker { reading: self, scanner: Scanner::default(), buffer: Vec::new() };
        loop {
            let from = next.fetch_add(BATCH_FILES, Ordering::Relaxed);
            let Some(batch) = files.get(from..(from + BATCH_FILES).min(files.len())).filter(|batch| !batch.is_empty())
            else {
                return part;
            };
            for (at, file) in batch.iter().enumerate() {
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
struct Contents<'a> {
    before: &'a Cache,
    fresh: [Mutex<FxHashMap<u128, Blob>>; 16],
}

impl Contents<'_> {
    fn get(&self, content: u128) -> Option<Blob> {
        if let Some(kept) = self.before.by_content(content) {
            return Some(kept.scan.clone());
        }
        self.shard(content).get(&content).cloned()
    }

    fn put(&self, content: u128, scan: Blob) {
        self.shard(content).insert(content, scan);
    }

    fn shard(&self, content: u128) -> MutexGuard<'_, FxHashMap<u128, Blob>> {
        self.fresh[(content >> 64) as usize % self.fresh.len()].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    /// Writes down what was learned, if anything was. `stays` says of a file that was not looked at whether it is still
    /// remembered; `exports` is what this run was the first to ask of contents.
    pub(super) fn keep(
        &self,
        files: &[(&SourceFile, &Stored)],
        stays: &dyn Fn(&str) -> bool,
        exports: &FxHashMap<u128, Blob>,
    ) -> Option<Skipped> {
        let remembered_here = self.before.files().filter(|(path, ..)| !stays(path)).count();
        if !self.learned && exports.is_empty() && remembered_here == files.len() {
            return None;
        }
        let remembered = Remembered { started: self.started, files, stays, before: &self.before, exports };
        let error = cache::store(&self.slot, &remembered).err()?;
        let reason = format!("the cache could not be written, so the next run reads everything again: {error}");
        Some(Skipped { path: self.slot.file().to_string_lossy().as_ref().into(), reason: reason.into() })
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
struct Worker<'a> {
    reading: &'a Reading<'a>,
    scanner: Scanner,
    buffer: Vec<u8>,
}

impl Worker<'_> {
    fn file(&mut self, file: &SourceFile, contents: &Contents<'_>) -> Result<Stored, String> {
        self.load(&self.reading.root.join(&*file.path)).map_err(|error| unreadable(&error))?;
        self.scan(file, contents)
    }

    /// Scans what is in the buffer.
    fn scan(&mut self, file: &SourceFile, contents: &Contents<'_>) -> Result<Stored, String> {
        let role = roles::of_path(file.language, &file.path);
        let content = content_key(&self.buffer, file.language, role);
        if let Some(scan) = contents.get(content) {
            return Ok(Stored { content, scan });
        }
        let scanned = scan_bytes(&mut self.scanner, self.reading.rules, file, &self.buffer, None);
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
