//! fake clocks.

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
        // A clock of the project's own that a test moves by hand.
        Row::call("?.New{Event,Fake,Mock,Manual,Test,Virtual,Simulated,Frozen,Fixed}{TimeSource,Clock}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
