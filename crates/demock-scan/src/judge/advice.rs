//! What real thing to use instead of a double, in one sentence: the project's own words for its own rules, else those
//! that fit its stack.

use crate::replacement::Replacements;
use crate::ruleset::RuleName;
use demock_config::Settings;
use demock_model::{Boundary, Language, Text};

/// The sentences of a run.
#[derive(Debug)]
pub(super) struct Advice<'a> {
    by_rule: Vec<Option<Text>>,
    replacements: &'a Replacements,
}

impl<'a> Advice<'a> {
    pub(super) fn new(settings: &Settings, rules: &[RuleName], replacements: &'a Replacements) -> Self {
        let custom = settings.custom_rules();
        let of_rule = |id: Text| custom.iter().find(|rule| id == *rule.id)?.message.as_ref().map(Text::from);
        Self { by_rule: rules.iter().map(|rule| of_rule(rule.id)).collect(), replacements }
    }

    pub(super) fn of(&self, rule: usize, boundary: Boundary, language: Language) -> Text {
        self.by_rule.get(rule).copied().flatten().unwrap_or_else(|| self.replacements.of(boundary, language))
    }
}
