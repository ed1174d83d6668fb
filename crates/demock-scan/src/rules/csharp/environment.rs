//! .NET.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test sets an environment variable or the working directory.
pub(super) static RULE: Rule = Rule {
    id: "csharp/environment",
    framework: ".NET",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a test sets an environment variable or the working directory",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::call("{System.,}Environment.SetEnvironmentVariable", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("{System.IO.,}Directory.SetCurrentDirectory", Kind::ProcessState)
            .when(&[When::InTest])
            .boundary(Boundary::Process),
        Row::assign("{System.,}Environment.CurrentDirectory", Kind::ProcessState)
            .when(&[When::InTest])
            .boundary(Boundary::Process),
    ],
};
