//! The verdict of `demock check` for a reader at a terminal.
//!
//! Invariant: the last line says whether it passes and, where it does not, the next step.

use super::failure_text;
use crate::escape::{fit, terminal};
use crate::figures::count;
use crate::listing::{Excerpts, Listing, wrap};
use crate::scan::text::allowance_line;
use crate::source::SourceLines;
use crate::style::{Detail, Role, TextOptions};
use demock_model::{BaselineEntry, GateFailure, Loosening, Report, Verdict};
use std::io::{self, Write};

/// Lines of one list unless everything is asked for.
const SHOWN: usize = 10;

/// Writes the verdict over the report it was reached on.
pub fn write(
    report: &Report,
    verdict: &Verdict,
    source: &dyn SourceLines,
    options: &TextOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let options = &TextOptions { width: options.width.max(20), ..*options };
    let page = Page { report, source, options };
    match options.detail {
        Detail::Quiet if verdict.passes() => return Ok(()),
        Detail::Quiet => return page.last_line(verdict, out),
        Detail::First(_) | Detail::Full => {}
    }
    for failure in &verdict.failures {
        page.failure(failure, out)?;
    }
    page.notices(verdict, out)?;
    page.last_line(verdict, out)
}

struct Page<'a> {
    report: &'a Report,
    source: &'a dyn SourceLines,
    options: &'a TextOptions,
}

impl Page<'_> {
    fn failure(&self, failure: &GateFailure, out: &mut dyn Write) -> io::Result<()> {
        let (_, title) = failure_text(failure);
        let lines: Vec<String> = match failure {
            GateFailure::New(new) => return self.new_findings(new, &title, out),
            GateFailure::Expired(at) | GateFailure::Refused(at) => self.allowances(at),
            GateFailure::Loosened(list) => list.iter().map(loosening).collect(),
            GateFailure::Stale(entries) => entries.iter().map(entry).collect(),
            GateFailure::NoTests | GateFailure::FewerTests { .. } => return self.say(Role::Error, &title, out),
        };
        self.list(Role::Error, &title, &lines, out)
    }

    fn new_findings(&self, new: &[u32], title: &str, out: &mut dyn Write) -> io::Result<()> {
        let limit = match self.options.detail {
            Detail::Full => new.len(),
            Detail::First(limit) => limit.min(new.len()),
            Detail::Quiet => 0,
        };
        writeln!(out, "{}\n", self.options.color.paint(Role::Error, &fit(title, self.options.width)))?;
        let total = if self.options.detail == Detail::Full { limit } else { self.options.excerpts };
        let excerpts = Excerpts { total, per_file: total };
        Listing::new(self.report, self.source, self.options).write(&new[..limit], excerpts, out)?;
        if limit < new.len() {
            self.say(
                Role::Dim,
                &format!("{} more new ones not shown. All of them: `demock check --full`.", new.len() - limit),
                out,
            )?;
        }
        Ok(())
    }

    fn notices(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let removed: Vec<_> = verdict.removed.iter().map(entry).collect();
        let title = format!(
            "{} gone: `demock baseline --shrink` drops the lines",
            count(removed.len() as u64, "accepted finding")
        );
        self.list(Role::Good, &title, &removed, out)?;
        let newer: Vec<_> = verdict
            .newer_rules
            .iter()
            .map(|at| {
                let finding = &self.report.findings[*at as usize];
                format!(
                    "{}:{}: {}: {}",
                    terminal(&finding.path),
                    finding.place.line,
                    terminal(&finding.rule),
                    terminal(&finding.message())
                )
            })
            .collect();
        let title =
            format!("{} of rules newer than the baseline: listed, not failed", count(newer.len() as u64, "finding"));
        self.list(Role::Warning, &title, &newer, out)?;
        let unused = self.allowances(&verdict.unused_allowances);
        let title = format!("{} that nothing needs", count(unused.len() as u64, "allowance"));
        self.list(Role::Warning, &title, &unused, out)?;
        for notice in &verdict.notices {
            self.say(Role::Warning, &terminal(notice), out)?;
        }
        Ok(())
    }

    fn allowances(&self, indices: &[u32]) -> Vec<String> {
        indices.iter().map(|at| allowance_line(&self.report.allowances[*at as usize])).collect()
    }

    fn list(&self, role: Role, title: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.options.color.paint(role, &fit(title, self.options.width)))?;
        let shown = if self.options.detail == Detail::Full { lines.len() } else { lines.len().min(SHOWN) };
        for line in &lines[..shown] {
            writeln!(out, "  {}", fit(line, self.options.width - 2))?;
        }
        if shown < lines.len() {
            writeln!(out, "  … {} more", lines.len() - shown)?;
        }
        writeln!(out)
    }

    fn say(&self, role: Role, text: &str, out: &mut dyn Write) -> io::Result<()> {
        for line in wrap(text, self.options.width) {
            writeln!(out, "{}", self.options.color.paint(role, &line))?;
        }
        writeln!(out)
    }

    fn last_line(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let forgiven = match verdict.forgiven {
            0 => String::new(),
            forgiven => format!(" ({} forgiven by the baseline)", count(forgiven, "finding")),
        };
        let (role, text) = match verdict.failures.first() {
            None => (Role::Good, format!("demock check: pass{forgiven}")),
            Some(first) => (Role::Error, format!("demock check: FAIL{forgiven}. {}", next_step(first))),
        };
        writeln!(out, "{}", self.options.color.paint(role, &text))
    }
}

fn next_step(failure: &GateFailure) -> &'static str {
    match failure {
        GateFailure::New(_) => {
            "Next: use the real thing named under each finding, or say why not: `demock baseline --accept REASON`."
        }
        GateFailure::Expired(_) => "Next: remove the double, or give the allowance a new reason and day.",
        GateFailure::Refused(_) => "Next: write a reason behind `demock: allow(RULE)`, or move it to demock.toml.",
        GateFailure::Loosened(_) => "Next: take the loosening back, or run with `--allow-loosening` after review.",
        GateFailure::Stale(_) => "Next: `demock baseline --shrink`.",
        GateFailure::NoTests => "Next: run it where the tests are, or look at what is excluded.",
        GateFailure::FewerTests { .. } => {
            "Next: look at what is excluded; if the tests are really gone, `demock baseline --write`."
        }
    }
}

fn loosening(it: &Loosening) -> String {
    match it.line {
        0 => format!("{}: {}", terminal(&it.path), terminal(&it.what)),
        line => format!("{}:{line}: {}", terminal(&it.path), terminal(&it.what)),
    }
}

fn entry(it: &BaselineEntry) -> String {
    let scope = if it.scope.is_empty() { String::new() } else { format!("::{}", terminal(&it.scope)) };
    let target = if it.target.is_empty() { String::new() } else { format!(" {}", terminal(&it.target)) };
    format!("{}{scope}: {} ({}){target}", terminal(&it.path), it.kind, it.boundary)
}
