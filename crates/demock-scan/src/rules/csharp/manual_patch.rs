//! replacing by hand.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Static members that tell what time it is: `SystemTime.UtcNow`.
const TELLS_TIME: &str = "?.{*Clock,*Time,*TimeProvider,*DateTime}.{Now,UtcNow,Today,Current,Instance,Default,Provider,NowFunc,UtcNowFunc,GetNow,GetUtcNow}";

/// A test replaces a standard stream, a static member or a private field by hand.
pub(super) static RULE: Rule = Rule {
    id: "csharp/manual-patch",
    framework: "replacing by hand",
    languages: &[Language::CSharp],
    since: 2,
    summary: "a test replaces a standard stream, a static member or a private field by hand",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row::call("{System.,}Console.{SetOut,SetError,SetIn}", Kind::ManualPatch)
            .when(&[When::InTest, When::NotArgsHave("OpenStandard"), When::Puts(Puts::ArgNotGivenBack(0))])
            .target(TargetFrom::Fixed("System.Console"))
            .boundary(Boundary::Process),
        Row::call("?.SetValue", Kind::ManualPatch).when(&[
            When::FileImports("System.Reflection"),
            When::InTest,
            When::ArgsAtLeast(2),
            When::Puts(Puts::ArgIsDouble(1)),
        ]),
        // What looks the member up stands in the same chain.
        Row::call("?.{GetField,GetProperty}().SetValue", Kind::ManualPatch).when(&[
            When::InTest,
            When::ArgsAtLeast(2),
            When::Puts(Puts::ArgIsDouble(1)),
        ]),
        Row::assign(TELLS_TIME, Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::AFunction), When::Puts(Puts::OnType)])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::assign(TELLS_TIME, Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ADouble), When::Puts(Puts::OnType)])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ADouble), When::Puts(Puts::OnType)])
            .confidence(Confidence::Possible),
    ],
};
