//! responses.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// The module itself, or a `RequestsMock` made by hand.
macro_rules! on_responses {
    ($methods:literal) => {
        concat!("responses.{,mock.,RequestsMock().}", $methods)
    };
}

/// responses intercepts requests and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/responses",
    framework: "responses",
    languages: &[Language::Python],
    since: 1,
    summary: "responses intercepts requests and answers in the place of a host",
    documentation: include_str!("responses.md"),
    rows: &[
        Row::call("responses.activate", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::reference("responses.activate", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("responses.RequestsMock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{responses,responses.mock}.start", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::reference("responses.mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(on_responses!("{get,post,put,patch,delete,head,options}"), Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call(on_responses!("{add,replace,upsert,add_callback}"), Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
    ],
};
