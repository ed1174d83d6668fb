//! fetch-mock: fetch-mock answers fetch in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// Routes: of the shared instance, of a sandbox or of an instance of its own; those for one answer of the first two alone.
macro_rules! ROUTES {
    () => {
        concat!(
            "{{{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest},{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.sandbox(),{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.createInstance()}.",
            "{mock,once,route,any,anyOnce,sticky,catch,get,post,put,delete,head,patch},",
            "{{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest},{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.sandbox()}.{get,post,put,delete,head,patch}{Once,Any,AnyOnce}}"
        )
    };
}

/// Fetch-mock answers fetch in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/fetch-mock",
    framework: "fetch-mock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "fetch-mock answers fetch in the place of a real server",
    documentation: include_str!("fetch_mock.md"),
    rows: &[
        Row::call("{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.{mock,spy}", Kind::HttpIntercept)
            .when(&[When::ArgsAtMost(0)])
            .boundary(Boundary::Http),
        Row::call(
            "{fetch-mock,fetch-mock-jest,@fetch-mock/jest,@fetch-mock/vitest}.{mockGlobal,sandbox,fetchHandler}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        // An address without a host is the page's own: what answers there is the project.
        Row::call(ROUTES!(), Kind::HttpRoute)
            .when(&[When::ArgText(0, "/*")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnService),
        Row::call(ROUTES!(), Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
    ],
};
