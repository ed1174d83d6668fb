//! `REMEDIATION_REPORT.md`.

use super::compare::{Change, Comparison, Fate};
use super::tests_between::FreedTest;
use crate::escape::{markdown_code, markdown_prose};
use crate::figures::{Figures, Row, claims_real, count, grouped};
use crate::tables::{Align, Table};
use demock_model::{Boundary, Finding, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// A report and what to call it: a revision, or "the baseline".
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name.
    pub name: &'a str,
    /// The report.
    pub report: &'a Report,
}

/// Writes the comparison of two reports.
pub fn write(before: Named<'_>, after: Named<'_>, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { before, after, comparison };
    page.head(out)?;
    page.services(out)?;
    page.boundaries(out)?;
    page.fates(out)?;
    for fate in [Fate::Disguised, Fate::Swapped, Fate::TestGone, Fate::Hollowed, Fate::Moved, Fate::New, Fate::Removed]
    {
        page.list(fate, out)?;
    }
    tests("Tests that were freed", &comparison.mock_free.freed, out)?;
    tests("New tests without a double", &comparison.mock_free.new, out)
}

struct Page<'a> {
    before: Named<'a>,
    after: Named<'a>,
    comparison: &'a Comparison,
}

/// A change as people write it, with its sign.
fn delta(before: u64, after: u64) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("−{}", grouped(before - after)),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", grouped(after - before)),
    }
}

fn before_after(name: String, before: u64, after: u64) -> Vec<String> {
    vec![name, grouped(before), grouped(after), delta(before, after)]
}

impl Page<'_> {
    fn count(&self, fate: Fate) -> u64 {
        self.comparison.changes.iter().filter(|it| it.fate == fate).count() as u64
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "# Remediation report\n")?;
        writeln!(out, "From {} to {}.\n", markdown_code(self.before.name), markdown_code(self.after.name))?;
        if self.before.report.rule_set != self.after.report.rule_set {
            writeln!(
                out,
                "The rule sets differ ({} before, {} after): some differences may come from the rules.\n",
                self.before.report.rule_set, self.after.report.rule_set
            )?;
        }
        let (removed, gone) = (self.count(Fate::Removed), self.gone());
        writeln!(
            out,
            "**{} of {} that are no longer where they were {} really removed.** {} are still there, {} new.\n",
            grouped(removed),
            count(gone, "site"),
            if removed == 1 { "was" } else { "were" },
            grouped(self.count(Fate::Still)),
            grouped(self.count(Fate::New))
        )?;
        let (before, after) = (Figures::of(self.before.report), Figures::of(self.after.report));
        let table = Table {
            columns: &[("", Align::Left), ("Before", Align::Right), ("After", Align::Right), ("Change", Align::Right)],
            rows: vec![
                before_after("Sites".to_owned(), before.sites, after.sites),
                before_after("Errors".to_owned(), before.errors, after.errors),
                before_after("Tests".to_owned(), before.tests, after.tests),
                before_after("Tests that a site reaches".to_owned(), before.tainted, after.tainted),
                before_after("Tests that prove nothing".to_owned(), before.hollow, after.hollow),
            ],
        };
        table.markdown(out)?;
        writeln!(out)
    }

    fn gone(&self) -> u64 {
        self.comparison.changes.iter().filter(|it| !matches!(it.fate, Fate::Still | Fate::New)).count() as u64
    }

    fn services(&self, out: &mut dyn Write) -> io::Result<()> {
        let (before, after) = (Figures::of(self.before.report), Figures::of(self.after.report));
        let (before, after) = (before.by_service(), after.by_service());
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        if names.is_empty() {
            return Ok(());
        }
        writeln!(out, "## By service\n")?;
        let row = |name: &&str| {
            let get = |rows: &BTreeMap<&str, Row>| rows.get(name).copied().unwrap_or_default();
            let (before, after) = (get(&before), get(&after));
            let mut cells = before_after(markdown_code(name), before.sites, after.sites);
            cells.extend([grouped(before.tainted), grouped(after.tainted), delta(before.tainted, after.tainted)]);
            cells
        };
        let table = Table {
            columns: &[
                ("Service", Align::Left),
                ("Sites before", Align::Right),
                ("After", Align::Right),
                ("Change", Align::Right),
                ("Tests reached before", Align::Right),
                ("After", Align::Right),
                ("Change", Align::Right),
            ],
            rows: names.iter().map(row).collect(),
        };
        table.markdown(out)?;
        writeln!(out)
    }

    fn boundaries(&self, out: &mut dyn Write) -> io::Result<()> {
        let (before, after) = (Figures::of(self.before.report), Figures::of(self.after.report));
        let names: BTreeSet<Boundary> = before.by_boundary.keys().chain(after.by_boundary.keys()).copied().collect();
        if names.is_empty() {
            return Ok(());
        }
        writeln!(out, "## By boundary\n")?;
        let sites = |figures: &Figures<'_>, name| figures.by_boundary.get(name).map_or(0, |row| row.sites);
        let table = Table {
            columns: &[
                ("Boundary", Align::Left),
                ("Before", Align::Right),
                ("After", Align::Right),
                ("Change", Align::Right),
            ],
            rows: names.iter().map(|it| before_after(it.to_string(), sites(&before, it), sites(&after, it))).collect(),
        };
        table.markdown(out)?;
        writeln!(out)
    }

    fn fates(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## What became of the sites\n")?;
        let row = |fate: &Fate| vec![fate.as_str().to_owned(), grouped(self.count(*fate)), about(*fate).to_owned()];
        let table = Table {
            columns: &[("Fate", Align::Left), ("Sites", Align::Right), ("Meaning", Align::Left)],
            rows: Fate::ALL.iter().map(row).collect(),
        };
        table.markdown(out)?;
        writeln!(out)
    }

    fn list(&self, fate: Fate, out: &mut dyn Write) -> io::Result<()> {
        let changes: Vec<_> = self.comparison.changes.iter().filter(|it| it.fate == fate).collect();
        if changes.is_empty() {
            return Ok(());
        }
        writeln!(out, "## {}\n\n{}\n", title(fate), about(fate))?;
        for change in changes {
            writeln!(out, "- {}", self.line(change))?;
        }
        writeln!(out)
    }

    fn line(&self, change: &Change) -> String {
        let before = change.before.map(|at| site(&self.before.report.findings[at as usize]));
        let after = change.after.map(|at| site(&self.after.report.findings[at as usize]));
        match (before, after) {
            (Some(before), Some(after)) => format!("{before} → {after}"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => String::new(),
        }
    }
}

