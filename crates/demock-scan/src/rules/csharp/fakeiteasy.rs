//! `FakeItEasy`.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// `FakeItEasy` makes a double.
pub(super) static RULE: Rule = Rule {
    id: "csharp/fakeiteasy",
    framework: "FakeItEasy",
    languages: &[Language::CSharp],
    since: 1,
    summary: "FakeItEasy makes a double",
    documentation: include_str!("fakeiteasy.md"),
    rows: &[
        Row::call("{FakeItEasy.,}A.{Fake,CollectionOfFake}", Kind::MockObject).target(TargetFrom::Type),
        // A dummy of a class is a value, of an interface it is a fake.
        Row::call("{FakeItEasy.,}A.Dummy", Kind::MockObject).when(&[When::TypeArgIsInterface]).target(TargetFrom::Type),
        Row::call("FakeItEasy.Fake", Kind::MockObject).when(&[When::Form(CallForm::New)]).target(TargetFrom::Type),
    ],
};
