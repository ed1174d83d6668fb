//! axios-mock-adapter: axios-mock-adapter and moxios answer axios requests in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Axios-mock-adapter and moxios answer axios requests in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/axios-mock-adapter",
    framework: "axios-mock-adapter",
    languages: super::SCRIPTS,
    since: 1,
    summary: "axios-mock-adapter and moxios answer axios requests in the place of a real server",
    documentation: include_str!("axios_mock_adapter.md"),
    rows: &[
        Row::call("axios-mock-adapter", Kind::HttpIntercept).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
        Row::call(
            "axios-mock-adapter().{onGet,onPost,onPut,onPatch,onDelete,onHead,onOptions,onAny,onList,onLink,onUnlink}",
            Kind::HttpRoute,
        )
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Http),
        Row::call("moxios.install", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("moxios.{stubRequest,stubOnce,stubFailure,stubTimeout}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
