//! Paused runtimes and fake clocks.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Types of a project's own that are named as clocks of tests.
const OWN_CLOCK: &str = "{?.,}{Fake,Mock,Mocked,Manual,Test,Virtual,Simulated,Sim,Frozen,Fixed,Stub,Static,Stopped,Deterministic,Controlled,Controllable,Settable,Mutable,Dummy,Paused,Scripted}{Clock,TimeSource,TimeProvider,SystemClock,MonotonicClock,WallClock,TimeService}";
/// What makes one.
const OWN_CLOCK_MADE: &str = "{?.,}{Fake,Mock,Mocked,Manual,Test,Virtual,Simulated,Sim,Frozen,Fixed,Stub,Static,Stopped,Deterministic,Controlled,Controllable,Settable,Mutable,Dummy,Paused,Scripted}{Clock,TimeSource,TimeProvider,SystemClock,MonotonicClock,WallClock,TimeService}.{new,new_*,default,at,at_*,start,start_*,starting_*,from,from_*,with_*,fixed,frozen,epoch,create,build,shared,arc}";

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
        // Where nothing else says that the clock is a fake one.
        Row::call("mock_instant.{MockClock,thread_local.MockClock,global.MockClock}.{advance,advance_system_time}", Kind::Clock)
            .when(&[When::NotFileHas("set_time("), When::NotFileHas("set_system_time(")])
            .boundary(Boundary::Clock),
        Row::call("{fake_clock,sn_fake_clock}.FakeClock.set_time", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{fake_clock,sn_fake_clock}.FakeClock.advance_time", Kind::Clock)
            .when(&[When::NotFileHas("set_time(")])
            .boundary(Boundary::Clock),
        Row::call("embassy_time.MockDriver.get", Kind::Clock).boundary(Boundary::Clock),
        Row::call(
            "aws_smithy_async.{test_util.{instant_time_and_sleep,controlled_time_and_sleep,tick_advance_time_and_sleep,ManualTimeSource.new},time.StaticTimeSource.{new,from_secs}}",
            Kind::Clock,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Clock),
        Row::call("faketime.enable", Kind::Clock).boundary(Boundary::Clock),
        Row::call("tick.ClockControl.{new,default}", Kind::Clock).boundary(Boundary::Clock),
        // The ledger of a contract's test environment says what time it is.
        Row::call("?.ledger().{set_timestamp,set_sequence_number}", Kind::Clock)
            .when(&[When::InTest, When::FileHas("soroban_sdk")])
            .boundary(Boundary::Clock),
        Row::call("quanta.with_clock", Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock),
        Row::call("{quanta,governor.clock}.{Mock,FakeRelativeClock,Clock.mock,mock}*", Kind::Clock)
            .boundary(Boundary::Clock),
        Row::call("quanta.Clock.mock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("governor.clock.FakeRelativeClock.{new,default}", Kind::Clock).boundary(Boundary::Clock),
        // A clock of the project's own that a test moves by hand or that stands still: `ManualClock::new(start)`,
        // `FixedClock(now)`, `Clock::mock()`. What a library of doubles has made of a trait is its own.
        Row::call(OWN_CLOCK_MADE, Kind::Clock)
            .when(&[When::InTest, When::NotDefinedHere, When::NotFileHas("expect_now")])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::call(OWN_CLOCK, Kind::Clock)
            .when(&[When::InTest, When::NotDefinedHere, When::ArgsAtLeast(1)])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::call("{?.,}{Clock,*Clock,TimeSource,TimeProvider}.{mock,mocked,new_mock,new_mocked,fake,new_fake,test,new_test,for_test,for_tests,manual,new_manual,frozen,new_frozen,simulated,new_simulated}", Kind::Clock)
            .when(&[When::InTest, When::NotDefinedHere])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
