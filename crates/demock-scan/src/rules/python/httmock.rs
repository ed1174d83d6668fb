//! `HTTMock`.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// `HTTMock` answers what `requests` sends, by functions.
pub(super) static RULE: Rule = Rule {
    id: "python/httmock",
    framework: "HTTMock",
    languages: &[Language::Python],
    since: 2,
    summary: "HTTMock answers what `requests` sends, by functions",
    documentation: include_str!("httmock.md"),
    rows: &[
        Row::call("httmock.{HTTMock,with_httmock}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("httmock.urlmatch", Kind::HttpRoute).boundary(Boundary::Http),
        Row::reference("httmock.all_requests", Kind::HttpRoute).boundary(Boundary::Http),
    ],
};
