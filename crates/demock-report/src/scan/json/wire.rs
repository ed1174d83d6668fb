//! The shape on the wire. Every struct here has its twin in the published schema.

use super::SCHEMA;
use demock_model::{Allowance, AllowanceSource, Finding, Report, TestIds, TestTable};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct FindingsV1<'a> {
    schema: &'static str,
    root: &'a str,
    today: String,
    rule_set: u32,
    findings: FindingList<'a>,
    allowances: Vec<AllowanceV1<'a>>,
    tests: TestsV1<'a>,
    summary: SummaryV1<'a>,
    parse_errors: Vec<ParseErrorV1<'a>>,
    skipped: Vec<SkippedV1<'a>>,
    files: u64,
    bytes: u64,
}

/// Converts each finding only when it is written.
struct FindingList<'a>(&'a Report);

impl Serialize for FindingList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings.iter().map(|finding| FindingV1::new(finding, &self.0.tests)))
    }
}

/// Converts each test id only when it is written.
struct TestNames<'a>(&'a TestIds, &'a TestTable);

impl Serialize for TestNames<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|test| self.1.id(test)))
    }
}

#[derive(Serialize)]
struct FindingV1<'a> {
    rule: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    kind: &'static str,
    also: Vec<&'static str>,
    group: &'static str,
    framework: &'a str,
    boundary: &'static str,
    target: Option<&'a str>,
    stubbed: bool,
    tier: &'a str,
    service: &'a str,
    owners: Vec<&'a str>,
    severity: &'static str,
    confidence: &'static str,
    reasons: Vec<&'a str>,
    claim: Option<&'a str>,
    tests: TestNames<'a>,
    message: String,
    replacement: &'a str,
    suppressed: bool,
    fingerprint: String,
}

impl<'a> FindingV1<'a> {
    fn new(it: &'a Finding, tests: &'a TestTable) -> Self {
        Self {
            rule: &it.rule,
            path: &it.path,
            line: it.place.line,
            column: it.place.column,
            end_line: it.place.end_line,
            end_column: it.place.end_column,
            kind: it.kind.as_str(),
            also: it.also.iter().map(demock_model::Kind::as_str).collect(),
            group: it.group().as_str(),
            framework: &it.framework,
            boundary: it.boundary.as_str(),
            target: it.target.as_deref(),
            stubbed: it.stubbed,
            tier: &it.tier,
            service: &it.service,
            owners: it.owners.iter().map(|owner| &**owner).collect(),
            severity: it.severity.as_str(),
            confidence: it.confidence.as_str(),
            reasons: it.reasons.iter().map(|reason| &**reason).collect(),
            claim: it.claim.as_deref(),
            tests: TestNames(&it.tests, tests),
            message: it.message(),
            replacement: &it.replacement,
            suppressed: it.allowance.is_some(),
            fingerprint: it.fingerprint.to_string(),
        }
    }
}

#[derive(Serialize)]
struct AllowanceV1<'a> {
    rule: &'a str,
    reason: &'a str,
    until: Option<String>,
    origin: &'static str,
    path: &'a str,
    line: u32,
    state: &'static str,
    covered: u32,
}

impl<'a> From<&'a Allowance> for AllowanceV1<'a> {
    fn from(it: &'a Allowance) -> Self {
        let (origin, path, line) = match &it.source {
            AllowanceSource::Config { path, line } => ("config", path, *line),
            AllowanceSource::Inline { path, line } => ("inline", path, *line),
        };
        Self {
            rule: &it.rule,
            reason: &it.reason,
            until: it.until.map(|until| until.to_string()),
            origin,
            path,
            line,
            state: it.state.as_str(),
            covered: it.covered,
        }
    }
}

#[derive(Serialize, Default)]
struct TestCountV1 {
    total: u64,
    tainted: u64,
    hollow: u64,
}

#[derive(Serialize, Default)]
struct TestsV1<'a> {
    #[serde(flatten)]
    all: TestCountV1,
    by_tier: BTreeMap<&'a str, TestCountV1>,
    by_service: BTreeMap<&'a str, TestCountV1>,
}

impl<'a> TestsV1<'a> {
    fn new(tests: &'a TestTable) -> Self {
        let mut it = Self::default();
        for test in tests.iter() {
            let verdict = [tests.is_tainted(test), tests.is_hollow(test)].map(u64::from);
            it.all.add(verdict);
            it.by_tier.entry(tests.tier(test).as_str()).or_default().add(verdict);
            it.by_service.entry(tests.service(test).as_str()).or_default().add(verdict);
        }
        it
    }
}

impl TestCountV1 {
    fn add(&mut self, [tainted, hollow]: [u64; 2]) {
        self.total += 1;
        self.tainted += tainted;
        self.hollow += hollow;
    }
}

/// How many findings there are, each way of dividing them.
#[derive(Serialize, Default)]
#[expect(clippy::struct_field_names, reason = "the names of the published schema")]
struct SummaryV1<'a> {
    by_service: BTreeMap<&'a str, u64>,
    by_boundary: BTreeMap<&'static str, u64>,
    by_kind: BTreeMap<&'static str, u64>,
    by_tier: BTreeMap<&'a str, u64>,
}

impl<'a> SummaryV1<'a> {
    fn new(findings: &'a [Finding]) -> Self {
        let mut it = Self::default();
        for finding in findings {
            *it.by_service.entry(&finding.service).or_default() += 1;
            *it.by_boundary.entry(finding.boundary.as_str()).or_default() += 1;
            *it.by_kind.entry(finding.kind.as_str()).or_default() += 1;
            *it.by_tier.entry(&finding.tier).or_default() += 1;
        }
        it
    }
}

#[derive(Serialize)]
struct ParseErrorV1<'a> {
    path: &'a str,
    line: u32,
    message: &'a str,
}

#[derive(Serialize)]
struct SkippedV1<'a> {
    path: &'a str,
    reason: &'a str,
}

impl<'a> FindingsV1<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let parse_error =
            |it: &'a demock_model::ParseProblem| ParseErrorV1 { path: &it.path, line: it.line, message: &it.message };
        Self {
            schema: SCHEMA,
            root: &report.root,
            today: report.today.to_string(),
            rule_set: report.rule_set,
            findings: FindingList(report),
            allowances: report.allowances.iter().map(AllowanceV1::from).collect(),
            tests: TestsV1::new(&report.tests),
            summary: SummaryV1::new(&report.findings),
            parse_errors: report.parse_errors.iter().map(parse_error).collect(),
            skipped: report.skipped.iter().map(|it| SkippedV1 { path: &it.path, reason: &it.reason }).collect(),
            files: report.files,
            bytes: report.bytes,
        }
    }
}
