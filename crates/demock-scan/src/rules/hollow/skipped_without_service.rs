//! A test is skipped where a service is not there.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A test is skipped where a service is not there.
pub(super) static RULE: Rule = Rule {
    id: "hollow/skipped-without-service",
    framework: "tests",
    languages: Language::ALL,
    since: 2,
    summary: "A test is skipped where a service is not there",
    documentation: include_str!("skipped_without_service.md"),
    rows: &[Row::structure("skipped-without-service", Kind::HollowTest).boundary(Boundary::Unknown)],
};
