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
        let mut numbers = BTreeMap::<K, usize>::new();
        let mut divided = Vec::<Vec<&Finding>>::new();
        // Findings of one file stand together, so that most keys are the one before.
        let mut current: Option<(K, usize)> = None;
        for finding in report.findings.iter().filter(|finding| self.counts(finding)) {
            let key = key(finding);
            let number = match &current {
                Some((same, number)) if *same == key => *number,
                _ => *numbers.entry(key.clone()).or_insert(divided.len()),
            };
            current = Some((key, number));
            if number == divided.len() {
                divided.push(Vec::new());
            }
            divided[number].push(finding);
        }
        let mut reached = Reached::new(self, report);
        let mut effects: Vec<Effect> = (0..).zip(&divided).map(|(number, part)| reached.by(number, part)).collect();
        reached.free(&mut effects);
        numbers.into_iter().map(|(key, number)| (key, std::mem::take(&mut effects[number]))).collect()
    }
}

/// By which parts of a report each test is reached that counts.
struct Reached {
    by: Vec<By>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// It does not count.
    Nothing,
    Nobody,
    /// By one part alone.
    One(u32),
    /// By several; the last of them.
    Several(u32),
}

impl Reached {
    fn new(ground: Ground, report: &Report) -> Self {
        let counts = |tier: &str| ground == Ground::AllSites || claims_real(tier);
        let by = report.tests.rows().map(|(_, _, tier)| if counts(&tier) { By::Nobody } else { By::Nothing });
        Self { by: by.collect() }
    }

    /// What the findings of one part reach; parts come one after the other.
    fn by(&mut self, part: u32, findings: &[&Finding]) -> Effect {
        let mut effect = Effect { sites: findings.len() as u64, ..Effect::default() };
        for finding in findings {
            effect.boundaries.insert(finding.boundary);
            for (first, count) in finding.tests.stretches() {
                for by in &mut self.by[first.0 as usize..(first.0 + count) as usize] {
                    *by = match *by {
                        By::Nothing => continue,
                        By::One(last) | By::Several(last) if last == part => continue,
                        By::Nobody => By::One(part),
                        By::One(_) | By::Several(_) => By::Several(part),
                    };
                    effect.reached += 1;
                }
            }
        }
        effect
    }

    /// Counts for each part the tests that it alone reaches.
    fn free(self, effects: &mut [Effect]) {
        for by in self.by {
            if let By::One(part) = by {
                effects[part as usize].freed += 1;
            }
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
