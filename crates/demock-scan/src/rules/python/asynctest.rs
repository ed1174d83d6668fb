//! asynctest.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// asynctest creates a double or patches a name.
pub(super) static RULE: Rule = Rule {
    id: "python/asynctest",
    framework: "asynctest",
    languages: &[Language::Python],
    since: 1,
    summary: "asynctest creates a double or patches a name",
    documentation: include_str!("asynctest.md"),
    rows: &[
        Row::call("asynctest.{,mock.}patch.dict", Kind::Env).when(&[When::ArgPath(0, "os.environ")]).boundary(Boundary::Env),
        Row::call("asynctest.{,mock.}patch.object", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("asynctest.{,mock.}patch{,.dict,.multiple}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("asynctest.{,mock.}{Mock,MagicMock,CoroutineMock,NonCallableMock,NonCallableMagicMock,PropertyMock,create_autospec,mock_open}", Kind::MockObject).target(TargetFrom::Spec(&["spec", "spec_set"])),
        Row::base("asynctest.ClockedTestCase", Kind::Clock).boundary(Boundary::Clock),
    ],
};
