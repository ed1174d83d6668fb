//! The environment and the folder of the process.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test changes the environment or the folder of its process.
pub(super) static RULE: Rule = Rule {
    id: "python/environment",
    framework: "os",
    languages: &[Language::Python],
    since: 1,
    summary: "A test changes the environment or the folder of its process",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::assign("os.environ", Kind::Env).target(TargetFrom::Key).when(&[When::InTest]).boundary(Boundary::Env),
        Row::call("os.environ.{update,setdefault,pop,clear,popitem}", Kind::Env)
            .when(&[When::InTest])
            .boundary(Boundary::Env),
        Row::call("os.{putenv,unsetenv}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("os.{chdir,fchdir}", Kind::ProcessState).when(&[When::InTest]).boundary(Boundary::Process),
    ],
};
