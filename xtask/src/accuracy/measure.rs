//! Fetch, scan, compare: packages to figures and to the list of what went wrong.

use super::fetch::{self, Places};
use super::figures::Figures;
use super::labels::{self, LabelledFile};
use super::repository::Problem;
use super::scan;
use super::score::{Verdict, compare};
use super::source::{Origin, Source};
use super::traces::Trace;
use demock_model::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

/// Everything that was measured.
#[derive(Debug, Clone, Default)]
pub(super) struct Measured {
    /// By language, in the order of their names.
    pub(super) languages: BTreeMap<String, Figures>,
    /// What really ran: by package, in the order of the traces.
    pub(super) traces: Vec<(String, Figures)>,
    /// Misses, false alarms, double reports and wrong tiers, in the order of packages and lines.
    pub(super) wrongs: Vec<Wrong>,
    /// Packages of which no figure speaks.
    pub(super) absent: Vec<Absent>,
    /// Labelled repositories with their commits, had or not.
    pub(super) repositories: BTreeSet<(String, String)>,
}

/// A package that could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Absent {
    /// Language, name and version.
    pub(super) package: String,
    pub(super) problem: Problem,
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Problem::NoCopy(why) | Problem::Broken(why)) = &self.problem;
        write!(f, "{}: {why}", self.package)
    }
}

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
        }
    }
}

/// What a package is compared by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Labels,
    Trace,
}

impl Measured {
    /// Measures a labelled package.
    pub(super) fn package(&mut self, package: &labels::Package, places: Places<'_>) {
        if package.source.origin == Origin::Repository {
            self.repositories.insert((package.source.name.clone(), package.source.version.clone()));
        }
        let mut figures = self.languages.remove(&package.language).unwrap_or_default();
        match fetch::tree(&package.source, &package.files, places) {
            Ok(root) => {
                figures.packages += 1;
                self.compare(Truth::Labels, &package.language, &package.source, &root, &package.files, &mut figures);
            }
            Err(problem) => {
                let package = format!("{} {}", package.language, package.source.title());
                self.absent.push(Absent { package, problem });
            }
        }
        self.languages.insert(package.language.clone(), figures);
    }

    /// Measures a recorded package.
    pub(super) fn trace(&mut self, trace: &Trace, places: Places<'_>) {
        match fetch::tree(&trace.source, &[], places) {
            Ok(root) => {
                let mut figures = Figures { packages: 1, ..Figures::default() };
                self.compare(Truth::Trace, "python", &trace.source, &root, &trace.files, &mut figures);
                self.traces.push((trace.source.title(), figures));
            }
            Err(problem) => {
                self.absent.push(Absent { package: format!("recorded {}", trace.source.title()), problem });
            }
        }
    }

    fn compare(
        &mut self,
        truth: Truth,
        language: &str,
        source: &Source,
        root: &Path,
        files: &[LabelledFile],
        figures: &mut Figures,
    ) {
        let wanted: BTreeSet<&str> = files.iter().map(|file| &*file.path).collect();
        let scanned = match scan::files(root, &wanted) {
            Ok(scanned) => scanned,
            Err(problem) => {
                let package = format!("{language} {}", source.title());
                self.absent.push(Absent { package, problem: Problem::Broken(problem) });
                return;
            }
        };
        for file in files {
            let Some(seen) = scanned.get(&file.path) else { continue };
            let score = compare(file, &seen.found);
            figures.add_file(file, &seen.found, &score, seen.tier.as_deref());
            let text = fs::read(root.join(&file.path)).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let lines: Vec<&str> = text.lines().collect();
            let mut wrong = |what, line: u32, kind, note: String| {
                let at = (line as usize).wrapping_sub(1);
                self.wrongs.push(Wrong {
                    what,
                    language: language.to_owned(),
                    package: source.title(),
                    path: file.path.clone(),
                    line,
                    kind,
                    note,
                    text: lines.get(at).map_or_else(String::new, |line| line.trim().replace('\t', " ")),
                });
            };
            for (site, hit) in file.sites.iter().zip(&score.hit_by) {
                let finding = hit.and_then(|at| seen.found.get(at));
                let (first, kind) = (site.lines.first, Some(site.kind));
                match (finding, truth) {
                    (None, Truth::Labels) => wrong(What::Miss, first, kind, site.note.clone()),
                    (None, Truth::Trace) => wrong(What::TraceMiss, first, kind, site.note.clone()),
                    (Some(_), Truth::Trace) => {}
                    (Some(finding), Truth::Labels) => {
                        if !finding.shares_kind(site) {
                            wrong(What::Kind, first, kind, format!("{} reports {}", finding.rule, finding.kind));
                        }
                        if finding.boundary != site.boundary {
                            let note = format!("{}, reported {}: {}", site.boundary, finding.boundary, site.note);
                            wrong(What::Boundary, first, kind, note);
                        }
                    }
                }
            }
            if truth == Truth::Trace {
                continue;
            }
            for (finding, verdict) in seen.found.iter().zip(&score.verdicts) {
                let what = match verdict {
                    Verdict::Hit(_) | Verdict::Neutral => continue,
                    Verdict::Double(_) => What::Double,
                    Verdict::FalseAlarm => What::FalseAlarm,
                };
                let trap = file.traps.iter().find(|(lines, _)| lines.overlap(finding.lines));
                let note =
                    trap.map_or_else(|| finding.rule.to_string(), |(_, note)| format!("{}: {note}", finding.rule));
                wrong(what, finding.lines.first, Some(finding.kind), note);
            }
            if let Some(tier) = seen.tier.as_deref().filter(|tier| **tier != *file.tier) {
                wrong(What::Tier, 0, None, format!("{}, reported {tier}", file.tier));
            }
        }
    }
}
