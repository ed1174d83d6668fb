//! Environment variables and the working directory changed by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// a test sets environment variables or changes the working directory.
pub(super) static RULE: Rule = Rule {
    id: "php/environment",
    framework: "PHP",
    languages: &[Language::Php],
    since: 2,
    summary: "a test sets environment variables or changes the working directory",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::assign("{$_ENV,$_SERVER}", Kind::Env)
            .when(&[When::InTest, When::IsItem])
            .target(TargetFrom::Key)
            .boundary(Boundary::Env),
        Row::call("unset", Kind::Env)
            .when(&[When::InTest, When::ArgsHave("$_ENV[")])
            .target(TargetFrom::Fixed("$_ENV"))
            .boundary(Boundary::Env),
        Row::call("unset", Kind::Env)
            .when(&[When::InTest, When::ArgsHave("$_SERVER['")])
            .target(TargetFrom::Fixed("$_SERVER"))
            .boundary(Boundary::Env),
        Row::call("apache_setenv", Kind::Env).when(&[When::InTest]).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        Row::call("{Illuminate.Support.,}Env.getRepository().{set,clear}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("$this.app.detectEnvironment", Kind::Env).when(&[When::InTest]).boundary(Boundary::Env),
        Row::assign("$this.app", Kind::Env)
            .when(&[When::InTest, When::Key("env")])
            .target(TargetFrom::Key)
            .boundary(Boundary::Env),
        Row::call("putenv", Kind::Env).when(&[When::InTest]).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        Row::call("chdir", Kind::ProcessState).when(&[When::InTest]).boundary(Boundary::Process),
    ],
};
