//! The AWS SDK's replaying clients and `aws-smithy-mocks`.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// an AWS client answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "rust/aws-smithy",
    framework: "aws-smithy",
    languages: &[Language::Rust],
    since: 1,
    summary: "an AWS client answers from a script",
    documentation: include_str!("aws_smithy.md"),
    rows: &[
        Row::call("{aws_smithy_runtime.client.http,aws_smithy_http_client}.test_util.{StaticReplayClient,dvr.ReplayingClient,NeverClient,legacy_infallible.*}.{new,from_file}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{StaticReplayClient,ReplayingClient,NeverClient,TestConnection,?.StaticReplayClient,?.ReplayingClient}.{new,from_file}", Kind::HttpIntercept)
            .when(&[When::FileHas("aws_smithy"), When::NotDefinedHere])
            .boundary(Boundary::Http),
        Row::call("{aws_smithy_runtime.client.http,aws_smithy_http_client}.test_util.{capture_request,infallible_client_fn}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{aws_smithy_mocks,aws_smithy_mocks_experimental}.mock_client", Kind::HttpIntercept)
            .when(&[When::Form(CallForm::Macro)])
            .boundary(Boundary::Http),
        Row::call("{aws_smithy_mocks,aws_smithy_mocks_experimental}.mock", Kind::HttpRoute)
            .when(&[When::Form(CallForm::Macro)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
