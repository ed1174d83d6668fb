//! ts-mockito: libraries that make a double from a type.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::Kind;

/// The library and its forks.
macro_rules! ts_mockito {
    () => {
        "{ts-mockito,@johanblumenberg/ts-mockito,@typestrong/ts-mockito}"
    };
}

/// Libraries that make a double from a type.
pub(super) static RULE: Rule = Rule {
    id: "javascript/typed-mocks",
    framework: "ts-mockito",
    languages: super::SCRIPTS,
    since: 1,
    summary: "libraries that make a double from a type",
    documentation: include_str!("typed_mocks.md"),
    rows: &[
        Row::call(concat!(ts_mockito!(), ".{mock,imock}"), Kind::MockObject).target(TargetFrom::Type),
        Row::call(concat!(ts_mockito!(), ".spy"), Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call("{jest,vitest}-mock-extended.{mock,mockDeep,mockFn,calledWithFn}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@golevelup/{ts-jest,ts-vitest,ts-sinon,nestjs-testing}.createMock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("{ts-auto-mock,jest-auto-mock}.{createMock,createMockList}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("typemoq.{Mock,GlobalMock}.{ofType,ofType2,ofInstance,ofInstance2}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("typemoq.TypeMoq.Mock.{ofType,ofInstance}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("moq.ts.Mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("strong-mock.mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@fluffy-spoon/substitute{,.Substitute}.for", Kind::MockObject).target(TargetFrom::Type),
        Row::call("jest-create-mock-instance", Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call(
            "ng-mocks.{MockComponent,MockDirective,MockPipe,MockModule,MockProvider,MockService,MockInstance,MockComponents,MockProviders}",
            Kind::MockObject,
        )
        .target(TargetFrom::Arg(0)),
        Row::call("@ngneat/spectator{,/jest,/vitest}.{mockProvider,createSpyObject}", Kind::MockObject).target(TargetFrom::Arg(0)),
    ],
};
