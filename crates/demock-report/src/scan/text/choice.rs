//! Which findings are shown, in which order, and what is said of the rest.

use crate::figures::{count, grouped};
use crate::rank::urgency;
use crate::style::{Role, TextOptions};
use demock_model::{Finding, Group, Report, Severity};
use std::io::{self, Write};
use std::ops::Range;

/// Findings of one file in a bounded list, as long as other files have some.
const PER_FILE: usize = 6;

/// Every finding, worst files first.
pub(super) fn all(report: &Report) -> Vec<u32> {
    files(report).into_iter().flatten().collect()
}

/// At most `limit` findings, most severe first, spread over files. Findings of severity info and allowed ones only where
/// there is nothing else to show, asides only where there is nothing else at all.
pub(super) fn first(report: &Report, limit: usize) -> Vec<u32> {
    let minded = |it: &Finding| it.severity != Severity::Info && it.allowance.is_none();
    let doubles = |it: &Finding| it.group() != Group::Aside;
    let wanted: [&dyn Fn(&Finding) -> bool; 3] = [&minded, &doubles, &|_| true];
    let Some(wanted) = wanted.into_iter().find(|wanted| report.findings.iter().any(wanted)) else { return Vec::new() };
    let files = files(report);
    let (mut chosen, mut later) = (Vec::new(), Vec::new());
    for (number, file) in files.iter().enumerate() {
        let mut indices: Vec<u32> = file.clone().filter(|at| wanted(&report.findings[*at as usize])).collect();
        indices.sort_by_key(|at| (urgency(&report.findings[*at as usize]), *at));
        later.extend(indices.split_off(indices.len().min(PER_FILE)).into_iter().map(|at| (number, at)));
        chosen.extend(indices.into_iter().map(|at| (number, at)));
        if chosen.len() >= limit {
            break;
        }
    }
    chosen.extend(later);
    chosen.truncate(limit);
    chosen.sort_unstable();
    chosen.into_iter().map(|(_, at)| at).collect()
}

/// The findings of each file: files with the most urgent finding first, then those with more of that urgency, then by path.
fn files(report: &Report) -> Vec<Range<u32>> {
    let mut first = 0;
    let mut files = Vec::new();
    for of_file in report.findings.chunk_by(|a, b| a.path == b.path) {
        let urgency = |it: &Finding| (it.allowance.is_some(), it.severity);
        let best = of_file.iter().map(urgency).min();
        let as_urgent = of_file.iter().filter(|it| Some(urgency(it)) == best).count();
        let after = first + of_file.len() as u32;
        files.push((best, usize::MAX - as_urgent, first..after));
        first = after;
    }
    // Findings are sorted by path: the first one's index is also the order of the path.
    files.sort_by_key(|(best, others, file)| (*best, *others, file.start));
    files.into_iter().map(|(_, _, file)| file).collect()
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
