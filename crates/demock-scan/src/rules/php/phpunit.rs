//! `PHPUnit`'s own doubles.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// `PHPUnit` creates a test double.
pub(super) static RULE: Rule = Rule {
    id: "php/phpunit",
    framework: "PHPUnit",
    languages: &[Language::Php],
    since: 1,
    summary: "PHPUnit creates a test double",
    documentation: include_str!("phpunit.md"),
    rows: &[
        Row::call(
            "?.{createMock,createStub,createPartialMock,createConfiguredMock,createConfiguredStub,createTestProxy}",
            Kind::MockObject,
        )
        .when(&[When::InTest, When::ArgsAtLeast(1)])
        .target(TargetFrom::Type),
        Row::call("?.{createMockForIntersectionOfInterfaces,createStubForIntersectionOfInterfaces}", Kind::MockObject)
            .when(&[When::InTest]),
        Row::call(
            "?.{getMockForAbstractClass,getMockForTrait,getMockFromWsdl,getObjectForTrait,getMockClass}",
            Kind::MockObject,
        )
        .when(&[When::InTest, When::ArgsAtLeast(1)])
        .target(TargetFrom::Type),
        // With the builder's last method on the same chain or not: one site.
        Row::call("?.getMockBuilder", Kind::MockObject)
            .when(&[When::InTest])
            .target(TargetFrom::Type)
            .stubbed_by(&["willReturn"]),
        Row::call("{$this,self,static}.getMock", Kind::MockObject)
            .when(&[When::InTest, When::ArgsAtLeast(1)])
            .target(TargetFrom::Type),
    ],
};
