//! `WebMock`, and the `stub_get` helpers that projects wrap around it.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// `WebMock` answers an HTTP request.
pub(super) static RULE: Rule = Rule {
    id: "ruby/webmock",
    framework: "WebMock",
    languages: &[Language::Ruby],
    since: 1,
    summary: "WebMock answers an HTTP request",
    documentation: include_str!("webmock.md"),
    rows: &[
        Row::call("{WebMock.,}{stub_request,stub_http_request}", Kind::HttpRoute)
            .when(&[When::ArgText(0, "{get,head,post,put,patch,delete,options,any,trace}")])
            .target(TargetFrom::Arg(1))
            .stubbed_by(&["to_return", "to_raise", "to_timeout"])
            .boundary(Boundary::Http),
        // The verb may be a variable.
        Row::call("{WebMock.,}{stub_request,stub_http_request}", Kind::HttpRoute)
            .when(&[When::InTest, When::ArgsAtLeast(2), When::NoArgText(0)])
            .target(TargetFrom::Arg(1))
            .stubbed_by(&["to_return", "to_raise", "to_timeout"])
            .boundary(Boundary::Http),
        Row::call("stub_{get,post,put,patch,delete,head}", Kind::HttpRoute)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http)
            .confidence(Confidence::Likely),
        // A helper of the project that stubs the route of one service.
        Row::call("stub_*_request", Kind::HttpRoute)
            .when(&[When::InTest, When::NotDefinedHere])
            .target(TargetFrom::NameWithout("stub_"))
            .boundary(Boundary::Http)
            .confidence(Confidence::Likely),
    ],
};
