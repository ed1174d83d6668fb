//! `PowerMock`.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// `PowerMock` makes a double or patches a class.
pub(super) static RULE: Rule = Rule {
    id: "jvm/powermock",
    framework: "PowerMock",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "PowerMock makes a double or patches a class",
    documentation: include_str!("powermock.md"),
    rows: &[
        Row::call("org.powermock.api.mockito.PowerMockito.mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("org.powermock.api.mockito.PowerMockito.spy", Kind::Spy).target(TargetFrom::Type),
        Row::call("org.powermock.api.mockito.PowerMockito.{mockStatic,whenNew,stub,suppress,replace}", Kind::Patch).target(TargetFrom::Type),
        Row::call("org.powermock.api.support.membermodification.MemberModifier.{suppress,replace,stub}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("org.powermock.api.easymock.PowerMock.{createMock,createNiceMock,createStrictMock,createPartialMock,createNicePartialMock,createStrictPartialMock,createMockAndExpectNew,createNiceMockAndExpectNew}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("org.powermock.api.easymock.PowerMock.{mockStatic,mockStaticNice,mockStaticStrict,mockStaticPartial,mockStaticPartialNice,expectNew,suppress}", Kind::Patch)
            .target(TargetFrom::Type),
        Row::reference("org.powermock.api.easymock.annotation.{Mock,MockNice,MockStrict}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("org.powermock.api.easymock.annotation.{Mock,MockNice,MockStrict}", Kind::MockObject).target(TargetFrom::Annotated),
    ],
};
