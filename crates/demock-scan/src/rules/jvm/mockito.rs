//! Mockito.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// Mockito makes a double, a spy, or patches a class.
pub(super) static RULE: Rule = Rule {
    id: "jvm/mockito",
    framework: "Mockito",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "Mockito makes a double, a spy, or patches a class",
    documentation: include_str!("mockito.md"),
    rows: &[
        Row::call("org.mockito.{Mockito,BDDMockito}.mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("org.mockito.{Mockito,BDDMockito}.spy", Kind::Spy).target(TargetFrom::Type),
        Row::call(
            "org.mockito.{Mockito,BDDMockito}.{mockStatic,mockConstruction,mockConstructionWithAnswer,mockSingleton}",
            Kind::Patch,
        )
        .target(TargetFrom::Type),
        Row::call(
            "{org.mockito.kotlin,com.nhaarman.mockitokotlin2,com.nhaarman.mockito_kotlin}.mock",
            Kind::MockObject,
        )
        .target(TargetFrom::Type),
        Row::call("{org.mockito.kotlin,com.nhaarman.mockitokotlin2,com.nhaarman.mockito_kotlin}.spy", Kind::Spy)
            .target(TargetFrom::Type),
        Row::call("org.mockito.kotlin.{mockStatic,mockConstruction}", Kind::Patch).target(TargetFrom::Type),
        Row::reference("org.mockito.{Mock,MockitoAnnotations.Mock}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::call("org.mockito.{Mock,MockitoAnnotations.Mock}", Kind::MockObject).target(TargetFrom::Annotated),
        Row::reference("org.mockito.Spy", Kind::Spy).target(TargetFrom::Annotated),
        Row::call("org.mockito.Spy", Kind::Spy).target(TargetFrom::Annotated),
    ],
};
