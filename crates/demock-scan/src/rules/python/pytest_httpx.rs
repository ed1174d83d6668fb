//! pytest-httpx.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// pytest-httpx intercepts httpx and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/pytest-httpx",
    framework: "pytest-httpx",
    languages: &[Language::Python],
    since: 1,
    summary: "pytest-httpx intercepts httpx and answers in the place of a host",
    documentation: include_str!("pytest_httpx.md"),
    rows: &[
        Row::parameter("fixture:httpx_mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            "{fixture:httpx_mock,pytest_httpx.HTTPXMock()}.{add_response,add_callback,add_exception}",
            Kind::HttpRoute,
        )
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Http),
    ],
};
