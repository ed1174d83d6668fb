//! msw: msw answers requests in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom, When};
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
        // An address without a host is the page's own: what answers there is the project.
        Row::call("msw.{http,rest}.{get,post,put,patch,delete,head,options,all}", Kind::HttpRoute)
            .when(&[When::ArgText(0, "/*")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnService),
        // The verb is chosen at run time.
        Row::call("?.use", Kind::HttpRoute)
            .when(&[When::FileImports("msw"), When::ArgsHave("http[")])
            .boundary(Boundary::Http),
        Row::call("msw.{http,rest}.{get,post,put,patch,delete,head,options,all}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("msw.{graphql,graphql.link()}.{query,mutation,operation}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("msw.ws.link", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Websocket),
    ],
};
