//! testify.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// Testify makes a double.
pub(super) static RULE: Rule = Rule {
    id: "go/testify-mock",
    framework: "testify",
    languages: &[Language::Go],
    since: 1,
    summary: "testify makes a double",
    documentation: include_str!("testify_mock.md"),
    rows: &[
        Row::base("github.com/stretchr/testify/mock.Mock", Kind::HandwrittenDouble),
        Row::call("github.com/stretchr/testify/mock.Mock", Kind::MockObject).when(&[When::Form(CallForm::Literal)]),
        Row::call("new", Kind::MockObject).when(&[When::ArgPath(0, "github.com/stretchr/testify/mock.Mock")]),
        Row::call("?.{*mocks,*/mock}.*", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal), When::FileImports("github.com/stretchr/testify/{mock,suite}")])
            .target(TargetFrom::NameWithout("Mock"))
            .confidence(Confidence::Likely),
        Row::call("new", Kind::MockObject)
            .when(&[When::ArgPath(0, "?.{*mocks,*/mock}.*")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("new", Kind::MockObject)
            .when(&[When::ArgPath(0, "{Mock*,?.Mock*}"), When::FileImports("github.com/stretchr/testify/mock")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("{?.,}Mock*", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal), When::FileImports("github.com/stretchr/testify/mock")])
            .target(TargetFrom::NameWithout("Mock"))
            .confidence(Confidence::Likely),
    ],
};
