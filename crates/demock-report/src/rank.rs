//! Which findings come first when not all can be shown.

use demock_model::{Confidence, Finding, Group, Report, Severity};

/// Smaller is more urgent: severity, whether an allowance covers it, confidence, then group.
pub(crate) fn urgency(finding: &Finding) -> (bool, Severity, Confidence, Group) {
    (finding.allowance.is_some(), finding.severity, finding.confidence, finding.group())
}

/// Indices of the most urgent findings, in report order: at most `limit`, and as long as their costs stay within
/// `budget`.
pub(crate) fn most_urgent(report: &Report, limit: usize, budget: usize, cost: impl Fn(&Finding) -> usize) -> Vec<u32> {
    let mut indices: Vec<u32> = (0..report.findings.len() as u32).collect();
    indices.sort_by_key(|at| (urgency(&report.findings[*at as usize]), *at));
    indices.truncate(limit);
    let mut spent = 0;
    let within = indices.iter().take_while(|at| {
        spent += cost(&report.findings[**at as usize]);
        spent <= budget
    });
    let kept = within.count();
    indices.truncate(kept);
    indices.sort_unstable();
    indices
}
