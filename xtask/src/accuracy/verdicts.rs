//! Compares what a scan says of each test with what its run showed.
//!
//! Invariants: every test that the trace lists is counted once; a verdict is held against a run only where it rests on a
//! site at which the recorder saw something, in whichever test. A test that is doubled by nothing but sites of which the
//! recorder knows nothing (written by hand, of a library that it does not wrap, in code that never ran) is no hit: a miss
//! where its run met a double, else set aside.
//! Absent on purpose: whether sites are sites (`score`).

use super::figures::Ratio;
use super::labels::{LabelledFile, Lines};
use super::ran::{Ids, Showed};
use demock_model::{Finding, Group, Report};
use std::collections::BTreeMap;

/// Tests of a package, by verdict and truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Verdicts {
    /// Doubled, and said so.
    pub(super) right: u32,
    /// Doubled, and not said so.
    pub(super) missed: u32,
    /// Said to be doubled, and not.
    pub(super) wrong: u32,
    /// Clean, and said so.
    pub(super) clean: u32,
    /// Skipped in every run.
    pub(super) not_run: u32,
    /// Doubled by nothing but what code outside the tree made.
    pub(super) provided: u32,
    /// Said to be doubled by sites of which the recorder knows nothing, where it saw no other double.
    pub(super) unknown: u32,
    /// Of all these, those that the scan does not list as tests.
    pub(super) unlisted: u32,
}

/// What the scan says of a test, the stronger after the weaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    Clean,
    /// Doubled by sites of which the recorder knows nothing.
    Unknown,
    /// Doubled by a site at which the recorder saw a double.
    Doubled,
}

/// A verdict that is not as its run showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amiss {
    Missed,
    Wrong,
}

impl Verdicts {
    pub(super) fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.clean += other.clean;
        self.not_run += other.not_run;
        self.provided += other.provided;
        self.unknown += other.unknown;
        self.unlisted += other.unlisted;
    }

    /// All tests.
    pub(super) fn tests(&self) -> u32 {
        self.right + self.missed + self.wrong + self.clean + self.not_run + self.provided + self.unknown
    }

    pub(super) fn precision(&self) -> Ratio {
        Ratio { part: self.right, whole: self.right + self.wrong }
    }

    pub(super) fn recall(&self) -> Ratio {
        Ratio { part: self.right, whole: self.right + self.missed }
    }

    /// The harmonic mean of both: twice the right ones of all that are doubled and all that are said to be.
    pub(super) fn f1(&self) -> Ratio {
        Ratio { part: 2 * self.right, whole: 2 * self.right + self.missed + self.wrong }
    }

    /// The same if every test that is set aside as unknown were wrong.
    pub(super) fn f1_at_worst(&self) -> Ratio {
        let f1 = self.f1();
        Ratio { whole: f1.whole + self.unknown, ..f1 }
    }
}

/// What the scan says of every test that it lists, by the recorder's ids.
pub(super) fn said(report: &Report, recorded: &[LabelledFile], ids: Ids) -> BTreeMap<String, Said> {
    let names: Vec<String> = report.tests.iter().map(|test| ids.of_report(&report.tests.id(test))).collect();
    let mut said = vec![Said::Clean; names.len()];
    let doubles = |finding: &&Finding| matches!(finding.group(), Group::Explicit | Group::Disguised);
    for finding in report.findings.iter().filter(doubles) {
        let says = if is_recorded(finding, recorded) { Said::Doubled } else { Said::Unknown };
        for test in finding.tests.iter() {
            let known = &mut said[test.0 as usize];
            *known = says.max(*known);
        }
    }
    let mut by_name = BTreeMap::new();
    for (name, says) in names.into_iter().zip(said) {
        let known = by_name.entry(name).or_insert(says);
        *known = says.max(*known);
    }
    by_name
}

/// Whether the recorder saw a double come into being at a finding, in any test.
fn is_recorded(finding: &Finding, recorded: &[LabelledFile]) -> bool {
    let lines = Lines { first: finding.place.line, last: finding.place.end_line };
    let sites = recorded.iter().filter(|file| *file.path == *finding.path).flat_map(|file| &file.sites);
    let mut doubles = sites.filter(|site| site.kinds().iter().any(|kind| kind.group() == Group::Explicit));
    doubles.any(|site| site.statement.overlap(lines))
}

/// Counts every test that ran or was skipped, and tells which verdicts are not as their runs showed.
pub(super) fn compare<'r>(
    ran: &'r BTreeMap<String, Showed>,
    said: &BTreeMap<String, Said>,
) -> (Verdicts, Vec<(&'r str, Amiss)>) {
    let (mut verdicts, mut amiss) = (Verdicts::default(), Vec::new());
    for (test, showed) in ran {
        let says = said.get(test).copied();
        verdicts.unlisted += u32::from(says.is_none());
        let counted = match (showed, says.unwrap_or(Said::Clean)) {
            (Showed::NotRun, _) => &mut verdicts.not_run,
            (Showed::Provided, _) => &mut verdicts.provided,
            (Showed::Doubled, Said::Doubled) => &mut verdicts.right,
            (Showed::Doubled, Said::Clean | Said::Unknown) => {
                amiss.push((test.as_str(), Amiss::Missed));
                &mut verdicts.missed
            }
            (Showed::Clean, Said::Doubled) => {
                amiss.push((test.as_str(), Amiss::Wrong));
                &mut verdicts.wrong
            }
            (Showed::Clean, Said::Unknown) => &mut verdicts.unknown,
            (Showed::Clean, Said::Clean) => &mut verdicts.clean,
        };
        *counted += 1;
    }
    (verdicts, amiss)
}

#[cfg(test)]
#[path = "verdicts_tests.rs"]
mod tests;
