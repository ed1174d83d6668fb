//! `FlexMock`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// `FlexMock` creates a double or replaces methods.
pub(super) static RULE: Rule = Rule {
    id: "ruby/flexmock",
    framework: "FlexMock",
    languages: &[Language::Ruby],
    since: 1,
    summary: "FlexMock creates a double or replaces methods",
    documentation: include_str!("flexmock.md"),
    rows: &[
        Row::call("flexmock", Kind::MockObject)
            .when(&[When::InTest, When::ArgText(0, "*")])
            .stubbed_by(&["should_receive", "and_return"]),
        Row::call("flexmock", Kind::MockObject).when(&[When::InTest, When::ArgsAtMost(0)]),
        Row::call("flexmock", Kind::Patch).when(&[When::InTest]).target(TargetFrom::Arg(0)),
        Row::call("flexstub", Kind::Patch).when(&[When::InTest]).target(TargetFrom::Arg(0)),
        Row::call("FlexMock.new", Kind::MockObject),
    ],
};
