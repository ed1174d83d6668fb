//! `JMockit`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// `JMockit` replaces a class.
pub(super) static RULE: Rule = Rule {
    id: "jvm/jmockit",
    framework: "JMockit",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "JMockit replaces a class",
    documentation: include_str!("jmockit.md"),
    rows: &[
        Row::reference("mockit.{Mocked,Injectable,Capturing}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("mockit.{Mocked,Injectable,Capturing}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("mockit.MockUp", Kind::Patch).target(TargetFrom::Type),
    ],
};
