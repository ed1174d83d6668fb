//! Recorded and scripted answers in the place of a client's way out.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// a client answers from a recording or a script.
pub(super) static RULE: Rule = Rule {
    id: "rust/http-intercept",
    framework: "Rust HTTP interceptors",
    languages: &[Language::Rust],
    since: 2,
    summary: "a client answers from a recording or a script",
    documentation: include_str!("http_intercept.md"),
    rows: &[
        Row::call("{rvcr,reqwest_vcr}.VCRMiddleware.{new,try_from}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("surf_vcr.VcrMiddleware.new", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("mock_http_connector.Connector.{builder,new}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            "yup_hyper_mock.{HostToReplyConnector.default,SequentialConnector.default,mock_connector}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("reqwest_mock.client.{ReplayClient,StubClient}.new", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("reqwest_mock.{ReplayClient,StubClient}.new", Kind::HttpIntercept).boundary(Boundary::Http),
    ],
};
