//! Prophecy.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Prophecy creates a double.
pub(super) static RULE: Rule = Rule {
    id: "php/prophecy",
    framework: "Prophecy",
    languages: &[Language::Php],
    since: 1,
    summary: "Prophecy creates a double",
    documentation: include_str!("prophecy.md"),
    rows: &[Row::call("?.prophesize", Kind::MockObject).when(&[When::InTest]).target(TargetFrom::Type)],
};
