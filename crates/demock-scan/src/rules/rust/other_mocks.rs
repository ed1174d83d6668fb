//! double, pseudo, galvanic-mock, mry, mocktopus, injectorpp.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// a lesser known library creates a double.
pub(super) static RULE: Rule = Rule {
    id: "rust/other-mocks",
    framework: "Rust mocks",
    languages: &[Language::Rust],
    since: 1,
    summary: "a lesser known library creates a double",
    documentation: include_str!("other_mocks.md"),
    rows: &[
        Row::call("pseudo.Mock.{new,default}", Kind::MockObject),
        Row::call("{double.,}{mock_trait,mock_trait_no_default}", Kind::HandwrittenDouble)
            .when(&[When::Form(CallForm::Macro)])
            .target(TargetFrom::Arg(0)),
        Row::call("{double.,}{mock_func,mock_func_no_default}", Kind::MockObject).when(&[When::Form(CallForm::Macro)]),
        Row::call("{galvanic_mock.,}new_mock", Kind::MockObject)
            .when(&[When::Form(CallForm::Macro)])
            .target(TargetFrom::Arg(0)),
        Row::reference("galvanic_mock.mockable", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::reference("mry.mry", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("mry.new", Kind::MockObject).when(&[When::Form(CallForm::Macro)]),
        Row::reference("mocktopus.macros.mockable", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("?.mock_safe", Kind::Patch).when(&[When::FileHas("mocktopus")]).target(TargetFrom::Receiver),
        Row::call("injectorpp.interface.injector.InjectorPP.new", Kind::Patch),
    ],
};
