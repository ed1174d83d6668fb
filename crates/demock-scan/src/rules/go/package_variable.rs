//! package variables.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// Test data and programs in test folders import no test library.
const REPLACES: &[When] =
    &[When::InTest, When::FileImports("{testing,github.com/onsi/ginkgo,gopkg.in/check.v1}"), When::ValueActs];

/// A test assigns over a package-level variable.
pub(super) static RULE: Rule = Rule {
    id: "go/package-variable",
    framework: "package variables",
    languages: &[Language::Go],
    since: 1,
    summary: "a test assigns over a package-level variable",
    documentation: include_str!("package_variable.md"),
    rows: &[Row::assign("*", Kind::ManualPatch).when(REPLACES), Row::assign("?.*", Kind::ManualPatch).when(REPLACES)],
};
