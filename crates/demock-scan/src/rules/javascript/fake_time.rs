//! mockdate: a library replaces time.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Confidence, Kind};

/// A library replaces time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/fake-time",
    framework: "mockdate",
    languages: super::SCRIPTS,
    since: 2,
    summary: "a library replaces time",
    documentation: include_str!("fake_time.md"),
    rows: &[
        Row::call("mockdate.set", Kind::Clock).boundary(Boundary::Clock),
        Row::call("timekeeper.{freeze,travel,withFreeze}", Kind::Clock).boundary(Boundary::Clock),
        Row::call(
            "{@sinonjs/fake-timers,lolex}.{install,createClock,withGlobal().install,withGlobal().createClock}",
            Kind::Clock,
        )
        .boundary(Boundary::Clock),
        Row::call("jest-date-mock.{advanceTo}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("timezone-mock.register", Kind::Clock).boundary(Boundary::Clock),
        Row::call("rxjs/testing.TestScheduler", Kind::Clock).boundary(Boundary::Clock).confidence(Confidence::Likely),
        Row::call("timemachine.config", Kind::Clock).boundary(Boundary::Clock),
    ],
};
