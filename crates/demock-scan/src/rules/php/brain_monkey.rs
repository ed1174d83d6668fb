//! Brain Monkey, `WP_Mock`, `AspectMock` and extensions that redefine functions.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Kind, Language};

/// a `WordPress` function is replaced.
pub(super) static RULE: Rule = Rule {
    id: "php/brain-monkey",
    framework: "Brain Monkey and WP_Mock",
    languages: &[Language::Php],
    since: 2,
    summary: "a WordPress function is replaced",
    documentation: include_str!("brain_monkey.md"),
    rows: &[
        Row::call("Brain.Monkey.Functions.{when,expect,stubs,stubTranslationFunctions,stubEscapeFunctions}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("Brain.Monkey.{Functions.stubs,Filters.expectApplied,Actions.expectDone,Filters.expectAdded,Actions.expectAdded}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("WP_Mock.{userFunction,mockFunction,passthruFunction,echoFunction,onFilter,onAction,wpFunction,expectAction,expectActionAdded,expectFilter,expectFilterAdded}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("AspectMock.Test.{double,func,spec}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{uopz_set_return,uopz_set_mock,uopz_set_static,runkit_function_redefine,runkit7_function_redefine,runkit_method_redefine,runkit7_method_redefine}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
    ],
};
