//! One report out of the reports of shards.
//!
//! Exact: when every file is in exactly one shard, all shards were judged alike, and no test runs code of another shard's
//! tests, the merged report equals the report of one run over all files. A finding's identity counts within its file only,
//! so nothing is renumbered but the indices of tests and allowances. Baselines are written from the merged report, not
//! merged themselves: the number of tests that they record is rounded. Absent on purpose: finding out whether a shard's
//! test meets a double of another shard; a scan of a part cannot know it.

use crate::exclusion;
use demock_model::{
    Allowance, AllowanceState, Date, Finding, Help, Report, Service, Shard, Skipped, TestId, TestTable, Text,
};
use std::collections::BTreeMap;

/// Reports that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// There is none.
    #[error("there is no report to merge")]
    Nothing,
    /// Judged by different days.
    #[error("the shards were judged by different days: {0} and {1}")]
    Today(Date, Date),
    /// Judged by different rules.
    #[error("the shards were judged by different rule sets: {0} and {1}")]
    RuleSet(u32, u32),
    /// Other rules were asked for.
    #[error("the shards were asked for different rules: {} and {}", selection(.0.as_deref()), selection(.1.as_deref()))]
    Select(Option<String>, Option<String>),
    /// A file in two shards.
    #[error("`{0}` is in two shards")]
    Overlap(String),
    /// Files in no shard.
    #[error("{}", uncovered(first, *files))]
    Uncovered {
        /// The first of them.
        first: String,
        /// How many.
        files: usize,
    },
}

fn uncovered(first: &str, files: usize) -> String {
    match files {
        1 => format!("1 file is in no shard: `{first}`"),
        files => format!("{files} files are in no shard, such as `{first}`"),
    }
}

fn selection(select: Option<&str>) -> String {
    select.map_or_else(|| "all".to_owned(), |select| format!("`{select}`"))
}

impl Help for MergeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "merge/nothing",
            Self::Today(..) => "merge/today",
            Self::RuleSet(..) => "merge/rule-set",
            Self::Select(..) => "merge/select",
            Self::Overlap(_) => "merge/overlap",
            Self::Uncovered { .. } => "merge/uncovered",
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::Nothing => "give at least one report".to_owned(),
            Self::Today(..) => "give every shard the same `--today`".to_owned(),
            Self::RuleSet(..) => "run every shard with the same version of demock".to_owned(),
            Self::Select(..) => "give every shard the same `--select`, or none".to_owned(),
            Self::Overlap(_) => "give every file to exactly one shard".to_owned(),
            Self::Uncovered { .. } => {
                "add the shard that has them: a gate that misses a part proves nothing".to_owned()
            }
        })
    }
}

/// Fails where one of the files is in no shard.
pub fn cover<'a>(shards: &[Shard], files: impl Iterator<Item = &'a str>) -> Result<(), MergeError> {
    let mut uncovered = files.filter(|file| !shards.iter().any(|shard| shard.covers(file)));
    match uncovered.next() {
        None => Ok(()),
        Some(first) => Err(MergeError::Uncovered { first: first.to_owned(), files: 1 + uncovered.count() }),
    }
}

/// Merges the reports of shards; the root is the first one's.
pub fn merge(shards: Vec<Shard>) -> Result<Report, MergeError> {
    agree(&shards)?;
    let reports: Vec<Report> = shards.into_iter().map(|shard| shard.report).collect();
    let (tests, renumbered) = merge_tests(&reports);
    let (allowances, allowance_at) = merge_allowances(&reports);
    let mut merged = Report {
        root: reports[0].root.clone(),
        today: reports[0].today,
        rule_set: reports[0].rule_set,
        findings: Vec::with_capacity(reports.iter().map(|report| report.findings.len()).sum()),
        tests,
        allowances,
        services: merge_services(&reports),
        parse_errors: Vec::new(),
        skipped: Vec::new(),
        files: 0,
        bytes: 0,
    };
    for (report, (renumbered, allowance_at)) in reports.into_iter().zip(renumbered.iter().zip(&allowance_at)) {
        merged.findings.extend(report.findings.into_iter().map(|finding| Finding {
            tests: finding.tests.iter().map(|test| renumbered[test.0 as usize]).collect(),
            allowance: finding.allowance.map(|at| allowance_at[at as usize]),
            ..finding
        }));
        merged.parse_errors.extend(report.parse_errors);
        merged.skipped.extend(report.skipped);
        merged.files += report.files;
        merged.bytes += report.bytes;
    }
    // Stable, so that findings of one file keep the order in which they were found.
    merged.findings.sort_by_key(|a| a.path);
    merged.parse_errors.sort();
    merged.skipped = merge_skipped(merged.skipped);
    Ok(merged)
}

