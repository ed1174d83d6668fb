//! Builds reports by hand: sources, tests and findings as a reader would write them down.

use demock_model::{
    Allowance, Boundary, Confidence, Date, Finding, Fingerprint, Group, Kind, KindSet, Language, Mode, Place, Priority,
    Report, Service, Severity, TestId, TestTable, Text,
};
use demock_report::SourceLines;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Source files in memory, with their line endings as given.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<String, String>);

impl SourceLines for Files {
    fn line(&self, path: &str, line: u32) -> Option<Cow<'_, str>> {
        let line = self.0.get(path)?.split('\n').nth(line.checked_sub(1)? as usize)?;
        Some(Cow::Borrowed(line.strip_suffix('\r').unwrap_or(line)))
    }
}

/// What is said of one finding; the rest follows from the file.
pub(crate) struct Spec<'a> {
    pub(crate) path: &'a str,
    pub(crate) line: u32,
    /// The text of the finding on its line; its place is computed from it.
    pub(crate) text: &'a str,
    /// Lines that the finding covers beyond its first.
    pub(crate) further_lines: u32,
    pub(crate) rule: &'a str,
    pub(crate) framework: &'a str,
    pub(crate) kind: Kind,
    pub(crate) also: &'a [Kind],
    pub(crate) boundary: Boundary,
    pub(crate) target: Option<&'a str>,
    pub(crate) scope: &'a str,
    pub(crate) tier: &'a str,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) reasons: &'a [&'a str],
    pub(crate) claim: Option<&'a str>,
    /// Ids of the tests it reaches.
    pub(crate) tests: &'a [&'a str],
    pub(crate) replacement: &'a str,
    pub(crate) allowance: Option<u32>,
    pub(crate) owners: &'a [&'a str],
}

impl Default for Spec<'_> {
    fn default() -> Self {
        Self {
            path: "",
            line: 1,
            text: "",
            further_lines: 0,
            rule: "python/unittest-mock",
            framework: "unittest.mock",
            kind: Kind::Patch,
            also: &[],
            boundary: Boundary::Database,
            target: None,
            scope: "",
            tier: "integration",
            severity: Severity::Error,
            confidence: Confidence::Certain,
            reasons: &[],
            claim: None,
            tests: &[],
            replacement: "the lease's own Postgres at `DATABASE_URL`",
            allowance: None,
            owners: &[],
        }
    }
}

/// Collects a report.
pub(crate) struct Builder {
    pub(crate) files: Files,
    pub(crate) report: Report,
    services: BTreeMap<String, Text>,
    ids: BTreeMap<String, TestId>,
    known: BTreeMap<String, u32>,
}

impl Builder {
    pub(crate) fn new(root: &str) -> Self {
        let report = Report {
            root: root.to_owned(),
            today: Date::new(2026, 11, 23).expect("a day"),
            rule_set: 7,
            findings: Vec::new(),
            tests: TestTable::default(),
            allowances: Vec::new(),
            services: Vec::new(),
            parse_errors: Vec::new(),
            skipped: Vec::new(),
            files: 0,
            bytes: 0,
        };
        Self {
            files: Files::default(),
            report,
            services: BTreeMap::new(),
            ids: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    pub(crate) fn service(&mut self, name: &str, priority: Priority, mode: Mode) {
        self.report.services.push(Service { name: name.into(), priority, mode });
    }

    /// Adds a file with its tests (name, tier). Files come in path order.
    pub(crate) fn file(&mut self, path: &str, service: &str, tests: &[(&str, &str)], text: &str) {
        let service = Text::new(service);
        let named = tests.iter().map(|(name, tier)| (*name, Text::new(tier)));
        let first = self.report.tests.add_file(path.into(), service, named);
        for (at, (name, _)) in tests.iter().enumerate() {
            self.ids.insert(format!("{path}::{name}"), TestId(first.0 + at as u32));
        }
        self.services.insert(path.to_owned(), service);
        self.report.files += 1;
        self.report.bytes += text.len() as u64;
        self.files.0.insert(path.to_owned(), text.to_owned());
    }

    /// Adds a finding. Its text must stand on its line.
    pub(crate) fn find(&mut self, spec: &Spec<'_>) {
        let line = self.files.line(spec.path, spec.line).expect("the line exists");
        let byte = line.find(spec.text).unwrap_or_else(|| panic!("`{}` stands in `{line}`", spec.text));
        let column = line[..byte].chars().count() as u32 + 1;
        let end_column = column + spec.text.chars().count() as u32;
        let place = match spec.further_lines {
            0 => Place { line: spec.line, column, end_line: spec.line, end_column },
            further => Place { line: spec.line, column, end_line: spec.line + further, end_column: 2 },
        };
        let key = format!(
            "{}\0{}\0{}\0{}\0{}",
            spec.path,
            spec.scope,
            spec.kind,
            spec.boundary,
            spec.target.unwrap_or_default()
        );
        let occurrence = self.known.entry(key.clone()).or_default();
        let fingerprint = Fingerprint(fnv(&format!("{key}\0{occurrence}")));
        let tests: BTreeSet<TestId> =
            spec.tests.iter().map(|id| *self.ids.get(*id).unwrap_or_else(|| panic!("test `{id}` exists"))).collect();
        for test in &tests {
            match spec.kind.group() {
                Group::Hollow => self.report.tests.hollow(*test, 1),
                Group::Explicit | Group::Disguised | Group::Aside => self.report.tests.taint(*test, 1),
            }
        }
        let mut also = KindSet::EMPTY;
        spec.also.iter().for_each(|kind| also.insert(*kind));
        self.report.findings.push(Finding {
            rule: spec.rule.into(),
            path: spec.path.into(),
            place,
            language: Language::of_extension(spec.path.rsplit('.').next().unwrap_or_default()).expect("a language"),
            kind: spec.kind,
            also,
            framework: spec.framework.into(),
            boundary: spec.boundary,
            target: spec.target.map(Text::new),
            stubbed: false,
            scope: spec.scope.into(),
            occurrence: *occurrence,
            tier: spec.tier.into(),
            service: self.services.get(spec.path).copied().expect("the file was added"),
            owners: spec.owners.iter().copied().collect(),
            severity: spec.severity,
            confidence: spec.confidence,
            reasons: spec.reasons.iter().copied().collect(),
            claim: spec.claim.map(Text::new),
            tests: tests.into_iter().collect(),
            replacement: spec.replacement.into(),
            allowance: spec.allowance,
            fingerprint,
        });
        *occurrence += 1;
    }

    pub(crate) fn allow(&mut self, allowance: Allowance) {
        self.report.allowances.push(allowance);
    }
}

/// A hash for identities in tests: 64-bit FNV-1a.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
