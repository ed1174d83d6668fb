//! containers of dependencies.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// A test replaces what a container hands out.
pub(super) static RULE: Rule = Rule {
    id: "jvm/container-override",
    framework: "Koin, Hilt, Micronaut, Quarkus, Guice",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a test replaces what a container hands out",
    documentation: include_str!("container_override.md"),
    rows: &[
        Row::call("{org.koin.test.mock.,}declareMock", Kind::MockObject)
            .when(&[When::InTest, When::FileImports("org.koin.test")])
            .target(TargetFrom::Type),
        Row::call("org.koin.test.mock.declare", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("org.koin.core.context.loadKoinModules", Kind::Patch)
            .when(&[When::InTest])
            .confidence(Confidence::Possible),
        Row::call("dagger.hilt.testing.TestInstallIn", Kind::Patch),
        Row::call("dagger.hilt.android.testing.UninstallModules", Kind::Patch).target(TargetFrom::Type),
        Row::reference("dagger.hilt.android.testing.{BindValue,BindValueIntoSet,BindValueIntoMap}", Kind::Patch)
            .target(TargetFrom::Annotated)
            .confidence(Confidence::Likely),
        Row::call("io.micronaut.context.annotation.Replaces", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::reference("io.quarkus.test.Mock", Kind::Patch).confidence(Confidence::Likely),
        Row::reference("{jakarta,javax}.enterprise.inject.{Alternative,Specializes}", Kind::Patch)
            .when(&[When::InTest])
            .confidence(Confidence::Possible),
        Row::call("com.google.inject.util.Modules.override", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("?.{toInstance,toProvider}", Kind::Patch)
            .when(&[When::InTest, When::FileImports("com.google.inject"), When::Puts(Puts::ArgIsDouble(0))])
            .confidence(Confidence::Likely),
        Row::call("org.robolectric.annotation.Implements", Kind::HandwrittenDouble)
            .when(&[When::InTest])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
    ],
};
