//! Doubles behind a failure or a flag.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// A double is chosen behind a failure, a flag or an environment variable.
pub(super) static RULE: Rule = Rule {
    id: "switches/fallback",
    framework: "switches",
    languages: Language::ALL,
    since: 2,
    summary: "A double is chosen behind a failure or a flag",
    documentation: include_str!("fallback.md"),
    rows: &[Row::structure("fallback", Kind::FallbackMock)],
};
