//! unimock.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// unimock defines or creates a double.
pub(super) static RULE: Rule = Rule {
    id: "rust/unimock",
    framework: "unimock",
    languages: &[Language::Rust],
    since: 1,
    summary: "unimock defines or creates a double",
    documentation: include_str!("unimock.md"),
    rows: &[
        Row::reference("{unimock.,}unimock", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("{unimock.,}unimock", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("{unimock.,}Unimock.{new,new_partial}", Kind::MockObject),
    ],
};
