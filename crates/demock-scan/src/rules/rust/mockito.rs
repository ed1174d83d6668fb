//! mockito.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// a test starts an HTTP server that answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "rust/mockito",
    framework: "mockito",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test starts an HTTP server that answers from a script",
    documentation: include_str!("mockito.md"),
    rows: &[
        Row::call(
            "mockito.Server.{new,new_async,new_with_opts,new_with_opts_async,new_with_port,new_with_port_async}",
            Kind::LocalServer,
        ),
        Row::call("Server.{new_with_opts,new_with_opts_async}", Kind::LocalServer).when(&[When::FileHas("mockito")]),
    ],
};
