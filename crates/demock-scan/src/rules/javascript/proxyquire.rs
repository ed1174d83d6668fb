//! proxyquire: proxyquire and its like load a module with others replaced.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::Kind;

/// Proxyquire and its like load a module with others replaced.
pub(super) static RULE: Rule = Rule {
    id: "javascript/proxyquire",
    framework: "proxyquire",
    languages: super::SCRIPTS,
    since: 1,
    summary: "proxyquire and its like load a module with others replaced",
    documentation: include_str!("proxyquire.md"),
    rows: &[
        Row::call("{proxyquire,proxyquire-strict,proxyquireify}{,.load}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call(
            concat!(
                "proxyquire.{noCallThru(),callThru(),noPreserveCache(),preserveCache(),noCallThru().noPreserveCache(),",
                "noPreserveCache().noCallThru()}{,.load}"
            ),
            Kind::ModuleMock,
        )
        .target(TargetFrom::Arg(0)),
        Row::call("esmock{,.p,.strict,.strict.p,.px}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("mock-require", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("mockery.{registerMock,registerSubstitute}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("rewiremock{,.proxy,.around,.module}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
    ],
};
