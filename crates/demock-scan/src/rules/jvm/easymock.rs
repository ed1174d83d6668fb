//! `EasyMock`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// `EasyMock` makes a double.
pub(super) static RULE: Rule = Rule {
    id: "jvm/easymock",
    framework: "EasyMock",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "EasyMock makes a double",
    documentation: include_str!("easymock.md"),
    rows: &[
        Row::call("org.easymock.{classextension.,}EasyMock.{mock,createMock,niceMock,createNiceMock,strictMock,createStrictMock,partialMockBuilder,createMockBuilder}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("org.easymock.{classextension.,}EasyMock.{createControl,createNiceControl,createStrictControl}().{mock,createMock}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("org.easymock.{IMocksControl,EasyMockSupport}().{mock,createMock,niceMock,createNiceMock,strictMock,createStrictMock}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("{mock,createMock,niceMock,createNiceMock,strictMock,createStrictMock,partialMockBuilder,createMockBuilder}", Kind::MockObject)
            .when(&[When::FileHas("extends EasyMockSupport")])
            .target(TargetFrom::Type),
        Row::reference("org.easymock.Mock", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("org.easymock.Mock", Kind::MockObject).target(TargetFrom::Annotated),
    ],
};
