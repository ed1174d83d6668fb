//! gock.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// Gock answers HTTP in the process.
pub(super) static RULE: Rule = Rule {
    id: "go/gock",
    framework: "gock",
    languages: &[Language::Go],
    since: 1,
    summary: "gock answers HTTP in the process",
    documentation: include_str!("gock.md"),
    rows: &[
        Row::call("{github.com/h2non/gock,gopkg.in/h2non/gock.v1,gopkg.in/h2non/gock.v0}.New", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{github.com/h2non/gock,gopkg.in/h2non/gock.v1,gopkg.in/h2non/gock.v0}.{InterceptClient,NewTransport,Intercept}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
    ],
};
