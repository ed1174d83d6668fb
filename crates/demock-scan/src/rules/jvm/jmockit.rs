//! `JMockit`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// `JMockit` replaces a class.
pub(super) static RULE: Rule = Rule {
    id: "jvm/jmockit",
    framework: "JMockit",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "JMockit replaces a class",
    documentation: include_str!("jmockit.md"),
    rows: &[
        Row::reference("mockit.{Mocked,Injectable,Capturing}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("mockit.{Mocked,Injectable,Capturing}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("mockit.MockUp", Kind::Patch).target(TargetFrom::Type),
        // Of an object or class that is handed in, what is recorded is replaced.
        Row::call("mockit.{Expectations,StrictExpectations,NonStrictExpectations}", Kind::Patch)
            .when(&[When::ArgsAtLeast(1), When::NoArgText(0)])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
    ],
};
