//! One scan from a folder to a report.
//!
//! Data flow: walk → settings and rule set → for each file, in parallel: cache, or read and scan → judge.
//! Invariants: the report depends on the tree, the settings, the selection and today, never on threads or on the cache; a
//! panic while one file is read costs that file and is reported.

mod assemble;
mod files;
mod guard;
mod indexing;
mod input;
mod looking;
mod progress;
mod trace;
mod uses;

pub use files::CacheUse;
pub use looking::Looked;
pub use progress::Progress;
pub use trace::{Step, Trace};

use crate::exclusion;
use crate::judge::{MANIFEST_NAMES, check_names};
use crate::rules;
use crate::ruleset::RuleSet;
use crate::selection::Selection;
use crate::walk::{self, SourceFile, Stat, Tree};
use demock_config::{CONFIG_FILE, ConfigError, Settings};
use demock_model::{Date, Help, Language, Report, Skipped};
use files::Reading;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to scan, and how.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The root: paths in the report are relative to it. Absolute.
    pub root: &'a Path,
    /// The root as the report names it.
    pub root_name: &'a str,
    /// Files and folders below the root; none means all of it. Absolute.
    pub paths: &'a [PathBuf],
    /// Which rules.
    pub selection: &'a Selection,
    /// Whether results are remembered.
    pub cache: CacheUse<'a>,
    /// The day by which exceptions expire.
    pub today: Date,
    /// Settings in place of the tree's own: those of another revision.
    pub settings: Option<Settings>,
    /// Where the scan says how far it is.
    pub progress: Option<&'a Progress>,
}

/// A scan with what it was judged by.
#[derive(Debug)]
pub struct Scanned {
    /// The answer.
    pub report: Report,
    /// The settings in force.
    pub settings: Settings,
    /// The rules in force.
    pub rules: RuleSet,
}

/// Why a scan could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// A path that was asked for does not exist.
    #[error("`{}` does not exist", path.display())]
    NoSuchPath {
        /// The path.
        path: PathBuf,
    },
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

impl Help for ScanError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPath { .. } => "scan/no-such-path",
            Self::Config(error) => error.code(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } => Some("name a file or folder that exists, or none for the whole tree".to_owned()),
            Self::Config(error) => error.help(),
        }
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { path } => Some(path.display().to_string()),
            Self::Config(error) => error.place(),
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } => None,
            Self::Config(error) => error.seen(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } => Some("a file or folder that exists".to_owned()),
            Self::Config(error) => error.expected(),
        }
    }
}

/// Scans a tree.
pub fn scan(request: &Request<'_>) -> Result<Scanned, ScanError> {
    scan_looked(request, look(request)?)
}

/// Scans a tree, and says by what way each site reaches the test of this id.
pub fn scan_traced(request: &Request<'_>, test: &str) -> Result<(Scanned, Vec<Trace>), ScanError> {
    let tree = look(request)?.tree;
    let configs = tree.configs.clone();
    judge(request, tree, &configs, None, Some(test))
}

/// Finds out what the tree of a request holds.
pub fn look(request: &Request<'_>) -> Result<Looked, ScanError> {
    match request.paths.iter().find(|path| !path.exists()) {
        Some(path) => Err(ScanError::NoSuchPath { path: path.clone() }),
        None => Ok(Looked::at(request)),
    }
}

/// Scans a tree that was looked at for the same request.
pub fn scan_looked(request: &Request<'_>, looked: Looked) -> Result<Scanned, ScanError> {
    let tree = looked.tree;
    let configs = tree.configs.clone();
    Ok(judge(request, tree, &configs, None, None)?.0)
}

/// What answers depend on besides the tree and the form of the output: the program itself and the rules asked for.
pub fn answers_key(selection: &Selection) -> Vec<u8> {
    let program = std::env::current_exe().and_then(std::fs::metadata).map(|data| Stat::of(&data));
    format!("{:?} {:?} {selection:?}", (env!("CARGO_PKG_VERSION"), rules::RULE_SET), program.ok()).into_bytes()
}

