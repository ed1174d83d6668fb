//! gomock.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Constructors take the controller, whatever else.
const GOMOCK: &[When] =
    &[When::FileImports("{github.com/golang/mock/gomock,go.uber.org/mock/gomock}"), When::ArgsAtLeast(1)];
/// The controller may come from a helper of another file.
const CONTROLLER: &[When] =
    &[When::ArgPath(0, "{ctrl,mockCtrl,mockController,?.ctrl,?.mockCtrl,?.mockController,?.Ctrl}")];
/// In a package of generated doubles, `New…` of a controller is a constructor whatever it is called.
const IN_MOCK_PACKAGE: &[When] = &[
    When::FileImports("{github.com/golang/mock/gomock,go.uber.org/mock/gomock}"),
    When::ArgPath(0, "{ctrl,mockCtrl,mockController,?.ctrl,?.mockCtrl,?.mockController,?.Ctrl,?.NewController()}"),
];
const CONTROLLER_CALL: &[When] =
    &[When::ArgCall(0, "{github.com/golang/mock/gomock,go.uber.org/mock/gomock}.NewController")];

/// Gomock makes a double.
pub(super) static RULE: Rule = Rule {
    id: "go/gomock",
    framework: "gomock",
    languages: &[Language::Go],
    since: 1,
    summary: "gomock makes a double",
    documentation: include_str!("gomock.md"),
    rows: &[
        Row::generator("generated:{MockGen,mockgen,GoMock,pegomock,go-mockgen}"),
        Row::call("?.NewMock*", Kind::MockObject).when(GOMOCK).target(TargetFrom::NameWithout("NewMock")),
        Row::call("NewMock*", Kind::MockObject).when(GOMOCK).target(TargetFrom::NameWithout("NewMock")),
        Row::call("?.NewMock*", Kind::MockObject).when(CONTROLLER).target(TargetFrom::NameWithout("NewMock")),
        Row::call("NewMock*", Kind::MockObject).when(CONTROLLER).target(TargetFrom::NameWithout("NewMock")),
        Row::call("{?.,}NewMock*", Kind::MockObject).when(CONTROLLER_CALL).target(TargetFrom::NameWithout("NewMock")),
        Row::call("?.{*mocks,*/mock}.*", Kind::MockObject).when(IN_MOCK_PACKAGE).target(TargetFrom::NameWithout("New")),
    ],
};
