//! Scripted streams and services.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// a scripted stream or service stands in for a real one.
pub(super) static RULE: Rule = Rule {
    id: "rust/tokio-test",
    framework: "tokio-test and tower-test",
    languages: &[Language::Rust],
    since: 1,
    summary: "a scripted stream or service stands in for a real one",
    documentation: include_str!("tokio_test.md"),
    rows: &[
        Row::call("tokio_test.io.Builder.new", Kind::MockObject),
        Row::call("tokio_test.stream_mock.StreamMockBuilder.new", Kind::MockObject),
        Row::call("tower_test.mock.{spawn,pair,spawn_with,spawn_layer}", Kind::MockObject),
        Row::call("tower_test.mock.Mock.new", Kind::MockObject),
    ],
};
