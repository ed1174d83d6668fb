//! Compares what stands in a file with what was found in it.
//!
//! Invariants: a finding counts for one site at most and a site for one finding, the rest are double reports; a finding
//! hits by its own lines or by those of its statement, its own first; one that stands on a hard negative hits by its own
//! lines alone; the outcome does not depend on the order of either.
//! Absent on purpose: figures over many files (`figures`).

use super::labels::{LabelledFile, Lines, SiteLabel};
use demock_model::{Boundary, Confidence, Group, Kind, KindSet, Text};

/// A finding, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) lines: Lines,
    pub(super) statement: Lines,
    pub(super) kind: Kind,
    pub(super) also: KindSet,
    pub(super) boundary: Boundary,
    pub(super) confidence: Confidence,
    pub(super) rule: Text,
}

/// What a finding is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The first report of this site.
    Hit(usize),
    /// A further report of this site.
    Double(usize),
    /// The truth leaves it open.
    Neutral,
    /// Nothing stands there.
    FalseAlarm,
}

/// The comparison of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileScore {
    /// For each site, the finding that hits it.
    pub(super) hit_by: Vec<Option<usize>>,
    /// For each finding, what it is worth.
    pub(super) verdicts: Vec<Verdict>,
}

impl Found {
    /// All its kinds.
    pub(super) fn kinds(&self) -> KindSet {
        let mut kinds = self.also;
        kinds.insert(self.kind);
        kinds
    }

    /// Whether it is more than merely possible.
    pub(super) fn is_sure(&self) -> bool {
        self.confidence != Confidence::Possible
    }

    fn is_at(&self, site: &SiteLabel) -> bool {
        self.speaks_as(site) && self.lines.overlap(site.lines)
    }

    fn is_in_statement_of(&self, site: &SiteLabel) -> bool {
        self.speaks_as(site) && (self.statement.overlap(site.lines) || self.lines.overlap(site.statement))
    }

    /// That a test proves nothing says nothing of what is replaced on its first line.
    fn speaks_as(&self, site: &SiteLabel) -> bool {
        (self.kind.group() == Group::Hollow) == (site.kind.group() == Group::Hollow)
    }

    /// Whether the two have a kind in common.
    pub(super) fn shares_kind(&self, site: &SiteLabel) -> bool {
        self.kinds().bits() & site.kinds().bits() != 0
    }
}

/// Compares one file.
pub(super) fn compare(file: &LabelledFile, found: &[Found]) -> FileScore {
    let mut pairs = Vec::new();
    for (at, finding) in found.iter().enumerate() {
        let on_trap = is_on_hard_trap(file, finding);
        for (of, site) in file.sites.iter().enumerate() {
            if finding.is_at(site) || (!on_trap && finding.is_in_statement_of(site)) {
                // Among equals the one with the narrower statement has the fewer sites to go to.
                let among_equals = (finding.statement.span(), finding.statement.first, finding.kind);
                pairs.push((closeness(finding, site), of, among_equals, at));
            }
        }
    }
    pairs.sort_unstable();
    let (mut hit_by, mut verdicts) = (vec![None; file.sites.len()], vec![None; found.len()]);
    for (_, site, _, finding) in pairs {
        if hit_by[site].is_none() && verdicts[finding].is_none() {
            hit_by[site] = Some(finding);
            verdicts[finding] = Some(Verdict::Hit(site));
        }
    }
    let verdicts =
        found.iter().zip(verdicts).map(|(finding, verdict)| verdict.unwrap_or_else(|| left_over(file, finding)));
    FileScore { verdicts: verdicts.collect(), hit_by }
}

/// Whether it reports what the reader holds to be a hard negative.
fn is_on_hard_trap(file: &LabelledFile, finding: &Found) -> bool {
    file.traps.iter().any(|trap| trap.is_hard && trap.lines.overlap(finding.lines))
}

/// How well a finding fits a site; smaller is better.
fn closeness(finding: &Found, site: &SiteLabel) -> (bool, bool, u32, u32) {
    let apart = finding.lines.first.abs_diff(site.lines.first);
    (!finding.is_at(site), !finding.shares_kind(site), apart, finding.lines.last.abs_diff(site.lines.last))
}

/// What a finding is worth that is no site's first report.
fn left_over(file: &LabelledFile, finding: &Found) -> Verdict {
    let sites = || file.sites.iter().enumerate();
    let on = sites().find(|(_, site)| finding.is_at(site));
    let starts_in = |lines: &&Lines| lines.first <= finding.lines.first && finding.lines.first <= lines.last;
    if let Some((at, site)) = on {
        // What is open inside a site is written down with fewer lines than the site's own.
        let open = file.either.iter().filter(starts_in).any(|either| either.span() < site.lines.span());
        return if open { Verdict::Neutral } else { Verdict::Double(at) };
    }
    if file.either.iter().any(|either| either.overlap(finding.lines)) {
        return Verdict::Neutral;
    }
    // The statement around it holds a site or something open; the line itself is known to be neither.
    if is_on_hard_trap(file, finding) {
        return Verdict::FalseAlarm;
    }
    if let Some((at, _)) = sites().find(|(_, site)| finding.is_in_statement_of(site) && finding.shares_kind(site)) {
        return Verdict::Double(at);
    }
    let open = file.either.iter().any(|either| either.overlap(finding.statement));
    if open { Verdict::Neutral } else { Verdict::FalseAlarm }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
