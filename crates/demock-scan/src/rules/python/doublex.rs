//! doublex.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// doublex creates a double.
pub(super) static RULE: Rule = Rule {
    id: "python/doublex",
    framework: "doublex",
    languages: &[Language::Python],
    since: 1,
    summary: "doublex creates a double",
    documentation: include_str!("doublex.md"),
    rows: &[
        Row::call("doublex.{,doubles.}ProxySpy", Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call("doublex.{,doubles.}{Stub,Spy,Mock}", Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call("doublex.{,doubles.}Mimic", Kind::MockObject).target(TargetFrom::Arg(1)),
        Row::call("doublex.{,doubles.}{method_returning,method_raising}", Kind::MockObject),
    ],
};
