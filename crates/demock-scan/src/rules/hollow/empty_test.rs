//! Tests without a body.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test whose body holds nothing that runs.
pub(super) static RULE: Rule = Rule {
    id: "hollow/empty-test",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test has no body",
    documentation: include_str!("empty_test.md"),
    rows: &[Row::structure("empty-test", Kind::HollowTest).boundary(Boundary::Unknown)],
};
