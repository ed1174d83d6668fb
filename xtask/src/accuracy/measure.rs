//! Fetch, scan, compare: packages to figures and to the list of what went wrong.
//!
//! Invariant: of the final set sums are made and nothing else is kept.

use super::draws::{Draw, Draws};
use super::fetch::{self, Places};
use super::figures::Figures;
use super::labels::{self, LabelledFile, Set};
use super::repository::{self, Problem};
use super::scan;
use super::score::compare;
use super::source::{Origin, Source};
use super::traces::Trace;
use super::verdicts::{self, Amiss, Verdicts};
use super::wrong::{Compared, What, Wrong};
use demock_model::{Date, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// Figures by language, in the order of their names.
pub(super) type Languages = BTreeMap<String, Figures>;

/// Everything that was measured.
#[derive(Debug, Clone, Default)]
pub(super) struct Measured {
    pub(super) open: Languages,
    /// The final set.
    pub(super) last: Languages,
    /// The days between which each set was labelled.
    pub(super) days: BTreeMap<Set, (Date, Date)>,
    /// What really ran: by package, in the order of recorders and their traces.
    pub(super) traces: Vec<Recorded>,
    /// What was drawn by chance.
    pub(super) draws: Draws,
    /// Misses, false alarms, double reports and wrong tiers, in the order of packages and lines.
    pub(super) wrongs: Vec<Wrong>,
    /// Packages of which no figure speaks.
    pub(super) absent: Vec<Absent>,
    /// Labelled repositories, had or not: name and commit, and how many files the clone lacked.
    pub(super) repositories: BTreeMap<(String, String), usize>,
}

/// What was found of what really ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recorded {
    pub(super) language: &'static str,
    /// Name and version.
    pub(super) package: String,
    pub(super) figures: Figures,
    /// Its tests, by what is said of them and what their runs showed.
    pub(super) verdicts: Verdicts,
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

/// What a package is compared by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Labels(Set),
    Trace,
}

impl Measured {
    /// The figures of a set.
    pub(super) fn of(&self, set: Set) -> &Languages {
        match set {
            Set::Open => &self.open,
            Set::Final => &self.last,
        }
    }

    /// The figures of a set, all languages together.
    pub(super) fn all(&self, set: Set) -> Figures {
        let mut all = Figures::default();
        self.of(set).values().for_each(|figures| all.add(figures));
        all
    }

    fn of_mut(&mut self, set: Set) -> &mut Languages {
        match set {
            Set::Open => &mut self.open,
            Set::Final => &mut self.last,
        }
    }

    /// The figures of what really ran in a language: of all its packages together, `None` where none was measured.
    pub(super) fn recorded(&self, language: &str) -> Option<Figures> {
        let mut all = None;
        for recorded in self.traces.iter().filter(|recorded| recorded.language == language) {
            all.get_or_insert_with(Figures::default).add(&recorded.figures);
        }
        all
    }

    /// Measures a labelled package.
    pub(super) fn package(&mut self, package: &labels::Package, places: Places<'_>) {
        let (language, source, set) = (&package.language, &package.source, package.set);
        let (first, last) = self.days.entry(set).or_insert((package.labelled, package.labelled));
        (*first, *last) = ((*first).min(package.labelled), (*last).max(package.labelled));
        let mut figures = self.of_mut(set).remove(language).unwrap_or_default();
        match fetch::tree(source, &package.files, places) {
            Ok(root) => {
                figures.packages += 1;
                self.compare(Truth::Labels(set), language, source, &root, &package.files, &mut figures);
            }
            Err(problem) => {
                self.absent.push(Absent { package: format!("{language} {}", source.title()), problem });
            }
        }
        self.of_mut(set).insert(language.clone(), figures);
        if source.origin == Origin::Repository {
            let lacks = repository::lacks(source, &places.trees()).len();
            self.repositories.insert((source.name.clone(), source.version.clone()), lacks);
        }
    }

