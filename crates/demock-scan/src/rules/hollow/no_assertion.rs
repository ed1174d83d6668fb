//! Tests that reach no check.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test by which no assertion is reached, helpers, fixtures and hooks of the file included.
pub(super) static RULE: Rule = Rule {
    id: "hollow/no-assertion",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test reaches no assertion",
    documentation: include_str!("no_assertion.md"),
    rows: &[Row::structure("no-assertion", Kind::HollowTest).boundary(Boundary::Unknown)],
};
