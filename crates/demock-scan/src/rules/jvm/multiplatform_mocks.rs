//! Mokkery, Mockative, `MocKMP`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// A library of Kotlin Multiplatform makes a double.
pub(super) static RULE: Rule = Rule {
    id: "jvm/multiplatform-mocks",
    framework: "Kotlin Multiplatform",
    languages: &[Language::Kotlin],
    since: 2,
    summary: "a library of Kotlin Multiplatform makes a double",
    documentation: include_str!("multiplatform_mocks.md"),
    rows: &[
        Row::call("dev.mokkery.{mock,mockMany}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("dev.mokkery.spy", Kind::Spy).target(TargetFrom::Type),
        Row::call("io.mockative.mock", Kind::MockObject),
        Row::reference("org.kodein.mock.Mock", Kind::MockObject).target(TargetFrom::Annotated),
    ],
};
