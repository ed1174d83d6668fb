//! node:test: the mock object of node:test makes functions and replaces methods, modules and time.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

const NODE: &[When] = &[When::FileImports("node:test")];

/// The mock object of node:test makes functions and replaces methods, modules and time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/node-test",
    framework: "node:test",
    languages: super::SCRIPTS,
    since: 1,
    summary: "the mock object of node:test makes functions and replaces methods, modules and time",
    documentation: include_str!("node_test.md"),
    rows: &[
        Row::call("{?.mock.fn,mock.fn}", Kind::MockObject).when(NODE),
        Row::call("{?.mock.method,mock.method}", Kind::Spy)
            .when(&[When::FileImports("node:test"), When::ArgsAtLeast(2), When::ArgsAtMost(2)])
            .target(TargetFrom::Member(0, 1)),
        Row::call("{?.mock.method,mock.method}", Kind::Patch).when(NODE).target(TargetFrom::Member(0, 1)),
        Row::call("{?.mock.getter,mock.getter,?.mock.setter,mock.setter,?.mock.property,mock.property}", Kind::Patch)
            .when(NODE)
            .target(TargetFrom::Member(0, 1)),
        Row::call("{?.mock.module,mock.module}", Kind::ModuleMock).when(NODE).target(TargetFrom::Arg(0)),
        Row::call("{?.mock.timers.enable,mock.timers.enable}", Kind::Clock).when(NODE).boundary(Boundary::Clock),
    ],
};
