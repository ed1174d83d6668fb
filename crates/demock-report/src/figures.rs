//! Counts that several formats show, taken once over a report.
//!
//! Invariant: a *site* is a finding of the explicit or the disguised group; hollow tests and asides are counted apart.
//! What was not computed is absent, never zero.

use demock_model::{Boundary, Finding, Group, Kind, Report, Severity, TestId};
use std::collections::BTreeMap;

/// Whether a finding is a place where a real thing is replaced, as against a hollow test or an aside.
pub(crate) fn is_site(finding: &Finding) -> bool {
    match finding.group() {
        Group::Explicit | Group::Disguised => true,
        Group::Hollow | Group::Aside => false,
    }
}

/// Whether somebody has to do something about a finding: policy minds it and no allowance covers it.
pub(crate) fn is_open(finding: &Finding) -> bool {
    finding.severity != Severity::Info && finding.allowance.is_none() && finding.group() != Group::Aside
}

/// Whether tests of a tier say of themselves that they join real parts.
pub(crate) fn claims_real(tier: &str) -> bool {
    tier != "unit" && tier != "unclaimed"
}

/// Order of tiers in tables and phases: a project's own first, then e2e, integration, unclaimed, unit.
pub(crate) fn tier_rank(tier: &str) -> u8 {
    match tier {
        "e2e" => 1,
        "integration" => 2,
        "unclaimed" => 3,
        "unit" => 4,
        _ => 0,
    }
}

/// What stands there, and what is claimed beside it.
pub(crate) fn statement(finding: &Finding) -> String {
    let message = finding.message();
    match &finding.claim {
        Some(claim) => format!("{message}, beside the claim \"{claim}\""),
        None => message,
    }
}

/// What stands there and what to do instead, in one or two sentences.
pub(crate) fn advice(finding: &Finding) -> String {
    let message = statement(finding);
    if finding.replacement.is_empty() { message } else { format!("{message}. Instead: {}", finding.replacement) }
}

/// One row of a table by service, tier, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Sites that belong here.
    pub(crate) sites: u64,
    /// Findings of severity error that no allowance covers.
    pub(crate) errors: u64,
    /// Open findings: policy minds them and no allowance covers them.
    pub(crate) open: u64,
    /// Tests seen.
    pub(crate) tests: u64,
    /// Tests that a site reaches.
    pub(crate) tainted: u64,
    /// Tests that prove nothing.
    pub(crate) hollow: u64,
}

/// One row of the table by boundary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BoundaryRow {
    pub(crate) sites: u64,
    pub(crate) errors: u64,
    pub(crate) open: u64,
    /// Different tests that a site of this boundary reaches.
    pub(crate) tainted: u64,
}

/// All counts.
#[derive(Debug, Default)]
pub(crate) struct Figures<'a> {
    pub(crate) by_service_tier: BTreeMap<(&'a str, &'a str), Row>,
    pub(crate) by_boundary: BTreeMap<Boundary, BoundaryRow>,
    pub(crate) by_kind: BTreeMap<Kind, u64>,
    pub(crate) sites: u64,
    pub(crate) errors: u64,
    pub(crate) warnings: u64,
    pub(crate) infos: u64,
    pub(crate) allowed: u64,
    pub(crate) hollow_findings: u64,
    pub(crate) asides: u64,
    pub(crate) files_with_findings: u64,
    pub(crate) tests: u64,
    pub(crate) tainted: u64,
    pub(crate) hollow: u64,
}

