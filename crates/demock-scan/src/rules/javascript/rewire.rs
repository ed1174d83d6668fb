//! rewire: rewire sets what a module keeps to itself.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::Kind;

/// Rewire sets what a module keeps to itself.
pub(super) static RULE: Rule = Rule {
    id: "javascript/rewire",
    framework: "rewire",
    languages: super::SCRIPTS,
    since: 1,
    summary: "rewire sets what a module keeps to itself",
    documentation: include_str!("rewire.md"),
    rows: &[
        Row::call("?.{__set__,__Rewire__}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("?.__with__", Kind::Patch),
    ],
};
