//! fake clocks.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Clocks and schedulers that libraries ship to be moved by hand.
const LIBRARIES: &str = "{kotlin.time.TestTimeSource,io.micrometer.core.instrument.MockClock,io.opentelemetry.sdk.testing.time.TestClock.create,org.apache.kafka.common.utils.MockTime,reactor.test.scheduler.VirtualTimeScheduler.{create,getOrSet,set},{io.reactivex.schedulers,io.reactivex.rxjava3.schedulers,rx.schedulers}.TestScheduler,com.mercateo.test.clock.TestClock.fixed,akka.actor.testkit.typed.{javadsl,scaladsl}.ManualTime.get}";

/// A fixed clock stands in for time.
pub(super) static RULE: Rule = Rule {
    id: "jvm/clock",
    framework: "fake clocks",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
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
        Row::call(LIBRARIES, Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock),
        Row::call("{reactor.test.,}StepVerifier.withVirtualTime", Kind::Clock).boundary(Boundary::Clock),
        Row::call("io.kotest.extensions.time.{withConstantNow,ConstantNowTestListener}", Kind::Clock)
            .boundary(Boundary::Clock),
        // Helpers by which projects run a test in virtual time.
        Row::call("with{Virtual,Fake,Mock,Mocked,Test,Fixed,Frozen}{Time,TimeSource,Clock}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
