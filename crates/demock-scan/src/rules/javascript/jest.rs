//! jest: jest makes a function, spies on one, or replaces a module.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// The global, or the one that is imported.
macro_rules! on_jest {
    ($methods:literal) => {
        concat!("{jest,@jest/globals.jest}.", $methods)
    };
}

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

/// Jest makes a function, spies on one, or replaces a module.
pub(super) static RULE: Rule = Rule {
    id: "javascript/jest",
    framework: "jest",
    languages: super::SCRIPTS,
    since: 2,
    summary: "jest makes a function, spies on one, or replaces a module",
    documentation: include_str!("jest.md"),
    rows: &[
        Row::call(on_jest!("replaceProperty"), Kind::Env)
            .when(&[When::ArgPath(0, "{process,process.env}")])
            .target(TargetFrom::Member(0, 1))
            .boundary(Boundary::Env),
        Row::call(on_jest!("replaceProperty"), Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call(on_jest!("{mock,doMock,setMock,unstable_mockModule}"), Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call(on_jest!("{enableAutomock,autoMockOn}"), Kind::ModuleMock),
        Row::call(on_jest!("spyOn"), Kind::Spy).target(TargetFrom::Member(0, 1)).stubbed_by(ANSWERS),
        Row::call("jest-mock.spyOn", Kind::Spy).target(TargetFrom::Member(0, 1)).stubbed_by(ANSWERS),
        Row::call(on_jest!("fn"), Kind::MockObject),
        Row::call("jest-mock.{fn,ModuleMocker().fn}", Kind::MockObject),
        Row::call("jest-mock.ModuleMocker().generateFromMetadata", Kind::MockObject),
        Row::call("jest-mock.ModuleMocker().spyOn", Kind::Spy).target(TargetFrom::Member(0, 1)).stubbed_by(ANSWERS),
        Row::call(on_jest!("{createMockFromModule,genMockFromModule}"), Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call(on_jest!("{useFakeTimers,setSystemTime}"), Kind::Clock).boundary(Boundary::Clock),
    ],
};
