//! nock: nock answers HTTP requests in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// What begins a route.
macro_rules! VERBS {
    () => {
        "{get,post,put,patch,delete,head,options,merge,intercept}"
    };
}

/// Nock answers HTTP requests in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/nock",
    framework: "nock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "nock answers HTTP requests in the place of a real server",
    documentation: include_str!("nock.md"),
    rows: &[
        Row::call("nock", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
        Row::call("nock.back", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("nock.{define,load,loadDefs}", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call(concat!("{nock().,nock().persist().,nock().defaultReplyHeaders().,nock().**.reply().,nock().**.persist().,nock.Scope().}", VERBS!()), Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
