//! requests-mock.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// A mocker made by hand, the fixture, or what the decorator hands in.
macro_rules! on_requests_mock {
    ($methods:literal) => {
        concat!(
            "{requests_mock.{Mocker(),mock(),mocker.Mocker(),Adapter(),adapter.Adapter(),contrib.fixture.Fixture()},",
            "fixture:requests_mock,@requests_mock.{Mocker,mock}}.",
            $methods
        )
    };
}

/// requests-mock intercepts requests and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/requests-mock",
    framework: "requests-mock",
    languages: &[Language::Python],
    since: 1,
    summary: "requests-mock intercepts requests and answers in the place of a host",
    documentation: include_str!("requests_mock.md"),
    rows: &[
        Row::call(
            "requests_mock.{Mocker,mock,mocker.Mocker,Adapter,adapter.Adapter,contrib.fixture.Fixture}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::reference("requests_mock.{Mocker,mock}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::parameter("fixture:requests_mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(on_requests_mock!("{get,post,put,patch,delete,head,options}"), Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call(on_requests_mock!("{register_uri,request}"), Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
        Row::call(on_requests_mock!("add_matcher"), Kind::HttpRoute).boundary(Boundary::Http),
    ],
};
