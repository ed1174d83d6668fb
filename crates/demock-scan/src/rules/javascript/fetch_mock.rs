//! fetch-mock: fetch-mock answers fetch in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// Fetch-mock answers fetch in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/fetch-mock",
    framework: "fetch-mock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "fetch-mock answers fetch in the place of a real server",
    documentation: include_str!("fetch_mock.md"),
    rows: &[
        Row::call("{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.{mock,spy}", Kind::HttpIntercept).when(&[When::ArgsAtMost(0)]).boundary(Boundary::Http),
        Row::call("{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.{mockGlobal,sandbox,fetchHandler}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            concat!(
                "{{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest},{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.sandbox(),{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.createInstance()}.",
                "{mock,once,route,any,anyOnce,sticky,catch,get,post,put,delete,head,patch}"
            ),
            Kind::HttpRoute,
        )
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Http),
        Row::call(
            concat!("{{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest},{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.sandbox()}.", "{get,post,put,delete,head,patch}{Once,Any,AnyOnce}"),
            Kind::HttpRoute,
        )
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Http),
    ],
};
