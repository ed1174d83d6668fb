//! The scan for a reader at a terminal: the most severe findings, what could not be read, a summary, and what to do first.
//!
//! Invariant: however many findings there are, the default output is bounded; what is left out is counted.

mod choice;
mod first;
mod problems;
mod summary;

pub(crate) use problems::allowance as allowance_line;

use crate::escape::terminal;
use crate::figures::Figures;
use crate::listing::{Excerpts, Listing};
use crate::source::SourceLines;
use crate::style::{Detail, TextOptions};
use demock_model::Report;
use std::io::{self, Write};

/// Findings of one file with their source, unless everything is asked for.
const EXCERPTS_PER_FILE: usize = 2;

/// Writes the report as text.
pub fn write(report: &Report, source: &dyn SourceLines, options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    let options = &TextOptions { width: options.width.max(20), ..*options };
    let total = options.excerpts;
    let (indices, per_file) = match options.detail {
        Detail::Quiet => return quiet(report, out),
        Detail::First(limit) => (choice::first(report, limit), EXCERPTS_PER_FILE),
        Detail::Full => (choice::all(report), total),
    };
    let figures = Figures::of(report);
    Listing::new(report, source, options).write(&indices, Excerpts { total, per_file }, out)?;
    choice::rest(report, &indices, options, out)?;
    problems::write(report, options, out)?;
    summary::write(report, &figures, options, out)?;
    first::write(report, &figures, options, out)
}

fn quiet(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings.iter().filter(|finding| finding.gates()) {
        let (path, message) = (terminal(&finding.path), terminal(&finding.message()));
        let rule = terminal(&finding.rule);
        writeln!(out, "{path}:{}:{}: {rule}: {message}", finding.place.line, finding.place.column)?;
    }
    Ok(())
}
