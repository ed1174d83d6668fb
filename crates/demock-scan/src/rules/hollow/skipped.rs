//! A test is always skipped.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test is always skipped.
pub(super) static RULE: Rule = Rule {
    id: "hollow/skipped",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test is always skipped",
    documentation: include_str!("skipped.md"),
    rows: &[Row::structure("skipped", Kind::HollowTest).boundary(Boundary::Unknown)],
};
