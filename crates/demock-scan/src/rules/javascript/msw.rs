//! msw: msw answers requests in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Msw answers requests in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/msw",
    framework: "msw",
    languages: super::SCRIPTS,
    since: 1,
    summary: "msw answers requests in the place of a real server",
    documentation: include_str!("msw.md"),
    rows: &[
        Row::call("{msw/node,msw/native,msw}.setupServer", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{msw/browser,msw}.setupWorker", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("msw.{http,rest}.{get,post,put,patch,delete,head,options,all}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("msw.{graphql,graphql.link()}.{query,mutation,operation}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("msw.ws.link", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Websocket),
    ],
};
