//! One scan from a folder to a report.
//!
//! Data flow: walk → settings and rule set → for each file, in parallel: cache, or read and scan → judge.
//! Invariants: the report depends on the tree, the settings, the selection and today, never on threads or on the cache; a
//! panic while one file is read costs that file and is reported.

mod asked;
mod assemble;
mod edited;
mod files;
mod guard;
mod idle;
mod indexing;
mod input;
mod leaning;
mod looking;
mod progress;
mod stood;
mod trace;
mod uses;

pub use edited::{Against, Edit, Edited, Facts, Sought, scan_edited};
pub use files::{CacheUse, Instead};
pub use idle::idle;
pub use looking::Looked;
pub use progress::Progress;
pub use trace::{Step, Trace};

use crate::cache::Shard;
use crate::judge::check_names;
use crate::rules;
use crate::ruleset::RuleSet;
use crate::selection::Selection;
use crate::walk::{Stat, Tree};
use asked::Asked;
use assemble::{Gathered, SetUp, Told, Wanted};
use demock_config::{ConfigError, Settings};
use demock_model::{Date, Help, Report, Skipped};
use files::{Outcome, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// What other machines have read of this tree.
    pub given: &'a [Shard],
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
    /// Patterns of the settings that cover nothing, in words.
    pub idle: Vec<String>,
    /// Where shards were given: files that none of them has as they are here, so that this scan has read them itself.
    pub unshared: Vec<Arc<str>>,
    /// Where shards were given: files that one of them has and the tree does not, so that nothing is said of them.
    pub missed: Vec<Arc<str>>,
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
    /// A shard was read under other rules.
    #[error("a shard was read under other rules of the project's own than those of its settings here")]
    OtherRules,
}

impl Help for ScanError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPath { .. } => "scan/no-such-path",
            Self::OtherRules => "merge/rules",
            Self::Config(error) => error.code(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } => Some("name a file or folder that exists, or none for the whole tree".to_owned()),
            Self::OtherRules => Some("write all shards, and merge them, with the same `[[rule]]` tables".to_owned()),
            Self::Config(error) => error.help(),
        }
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { path } => Some(path.display().to_string()),
            Self::OtherRules => None,
            Self::Config(error) => error.place(),
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } | Self::OtherRules => None,
            Self::Config(error) => error.seen(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { .. } => Some("a file or folder that exists".to_owned()),
            Self::OtherRules => None,
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
    let (scanned, told) = judge(request, look(request)?.tree, Wanted::Traces(test))?;
    Ok((scanned, told.traces))
}

/// Scans a tree, and gives what was read of it the form of a shard ([`Shard::read`]). `select` is the selection as it was written.
pub fn scan_shard(request: &Request<'_>, select: Option<&str>) -> Result<(Scanned, Vec<u8>), ScanError> {
    let (scanned, told) = judge(request, look(request)?.tree, Wanted::Shard(select))?;
    Ok((scanned, told.shard))
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
    Ok(judge(request, looked.tree, Wanted::Nothing)?.0)
}

/// What answers depend on besides the tree and the form of the output: the program itself and the rules asked for.
pub fn answers_key(selection: &Selection) -> Vec<u8> {
    let program = std::env::current_exe().and_then(std::fs::metadata).map(|data| Stat::of(&data));
    format!("{:?} {:?} {selection:?}", (env!("CARGO_PKG_VERSION"), rules::RULE_SET), program.ok()).into_bytes()
}

