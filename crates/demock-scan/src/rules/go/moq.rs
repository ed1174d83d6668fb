//! moq.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// A double made by moq.
pub(super) static RULE: Rule = Rule {
    id: "go/moq",
    framework: "moq",
    languages: &[Language::Go],
    since: 1,
    summary: "a double made by moq",
    documentation: include_str!("moq.md"),
    rows: &[
        Row::generator("generated:moq"),
        Row::call("{?.,}*Mock", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal), When::ArgsHave("Func:func("), When::InTest])
            .target(TargetFrom::NameWithout("Mock")),
    ],
};
