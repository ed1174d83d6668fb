//! The shape of a shard's file. One set of structs is written and read, so that the two cannot drift.

use super::{FORM, ShardError};
use demock_model::{
    Allowance, AllowanceSource, AllowanceState, Boundary, Confidence, Finding, Fingerprint, Kind, KindSet, Language,
    Mode, ParseProblem, Place, Priority, Report, Service, Severity, Shard, Skipped, TestId, TestIds, TestTable, Text,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Words<'a> = Cow<'a, str>;

#[derive(Serialize, Deserialize)]
pub(super) struct ShardV1<'a> {
    form: Words<'a>,
    paths: Vec<Words<'a>>,
    select: Option<Words<'a>>,
    root: Words<'a>,
    today: String,
    rule_set: u32,
    services: Vec<(Words<'a>, Words<'a>, Words<'a>)>,
    tests: Vec<FileV1<'a>>,
    findings: Vec<FindingV1<'a>>,
    allowances: Vec<AllowanceV1<'a>>,
    parse_errors: Vec<(Words<'a>, u32, Words<'a>)>,
    skipped: Vec<(Words<'a>, Words<'a>)>,
    files: u64,
    bytes: u64,
}

/// The tests of a file: name, tier, whether a site reaches it, whether it proves nothing.
#[derive(Serialize, Deserialize)]
struct FileV1<'a> {
    path: Words<'a>,
    service: Words<'a>,
    tests: Vec<(String, Words<'a>, bool, bool)>,
}

#[derive(Serialize, Deserialize)]
struct FindingV1<'a> {
    rule: Words<'a>,
    path: Words<'a>,
    place: [u32; 4],
    language: Words<'a>,
    kind: Words<'a>,
    also: Vec<Words<'a>>,
    framework: Words<'a>,
    boundary: Words<'a>,
    target: Option<Words<'a>>,
    stubbed: bool,
    scope: Words<'a>,
    occurrence: u32,
    tier: Words<'a>,
    service: Words<'a>,
    owners: Vec<Words<'a>>,
    severity: Words<'a>,
    confidence: Words<'a>,
    reasons: Vec<Words<'a>>,
    claim: Option<Words<'a>>,
    /// Number of the first test, and how many follow each other.
    tests: Vec<(u32, u32)>,
    replacement: Words<'a>,
    allowance: Option<u32>,
    fingerprint: u64,
}

#[derive(Serialize, Deserialize)]
struct AllowanceV1<'a> {
    rule: Words<'a>,
    reason: Words<'a>,
    until: Option<String>,
    inline: bool,
    path: Words<'a>,
    line: u32,
    state: Words<'a>,
    covered: u32,
}

impl<'a> ShardV1<'a> {
    pub(super) fn of(shard: &'a Shard) -> Self {
        let report = &shard.report;
        let services = report.services.iter();
        Self {
            form: FORM.into(),
            paths: shard.paths.iter().map(|path| (&**path).into()).collect(),
            select: shard.select.as_deref().map(Cow::from),
            root: (&*report.root).into(),
            today: report.today.to_string(),
            rule_set: report.rule_set,
            services: services
                .map(|it| (words(it.name), it.priority.as_str().into(), it.mode.as_str().into()))
                .collect(),
            tests: files_of(&report.tests),
            findings: report.findings.iter().map(FindingV1::of).collect(),
            allowances: report.allowances.iter().map(AllowanceV1::of).collect(),
            parse_errors: report.parse_errors.iter().map(|it| (words(it.path), it.line, words(it.message))).collect(),
            skipped: report.skipped.iter().map(|it| (words(it.path), words(it.reason))).collect(),
            files: report.files,
            bytes: report.bytes,
        }
    }

