//! httpmock.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// a test starts an HTTP server that answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "rust/httpmock",
    framework: "httpmock",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test starts an HTTP server that answers from a script",
    documentation: include_str!("httpmock.md"),
    rows: &[
        Row::call(
            "httpmock.{prelude.,}MockServer.{start,start_async,connect,connect_async,connect_from_env,connect_from_env_async}",
            Kind::LocalServer,
        ),
        Row::call("httptest.Server.run", Kind::LocalServer),
        Row::call("httptest.ServerBuilder.new", Kind::LocalServer),
    ],
};
