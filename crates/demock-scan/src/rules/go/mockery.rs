//! mockery.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// The constructor registers its clean-up with the test.
const TESTING: &[When] = &[When::ArgPath(0, "{testing.{T,TB,B}(),t}"), When::ArgsAtMost(1)];
const TESTING_CALL: &[When] = &[When::ArgCall(0, "{?.T,?.GinkgoT,GinkgoT}"), When::ArgsAtMost(1)];

/// A double of testify made by mockery.
pub(super) static RULE: Rule = Rule {
    id: "go/mockery",
    framework: "mockery",
    languages: &[Language::Go],
    since: 1,
    summary: "a double of testify made by mockery",
    documentation: include_str!("mockery.md"),
    rows: &[
        Row::generator("generated:mockery"),
        Row::call("{?.,}NewMock*", Kind::MockObject).when(TESTING).target(TargetFrom::NameWithout("NewMock")),
        Row::call("{?.,}NewMock*", Kind::MockObject).when(TESTING_CALL).target(TargetFrom::NameWithout("NewMock")),
        Row::call("?.*mocks.New*", Kind::MockObject).when(TESTING).target(TargetFrom::NameWithout("New")),
        Row::call("?.*mocks.New*", Kind::MockObject).when(TESTING_CALL).target(TargetFrom::NameWithout("New")),
    ],
};