fn site(finding: &Finding) -> String {
    let target = finding.target.as_ref().map(|target| format!(" of {}", markdown_code(target))).unwrap_or_default();
    format!("{}:{}: {}{target} ({})", markdown_code(&finding.path), finding.place.line, finding.kind, finding.boundary)
}

fn title(fate: Fate) -> &'static str {
    match fate {
        Fate::Removed => "Removed",
        Fate::Moved => "Only moved",
        Fate::Swapped => "Replaced by another double",
        Fate::Disguised => "Replaced by a double that hides",
        Fate::TestGone => "Gone with the test",
        Fate::Hollowed => "Gone from a test that proves nothing now",
        Fate::Still => "Still there",
        Fate::New => "New",
    }
}

fn about(fate: Fate) -> &'static str {
    match fate {
        Fate::Removed => "Gone, and the tests it reached still run.",
        Fate::Moved => "The same double stands elsewhere. Not a removal.",
        Fate::Swapped => "Another double of the same thing stands nearby. Not a removal.",
        Fate::Disguised => "A hand-written or hidden double stands in its test, scope or file. Not a removal.",
        Fate::TestGone => "The tests it reached are deleted, commented out or no longer found. Not a removal.",
        Fate::Hollowed => "The tests it reached are there but prove nothing. Not a removal.",
        Fate::Still => "As before.",
        Fate::New => "Was not there before.",
    }
}

fn tests(title: &str, tests: &[FreedTest], out: &mut dyn Write) -> io::Result<()> {
    if tests.is_empty() {
        return Ok(());
    }
    let real = tests.iter().filter(|it| claims_real(&it.tier)).count() as u64;
    writeln!(
        out,
        "## {title}\n\n{}, {} of them claim to be real.\n",
        count(tests.len() as u64, "test"),
        grouped(real)
    )?;
    for test in tests {
        writeln!(out, "- {} ({})", markdown_code(&test.id), markdown_prose(&test.tier))?;
    }
    writeln!(out)
}
