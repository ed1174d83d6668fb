//! The shape of a SARIF 2.1.0 log, as far as it is used.

use super::{RESULTS_SHOWN, rules::Rules};
use crate::escape::shorten;
use crate::figures::advice;
use demock_model::{Allowance, AllowanceSource, Finding, ParseProblem, Report, Severity, Skipped};
use serde::{Serialize, Serializer};

/// Characters of one message.
const TEXT_MAX: usize = 1_000;
/// Notifications of one kind before the rest is only counted.
const NOTIFICATIONS_MAX: usize = 100;

#[derive(Serialize)]
pub(super) struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    original_uri_base_ids: UriBases,
    results: Results<'a>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    semantic_version: &'a str,
    rules: Vec<RuleWire<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleWire<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Help<'a>,
    properties: RuleProperties<'a>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct RuleProperties<'a> {
    tags: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<NoticeLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NoticeLocation {
    physical_location: NoticePlace,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NoticePlace {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<NoticeRegion>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NoticeRegion {
    start_line: u32,
}

#[derive(Serialize)]
struct UriBases {
    #[serde(rename = "SRCROOT")]
    source_root: UriBase,
}

#[derive(Serialize)]
struct UriBase {
    description: Text,
}

struct Results<'a> {
    report: &'a Report,
    rules: &'a Rules<'a>,
    chosen: &'a [u32],
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = |at: &u32| &self.report.findings[*at as usize];
        serializer.collect_seq(self.chosen.iter().map(|at| ResultWire::new(finding(at), self.report, self.rules)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultWire<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<u32>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    properties: ResultProperties<'a>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "demock/v1")]
    demock: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultProperties<'a> {
    kind: &'static str,
    boundary: &'static str,
    tier: &'a str,
    service: &'a str,
    confidence: &'static str,
    tests: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl<'a> Log<'a> {
    pub(super) fn new(report: &'a Report, version: &'a str, rules: &'a Rules<'a>, chosen: &'a [u32]) -> Self {
        let driver = Driver { name: "demock", version, semantic_version: version, rules: rule_list(rules) };
        let invocation = Invocation {
            execution_successful: true,
            tool_execution_notifications: notifications(report, chosen.len()),
        };
        let description = Text { text: "The scanned root; every path is relative to it.".to_owned() };
        Self {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool { driver },
                invocations: [invocation],
                column_kind: "unicodeCodePoints",
                original_uri_base_ids: UriBases { source_root: UriBase { description } },
                results: Results { report, rules, chosen },
            }],
        }
    }
}

fn rule_list<'a>(rules: &'a Rules<'a>) -> Vec<RuleWire<'a>> {
    let wire = |rule: &'a super::rules::Rule<'a>| RuleWire {
        id: rule.id,
        short_description: Text { text: shorten(&rule.text.summary, TEXT_MAX) },
        full_description: Text { text: shorten(&rule.text.summary, TEXT_MAX) },
        help: Help { text: &rule.text.help, markdown: &rule.text.help },
        properties: RuleProperties { tags: &rule.tags },
    };
    rules.all.iter().map(wire).collect()
}

impl<'a> ResultWire<'a> {
    fn new(finding: &'a Finding, report: &Report, rules: &Rules<'_>) -> Self {
        let place = finding.place;
        let allowance = finding.allowance.and_then(|at| report.allowances.get(at as usize));
        Self {
            rule_id: &finding.rule,
            rule_index: rules.index(&finding.rule),
            level: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            },
            message: Text { text: shorten(&advice(finding), TEXT_MAX) },
            locations: [Location {
                physical_location: Physical {
                    artifact_location: artifact(&finding.path),
                    region: Region {
                        start_line: place.line.max(1),
                        start_column: place.column.max(1),
                        end_line: place.end_line.max(1),
                        end_column: place.end_column.max(1),
                    },
                },
            }],
            partial_fingerprints: Fingerprints { demock: finding.fingerprint.to_string() },
            suppressions: allowance.into_iter().map(suppression).collect(),
            properties: ResultProperties {
                kind: finding.kind.as_str(),
                boundary: finding.boundary.as_str(),
                tier: &finding.tier,
                service: &finding.service,
                confidence: finding.confidence.as_str(),
                tests: finding.tests.len(),
            },
        }
    }
}

fn suppression(allowance: &Allowance) -> Suppression {
    let kind = match allowance.source {
        AllowanceSource::Config { .. } => "external",
        AllowanceSource::Inline { .. } => "inSource",
    };
    Suppression { kind, status: "accepted", justification: shorten(&allowance.reason, TEXT_MAX) }
}

fn artifact(path: &str) -> Artifact {
    Artifact { uri: uri(path), uri_base_id: "SRCROOT" }
}

/// A relative path as a URI reference: everything but unreserved characters, sub-delimiters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'@'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'=' => out.push(char::from(byte)),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}

fn notifications(report: &Report, kept: usize) -> Vec<Notification> {
    let mut list = Vec::new();
    let left_out = report.findings.len() - kept;
    if left_out > 0 {
        list.push(notice("warning", &format!(
            "{left_out} of {} findings were left out, the least severe ones: code scanning refuses larger files. `demock scan --format json` has them all.",
            report.findings.len()
        )));
    }
    if kept > RESULTS_SHOWN {
        list.push(notice("note", &format!("Code scanning shows the {RESULTS_SHOWN} most severe of {kept} results.")));
    }
    let parse = |it: &ParseProblem| Notification {
        locations: vec![location(&it.path, Some(it.line.max(1)))],
        ..notice("warning", &format!("Read, although not all of it parses: {}", it.message))
    };
    list.extend(report.parse_errors.iter().take(NOTIFICATIONS_MAX).map(parse));
    rest(&mut list, report.parse_errors.len(), "files that do not parse");
    let skipped = |it: &Skipped| Notification {
        locations: vec![location(&it.path, None)],
        ..notice("warning", &format!("Not read: {}", it.reason))
    };
    list.extend(report.skipped.iter().take(NOTIFICATIONS_MAX).map(skipped));
    rest(&mut list, report.skipped.len(), "paths that were not read");
    list
}

fn rest(list: &mut Vec<Notification>, all: usize, what: &str) {
    if all > NOTIFICATIONS_MAX {
        list.push(notice("warning", &format!("{} more {what}.", all - NOTIFICATIONS_MAX)));
    }
}

fn notice(level: &'static str, text: &str) -> Notification {
    Notification { level, message: Text { text: shorten(text, TEXT_MAX) }, locations: Vec::new() }
}

fn location(path: &str, line: Option<u32>) -> NoticeLocation {
    let region = line.map(|start_line| NoticeRegion { start_line });
    NoticeLocation { physical_location: NoticePlace { artifact_location: artifact(path), region } }
}
