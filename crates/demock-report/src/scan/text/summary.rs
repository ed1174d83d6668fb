//! The closing figures: totals, then tables by service and tier, and by boundary.

use crate::effect::Ground;
use crate::escape::terminal;
use crate::figures::{Figures, count, grouped, tier_rank};
use crate::listing::wrap;
use crate::style::{Detail, Role, TextOptions};
use crate::tables::{Align, Table};
use demock_model::Report;
use std::io::{self, Write};

/// Rows of the table by service unless everything is asked for.
const SERVICE_ROWS: usize = 12;

pub(super) fn write(
    report: &Report,
    figures: &Figures<'_>,
    options: &TextOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", options.color.paint(Role::Strong, "Summary"))?;
    for text in totals(report, figures) {
        for line in wrap(&text, options.width - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    writeln!(out)?;
    if report.findings.is_empty() {
        return Ok(());
    }
    services(figures, options, out)?;
    boundaries(report, figures, options, out)
}

fn totals(report: &Report, figures: &Figures<'_>) -> Vec<String> {
    let mut lines = vec![format!(
        "{} in {} of {} ({}).",
        figures.what(),
        grouped(figures.files_with_findings),
        count(report.files, "file"),
        bytes(report.bytes),
    )];
    if !report.findings.is_empty() {
        lines.push(format!("{}.", figures.severities()));
    }
    lines.push(if figures.tests == 0 { "No test was found.".to_owned() } else { figures.reach() });
    let expiry = |it: &demock_model::Allowance| it.until.is_some();
    if report.allowances.iter().any(expiry) {
        lines.push(format!("Expiry was judged by {}.", report.today));
    }
    lines
}

fn services(figures: &Figures<'_>, options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<_> = figures.by_service_tier.iter().collect();
    let totals = figures.by_service();
    rows.sort_by_key(|((service, tier), _)| {
        let total = totals.get(service).copied().unwrap_or_default();
        (u64::MAX - total.errors, u64::MAX - total.sites, *service, tier_rank(tier), *tier)
    });
    let shown = if options.detail == Detail::Full { rows.len() } else { rows.len().min(SERVICE_ROWS) };
    let cells = |((service, tier), row): &(&(&str, &str), &crate::figures::Row)| {
        let mut cells = vec![terminal(service), terminal(tier)];
        cells.extend([row.sites, row.errors, row.tests, row.tainted].map(grouped));
        cells
    };
    let table = Table {
        columns: &[
            ("service", Align::Left),
            ("tier", Align::Left),
            ("sites", Align::Right),
            ("errors", Align::Right),
            ("tests", Align::Right),
            ("reached", Align::Right),
        ],
        rows: rows[..shown].iter().map(cells).collect(),
    };
    lines(&table, options, out)?;
    if shown < rows.len() {
        writeln!(out, "  … {} more rows", rows.len() - shown)?;
    }
    writeln!(out)
}

fn boundaries(report: &Report, figures: &Figures<'_>, options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    let effects = Ground::of(report).effects(report, |finding| finding.boundary);
    let mut rows: Vec<_> = figures.by_boundary.iter().collect();
    rows.sort_by_key(|(boundary, row)| (u64::MAX - row.errors, u64::MAX - row.sites, **boundary));
    let cells = |(boundary, row): (&demock_model::Boundary, &crate::figures::BoundaryRow)| {
        let mut cells = vec![boundary.to_string()];
        let frees = effects.get(boundary).map_or(0, |effect| effect.freed);
        cells.extend([row.sites, row.errors, row.tainted, frees].map(grouped));
        cells
    };
    let table = Table {
        columns: &[
            ("boundary", Align::Left),
            ("sites", Align::Right),
            ("errors", Align::Right),
            ("reached", Align::Right),
            ("frees", Align::Right),
        ],
        rows: rows.into_iter().map(cells).collect(),
    };
    lines(&table, options, out)?;
    writeln!(out)
}

fn lines(table: &Table<'_>, options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in table.text_lines(options.width - 2).iter().enumerate() {
        match at {
            0 => writeln!(out, "  {}", options.color.paint(Role::Dim, line))?,
            _ => writeln!(out, "  {line}")?,
        }
    }
    Ok(())
}

/// A size as people say it.
fn bytes(number: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.iter().find(|(_, size)| number >= *size) {
        Some((unit, size)) => format!("{}.{} {unit}", number / size, number % size * 10 / size),
        None => format!("{number} B"),
    }
}
