//! `FakeItEasy`.

use crate::facts::CallForm;
use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// `FakeItEasy` makes a double.
pub(super) static RULE: Rule = Rule {
    id: "csharp/fakeiteasy",
    framework: "FakeItEasy",
    languages: &[Language::CSharp],
    since: 2,
    summary: "FakeItEasy makes a double",
    documentation: include_str!("fakeiteasy.md"),
    rows: &[
        // It hands on what it is not told to answer.
        Row::call("{FakeItEasy.,}A.Fake", Kind::Spy).when(&[When::ArgsHave(".Wrapping(")]).target(TargetFrom::Type),
        Row::call("{FakeItEasy.,}A.{Fake,CollectionOfFake}", Kind::MockObject).target(TargetFrom::Type),
        // A dummy of a class is a value, of an interface it is a fake.
        Row::call("{FakeItEasy.,}A.Dummy", Kind::MockObject).when(&[When::TypeArgIsInterface]).target(TargetFrom::Type),
        Row::reference("{FakeItEasy.,}Fake", Kind::MockObject)
            .when(&[When::InTest, When::FileImports("FakeItEasy"), When::Puts(Puts::OnDouble)])
            .target(TargetFrom::Annotated),
        Row::call(
            "{AutoFixture.AutoFakeItEasy.AutoFakeItEasyCustomization,Autofac.Extras.FakeItEasy.AutoFake}",
            Kind::MockObject,
        )
        .when(&[When::Form(CallForm::New)])
        .confidence(Confidence::Likely),
        Row::call("FakeItEasy.Fake", Kind::MockObject).when(&[When::Form(CallForm::New)]).target(TargetFrom::Type),
    ],
};
