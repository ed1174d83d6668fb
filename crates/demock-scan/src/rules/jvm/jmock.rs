//! `jMock`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// `JMock` makes a double.
pub(super) static RULE: Rule = Rule {
    id: "jvm/jmock",
    framework: "jMock",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "jMock makes a double",
    documentation: include_str!("jmock.md"),
    rows: &[
        Row::call("org.jmock.{Mockery,lib.legacy.Mockery,integration.junit3.JUnit3Mockery,integration.junit4.JUnit4Mockery,integration.junit4.JUnitRuleMockery,junit5.JUnit5Mockery,imposters.Mockery}().mock", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("{mock,this.mock}", Kind::MockObject)
            .when(&[When::FileHas("MockObjectTestCase")])
            .target(TargetFrom::Type),
        Row::reference("org.jmock.auto.Mock", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("org.jmock.auto.Mock", Kind::MockObject).target(TargetFrom::Annotated),
    ],
};
