//! isolation frameworks.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// A class is rewritten while it runs.
pub(super) static RULE: Rule = Rule {
    id: "csharp/microsoft-fakes",
    framework: "isolation frameworks",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a class is rewritten while it runs",
    documentation: include_str!("microsoft_fakes.md"),
    rows: &[
        Row::call("Microsoft.QualityTools.Testing.Fakes.ShimsContext.Create", Kind::Patch),
        Row::call("TypeMock.ArrangeActAssert.Isolate.Fake.{Instance,AllInstances,Dependencies}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("TypeMock.ArrangeActAssert.Isolate.Fake.StaticMethods", Kind::Patch).target(TargetFrom::Type),
        Row::call("Pose.Shim.Replace", Kind::Patch),
    ],
};
