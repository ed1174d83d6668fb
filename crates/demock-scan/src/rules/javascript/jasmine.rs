//! jasmine: jasmine makes spies and replaces members, requests and time.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// What scripts a spy's answer.
const ANSWERS: &[&str] = &[
    "returnValue",
    "returnValues",
    "callFake",
    "throwError",
    "resolveTo",
    "rejectWith",
    "mockImplementation",
    "mockReturnValue",
];

/// Jasmine makes spies and replaces members, requests and time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/jasmine",
    framework: "jasmine",
    languages: super::SCRIPTS,
    since: 2,
    summary: "jasmine makes spies and replaces members, requests and time",
    documentation: include_str!("jasmine.md"),
    rows: &[
        Row::call("jasmine.{createSpy,createSpyObj}", Kind::MockObject),
        Row::call("{spyOn,spyOnProperty}", Kind::Spy).target(TargetFrom::Member(0, 1)).stubbed_by(ANSWERS),
        Row::call("spyOnAllFunctions", Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call("jasmine.clock().{install,mockDate,withMock}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("jasmine.Ajax.{install,withMock}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("jasmine.Ajax.stubRequest", Kind::HttpRoute).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
    ],
};
