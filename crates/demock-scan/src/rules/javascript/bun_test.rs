//! bun:test: bun:test makes a function, spies on one, or replaces a module.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// What scripts a spy's answer.
const ANSWERS: &[&str] = &[
    "mockImplementation",
    "mockImplementationOnce",
    "mockReturnValue",
    "mockReturnValueOnce",
    "mockResolvedValue",
    "mockResolvedValueOnce",
    "mockRejectedValue",
    "mockRejectedValueOnce",
    "mockReturnThis",
    "mockThrow",
    "mockThrowOnce",
];

/// Bun:test makes a function, spies on one, or replaces a module.
pub(super) static RULE: Rule = Rule {
    id: "javascript/bun-test",
    framework: "bun:test",
    languages: super::SCRIPTS,
    since: 2,
    summary: "bun:test makes a function, spies on one, or replaces a module",
    documentation: include_str!("bun_test.md"),
    rows: &[
        Row::call("bun:test.mock", Kind::MockObject),
        Row::call("bun:test.{mock,vi}.module", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("bun:test.{jest,vi}.{mock,doMock}", Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call("bun:test.{jest,vi}.fn", Kind::MockObject),
        Row::call("bun:test.{spyOn,jest.spyOn,vi.spyOn}", Kind::Spy)
            .target(TargetFrom::Member(0, 1))
            .stubbed_by(ANSWERS),
        Row::call("bun:test.{setSystemTime,jest.setSystemTime,vi.setSystemTime}", Kind::Clock)
            .boundary(Boundary::Clock),
        Row::call("bun:test.{jest,vi}.useFakeTimers", Kind::Clock).boundary(Boundary::Clock),
    ],
};
