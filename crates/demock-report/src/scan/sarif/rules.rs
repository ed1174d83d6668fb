//! The rules that the results refer to, with their texts.

use super::{RULES_MAX, RuleText, RuleTexts};
use crate::escape::shorten;
use demock_model::{Finding, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Tags of one rule that GitHub shows.
const TAGS_MAX: usize = 10;
/// Characters of one help text.
const HELP_MAX: usize = 8_000;

/// One rule as the results need it.
pub(super) struct Rule<'a> {
    pub(super) id: &'a str,
    pub(super) text: RuleText,
    pub(super) tags: Vec<&'a str>,
}

/// Every rule that a chosen finding is of, by id.
pub(super) struct Rules<'a> {
    pub(super) all: Vec<Rule<'a>>,
    index: BTreeMap<&'a str, u32>,
}

impl<'a> Rules<'a> {
    /// The rules of the chosen findings, and those findings whose rule is among the first [`RULES_MAX`].
    pub(super) fn of(report: &'a Report, chosen: Vec<u32>, texts: &dyn RuleTexts) -> (Self, Vec<u32>) {
        let mut first = BTreeMap::<&str, (&Finding, BTreeSet<&str>)>::new();
        for at in &chosen {
            let finding = &report.findings[*at as usize];
            if first.len() == RULES_MAX && !first.contains_key(&*finding.rule) {
                continue;
            }
            let (_, tags) = first.entry(&finding.rule).or_insert((finding, BTreeSet::new()));
            if tags.len() < TAGS_MAX {
                tags.insert(finding.group().as_str());
                tags.insert(finding.kind.as_str());
                tags.insert(finding.language.as_str());
            }
        }
        let mut rules = Self { all: Vec::new(), index: BTreeMap::new() };
        for (id, (finding, tags)) in first {
            rules.index.insert(id, rules.all.len() as u32);
            let mut text = texts.text(id).unwrap_or_else(|| fallback(finding));
            text.help = shorten(&text.help, HELP_MAX);
            rules.all.push(Rule { id, text, tags: tags.into_iter().take(TAGS_MAX).collect() });
        }
        let chosen =
            chosen.into_iter().filter(|at| rules.index.contains_key(&*report.findings[*at as usize].rule)).collect();
        (rules, chosen)
    }

    pub(super) fn index(&self, id: &str) -> Option<u32> {
        self.index.get(id).copied()
    }
}

fn fallback(finding: &Finding) -> RuleText {
    let summary = format!("Finds {} sites of {}.", finding.kind, finding.framework);
    let help = format!(
        "A {} site puts a test double where a real {} would be.\n\n`demock explain {}` says why it matters and what to use instead.",
        finding.kind, finding.boundary, finding.rule
    );
    RuleText { summary, help }
}
