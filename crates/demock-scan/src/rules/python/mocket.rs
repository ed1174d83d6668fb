//! Mocket.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// Mocket replaces sockets and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/mocket",
    framework: "Mocket",
    languages: &[Language::Python],
    since: 1,
    summary: "Mocket replaces sockets and answers in the place of a host",
    documentation: include_str!("mocket.md"),
    rows: &[
        Row::call("mocket.{,mocket.,decorators.mocketizer.,async_mocket.,decorators.async_mocket.}{mocketize,async_mocketize,Mocketizer}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::reference("mocket.{,mocket.,decorators.mocketizer.,async_mocket.,decorators.async_mocket.}{mocketize,async_mocketize}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("mocket.{,mocket.}Mocket.{enable,register}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{mocket.mockhttp,mocket.plugins.httpretty}.Entry.{register,single_register}", Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
        Row::call("mocket.mockredis.Entry.register", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Cache),
    ],
};
