//! nock: nock answers HTTP requests in the place of a real server.

use crate::rules::{Row, Rule, TargetFrom, When};
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
        // A scope is kept in a variable or member of the package's name, which has no verbs itself.
        Row::call(concat!("{nock,?.nock,this.nock}.", VERBS!()), Kind::HttpRoute)
            .when(&[When::InTest, When::ArgsAtLeast(1)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        // A chain that ends in an answer is one, in whatever the scope is kept.
        Row::call(concat!("?.", VERBS!()), Kind::HttpRoute)
            .when(&[
                When::FileImports("nock"),
                When::ArgsAtLeast(1),
                When::Chain(&["reply", "replyWithError", "replyWithFile", "times", "query", "persist"]),
            ])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("nock.back", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("nock.{define,load,loadDefs}", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call(concat!("{nock().,nock().persist().,nock().defaultReplyHeaders().,nock().**.reply().,nock().**.persist().,nock.Scope().}", VERBS!()), Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
