//! The verdict.

use super::{
    baseline::Baseline,
    loosening::Permission,
    matching::{Matching, matching},
};
use crate::ruleset::RuleName;
use demock_model::{AllowanceState, GateFailure, Loosening, Mode, Report, Verdict};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A check fails when fewer than one in this many of the recorded tests are seen.
///
/// The recorded number is rounded down (see [`super::baseline::step`]), so this trips when between 50 % and 80 % of the
/// tests are gone. Deleting a third of a suite in one change is a refactoring; losing more than half of it is, far more
/// often, a run in the wrong folder, an exclusion that matches too much, or a checkout without its submodules.
const FEWER_TESTS: u64 = 2;

/// What is checked.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// What was found.
    pub report: &'a Report,
    /// The rules, for the rule set in which each appeared.
    pub rules: &'a [RuleName],
    /// What is accepted.
    pub baseline: &'a Baseline,
    /// Whether an entry that nothing matches fails.
    pub stale: Stale,
    /// How much of the tree was looked at.
    pub coverage: Coverage<'a>,
    /// Whether a file exists, by its path relative to the root.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// What the change loosens.
    pub loosening: &'a [Loosening],
    /// Whether loosening was asked for.
    pub permission: Permission,
}

/// What an entry that nothing matches means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// Worth a notice.
    Notice,
    /// A failure: `--locked`.
    Fails,
}

/// How much of the tree was looked at.
#[derive(Clone, Copy)]
pub enum Coverage<'a> {
    /// All of it.
    Whole,
    /// The files that the function names: nothing is said about the others, and tests are not counted.
    Part(&'a dyn Fn(&str) -> bool),
}

/// Judges a report by what is accepted.
pub fn check(check: &Check<'_>) -> Verdict {
    let matching = match_up(check);
    let mut verdict = Verdict::default();
    let fresh = fresh(check, &matching, &mut verdict);
    if !fresh.is_empty() {
        if check.baseline.is_absent() {
            verdict.notices.push(format!(
                "there is no baseline: `demock baseline --write` accepts today's findings and fails on the next new one (now: {})",
                fresh.len()
            ));
        }
        verdict.failures.push(GateFailure::New(fresh));
    }
    allowances(check.report, &mut verdict);
    if !check.loosening.is_empty() {
        match check.permission {
            Permission::Withheld => verdict.failures.push(GateFailure::Loosened(check.loosening.to_vec())),
            Permission::Given => {
                let told = check.loosening.iter().map(|it| format!("loosened, as allowed: {} ({})", it.what, it.path));
                verdict.notices.extend(told);
            }
        }
    }
    entries(check, matching, &mut verdict);
    tests(check, &mut verdict);
    verdict
}

fn match_up(check: &Check<'_>) -> Matching {
    match check.coverage {
        Coverage::Whole => matching(check.report, check.baseline, &|_| true, check.exists),
        Coverage::Part(covered) => matching(check.report, check.baseline, covered, check.exists),
    }
}

/// The findings that fail: by mode, by rule set, by what is accepted.
fn fresh(check: &Check<'_>, matching: &Matching, verdict: &mut Verdict) -> Vec<u32> {
    let since: FxHashMap<&str, u32> = check.rules.iter().map(|rule| (&*rule.id, rule.since)).collect();
    let services = check.report.services.iter().map(|service| (&*service.name, service.mode));
    let modes: FxHashMap<&str, Mode> = services.collect();
    let mut fresh = Vec::new();
    for (at, finding) in (0u32..).zip(&check.report.findings) {
        if !finding.gates() {
            continue;
        }
        let accepted = matching.accepted[at as usize];
        match modes.get(&*finding.service).copied().unwrap_or(Mode::NewOnly) {
            Mode::Observe => {}
            Mode::NewOnly if accepted => verdict.forgiven += 1,
            Mode::NewOnly
                if since.get(&*finding.rule).copied().unwrap_or(0) > check.baseline.rule_set(&finding.service) =>
            {
                verdict.newer_rules.push(at);
            }
            Mode::NewOnly | Mode::Enforce => fresh.push(at),
        }
    }
    fresh
}

fn allowances(report: &Report, verdict: &mut Verdict) {
    let (mut expired, mut refused) = (Vec::new(), Vec::new());
    for (at, allowance) in (0u32..).zip(&report.allowances) {
        match allowance.state {
            AllowanceState::Used => {}
            AllowanceState::Unused => verdict.unused_allowances.push(at),
            AllowanceState::Expired if allowance.covered == 0 => verdict.unused_allowances.push(at),
            AllowanceState::Expired => expired.push(at),
            AllowanceState::Refused => refused.push(at),
        }
    }
    if !expired.is_empty() {
        verdict.failures.push(GateFailure::Expired(expired));
    }
    if !refused.is_empty() {
        verdict.failures.push(GateFailure::Refused(refused));
    }
}

fn entries(check: &Check<'_>, matching: Matching, verdict: &mut Verdict) {
    let mut moves: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (entry, finding) in &matching.moved {
        *moves.entry((&entry.path, &check.report.findings[*finding as usize].path)).or_default() += 1;
    }
    for ((old, new), count) in moves {
        let notice = format!(
            "{count} accepted in `{old}`, which is gone, are now in `{new}`: `demock baseline --shrink` records it"
        );
        verdict.notices.push(notice);
    }
    if !matching.reread.is_empty() {
        let count = matching.reread.len();
        let notice = format!(
            "{count} accepted are seen as another kind or boundary by this rule set: `demock baseline --shrink` records it"
        );
        verdict.notices.push(notice);
    }
    if !verdict.newer_rules.is_empty() {
        let count = verdict.newer_rules.len();
        let notice = format!(
            "{count} found by rules newer than the baseline, listed and not failed: `demock baseline --accept REASON` takes them in"
        );
        verdict.notices.push(notice);
    }
    verdict.removed.clone_from(&matching.gone);
    if !matching.gone.is_empty() {
        match check.stale {
            Stale::Fails => verdict.failures.push(GateFailure::Stale(matching.gone)),
            Stale::Notice => {
                let count = matching.gone.len();
                verdict
                    .notices
                    .push(format!("{count} accepted are gone: `demock baseline --shrink` tightens the baseline"));
            }
        }
    }
}

fn tests(check: &Check<'_>, verdict: &mut Verdict) {
    let seen = check.report.tests.len() as u64;
    if seen == 0 {
        verdict.failures.push(GateFailure::NoTests);
        return;
    }
    match check.coverage {
        Coverage::Part(_) => return,
        Coverage::Whole => {}
    }
    let recorded = check.baseline.tests();
    if seen.saturating_mul(FEWER_TESTS) < recorded {
        verdict.failures.push(GateFailure::FewerTests { seen, recorded });
    }
    for (name, service) in &check.baseline.services {
        if service.tests > 0 && !check.report.services.iter().any(|seen| seen.name == *name) {
            let tests = service.tests;
            verdict.notices.push(format!(
                "service `{name}` had at least {tests} tests when its baseline was written, and has none now"
            ));
        }
    }
}
