//! Codeception.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Codeception creates a stub.
pub(super) static RULE: Rule = Rule {
    id: "php/codeception",
    framework: "Codeception",
    languages: &[Language::Php],
    since: 1,
    summary: "Codeception creates a stub",
    documentation: include_str!("codeception.md"),
    rows: &[
        Row::call("Codeception.{Stub,Util.Stub}.{make,makeEmpty,makeEmptyExcept,construct,constructEmpty,constructEmptyExcept,factory}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("{$this,self,static}.{makeEmpty,makeEmptyExcept,constructEmpty,constructEmptyExcept}", Kind::MockObject)
            .when(&[When::InTest])
            .target(TargetFrom::Type),
        Row::call("{$this,self,static}.{make,construct}", Kind::MockObject)
            .when(&[When::InTest, When::FileImports("Codeception"), When::ArgsAtLeast(1)])
            .target(TargetFrom::Type),
    ],
};