/// Settings, rules, reading, report: what every scan of files has in common.
fn judge(request: &Request<'_>, mut tree: Tree, wanted: Wanted<'_>) -> Result<(Scanned, Told), ScanError> {
    let settings = match request.settings.clone() {
        Some(settings) => settings,
        None => own_settings(request.root, tree.configs.iter().map(String::as_str))?,
    };
    let rules = rule_set(request.selection, &settings);
    let asked = Asked::of(request, &tree);
    let idle = idle::idle(request.root, &settings, &tree.files.iter().map(|file| &*file.path));
    let mut left_out = take_excluded(&settings, &asked, &mut tree);
    left_out.extend(asked.installed(&tree));
    let rules_key = rules_key(&settings, request.selection);
    let given: Vec<&Shard> = request.given.iter().filter(|shard| shard.is_under(&rules_key)).collect();
    // Under the settings of another revision, what was read under today's is of no use, and no mistake.
    if given.len() < request.given.len() && request.settings.is_none() {
        return Err(ScanError::OtherRules);
    }
    let progress = request.progress;
    if let Some(progress) = progress {
        progress.found(tree.files.iter().filter(|file| asked.takes(&file.path)).count());
    }
    let reading = Reading {
        root: request.root,
        rules: &rules,
        asked: &asked,
        cache: request.cache,
        rules_key: &rules_key,
        given: &given,
        instead: &[],
        answered: None,
        harmless: None,
        progress,
    };
    let outcome = reading.read(&tree.files);
    let unshared = unshared(&given, &tree, &outcome);
    let missed = missed(&given, &settings, &asked, &tree);
    let set_up = SetUp::read(request.root, &tree);
    let project = assemble::project(request.root, &settings, &rules, &tree, &set_up);
    let gathered = Gathered { tree, set_up, project, left_out, outcome, stood: None };
    let (report, told) = assemble::report(request, &settings, &reading, gathered, wanted);
    Ok((Scanned { report, settings, rules, idle, unshared, missed }, told))
}

/// Files of the shards that are neither there nor excluded, as far as they are asked for.
fn missed(given: &[&Shard], settings: &Settings, asked: &Asked, tree: &Tree) -> Vec<Arc<str>> {
    let is_there = |path: &str| tree.files.binary_search_by(|file| (*file.path).cmp(path)).is_ok();
    let all: BTreeSet<&Arc<str>> = given.iter().flat_map(|shard| shard.paths()).collect();
    let missed = all.into_iter().filter(|path| asked.takes(path) && !is_there(path));
    missed.filter(|path| settings.excluded(path).is_none()).cloned().collect()
}

/// Files whose contents are in none of the shards.
fn unshared(given: &[&Shard], tree: &Tree, outcome: &Outcome) -> Vec<Arc<str>> {
    let held = |content: u128| given.is_empty() || given.iter().any(|shard| shard.holds(content));
    let read = tree.files.iter().zip(&outcome.stored).filter_map(|(file, stored)| Some((file, stored.as_ref()?)));
    read.filter(|(_, stored)| !held(stored.content)).map(|(file, _)| file.path.clone()).collect()
}

/// The tree's own settings.
fn own_settings<'c>(root: &Path, configs: impl Iterator<Item = &'c str>) -> Result<Settings, ConfigError> {
    let settings = Settings::load(root, &configs.collect::<Vec<_>>())?;
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

/// The rules that results depend on: those asked for, and the project's own.
fn rules_key(settings: &Settings, selection: &Selection) -> Vec<u8> {
    format!("{selection:?} {:?}", settings.custom_rules()).into_bytes()
}

/// What results depend on besides a file's content: the program itself, and the rules.
fn results_key(rules_key: &[u8]) -> Vec<u8> {
    [&answers_key(&Selection::default()), rules_key].concat()
}

/// Takes excluded files out of the tree; they are counted by the pattern that excludes them.
fn take_excluded(settings: &Settings, asked: &Asked, tree: &mut Tree) -> Vec<Skipped> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    tree.files.retain(|file| match settings.excluded(&file.path) {
        None => true,
        Some(_) if !asked.is_within(&file.path) => false,
        Some(pattern) => {
            let place = format!("{} ({}:{})", pattern.value, pattern.origin.path, pattern.origin.line);
            let count = counts.entry(place).or_default();
            count.0 += 1;
            count.1 += u64::from(crate::roles::of_path(file.language, &file.path).is_test());
            false
        }
    });
    let skipped = counts.into_iter().map(|(pattern, (files, tests))| Skipped {
        path: pattern.into(),
        reason: format!("excluded by the configuration: {files} files, {tests} of them test code").into(),
    });
    skipped.collect()
}
