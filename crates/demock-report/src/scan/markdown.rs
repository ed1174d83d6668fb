//! The scan as Markdown, fit for a pull-request comment or a step summary.
//!
//! Invariant: below [`BYTES_MAX`] bytes whatever the report holds (GitHub refuses longer comments); what is left out is
//! counted.

use crate::effect::{Ground, by_freed};
use crate::escape::{markdown_code, markdown_prose, shorten};
use crate::figures::{Figures, count, grouped, statement, tier_rank};
use crate::gate::failing;
use crate::rank::urgency;
use crate::tables::{Align, Table};
use demock_model::{AllowanceState, Report, Verdict};
use std::io::{self, Write};

/// Bytes of a comment that GitHub accepts: 65,536 characters.
pub const BYTES_MAX: usize = 65_536;
/// Findings that are listed.
const FINDINGS: usize = 50;
/// Rows of other tables.
const ROWS: usize = 25;
/// Bytes of the table of findings.
const FINDINGS_BYTES: usize = 30_000;
/// Characters of a path or sentence.
const CELL: usize = 160;
/// Characters of a service's or tier's name.
const NAME: usize = 60;

/// Writes a summary; with a verdict, the new findings are listed, without one those that can gate.
pub fn write(report: &Report, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    let figures = Figures::of(report);
    title(&figures, verdict, out)?;
    totals(report, &figures, out)?;
    services(&figures, out)?;
    findings(report, verdict, out)?;
    first(report, out)?;
    problems(report, out)
}

fn title(figures: &Figures<'_>, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    match verdict.map(Verdict::passes) {
        None => writeln!(out, "## demock: {}\n", count(figures.sites, "test double")),
        Some(true) => writeln!(out, "## demock check: pass\n"),
        Some(false) => writeln!(out, "## demock check: fail\n"),
    }
}

fn totals(report: &Report, figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} in {} of {}: {}.",
        figures.what(),
        grouped(figures.files_with_findings),
        count(report.files, "file"),
        figures.severities()
    )?;
    match figures.tests {
        0 => writeln!(out, "No test was found.\n"),
        _ => writeln!(out, "{}\n", figures.reach()),
    }
}

fn services(figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<_> = figures.by_service_tier.iter().collect();
    rows.sort_by_key(|((service, tier), row)| {
        (u64::MAX - row.errors, u64::MAX - row.sites, *service, tier_rank(tier), *tier)
    });
    if rows.is_empty() {
        return Ok(());
    }
    let cells = |((service, tier), row): &(&(&str, &str), &crate::figures::Row)| {
        let mut cells = vec![markdown_code(&shorten(service, NAME)), markdown_prose(&shorten(tier, NAME))];
        cells.extend([row.sites, row.errors, row.tests, row.tainted].map(grouped));
        cells
    };
    let table = Table {
        columns: &[
            ("Service", Align::Left),
            ("Tier", Align::Left),
            ("Sites", Align::Right),
            ("Errors", Align::Right),
            ("Tests", Align::Right),
            ("Reached", Align::Right),
        ],
        rows: rows.iter().take(ROWS).map(cells).collect(),
    };
    table.markdown(out)?;
    more(rows.len(), ROWS, "rows", out)?;
    writeln!(out)
}

fn findings(report: &Report, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    let mut failing = failing(report, verdict);
    if failing.is_empty() {
        return Ok(());
    }
    failing.sort_by_key(|at| (urgency(&report.findings[*at as usize]), *at));
    let title = if verdict.is_some() { "New findings" } else { "Findings that fail the gate" };
    writeln!(out, "### {title}\n")?;
    let cells = |at: &u32| {
        let finding = &report.findings[*at as usize];
        vec![
            format!("{}:{}", markdown_code(&shorten(&finding.path, CELL)), finding.place.line),
            markdown_prose(&shorten(&statement(finding), CELL)),
            markdown_prose(&shorten(&finding.replacement, CELL)),
        ]
    };
    let table = Table {
        columns: &[("Where", Align::Left), ("What", Align::Left), ("Use instead", Align::Left)],
        rows: within(FINDINGS_BYTES, failing.iter().take(FINDINGS).map(cells)),
    };
    table.markdown(out)?;
    more(failing.len(), table.rows.len(), "findings", out)?;
    writeln!(out)
}

/// Rows as long as they fit together into a number of bytes.
fn within(bytes: usize, rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut used = 0;
    rows.take_while(|row| {
        used += row.iter().map(|cell| cell.len() + 3).sum::<usize>();
        used <= bytes
    })
    .collect()
}

fn first(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let files = Ground::of(report).effects(report, |finding| finding.path);
    let order: Vec<_> = by_freed(&files).into_iter().filter(|(_, it)| it.reached > 0).take(3).collect();
    if order.is_empty() {
        return Ok(());
    }
    writeln!(out, "### Do first\n")?;
    for (at, (path, effect)) in order.iter().enumerate() {
        writeln!(
            out,
            "{}. {}: {} reaching {}; without them, {} free of doubles",
            at + 1,
            markdown_code(&shorten(path, CELL)),
            count(effect.sites, "site"),
            count(effect.reached, "test"),
            grouped(effect.freed)
        )?;
    }
    writeln!(out)
}

fn problems(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let state = |wanted| report.allowances.iter().filter(|it| it.state == wanted).count();
    let lines = [
        (report.parse_errors.len(), "read although not all of it parses"),
        (report.skipped.len(), "not read"),
        (state(AllowanceState::Expired), "allowances expired"),
        (state(AllowanceState::Refused), "allowances refused"),
        (state(AllowanceState::Unused), "allowances unused"),
    ];
    for (number, what) in lines.iter().filter(|(number, _)| *number > 0) {
        writeln!(out, "- {}: {}", what, grouped(*number as u64))?;
    }
    Ok(())
}

fn more(all: usize, shown: usize, what: &str, out: &mut dyn Write) -> io::Result<()> {
    if all > shown { writeln!(out, "\n… {} more {what}.", all - shown) } else { Ok(()) }
}
