//! testing.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test changes the working directory.
pub(super) static RULE: Rule = Rule {
    id: "go/working-directory",
    framework: "testing",
    languages: &[Language::Go],
    since: 1,
    summary: "a test changes the working directory",
    documentation: include_str!("working_directory.md"),
    rows: &[
        Row::call("?.{T,B,F,TB}().Chdir", Kind::ProcessState).target(TargetFrom::Arg(0)).boundary(Boundary::Process),
        Row::call("gotest.tools{/v3,}/env.ChangeWorkingDir", Kind::ProcessState)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Process),
        Row::call("os.Chdir", Kind::ProcessState)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Process),
    ],
};
