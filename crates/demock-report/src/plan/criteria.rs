//! When the plan is done: checkboxes that the figures tick, never a person.

use super::work::Work;
use crate::escape::{markdown_code, markdown_prose};
use crate::figures::{Figures, claims_real, count, grouped};
use demock_model::{AllowanceState, Report, Verdict};
use std::io::{self, Write};

/// Writes the checkboxes.
pub(super) fn write(
    report: &Report,
    verdict: Option<&Verdict>,
    figures: &Figures<'_>,
    work: &Work<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "## Success criteria\n\nTicked by the figures of this report; a new `demock plan` ticks the next.\n"
    )?;
    for (service, row) in figures.by_service() {
        zero(row.errors, &format!("{}: no finding of severity error", markdown_code(service)), out)?;
    }
    for (tier, row) in figures.by_tier().into_iter().filter(|(tier, _)| claims_real(tier)) {
        let text = format!("a site reaches none of the {} in tier {}", count(row.tests, "test"), markdown_prose(tier));
        zero(row.tainted, &text, out)?;
        zero(row.hollow, &format!("no test in tier {} proves nothing", markdown_prose(tier)), out)?;
    }
    zero(work.hollow.len() as u64, "no finding of a hollow test", out)?;
    let state = |wanted| report.allowances.iter().filter(|it| it.state == wanted).count() as u64;
    zero(state(AllowanceState::Expired), "no allowance has expired", out)?;
    zero(state(AllowanceState::Refused), "every allowance has a reason", out)?;
    zero(report.parse_errors.len() as u64, "every file parses", out)?;
    match verdict {
        Some(verdict) => {
            let mark = if verdict.passes() { "x" } else { " " };
            writeln!(out, "- [{mark}] `demock check` passes")?;
            zero(verdict.forgiven, "the baseline forgives nothing", out)
        }
        None => writeln!(out, "- [ ] `demock check` passes without a baseline (not run here)"),
    }
}

fn zero(number: u64, text: &str, out: &mut dyn Write) -> io::Result<()> {
    match number {
        0 => writeln!(out, "- [x] {text}"),
        number => writeln!(out, "- [ ] {text} (now {})", grouped(number)),
    }
}
