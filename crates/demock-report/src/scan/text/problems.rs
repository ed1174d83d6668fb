//! What a reader must know before believing the counts: files that do not parse or were not read, and allowances that
//! no longer hold.

use crate::escape::{fit, terminal};
use crate::figures::count;
use crate::style::{Detail, Role, TextOptions};
use demock_model::{Allowance, AllowanceSource, AllowanceState, Report};
use std::io::{self, Write};

/// Lines of one list unless everything is asked for.
const SHOWN: usize = 5;

pub(super) fn write(report: &Report, options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    let errors: Vec<_> = report
        .parse_errors
        .iter()
        .map(|it| format!("{}:{}: {}", terminal(&it.path), it.line, terminal(&it.message)))
        .collect();
    list(&count(errors.len() as u64, "file"), "read, although not all of it parses", &errors, options, out)?;
    let skipped: Vec<_> =
        report.skipped.iter().map(|it| format!("{}: {}", terminal(&it.path), terminal(&it.reason))).collect();
    list(&count(skipped.len() as u64, "path"), "not read", &skipped, options, out)?;
    for (state, about) in [
        (AllowanceState::Expired, "expired: they cover nothing any more"),
        (AllowanceState::Refused, "refused: no reason given, or not permitted here"),
        (AllowanceState::Unused, "unused: they can go"),
    ] {
        let lines: Vec<_> = report.allowances.iter().filter(|it| it.state == state).map(allowance).collect();
        list(&count(lines.len() as u64, "allowance"), about, &lines, options, out)?;
    }
    Ok(())
}

/// One allowance on one line.
pub(crate) fn allowance(it: &Allowance) -> String {
    let (AllowanceSource::Config { path, line } | AllowanceSource::Inline { path, line }) = &it.source;
    let until = it.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let reason = if it.reason.is_empty() { "no reason".to_owned() } else { terminal(&it.reason) };
    format!("{}:{line}: {}{until} ({reason})", terminal(path), terminal(&it.rule))
}

fn list(number: &str, about: &str, lines: &[String], options: &TextOptions, out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let title = format!("{number} {about}");
    writeln!(out, "{}", options.color.paint(Role::Warning, &fit(&title, options.width)))?;
    let shown = if options.detail == Detail::Full { lines.len() } else { lines.len().min(SHOWN) };
    for line in &lines[..shown] {
        writeln!(out, "  {}", fit(line, options.width - 2))?;
    }
    if shown < lines.len() {
        writeln!(out, "  … {} more", lines.len() - shown)?;
    }
    writeln!(out)
}
