//! Guzzle's mock handler and the mock client of `HTTPlug`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// an HTTP client answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "php/guzzle",
    framework: "Guzzle and HTTPlug",
    languages: &[Language::Php],
    since: 1,
    summary: "an HTTP client answers from a script",
    documentation: include_str!("guzzle.md"),
    rows: &[
        Row::call("GuzzleHttp.{Handler.,Ring.Client.}MockHandler", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("GuzzleHttp.Handler.MockHandler.createWithMiddleware", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("GuzzleHttp.{Subscriber.Mock,Plugin.Mock.MockPlugin}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("Http.Mock.Client", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{VCR.,}VCR.{insertCassette,turnOn}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