/// Scans one text as if it were the content of a file, for editors and hooks: nothing else of the tree is walked.
/// `path` is relative to the root.
pub fn scan_buffer(request: &Request<'_>, path: &str, bytes: &[u8]) -> Result<Scanned, ScanError> {
    let mut tree = Tree::default();
    if let Some(language) = path.rsplit_once('.').and_then(|(_, extension)| Language::of_extension(extension)) {
        let stat = Stat { size: bytes.len() as u64, ..Stat::default() };
        tree.files.push(SourceFile { path: path.into(), language, stat });
    }
    let folders = request.root.join(path);
    let folders = folders.ancestors().skip(1).take_while(|folder| folder.starts_with(request.root));
    let mut configs = Vec::new();
    for folder in folders {
        if folder.join(CONFIG_FILE).is_file() {
            configs.push(walk::relative(request.root, &folder.join(CONFIG_FILE)));
        }
        if MANIFEST_NAMES.iter().any(|name| folder.join(name).is_file()) {
            tree.packages.push(walk::relative(request.root, folder));
        }
    }
    Ok(judge(request, tree, &configs, Some(bytes), None)?.0)
}

/// Settings, rules, reading, report: what every scan has in common.
fn judge(
    request: &Request<'_>,
    mut tree: Tree,
    configs: &[String],
    buffer: Option<&[u8]>,
    traced: Option<&str>,
) -> Result<(Scanned, Vec<Trace>), ScanError> {
    let configs: Vec<&str> = configs.iter().map(String::as_str).collect();
    let settings = match request.settings.clone() {
        Some(settings) => settings,
        None => own_settings(request.root, &configs)?,
    };
    let rules = rule_set(request.selection, &settings);
    let asked = Asked::of(request);
    let excluded = take_excluded(&settings, &asked, &mut tree);
    let key = results_key(&settings, request.selection);
    let progress = request.progress;
    if let Some(progress) = progress {
        progress.found(tree.files.iter().filter(|file| asked.takes(&file.path)).count());
    }
    let reading =
        Reading { root: request.root, rules: &rules, asked: &asked, cache: request.cache, key, buffer, progress };
    let outcome = reading.read(&tree.files);
    let (report, traces) = assemble::report(request, &settings, &reading, tree, excluded, outcome, traced);
    Ok((Scanned { report, settings, rules }, traces))
}

/// The tree's own settings.
fn own_settings(root: &Path, configs: &[&str]) -> Result<Settings, ConfigError> {
    let settings = Settings::load(root, configs)?;
    check_names(&settings)?;
    Ok(settings)
}

/// The built-in rules that are selected, and the project's own.
pub fn rule_set(selection: &Selection, settings: &Settings) -> RuleSet {
    let mut rules = RuleSet::selected(selection);
    for custom in settings.custom_rules() {
        if selection.takes(&custom.id, custom.kind) {
            rules.add_custom(custom);
        }
    }
    rules
}

/// What results depend on besides a file's content: the program itself, the rules asked for, the project's own.
fn results_key(settings: &Settings, selection: &Selection) -> Vec<u8> {
    let mut key = answers_key(selection);
    key.extend(format!(" {:?}", settings.custom_rules()).bytes());
    key
}

/// The part of a tree that a report is about: everything where no path was asked for.
#[derive(Debug)]
struct Asked(Vec<String>);

impl Asked {
    fn of(request: &Request<'_>) -> Self {
        let paths = request.paths.iter().map(|path| walk::relative(request.root, path));
        Self(paths.collect())
    }

    fn takes(&self, path: &str) -> bool {
        let holds = |asked: &String| {
            path.strip_prefix(asked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.is_empty() || self.0.iter().any(holds)
    }
}

/// Takes excluded files out of the tree; they are counted by the pattern that excludes them.
fn take_excluded(settings: &Settings, asked: &Asked, tree: &mut Tree) -> Vec<Skipped> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    tree.files.retain(|file| match settings.excluded(&file.path) {
        None => true,
        Some(_) if !asked.takes(&file.path) => false,
        Some(pattern) => {
            let place = format!("{} ({}:{})", pattern.value, pattern.origin.path, pattern.origin.line);
            let count = counts.entry(place).or_default();
            count.0 += 1;
            count.1 += u64::from(crate::roles::of_path(file.language, &file.path).is_test());
            false
        }
    });
    let skipped = counts
        .into_iter()
        .map(|(pattern, (files, tests))| Skipped { path: pattern.into(), reason: exclusion::reason(files, tests) });
    skipped.collect()
}
