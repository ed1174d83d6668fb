//! Scans an unpacked package as a user would: from its top, with the settings that a tree without configuration has.

use super::labels::Lines;
use super::score::Found;
use demock_model::{Date, Finding, Language, Report};
use demock_scan::engine::Scanner;
use demock_scan::roles;
use demock_scan::ruleset::RuleSet;
use demock_scan::scan::{self, CacheUse, Request};
use demock_scan::selection::Selection;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What the scan says of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct FileFound {
    pub(super) found: Vec<Found>,
    /// The tier of most of its tests; of its findings that reach no test where it has none; `None` where it has neither.
    pub(super) tier: Option<String>,
}

/// What the scan says of a package.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The files that were asked for; those without anything are there and empty.
    pub(super) files: BTreeMap<String, FileFound>,
    pub(super) report: Report,
}

/// Scans a package; some of its files are looked at more closely.
pub(super) fn files(root: &Path, wanted: &BTreeSet<&str>) -> Result<Scanned, String> {
    let selection = Selection::default();
    let request = Request {
        root,
        root_name: ".",
        paths: &[],
        selection: &selection,
        cache: CacheUse::Off,
        today: Date::from_unix_seconds(0),
        settings: None,
        given: &[],
        progress: None,
    };
    let scanned = scan::scan(&request).map_err(|error| error.to_string())?;
    let report = scanned.report;
    if let Some(skipped) = report.skipped.iter().find(|skipped| wanted.contains(&*skipped.path)) {
        return Err(format!("`{}` is labelled and was not read: {}", skipped.path, skipped.reason));
    }
    let mut files: BTreeMap<String, FileFound> =
        wanted.iter().map(|path| ((*path).to_owned(), FileFound::default())).collect();
    let tiers = tiers(&report);
    for (path, file) in &mut files {
        let statements = statements(&scanned.rules, root, path)?;
        file.tier = tiers.get(&**path).map(|tier| (*tier).to_owned());
        for finding in report.findings.iter().filter(|finding| *finding.path == **path) {
            let place = finding.place;
            let lines = Lines { first: place.line, last: place.end_line };
            file.found.push(Found {
                lines,
                statement: statements.get(&(place.line, place.column)).copied().unwrap_or(lines),
                kind: finding.kind,
                also: finding.also,
                boundary: finding.boundary,
                confidence: finding.confidence,
                rule: finding.rule,
            });
        }
    }
    Ok(Scanned { files, report })
}

/// A report does not say how far the statement around a finding goes, the scan of a single file does.
fn statements(rules: &RuleSet, root: &Path, path: &str) -> Result<BTreeMap<(u32, u32), Lines>, String> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let Some(language) = Language::of_extension(extension) else { return Ok(BTreeMap::new()) };
    let source = fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    let scan = Scanner::default().scan(rules, language, roles::of_path(language, path), &source);
    let lines = |site: &demock_scan::site::Site| Lines { first: site.statement.0, last: site.statement.1 };
    Ok(scan.sites.iter().map(|site| ((site.place.line, site.place.column), lines(site))).collect())
}

/// The tier of each file: that of most of its tests, else of most of its findings; the first by name among equals.
///
/// A finding in a helper that tests of other files reach has the tier of these tests and says nothing of its own file.
fn tiers(report: &Report) -> BTreeMap<&str, &str> {
    let mut by_tests: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for test in report.tests.iter() {
        *by_tests
            .entry(report.tests.path(test).as_str())
            .or_default()
            .entry(report.tests.tier(test).as_str())
            .or_default() += 1;
    }
    let mut by_findings: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    let of_its_own = |finding: &&Finding| !by_tests.contains_key(&*finding.path) && finding.tests.is_empty();
    for finding in report.findings.iter().filter(of_its_own) {
        *by_findings.entry(&finding.path).or_default().entry(&finding.tier).or_default() += 1;
    }
    by_findings.append(&mut by_tests);
    by_findings.into_iter().filter_map(|(path, counts)| Some((path, most(counts)?))).collect()
}

fn most(counts: BTreeMap<&str, u32>) -> Option<&str> {
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}
