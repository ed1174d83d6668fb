//! GitHub workflow commands: annotations on the changed lines.
//!
//! Invariant: never more than GitHub shows for one step (ten errors, ten warnings, ten notices). Where there are more,
//! the last annotation of that level says how many were left out.

use crate::escape::{github_data, github_property, terminal};
use crate::figures::{Figures, advice, count};
use crate::rank::urgency;
use demock_model::{Finding, Report, Verdict};
use std::io::{self, Write};

/// Annotations of one level that GitHub shows for one step.
const PER_STEP: usize = 10;

/// Writes annotations of the findings that fail (the new ones when a verdict is given, else those that can gate), of the
/// warnings (those that the change brings, where one is judged), and one notice that sums up.
pub fn write(report: &Report, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    let failing = crate::gate::failing(report, verdict);
    level(report, "error", &failing, out)?;
    let brought = verdict.and_then(|verdict| verdict.new_warnings.as_deref());
    let warnings: Vec<u32> = (0..report.findings.len() as u32)
        .filter(|at| report.findings[*at as usize].warns() && brought.is_none_or(|brought| brought.contains(at)))
        .collect();
    level(report, "warning", &warnings, out)?;
    let figures = Figures::of(report);
    let text = format!(
        "{} in {}: {}. {}",
        figures.what(),
        count(figures.files_with_findings, "file"),
        figures.severities(),
        figures.reach(),
    );
    writeln!(out, "::notice title=demock::{}", github_data(&text))
}

fn level(report: &Report, level: &str, indices: &[u32], out: &mut dyn Write) -> io::Result<()> {
    let mut indices = indices.to_vec();
    indices.sort_by_key(|at| (urgency(&report.findings[*at as usize]), *at));
    let shown = if indices.len() > PER_STEP { PER_STEP - 1 } else { indices.len() };
    for at in &indices[..shown] {
        annotation(level, &report.findings[*at as usize], out)?;
    }
    if shown < indices.len() {
        let rest = (indices.len() - shown) as u64;
        let text = format!(
            "{} more of this level: GitHub shows {PER_STEP} for a step. `demock scan` lists them all.",
            count(rest, "finding")
        );
        writeln!(out, "::{level} title=demock::{}", github_data(&text))?;
    }
    Ok(())
}

fn annotation(level: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = finding.place;
    write!(out, "::{level} file={},line={}", github_property(&finding.path), place.line)?;
    // GitHub ignores columns of a range over several lines.
    if place.end_line == place.line {
        write!(out, ",col={},endColumn={}", place.column, place.end_column)?;
    } else {
        write!(out, ",endLine={}", place.end_line)?;
    }
    let title = format!("demock: {}", finding.rule);
    let text = format!("[{}] {}", finding.tier, advice(finding));
    writeln!(out, ",title={}::{}", github_property(&terminal(&title)), github_data(&terminal(&text)))
}
