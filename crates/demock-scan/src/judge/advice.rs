//! What real thing to use instead of a double, in one sentence: the project's own words for its own rules, else those
//! that fit its stack.

use crate::replacement::Replacements;
use crate::ruleset::RuleName;
use demock_config::Settings;
use demock_model::{Boundary, Group, Language, Text};

/// What a test that proves nothing needs.
const OF_HOLLOW: &str = "an assertion of what the test's name promises, or no such test";

/// The sentences of a run.
#[derive(Debug)]
pub(super) struct Advice<'a> {
    by_rule: Vec<Option<Text>>,
    replacements: &'a Replacements,
    of_hollow: Text,
}

impl<'a> Advice<'a> {
    pub(super) fn new(settings: &Settings, rules: &[RuleName], replacements: &'a Replacements) -> Self {
        let custom = settings.custom_rules();
        let of_rule = |id: Text| custom.iter().find(|rule| id == *rule.id)?.message.as_ref().map(Text::from);
        Self {
            by_rule: rules.iter().map(|rule| of_rule(rule.id)).collect(),
            replacements,
            of_hollow: Text::new(OF_HOLLOW),
        }
    }

    pub(super) fn of(&self, rule: usize, group: Group, boundary: Boundary, language: Language) -> Text {
        let own = self.by_rule.get(rule).copied().flatten();
        own.unwrap_or_else(|| match group {
            // Nothing is replaced that could be real.
            Group::Hollow => self.of_hollow,
            Group::Explicit | Group::Disguised | Group::Aside => self.replacements.of(boundary, language),
        })
    }
}
