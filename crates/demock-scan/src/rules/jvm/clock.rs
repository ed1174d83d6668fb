//! fake clocks.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A fixed clock stands in for time.
pub(super) static RULE: Rule = Rule {
    id: "jvm/clock",
    framework: "fake clocks",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "a fixed clock stands in for time",
    documentation: include_str!("clock.md"),
    rows: &[
        Row::call("java.time.Clock.{fixed,offset}", Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock),
        Row::call(
            "org.joda.time.DateTimeUtils.{setCurrentMillisFixed,setCurrentMillisOffset,setCurrentMillisProvider}",
            Kind::Clock,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Clock),
        Row::call("org.threeten.extra.MutableClock.{of,epochUTC}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("com.google.common.testing.FakeTicker", Kind::Clock).boundary(Boundary::Clock),
        Row::call("kotlinx.coroutines.Dispatchers.setMain", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock),
        // Helpers by which projects run a test in virtual time.
        Row::call("with{Virtual,Fake,Mock,Mocked,Test,Fixed,Frozen}{Time,TimeSource,Clock}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