    pub(super) fn into_shard(self) -> Result<Shard, ShardError> {
        if self.form != FORM {
            return Err(ShardError(format!("its form is `{}`, not `{FORM}`", self.form)));
        }
        let tests = table(&self.tests);
        let allowances: Vec<Allowance> =
            self.allowances.into_iter().map(AllowanceV1::into_allowance).collect::<Result<_, _>>()?;
        let limits = Limits { tests: tests.len(), allowances: allowances.len() };
        let service = |(name, priority, mode): (Words<'_>, Words<'_>, Words<'_>)| {
            Ok(Service {
                name: Text::new(&name),
                priority: named(&priority, Priority::from_name)?,
                mode: named(&mode, Mode::from_name)?,
            })
        };
        let parse_errors = self.parse_errors.iter();
        let report = Report {
            root: self.root.into_owned(),
            today: day(&self.today)?,
            rule_set: self.rule_set,
            findings: self.findings.into_iter().map(|it| it.into_finding(&limits)).collect::<Result<_, _>>()?,
            tests,
            allowances,
            services: self.services.into_iter().map(service).collect::<Result<_, ShardError>>()?,
            parse_errors: parse_errors
                .map(|(path, line, message)| ParseProblem {
                    path: Text::new(path),
                    line: *line,
                    message: Text::new(message),
                })
                .collect(),
            skipped: self
                .skipped
                .iter()
                .map(|(path, reason)| Skipped { path: Text::new(path), reason: Text::new(reason) })
                .collect(),
            files: self.files,
            bytes: self.bytes,
        };
        let paths = self.paths.into_iter().map(Cow::into_owned).collect();
        Ok(Shard { paths, select: self.select.map(Cow::into_owned), report })
    }
}

impl<'a> FindingV1<'a> {
    fn of(it: &'a Finding) -> Self {
        let Place { line, column, end_line, end_column } = it.place;
        Self {
            rule: words(it.rule),
            path: words(it.path),
            place: [line, column, end_line, end_column],
            language: it.language.as_str().into(),
            kind: it.kind.as_str().into(),
            also: it.also.iter().map(|kind| kind.as_str().into()).collect(),
            framework: words(it.framework),
            boundary: it.boundary.as_str().into(),
            target: it.target.map(words),
            stubbed: it.stubbed,
            scope: words(it.scope),
            occurrence: it.occurrence,
            tier: words(it.tier),
            service: words(it.service),
            owners: it.owners.iter().copied().map(words).collect(),
            severity: it.severity.as_str().into(),
            confidence: it.confidence.as_str().into(),
            reasons: it.reasons.iter().copied().map(words).collect(),
            claim: it.claim.map(words),
            tests: it.tests.stretches().map(|(first, count)| (first.0, count)).collect(),
            replacement: words(it.replacement),
            allowance: it.allowance,
            fingerprint: it.fingerprint.0,
        }
    }

    fn into_finding(self, limits: &Limits) -> Result<Finding, ShardError> {
        let [line, column, end_line, end_column] = self.place;
        let mut also = KindSet::EMPTY;
        for kind in &self.also {
            also.insert(named(kind, Kind::from_name)?);
        }
        Ok(Finding {
            rule: Text::new(&self.rule),
            path: Text::new(&self.path),
            place: Place { line, column, end_line, end_column },
            language: named(&self.language, Language::from_name)?,
            kind: named(&self.kind, Kind::from_name)?,
            also,
            framework: Text::new(&self.framework),
            boundary: named(&self.boundary, Boundary::from_name)?,
            target: self.target.as_deref().map(Text::new),
            stubbed: self.stubbed,
            scope: Text::new(&self.scope),
            occurrence: self.occurrence,
            tier: Text::new(&self.tier),
            service: Text::new(&self.service),
            owners: self.owners.iter().map(|owner| Text::new(owner)).collect(),
            severity: named(&self.severity, Severity::from_name)?,
            confidence: named(&self.confidence, Confidence::from_name)?,
            reasons: self.reasons.iter().map(|reason| Text::new(reason)).collect(),
            claim: self.claim.as_deref().map(Text::new),
            tests: limits.tests(&self.tests)?,
            replacement: Text::new(&self.replacement),
            allowance: limits.allowance(self.allowance)?,
            fingerprint: Fingerprint(self.fingerprint),
        })
    }
}

