//! isolation frameworks.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// A class is rewritten while it runs.
pub(super) static RULE: Rule = Rule {
    id: "csharp/microsoft-fakes",
    framework: "isolation frameworks",
    languages: &[Language::CSharp],
    since: 2,
    summary: "a class is rewritten while it runs",
    documentation: include_str!("microsoft_fakes.md"),
    rows: &[
        Row::call("Microsoft.QualityTools.Testing.Fakes.ShimsContext.Create", Kind::Patch),
        Row::call("TypeMock.ArrangeActAssert.Isolate.Fake.{Instance,AllInstances,Dependencies}", Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("TypeMock.ArrangeActAssert.Isolate.Fake.StaticMethods", Kind::Patch).target(TargetFrom::Type),
        Row::call("Pose.Shim.Replace", Kind::Patch),
        Row::call("HarmonyLib.Harmony().Patch", Kind::Patch).when(&[When::InTest]).confidence(Confidence::Likely),
    ],
};
