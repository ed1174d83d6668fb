//! httpx.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// httpx is given a transport that answers without a network.
pub(super) static RULE: Rule = Rule {
    id: "python/httpx-transport",
    framework: "httpx",
    languages: &[Language::Python],
    since: 1,
    summary: "httpx is given a transport that answers without a network",
    documentation: include_str!("httpx_transport.md"),
    rows: &[
        Row::call("httpx.{,_transports.mock.}MockTransport", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::base("httpx.{,_transports.mock.}MockTransport", Kind::HttpIntercept).boundary(Boundary::Http),
    ],
};
