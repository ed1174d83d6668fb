//! pretend.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// pretend creates a double.
pub(super) static RULE: Rule = Rule {
    id: "python/pretend",
    framework: "pretend",
    languages: &[Language::Python],
    since: 1,
    summary: "pretend creates a double",
    documentation: include_str!("pretend.md"),
    rows: &[Row::call("pretend.{stub,call_recorder,raiser}", Kind::MockObject)],
};
