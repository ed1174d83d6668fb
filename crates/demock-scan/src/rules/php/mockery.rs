//! Mockery.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Mockery creates a double.
pub(super) static RULE: Rule = Rule {
    id: "php/mockery",
    framework: "Mockery",
    languages: &[Language::Php],
    since: 2,
    summary: "Mockery creates a double",
    documentation: include_str!("mockery.md"),
    rows: &[
        Row::call("Mockery.{mock,spy,namedMock,instanceMock}", Kind::ModuleMock)
            .when(&[When::ArgText(0, "{alias,overload}:*")])
            .target(TargetFrom::Type),
        // `mock('alias:' . Store::class)`
        Row::call("Mockery.{mock,spy,namedMock,instanceMock}", Kind::ModuleMock)
            .when(&[When::ArgsHave("'overload:'.")])
            .target(TargetFrom::Type),
        Row::call("Mockery.{mock,spy,namedMock,instanceMock}", Kind::ModuleMock)
            .when(&[When::ArgsHave("'alias:'.")])
            .target(TargetFrom::Type),
        Row::call("Mockery.{mock,namedMock,instanceMock,spy,fetchMock}", Kind::MockObject)
            .target(TargetFrom::Type)
            .stubbed_by(&["shouldReceive", "allows", "expects"]),
        Row::call("{mock,namedMock}", Kind::MockObject)
            .when(&[When::InTest, When::ArgsHave("::class"), When::FileHas("ockery")])
            .target(TargetFrom::Type),
    ],
};
