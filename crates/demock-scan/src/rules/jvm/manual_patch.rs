//! replacing by hand.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// What sets a private field past its class.
const SETTERS: &str = "{{org.powermock.reflect.,org.mockito.internal.util.reflection.,org.mockito.internal.configuration.,}Whitebox.setInternalState,{org.mockito.internal.util.reflection.,}FieldSetter.setField,{org.apache.commons.lang3.reflect.,}FieldUtils.{writeField,writeDeclaredField,writeStaticField,writeDeclaredStaticField},{org.springframework.util.,}ReflectionUtils.setField,{mockit.,}Deencapsulation.setField}";

/// Members that tell what time it is.
const TELLS_TIME: &str = "?.{now,nowMillis,nowProvider,currentTime,currentTimeMillis,currentTimeProvider,timeProvider,timeSource,clock,elapsedRealtime}";

/// A test replaces a standard stream or sets a private field by hand.
pub(super) static RULE: Rule = Rule {
    id: "jvm/manual-patch",
    framework: "replacing by hand",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
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
        // Kotlin needs no import to ask a class for its field.
        Row::call("{?.,}set", Kind::ManualPatch).when(&[
            When::FileHas("getDeclaredField"),
            When::InTest,
            When::ArgsAtLeast(2),
            When::ArgsAtMost(2),
            When::Puts(Puts::ArgIsDouble(1)),
        ]),
        Row::call(
            "{org.springframework.test.util.,}ReflectionTestUtils.{setField,invokeSetterMethod}",
            Kind::ManualPatch,
        )
        .when(&[When::InTest, When::ArgsAtLeast(3), When::Puts(Puts::ArgIsDouble(2))])
        .target(TargetFrom::Member(0, 1)),
        // The class that has the field stands between.
        Row::call("{org.springframework.test.util.,}ReflectionTestUtils.setField", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(4), When::Puts(Puts::ArgIsDouble(3))])
            .target(TargetFrom::Member(0, 2)),
        Row::call(SETTERS, Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(3), When::Puts(Puts::ArgIsDouble(2))])
            .target(TargetFrom::Member(0, 1)),
        // The field is told by its type, or was looked up before.
        Row::call(SETTERS, Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(2), When::ArgsAtMost(2), When::Puts(Puts::ArgIsDouble(1))])
            .target(TargetFrom::Arg(0)),
        // A helper of the project's own.
        Row::call("{?.,}{setField,setPrivateField,setStaticField,setFieldValue,setInternalState}", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(3), When::Puts(Puts::ArgIsDouble(2))])
            .target(TargetFrom::Member(0, 1))
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ADouble), When::Puts(Puts::OnType)])
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ADouble), When::Puts(Puts::OnObject)])
            .confidence(Confidence::Possible),
        Row::assign(TELLS_TIME, Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::AFunction), When::Puts(Puts::OnType)])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
        Row::assign(TELLS_TIME, Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::AFunction), When::Puts(Puts::OnObject)])
            .boundary(Boundary::Clock)
            .confidence(Confidence::Likely),
    ],
};
