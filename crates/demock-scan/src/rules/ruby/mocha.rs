//! Mocha.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// What a test file requires where Mocha may be set up.
const TEST_SETUP: &str = "{mocha,test_helper,spec_helper,rails_helper,helper,test/test_helper}";

/// Mocha creates a mock or replaces a method.
pub(super) static RULE: Rule = Rule {
    id: "ruby/mocha",
    framework: "Mocha",
    languages: &[Language::Ruby],
    since: 1,
    summary: "Mocha creates a mock or replaces a method",
    documentation: include_str!("mocha.md"),
    rows: &[
        // A double made in this file is configured, not made again.
        Row::nothing("{mock,stub,stub_everything,responder}().{expects,stubs,stubs!}"),
        Row::call("?.any_instance.{stubs,expects}", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{stubs,expects}", Kind::Patch)
            .when(&[When::InTest, When::ArgText(0, "*")])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{stubs,expects}", Kind::Patch)
            .when(&[When::InTest, When::FileImports(TEST_SETUP)])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("{mock,stub,stub_everything}", Kind::MockObject)
            .when(&[
                When::InTest,
                When::FileImports(TEST_SETUP),
                When::NotFileHas("flexmock"),
                When::NotFileHas("'rr'"),
            ])
            .target(TargetFrom::Arg(0)),
    ],
};
