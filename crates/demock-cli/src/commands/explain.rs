//! `demock explain`: what a rule finds, why it matters, what to do instead.

use crate::args::Explain;
use crate::error::{CliError, Exit, Failure};
use crate::ui::Ui;
use demock_report::scan::sarif::{RuleText, RuleTexts};
use demock_scan::rules::{self, Rule};
use std::io::{self, Write};

pub(crate) fn run(args: &Explain, ui: &mut Ui) -> Result<Exit, Failure> {
    let Some(topic) = &args.topic else {
        ui.print(list)?;
        return Ok(Exit::Ok);
    };
    let known: Vec<&Rule> = rules::all().filter(|rule| rule.id == topic || rule.framework == topic).collect();
    if known.is_empty() {
        return Err(Failure::usage(CliError::UnknownTopic { topic: topic.clone() }));
    }
    ui.print(|out| known.iter().try_for_each(|rule| explain(rule, out)))?;
    Ok(Exit::Ok)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or(0);
    rules::all().try_for_each(|rule| writeln!(out, "{:width$}  {}", rule.id, rule.summary))
}

fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let mut kinds: Vec<&str> = rule.rows.iter().map(|row| row.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    writeln!(out, "{}: {}\n", rule.id, rule.summary)?;
    writeln!(out, "library: {}\nkinds: {}\n", rule.framework, kinds.join(", "))?;
    writeln!(out, "{}", rule.documentation.trim_end())
}

/// The rules' own texts, for reports that carry them.
pub(crate) struct Documentation;

impl RuleTexts for Documentation {
    fn text(&self, id: &str) -> Option<RuleText> {
        let rule = rules::all().find(|rule| rule.id == id)?;
        Some(RuleText { summary: rule.summary.to_owned(), help: rule.documentation.to_owned() })
    }
}
