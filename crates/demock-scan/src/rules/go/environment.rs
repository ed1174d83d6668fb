//! testing.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test sets an environment variable.
pub(super) static RULE: Rule = Rule {
    id: "go/environment",
    framework: "testing",
    languages: &[Language::Go],
    since: 1,
    summary: "a test sets an environment variable",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::call("?.{T,B,F,TB}().Setenv", Kind::Env).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        Row::call("gotest.tools{/v3,}/env.Patch", Kind::Env).target(TargetFrom::Arg(1)).boundary(Boundary::Env),
        Row::call("gotest.tools{/v3,}/env.PatchAll", Kind::Env).boundary(Boundary::Env),
        Row::call("os.{Setenv,Unsetenv,Clearenv}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
    ],
};
