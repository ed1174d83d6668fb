//! What many files mean together: sites and settings become a [`Report`].
//!
//! Invariants: a pure function of its inputs, today included; findings come out sorted by path and place; files may be
//! judged by several workers, because what each makes of a run of files is a part of its own and parts are put together in order;
//! each file's scan is taken apart and dropped before the next, so that at no time are all sites and all findings in memory. Absent on purpose: reading files, resolving targets (the caller has filled the
//! boundaries), and whether the build fails (`gate`).

mod advice;
mod allow;
mod convention;
mod doubt;
mod fingerprint;
mod harmless;
mod owners;
mod part;
mod policy;
mod service;
mod tier;

pub use allow::{RuleSelector, check_names};
pub(crate) use doubt::soften;
pub use fingerprint::fingerprint;
pub(crate) use harmless::Harmless;
pub use owners::{CODEOWNERS_PLACES, CodeOwners};
pub(crate) use part::{Part, Read};
pub use service::{MANIFEST_NAMES, ServiceFolders, is_manifest};
pub(crate) use tier::TestTiers;

use crate::production::Production;
use crate::replacement::Replacements;
use crate::ruleset::RuleName;
use crate::site::{FileScan, Site};
use allow::{FileAllows, Need};
use demock_config::{Settings, Tier};
use demock_model::{
    Boundary, Confidence, Date, Finding, Fingerprint, Kind, Language, Mode, ParseProblem, Report, Severity, Skipped,
    TestIds, Text, Texts,
};
use fingerprint::Hasher;
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
    /// The tests that each of its sites reaches, in the order of the sites.
    pub reached: Vec<TestIds>,
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
    /// What the project's own set-up shows that it runs.
    pub production: &'a Production,
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
    let mut judging = Judging::new(context);
    let mut tiers = TestTiers::default();
    for file in &files {
        let tests = file.scan.tests.iter().map(|test| &*test.markers);
        judging.add_tiers(&mut tiers, &file.path, file.language, &file.scan.markers, tests);
    }
    judging.know_tests(tiers);
    let mut worker = judging.worker();
    for file in files {
        worker.file(file);
    }
    let mut whole = Part::new(context);
    whole.append(worker.take());
    whole.finish(Read { root, skipped, files: files_read, bytes: bytes_read }, context)
}

/// What all workers share.
pub(crate) struct Judging<'a> {
    context: &'a Context<'a>,
    tiers: Vec<TierReader<'a>>,
    advice: advice::Advice<'a>,
    /// For each scope and rule: whether a project's own rule is not known there.
    unknown_here: Vec<Vec<bool>>,
    unknown_rule: Text,
    /// The tiers of all tests.
    test_tiers: TestTiers,
}

impl<'a> Judging<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Self {
        let scopes = context.settings.scopes().iter();
        Self {
            context,
            tiers: scopes.map(|scope| TierReader::new(scope, context.folders)).collect(),
            advice: advice::Advice::new(context.settings, context.rules, context.replacements),
            unknown_here: unknown_rules(context),
            unknown_rule: Text::new("unknown/rule"),
            test_tiers: TestTiers::default(),
        }
    }

    /// Adds the tiers of a file's tests, of which these are the markers, to those of the files before it.
    pub(crate) fn add_tiers<'t>(
        &self,
        tiers: &mut TestTiers,
        path: &str,
        language: Language,
        markers: &[Arc<str>],
        tests: impl Iterator<Item = &'t [Arc<str>]>,
    ) {
        let mut file = None;
        for test in tests {
            let (scope, file) = file.get_or_insert_with(|| {
                let scope = self.context.settings.scope_index(path);
                (scope, self.tiers[scope].file(path, language, markers))
            });
            tiers.push(*scope, file.of_markers(test));
        }
    }

    /// What files are judged by.
    pub(crate) fn context(&self) -> &'a Context<'a> {
        self.context
    }

    /// Gives the tiers of all tests, before any file is judged.
    pub(crate) fn know_tests(&mut self, tiers: TestTiers) {
        self.test_tiers = tiers;
    }

    /// Somebody who judges files one after the other.
    pub(crate) fn worker(&self) -> Judge<'_> {
        Judge {
            shared: self,
            services: Services::new(self.context.settings, self.context.folders),
            part: Part::new(self.context),
            occurrences: FxHashMap::default(),
            scope: (Arc::default(), Text::default()),
        }
    }
}

pub(crate) struct Judge<'a> {
    shared: &'a Judging<'a>,
    services: Services<'a>,
    part: Part,
    /// Findings of the current file by everything but their occurrence.
    occurrences: FxHashMap<u64, u32>,
    /// The scope of the last site: most often the next one's, too.
    scope: (Arc<str>, Text),
}

