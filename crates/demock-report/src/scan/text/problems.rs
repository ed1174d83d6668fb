//! What a reader must know before believing the counts: files that do not parse or were not read, and allowances that
//! no longer hold.

use crate::escape::{fit, terminal};
use crate::figures::count;
use crate::style::{Detail, Role, TextOptions};
use demock_model::{Allowance, AllowanceSource, AllowanceState, Report, Skipped};
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
    let skipped = skipped(&report.skipped, options.detail);
    list(&count(report.skipped.len() as u64, "path"), "not read", &skipped, options, out)?;
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

/// What was not read; where more lines than are shown would tell it, one for all with the same reason: many of one sort hide no other.
fn skipped(all: &[Skipped], detail: Detail) -> Vec<String> {
    let folds = detail != Detail::Full && all.len() > SHOWN;
    let mut lines: Vec<(&Skipped, usize)> = Vec::new();
    for it in all {
        match lines.iter_mut().find(|(first, _)| folds && first.reason == it.reason) {
            Some((_, more)) => *more += 1,
            None => lines.push((it, 0)),
        }
    }
    let said = lines.iter().map(|(first, more)| {
        let and = if *more == 0 { String::new() } else { format!(" and {more} more") };
        format!("{}{and}: {}", terminal(&first.path), terminal(&first.reason))
    });
    said.collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_for_one_reason_is_one_line() {
        let it = |path: &str, reason: &str| Skipped { path: path.into(), reason: reason.into() };
        let few = [it("a", "a link"), it("b", "a pipe"), it("c", "a link")];
        assert_eq!(skipped(&few, Detail::First(9)), ["a: a link", "b: a pipe", "c: a link"]);
        let all = [&few[..], &[it("d", "a link"), it("e", "a link"), it("f", "a link")]].concat();
        assert_eq!(skipped(&all, Detail::First(9)), ["a and 4 more: a link", "b: a pipe"]);
        assert_eq!(skipped(&all, Detail::Full).len(), 6);
    }
}
