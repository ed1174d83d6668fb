//! What many files mean together: sites and settings become a [`Report`].
//!
//! Invariants: a pure function of its inputs, today included; findings come out sorted by path and place; strings that
//! repeat are kept once; each file's scan is taken apart and dropped before the next, so that at no time are all sites
//! and all findings in memory. Absent on purpose: reading files, resolving targets (the caller has filled the
//! boundaries), and whether the build fails (`gate`).

mod advice;
mod allow;
mod convention;
mod fingerprint;
mod intern;
mod owners;
mod policy;
mod service;
mod tier;

pub use allow::RuleSelector;
pub use fingerprint::fingerprint;
pub use owners::{CODEOWNERS_PLACES, CodeOwners};
pub use service::{MANIFEST_NAMES, ServiceFolders, is_manifest};

use crate::replacement::Replacements;
use crate::ruleset::RuleName;
use crate::site::{FileScan, Site};
use allow::{Allowances, FileAllows, Need};
use demock_config::Settings;
use demock_model::{
    Boundary, Confidence, Date, Finding, Fingerprint, Kind, Language, Mode, ParseProblem, Report, Severity, Skipped,
    TestId, TestTable,
};
use fingerprint::Hasher;
use intern::Interner;
use rustc_hash::FxHashMap;
use service::Services;
use std::sync::Arc;
use tier::{FileTiers, TierReader};

/// Whether a path claims a tier without any configuration.
pub(crate) fn claims_by_path(path: &str, language: Language, folders: &ServiceFolders) -> bool {
    convention::claim(path, language, folders, |_| None).is_some()
}

/// Whether a name is one by which a built-in tier is known.
pub(crate) fn is_tier_word(name: &str) -> bool {
    convention::Claim::ALL.iter().any(|claim| claim.words().contains(&&*tier::normal(name)))
}

/// One file that was read.
#[derive(Debug, Clone)]
pub struct FileInput {
    /// Relative to the root, `/` on every platform.
    pub path: Arc<str>,
    /// Its language.
    pub language: Language,
    /// What it says.
    pub scan: Arc<FileScan>,
    /// What each of its sites replaces, in the order of the sites.
    pub boundaries: Vec<Boundary>,
}

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The scanned root as the user named it.
    pub root: String,
    /// The files that have something to say, in any order.
    pub files: Vec<FileInput>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
    /// How many files were read.
    pub files_read: u64,
    /// How many bytes were read.
    pub bytes_read: u64,
}

/// What the files are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The configuration.
    pub settings: &'a Settings,
    /// The rules, by a site's rule index.
    pub rules: &'a [RuleName],
    /// Folders that are services by themselves.
    pub folders: &'a ServiceFolders,
    /// The owners.
    pub owners: &'a CodeOwners,
    /// What to use instead of a double.
    pub replacements: &'a Replacements,
    /// The day by which exceptions expire.
    pub today: Date,
    /// Number of the rule set.
    pub rule_set: u32,
}

/// Judges everything that was read.
pub fn judge(inputs: Inputs, context: &Context<'_>) -> Report {
    let Inputs { root, mut files, skipped, files_read, bytes_read } = inputs;
    if !files.is_sorted_by(|a, b| a.path <= b.path) {
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    judge_each(Inputs { root, files: Vec::new(), skipped, files_read, bytes_read }, files, context)
}

/// Judges files that come one at a time, in order of path, so that they need not be in memory together.
/// The files of `inputs` itself are not looked at.
pub fn judge_each(inputs: Inputs, files: impl IntoIterator<Item = FileInput>, context: &Context<'_>) -> Report {
    let Inputs { root, files: _, mut skipped, files_read, bytes_read } = inputs;
    let scopes = context.settings.scopes().iter();
    let tiers: Vec<TierReader<'_>> = scopes.map(|scope| TierReader::new(scope, context.folders)).collect();
    let mut judge = Judge::new(context, &tiers);
    for file in files {
        judge.file(file);
    }
    skipped.sort();
    Report {
        root,
        today: context.today,
        rule_set: context.rule_set,
        findings: judge.findings,
        tests: judge.tests,
        allowances: judge.allowances.finish(),
        services: judge.services.finish(),
        parse_errors: judge.parse_errors,
        skipped,
        files: files_read,
        bytes: bytes_read,
    }
}

struct Judge<'a> {
    context: &'a Context<'a>,
    scopes: Interner,
    targets: Interner,
    tiers: &'a [TierReader<'a>],
    services: Services<'a>,
    allowances: Allowances<'a>,
    advice: advice::Advice<'a>,
    /// For each scope and rule: whether a project's own rule is not known there.
    unknown_here: Vec<Vec<bool>>,
    unknown_rule: Arc<str>,
    findings: Vec<Finding>,
    tests: TestTable,
    parse_errors: Vec<ParseProblem>,
    /// Findings of the current file by everything but their occurrence.
    occurrences: FxHashMap<u64, u32>,
}

/// What is the same for every finding of a file.
struct FileFacts<'a> {
    path: Arc<str>,
    language: Language,
    scope: usize,
    service: Arc<str>,
    mode: Mode,
    owners: Arc<[Arc<str>]>,
    tiers: FileTiers<'a>,
    first_test: TestId,
    hasher: Hasher,
}

