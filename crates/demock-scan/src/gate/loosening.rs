//! What a change makes the policy say less than before, so that nobody loosens it in passing.
//!
//! Three comparisons: the settings value by value ([`loosenings`]), the tiers of the same tests judged by both settings
//! ([`tier_loosenings`]), and what is accepted (baseline entries and comments). Tightening is never reported.

use super::baseline::Baseline;
use crate::git::{GitError, Repository, Revision};
use crate::text::begins_note;
use demock_config::{Allow, BoundarySet, CONFIG_FILE, ConfigError, Origin, Scope, Settings, Tier};
use demock_model::{Allowance, AllowanceSource, BaselineEntry, Boundary, Kind, Loosening, Mode, Report, Text};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

/// Whether loosening was asked for with `--allow-loosening`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It was.
    Given,
    /// It was not.
    Withheld,
}

/// Policy and baseline at a revision.
#[derive(Debug, Clone)]
pub struct Before {
    /// The revision.
    pub revision: Revision,
    /// Its settings.
    pub settings: Settings,
    /// What was accepted.
    pub baseline: Baseline,
}

/// Why the state at a revision cannot be known.
#[derive(Debug, thiserror::Error)]
pub enum BeforeError {
    /// Git could not answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The configuration of that revision is wrong.
    #[error("at revision `{revision}`: {error}")]
    Config {
        /// The revision.
        revision: String,
        /// What is wrong.
        error: ConfigError,
    },
    /// The baseline of that revision is wrong.
    #[error("at revision `{revision}`: {error}")]
    Baseline {
        /// The revision.
        revision: String,
        /// What is wrong.
        error: super::BaselineError,
    },
}

impl demock_model::Help for BeforeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Git(error) => error.code(),
            Self::Config { error, .. } => error.code(),
            Self::Baseline { error, .. } => error.code(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Git(error) => error.help(),
            Self::Config { error, .. } => {
                let mend = "; where this change has mended it, `--allow-loosening` holds the change to its own policy";
                Some(format!("{}{mend}", error.help().unwrap_or_else(|| "correct it".to_owned())))
            }
            Self::Baseline { error, .. } => error.help(),
        }
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::Git(error) => error.place(),
            Self::Config { error, .. } => error.place(),
            Self::Baseline { error, .. } => error.place(),
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::Git(error) => error.seen(),
            Self::Config { error, .. } => error.seen(),
            Self::Baseline { error, .. } => error.seen(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Git(error) => error.expected(),
            Self::Config { error, .. } => error.expected(),
            Self::Baseline { error, .. } => error.expected(),
        }
    }
}

impl Before {
    /// Reads policy and baseline at a revision.
    pub fn at(repository: &Repository, revision: &str) -> Result<Self, BeforeError> {
        let revision = repository.revision(revision)?;
        let files = repository.files(&revision)?;
        let is_config = |path: &&String| path.rsplit('/').next() == Some(CONFIG_FILE);
        let nested: Vec<&str> = files.iter().filter(is_config).map(String::as_str).collect();
        let read = |path: &str| repository.read(&revision, path).map_err(io::Error::other);
        let settings = Settings::read(&read, &nested)
            .map_err(|error| BeforeError::Config { revision: revision.name.clone(), error })?;
        let folder = format!("{}/", super::BASELINE_FOLDER);
        let entries: Vec<&str> = files.iter().filter(|path| path.starts_with(&folder)).map(String::as_str).collect();
        let contents = repository.read_all(&revision, &entries)?;
        let contents = entries.iter().zip(contents).filter_map(|(path, bytes)| Some(((*path).to_owned(), bytes?)));
        let baseline = super::store::parse(&contents.collect::<BTreeMap<_, _>>())
            .map_err(|error| BeforeError::Baseline { revision: revision.name.clone(), error })?;
        Ok(Self { revision, settings, baseline })
    }

    /// The baseline that a change is held against: that of the revision, or the change's own where it is the first
    /// one, since adopting demock must not fail for all that was there before.
    pub fn baseline_in_force<'a>(&'a self, now: &'a Baseline) -> &'a Baseline {
        if self.baseline.is_absent() { now } else { &self.baseline }
    }
}

/// What settings, baseline and comments loosen between a revision and now. `text_before` gives the content that a file
/// of now had at the revision, under whatever name.
pub fn loosenings(
    before: &Before,
    settings: &Settings,
    baseline: &Baseline,
    report: &Report,
    text_before: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Vec<Loosening> {
    let mut found = BTreeSet::new();
    let folders: BTreeSet<&str> =
        before.settings.scopes().iter().chain(settings.scopes()).map(|scope| &*scope.folder).collect();
    for folder in folders {
        // What owned the paths of this folder then and what owns them now, whichever files say so.
        let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut scopes =
            Scopes { then: before.settings.scope(&inside), now: settings.scope(&inside), found: &mut found };
        scopes.compare();
    }
    grown_baseline(&before.baseline, baseline, &mut found);
    inline_allows(report, text_before, &mut found);
    found.into_iter().collect()
}

struct Scopes<'a> {
    then: &'a Scope,
    now: &'a Scope,
    found: &'a mut BTreeSet<Loosening>,
}

