//! A test passes on its error path.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test passes on its error path.
pub(super) static RULE: Rule = Rule {
    id: "hollow/error-path-passes",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test passes on its error path",
    documentation: include_str!("error_path_passes.md"),
    rows: &[Row::structure("error-path-passes", Kind::HollowTest).boundary(Boundary::Unknown)],
};
