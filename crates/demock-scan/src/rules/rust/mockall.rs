//! mockall: definitions and instances.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// mockall defines or creates a double.
pub(super) static RULE: Rule = Rule {
    id: "rust/mockall",
    framework: "mockall",
    languages: &[Language::Rust],
    since: 1,
    summary: "mockall defines or creates a double",
    documentation: include_str!("mockall.md"),
    rows: &[
        Row::call("{mockall.,}mock", Kind::HandwrittenDouble)
            .when(&[When::Form(CallForm::Macro), When::FileHas("mockall")])
            .target(TargetFrom::Implemented)
            .defines("Mock"),
        Row::reference("{mockall.,}automock", Kind::HandwrittenDouble).target(TargetFrom::Annotated).defines("Mock"),
        Row::call("{mockall.,}automock", Kind::HandwrittenDouble).target(TargetFrom::Annotated).defines("Mock"),
        // Servers and services of other libraries that are named so.
        Row::nothing("{?.,}Mock{Server,Connection,RedisConnection,Database,Cluster,Stream,Instant}.{new,default}"),
        Row::nothing("wiremock.Mock*.*"),
        Row::call("Mock*.{new,default}", Kind::MockObject)
            .when(&[When::FileHas("mockall"), When::ArgsAtMost(0), When::NotDefinedHere])
            .target(TargetFrom::OwnerWithout("Mock")),
        Row::call("?.Mock*.{new,default}", Kind::MockObject)
            .when(&[When::FileHas("mockall"), When::ArgsAtMost(0), When::NotDefinedHere])
            .target(TargetFrom::OwnerWithout("Mock")),
        Row::call("Mock*.{new,default}", Kind::MockObject)
            .when(&[
                When::InTest,
                When::FileHas(".return"),
                When::FileHas(".expect_"),
                When::ArgsAtMost(0),
                When::NotDefinedHere,
            ])
            .target(TargetFrom::OwnerWithout("Mock"))
            .confidence(Confidence::Likely),
        Row::call("?.Mock*.{new,default}", Kind::MockObject)
            .when(&[
                When::InTest,
                When::FileHas(".return"),
                When::FileHas(".expect_"),
                When::ArgsAtMost(0),
                When::NotDefinedHere,
            ])
            .target(TargetFrom::OwnerWithout("Mock"))
            .confidence(Confidence::Likely),
        // Constructors that a project writes around `new` and `default`.
        Row::call("{?.,}Mock*.{new_with*,configure}", Kind::MockObject)
            .when(&[When::InTest, When::FileHas(".expect_"), When::ArgsAtLeast(1), When::NotDefinedHere])
            .target(TargetFrom::OwnerWithout("Mock"))
            .confidence(Confidence::Likely),
        Row::call("?.mock_*.unwrap_or_default", Kind::MockObject)
            .when(&[When::FileHas("mockall"), When::ArgsAtMost(0)])
            .target(TargetFrom::OwnerWithout("mock_"))
            .confidence(Confidence::Likely),
        // The module that stands in for one of functions: `mock_files::read_context()`.
        Row::call("{?.,}mock_*.{*_context}", Kind::Patch)
            .when(&[When::InTest, When::ArgsAtMost(0), When::FileHas(".expect()")])
            .target(TargetFrom::OwnerWithout("mock_")),
        Row::call("?.Mock*.{*_context}", Kind::Patch)
            .when(&[When::InTest, When::FileHas("mockall")])
            .target(TargetFrom::OwnerWithout("Mock")),
        Row::call("Mock*.{*_context}", Kind::Patch).when(&[When::InTest]).target(TargetFrom::OwnerWithout("Mock")),
    ],
};
