//! RESPX.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// The module, its global router, a router made by hand, the fixture, or what the decorator hands in.
macro_rules! on_respx {
    ($methods:literal) => {
        concat!(
            "{respx.{,mock.,mock().,MockRouter().,router.MockRouter().},fixture:respx_mock.,@respx.mock.}",
            $methods
        )
    };
}

/// respx intercepts httpx and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/respx",
    framework: "RESPX",
    languages: &[Language::Python],
    since: 1,
    summary: "respx intercepts httpx and answers in the place of a host",
    documentation: include_str!("respx.md"),
    rows: &[
        Row::call("respx.mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::reference("respx.mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("respx.{mock.,}start", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("respx.{,router.}MockRouter", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::parameter("fixture:respx_mock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(on_respx!("{get,post,put,patch,delete,head,options,request,route,add}"), Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
