//! none: a test changes the environment or the state of its process.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// A test changes the environment or the state of its process.
pub(super) static RULE: Rule = Rule {
    id: "javascript/process-state",
    framework: "none",
    languages: super::SCRIPTS,
    since: 1,
    summary: "a test changes the environment or the state of its process",
    documentation: include_str!("process_state.md"),
    rows: &[
        Row::assign("process.env", Kind::Env).when(&[When::InTest]).boundary(Boundary::Env),
        Row::assign("{process,import.meta}.env.*", Kind::Env).when(&[When::InTest]).boundary(Boundary::Env),
        Row::call("Object.assign", Kind::Env)
            .when(&[When::InTest, When::ArgPath(0, "process.env")])
            .target(TargetFrom::Fixed("process.env"))
            .boundary(Boundary::Env),
        Row::call("mocked-env", Kind::Env).boundary(Boundary::Env),
        Row::assign("process.argv", Kind::ProcessState).when(&[When::InTest]).boundary(Boundary::Process),
        Row::call("process.{chdir,umask}", Kind::ProcessState)
            .when(&[When::InTest, When::ArgsAtLeast(1)])
            .boundary(Boundary::Process),
    ],
};
