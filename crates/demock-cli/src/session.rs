//! What a command works on: the root, the paths below it, the day, the cache.

use crate::args::Subject;
use crate::error::{CliError, Failure};
use crate::ui::while_working;
use demock_config::{Environment, Settings, find_root};
use demock_model::Date;
use demock_scan::cache::{Answers, Shard};
use demock_scan::rules;
use demock_scan::scan::{
    self, Against, CacheUse, Edit, Edited, Instead, Looked, Progress, Request, Scanned, Sought, Trace,
};
use demock_scan::selection::Selection;
use demock_scan::walk::{self, Tree};
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
    /// What other machines have read.
    given: Vec<Shard>,
}

impl Session {
    pub(crate) fn new(subject: &Subject, environment: &Environment) -> Result<Self, Failure> {
        Self::at(Path::new(""), subject, environment)
    }

    /// A session as if the command had been started in another folder.
    pub(crate) fn at(folder: &Path, subject: &Subject, environment: &Environment) -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::internal(CliError::WorkingFolder(error)))?;
        let here = existing(&here.join(folder));
        let absolute = |path: &PathBuf| {
            let path = here.join(path);
            path.canonicalize().unwrap_or(path)
        };
        let paths: Vec<PathBuf> = subject.paths.iter().map(absolute).collect();
        let root = root_of(&here, &paths)?;
        let selection = match &subject.select {
            None => Selection::default(),
            Some(text) => {
                let built_in = |id: &str| rules::all().any(|rule| rule.id.starts_with(id));
                Selection::parse(text, |id| built_in(id) || is_custom(&root, id)).map_err(Failure::usage)?
            }
        };
        let (today, _) = environment.today(subject.today, SystemTime::now()).map_err(Failure::usage)?;
        let cache = environment.cache_dir().filter(|_| !subject.no_cache);
        let paths = paths.into_iter().filter(|path| *path != root).collect();
        Ok(Self { root_name: name_of(&root, &here), root, paths, selection, today, cache, given: Vec::new() })
    }

    /// The same session over another copy of the tree; nothing is remembered of a copy.
    pub(crate) fn moved_to(&self, root: &Path) -> Self {
        let paths = self.paths.iter().filter_map(|path| Some(root.join(path.strip_prefix(&self.root).ok()?)));
        let paths = paths.filter(|path| path.exists()).collect();
        Self {
            root: root.to_owned(),
            root_name: self.root_name.clone(),
            paths,
            selection: self.selection.clone(),
            today: self.today,
            cache: None,
            given: Vec::new(),
        }
    }

    /// A path relative to the root, `/` between segments; `None` where it lies outside.
    pub(crate) fn relative(&self, path: &Path) -> Option<String> {
        // Relative to the working folder, which `existing` would not find in a folder that is yet to be made.
        let path = std::env::current_dir().ok()?.join(path);
        let folder = existing(path.parent()?);
        let below = folder.strip_prefix(&self.root).ok()?.join(path.file_name()?);
        Some(below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// Scans a text as if it were the content of a file of a tree, of which the names are known.
    pub(crate) fn scan_text(&self, names: &Tree, path: &str, text: &[u8]) -> Result<Edited, Failure> {
        let texts = [Instead { path, bytes: text }];
        self.scan_edit(names, &Edit { texts: &texts, at: 0, against: Against::Nothing, sought: Sought::All })
    }

    /// Scans one of several such texts.
    pub(crate) fn scan_edit(&self, names: &Tree, edit: &Edit<'_>) -> Result<Edited, Failure> {
        scan::scan_edited(&self.request(None, None), names, edit).map_err(Failure::usage)
    }

    fn request<'a>(&'a self, settings: Option<Settings>, progress: Option<&'a Progress>) -> Request<'a> {
        Request {
            root: &self.root,
            root_name: &self.root_name,
            paths: &self.paths,
            selection: &self.selection,
            cache: self.cache.as_deref().map_or(CacheUse::Off, CacheUse::Folder),
            today: self.today,
            settings,
            given: &self.given,
            progress,
        }
    }

    pub(crate) fn scan(&self) -> Result<Scanned, Failure> {
        self.scan_under(None)
    }

    /// The same session, with what other machines have read.
    pub(crate) fn given(self, given: Vec<Shard>) -> Self {
        Self { given, ..self }
    }

    /// Scans, and gives what was read the form of a shard.
    pub(crate) fn shard(&self, subject: &Subject) -> Result<(Scanned, Vec<u8>), Failure> {
        let scan =
            |progress: &Progress| scan::scan_shard(&self.request(None, Some(progress)), subject.select.as_deref());
        while_working(scan).map_err(Failure::usage)
    }

    /// Scans, and says by what way sites reach the test of this id.
    pub(crate) fn scan_traced(&self, test: &str) -> Result<(Scanned, Vec<Trace>), Failure> {
        let scan = |progress: &Progress| scan::scan_traced(&self.request(None, Some(progress)), test);
        while_working(scan).map_err(Failure::usage)
    }

    /// What the tree holds, before anything of it is read.
    pub(crate) fn look(&self) -> Result<Looked, Failure> {
        scan::look(&self.request(None, None)).map_err(Failure::usage)
    }

    /// Scans the tree that was looked at.
    pub(crate) fn scan_looked(&self, looked: Looked) -> Result<Scanned, Failure> {
        let scan = |progress: &Progress| scan::scan_looked(&self.request(None, Some(progress)), looked);
        while_working(scan).map_err(Failure::usage)
    }

    /// Where the answer to a question of this form is kept; `None` where nothing is.
    pub(crate) fn answers(&self, form: &str) -> Option<Answers> {
        let mut asked = scan::answers_key(&self.selection);
        asked.extend_from_slice(form.as_bytes());
        Some(Answers::new(self.cache.as_deref()?, &self.root, &asked))
    }

    /// The tree's settings, those of nested files included.
    pub(crate) fn settings(&self, tree: &Tree) -> Result<Settings, Failure> {
        let nested: Vec<&str> = tree.configs.iter().map(String::as_str).collect();
        Settings::load(&self.root, &nested).map_err(Failure::usage)
    }

    /// Everything below the root, by name.
    pub(crate) fn names(&self) -> Tree {
        match &self.cache {
            Some(memory) => walk::names_remembered(&self.root, memory),
            None => walk::names(&self.root),
        }
    }

    /// Scans today's tree under other settings than its own.
    pub(crate) fn scan_with(&self, settings: Settings) -> Result<Scanned, Failure> {
        self.scan_under(Some(settings))
    }

    fn scan_under(&self, settings: Option<Settings>) -> Result<Scanned, Failure> {
        let scan = |progress: &Progress| scan::scan(&self.request(settings, Some(progress)));
        while_working(scan).map_err(Failure::usage)
    }
}

/// Whether a rule of the project's own is called so. Asked for names that no built-in rule has, so that nothing else waits for it.
fn is_custom(root: &Path, id: &str) -> bool {
    let tree = walk::names(root);
    let nested: Vec<&str> = tree.configs.iter().map(String::as_str).collect();
    // What is wrong with the settings is said where they are read for the scan.
    Settings::load(root, &nested)
        .is_ok_and(|settings| settings.custom_rules().iter().any(|rule| rule.id.starts_with(id)))
}

/// The nearest folder above (or the path itself) that exists, with symbolic links resolved: a new file's folder may be
/// about to be made.
fn existing(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|folder| folder.canonicalize().ok().map(|real| (folder, real)));
    let rest = |folder: &Path, real: PathBuf| match path.strip_prefix(folder) {
        Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
        Ok(_) | Err(_) => real,
    };
    found.map_or_else(|| path.to_owned(), |(folder, real)| rest(folder, real))
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
