//! testdouble: testdouble makes doubles and replaces members and modules.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::Kind;

/// The module, or the global that its set-up makes.
macro_rules! on_td {
    ($methods:literal) => {
        concat!("{testdouble,td}.", $methods)
    };
}

/// Testdouble makes doubles and replaces members and modules.
pub(super) static RULE: Rule = Rule {
    id: "javascript/testdouble",
    framework: "testdouble",
    languages: super::SCRIPTS,
    since: 1,
    summary: "testdouble makes doubles and replaces members and modules",
    documentation: include_str!("testdouble.md"),
    rows: &[
        Row::call(on_td!("replace"), Kind::ModuleMock).when(&[When::ArgText(0, "*")]).target(TargetFrom::Arg(0)),
        Row::call(on_td!("replace"), Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call(on_td!("{replaceEsm,replaceCjs}"), Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call(on_td!("{func,function,object,instance,imitate,constructor}"), Kind::MockObject)
            .target(TargetFrom::Type),
        Row::call("{quibble,quibble.esm}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
    ],
};
