//! mockito for Python.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// mockito creates a double or replaces methods of a real object.
pub(super) static RULE: Rule = Rule {
    id: "python/mockito",
    framework: "mockito",
    languages: &[Language::Python],
    since: 1,
    summary: "mockito creates a double or replaces methods of a real object",
    documentation: include_str!("mockito.md"),
    rows: &[
        Row::call("mockito.{,mockito.,mocking.}mock", Kind::MockObject).target(TargetFrom::Spec(&["spec"])),
        Row::call("mockito.{,spying.}spy", Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call("mockito.{,mockito.}spy2", Kind::Spy).target(TargetFrom::Arg(0)),
        Row::nothing("mockito.{,mockito.}{when,expect,when2}")
            .when(&[When::ArgPath(0, "mockito.{,mockito.,mocking.}mock()")]),
        Row::call("mockito.{,mockito.}{when,expect,when2,patch}", Kind::Patch).target(TargetFrom::Arg(0)),
    ],
};
