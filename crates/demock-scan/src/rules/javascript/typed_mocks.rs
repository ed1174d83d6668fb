//! ts-mockito: libraries that make a double from a type.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind};

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
    since: 2,
    summary: "libraries that make a double from a type",
    documentation: include_str!("typed_mocks.md"),
    rows: &[
        Row::call(concat!(ts_mockito!(), ".{mock,imock}"), Kind::MockObject).target(TargetFrom::Type),
        Row::call(concat!(ts_mockito!(), ".spy"), Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call("{jest,vitest,bun}-mock-extended.{mock,mockDeep,mockFn,calledWithFn,stub}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@golevelup/{ts-jest,ts-vitest,ts-sinon,nestjs-testing}.createMock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("{ts-auto-mock,jest-auto-mock}.{createMock,createMockList}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("typemoq.{Mock,GlobalMock}.{ofType,ofType2,ofInstance,ofInstance2}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("typemoq.TypeMoq.Mock.{ofType,ofInstance}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@morgan-stanley/ts-mocking-bird.Mock.create", Kind::MockObject).target(TargetFrom::Type),
        Row::call("ts-mockery.Mock.{of,from,all}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@salesforce/ts-sinon.{stubInterface,stubObject}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@salesforce/ts-sinon.stubMethod", Kind::Patch).target(TargetFrom::Member(1, 2)),
        Row::call("{jest,jasmine,vitest}-auto-spies.{createSpyFromClass,provideAutoSpy}", Kind::MockObject)
            .target(TargetFrom::Arg(0)),
        // What is tested gets doubles for whatever it asks for.
        Row::call("{@suites/unit.TestBed.solitary,@automock/{jest,sinon}.TestBed.create}", Kind::MockObject)
            .confidence(Confidence::Likely),
        Row::call("effect.Layer.mock", Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call("moq.ts.Mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("strong-mock.mock", Kind::MockObject).target(TargetFrom::Type),
        Row::call("@fluffy-spoon/substitute{,.Substitute}.for", Kind::MockObject).target(TargetFrom::Type),
        Row::call("jest-create-mock-instance", Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call(
            "ng-mocks.{MockComponent,MockDirective,MockPipe,MockModule,MockProvider,MockService,MockInstance,MockComponents,MockProviders}",
            Kind::MockObject,
        )
        .target(TargetFrom::Arg(0)),
        Row::call("ng-mocks.MockBuilder", Kind::MockObject).when(&[When::ArgsAtLeast(2)]).target(TargetFrom::Arg(1)),
        Row::call("ng-mocks.MockBuilder", Kind::MockObject).when(&[When::Chain(&["mock"])]),
        Row::call("@ngneat/spectator{,/jest,/vitest}.{mockProvider,createSpyObject}", Kind::MockObject).target(TargetFrom::Arg(0)),
    ],
};
