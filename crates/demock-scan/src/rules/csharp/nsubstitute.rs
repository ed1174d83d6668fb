//! `NSubstitute`.

use crate::facts::CallForm;
use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// `NSubstitute` makes a double or a partial one.
pub(super) static RULE: Rule = Rule {
    id: "csharp/nsubstitute",
    framework: "NSubstitute",
    languages: &[Language::CSharp],
    since: 2,
    summary: "NSubstitute makes a double or a partial one",
    documentation: include_str!("nsubstitute.md"),
    rows: &[
        Row::call("{NSubstitute.,}Substitute.{For,ForTypeForwardingTo}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("{NSubstitute.,}Substitute.ForPartsOf", Kind::Spy).target(TargetFrom::Type),
        Row::reference("{AutoFixture.AutoNSubstitute.,}Substitute", Kind::MockObject)
            .when(&[When::InTest, When::Puts(Puts::OnDouble)])
            .target(TargetFrom::Annotated),
        Row::call("AutofacContrib.NSubstitute.AutoSubstitute", Kind::MockObject)
            .when(&[When::Form(CallForm::New)])
            .confidence(Confidence::Likely),
        Row::call("AutoFixture.AutoNSubstitute.AutoNSubstituteCustomization", Kind::MockObject)
            .when(&[When::Form(CallForm::New)])
            .confidence(Confidence::Likely),
    ],
};
