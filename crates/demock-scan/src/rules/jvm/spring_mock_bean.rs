//! Spring test.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// A bean is replaced by a double.
pub(super) static RULE: Rule = Rule {
    id: "jvm/spring-mock-bean",
    framework: "Spring test",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a bean is replaced by a double",
    documentation: include_str!("spring_mock_bean.md"),
    rows: &[
        Row::reference("org.springframework.boot.test.mock.mockito.MockBean", Kind::MockObject)
            .target(TargetFrom::Annotated),
        Row::call("org.springframework.boot.test.mock.mockito.MockBean", Kind::MockObject)
            .target(TargetFrom::Annotated),
        Row::reference("org.springframework.boot.test.mock.mockito.SpyBean", Kind::Spy).target(TargetFrom::Annotated),
        Row::call("org.springframework.boot.test.mock.mockito.SpyBean", Kind::Spy).target(TargetFrom::Annotated),
        Row::reference("org.springframework.test.context.bean.override.mockito.MockitoBean", Kind::MockObject)
            .target(TargetFrom::Annotated),
        Row::call("org.springframework.test.context.bean.override.mockito.MockitoBean", Kind::MockObject)
            .target(TargetFrom::Annotated),
        Row::reference("org.springframework.test.context.bean.override.mockito.MockitoSpyBean", Kind::Spy)
            .target(TargetFrom::Annotated),
        Row::call("org.springframework.test.context.bean.override.mockito.MockitoSpyBean", Kind::Spy)
            .target(TargetFrom::Annotated),
        Row::reference("org.springframework.test.context.bean.override.convention.TestBean", Kind::Patch)
            .target(TargetFrom::Annotated),
        Row::call("org.springframework.test.context.bean.override.convention.TestBean", Kind::Patch)
            .target(TargetFrom::Annotated),
        Row::reference("com.ninjasquad.springmockk.MockkBean", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("com.ninjasquad.springmockk.MockkBean", Kind::MockObject).target(TargetFrom::Annotated),
        Row::reference("com.ninjasquad.springmockk.{SpykBean,MockkSpyBean}", Kind::Spy).target(TargetFrom::Annotated),
        Row::call("com.ninjasquad.springmockk.{SpykBean,MockkSpyBean}", Kind::Spy).target(TargetFrom::Annotated),
        Row::reference(
            "{io.quarkus.test.junit.mockito,io.quarkus.test,io.quarkiverse.test.junit.mockk}.InjectMock",
            Kind::MockObject,
        )
        .target(TargetFrom::Annotated),
        Row::call(
            "{io.quarkus.test.junit.mockito,io.quarkus.test,io.quarkiverse.test.junit.mockk}.InjectMock",
            Kind::MockObject,
        )
        .target(TargetFrom::Annotated),
        Row::reference(
            "{io.quarkus.test.junit.mockito,io.quarkus.test,io.quarkiverse.test.junit.mockk}.InjectSpy",
            Kind::Spy,
        )
        .target(TargetFrom::Annotated),
        Row::call(
            "{io.quarkus.test.junit.mockito,io.quarkus.test,io.quarkiverse.test.junit.mockk}.InjectSpy",
            Kind::Spy,
        )
        .target(TargetFrom::Annotated),
        Row::reference("io.micronaut.test.annotation.MockBean", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("io.micronaut.test.annotation.MockBean", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("io.quarkus.test.junit.QuarkusMock.{installMockForType,installMockForInstance}", Kind::Patch)
            .target(TargetFrom::Arg(1)),
    ],
};
