//! What a run of files means, and how runs are put together.
//!
//! Invariant: parts appended in order of path give what one worker would have made of all files.

use super::Context;
use super::allow::Allowances;
use super::{policy, service};
use demock_model::{Finding, ParseProblem, Report, Skipped, TestTable};

/// What some files mean.
pub(crate) struct Part {
    pub(super) findings: Vec<Finding>,
    pub(super) tests: TestTable,
    pub(super) allowances: Allowances,
    pub(super) services: service::Seen,
    pub(super) parse_errors: Vec<ParseProblem>,
}

/// What was read to find it.
pub(crate) struct Read {
    /// The scanned root as the user named it.
    pub(crate) root: String,
    /// What was not read.
    pub(crate) skipped: Vec<Skipped>,
    /// How many files were read.
    pub(crate) files: u64,
    /// How many bytes were read.
    pub(crate) bytes: u64,
}

impl Part {
    /// Of no files.
    pub(crate) fn new(context: &Context<'_>) -> Self {
        Self {
            findings: Vec::new(),
            tests: TestTable::default(),
            allowances: Allowances::new(context.settings, context.today),
            services: service::Seen::default(),
            parse_errors: Vec::new(),
        }
    }

    /// Adds what the files mean that follow.
    pub(crate) fn append(&mut self, next: Self) {
        let Self { findings, tests, allowances, services, parse_errors } = next;
        self.tests.append(tests);
        let first_allowance = self.allowances.append(allowances);
        let room = self.findings.capacity() - self.findings.len();
        if room < findings.len() {
            // Doubling would leave up to half of the largest list of a run unused.
            self.findings.reserve_exact(findings.len().max(self.findings.len() / 8));
        }
        self.findings.extend(
            findings
                .into_iter()
                .map(|finding| Finding { allowance: finding.allowance.map(|at| first_allowance.of(at)), ..finding }),
        );
        self.services.append(services);
        self.parse_errors.extend(parse_errors);
    }

    /// The report of all files.
    pub(crate) fn finish(mut self, read: Read, context: &Context<'_>) -> Report {
        let Read { root, mut skipped, files, bytes } = read;
        skipped.sort();
        for finding in &self.findings {
            let group = finding.kind.group();
            let (taints, hollows) = (policy::taints(group), policy::hollows(group, finding.confidence));
            for (first, count) in finding.tests.stretches().filter(|_| taints || hollows) {
                if taints {
                    self.tests.taint(first, count);
                } else {
                    self.tests.hollow(first, count);
                }
            }
        }
        Report {
            root,
            today: context.today,
            rule_set: context.rule_set,
            findings: self.findings,
            tests: self.tests,
            allowances: self.allowances.finish(),
            services: self.services.finish(),
            parse_errors: self.parse_errors,
            skipped,
            files,
            bytes,
        }
    }
}
