//! mockdate: a library replaces time.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// A library replaces time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/fake-time",
    framework: "mockdate",
    languages: super::SCRIPTS,
    since: 1,
    summary: "a library replaces time",
    documentation: include_str!("fake_time.md"),
    rows: &[
        Row::call("mockdate.set", Kind::Clock).boundary(Boundary::Clock),
        Row::call("timekeeper.{freeze,travel}", Kind::Clock).boundary(Boundary::Clock),
        Row::call(
            "{@sinonjs/fake-timers,lolex}.{install,createClock,withGlobal().install,withGlobal().createClock}",
            Kind::Clock,
        )
        .boundary(Boundary::Clock),
        Row::call("jest-date-mock.{advanceTo}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("timemachine.config", Kind::Clock).boundary(Boundary::Clock),
    ],
};
