//! What cleaning something up would free: the tests that nothing else reaches.
//!
//! A test is *freed* by a file, service or boundary when every open site that reaches it belongs there. Only tests that
//! claim to join real parts are counted, unless no open site reaches such a test: then every site and test is, and
//! [`Ground`] says so.

use crate::figures::{claims_real, is_open, is_site};
use demock_model::{Boundary, Finding, Report};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Open sites, and tests that claim to join real parts.
    OpenSites,
    /// Every site and test: policy minds none of them.
    AllSites,
}

/// What one file, service or boundary would free.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Sites that would go.
    pub(crate) sites: u64,
    /// Tests that one of these sites reaches.
    pub(crate) reached: u64,
    /// Tests that nothing else reaches.
    pub(crate) freed: u64,
    /// What is replaced there.
    pub(crate) boundaries: BTreeSet<Boundary>,
}

/// Effects by key, for one way of dividing the report.
pub(crate) type Effects<K> = BTreeMap<K, Effect>;

impl Ground {
    /// What can be counted in this report.
    pub(crate) fn of(report: &Report) -> Self {
        let open = |finding: &Finding| {
            is_site(finding)
                && is_open(finding)
                && finding.tests.iter().any(|test| claims_real(&report.tests.tier(test)))
        };
        if report.findings.iter().any(open) { Self::OpenSites } else { Self::AllSites }
    }

    /// Whether the finding counts.
    pub(crate) fn counts(self, finding: &Finding) -> bool {
        is_site(finding) && (self == Self::AllSites || is_open(finding))
    }

    /// The report divided by `key`.
    pub(crate) fn effects<'a, K: Ord + Clone>(self, report: &'a Report, key: impl Fn(&'a Finding) -> K) -> Effects<K> {
        let counted: Vec<bool> =
            report.tests.rows().map(|(_, _, tier)| self == Self::AllSites || claims_real(&tier)).collect();
        let mut numbers = BTreeMap::<K, u32>::new();
        let mut effects = Vec::<Effect>::new();
        let mut pairs = Vec::<(u32, u32)>::new();
        let mut last_of_test = vec![u32::MAX; report.tests.len()];
        // Findings of one file stand together, so that most keys are the one before.
        let mut current: Option<(K, u32)> = None;
        for finding in report.findings.iter().filter(|finding| self.counts(finding)) {
            let key = key(finding);
            let number = match &current {
                Some((same, number)) if *same == key => *number,
                _ => *numbers.entry(key.clone()).or_insert(effects.len() as u32),
            };
            current = Some((key, number));
            if number as usize == effects.len() {
                effects.push(Effect::default());
            }
            let effect = &mut effects[number as usize];
            effect.sites += 1;
            effect.boundaries.insert(finding.boundary);
            for test in finding.tests.iter().filter(|test| counted[test.0 as usize]) {
                let last = &mut last_of_test[test.0 as usize];
                if *last != number {
                    *last = number;
                    pairs.push((test.0, number));
                }
            }
        }
        count_tests(pairs, &mut effects);
        numbers.into_iter().map(|(key, number)| (key, std::mem::take(&mut effects[number as usize]))).collect()
    }
}

/// Fills in how many tests each effect reaches and frees, from pairs of test and effect.
fn count_tests(mut pairs: Vec<(u32, u32)>, effects: &mut [Effect]) {
    pairs.sort_unstable();
    pairs.dedup();
    for of_test in pairs.chunk_by(|a, b| a.0 == b.0) {
        for (_, number) in of_test {
            effects[*number as usize].reached += 1;
        }
        if let [(_, only)] = of_test {
            effects[*only as usize].freed += 1;
        }
    }
}

/// Keys in order of effect: most tests freed per site first (compared without rounding), then most reached, then by key.
pub(crate) fn in_order<K: Ord + Clone>(effects: &Effects<K>) -> Vec<(K, &Effect)> {
    let mut order: Vec<_> = effects.iter().map(|(key, effect)| (key.clone(), effect)).collect();
    order.sort_by(|(_, a), (_, b)| {
        (b.freed * a.sites).cmp(&(a.freed * b.sites)).then(b.freed.cmp(&a.freed)).then(b.reached.cmp(&a.reached))
    });
    order
}

/// Keys by what they free altogether: most tests freed first, then most reached, then fewest sites, then by key.
pub(crate) fn by_freed<K: Ord + Clone>(effects: &Effects<K>) -> Vec<(K, &Effect)> {
    let mut order: Vec<_> = effects.iter().map(|(key, effect)| (key.clone(), effect)).collect();
    order.sort_by_key(|(_, effect)| (u64::MAX - effect.freed, u64::MAX - effect.reached, effect.sites));
    order
}
