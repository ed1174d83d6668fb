//! `unittest.mock` and its backport `mock`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

const SPEC: &[&str] = &["spec", "spec_set", "wraps"];

/// Doubles and patchers of the standard library.
pub(super) static RULE: Rule = Rule {
    id: "python/unittest-mock",
    framework: "unittest.mock",
    languages: &[Language::Python],
    since: 1,
    summary: "unittest.mock creates a double or patches a name",
    documentation: include_str!("unittest_mock.md"),
    rows: &[
        Row::call("{unittest.mock,mock}.patch.dict", Kind::Env)
            .when(&[When::ArgPath(0, "os.environ")])
            .target(TargetFrom::Fixed("os.environ"))
            .boundary(Boundary::Env),
        Row::call("{unittest.mock,mock}.patch.dict", Kind::Env)
            .when(&[When::ArgText(0, "os.environ")])
            .target(TargetFrom::Fixed("os.environ"))
            .boundary(Boundary::Env),
        // An item of `sys.modules` is the module itself.
        Row::call("{unittest.mock,mock}.patch.dict", Kind::Patch)
            .when(&[When::ArgPath(0, "sys.modules"), When::ArgObject(1)])
            .target(TargetFrom::FirstKey(1)),
        Row::call("{unittest.mock,mock}.patch.dict", Kind::Patch)
            .when(&[When::ArgText(0, "sys.modules"), When::ArgObject(1)])
            .target(TargetFrom::FirstKey(1)),
        Row::call("{unittest.mock,mock}.patch.dict", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{unittest.mock,mock}.patch.object", Kind::Spy)
            .when(&[When::Keyword("wraps")])
            .target(TargetFrom::Member(0, 1)),
        Row::call("{unittest.mock,mock}.patch.object", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("{unittest.mock,mock}.patch.multiple", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{unittest.mock,mock}.patch", Kind::Spy).when(&[When::Keyword("wraps")]).target(TargetFrom::Arg(0)),
        Row::call("{unittest.mock,mock}.patch", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{unittest.mock,mock}.create_autospec", Kind::MockObject).target(TargetFrom::Spec(SPEC)),
        Row::call("{unittest.mock,mock}.mock_open", Kind::MockObject).boundary(Boundary::Filesystem),
        Row::call(
            "{unittest.mock,mock}.{Mock,MagicMock,AsyncMock,NonCallableMock,NonCallableMagicMock,PropertyMock,ThreadingMock}",
            Kind::MockObject,
        )
        .target(TargetFrom::Spec(SPEC)),
        Row::base(
            "{unittest.mock,mock}.{Mock,MagicMock,AsyncMock,NonCallableMock,NonCallableMagicMock,PropertyMock,ThreadingMock}",
            Kind::HandwrittenDouble,
        ),
    ],
};
