//! Which baseline entry accepts which finding.
//!
//! In this order, each entry for one finding: the same entry; the same but for the path, where the entry's file no
//! longer exists (the file was renamed or its content moved); and, where the baseline is of an older rule set, the same
//! path, scope and target (a better rule sees another kind or boundary in it). The result depends on nothing but the
//! entries, the findings and which files exist.

use super::baseline::{Baseline, entry_of};
use demock_model::{BaselineEntry, Boundary, Finding, Kind, Report, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What became of the findings and the entries.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// For each finding of the report: whether an entry accepts it.
    pub(super) accepted: Vec<bool>,
    /// Entries of files that are gone, with the finding that took each over.
    pub(super) moved: Vec<(BaselineEntry, u32)>,
    /// Entries of an older rule set, with the finding that each stands for now.
    pub(super) reread: Vec<(BaselineEntry, u32)>,
    /// Entries that no finding matches, in order.
    pub(super) gone: Vec<BaselineEntry>,
}

/// Everything of an entry but its path.
type Shape = (Text, Kind, Boundary, Text, u32);

fn shape(entry: &BaselineEntry) -> Shape {
    (entry.scope, entry.kind, entry.boundary, entry.target, entry.occurrence)
}

/// Matches the entries of files that were looked at.
pub(super) fn matching(
    report: &Report,
    baseline: &Baseline,
    covered: &dyn Fn(&str) -> bool,
    exists: &dyn Fn(&str) -> bool,
) -> Matching {
    let mut open: FxHashSet<&BaselineEntry> = baseline.entries().filter(|entry| covered(&entry.path)).collect();
    let mut result = Matching { accepted: vec![false; report.findings.len()], ..Matching::default() };
    for (finding, accepted) in report.findings.iter().zip(&mut result.accepted) {
        *accepted = open.remove(&entry_of(finding));
    }
    let mut open: Vec<&BaselineEntry> = open.into_iter().collect();
    open.sort_unstable();
    open.dedup();
    if !open.is_empty() {
        take_over_moved(report, &mut open, exists, &mut result);
        reread(report, baseline, &mut open, &mut result);
    }
    result.gone = open.into_iter().cloned().collect();
    result
}

/// The findings that nothing accepts yet and that could fail the gate.
fn unaccepted<'a>(report: &'a Report, result: &Matching) -> impl Iterator<Item = (u32, &'a Finding)> + use<'a> {
    let open: Vec<u32> = (0..report.findings.len() as u32)
        .filter(|at| !result.accepted[*at as usize] && report.findings[*at as usize].gates())
        .collect();
    open.into_iter().map(|at| (at, &report.findings[at as usize]))
}

fn take_over_moved(
    report: &Report,
    open: &mut Vec<&BaselineEntry>,
    exists: &dyn Fn(&str) -> bool,
    result: &mut Matching,
) {
    let mut known: FxHashMap<&str, bool> = FxHashMap::default();
    let mut lost: FxHashMap<Shape, Vec<&BaselineEntry>> = FxHashMap::default();
    for entry in open.iter() {
        if !*known.entry(&entry.path).or_insert_with(|| exists(&entry.path)) {
            lost.entry(shape(entry)).or_default().push(entry);
        }
    }
    if lost.is_empty() {
        return;
    }
    let mut candidates: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    let homeless: Vec<(u32, &Finding, Shape)> =
        unaccepted(report, result).map(|(at, finding)| (at, finding, shape(&entry_of(finding)))).collect();
    for (_, finding, shape) in &homeless {
        for entry in lost.get(shape).into_iter().flatten() {
            *candidates.entry((&*entry.path, &*finding.path)).or_default() += 1;
        }
    }
    // Pairs of files that share most go first: a renamed file keeps its entries together.
    let mut pairs: Vec<((&str, &str), u32)> = candidates.into_iter().collect();
    pairs.sort_by_key(|((old, new), shared)| {
        let same_name = old.rsplit('/').next() == new.rsplit('/').next();
        (std::cmp::Reverse(*shared), std::cmp::Reverse(same_name), std::cmp::Reverse(common_end(old, new)), *old, *new)
    });
    let mut by_new_path: BTreeMap<&str, Vec<(u32, &Shape)>> = BTreeMap::new();
    for (at, finding, shape) in &homeless {
        by_new_path.entry(&finding.path).or_default().push((*at, shape));
    }
    let mut taken: FxHashSet<&BaselineEntry> = FxHashSet::default();
    for ((old, new), _) in pairs {
        for (at, shape) in by_new_path.get(new).into_iter().flatten() {
            let entry = lost.get(*shape).into_iter().flatten().find(|entry| &*entry.path == old);
            if let Some(entry) = entry
                && !result.accepted[*at as usize]
                && taken.insert(entry)
            {
                result.accepted[*at as usize] = true;
                result.moved.push(((*entry).clone(), *at));
            }
        }
    }
    result.moved.sort();
    open.retain(|entry| !taken.contains(*entry));
}

fn reread(report: &Report, baseline: &Baseline, open: &mut Vec<&BaselineEntry>, result: &mut Matching) {
    let mut by_place: FxHashMap<(&str, &str, &str), Vec<&BaselineEntry>> = FxHashMap::default();
    for entry in open.iter().rev() {
        by_place.entry((&entry.path, &entry.scope, &entry.target)).or_default().push(entry);
    }
    let mut taken: FxHashSet<&BaselineEntry> = FxHashSet::default();
    for (at, finding) in unaccepted(report, result) {
        if baseline.rule_set(&finding.service) >= report.rule_set {
            continue;
        }
        let place = (&*finding.path, &*finding.scope, finding.target.as_deref().unwrap_or(""));
        if let Some(entry) = by_place.get_mut(&place).and_then(Vec::pop) {
            taken.insert(entry);
            result.accepted[at as usize] = true;
            result.reread.push((entry.clone(), at));
        }
    }
    open.retain(|entry| !taken.contains(*entry));
}

/// How many whole segments two paths share from the end.
fn common_end(a: &str, b: &str) -> usize {
    a.rsplit('/').zip(b.rsplit('/')).take_while(|(a, b)| a == b).count()
}
