//! What a command works on: the root, the paths below it, the day, the cache.

use crate::args::Subject;
use crate::error::{CliError, Failure};
use demock_config::{Environment, Settings, find_root};
use demock_model::Date;
use demock_scan::rules;
use demock_scan::scan::{self, CacheUse, Request, Scanned};
use demock_scan::selection::Selection;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A resolved [`Subject`].
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) root: PathBuf,
    pub(crate) root_name: String,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) selection: Selection,
    pub(crate) today: Date,
    cache: Option<PathBuf>,
}

impl Session {
    pub(crate) fn new(subject: &Subject, environment: &Environment) -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::internal(CliError::WorkingFolder(error)))?;
        let absolute = |path: &PathBuf| {
            let path = here.join(path);
            path.canonicalize().unwrap_or(path)
        };
        let paths: Vec<PathBuf> = subject.paths.iter().map(absolute).collect();
        let root = root_of(&here, &paths)?;
        let selection = match &subject.select {
            None => Selection::default(),
            Some(text) => {
                Selection::parse(text, |id| rules::all().any(|rule| rule.id.starts_with(id))).map_err(Failure::usage)?
            }
        };
        let (today, _) = environment.today(subject.today, SystemTime::now()).map_err(Failure::usage)?;
        let cache = environment.cache_dir().filter(|_| !subject.no_cache);
        let paths = paths.into_iter().filter(|path| *path != root).collect();
        Ok(Self { root_name: name_of(&root, &here), root, paths, selection, today, cache })
    }

    pub(crate) fn scan(&self) -> Result<Scanned, Failure> {
        self.scan_under(None)
    }

    /// Scans today's tree under other settings than its own.
    pub(crate) fn scan_with(&self, settings: Settings) -> Result<Scanned, Failure> {
        self.scan_under(Some(settings))
    }

    fn scan_under(&self, settings: Option<Settings>) -> Result<Scanned, Failure> {
        let request = Request {
            root: &self.root,
            root_name: &self.root_name,
            paths: &self.paths,
            selection: &self.selection,
            cache: self.cache.as_deref().map_or(CacheUse::Off, CacheUse::Folder),
            today: self.today,
            settings,
        };
        scan::scan(&request).map_err(Failure::usage)
    }
}

/// The one root that all paths belong to; that of the working folder where there are none.
fn root_of(here: &Path, paths: &[PathBuf]) -> Result<PathBuf, Failure> {
    let Some(first) = paths.first() else { return Ok(find_root(here)) };
    let root = find_root(first);
    match paths.iter().find(|path| find_root(path) != root) {
        None => Ok(root),
        Some(other) => Err(Failure::usage(CliError::TwoRoots {
            first: first.display().to_string(),
            second: other.display().to_string(),
        })),
    }
}

/// The root as the report names it: relative where the working folder lies in it, so that reports do not depend on
/// where a tree was checked out.
fn name_of(root: &Path, here: &Path) -> String {
    if here.starts_with(root) {
        return ".".to_owned();
    }
    root.strip_prefix(here).map_or_else(|_| root.display().to_string(), |below| below.display().to_string())
}