impl<'a> Figures<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let mut it = Self::default();
        let mut last_path = "";
        for finding in &report.findings {
            it.add_finding(finding);
            if *finding.path != *last_path {
                it.files_with_findings += 1;
                last_path = &finding.path;
            }
        }
        // Tests of one file stand together, so that most rows are the one before.
        let rows: Vec<_> = report.tests.rows().collect();
        for same in rows.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)) {
            let tainted = same.iter().filter(|(test, ..)| report.tests.is_tainted(*test)).count() as u64;
            let hollow = same.iter().filter(|(test, ..)| report.tests.is_hollow(*test)).count() as u64;
            let row = it.by_service_tier.entry((same[0].1.as_str(), same[0].2.as_str())).or_default();
            row.tests += same.len() as u64;
            row.tainted += tainted;
            row.hollow += hollow;
            it.hollow += hollow;
            it.tests += same.len() as u64;
            it.tainted += tainted;
        }
        it.reach_by_boundary(report);
        it
    }

    fn add_finding(&mut self, finding: &'a Finding) {
        let site = u64::from(is_site(finding));
        let open = u64::from(is_open(finding));
        let error = u64::from(finding.severity == Severity::Error && finding.allowance.is_none());
        let row = self.by_service_tier.entry((&finding.service, &finding.tier)).or_default();
        row.sites += site;
        row.errors += error;
        row.open += open;
        if site == 1 {
            let row = self.by_boundary.entry(finding.boundary).or_default();
            row.sites += 1;
            row.errors += error;
            row.open += open;
        }
        *self.by_kind.entry(finding.kind).or_default() += 1;
        self.sites += site;
        match finding.group() {
            Group::Explicit | Group::Disguised => {}
            Group::Hollow => self.hollow_findings += 1,
            Group::Aside => self.asides += 1,
        }
        match (finding.allowance, finding.severity) {
            (Some(_), _) => self.allowed += 1,
            (None, Severity::Error) => self.errors += 1,
            (None, Severity::Warning) => self.warnings += 1,
            (None, Severity::Info) => self.infos += 1,
        }
    }

    fn reach_by_boundary(&mut self, report: &Report) {
        let mut seen = vec![0_u32; report.tests.len()];
        for finding in report.findings.iter().filter(|finding| is_site(finding)) {
            for TestId(test) in finding.tests.iter() {
                seen[test as usize] |= 1 << finding.boundary as u8;
            }
        }
        for (boundary, row) in &mut self.by_boundary {
            row.tainted = seen.iter().filter(|mask| **mask & 1 << *boundary as u8 != 0).count() as u64;
        }
    }

    /// How many of what: `12 sites, 1 hollow test, 2 asides`.
    pub(crate) fn what(&self) -> String {
        let apart = [(self.hollow_findings, "hollow test"), (self.asides, "aside")];
        let apart = apart.iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(*number, noun));
        [count(self.sites, "site")].into_iter().chain(apart).collect::<Vec<_>>().join(", ")
    }

    /// What becomes of tests: `A site reaches 8 of 10 tests; 1 test proves nothing.`
    pub(crate) fn reach(&self) -> String {
        let prove = if self.hollow == 1 { "proves" } else { "prove" };
        let (tainted, hollow) = (grouped(self.tainted), count(self.hollow, "test"));
        format!("A site reaches {tainted} of {}; {hollow} {prove} nothing.", count(self.tests, "test"))
    }

    /// How severe: `7 errors, 3 warnings, 3 info, 1 allowed`.
    pub(crate) fn severities(&self) -> String {
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        format!("{errors}, {warnings}, {} info, {} allowed", grouped(self.infos), grouped(self.allowed))
    }

    /// Rows summed by service, in order of name.
    pub(crate) fn by_service(&self) -> BTreeMap<&'a str, Row> {
        self.summed(|(service, _)| service)
    }

    /// Rows summed by tier, in order of name.
    pub(crate) fn by_tier(&self) -> BTreeMap<&'a str, Row> {
        self.summed(|(_, tier)| tier)
    }

    fn summed(&self, key: impl Fn((&'a str, &'a str)) -> &'a str) -> BTreeMap<&'a str, Row> {
        let mut rows = BTreeMap::<&str, Row>::new();
        for (at, row) in &self.by_service_tier {
            let sum = rows.entry(key(*at)).or_default();
            sum.sites += row.sites;
            sum.errors += row.errors;
            sum.open += row.open;
            sum.tests += row.tests;
            sum.tainted += row.tainted;
            sum.hollow += row.hollow;
        }
        rows
    }
}

/// A number with commas between thousands: `16,165`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 site`, `1,204 sites`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", grouped(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 16_165, 1_234_567].map(grouped), ["0", "999", "1,000", "16,165", "1,234,567"]);
        assert_eq!([count(1, "site"), count(0, "site"), count(2_000, "test")], ["1 site", "0 sites", "2,000 tests"]);
    }
}