/// What is the same for every finding of a file.
struct FileFacts<'a> {
    path: Text,
    language: Language,
    scope: usize,
    service: Text,
    mode: Mode,
    owners: Texts,
    tiers: FileTiers<'a>,
    hasher: Hasher,
}

impl Judge<'_> {
    /// What the files since the last time mean; they must have come in order of path.
    pub(crate) fn take(&mut self) -> Part {
        let mut part = std::mem::replace(&mut self.part, Part::new(self.shared.context));
        part.services = self.services.take();
        // It may wait for an earlier one: what it does not need, others do.
        part.findings.shrink_to_fit();
        part
    }

    pub(crate) fn file(&mut self, input: FileInput) {
        let FileInput { path, language, scan, boundaries, reached } = input;
        // The rest is what other files need to know of this one.
        let FileScan { sites, tests, markers, problem, allows, .. } = Arc::unwrap_or_clone(scan);
        let path = Text::from(path);
        if let Some(problem) = problem {
            self.part.parse_errors.push(ParseProblem { path, line: problem.line, message: problem.message.into() });
        }
        if sites.is_empty() && tests.is_empty() && allows.is_empty() {
            return;
        }
        let context = self.shared.context;
        let scope = context.settings.scope_index(&path);
        let tiers = self.shared.tiers[scope].file(&path, language, &markers);
        let (service, mode) = if sites.is_empty() && tests.is_empty() {
            // Nothing but exceptions: it makes no service appear.
            (Text::default(), Mode::Observe)
        } else {
            self.services.of(&path, scope)
        };
        let named = tests.iter().map(|test| (&*test.name, tiers.name(tiers.of_markers(&test.markers))));
        self.part.tests.add_file(path, service, named);
        let file_allows = self.part.allowances.of_file(path, scope, allows, context.settings);
        let owners = if sites.is_empty() { Texts::default() } else { context.owners.of(&path) };
        let hasher = Hasher::new(&path);
        let facts = FileFacts { path, language, scope, service, mode, owners, tiers, hasher };
        self.occurrences.clear();
        let mut reached = reached.into_iter();
        for (at, site) in sites.into_iter().enumerate() {
            let boundary = boundaries.get(at).copied().or(site.boundary).unwrap_or(Boundary::Unknown);
            self.site(&facts, &file_allows, site, boundary, reached.next().unwrap_or_default());
        }
    }

    fn site(&mut self, file: &FileFacts<'_>, allows: &FileAllows, mut site: Site, boundary: Boundary, tests: TestIds) {
        let shared = self.shared;
        let rule = usize::from(site.rule);
        if shared.unknown_here[file.scope].get(rule).copied().unwrap_or(false) {
            return;
        }
        shared.context.production.weigh(&file.path, boundary, &mut site);
        let group = site.kind.group();
        let own = (file.scope, file.tiers.of_markers(&site.markers));
        let of_tier = |tier: &Tier| policy::severity(tier, boundary, group);
        let (tier, severity) = tier::strictest(&shared.tiers, &shared.test_tiers, &tests, own, of_tier);
        let claim = policy::lie(&site, boundary);
        let severity = if claim.is_some() { policy::raised(severity) } else { severity };
        // A cache of another rule set could name a rule that is not there: shown as such, never dropped.
        let known = shared.context.rules.get(rule);
        let rule_id = known.map_or(shared.unknown_rule, |rule| rule.id);
        let framework = known.map_or(shared.unknown_rule, |rule| rule.framework);
        let need = match (severity, site.confidence, file.mode) {
            (Severity::Error, Confidence::Certain | Confidence::Likely, Mode::NewOnly | Mode::Enforce) => Need::Gates,
            (Severity::Error | Severity::Warning | Severity::Info, _, _) => Need::Listed,
        };
        let allowance = self.part.allowances.cover(allows, &site, &rule_id, need);
        if self.scope.0 != site.scope {
            self.scope = (site.scope.clone(), Text::from(site.scope));
        }
        let scope = self.scope.1;
        let target = site.target.map(|target| Text::from(target.name));
        let (fingerprint, occurrence) =
            self.identify(file, &scope, site.kind, boundary, target.as_deref().unwrap_or(""));
        self.part.findings.push(Finding {
            replacement: shared.advice.of(rule, group, boundary, file.language),
            rule: rule_id,
            path: file.path,
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
            tier,
            service: file.service,
            owners: file.owners,
            severity,
            confidence: site.confidence,
            reasons: site.reasons.into_iter().collect(),
            claim,
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
    let hidden = |scope: &demock_config::Scope, id: &str| {
        custom.iter().any(|rule| *rule.id == *id) && !scope.rules.iter().any(|rule| *rule.id == *id)
    };
    scopes.map(|scope| context.rules.iter().map(|rule| hidden(scope, &rule.id)).collect()).collect()
}

#[cfg(test)]
mod tests;
