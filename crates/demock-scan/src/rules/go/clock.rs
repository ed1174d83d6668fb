//! fake clocks.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A fake clock stands in for time.
pub(super) static RULE: Rule = Rule {
    id: "go/clock",
    framework: "fake clocks",
    languages: &[Language::Go],
    since: 1,
    summary: "a fake clock stands in for time",
    documentation: include_str!("clock.md"),
    rows: &[
        Row::call("github.com/jonboulle/clockwork.{NewFakeClock,NewFakeClockAt}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{github.com/benbjohnson/clock,github.com/andres-erbsen/clock,github.com/facebookgo/clock}.NewMock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{k8s.io/utils/clock,k8s.io/apimachinery/pkg/util/clock}{/testing,}.{NewFakeClock,NewFakePassiveClock,NewSimpleIntervalClock}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/coder/quartz.NewMock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/tilinna/clock.NewMock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("code.cloudfoundry.org/clock/fakeclock.{NewFakeClock,NewIncrementingClock}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{k8s.io/utils/clock,k8s.io/apimachinery/pkg/util/clock}{/testing,}.{FakeClock,FakePassiveClock,IntervalClock,SimpleIntervalClock}", Kind::Clock)
            .when(&[When::Form(CallForm::Literal)])
            .boundary(Boundary::Clock),
        Row::call("github.com/thejerf/abtime.{NewManual,NewManualAtTime}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/{raulk,stephanos}/clock.NewMock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/jmhodges/clock.NewFake", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/juju/clock/testclock.{NewClock,NewDilatedWallClock}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("github.com/lightningnetwork/lnd/clock.NewTestClock", Kind::Clock).boundary(Boundary::Clock),
        // Within the bubble the standard library's time is a fake one.
        Row::call("testing/synctest.{Test,Run}", Kind::Clock).boundary(Boundary::Clock),
        // A clock of the project's own that a test moves by hand, or that stands still.
        Row::call("?.New{Event,Fake,Mock,Manual,Test,Virtual,Simulated,Frozen,Fixed,Stub,Static,Stopped,Settable,Mutable,Deterministic,Controlled}{TimeSource,TimeProvider,Clock}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::call("?.New{Event,Fake,Mock,Manual,Test,Virtual,Simulated,Frozen,Fixed,Stub,Static,Stopped,Settable,Mutable,Deterministic,Controlled}{TimeSource,TimeProvider,Clock}{At,From,With}*", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::call("?.{Fake,Mock,Manual,Test,Virtual,Simulated,Frozen,Fixed,Stub,Static,Stopped,Settable,Mutable,Deterministic,Controlled}{TimeSource,TimeProvider,Clock}", Kind::Clock)
            .when(&[When::InTest, When::Form(CallForm::Literal), When::Imported])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::call("new", Kind::Clock)
            .when(&[
                When::InTest,
                When::ArgPath(0, "?.{Fake,Mock,Manual,Test,Virtual,Simulated,Frozen,Fixed,Stub,Static,Stopped,Settable,Mutable,Deterministic,Controlled}{TimeSource,TimeProvider,Clock}"),
            ])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
