//! A test stands in a comment.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test stands in a comment.
pub(super) static RULE: Rule = Rule {
    id: "hollow/commented-out",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test stands in a comment",
    documentation: include_str!("commented_out.md"),
    rows: &[Row::structure("commented-out", Kind::HollowTest).boundary(Boundary::Unknown)],
};
