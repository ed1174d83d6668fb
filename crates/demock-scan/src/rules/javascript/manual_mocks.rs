//! jest: a file in a `__mocks__` folder stands in for a module.

use crate::rules::{Row, Rule};
use demock_model::Kind;

/// A file in a `__mocks__` folder stands in for a module.
pub(super) static RULE: Rule = Rule {
    id: "javascript/manual-mocks",
    framework: "jest",
    languages: super::SCRIPTS,
    since: 1,
    summary: "a file in a `__mocks__` folder stands in for a module",
    documentation: include_str!("manual_mocks.md"),
    rows: &[Row::file(Kind::HandwrittenDouble)],
};
