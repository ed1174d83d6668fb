//! sinon: sinon stubs, spies, fakes, replaces members, time or the network.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// The module itself, or a sandbox however it came about.
macro_rules! on_sinon {
    ($methods:literal) => {
        concat!(
            "{sinon,ts-sinon,sinon.{createSandbox,sandbox.create,Sandbox,SinonSandbox,SinonApi}(),sinon.sandbox,sandbox,this.sandbox,this.sinon}.",
            $methods
        )
    };
}

/// Sinon stubs, spies, fakes, replaces members, time or the network.
pub(super) static RULE: Rule = Rule {
    id: "javascript/sinon",
    framework: "sinon",
    languages: super::SCRIPTS,
    since: 2,
    summary: "sinon stubs, spies, fakes, replaces members, time or the network",
    documentation: include_str!("sinon.md"),
    rows: &[
        Row::call(on_sinon!("stub"), Kind::MockObject).when(&[When::ArgsAtMost(0)]),
        Row::call(on_sinon!("stub"), Kind::Patch).when(&[When::ArgsAtMost(1)]).target(TargetFrom::Arg(0)),
        Row::call(on_sinon!("stub"), Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call(on_sinon!("{createStubInstance,createStubbedInstance}"), Kind::MockObject).target(TargetFrom::Arg(0)),
        Row::call(on_sinon!("spy"), Kind::Spy).when(&[When::ArgsAtMost(1)]).target(TargetFrom::Arg(0)),
        Row::call(on_sinon!("spy"), Kind::Spy).target(TargetFrom::Member(0, 1)),
        Row::call(on_sinon!("{fake,fake.{returns,resolves,rejects,throws,yields,yieldsAsync}}"), Kind::MockObject),
        Row::call(on_sinon!("expectation.create"), Kind::MockObject),
        Row::call(on_sinon!("{createSandbox,sandbox.create}"), Kind::Clock)
            .when(&[When::ArgsHave("useFakeTimers:true")])
            .boundary(Boundary::Clock),
        Row::call(on_sinon!("mock"), Kind::MockObject).when(&[When::ArgsAtMost(0)]),
        Row::call(on_sinon!("mock"), Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call(on_sinon!("{replace,replaceGetter,replaceSetter,define,replace.usingAccessor}"), Kind::Patch)
            .target(TargetFrom::Member(0, 1)),
        Row::call(on_sinon!("{useFakeTimers,clock.create}"), Kind::Clock).boundary(Boundary::Clock),
        Row::call(
            on_sinon!(
                "{useFakeXMLHttpRequest,useFakeServer,createFakeServer,fakeServer.create,fakeServerWithClock.create}"
            ),
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call(
            on_sinon!("{useFakeServer,createFakeServer,fakeServer.create,fakeServerWithClock.create}().respondWith"),
            Kind::HttpRoute,
        )
        .boundary(Boundary::Http),
        Row::call("ts-sinon.{stubObject,stubInterface,stubConstructor}", Kind::MockObject).target(TargetFrom::Type),
        Row::call("sinon-ts.{stubInterface,stubObject,stubConstructor}", Kind::MockObject).target(TargetFrom::Type),
    ],
};