/// What every shard says is said once, and what each excluded is added up.
fn merge_skipped(skipped: Vec<Skipped>) -> Vec<Skipped> {
    let mut excluded: BTreeMap<Text, (u64, u64)> = BTreeMap::new();
    let mut merged: Vec<Skipped> = Vec::with_capacity(skipped.len());
    for skip in skipped {
        match exclusion::counts(&skip.reason) {
            None => merged.push(skip),
            Some((files, tests)) => {
                let sum = excluded.entry(skip.path).or_default();
                *sum = (sum.0 + files, sum.1 + tests);
            }
        }
    }
    merged.extend(
        excluded.into_iter().map(|(path, (files, tests))| Skipped { path, reason: exclusion::reason(files, tests) }),
    );
    merged.sort();
    merged.dedup();
    merged
}

fn agree(shards: &[Shard]) -> Result<(), MergeError> {
    let Shard { select, report: first, .. } = shards.first().ok_or(MergeError::Nothing)?;
    let mut owner: BTreeMap<Text, usize> = BTreeMap::new();
    for (at, shard) in shards.iter().enumerate() {
        let report = &shard.report;
        if shard.select != *select {
            return Err(MergeError::Select(select.clone(), shard.select.clone()));
        }
        if let Some(path) = overlap(shard, &shards[..at]) {
            return Err(MergeError::Overlap(path));
        }
        if report.today != first.today {
            return Err(MergeError::Today(first.today, report.today));
        }
        if report.rule_set != first.rule_set {
            return Err(MergeError::RuleSet(first.rule_set, report.rule_set));
        }
        let tests = report.tests.iter().map(|test| report.tests.path(test));
        for path in report.findings.iter().map(|finding| finding.path).chain(tests) {
            if *owner.entry(path).or_insert(at) != at {
                return Err(MergeError::Overlap(path.to_string()));
            }
        }
    }
    Ok(())
}

/// What a shard has in common with one of those before it.
fn overlap(shard: &Shard, before: &[Shard]) -> Option<String> {
    let in_both = |one: &Shard, other: &Shard| one.paths.iter().find(|path| other.covers(path)).cloned();
    before.iter().find_map(|other| match (shard.paths.is_empty(), other.paths.is_empty()) {
        (true, true) => Some(".".to_owned()),
        (_, _) => in_both(shard, other).or_else(|| in_both(other, shard)),
    })
}

/// The tests of all shards in path order, and for each shard the new number of each of its tests.
fn merge_tests(reports: &[Report]) -> (TestTable, Vec<Vec<TestId>>) {
    let mut files: BTreeMap<Text, (usize, Vec<TestId>)> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        for test in report.tests.iter() {
            files.entry(report.tests.path(test)).or_insert_with(|| (at, Vec::new())).1.push(test);
        }
    }
    let mut merged = TestTable::default();
    let mut renumbered: Vec<Vec<TestId>> = reports.iter().map(|report| vec![TestId(0); report.tests.len()]).collect();
    for (path, (at, tests)) in files {
        let table = &reports[at].tests;
        let Some(first) = tests.first() else { continue };
        let named: Vec<(String, Text)> =
            tests.iter().map(|test| (table.id(*test).split_off(path.len() + "::".len()), table.tier(*test))).collect();
        let named = named.iter().map(|(name, tier)| (&**name, *tier));
        let new_first = merged.add_file(path, table.service(*first), named);
        for (test, new) in tests.iter().zip(new_first.0..) {
            renumbered[at][test.0 as usize] = TestId(new);
            merged.mark_as(TestId(new), table, *test);
        }
    }
    (merged, renumbered)
}

/// The exceptions of all shards (those of the configuration are in each of them), and where each shard's went.
fn merge_allowances(reports: &[Report]) -> (Vec<Allowance>, Vec<Vec<u32>>) {
    let mut merged: BTreeMap<_, Allowance> = BTreeMap::new();
    for allowance in reports.iter().flat_map(|report| &report.allowances) {
        let key = (&allowance.source, &allowance.rule);
        match merged.get_mut(&key) {
            None => {
                merged.insert(key, allowance.clone());
            }
            Some(known) => {
                known.covered += allowance.covered;
                if known.state == AllowanceState::Unused {
                    known.state = allowance.state;
                }
            }
        }
    }
    let position: BTreeMap<_, u32> = merged.keys().copied().zip(0u32..).collect();
    let places = reports.iter().map(|report| {
        report.allowances.iter().map(|allowance| position[&(&allowance.source, &allowance.rule)]).collect()
    });
    (merged.values().cloned().collect(), places.collect())
}

fn merge_services(reports: &[Report]) -> Vec<Service> {
    let mut merged: BTreeMap<Text, Service> = BTreeMap::new();
    for service in reports.iter().flat_map(|report| &report.services) {
        merged
            .entry(service.name)
            .and_modify(|known| {
                known.priority = known.priority.min(service.priority);
                known.mode = known.mode.max(service.mode);
            })
            .or_insert_with(|| service.clone());
    }
    merged.into_values().collect()
}
