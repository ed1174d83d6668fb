//! faux.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// faux makes a double of a struct.
pub(super) static RULE: Rule = Rule {
    id: "rust/faux",
    framework: "faux",
    languages: &[Language::Rust],
    since: 1,
    summary: "faux makes a double of a struct",
    documentation: include_str!("faux.md"),
    rows: &[
        Row::reference("faux.create", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("faux.create", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("?.faux", Kind::MockObject).when(&[When::HasReceiver]).target(TargetFrom::Receiver),
    ],
};
