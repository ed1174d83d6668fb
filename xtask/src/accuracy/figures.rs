//! Counts over many files, the ratios that are quoted, and the targets.
//!
//! Invariant: a ratio is always made from two counts that are shown beside it; a ratio of nothing is none, never 0 or 1.

use super::labels::LabelledFile;
use super::score::{FileScore, Found, Verdict};
use demock_model::{Boundary, Confidence, Group, Kind};
use std::collections::BTreeMap;
use std::fmt;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ratio {
    pub(super) part: u32,
    pub(super) whole: u32,
}

/// Counts of one kind. Those of sites go by the site's kind, those of reports by the finding's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Sites, and those that are hit.
    pub(super) found: Ratio,
    /// Sites that are hit by a report that is certain or likely.
    pub(super) found_surely: Ratio,
    /// Reports that are hits, of hits and false alarms.
    pub(super) right: Ratio,
    /// The same of reports that are certain or likely, and of those that are certain.
    pub(super) surely_right: Ratio,
    pub(super) certainly_right: Ratio,
    /// Reports that the truth leaves open.
    pub(super) neutral: u32,
    /// Further reports of sites that are hit.
    pub(super) doubles: u32,
    /// Hit sites whose report has a kind in common with them.
    pub(super) kind: Ratio,
    /// Hit sites whose boundary is right, of those whose boundary is known.
    pub(super) boundary: Ratio,
    /// Hit sites whose boundary is right, `unknown` included.
    pub(super) boundary_of_all: Ratio,
}

/// All counts of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Figures {
    pub(super) by_kind: BTreeMap<Kind, Tally>,
    /// Hit explicit sites by the reader's boundary and demock's.
    pub(super) boundaries: BTreeMap<(Boundary, Boundary), u32>,
    /// Files whose tier is right, of those of which the scan says one.
    pub(super) tier: Ratio,
    /// Hard negatives on which there is no false alarm.
    pub(super) quiet: Ratio,
    /// Hard negatives on which there is none that is certain or likely.
    pub(super) surely_quiet: Ratio,
    /// Files without a test and without a finding: a report says no tier of them.
    pub(super) silent: u32,
    pub(super) packages: u32,
    pub(super) files: u32,
}

/// A family of kinds that a row of the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Explicit,
    /// What recall and precision are quoted over, doubles written by hand included.
    Headline,
    Disguised,
    Hollow,
    Aside,
}

impl Family {
    pub(super) const ALL: [Self; 5] = [Self::Explicit, Self::Headline, Self::Disguised, Self::Hollow, Self::Aside];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Headline => "headline",
            Self::Disguised => "disguised",
            Self::Hollow => "hollow",
            Self::Aside => "aside",
        }
    }

    pub(super) fn holds(self, kind: Kind) -> bool {
        let group = kind.group();
        match self {
            Self::Explicit => group == Group::Explicit,
            Self::Headline => group == Group::Explicit || matches!(kind, Kind::HandwrittenDouble | Kind::DoubleUse),
            Self::Disguised => group == Group::Disguised,
            Self::Hollow => group == Group::Hollow,
            Self::Aside => group == Group::Aside,
        }
    }
}

impl Ratio {
    /// Counts one more, of the part or not.
    pub(super) fn count(&mut self, is_part: Part) {
        self.whole += 1;
        self.part += u32::from(is_part == Part::Yes);
    }

    fn add(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }

    /// `None` of nothing.
    pub(super) fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part) / f64::from(self.whole))
    }

    /// Whether it is `target` or more; a ratio of nothing misses nothing.
    pub(super) fn reaches(self, target: f64) -> bool {
        self.value().is_none_or(|value| value >= target)
    }
}

impl fmt::Display for Ratio {
    /// Rounded down, so that 1.000 means all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            None => f.write_str("–"),
            Some(value) => write!(f, "{:.3} ({}/{})", (value * 1000.0).floor() / 1000.0, self.part, self.whole),
        }
    }
}

/// Whether what is counted is of the part that is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Yes,
    No,
}

impl From<bool> for Part {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.found.add(other.found);
        self.found_surely.add(other.found_surely);
        self.right.add(other.right);
        self.surely_right.add(other.surely_right);
        self.certainly_right.add(other.certainly_right);
        self.kind.add(other.kind);
        self.boundary.add(other.boundary);
        self.boundary_of_all.add(other.boundary_of_all);
        self.neutral += other.neutral;
        self.doubles += other.doubles;
    }

    /// Counts a report that hits or is a false alarm.
    fn report(&mut self, finding: &Found, is_right: Part) {
        self.right.count(is_right);
        if finding.is_sure() {
            self.surely_right.count(is_right);
        }
        if finding.confidence == Confidence::Certain {
            self.certainly_right.count(is_right);
        }
    }

    /// Reports on each site that is hit.
    pub(super) fn reports_per_site(&self) -> Ratio {
        Ratio { part: self.found.part + self.doubles, whole: self.found.part }
    }
}

