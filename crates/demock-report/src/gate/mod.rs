//! What `demock check` says.

pub mod text;

use crate::figures::count;
use demock_model::{GateFailure, Report, Verdict};

/// The findings that fail: the new ones of a verdict, or without one every finding that can gate.
pub(crate) fn failing(report: &Report, verdict: Option<&Verdict>) -> Vec<u32> {
    let Some(verdict) = verdict else {
        return (0..report.findings.len() as u32).filter(|at| report.findings[*at as usize].gates()).collect();
    };
    let mut failing = Vec::new();
    for failure in &verdict.failures {
        match failure {
            GateFailure::New(new) => failing.extend_from_slice(new),
            GateFailure::Expired(_)
            | GateFailure::Refused(_)
            | GateFailure::Loosened(_)
            | GateFailure::Stale(_)
            | GateFailure::NoTests
            | GateFailure::FewerTests { .. } => {}
        }
    }
    failing.sort_unstable();
    failing
}

/// A short name and one sentence for a reason of the gate.
pub(crate) fn failure_text(failure: &GateFailure) -> (&'static str, String) {
    let number = |list: usize, noun| count(list as u64, noun);
    match failure {
        GateFailure::New(new) => {
            ("new findings", format!("{} that the baseline does not hold", number(new.len(), "finding")))
        }
        GateFailure::Expired(at) => {
            ("allowances", format!("{} expired while findings still need it", number(at.len(), "allowance")))
        }
        GateFailure::Refused(at) => (
            "inline allowances",
            format!("{} refused: no reason given, or not permitted here", number(at.len(), "allowance")),
        ),
        GateFailure::Loosened(list) => {
            ("loosening", format!("{} where this change loosens the gate", number(list.len(), "place")))
        }
        GateFailure::Stale(list) => {
            ("baseline", format!("{} that nothing matches any more", number(list.len(), "baseline line")))
        }
        GateFailure::NoTests => ("tests", "No test file was found: nothing was proved.".to_owned()),
        GateFailure::FewerTests { seen, recorded } => (
            "tests",
            format!("Only {} where the baseline recorded {recorded}: nothing was proved.", count(*seen, "test")),
        ),
    }
}
