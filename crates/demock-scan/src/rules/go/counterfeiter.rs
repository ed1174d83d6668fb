//! counterfeiter.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// A double made by counterfeiter.
pub(super) static RULE: Rule = Rule {
    id: "go/counterfeiter",
    framework: "counterfeiter",
    languages: &[Language::Go],
    since: 1,
    summary: "a double made by counterfeiter",
    documentation: include_str!("counterfeiter.md"),
    rows: &[
        Row::generator("generated:counterfeiter"),
        Row::call("?.{*fakes,*/fake}.Fake*", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal)])
            .target(TargetFrom::NameWithout("Fake")),
        Row::call("new", Kind::MockObject)
            .when(&[When::ArgPath(0, "?.{*fakes,*/fake}.Fake*")])
            .target(TargetFrom::Arg(0)),
    ],
};
