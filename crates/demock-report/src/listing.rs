//! Findings as a reader of a terminal sees them: grouped by file, columns aligned, the source line under the first ones.
//!
//! Used by the scan's and the gate's text. Invariant: no line is wider than the width given, except a path or a name
//! that alone is wider than that on terminals too narrow for columns.

use crate::escape::{fit, terminal, width};
use crate::figures::{count, grouped};
use crate::places::{excerpt, marked};
use crate::source::SourceLines;
use crate::style::{Role, TextOptions};
use demock_model::{Confidence, Finding, Report};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns left of an excerpt's bar.
const GUTTER: usize = 6;
/// The least room for what is replaced; with less, a finding takes two lines.
const TARGET_MIN: usize = 18;

/// How many findings are shown with their source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Excerpts {
    pub(crate) total: usize,
    pub(crate) per_file: usize,
}

/// Writes lists of findings of one report.
pub(crate) struct Listing<'a> {
    report: &'a Report,
    source: &'a dyn SourceLines,
    options: &'a TextOptions,
    in_file: BTreeMap<&'a str, u64>,
}

/// Widths of the aligned columns: position, severity, kind, boundary, tier, confidence.
type Widths = [usize; 6];

impl<'a> Listing<'a> {
    pub(crate) fn new(report: &'a Report, source: &'a dyn SourceLines, options: &'a TextOptions) -> Self {
        let of_files = report.findings.chunk_by(|a, b| a.path == b.path);
        let in_file = of_files.map(|of_file| (&*of_file[0].path, of_file.len() as u64)).collect();
        Self { report, source, options, in_file }
    }