impl Scopes<'_> {
    fn compare(&mut self) {
        let (then, now) = (self.then, self.now);
        if now.inline_allows > then.inline_allows {
            self.add(now.policy_origin.as_ref(), "inline exceptions are no longer forbidden".to_owned());
        }
        if now.mode < then.mode {
            let what = format!("the mode of services that set none went from `{}` to `{}`", then.mode, now.mode);
            self.add(now.policy_origin.as_ref(), what);
        }
        for pattern in now.exclude.beyond(&then.exclude) {
            self.add(Some(&pattern.origin), format!("`{}` is excluded", pattern.value));
        }
        self.services();
        for tier in &now.tiers {
            self.tier(tier);
        }
        for tier in then.tiers.iter().filter(|tier| now.tier(&tier.name).is_none()) {
            self.add(None, format!("tier `{}` is gone", tier.name));
        }
        for rule in then.rules.iter().filter(|rule| !now.rules.iter().any(|kept| kept.id == rule.id)) {
            self.add(None, format!("rule `{}` is gone", rule.id));
        }
        for allow in &now.allows {
            self.allow(allow);
        }
    }

    fn services(&mut self) {
        let (then, now) = (self.then, self.now);
        for service in &now.services {
            let earlier = then.services.iter().find(|known| known.name == service.name);
            let (held, name) = (earlier.map_or(then.mode, |known| known.mode), &service.name.value);
            if service.mode < held {
                let what = format!("the mode of service `{name}` went from `{held}` to `{}`", service.mode);
                self.add(Some(&service.name.origin), what);
            }
        }
        let lost = then.services.iter().filter(|service| !now.services.iter().any(|kept| kept.name == service.name));
        for service in lost.filter(|service| service.mode > now.mode) {
            self.add(None, format!("service `{}`, which was in mode `{}`, is gone", service.name.value, service.mode));
        }
        let enforced = then.services.iter().filter(|service| service.mode == Mode::Enforce);
        for service in enforced {
            let kept = now.services.iter().find(|kept| kept.name == service.name && kept.paths != service.paths);
            for pattern in kept.map(|kept| service.paths.beyond(&kept.paths)).unwrap_or_default() {
                let (name, pattern) = (&service.name.value, &pattern.value);
                self.add(kept.map(|kept| &kept.name.origin), format!("service `{name}` no longer owns `{pattern}`"));
            }
        }
    }

    fn tier(&mut self, tier: &Tier) {
        let Some(earlier) = self.then.tier(&tier.name) else { return };
        let allowed = tier.may_replace.without(earlier.may_replace);
        if !allowed.is_empty() {
            self.add(tier.origin.as_ref(), format!("tier `{}` may now replace {}", tier.name, list(allowed)));
        }
        // From an error to a warning; from allowed to a warning is a tightening.
        let warned = tier.warn.without(earlier.warn).without(earlier.may_replace);
        if !warned.is_empty() {
            self.add(tier.origin.as_ref(), format!("tier `{}` now only warns about {}", tier.name, list(warned)));
        }
    }

    fn allow(&mut self, allow: &Allow) {
        let earlier = self.then.allows.iter().filter(|known| known.rule.value == allow.rule.value);
        let mut same_paths = earlier.clone().filter(|known| known.paths == allow.paths).peekable();
        if same_paths.peek().is_some() {
            // No day is the latest of all.
            if !same_paths.any(|known| known.until.is_none_or(|then| allow.until.is_some_and(|now| now <= then))) {
                let until = allow.until.map_or_else(|| "for ever".to_owned(), |until| format!("until {until}"));
                self.add(Some(&allow.origin), format!("the exception for `{}` now holds {until}", allow.rule.value));
            }
            return;
        }
        // One that was narrowed, or split, was there before.
        let covered = earlier.clone().any(|known| {
            let in_time = known.until.is_none_or(|then| allow.until.is_some_and(|now| now <= then));
            in_time && allow.paths.beyond(&known.paths).is_empty()
        });
        if !covered {
            let paths: Vec<_> = allow.paths.patterns().iter().map(|pattern| format!("`{}`", pattern.value)).collect();
            let what = format!("a new exception for `{}` in {}", allow.rule.value, paths.join(", "));
            self.add(Some(&allow.origin), what);
        }
    }

    fn add(&mut self, origin: Option<&Origin>, what: String) {
        let file = || self.now.file.clone().or_else(|| self.then.file.clone()).unwrap_or_else(|| CONFIG_FILE.into());
        let (path, line) = origin.map_or_else(|| (file(), 0), |origin| (origin.path.clone(), origin.line));
        self.found.insert(Loosening { path: path.into(), line, what });
    }
}

fn list(set: BoundarySet) -> String {
    set.iter().map(|boundary| format!("`{boundary}`")).collect::<Vec<_>>().join(", ")
}

