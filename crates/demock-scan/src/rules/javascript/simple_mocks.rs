//! chai-spies: small libraries of spies and stubs.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// Small libraries of spies and stubs.
pub(super) static RULE: Rule = Rule {
    id: "javascript/simple-mocks",
    framework: "chai-spies",
    languages: super::SCRIPTS,
    since: 2,
    summary: "small libraries of spies and stubs",
    documentation: include_str!("simple_mocks.md"),
    rows: &[
        Row::call("{chai.spy,chai.spy.returns,chai.spy.interface}", Kind::MockObject),
        Row::call("chai.spy.on", Kind::Spy).target(TargetFrom::Member(0, 1)),
        Row::call("simple-mock.mock", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("simple-mock.{stub,spy}", Kind::MockObject),
        Row::call(
            "{jest-mock-process,vitest-mock-process}.{mockProcessExit,mockProcessStdout,mockProcessStderr,mockProcessUncaughtException,mockConsoleLog,mockConsoleError,mockedRun}",
            Kind::Spy,
        )
        .boundary(Boundary::Process),
        Row::call("jest-mock-console", Kind::Spy).boundary(Boundary::Process),
        Row::call("jest-mock-random.{mockRandom,mockRandomForEach,mockRandomWith}", Kind::Patch).boundary(Boundary::Random),
        Row::call("mock-stdin.{stdin,stdout,stderr}", Kind::FakeService).boundary(Boundary::Process),
        Row::call("@tauri-apps/api/mocks.{mockIPC,mockWindows,mockConvertFileSrc}", Kind::Patch).boundary(Boundary::Process),
        Row::call("@pinia/testing.createTestingPinia", Kind::MockObject).boundary(Boundary::OwnCode),
        Row::call("@vitest/spy.fn", Kind::MockObject),
        Row::call("@vitest/spy.spyOn", Kind::Spy).target(TargetFrom::Member(0, 1)),
        Row::call("spawk.{preventUnmatched,load}", Kind::Patch).boundary(Boundary::Process),
        Row::call("@npmcli/mock-globals", Kind::Env)
            .when(&[When::ArgObject(1), When::ArgsHave("process.env")])
            .target(TargetFrom::FirstKey(1))
            .boundary(Boundary::Env),
        Row::call("@npmcli/mock-globals", Kind::Patch).when(&[When::ArgObject(1)]).target(TargetFrom::FirstKey(1)),
        Row::call("tinyspy.{spy,createInternalSpy}", Kind::MockObject),
        Row::call("tinyspy.{spyOn,internalSpyOn}", Kind::Spy).target(TargetFrom::Member(0, 1)),
    ],
};
