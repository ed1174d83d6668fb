//! system stubs.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test sets an environment variable or a system property.
pub(super) static RULE: Rule = Rule {
    id: "jvm/environment",
    framework: "system stubs",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a test sets an environment variable or a system property",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::call("uk.org.webcompere.systemstubs.environment.EnvironmentVariables", Kind::Env).boundary(Boundary::Env),
        Row::call(
            "uk.org.webcompere.systemstubs.SystemStubs.{withEnvironmentVariable,withEnvironmentVariables}",
            Kind::Env,
        )
        .boundary(Boundary::Env),
        Row::call("com.github.stefanbirkner.systemlambda.SystemLambda.withEnvironmentVariable", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("org.junit.contrib.java.lang.system.EnvironmentVariables", Kind::Env).boundary(Boundary::Env),
        Row::call(
            "org.junitpioneer.jupiter.{SetEnvironmentVariable,ClearEnvironmentVariable,SetSystemProperty,ClearSystemProperty}",
            Kind::Env,
        )
        .boundary(Boundary::Env),
        Row::call(
            "{uk.org.webcompere.systemstubs.properties.SystemProperties,org.junit.contrib.java.lang.system.{ProvideSystemProperty,ClearSystemProperties}}",
            Kind::Env,
        )
        .boundary(Boundary::Env),
        Row::reference("uk.org.webcompere.systemstubs.{jupiter,testng}.SystemStub", Kind::Env)
            .when(&[When::FileHas("EnvironmentVariables")])
            .boundary(Boundary::Env),
        Row::reference("uk.org.webcompere.systemstubs.{jupiter,testng}.SystemStub", Kind::Env)
            .when(&[When::FileHas("SystemProperties")])
            .boundary(Boundary::Env),
        Row::call("io.kotest.extensions.system.{withEnvironment,withSystemProperty,withSystemProperties}", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call(
            "io.kotest.extensions.system.{SystemEnvironmentTestListener,SystemEnvironmentProjectListener,SystemPropertyTestListener,SystemPropertyProjectListener}",
            Kind::Env,
        )
        .boundary(Boundary::Env),
        // A program that is started by hand from a folder of tests sets its own.
        Row::call("{java.lang.,}System.setProperty", Kind::Env)
            .when(&[
                When::InTest,
                When::NotFileHas("fun main("),
                When::NotFileHas("static void main("),
                When::Puts(Puts::ArgNotGivenBack(1)),
            ])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
    ],
};
