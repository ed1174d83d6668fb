//! `mockall_double`.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// a whole type or module is replaced in tests.
pub(super) static RULE: Rule = Rule {
    id: "rust/mockall-double",
    framework: "mockall_double",
    languages: &[Language::Rust],
    since: 1,
    summary: "a whole type or module is replaced in tests",
    documentation: include_str!("mockall_double.md"),
    rows: &[Row::reference("{mockall_double.,}double", Kind::ModuleMock).when(&[When::FileHas("mockall_double")])],
};
