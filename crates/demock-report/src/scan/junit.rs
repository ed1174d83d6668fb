//! `JUnit` XML as test runners write it: one suite per service, one case per file, a failure per file whose findings fail.
//!
//! With a verdict, the new findings fail and whatever else fails the gate is a case of the suite `gate`; without one, every
//! finding that can gate fails. Invariant: well-formed whatever the paths and names hold; no time or host is written, so
//! that the same report gives the same bytes.

use crate::escape::xml;
use crate::figures::{advice, count};
use crate::gate::{failing, failure_text};
use demock_model::{GateFailure, Report, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Findings that one failure spells out.
const SPELLED_OUT: usize = 50;

/// Writes the report as `JUnit` XML.
pub fn write(report: &Report, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    let failing = failing(report, verdict);
    let mut suites = BTreeMap::<&str, BTreeMap<&str, Vec<u32>>>::new();
    for finding in &report.findings {
        suites.entry(&finding.service).or_default().entry(&finding.path).or_default();
    }
    let mut files = BTreeSet::new();
    for test in report.tests.iter() {
        let path = report.tests.path(test).as_str();
        if files.insert(path) {
            suites.entry(report.tests.service(test).as_str()).or_default().entry(path).or_default();
        }
    }
    for at in &failing {
        let finding = &report.findings[*at as usize];
        if let Some(cases) = suites.get_mut(&*finding.service) {
            cases.entry(&finding.path).or_default().push(*at);
        }
    }
    let gate = gate_failures(verdict);
    let cases: usize =
        suites.values().map(BTreeMap::len).sum::<usize>() + gate.as_ref().map_or(0, |it| it.len().max(1));
    let failed: usize = suites.values().map(failed_cases).sum::<usize>() + gate.as_ref().map_or(0, Vec::len);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"demock\" tests=\"{cases}\" failures=\"{failed}\" errors=\"0\">")?;
    for (service, cases) in &suites {
        suite(report, service, cases, out)?;
    }
    if let Some(gate) = gate {
        gate_suite(&gate, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn failed_cases(cases: &BTreeMap<&str, Vec<u32>>) -> usize {
    cases.values().filter(|failing| !failing.is_empty()).count()
}

fn suite(report: &Report, service: &str, cases: &BTreeMap<&str, Vec<u32>>, out: &mut dyn Write) -> io::Result<()> {
    let name = xml(service);
    open_suite(&name, cases.len(), failed_cases(cases), out)?;
    for (path, failing) in cases {
        let path = xml(path);
        let Some(first) = failing.first() else {
            writeln!(out, "    <testcase classname=\"demock.{name}\" name=\"{path}\" file=\"{path}\" time=\"0\"/>")?;
            continue;
        };
        let line = report.findings[*first as usize].place.line;
        writeln!(
            out,
            "    <testcase classname=\"demock.{name}\" name=\"{path}\" file=\"{path}\" line=\"{line}\" time=\"0\">"
        )?;
        let message = count(failing.len() as u64, "test double");
        writeln!(
            out,
            "      <failure type=\"demock\" message=\"{message}\">{}</failure>",
            spelled_out(report, failing)
        )?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn open_suite(name: &str, tests: usize, failures: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\">"
    )
}

fn spelled_out(report: &Report, failing: &[u32]) -> String {
    let mut text = String::new();
    for at in failing.iter().take(SPELLED_OUT) {
        let finding = &report.findings[*at as usize];
        let place = finding.place;
        let line = format!("{}:{}:{}: {}: {}", finding.path, place.line, place.column, finding.rule, advice(finding));
        text.push_str(&xml(&line));
        text.push('\n');
    }
    if failing.len() > SPELLED_OUT {
        let _ = writeln!(text, "… {} more", failing.len() - SPELLED_OUT);
    }
    text
}

/// Reasons of the gate beside new findings, or `None` without a verdict.
fn gate_failures(verdict: Option<&Verdict>) -> Option<Vec<&GateFailure>> {
    let beside = |failure: &&GateFailure| match failure {
        GateFailure::New(_) => false,
        GateFailure::Expired(_)
        | GateFailure::Refused(_)
        | GateFailure::Loosened(_)
        | GateFailure::Stale(_)
        | GateFailure::NoTests
        | GateFailure::FewerTests { .. } => true,
    };
    verdict.map(|verdict| verdict.failures.iter().filter(beside).collect())
}

fn gate_suite(failures: &[&GateFailure], out: &mut dyn Write) -> io::Result<()> {
    open_suite("gate", failures.len().max(1), failures.len(), out)?;
    if failures.is_empty() {
        writeln!(out, "    <testcase classname=\"demock.gate\" name=\"policy\" time=\"0\"/>")?;
    }
    for failure in failures {
        let (name, message) = failure_text(failure);
        writeln!(out, "    <testcase classname=\"demock.gate\" name=\"{name}\" time=\"0\">")?;
        writeln!(out, "      <failure type=\"demock\" message=\"{}\"/>", xml(&message))?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}