impl<'a> Judge<'a> {
    fn new(context: &'a Context<'a>, tiers: &'a [TierReader<'a>]) -> Self {
        let settings = context.settings;
        Self {
            context,
            scopes: Interner::default(),
            targets: Interner::default(),
            tiers,
            services: Services::new(settings, context.folders),
            allowances: Allowances::new(settings, context.today),
            advice: advice::Advice::new(settings, context.rules, context.replacements),
            unknown_here: unknown_rules(context),
            unknown_rule: Arc::from("unknown/rule"),
            findings: Vec::new(),
            tests: TestTable::default(),
            parse_errors: Vec::new(),
            occurrences: FxHashMap::default(),
        }
    }

    fn file(&mut self, input: FileInput) {
        let FileInput { path, language, scan, boundaries } = input;
        let FileScan { sites, tests, markers, problem, allows, test_code: _, needs: _ } = Arc::unwrap_or_clone(scan);
        if let Some(problem) = problem {
            self.parse_errors.push(ParseProblem { path: path.clone(), line: problem.line, message: problem.message });
        }
        if sites.is_empty() && tests.is_empty() && allows.is_empty() {
            return;
        }
        let scope = self.context.settings.scope_index(&path);
        let tiers = self.tiers[scope].file(&path, language, &markers);
        let test_tiers: Vec<u8> = tests.iter().map(|test| tiers.of_markers(&test.markers)).collect();
        let (service, mode) = if sites.is_empty() && tests.is_empty() {
            // Nothing but exceptions: it makes no service appear.
            (Arc::from(""), Mode::Observe)
        } else {
            self.services.of(&path, scope)
        };
        let named = tests.iter().zip(&test_tiers).map(|(test, tier)| (&*test.name, tiers.name(*tier)));
        let first_test = self.tests.add_file(&path, &service, named);
        let file_allows = self.allowances.of_file(&path, scope, allows);
        let owners = if sites.is_empty() { Arc::from([]) } else { self.context.owners.of(&path) };
        let hasher = Hasher::new(&path);
        let facts = FileFacts { path, language, scope, service, mode, owners, tiers, first_test, hasher };
        self.occurrences.clear();
        for (at, site) in sites.into_iter().enumerate() {
            let boundary = boundaries.get(at).copied().or(site.boundary).unwrap_or(Boundary::Unknown);
            self.site(&facts, &file_allows, site, boundary, &test_tiers);
        }
    }

    fn site(&mut self, file: &FileFacts<'_>, allows: &FileAllows, site: Site, boundary: Boundary, test_tiers: &[u8]) {
        let rule = usize::from(site.rule);
        if self.unknown_here[file.scope].get(rule).copied().unwrap_or(false) {
            return;
        }
        let group = site.kind.group();
        let (tier, severity) = file.tiers.strictest(&site, test_tiers, |tier| policy::severity(tier, boundary, group));
        // A cache of another rule set could name a rule that is not there: shown as such, never dropped.
        let known = self.context.rules.get(rule);
        let rule_id = known.map_or(&self.unknown_rule, |rule| &rule.id).clone();
        let framework = known.map_or(&self.unknown_rule, |rule| &rule.framework).clone();
        let need = match (severity, site.confidence, file.mode) {
            (Severity::Error, Confidence::Certain | Confidence::Likely, Mode::NewOnly | Mode::Enforce) => Need::Gates,
            (Severity::Error | Severity::Warning | Severity::Info, _, _) => Need::Listed,
        };
        let allowance = self.allowances.cover(allows, &site, &rule_id, need);
        let scope = self.scopes.intern(site.scope);
        let target = site.target.map(|target| self.targets.intern(target.name));
        let (fingerprint, occurrence) =
            self.identify(file, &scope, site.kind, boundary, target.as_deref().unwrap_or(""));
        let first = file.first_test.0;
        let tests_here = test_tiers.len() as u32;
        let tests: Vec<TestId> =
            site.tests.into_iter().filter(|test| *test < tests_here).map(|test| TestId(first + test)).collect();
        if policy::taints(group) {
            for test in &tests {
                self.tests.taint(*test);
            }
        }
        if self.findings.len() == self.findings.capacity() {
            // Doubling would leave up to half of the largest list of a run unused.
            self.findings.reserve_exact(self.findings.len() / 8 + 1024);
        }
        self.findings.push(Finding {
            replacement: self.advice.of(rule, boundary, file.language),
            rule: rule_id,
            path: file.path.clone(),
            place: site.place,
            language: file.language,
            kind: site.kind,
            also: site.also,
            framework,
            boundary,
            target,
            stubbed: site.stubbed,
            scope,
            occurrence,
            tier: file.tiers.name(tier),
            service: file.service.clone(),
            owners: file.owners.clone(),
            severity,
            confidence: site.confidence,
            reasons: site.reasons,
            claim: None,
            tests,
            allowance,
            fingerprint,
        });
    }

    fn identify(
        &mut self,
        file: &FileFacts<'_>,
        scope: &str,
        kind: Kind,
        boundary: Boundary,
        target: &str,
    ) -> (Fingerprint, u32) {
        let base = file.hasher.site(scope, kind, boundary, target);
        let count = self.occurrences.entry(base.value()).or_insert(0);
        let occurrence = *count;
        *count += 1;
        (base.occurrence(occurrence), occurrence)
    }
}

/// A project's own rule holds for the paths of the file that has it (or extends one that has it), and no others.
fn unknown_rules(context: &Context<'_>) -> Vec<Vec<bool>> {
    let custom = context.settings.custom_rules();
    let scopes = context.settings.scopes().iter();
    let hidden = |scope: &demock_config::Scope, id: &Arc<str>| {
        custom.iter().any(|rule| rule.id == *id) && !scope.rules.iter().any(|rule| rule.id == *id)
    };
    scopes.map(|scope| context.rules.iter().map(|rule| hidden(scope, &rule.id)).collect()).collect()
}

#[cfg(test)]
mod tests;
