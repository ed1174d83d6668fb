//! What is not as the truth says, place by place.
//!
//! Absent on purpose: places of the final set, of which nothing but sums may be seen.

use super::labels::LabelledFile;
use super::scan::FileFound;
use super::score::{FileScore, Verdict};
use demock_model::{Group, Kind};
use std::fs;
use std::path::Path;

/// Something that is not as the truth says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) what: What,
    pub(super) language: String,
    /// Name and version.
    pub(super) package: String,
    pub(super) path: String,
    /// 0 for the whole file.
    pub(super) line: u32,
    pub(super) kind: Option<Kind>,
    /// The reader's note, the recorded call, the rule that reported, or the two tiers.
    pub(super) note: String,
    /// The source line, without blanks at its ends.
    pub(super) text: String,
}

/// In what way it is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Miss,
    /// A site that ran and was not found.
    TraceMiss,
    FalseAlarm,
    Double,
    Kind,
    Boundary,
    Tier,
    /// A site that was drawn by chance, and is none or has another boundary.
    Drawn,
    /// A test that met a double, and is not said to.
    VerdictMiss,
    /// A test that is said to meet a double, and did not.
    VerdictWrong,
}

impl What {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Miss => "miss",
            Self::TraceMiss => "trace-miss",
            Self::FalseAlarm => "false-alarm",
            Self::Double => "double",
            Self::Kind => "kind",
            Self::Boundary => "boundary",
            Self::Tier => "tier",
            Self::Drawn => "drawn",
            Self::VerdictMiss => "verdict-miss",
            Self::VerdictWrong => "verdict-wrong",
        }
    }
}

impl Wrong {
    /// Whether the document lists it: not where its kind is one that is not yet claimed.
    pub(super) fn is_claimed(&self) -> bool {
        self.kind.is_none_or(|kind| matches!(kind.group(), Group::Explicit | Group::Aside))
    }
}

/// A file that was compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared<'a> {
    pub(super) language: &'a str,
    /// Name and version.
    pub(super) package: &'a str,
    /// The folder that paths are relative to.
    pub(super) root: &'a Path,
    pub(super) truth: &'a LabelledFile,
    pub(super) seen: &'a FileFound,
    pub(super) score: &'a FileScore,
}

impl Compared<'_> {
    /// What labels show: misses, other kinds and boundaries, then reports that are wrong, then the tier.
    pub(super) fn by_labels(&self) -> Vec<Wrong> {
        let mut list = self.list();
        for (site, hit) in self.truth.sites.iter().zip(&self.score.hit_by) {
            let (first, kind) = (site.lines.first, Some(site.kind));
            let Some(finding) = hit.and_then(|at| self.seen.found.get(at)) else {
                list.add(What::Miss, first, kind, site.note.clone());
                continue;
            };
            if !finding.shares_kind(site) {
                list.add(What::Kind, first, kind, format!("{} reports {}", finding.rule, finding.kind));
            }
            if finding.boundary != site.boundary {
                let note = format!("{}, reported {}: {}", site.boundary, finding.boundary, site.note);
                list.add(What::Boundary, first, kind, note);
            }
        }
        for (finding, verdict) in self.seen.found.iter().zip(&self.score.verdicts) {
            let what = match verdict {
                Verdict::Hit(_) | Verdict::Neutral => continue,
                Verdict::Double(_) => What::Double,
                Verdict::FalseAlarm => What::FalseAlarm,
            };
            let trap = self.truth.traps.iter().find(|trap| trap.lines.overlap(finding.lines));
            let said = format!("{}, {}", finding.rule, finding.confidence);
            let note = trap.map_or_else(|| said.clone(), |trap| format!("{said}: {}", trap.note));
            list.add(what, finding.lines.first, Some(finding.kind), note);
        }
        if let Some(tier) = self.seen.tier.as_deref().filter(|tier| **tier != *self.truth.tier) {
            list.add(What::Tier, 0, None, format!("{}, reported {tier}", self.truth.tier));
        }
        list.wrongs
    }

    /// What a trace shows: misses alone.
    pub(super) fn by_trace(&self) -> Vec<Wrong> {
        let mut list = self.list();
        for (site, _) in self.truth.sites.iter().zip(&self.score.hit_by).filter(|(_, hit)| hit.is_none()) {
            list.add(What::TraceMiss, site.lines.first, Some(site.kind), site.note.clone());
        }
        list.wrongs
    }

    fn list(&self) -> List<'_> {
        let text = fs::read(self.root.join(&self.truth.path)).unwrap_or_default();
        let lines = String::from_utf8_lossy(&text).lines().map(|line| line.trim().replace('\t', " ")).collect();
        List { of: self, lines, wrongs: Vec::new() }
    }
}

/// The list of one file while it is made.
struct List<'a> {
    of: &'a Compared<'a>,
    /// The source, without blanks at the ends of its lines.
    lines: Vec<String>,
    wrongs: Vec<Wrong>,
}

impl List<'_> {
    fn add(&mut self, what: What, line: u32, kind: Option<Kind>, note: String) {
        self.wrongs.push(Wrong {
            what,
            language: self.of.language.to_owned(),
            package: self.of.package.to_owned(),
            path: self.of.truth.path.clone(),
            line,
            kind,
            note,
            text: self.lines.get((line as usize).wrapping_sub(1)).cloned().unwrap_or_default(),
        });
    }
}
