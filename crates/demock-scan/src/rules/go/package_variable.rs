//! package variables.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// A test assigns over a package-level variable.
pub(super) static RULE: Rule = Rule {
    id: "go/package-variable",
    framework: "package variables",
    languages: &[Language::Go],
    since: 1,
    summary: "a test assigns over a package-level variable",
    documentation: include_str!("package_variable.md"),
    rows: &[
        Row::assign("*", Kind::ManualPatch).when(&[When::InTest, When::ValueActs]),
        Row::assign("?.*", Kind::ManualPatch).when(&[When::InTest, When::ValueActs]),
    ],
};
