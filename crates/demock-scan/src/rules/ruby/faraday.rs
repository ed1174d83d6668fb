//! HTTP clients with a scripted answer: Faraday's test adapter, Excon and Typhoeus stubs, `FakeWeb`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// an HTTP client answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "ruby/faraday",
    framework: "Faraday and Excon",
    languages: &[Language::Ruby],
    since: 1,
    summary: "an HTTP client answers from a script",
    documentation: include_str!("faraday.md"),
    rows: &[
        Row::call("Faraday.Adapter.Test.Stubs.new", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("?.adapter().{get,head,post,put,patch,delete,options}", Kind::HttpRoute)
            .when(&[When::InTest, When::FileHas(":test")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("ActiveResource.HttpMock.respond_to", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("ActiveResource.HttpMock.respond_to().{get,head,post,put,patch,delete}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("Faraday.Adapter.Test.Stubs.new().{get,head,post,put,patch,delete,options}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("?.adapter", Kind::HttpIntercept)
            .when(&[When::InTest, When::ArgText(0, "test")])
            .boundary(Boundary::Http),
        Row::call("{Excon,Typhoeus}.stub", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
        Row::call("FakeWeb.register_uri", Kind::HttpRoute).target(TargetFrom::Arg(1)).boundary(Boundary::Http),
    ],
};
