//! RR.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// RR creates a double or replaces a method.
pub(super) static RULE: Rule = Rule {
    id: "ruby/rr",
    framework: "RR",
    languages: &[Language::Ruby],
    since: 1,
    summary: "RR creates a double or replaces a method",
    documentation: include_str!("rr.md"),
    rows: &[
        Row::call("{mock,stub,dont_allow,any_instance_of,instance_of,proxy}", Kind::Patch)
            .when(&[When::InTest, When::FileImports("rr"), When::ArgsAtLeast(1)])
            .target(TargetFrom::Arg(0)),
        Row::call("{mock,stub}.proxy", Kind::Spy)
            .when(&[When::InTest, When::FileImports("rr")])
            .target(TargetFrom::Arg(0)),
        Row::call("{mock,stub}!", Kind::MockObject).when(&[When::InTest]),
    ],
};
