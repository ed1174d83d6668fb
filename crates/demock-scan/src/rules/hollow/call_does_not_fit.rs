//! A test calls what its arguments do not fit.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test calls what its arguments do not fit.
pub(super) static RULE: Rule = Rule {
    id: "hollow/call-does-not-fit",
    framework: "tests",
    languages: &[Language::Python],
    since: 2,
    summary: "A test calls what its arguments do not fit",
    documentation: include_str!("call_does_not_fit.md"),
    rows: &[Row::structure("call-does-not-fit", Kind::HollowTest).boundary(Boundary::Unknown)],
};
