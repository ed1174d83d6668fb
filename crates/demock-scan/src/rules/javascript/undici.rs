//! undici: the `MockAgent` of undici answers requests in the place of a real server.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// The `MockAgent` of undici answers requests in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/undici",
    framework: "undici",
    languages: super::SCRIPTS,
    since: 1,
    summary: "the MockAgent of undici answers requests in the place of a real server",
    documentation: include_str!("undici.md"),
    rows: &[
        Row::call("undici.{MockAgent,MockPool,MockClient,SnapshotAgent}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            concat!(
                "{undici.{MockPool,MockClient,Interceptable}().,undici.MockAgent().,undici.MockAgent().get().,",
                "undici.MockAgent().**.,cloudflare:test.fetchMock.get().}intercept"
            ),
            Kind::HttpRoute,
        )
        .boundary(Boundary::Http),
    ],
};