    /// Writes the findings, which stand file by file; some of them with their source.
    pub(crate) fn write(&self, indices: &[u32], excerpts: Excerpts, out: &mut dyn Write) -> io::Result<()> {
        let findings: Vec<&Finding> = indices.iter().map(|at| &self.report.findings[*at as usize]).collect();
        let widths = widths(&findings);
        let mut left = excerpts.total;
        for of_file in findings.chunk_by(|a, b| a.path == b.path) {
            self.header(of_file[0], out)?;
            for (at, finding) in of_file.iter().enumerate() {
                if at < excerpts.per_file && left > 0 {
                    left -= 1;
                    self.row(finding, &widths, &what(finding), out)?;
                    self.excerpt(finding, out)?;
                } else {
                    let text = || marked(self.source, &finding.path, finding.place, self.options.width);
                    let what = if finding.target.is_none() { text() } else { None }.unwrap_or_else(|| what(finding));
                    self.row(finding, &widths, &what, out)?;
                }
            }
            let all = self.in_file.get(&*of_file[0].path).copied().unwrap_or_default();
            if all > of_file.len() as u64 {
                let more = format!("  … {} more in this file", grouped(all - of_file.len() as u64));
                writeln!(out, "{}", self.options.color.paint(Role::Dim, &more))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn header(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let path = terminal(&finding.path);
        let mut about = terminal(&finding.service);
        if let Some(owner) = finding.owners.first() {
            about = format!("{about}, {}", terminal(owner));
        }
        write!(out, "{}", self.options.color.paint(Role::Path, &path))?;
        if width(&path) + width(&about) + 2 <= self.options.width {
            write!(out, "  {}", self.options.color.paint(Role::Dim, &about))?;
        }
        writeln!(out)
    }

    fn row(&self, finding: &Finding, widths: &Widths, what: &str, out: &mut dyn Write) -> io::Result<()> {
        let [position, severity, kind, boundary, tier, confidence] = cells(finding);
        let color = self.options.color;
        let role = if finding.allowance.is_some() { Role::Dim } else { finding.severity.into() };
        let pad = |text: &str, to: usize| format!("{text}{}", " ".repeat(to.saturating_sub(width(text))));
        let fixed: usize = 2 + widths.iter().map(|width| width + 2).sum::<usize>();
        write!(out, "  {}{position}  ", " ".repeat(widths[0].saturating_sub(width(&position))))?;
        write!(out, "{}  ", color.paint(role, &pad(&severity, widths[1])))?;
        if fixed + TARGET_MIN <= self.options.width {
            write!(out, "{}  ", color.paint(Role::Strong, &pad(&kind, widths[2])))?;
            write!(out, "{}  {}  {}  ", pad(&boundary, widths[3]), pad(&tier, widths[4]), pad(&confidence, widths[5]))?;
            return writeln!(out, "{}", fit(what, self.options.width - fixed));
        }
        let room = self.options.width.saturating_sub(6 + widths[0] + widths[1]);
        writeln!(out, "{}", color.paint(Role::Strong, &fit(&format!("{kind} {boundary}"), room)))?;
        let second = format!("{tier}, {confidence}: {what}");
        writeln!(out, "      {}", fit(&second, self.options.width.saturating_sub(6).max(20)))
    }

    fn excerpt(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let color = self.options.color;
        let bar = format!("{}|", " ".repeat(GUTTER));
        let room = self.options.width.saturating_sub(GUTTER + 2).max(14);
        if let Some(line) = excerpt(self.source, &finding.path, finding.place, room) {
            writeln!(out, "{} {}", color.paint(Role::Dim, &bar), line.text)?;
            let carets = "^".repeat(line.underline);
            let role = finding.severity.into();
            writeln!(
                out,
                "{} {}{}",
                color.paint(Role::Dim, &bar),
                " ".repeat(line.indent),
                color.paint(role, &carets)
            )?;
        }
        for (name, text) in notes(finding) {
            self.note(name, &text, out)?;
        }
        Ok(())
    }

    fn note(&self, name: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let lead = format!("{}= {name}: ", " ".repeat(GUTTER));
        let room = self.options.width.saturating_sub(width(&lead)).max(14);
        for (at, line) in wrap(&terminal(text), room).iter().enumerate() {
            match at {
                0 => writeln!(out, "{}{line}", self.options.color.paint(Role::Dim, &lead))?,
                _ => writeln!(out, "{}{line}", " ".repeat(width(&lead)))?,
            }
        }
        Ok(())
    }
}

fn cells(finding: &Finding) -> [String; 6] {
    let severity = if finding.allowance.is_some() { "allowed" } else { finding.severity.as_str() };
    [
        format!("{}:{}", finding.place.line, finding.place.column),
        severity.to_owned(),
        finding.kind.to_string(),
        finding.boundary.to_string(),
        terminal(&finding.tier),
        finding.confidence.to_string(),
    ]
}

fn widths(findings: &[&Finding]) -> Widths {
    let mut widths = [0; 6];
    for finding in findings {
        for (known, cell) in widths.iter_mut().zip(cells(finding)) {
            *known = (*known).max(width(&cell));
        }
    }
    widths
}

/// What is replaced, or with what where that is not known.
fn what(finding: &Finding) -> String {
    match &finding.target {
        Some(target) => terminal(target),
        None => format!("by {}", terminal(&finding.framework)),
    }
}

fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let reach = match finding.tests.len() {
        0 => String::new(),
        tests => format!(", reaches {}", count(tests as u64, "test")),
    };
    let mut notes = vec![("rule", rule(finding) + &reach)];
    if finding.confidence != Confidence::Certain && !finding.reasons.is_empty() {
        notes.push(("why", finding.reasons.join("; ")));
    }
    if let Some(claim) = &finding.claim {
        notes.push(("claims", format!("`{claim}`")));
    }
    if !finding.replacement.is_empty() {
        notes.push(("use", finding.replacement.to_string()));
    }
    notes
}

fn rule(finding: &Finding) -> String {
    let also: Vec<_> = finding.also.iter().map(demock_model::Kind::as_str).collect();
    if also.is_empty() { finding.rule.to_string() } else { format!("{} (also {})", finding.rule, also.join(", ")) }
}

/// Breaks a text at blanks so that no line is wider than `columns`; a longer word is cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&fit(word, columns));
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
