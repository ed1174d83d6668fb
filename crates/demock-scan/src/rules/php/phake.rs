//! Phake.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// Phake creates a double.
pub(super) static RULE: Rule = Rule {
    id: "php/phake",
    framework: "Phake",
    languages: &[Language::Php],
    since: 1,
    summary: "Phake creates a double",
    documentation: include_str!("phake.md"),
    rows: &[
        Row::call("{Phake.,}Phake.{mock,partialMock,partMock}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("{Phake.,}Phake.whenStatic", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("Phake.{mock,partialMock}", Kind::MockObject).target(TargetFrom::Type),
    ],
};