impl<'a> AllowanceV1<'a> {
    fn of(it: &'a Allowance) -> Self {
        let (inline, path, line) = match &it.source {
            AllowanceSource::Config { path, line } => (false, path, line),
            AllowanceSource::Inline { path, line } => (true, path, line),
        };
        Self {
            rule: words(it.rule),
            reason: words(it.reason),
            until: it.until.map(|until| until.to_string()),
            inline,
            path: words(*path),
            line: *line,
            state: it.state.as_str().into(),
            covered: it.covered,
        }
    }

    fn into_allowance(self) -> Result<Allowance, ShardError> {
        let (path, line) = (Text::new(&self.path), self.line);
        let state = |name: &str| AllowanceState::ALL.into_iter().find(|state| state.as_str() == name);
        Ok(Allowance {
            rule: Text::new(&self.rule),
            reason: Text::new(&self.reason),
            until: self.until.as_deref().map(day).transpose()?,
            source: if self.inline {
                AllowanceSource::Inline { path, line }
            } else {
                AllowanceSource::Config { path, line }
            },
            state: named(&self.state, state)?,
            covered: self.covered,
        })
    }
}

/// How far the numbers in findings may go.
struct Limits {
    tests: usize,
    allowances: usize,
}

impl Limits {
    fn tests(&self, stretches: &[(u32, u32)]) -> Result<TestIds, ShardError> {
        let runs: Vec<TestIds> = stretches.iter().map(|(first, count)| TestIds::run(TestId(*first), *count)).collect();
        let beyond = stretches.iter().find(|(first, count)| u64::from(*first) + u64::from(*count) > self.tests as u64);
        match beyond {
            None => Ok(TestIds::united(&runs)),
            Some((first, _)) => Err(ShardError(format!("it has no test {first}"))),
        }
    }

    fn allowance(&self, at: Option<u32>) -> Result<Option<u32>, ShardError> {
        match at {
            Some(at) if at as usize >= self.allowances => Err(ShardError(format!("it has no allowance {at}"))),
            at => Ok(at),
        }
    }
}

fn words(text: Text) -> Words<'static> {
    Cow::Borrowed(text.as_str())
}

fn named<T>(name: &str, of: impl Fn(&str) -> Option<T>) -> Result<T, ShardError> {
    of(name).ok_or_else(|| ShardError(format!("nothing is called `{name}`")))
}

fn day(text: &str) -> Result<demock_model::Date, ShardError> {
    text.parse().map_err(|_| ShardError(format!("`{text}` is no day")))
}

fn files_of(table: &TestTable) -> Vec<FileV1<'_>> {
    let mut files: Vec<FileV1<'_>> = Vec::new();
    for test in table.iter() {
        let path = table.path(test);
        if files.last().is_none_or(|last| last.path != path.as_str()) {
            files.push(FileV1 { path: words(path), service: words(table.service(test)), tests: Vec::new() });
        }
        let name = table.id(test).split_off(path.len() + "::".len());
        if let Some(file) = files.last_mut() {
            file.tests.push((name, words(table.tier(test)), table.is_tainted(test), table.is_hollow(test)));
        }
    }
    files
}

fn table(files: &[FileV1<'_>]) -> TestTable {
    let mut table = TestTable::default();
    for file in files {
        let names = file.tests.iter().map(|(name, tier, ..)| (&**name, Text::new(tier)));
        let first = table.add_file(Text::new(&file.path), Text::new(&file.service), names);
        for ((_, _, is_tainted, is_hollow), at) in file.tests.iter().zip(first.0..) {
            if *is_tainted {
                table.taint(TestId(at), 1);
            }
            if *is_hollow {
                table.hollow(TestId(at), 1);
            }
        }
    }
    table
}
