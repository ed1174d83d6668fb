//! The `fixtures` library of `OpenStack`, `stub_out`, mox.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A fixture of the fixtures library or of mox replaces a name.
pub(super) static RULE: Rule = Rule {
    id: "python/fixtures-library",
    framework: "fixtures",
    languages: &[Language::Python],
    since: 1,
    summary: "A fixture of the fixtures library or of mox replaces a name",
    documentation: include_str!("fixtures_library.md"),
    rows: &[
        Row::call("fixtures.{,_fixtures.monkeypatch.}MonkeyPatch", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("fixtures.{,_fixtures.mockpatch.}{MockPatch,MockPatchMultiple}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("fixtures.{,_fixtures.mockpatch.}MockPatchObject", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("fixtures.{,_fixtures.popen.}FakePopen", Kind::FakeService).boundary(Boundary::Process),
        Row::call("fixtures.{EnvironmentVariable,EnvironmentVariableFixture}", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("self.stub_out", Kind::Patch).when(&[When::InTest, When::ArgsAtLeast(2)]).target(TargetFrom::Arg(0)),
        Row::call("{self.stubs,self.stubs.stubs}.{Set,SmartSet}", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Member(0, 1)),
        Row::call("{self.mox,mox.Mox(),mox3.mox.Mox()}.StubOutWithMock", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("{self.mox,mox.Mox(),mox3.mox.Mox()}.{CreateMock,CreateMockAnything}", Kind::MockObject)
            .target(TargetFrom::Arg(0)),
        Row::call("{mox,mox3.mox}.{MockAnything,MockObject}", Kind::MockObject).target(TargetFrom::Arg(0)),
    ],
};
