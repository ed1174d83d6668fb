//! Moq.

use crate::facts::CallForm;
use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// What only asks what a double was called with.
pub(crate) const VERIFIES: &[&str] = &["Verify", "VerifyAll", "VerifyNoOtherCalls", "VerifySet", "VerifyGet"];

/// Moq makes a double.
pub(super) static RULE: Rule = Rule {
    id: "csharp/moq",
    framework: "Moq",
    languages: &[Language::CSharp],
    since: 2,
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
        // What a container that mocks whatever is asked of it hands out.
        Row::call("{?.,}GetMock", Kind::MockObject)
            .when(&[When::InTest, When::TypeArgs, When::NoChain(VERIFIES)])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("?.{Freeze,Create}", Kind::MockObject)
            .when(&[When::InTest, When::TypeArgsHave("Mock<"), When::NoChain(VERIFIES)])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("?.Freeze", Kind::MockObject)
            .when(&[When::InTest, When::TypeArgIsInterface, When::FileImports("AutoFixture")])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::reference("{AutoFixture.{Xunit2,Xunit3,NUnit3,NUnit4,NUnit2}.,}Frozen", Kind::MockObject)
            .when(&[When::InTest, When::Puts(Puts::OnDouble)])
            .target(TargetFrom::Annotated)
            .confidence(Confidence::Likely),
        Row::call(
            "{MockQueryable.{Moq,NSubstitute,FakeItEasy,EntityFrameworkCore}.,?.}{BuildMock,BuildMockDbSet}",
            Kind::MockObject,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Database),
        Row::call("AutoFixture.AutoMoq.AutoMoqCustomization", Kind::MockObject)
            .when(&[When::Form(CallForm::New)])
            .confidence(Confidence::Likely),
    ],
};
