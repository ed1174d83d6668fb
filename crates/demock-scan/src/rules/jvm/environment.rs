//! system stubs.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// A test sets an environment variable.
pub(super) static RULE: Rule = Rule {
    id: "jvm/environment",
    framework: "system stubs",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "a test sets an environment variable",
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
        Row::call("org.junitpioneer.jupiter.{SetEnvironmentVariable,ClearEnvironmentVariable}", Kind::Env)
            .boundary(Boundary::Env),
    ],
};
