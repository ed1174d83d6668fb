//! Minitest's mocks and stubs.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Minitest creates a mock or stubs a method.
pub(super) static RULE: Rule = Rule {
    id: "ruby/minitest",
    framework: "Minitest",
    languages: &[Language::Ruby],
    since: 1,
    summary: "Minitest creates a mock or stubs a method",
    documentation: include_str!("minitest.md"),
    rows: &[
        Row::call("{Minitest,MiniTest}.Mock.new", Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call("?.stub", Kind::Patch)
            .when(&[
                When::InTest,
                When::ArgText(0, "*"),
                When::ArgsAtLeast(2),
                When::FileImports("{minitest,test_helper,helper,test/test_helper,active_support/test_case,autorun}"),
            ])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{stub_any_instance,stub_const,stub_consts,stub_remove_const}", Kind::Patch)
            .when(&[When::InTest, When::FileImports("{minitest,test_helper,helper}")])
            .target(TargetFrom::Arg(0)),
    ],
};
