//! aioresponses.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// aioresponses intercepts aiohttp and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/aioresponses",
    framework: "aioresponses",
    languages: &[Language::Python],
    since: 1,
    summary: "aioresponses intercepts aiohttp and answers in the place of a host",
    documentation: include_str!("aioresponses.md"),
    rows: &[
        Row::call("aioresponses.{,core.}aioresponses", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{aioresponses.{,core.}aioresponses(),@aioresponses.{,core.}aioresponses}.{get,post,put,patch,delete,head,options}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{aioresponses.{,core.}aioresponses(),@aioresponses.{,core.}aioresponses}.add", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
