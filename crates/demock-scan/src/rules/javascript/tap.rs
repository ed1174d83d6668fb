//! tap: tap loads a module with others replaced, or intercepts a member.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::Kind;

/// Tap loads a module with others replaced, or intercepts a member.
pub(super) static RULE: Rule = Rule {
    id: "javascript/tap",
    framework: "tap",
    languages: super::SCRIPTS,
    since: 1,
    summary: "tap loads a module with others replaced, or intercepts a member",
    documentation: include_str!("tap.md"),
    rows: &[
        Row::call("?.{mock,mockRequire,mockImport,mockAll}", Kind::ModuleMock)
            .when(&[When::FileImports("{tap,@tapjs/}"), When::ArgText(0, "*")])
            .target(TargetFrom::Arg(0)),
        // A helper is given the test that loads: `t.mock(path, mocks)`.
        Row::call("?.{mock,mockRequire,mockImport,mockAll}", Kind::ModuleMock)
            .when(&[When::InTest, When::HeadNamed("t"), When::ArgsAtLeast(2)])
            .target(TargetFrom::Arg(0)),
        Row::call("?.intercept", Kind::Patch)
            .when(&[When::FileImports("{tap,@tapjs/}"), When::ArgText(1, "*")])
            .target(TargetFrom::Member(0, 1)),
        Row::call("?.capture", Kind::Spy)
            .when(&[When::FileImports("{tap,@tapjs/}"), When::ArgText(1, "*")])
            .target(TargetFrom::Member(0, 1)),
    ],
};
