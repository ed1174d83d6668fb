//! `HTTPretty`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// `HTTPretty` replaces sockets and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/httpretty",
    framework: "HTTPretty",
    languages: &[Language::Python],
    since: 1,
    summary: "HTTPretty replaces sockets and answers in the place of a host",
    documentation: include_str!("httpretty.md"),
    rows: &[
        Row::call(
            "httpretty.{,core.}{activate,httprettified,enable,enabled,httprettized,HTTPretty.enable,httpretty.enable}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::reference("httpretty.{,core.}{activate,httprettified,enabled,httprettized}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("httpretty.{,core.}{,HTTPretty.,httpretty.}register_uri", Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
    ],
};
