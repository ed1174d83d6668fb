//! pytest-mock's `mocker` fixtures.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// The fixture of any scope, or a parameter of its type.
macro_rules! on_mocker {
    ($methods:literal) => {
        concat!(
            "{fixture:{mocker,class_mocker,module_mocker,package_mocker,session_mocker},",
            "pytest_mock.{,plugin.}{MockerFixture,MockFixture}()}.",
            $methods
        )
    };
}

/// pytest-mock patches or creates doubles through the mocker fixture.
pub(super) static RULE: Rule = Rule {
    id: "python/pytest-mock",
    framework: "pytest-mock",
    languages: &[Language::Python],
    since: 1,
    summary: "pytest-mock patches or creates doubles through the mocker fixture",
    documentation: include_str!("pytest_mock.md"),
    rows: &[
        Row::call(on_mocker!("patch.dict"), Kind::Env)
            .when(&[When::ArgPath(0, "os.environ")])
            .target(TargetFrom::Fixed("os.environ"))
            .boundary(Boundary::Env),
        Row::call(on_mocker!("patch.dict"), Kind::Env)
            .when(&[When::ArgText(0, "os.environ")])
            .target(TargetFrom::Fixed("os.environ"))
            .boundary(Boundary::Env),
        Row::call(on_mocker!("patch.{object,context_manager}"), Kind::Spy)
            .when(&[When::Keyword("wraps")])
            .target(TargetFrom::Member(0, 1)),
        Row::call(on_mocker!("patch.{object,context_manager}"), Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call(on_mocker!("patch.{dict,multiple}"), Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call(on_mocker!("patch"), Kind::Spy).when(&[When::Keyword("wraps")]).target(TargetFrom::Arg(0)),
        Row::call(on_mocker!("patch"), Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call(on_mocker!("spy"), Kind::Spy).target(TargetFrom::Member(0, 1)),
        Row::call(on_mocker!("mock_open"), Kind::MockObject).boundary(Boundary::Filesystem),
        Row::call(
            on_mocker!(
                "{Mock,MagicMock,AsyncMock,NonCallableMock,NonCallableMagicMock,PropertyMock,create_autospec,stub,async_stub}"
            ),
            Kind::MockObject,
        )
        .target(TargetFrom::Spec(&["spec", "spec_set", "wraps"])),
    ],
};
