//! replacing by hand.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test replaces a standard stream or sets a private field by hand.
pub(super) static RULE: Rule = Rule {
    id: "jvm/manual-patch",
    framework: "replacing by hand",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "a test replaces a standard stream or sets a private field by hand",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row::call("{java.lang.,}System.{setOut,setErr,setIn}", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgNotGivenBack(0))])
            .target(TargetFrom::Fixed("System"))
            .boundary(Boundary::Process),
        // The front end hands on what the file does not declare.
        Row::assign("{timeSource,*TimeSource,timeProvider,*TimeProvider}", Kind::ManualPatch)
            .when(&[
                When::InTest,
                When::Puts(Puts::NotGivenBack),
                When::NotValueHas("Default"),
                When::NotValueHas("Nano"),
                When::NotValueHas("System"),
                When::NotValueHas("null"),
            ])
            .boundary(Boundary::Clock),
        Row::call("?.set", Kind::ManualPatch).when(&[
            When::FileImports("java.lang.reflect"),
            When::InTest,
            When::ArgsAtLeast(2),
            When::ArgsAtMost(2),
            When::Puts(Puts::ArgIsDouble(1)),
        ]),
        Row::call("{org.springframework.test.util.,}ReflectionTestUtils.setField", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(3), When::Puts(Puts::ArgIsDouble(2))])
            .target(TargetFrom::Member(0, 1)),
    ],
};
