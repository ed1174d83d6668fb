//! pook.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// pook intercepts HTTP clients and answers in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/pook",
    framework: "pook",
    languages: &[Language::Python],
    since: 1,
    summary: "pook intercepts HTTP clients and answers in the place of a host",
    documentation: include_str!("pook.md"),
    rows: &[
        Row::call("pook.{on,use,activate}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::reference("pook.{on,use,activate}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{pook,pook.use()}.{get,post,put,patch,delete,head,options,mock}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
