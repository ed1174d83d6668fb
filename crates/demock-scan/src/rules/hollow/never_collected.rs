//! A test is never run.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test is never run.
pub(super) static RULE: Rule = Rule {
    id: "hollow/never-collected",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test is never run",
    documentation: include_str!("never_collected.md"),
    rows: &[Row::structure("never-collected", Kind::HollowTest).boundary(Boundary::Unknown)],
};
