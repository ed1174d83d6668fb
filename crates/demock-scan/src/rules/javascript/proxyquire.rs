//! proxyquire: proxyquire and its like load a module with others replaced.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::Kind;

const PROXYQUIRE: &str = concat!(
    "{{proxyquire,proxyquire-strict,proxyquireify},",
    "proxyquire.{noCallThru(),callThru(),noPreserveCache(),preserveCache(),noCallThru().noPreserveCache(),",
    "noPreserveCache().noCallThru()}}{,.load}"
);

/// Proxyquire and its like load a module with others replaced.
pub(super) static RULE: Rule = Rule {
    id: "javascript/proxyquire",
    framework: "proxyquire",
    languages: super::SCRIPTS,
    since: 2,
    summary: "proxyquire and its like load a module with others replaced",
    documentation: include_str!("proxyquire.md"),
    rows: &[
        // What is replaced is named by the keys; the module is the one that sees it replaced.
        Row::call(PROXYQUIRE, Kind::ModuleMock).when(&[When::ArgObject(1)]).target(TargetFrom::FirstKey(1)),
        Row::call(PROXYQUIRE, Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("esmock{,.p,.strict,.strict.p,.px}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("sandboxed-module.{require,load}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("injectr", Kind::ModuleMock).when(&[When::ArgObject(1)]).target(TargetFrom::FirstKey(1)),
        // What is kept of a module that was loaded before is what the next one gets.
        Row::assign("require.cache", Kind::ModuleMock).when(&[When::InTest, When::IsItem, When::ValueObject]),
        Row::call("mock-require", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("mockery.{registerMock,registerSubstitute}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("rewiremock{,.proxy,.around,.module}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
    ],
};
