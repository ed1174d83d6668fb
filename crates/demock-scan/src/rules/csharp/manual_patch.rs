//! replacing by hand.

use crate::rules::{Puts, Row, Rule, When};
use demock_model::{Kind, Language};

/// A test sets a private field by hand.
pub(super) static RULE: Rule = Rule {
    id: "csharp/manual-patch",
    framework: "replacing by hand",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a test sets a private field by hand",
    documentation: include_str!("manual_patch.md"),
    rows: &[Row::call("?.SetValue", Kind::ManualPatch).when(&[
        When::FileImports("System.Reflection"),
        When::InTest,
        When::ArgsAtLeast(2),
        When::Puts(Puts::ArgIsDouble(1)),
    ])],
};
