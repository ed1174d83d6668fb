//! The accepted findings of today: entries, not counts, one file per service.

use demock_model::{BaselineEntry, Finding, Help, Text};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

/// The folder, relative to the root.
pub const BASELINE_FOLDER: &str = "demock-baseline";

/// Everything that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// By service. Which file an entry stands in is for the reader's order; matching does not look at it.
    pub services: BTreeMap<Text, ServiceBaseline>,
}

/// What one service's file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceBaseline {
    /// The rule set by which the entries were found.
    pub rule_set: u32,
    /// How many tests there were, rounded down to a step (see [`step`]).
    pub tests: u64,
    /// The entries, each with the reason for which it was accepted later, where it was.
    pub entries: BTreeMap<BaselineEntry, Option<Text>>,
    /// Files that had entries once and have none now. Their lines keep removals in neighbouring files apart, so that
    /// two branches which clean up next to each other merge.
    pub cleaned: BTreeSet<Text>,
}

/// A baseline that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {kind}")]
pub struct BaselineError {
    /// The file, relative to the root.
    pub path: String,
    /// One-based, 1 where the file as a whole is meant.
    pub line: u32,
    /// What is wrong.
    #[source]
    pub kind: BaselineErrorKind,
}

/// What is wrong with a baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineErrorKind {
    /// The folder or a file cannot be read.
    #[error("cannot be read")]
    Read(#[source] io::Error),
    /// Not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// A merge was not finished.
    #[error("a merge conflict was left in the file")]
    Conflict,
    /// The file was written by a later version.
    #[error("format {seen} is newer than this demock reads (1)")]
    Newer {
        /// The format's number.
        seen: String,
    },
    /// Neither an entry nor a header line.
    #[error("expected `PATH SCOPE KIND BOUNDARY TARGET`, saw {seen}")]
    Line {
        /// What was seen.
        seen: String,
    },
    /// A word that is no kind, boundary or number.
    #[error("`{seen}` is not a {what}")]
    Word {
        /// What it should be.
        what: &'static str,
        /// The word.
        seen: String,
    },
}

impl Help for BaselineError {
    fn code(&self) -> &'static str {
        match &self.kind {
            BaselineErrorKind::Read(_) => "baseline/unreadable",
            BaselineErrorKind::NotUtf8 => "baseline/not-utf8",
            BaselineErrorKind::Conflict => "baseline/conflict",
            BaselineErrorKind::Newer { .. } => "baseline/newer-format",
            BaselineErrorKind::Line { .. } | BaselineErrorKind::Word { .. } => "baseline/bad-line",
        }
    }

    fn help(&self) -> Option<String> {
        match &self.kind {
            BaselineErrorKind::Read(_) => None,
            BaselineErrorKind::Conflict => {
                Some("keep the lines of both sides, remove the markers, then run `demock baseline --shrink`".to_owned())
            }
            BaselineErrorKind::Newer { .. } => Some("update demock to the version that wrote it".to_owned()),
            BaselineErrorKind::NotUtf8 | BaselineErrorKind::Line { .. } | BaselineErrorKind::Word { .. } => {
                Some("restore the file from version control; only `demock baseline` writes it".to_owned())
            }
        }
    }

    fn place(&self) -> Option<String> {
        Some(format!("{}:{}", self.path, self.line))
    }

    fn seen(&self) -> Option<String> {
        match &self.kind {
            BaselineErrorKind::Newer { seen }
            | BaselineErrorKind::Line { seen }
            | BaselineErrorKind::Word { seen, .. } => Some(seen.clone()),
            BaselineErrorKind::Read(_) | BaselineErrorKind::NotUtf8 | BaselineErrorKind::Conflict => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match &self.kind {
            BaselineErrorKind::Newer { .. } => Some("format 1".to_owned()),
            BaselineErrorKind::Line { .. } => Some("PATH SCOPE KIND BOUNDARY TARGET".to_owned()),
            BaselineErrorKind::Word { what, .. } => Some(format!("a {what}")),
            BaselineErrorKind::NotUtf8 => Some("UTF-8".to_owned()),
            BaselineErrorKind::Read(_) | BaselineErrorKind::Conflict => None,
        }
    }
}

impl Baseline {
    /// Whether nothing was ever written.
    pub fn is_absent(&self) -> bool {
        self.services.is_empty()
    }

    /// Every entry with its reason, by service, then in the order of lines.
    pub fn entries(&self) -> impl Iterator<Item = &BaselineEntry> {
        self.services.values().flat_map(|service| service.entries.keys())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.services.values().map(|service| service.entries.len()).sum()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rule set that a service's entries were found by. A service without a file goes by the newest of the others;
    /// without any baseline, no rule is newer than it.
    pub fn rule_set(&self, service: &str) -> u32 {
        let newest = || self.services.values().map(|service| service.rule_set).max().unwrap_or(u32::MAX);
        self.services.get(service).map_or_else(newest, |service| service.rule_set)
    }

    /// Tests recorded over all services.
    pub fn tests(&self) -> u64 {
        self.services.values().map(|service| service.tests).sum()
    }
}

/// The entry that accepts a finding.
pub fn entry_of(finding: &Finding) -> BaselineEntry {
    BaselineEntry {
        path: finding.path,
        scope: finding.scope,
        kind: finding.kind,
        boundary: finding.boundary,
        target: finding.target.unwrap_or_default(),
        occurrence: finding.occurrence,
    }
}

/// A number of tests rounded down to 1, 2 or 5 times a power of ten.
///
/// The number stands in a file that every branch may rewrite. Exact numbers would conflict in each merge; steps change
/// so seldom that two branches which both cross one cross the same one.
pub fn step(tests: u64) -> u64 {
    let mut power: u64 = 1;
    while power <= tests / 10 {
        power *= 10;
    }
    [5, 2, 1].into_iter().map(|digit| digit * power).find(|step| *step <= tests).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let seen = [0, 1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100, 16_165, 30_000].map(step);
        assert_eq!(seen, [0, 1, 2, 2, 2, 5, 5, 10, 10, 20, 20, 50, 50, 100, 10_000, 20_000]);
    }
}
