//! `demock explain`: what a word of demock's means, and why a finding or a test is what it is.
//!
//! Topics are looked up in this order: rules and libraries, kinds, groups, boundaries, tiers, error codes, then the
//! project's own rules and tiers. Only the last needs a configuration that can be read.

mod codes;
mod place;
mod words;

use crate::args::{Explain, Subject};
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::{CustomRule, Environment, nearest};
use demock_model::{Boundary, Group, Kind};
use demock_report::scan::sarif::{RuleText, RuleTexts};
use demock_scan::rules::{self, Rule};
use std::io::{self, Write};

/// How many words are offered for one that is not known.
const OFFERED_MAX: usize = 3;

pub(crate) fn run(args: &Explain, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let session = || Session::new(&Subject { today: args.today, ..Subject::default() }, environment);
    match (&args.finding, &args.test, &args.topic) {
        (Some(fingerprint), _, _) => place::finding(fingerprint, &session()?, ui)?,
        (None, Some(id), _) => place::test(id, &session()?, ui)?,
        (None, None, Some(topic)) => {
            let text = known(topic).map_or_else(|| of_project(topic, &session()?), Ok)?;
            ui.print(|out| out.write_all(text.as_bytes()))?;
        }
        (None, None, None) => ui.print(list)?,
    }
    Ok(Exit::Ok)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or(0);
    rules::all().try_for_each(|rule| writeln!(out, "{:width$}  {}", rule.id, rule.summary))?;
    let words = |names: Vec<&str>| names.join(" ");
    writeln!(out, "\nkinds       {}", words(Kind::ALL.iter().map(|kind| kind.as_str()).collect()))?;
    writeln!(out, "groups      {}", words(Group::ALL.iter().map(|group| group.as_str()).collect()))?;
    writeln!(out, "boundaries  {}", words(Boundary::ALL.iter().map(|boundary| boundary.as_str()).collect()))?;
    writeln!(out, "tiers       {}", words(words::TIERS.to_vec()))?;
    writeln!(out, "codes       {}", words(codes::all().collect()))
}

/// The text on a word that every project knows. A word may be two things (`env` is a kind and a boundary): both are said.
fn known(topic: &str) -> Option<String> {
    let mut texts: Vec<String> =
        rules::all().filter(|rule| rule.id == topic || rule.framework == topic).map(rule_text).collect();
    texts.extend(Kind::from_name(topic).map(words::kind));
    texts.extend(Group::from_name(topic).map(words::group));
    texts.extend(Boundary::from_name(topic).map(words::boundary));
    texts.extend(words::built_in_tier(topic));
    texts.extend(codes::text(topic));
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn rule_text(rule: &Rule) -> String {
    let mut kinds: Vec<&str> = rule.rows.iter().map(|row| row.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let head = format!("{}: {}\n\nlibrary: {}\nkinds: {}\n\n", rule.id, rule.summary, rule.framework, kinds.join(", "));
    format!("{head}{}\n", rule.documentation.trim_end())
}

/// The text on a rule or tier of the project's own.
fn of_project(topic: &str, session: &Session) -> Result<String, Failure> {
    let settings = session.settings(&session.names())?;
    if let Some(rule) = settings.custom_rules().into_iter().find(|rule| &*rule.id == topic) {
        return Ok(custom_rule(rule));
    }
    let mut tiers = settings.scopes().iter().flat_map(|scope| &scope.tiers);
    if let Some(tier) = tiers.find(|tier| &*tier.name == topic) {
        return Ok(words::tier(tier));
    }
    let mut all: Vec<&str> = every_topic().collect();
    all.extend(settings.custom_rules().into_iter().map(|rule| &*rule.id));
    all.extend(settings.scopes().iter().flat_map(|scope| &scope.tiers).map(|tier| &*tier.name));
    Err(Failure::usage(CliError::UnknownTopic { topic: topic.to_owned(), near: near(topic, &all) }))
}

fn custom_rule(rule: &CustomRule) -> String {
    let message = rule.message.as_deref().map(|text| format!("\n{text}\n")).unwrap_or_default();
    format!("{}: a rule of this project ({})\n\nkind: {}\n{message}", rule.id, rule.origin, rule.kind)
}

fn every_topic() -> impl Iterator<Item = &'static str> {
    let rules = rules::all().flat_map(|rule| [rule.id, rule.framework]);
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
    let groups = Group::ALL.iter().map(|group| group.as_str());
    let boundaries = Boundary::ALL.iter().map(|boundary| boundary.as_str());
    rules.chain(kinds).chain(groups).chain(boundaries).chain(words::TIERS.iter().copied()).chain(codes::all())
}

/// What may have been meant: names that end in the word after their `/`, else the nearest by spelling.
fn near(topic: &str, all: &[&str]) -> Vec<String> {
    let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let wanted = last(topic);
    let mut found: Vec<&str> = all.iter().copied().filter(|name| last(name) == wanted).collect();
    if found.is_empty() {
        found.extend(nearest(topic, all));
    }
    if found.is_empty() {
        let lasts: Vec<String> = all.iter().map(|name| last(name)).collect();
        let lasts: Vec<&str> = lasts.iter().map(String::as_str).collect();
        if let Some(end) = nearest(&wanted, &lasts) {
            found.extend(all.iter().filter(|name| last(name) == end));
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(OFFERED_MAX).map(str::to_owned).collect()
}

/// The rules' own texts, for reports that carry them.
pub(crate) struct Documentation;

impl RuleTexts for Documentation {
    fn text(&self, id: &str) -> Option<RuleText> {
        let rule = rules::all().find(|rule| rule.id == id)?;
        Some(RuleText { summary: rule.summary.to_owned(), help: rule.documentation.to_owned() })
    }
}
