//! A test runs nothing of the product.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test runs nothing of the product.
pub(super) static RULE: Rule = Rule {
    id: "hollow/own-doubles",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test runs nothing of the product",
    documentation: include_str!("own_doubles.md"),
    rows: &[Row::structure("own-doubles", Kind::HollowTest).boundary(Boundary::Unknown)],
};
