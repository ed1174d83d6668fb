//! double, pseudo, galvanic-mock, mry, mocktopus, mockers, mockiato, injectorpp; embedded-hal-mock and rand's `StepRng`.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

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
        Row::call("mry.lock", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{mockers.,}Scenario.{new,create_mock_for,create_mock}", Kind::MockObject)
            .when(&[When::FileHas("mockers")]),
        Row::call("?.{create_mock_for,create_mock}", Kind::MockObject)
            .when(&[When::FileHas("mockers"), When::TypeArgs]),
        Row::reference("{mockers_derive.,}mocked", Kind::HandwrittenDouble)
            .when(&[When::FileHas("mockers")])
            .target(TargetFrom::Annotated),
        Row::reference("mockiato.mockable", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("mockiato.mockable", Kind::HandwrittenDouble).target(TargetFrom::Annotated),
        Row::call("mock_it.Mock.{new,default}", Kind::MockObject),
        Row::call("embedded_hal_mock.{*,*.*,*.*.*}.{Mock,Generic}.new", Kind::MockObject),
        Row::call("embedded_hal_mock.{*,*.*,*.*.*}.{NoopDelay,StdSleep,CheckedDelay,Delay}.new", Kind::MockObject)
            .boundary(Boundary::Clock),
        Row::call("rand.rngs.mock.StepRng.new", Kind::MockObject).when(&[When::InTest]).boundary(Boundary::Random),
        Row::call("?.mock_raw", Kind::Patch).when(&[When::FileHas("mocktopus")]).target(TargetFrom::Receiver),
        Row::call("?.mock_safe", Kind::Patch).when(&[When::FileHas("mocktopus")]).target(TargetFrom::Receiver),
        Row::call("injectorpp.interface.injector.InjectorPP.new", Kind::Patch),
    ],
};
