//! The findings as the page's script reads them: `{"rows":[[…numbers, […tests]]],"strings":["…"]}`.
//!
//! Invariant: no `<`, `>`, `&` or line separator stands unescaped, so that nothing can end the script element.

use crate::escape::{shorten, terminal as visible};
use crate::source::SourceLines;
use demock_model::{Finding, Report};
use std::collections::HashMap;
use std::io::{self, Write};

/// Characters of one source line.
const LINE_MAX: usize = 240;
/// Test ids that are named for one finding.
const TESTS_MAX: usize = 12;

/// Strings by index, each kept once. The empty string is 0.
struct Strings {
    index: HashMap<String, u32>,
    list: Vec<String>,
}

impl Strings {
    fn at(&mut self, text: &str) -> u32 {
        let text = visible(text);
        if let Some(at) = self.index.get(&text) {
            return *at;
        }
        let at = self.list.len() as u32;
        self.index.insert(text.clone(), at);
        self.list.push(text);
        at
    }
}

/// Writes the data.
pub(super) fn write(report: &Report, source: &dyn SourceLines, out: &mut dyn Write) -> io::Result<()> {
    let mut strings = Strings { index: HashMap::from([(String::new(), 0)]), list: vec![String::new()] };
    write!(out, "{{\"rows\":[")?;
    for (at, finding) in report.findings.iter().enumerate() {
        if at > 0 {
            out.write_all(b",\n")?;
        }
        row(report, finding, source, &mut strings, out)?;
    }
    write!(out, "],\"strings\":[")?;
    for (at, text) in strings.list.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        json_string(text, out)?;
    }
    write!(out, "]}}")
}

/// The order of numbers is the order of `FIELDS` in the script; a list of test ids comes last.
fn row(
    report: &Report,
    finding: &Finding,
    source: &dyn SourceLines,
    strings: &mut Strings,
    out: &mut dyn Write,
) -> io::Result<()> {
    let line = source.line(&finding.path, finding.place.line).unwrap_or_default();
    let (line, mark, end) = excerpt(&line, finding);
    let allowance = finding.allowance.and_then(|at| report.allowances.get(at as usize));
    let mut why = finding.reasons.join("; ");
    if let Some(claim) = &finding.claim {
        why.push_str(if why.is_empty() { "claims: " } else { "; claims: " });
        why.push_str(claim);
    }
    let numbers = [
        strings.at(&finding.path),
        finding.place.line,
        finding.place.column,
        finding.severity as u32,
        finding.confidence as u32,
        strings.at(finding.group().as_str()),
        strings.at(finding.kind.as_str()),
        strings.at(finding.boundary.as_str()),
        strings.at(&finding.tier),
        strings.at(&finding.service),
        strings.at(&finding.rule),
        strings.at(&finding.message()),
        strings.at(&finding.replacement),
        strings.at(&why),
        allowance.map_or(0, |it| strings.at(if it.reason.is_empty() { "no reason" } else { &it.reason })),
        strings.at(&finding.owners.join(" ")),
        strings.at(&line),
        mark,
        end,
        finding.tests.len() as u32,
    ];
    write!(out, "[")?;
    for number in numbers {
        write!(out, "{number},")?;
    }
    let tests = finding.tests.iter().take(TESTS_MAX).map(|test| strings.at(&report.tests.id(test)).to_string());
    write!(out, "[{}]]", tests.collect::<Vec<_>>().join(","))
}

/// The line without its indentation, and where the finding starts and ends in it, in UTF-16 units as scripts count.
fn excerpt(line: &str, finding: &Finding) -> (String, u32, u32) {
    let line = line.trim_end();
    let place = finding.place;
    let byte =
        |column: u32| line.char_indices().nth(column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at);
    let start = byte(place.column);
    let end = if place.end_line == place.line { byte(place.end_column).max(start) } else { line.len() };
    let before = visible(line[..start].trim_start());
    let marked = visible(&line[start..end]);
    let text = shorten(&format!("{before}{marked}{}", visible(&line[end..])), LINE_MAX);
    let units = |text: &str| text.encode_utf16().count() as u32;
    let (all, start) = (units(&text), units(&before));
    (text, start.min(all), (start + units(&marked)).min(all))
}

/// A JSON string that is also safe inside a script element.
fn json_string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(text).map_err(io::Error::from)?;
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => write!(out, "\\u{:04x}", u32::from(c))?,
            c => write!(out, "{c}")?,
        }
    }
    Ok(())
}
