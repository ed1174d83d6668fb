//! vitest: vitest makes a function, spies on one, or replaces a module or global.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind};

/// The global, or the one that is imported.
macro_rules! on_vi {
    ($methods:literal) => {
        concat!("{vi,vitest,vitest.vi,vitest.vitest}.", $methods)
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

/// Vitest makes a function, spies on one, or replaces a module or global.
pub(super) static RULE: Rule = Rule {
    id: "javascript/vitest",
    framework: "vitest",
    languages: super::SCRIPTS,
    since: 2,
    summary: "vitest makes a function, spies on one, or replaces a module or global",
    documentation: include_str!("vitest.md"),
    rows: &[
        Row::call(on_vi!("{mock,doMock}"), Kind::ModuleMock).target(TargetFrom::Arg(0)),
        Row::call(on_vi!("spyOn"), Kind::Spy).target(TargetFrom::Member(0, 1)).stubbed_by(ANSWERS),
        Row::call(on_vi!("fn"), Kind::MockObject),
        Row::call(on_vi!("mockObject"), Kind::MockObject).target(TargetFrom::Arg(0)),
        // A module that is replaced in the file is only asked for.
        Row::call(on_vi!("importMock"), Kind::MockObject)
            .when(&[When::NotFileHas("vi.mock(")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call(on_vi!("stubGlobal"), Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call(on_vi!("stubEnv"), Kind::Env).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        Row::call(on_vi!("{useFakeTimers,setSystemTime}"), Kind::Clock).boundary(Boundary::Clock),
    ],
};
