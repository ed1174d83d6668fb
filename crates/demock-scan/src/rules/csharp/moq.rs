//! Moq.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// Moq makes a double.
pub(super) static RULE: Rule = Rule {
    id: "csharp/moq",
    framework: "Moq",
    languages: &[Language::CSharp],
    since: 1,
    summary: "Moq makes a double",
    documentation: include_str!("moq.md"),
    rows: &[
        Row::call("Moq.Mock", Kind::MockObject).when(&[When::Form(CallForm::New)]).target(TargetFrom::Type),
        Row::call("Mock", Kind::MockObject)
            .when(&[When::InTest, When::Form(CallForm::New), When::TypeArgs])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("Moq.Mock.Of", Kind::MockObject).target(TargetFrom::Type),
        Row::call("Mock.Of", Kind::MockObject)
            .when(&[When::InTest, When::TypeArgs])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("Moq.{MockRepository,MockFactory}().{Create,Of,OneOf}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("Moq.AutoMock.AutoMocker", Kind::MockObject)
            .when(&[When::Form(CallForm::New)])
            .confidence(Confidence::Likely),
        Row::call("Autofac.Extras.Moq.AutoMock.{GetLoose,GetStrict,GetFromRepository}", Kind::MockObject)
            .confidence(Confidence::Likely),
        Row::call("AutoFixture.AutoMoq.AutoMoqCustomization", Kind::MockObject)
            .when(&[When::Form(CallForm::New)])
            .confidence(Confidence::Likely),
    ],
};