impl Figures {
    /// Counts one file. `tier` is what the scan says of it.
    pub(super) fn add_file(&mut self, file: &LabelledFile, found: &[Found], score: &FileScore, tier: Option<&str>) {
        self.files += 1;
        for (site, hit) in file.sites.iter().zip(&score.hit_by) {
            let tally = self.by_kind.entry(site.kind).or_default();
            let finding = hit.and_then(|at| found.get(at));
            tally.found.count(finding.is_some().into());
            tally.found_surely.count(finding.is_some_and(Found::is_sure).into());
            let Some(finding) = finding else { continue };
            let boundary = finding.boundary == site.boundary;
            tally.kind.count(finding.shares_kind(site).into());
            tally.boundary_of_all.count(boundary.into());
            if site.boundary != Boundary::Unknown {
                tally.boundary.count(boundary.into());
            }
            if Family::Explicit.holds(site.kind) {
                *self.boundaries.entry((site.boundary, finding.boundary)).or_default() += 1;
            }
        }
        for (finding, verdict) in found.iter().zip(&score.verdicts) {
            match verdict {
                Verdict::Hit(_) => self.by_kind.entry(finding.kind).or_default().report(finding, Part::Yes),
                Verdict::FalseAlarm => self.by_kind.entry(finding.kind).or_default().report(finding, Part::No),
                Verdict::Neutral => self.by_kind.entry(finding.kind).or_default().neutral += 1,
                Verdict::Double(site) => self.by_kind.entry(file.sites[*site].kind).or_default().doubles += 1,
            }
        }
        let alarms = || found.iter().zip(&score.verdicts).filter(|(_, verdict)| **verdict == Verdict::FalseAlarm);
        for trap in file.traps.iter().filter(|trap| trap.is_hard) {
            let mut on_it = alarms().map(|(finding, _)| finding).filter(|finding| finding.lines.overlap(trap.lines));
            let (first, is_sure) = (on_it.next(), |finding: &Found| finding.is_sure());
            self.quiet.count(first.is_none().into());
            self.surely_quiet.count((!first.into_iter().chain(on_it).any(is_sure)).into());
        }
        match tier {
            Some(tier) => self.tier.count((tier == file.tier).into()),
            None => self.silent += 1,
        }
    }

    /// Adds another's counts.
    pub(super) fn add(&mut self, other: &Self) {
        for (kind, tally) in &other.by_kind {
            self.by_kind.entry(*kind).or_default().add(tally);
        }
        for (pair, count) in &other.boundaries {
            *self.boundaries.entry(*pair).or_default() += count;
        }
        self.tier.add(other.tier);
        self.quiet.add(other.quiet);
        self.surely_quiet.add(other.surely_quiet);
        self.silent += other.silent;
        self.packages += other.packages;
        self.files += other.files;
    }

    /// The sum over the kinds of a family.
    pub(super) fn of(&self, family: Family) -> Tally {
        let mut sum = Tally::default();
        for (_, tally) in self.by_kind.iter().filter(|(kind, _)| family.holds(**kind)) {
            sum.add(tally);
        }
        sum
    }

    /// All sites of all kinds.
    pub(super) fn sites(&self) -> u32 {
        self.by_kind.values().map(|tally| tally.found.whole).sum()
    }

    /// Whether nothing at all was reported: the language is not read.
    pub(super) fn is_silent(&self) -> bool {
        self.by_kind.values().all(|tally| tally.right.whole == 0 && tally.neutral == 0)
    }

    /// Whether there is enough truth to speak of the language: two packages and a hundred sites.
    pub(super) fn is_measured(&self) -> bool {
        self.packages >= 2 && self.sites() >= 100
    }

    /// The targets that are missed.
    pub(super) fn missed(&self, language: &str) -> Vec<String> {
        let explicit = self.of(Family::Explicit);
        let mut missed = Vec::new();
        let mut hold = |what: &str, ratio: Ratio, target: f64| {
            if !ratio.reaches(target) {
                missed.push(format!("{language}: {what} {ratio}, target {target:.3}"));
            }
        };
        hold("recall of explicit sites", explicit.found, RECALL);
        hold("precision of explicit sites", explicit.right, precision(language));
        hold("boundary of explicit sites", explicit.boundary, BOUNDARY);
        hold("tier of files", self.tier, TIER);
        let reports = explicit.reports_per_site();
        if reports.value().is_some_and(|value| value > REPORTS) {
            missed.push(format!("{language}: reports per distinct site {reports}, target {REPORTS:.3} at most"));
        }
        missed
    }
}

/// The targets that are missed of doubles that hide and of tests that prove nothing, over all languages together: of most
/// there are too few to ask it of each.
pub(super) fn missed_of_hidden(all: &Figures) -> Vec<String> {
    let (disguised, hollow) = (all.of(Family::Disguised), all.of(Family::Hollow));
    let held = [
        ("recall of disguised sites", disguised.found, DISGUISED_RECALL),
        ("precision of certain and likely disguised sites", disguised.surely_right, DISGUISED_PRECISION),
        ("hard negatives without a certain or likely report", all.surely_quiet, QUIET),
        ("precision of certain hollow tests", hollow.certainly_right, HOLLOW_PRECISION),
    ];
    let missed = held.into_iter().filter(|(_, ratio, target)| !ratio.reaches(*target));
    missed.map(|(what, ratio, target)| format!("all languages: {what} {ratio}, target {target:.3}")).collect()
}

/// Targets for explicit sites.
pub(super) const RECALL: f64 = 0.995;
pub(super) const BOUNDARY: f64 = 0.90;
pub(super) const TIER: f64 = 0.97;
pub(super) const REPORTS: f64 = 1.02;

/// Targets for disguised sites and for tests that prove nothing.
pub(super) const DISGUISED_RECALL: f64 = 0.85;
pub(super) const DISGUISED_PRECISION: f64 = 0.90;
pub(super) const QUIET: f64 = 0.95;
pub(super) const HOLLOW_PRECISION: f64 = 0.95;

pub(super) fn precision(language: &str) -> f64 {
    match language {
        "python" => 0.99,
        "typescript" => 0.97,
        _ => 0.95,
    }
}
