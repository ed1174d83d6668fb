//! aws-sdk-client-mock: aws-sdk-client-mock stands in for AWS clients.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Aws-sdk-client-mock stands in for AWS clients.
pub(super) static RULE: Rule = Rule {
    id: "javascript/aws-sdk-client-mock",
    framework: "aws-sdk-client-mock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "aws-sdk-client-mock stands in for AWS clients",
    documentation: include_str!("aws_sdk_client_mock.md"),
    rows: &[
        Row::call("{aws-sdk-client-mock,aws-sdk-vitest-mock}.mockClient", Kind::FakeService)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("aws-sdk-mock.{mock,remock}", Kind::Patch).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
    ],
};
