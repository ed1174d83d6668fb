//! Paused runtimes and fake clocks.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// a test stops or fakes the clock.
pub(super) static RULE: Rule = Rule {
    id: "rust/time",
    framework: "tokio time and fake clocks",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test stops or fakes the clock",
    documentation: include_str!("time.md"),
    rows: &[
        Row::call("{tokio.,}time.pause", Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock),
        // The attribute, and those of a project's own that hand on what they are given: `#[test_log::test(tokio::test(…))]`.
        Row::call("{?.,}test", Kind::Clock).when(&[When::ArgsHave("start_paused=true")]).boundary(Boundary::Clock),
        Row::call("?.start_paused", Kind::Clock)
            .when(&[When::InTest, When::ArgPath(0, "true")])
            .boundary(Boundary::Clock),
        Row::call(
            "mock_instant.{MockClock,thread_local.MockClock,global.MockClock}.{set_time,set_system_time}",
            Kind::Clock,
        )
        .boundary(Boundary::Clock),
        Row::call("{quanta,governor.clock}.{Mock,FakeRelativeClock,Clock.mock,mock}*", Kind::Clock)
            .boundary(Boundary::Clock),
        Row::call("quanta.Clock.mock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("governor.clock.FakeRelativeClock.{new,default}", Kind::Clock).boundary(Boundary::Clock),
    ],
};
