//! Product code that asks whether it is under test.

use crate::rules::{Row, Rule};
use demock_model::{Confidence, Kind, Language};

/// Product code does something else where tests run.
pub(super) static RULE: Rule = Rule {
    id: "switches/under-test",
    framework: "switches",
    languages: Language::ALL,
    since: 2,
    summary: "Product code does something else where tests run",
    documentation: include_str!("under_test.md"),
    rows: &[Row::structure("under-test", Kind::FallbackMock).confidence(Confidence::Possible)],
};