    /// Measures a recorded package.
    pub(super) fn trace(&mut self, trace: &Trace, places: Places<'_>) {
        match fetch::tree(&trace.source, &[], places) {
            Ok(root) => {
                let mut figures = Figures { packages: 1, ..Figures::default() };
                let (language, source) = (trace.language, &trace.source);
                let report = self.compare(Truth::Trace, language, source, &root, &trace.files, &mut figures);
                let verdicts = report.map_or_else(Verdicts::default, |report| self.verdicts(trace, &report));
                self.traces.push(Recorded { language, package: source.title(), figures, verdicts });
            }
            Err(problem) => {
                self.absent.push(Absent { package: format!("recorded {}", trace.source.title()), problem });
            }
        }
    }

    /// Measures what was drawn by chance.
    pub(super) fn draw(&mut self, draw: &Draw, places: Places<'_>) {
        let mut figures = self.draws.remove(&(draw.language.clone(), draw.set)).unwrap_or_default();
        for (source, drawn) in &draw.repositories {
            eprintln!("drawn {} {}", draw.language, source.title());
            let scanned = fetch::tree(source, &[], places)
                .and_then(|root| scan::files(&root, &BTreeSet::new()).map_err(Problem::Broken));
            match scanned {
                Ok(scanned) => {
                    let amiss = figures.add(drawn, &scanned.report);
                    let wrongs = amiss.into_iter().map(|(one, note)| one.wrong(&draw.language, source, note));
                    if draw.set == Set::Open {
                        self.wrongs.extend(wrongs);
                    }
                }
                Err(problem) => {
                    let package = format!("drawn {} {}", draw.language, source.title());
                    self.absent.push(Absent { package, problem });
                }
            }
            let lacks = repository::lacks(source, &places.trees()).len();
            self.repositories.insert((source.name.clone(), source.version.clone()), lacks);
        }
        self.draws.insert((draw.language.clone(), draw.set), figures);
    }

    fn compare(
        &mut self,
        truth: Truth,
        language: &str,
        source: &Source,
        root: &Path,
        files: &[LabelledFile],
        figures: &mut Figures,
    ) -> Option<Report> {
        let package = source.title();
        let wanted: BTreeSet<&str> = files.iter().map(|file| &*file.path).collect();
        let scanned = match scan::files(root, &wanted) {
            Ok(scanned) => scanned,
            Err(problem) => {
                self.absent
                    .push(Absent { package: format!("{language} {package}"), problem: Problem::Broken(problem) });
                return None;
            }
        };
        for file in files {
            let Some(seen) = scanned.files.get(&file.path) else { continue };
            let score = compare(file, &seen.found);
            figures.add_file(file, &seen.found, &score, seen.tier.as_deref());
            let compared = Compared { language, package: &package, root, truth: file, seen, score: &score };
            match truth {
                Truth::Labels(Set::Open) => self.wrongs.extend(compared.by_labels()),
                Truth::Labels(Set::Final) => {}
                Truth::Trace => self.wrongs.extend(compared.by_trace()),
            }
        }
        Some(scanned.report)
    }

    /// Holds what is said of a package's tests against what their runs showed.
    fn verdicts(&mut self, trace: &Trace, report: &Report) -> Verdicts {
        let said = verdicts::said(report, &trace.files, trace.ids);
        let (verdicts, amiss) = verdicts::compare(&trace.tests, &said);
        self.wrongs.extend(amiss.into_iter().map(|(test, amiss)| {
            let (path, name) = test.split_once("::").unwrap_or((test, ""));
            Wrong {
                what: match amiss {
                    Amiss::Missed => What::VerdictMiss,
                    Amiss::Wrong => What::VerdictWrong,
                },
                language: trace.language.to_owned(),
                package: trace.source.title(),
                path: path.to_owned(),
                line: 0,
                kind: None,
                note: name.to_owned(),
                text: String::new(),
            }
        }));
        verdicts
    }
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
