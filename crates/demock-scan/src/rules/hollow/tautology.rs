//! A test checks only what always holds.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test checks only what always holds.
pub(super) static RULE: Rule = Rule {
    id: "hollow/tautology",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test checks only what always holds",
    documentation: include_str!("tautology.md"),
    rows: &[Row::structure("tautology", Kind::HollowTest).boundary(Boundary::Unknown)],
};
