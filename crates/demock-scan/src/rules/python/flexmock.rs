//! flexmock.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// flexmock creates a double or replaces methods of a real object.
pub(super) static RULE: Rule = Rule {
    id: "python/flexmock",
    framework: "flexmock",
    languages: &[Language::Python],
    since: 1,
    summary: "flexmock creates a double or replaces methods of a real object",
    documentation: include_str!("flexmock.md"),
    rows: &[
        Row::call("flexmock.{,_api.}flexmock", Kind::MockObject).when(&[When::ArgsAtMost(0)]),
        Row::call("flexmock.{,_api.}flexmock", Kind::Spy)
            .when(&[When::Chain(&["should_call"])])
            .target(TargetFrom::Arg(0)),
        Row::call("flexmock.{,_api.}flexmock", Kind::Patch).target(TargetFrom::Arg(0)),
    ],
};
