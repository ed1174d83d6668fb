//! The order of the work: by priority of the service, then by what the tests claim.

use super::effort::Effort;
use crate::effect::Ground;
use crate::figures::{claims_real, tier_rank};
use demock_model::{Priority, Report};
use std::collections::{BTreeMap, BTreeSet};

/// One step of the plan.
#[derive(Debug, Default)]
pub(super) struct Phase<'a> {
    pub(super) services: BTreeSet<&'a str>,
    pub(super) files: BTreeSet<&'a str>,
    pub(super) sites: u64,
    /// Tests whose last site goes in this phase.
    pub(super) frees: u64,
    pub(super) minutes: u64,
}

/// Identity and order of a phase: priority, rank of the tier, tier.
pub(super) type PhaseKey<'a> = (Priority, u8, &'a str);

/// What each service and phase takes.
#[derive(Default)]
pub(super) struct Schedule<'a> {
    pub(super) phases: BTreeMap<PhaseKey<'a>, Phase<'a>>,
    pub(super) minutes_by_service: BTreeMap<&'a str, u64>,
}

impl<'a> Schedule<'a> {
    /// The schedule of everything that counts on this ground. Connecting a real part is paid for in the first phase that
    /// needs it.
    pub(super) fn of(report: &'a Report, ground: Ground, priorities: &BTreeMap<&'a str, Priority>) -> Self {
        let mut it = Self::default();
        let key = |finding: &'a demock_model::Finding| -> PhaseKey<'a> {
            let priority = priorities.get(&*finding.service).copied().unwrap_or(Priority::Medium);
            (priority, tier_rank(&finding.tier), &finding.tier)
        };
        let mut order: Vec<_> = report.findings.iter().filter(|finding| ground.counts(finding)).collect();
        order.sort_by_key(|finding| key(finding));
        let mut effort = Effort::default();
        let mut last = vec![None; report.tests.len()];
        for finding in order {
            let at = key(finding);
            let minutes = effort.minutes(finding);
            let phase = it.phases.entry(at).or_default();
            phase.services.insert(&finding.service);
            phase.files.insert(&finding.path);
            phase.sites += 1;
            phase.minutes += minutes;
            *it.minutes_by_service.entry(&finding.service).or_default() += minutes;
            for test in finding.tests.iter() {
                if ground == Ground::AllSites || claims_real(&report.tests.tier(test)) {
                    last[test.0 as usize] = Some(at);
                }
            }
        }
        for at in last.into_iter().flatten() {
            it.phases.entry(at).or_default().frees += 1;
        }
        it
    }
}
