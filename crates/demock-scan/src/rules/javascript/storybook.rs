//! storybook: the test helpers of Storybook make functions and spies.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::Kind;

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

/// The test helpers of Storybook make functions and spies.
pub(super) static RULE: Rule = Rule {
    id: "javascript/storybook",
    framework: "storybook",
    languages: super::SCRIPTS,
    since: 1,
    summary: "the test helpers of Storybook make functions and spies",
    documentation: include_str!("storybook.md"),
    rows: &[
        Row::call("{storybook/test,@storybook/test}.fn", Kind::MockObject),
        Row::call("{storybook/test,@storybook/test}.spyOn", Kind::Spy)
            .target(TargetFrom::Member(0, 1))
            .stubbed_by(ANSWERS),
        Row::call("@storybook/jest.jest.fn", Kind::MockObject),
        Row::call("{storybook/test,@storybook/test}.sb.mock", Kind::ModuleMock).target(TargetFrom::Arg(0)),
    ],
};
