//! `sys.modules`.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// A test puts something else in the place of a module.
pub(super) static RULE: Rule = Rule {
    id: "python/sys-modules",
    framework: "sys.modules",
    languages: &[Language::Python],
    since: 1,
    summary: "A test puts something else in the place of a module",
    documentation: include_str!("sys_modules.md"),
    rows: &[
        Row::call("sys.modules.setdefault", Kind::ModuleMock)
            .when(&[When::InTest, When::ArgText(0, "*"), When::Puts(Puts::ArgActs(1))])
            .target(TargetFrom::Arg(0)),
        Row::call("sys.modules.{setdefault,__setitem__}", Kind::ModuleMock)
            .when(&[When::InTest, When::ArgText(0, "*"), When::ArgsHave("ModuleType(")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("sys.modules.update", Kind::ModuleMock)
            .when(&[When::InTest, When::ArgObject(0)])
            .target(TargetFrom::FirstKey(0))
            .confidence(Confidence::Likely),
        Row::assign("sys.modules", Kind::ModuleMock).target(TargetFrom::Key).when(&[
            When::InTest,
            When::IsItem,
            When::ValueActs,
        ]),
        Row::assign("sys.modules", Kind::ModuleMock)
            .target(TargetFrom::Key)
            .when(&[When::InTest, When::IsItem, When::ValueHas("ModuleType(")])
            .confidence(Confidence::Likely),
        Row::assign("sys.modules", Kind::ModuleMock)
            .target(TargetFrom::Key)
            .when(&[When::InTest, When::IsItem, When::ValueHas("None")])
            .confidence(Confidence::Likely),
    ],
};
