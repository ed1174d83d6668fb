//! `MockK`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// `MockK` makes a double, a spy, or patches an object.
pub(super) static RULE: Rule = Rule {
    id: "jvm/mockk",
    framework: "MockK",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "MockK makes a double, a spy, or patches an object",
    documentation: include_str!("mockk.md"),
    rows: &[
        Row::call("io.mockk.{mockk,mockkClass}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("io.mockk.spyk", Kind::Spy).target(TargetFrom::Type),
        Row::call("io.mockk.{mockkStatic,mockkObject,mockkConstructor}", Kind::Patch).target(TargetFrom::Type),
        Row::reference("io.mockk.impl.annotations.{MockK,RelaxedMockK}", Kind::MockObject)
            .target(TargetFrom::Annotated),
        Row::call("io.mockk.impl.annotations.{MockK,RelaxedMockK}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::reference("io.mockk.impl.annotations.SpyK", Kind::Spy).target(TargetFrom::Annotated),
        Row::call("io.mockk.impl.annotations.SpyK", Kind::Spy).target(TargetFrom::Annotated),
    ],
};