/// Entries that were not there before. One that only moved from a file without entries now, by an equal one, is not new.
fn grown_baseline(then: &Baseline, now: &Baseline, found: &mut BTreeSet<Loosening>) {
    type Shape<'a> = (&'a str, Kind, Boundary, &'a str, u32);
    fn shape(entry: &BaselineEntry) -> Shape<'_> {
        (&entry.scope, entry.kind, entry.boundary, &entry.target, entry.occurrence)
    }
    if then.is_absent() {
        return; // The first baseline is adoption, not loosening.
    }
    let known: BTreeSet<&BaselineEntry> = then.entries().collect();
    let paths_now: BTreeSet<&Text> = now.entries().map(|entry| &entry.path).collect();
    let mut left: BTreeMap<Shape<'_>, u32> = BTreeMap::new();
    for entry in known.iter().filter(|entry| !paths_now.contains(&entry.path)) {
        *left.entry(shape(entry)).or_default() += 1;
    }
    let mut grown: BTreeMap<Text, (u32, &BaselineEntry)> = BTreeMap::new();
    for (service, entry) in now.services.iter().flat_map(|(name, held)| held.entries.keys().map(move |it| (name, it))) {
        if known.contains(entry) {
            continue;
        }
        match left.get_mut(&shape(entry)) {
            Some(count) if *count > 0 => *count -= 1,
            Some(_) | None => grown.entry(*service).or_insert((0, entry)).0 += 1,
        }
    }
    for (service, (count, first)) in grown {
        let path = super::store::file_of(&service).into();
        let what = match count {
            1 => format!("the baseline accepts one more: {} in `{}`", first.kind, first.path),
            _ => format!("the baseline accepts {count} more; the first is {} in `{}`", first.kind, first.path),
        };
        found.insert(Loosening { path, line: 0, what });
    }
}

/// Comments that were not in the file before, counted by rule: moving one is no loosening.
fn inline_allows(report: &Report, text_before: &dyn Fn(&str) -> Option<Vec<u8>>, found: &mut BTreeSet<Loosening>) {
    let mut by_file: BTreeMap<&Text, Vec<(u32, &Allowance)>> = BTreeMap::new();
    for allowance in &report.allowances {
        if let AllowanceSource::Inline { path, line } = &allowance.source {
            by_file.entry(path).or_default().push((*line, allowance));
        }
    }
    for (path, allowances) in by_file {
        let text = text_before(path).unwrap_or_default();
        let mut earlier: BTreeMap<String, u32> = BTreeMap::new();
        for rule in inline_rules(&String::from_utf8_lossy(&text)) {
            *earlier.entry(rule).or_default() += 1;
        }
        for (line, allowance) in allowances {
            match earlier.get_mut(allowance.rule.trim()) {
                Some(count) if *count > 0 => *count -= 1,
                Some(_) | None => {
                    let what = format!("a new inline exception for `{}`", allowance.rule);
                    found.insert(Loosening { path: *path, line, what });
                }
            }
        }
    }
}

/// The rules named by `demock: allow(rule)` in a text.
fn inline_rules(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("demock:").filter_map(|(at, note)| {
        let rest = begins_note(&text.as_bytes()[..at]).then_some(&text[at + note.len()..])?;
        let rule = rest.trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
        rule.split_once(')').map(|(rule, _)| rule.trim().to_owned())
    })
}

/// Tests that claim less under the settings of now than under those of then. Both reports must be of the same files.
pub fn tier_loosenings(before: &Before, then: &Report, settings: &Settings, now: &Report) -> Vec<Loosening> {
    let mut earlier: BTreeMap<String, Text> = BTreeMap::new();
    for test in then.tests.iter() {
        earlier.insert(then.tests.id(test), then.tests.tier(test));
    }
    let mut fallen: BTreeMap<Loosening, u32> = BTreeMap::new();
    for test in now.tests.iter() {
        let Some(old) = earlier.get(&now.tests.id(test)) else { continue };
        let (new, path) = (now.tests.tier(test), now.tests.path(test));
        if new == *old {
            continue;
        }
        let (scope, scope_then) = (settings.scope(&path), before.settings.scope(&path));
        if let (Some(held), Some(holds)) = (scope_then.tier(old), scope.tier(&new))
            && is_weaker(held, holds)
        {
            let file = scope.file.clone().or_else(|| scope_then.file.clone()).unwrap_or_else(|| CONFIG_FILE.into());
            let line = holds.origin.as_ref().map_or(0, |origin| origin.line);
            let what = format!("tests that were `{old}` are now `{new}`");
            *fallen.entry(Loosening { path: file.into(), line, what }).or_default() += 1;
        }
    }
    let counted = fallen.into_iter().map(|(it, count)| Loosening { what: format!("{} ({count})", it.what), ..it });
    counted.collect()
}

/// Whether the second tier lets something pass that the first one fails.
fn is_weaker(then: &Tier, now: &Tier) -> bool {
    !now.may_replace.union(now.warn).without(then.may_replace.union(then.warn)).is_empty()
}

#[cfg(test)]
mod tests;
