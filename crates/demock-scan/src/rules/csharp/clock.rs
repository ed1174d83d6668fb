//! fake clocks.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A fake clock stands in for time.
pub(super) static RULE: Rule = Rule {
    id: "csharp/clock",
    framework: "fake clocks",
    languages: &[Language::CSharp],
    since: 2,
    summary: "a fake clock stands in for time",
    documentation: include_str!("clock.md"),
    rows: &[
        Row::call("{Microsoft.Extensions.Time.Testing.,}FakeTimeProvider", Kind::Clock)
            .when(&[When::Form(CallForm::New)])
            .boundary(Boundary::Clock),
        Row::call("?.{AddSingleton,AddScoped,AddTransient}", Kind::Clock)
            .when(&[When::InTest, When::TypeArgsHave("FakeTimeProvider")])
            .boundary(Boundary::Clock),
        Row::call("{Microsoft.Reactive.Testing.,}TestScheduler", Kind::Clock)
            .when(&[When::Form(CallForm::New), When::FileImports("{Microsoft.Reactive.Testing,System.Reactive}")])
            .boundary(Boundary::Clock),
        Row::call("NodaTime.Testing.FakeClock{.FromUtc,}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{Foundatio.Utility.,}TestSystemClock.Install", Kind::Clock).boundary(Boundary::Clock),
    ],
};
