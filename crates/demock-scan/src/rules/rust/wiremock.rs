//! wiremock.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// a test starts an HTTP server that answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "rust/wiremock",
    framework: "wiremock",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test starts an HTTP server that answers from a script",
    documentation: include_str!("wiremock.md"),
    rows: &[
        Row::call("wiremock.MockServer.{start,builder}", Kind::LocalServer),
        Row::call("MockServer.{start,builder}", Kind::LocalServer).when(&[When::InTest, When::FileHas("wiremock")]),
    ],
};
