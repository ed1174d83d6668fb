//! Which findings are shown, in which order, and what is said of the rest.

use crate::figures::{count, grouped};
use crate::rank::urgency;
use crate::style::{Role, TextOptions};
use demock_model::{Finding, Group, Report, Severity};
use std::io::{self, Write};

/// Findings of one file in a bounded list, as long as other files have some.
const PER_FILE: usize = 6;

/// Every finding, worst files first.
pub(super) fn all(report: &Report) -> Vec<u32> {
    by_file(report, (0..report.findings.len() as u32).collect())
}

/// At most `limit` findings, most severe first, spread over files. Findings of severity info and allowed ones only where there is nothing
/// else to show, asides only where there is nothing else at all.
pub(super) fn first(report: &Report, limit: usize) -> Vec<u32> {
    let minded = |it: &Finding| it.severity != Severity::Info && it.allowance.is_none();
    let doubles = |it: &Finding| it.group() != Group::Aside;
    let mut indices = Vec::new();
    for wanted in [&minded as &dyn Fn(&Finding) -> bool, &doubles, &|_| true] {
        indices = (0..report.findings.len() as u32).filter(|at| wanted(&report.findings[*at as usize])).collect();
        if !indices.is_empty() {
            break;
        }
    }
    let ranked = by_file(report, indices);
    let (mut chosen, mut later) = (Vec::new(), Vec::new());
    for group in ranked.chunk_by(|a, b| report.findings[*a as usize].path == report.findings[*b as usize].path) {
        let mut group = group.to_vec();
        group.sort_by_key(|at| (urgency(&report.findings[*at as usize]), *at));
        later.extend(group.split_off(group.len().min(PER_FILE)));
        chosen.extend(group);
    }
    chosen.extend(later);
    chosen.truncate(limit);
    by_file(report, chosen)
}

/// Indices grouped by file: files with the most urgent finding first, then those with more of that urgency, then by
/// path; within a file in order of place.
fn by_file(report: &Report, mut indices: Vec<u32>) -> Vec<u32> {
    let mut file_of = Vec::with_capacity(report.findings.len());
    let mut files = Vec::new();
    for (at, of_file) in report.findings.chunk_by(|a, b| a.path == b.path).enumerate() {
        let urgency = |it: &Finding| (it.allowance.is_some(), it.severity);
        let best = of_file.iter().map(urgency).min();
        let as_urgent = of_file.iter().filter(|it| Some(urgency(it)) == best).count();
        file_of.resize(file_of.len() + of_file.len(), at);
        files.push((best, usize::MAX - as_urgent, at));
    }
    // Findings are sorted by path: the number of a file is also the order of its path.
    indices.sort_by_key(|at| (files[file_of[*at as usize]], *at));
    indices
}

/// Says how many findings are not shown and how to see them.
pub(super) fn rest(report: &Report, shown: &[u32], options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    if shown.len() >= report.findings.len() {
        return Ok(());
    }
    let mut hidden = vec![true; report.findings.len()];
    for at in shown {
        hidden[*at as usize] = false;
    }
    let mut by_severity = [0_u64; 4];
    for (finding, _) in report.findings.iter().zip(&hidden).filter(|(_, hidden)| **hidden) {
        by_severity[if finding.allowance.is_some() { 3 } else { finding.severity as usize }] += 1;
    }
    let [errors, warnings, infos, allowed] = by_severity;
    let parts: Vec<_> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .chain((infos > 0).then(|| format!("{} info", grouped(infos))))
        .chain((allowed > 0).then(|| format!("{} allowed", grouped(allowed))))
        .collect();
    let more = count(by_severity.iter().sum(), "more finding");
    let text = format!("{more} not shown ({}). All of them: `demock scan --full`.", parts.join(", "));
    for line in crate::listing::wrap(&text, options.width) {
        writeln!(out, "{}", options.color.paint(Role::Dim, &line))?;
    }
    writeln!(out)
}
