//! The only writers of the baseline: functions from what is accepted and what is found to what is accepted next.

use super::{
    baseline::{Baseline, ServiceBaseline, entry_of, step},
    matching::{Matching, matching},
};
use demock_model::{BaselineEntry, Mode, Report, Text};
use std::collections::BTreeMap;

/// `demock baseline --write`: accepts everything that is found today and forgets the rest.
///
/// Services that only observe are written as well, so that holding them later turns nothing red; services that enforce
/// have no baseline.
pub fn write(report: &Report) -> Baseline {
    let mut baseline = frame(report);
    for finding in report.findings.iter().filter(|finding| finding.gates()) {
        if let Some(service) = baseline.services.get_mut(&finding.service) {
            service.entries.insert(entry_of(finding), None);
        }
    }
    baseline
}

/// `demock baseline --shrink`: drops what is gone, follows what moved, and adds nothing.
pub fn shrink(before: &Baseline, report: &Report, exists: &dyn Fn(&str) -> bool) -> Baseline {
    let matched = matching(report, before, &|_| true, exists);
    let mut after = carry_over(before, report, &matched);
    // With nothing left that only newer rules find, the newer rule set is the truth about this baseline.
    let open =
        report.findings.iter().zip(&matched.accepted).filter(|(finding, accepted)| finding.gates() && !**accepted);
    let behind: Vec<&Text> = open.map(|(finding, _)| &finding.service).collect();
    for (name, service) in &mut after.services {
        let keeps = before.services.get(name).map(|service| service.rule_set);
        service.rule_set = match keeps {
            Some(rule_set) if behind.contains(&name) => rule_set,
            Some(_) | None => report.rule_set,
        };
    }
    after
}

/// `demock baseline --accept REASON`: takes in what would fail today, with the reason beside each entry, and follows
/// what moved. What is gone stays until the next `--shrink`: accepting is not cleaning up.
pub fn accept(before: &Baseline, report: &Report, reason: Text, exists: &dyn Fn(&str) -> bool) -> Baseline {
    let matched = matching(report, before, &|_| true, exists);
    let mut after = frame(report);
    for (name, service) in &before.services {
        let kept = after.services.entry(*name).or_default();
        let rule_set = if kept.rule_set == 0 { service.rule_set } else { kept.rule_set };
        *kept = ServiceBaseline { rule_set, ..service.clone() };
    }
    let earlier = matched.moved.iter().chain(&matched.reread).map(|(entry, at)| (*at, Some(entry)));
    let open = report.findings.iter().zip(&matched.accepted).zip(0u32..);
    let open = open.filter(|((finding, accepted), _)| finding.gates() && !**accepted).map(|(_, at)| (at, None));
    for (at, entry) in earlier.chain(open) {
        let finding = &report.findings[at as usize];
        let reason = match entry {
            Some(entry) => after.services.values_mut().find_map(|service| take(service, entry)),
            None => Some(reason),
        };
        if let Some(service) = after.services.get_mut(&finding.service) {
            service.cleaned.remove(&finding.path);
            service.entries.insert(entry_of(finding), reason);
        }
    }
    after
}

/// Takes an entry out, leaving its file's line, and returns its reason.
fn take(service: &mut ServiceBaseline, entry: &BaselineEntry) -> Option<Text> {
    let reason = service.entries.remove(entry)?;
    if !service.entries.keys().any(|other| other.path == entry.path) {
        service.cleaned.insert(entry.path);
    }
    reason
}

/// One file for every service of the report that may have one, without entries.
fn frame(report: &Report) -> Baseline {
    let mut tests: BTreeMap<Text, u64> = BTreeMap::new();
    for test in report.tests.iter() {
        *tests.entry(report.tests.service(test)).or_default() += 1;
    }
    let held = report.services.iter().filter(|service| match service.mode {
        Mode::Observe | Mode::NewOnly => true,
        Mode::Enforce => false,
    });
    let services = held.map(|service| {
        let tests = step(tests.get(&service.name).copied().unwrap_or(0));
        (service.name, ServiceBaseline { rule_set: report.rule_set, tests, ..ServiceBaseline::default() })
    });
    Baseline { services: services.collect() }
}

/// The entries that still accept something, in the file of the service that owns the finding today.
fn carry_over(before: &Baseline, report: &Report, matched: &Matching) -> Baseline {
    let mut reasons: BTreeMap<&BaselineEntry, &Option<Text>> = BTreeMap::new();
    for service in before.services.values() {
        reasons.extend(&service.entries);
    }
    let mut earlier: BTreeMap<u32, &BaselineEntry> = BTreeMap::new();
    earlier.extend(matched.moved.iter().chain(&matched.reread).map(|(entry, at)| (*at, entry)));
    let mut after = frame(report);
    for (at, finding) in (0u32..).zip(&report.findings) {
        if !matched.accepted[at as usize] || !finding.gates() {
            continue;
        }
        let entry = entry_of(finding);
        let reason = reasons.get(earlier.get(&at).copied().unwrap_or(&entry)).copied().copied().flatten();
        if let Some(service) = after.services.get_mut(&finding.service) {
            service.entries.insert(entry, reason);
        }
    }
    for (name, service) in &before.services {
        if let Some(kept) = after.services.get_mut(name) {
            keep_lines(service, kept);
        }
    }
    after
}

/// Keeps the line of every file that ever had entries: see [`ServiceBaseline::cleaned`].
fn keep_lines(before: &ServiceBaseline, after: &mut ServiceBaseline) {
    let paths = before.entries.keys().map(|entry| &entry.path).chain(&before.cleaned);
    let paths: Vec<Text> = paths.copied().collect();
    after.cleaned.extend(paths);
    for entry in after.entries.keys() {
        after.cleaned.remove(&entry.path);
    }
}
