//! `JustMock`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// `JustMock` makes a double or patches a class.
pub(super) static RULE: Rule = Rule {
    id: "csharp/justmock",
    framework: "JustMock",
    languages: &[Language::CSharp],
    since: 1,
    summary: "JustMock makes a double or patches a class",
    documentation: include_str!("justmock.md"),
    rows: &[
        Row::call("Telerik.JustMock.{Mock,Helpers.StaticMock}.{Create,CreateLike}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("Telerik.JustMock.Mock.{SetupStatic,Replace}", Kind::Patch).target(TargetFrom::Type),
    ],
};
