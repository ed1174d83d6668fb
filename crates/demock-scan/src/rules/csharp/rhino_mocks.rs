//! Rhino Mocks.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// Rhino Mocks makes a double.
pub(super) static RULE: Rule = Rule {
    id: "csharp/rhino-mocks",
    framework: "Rhino Mocks",
    languages: &[Language::CSharp],
    since: 1,
    summary: "Rhino Mocks makes a double",
    documentation: include_str!("rhino_mocks.md"),
    rows: &[
        Row::call(
            "Rhino.Mocks.MockRepository.{GenerateMock,GenerateStub,GenerateStrictMock,GenerateDynamicMockWithRemoting}",
            Kind::MockObject,
        )
        .target(TargetFrom::Type),
        Row::call("Rhino.Mocks.MockRepository.GeneratePartialMock", Kind::Spy).target(TargetFrom::Type),
        Row::call(
            "Rhino.Mocks.MockRepository().{StrictMock,DynamicMock,CreateMock,StrictMultiMock,DynamicMultiMock,Stub}",
            Kind::MockObject,
        )
        .target(TargetFrom::Type),
        Row::call("Rhino.Mocks.MockRepository().{PartialMock,PartialMultiMock}", Kind::Spy).target(TargetFrom::Type),
    ],
};
