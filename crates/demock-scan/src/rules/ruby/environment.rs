//! `ENV` and the working directory changed by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// a test sets environment variables or changes the working directory.
pub(super) static RULE: Rule = Rule {
    id: "ruby/environment",
    framework: "Ruby",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a test sets environment variables or changes the working directory",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::assign("ENV", Kind::Env)
            .when(&[When::InTest, When::IsItem])
            .target(TargetFrom::Key)
            .boundary(Boundary::Env),
        Row::call(
            "ENV.{store,update,replace,merge!,delete,delete_if,keep_if,reject!,select!,filter!,clear}",
            Kind::Env,
        )
        .when(&[When::InTest])
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Env),
        Row::call(
            "{ClimateControl.modify,stub_env,with_env,with_modified_env,with_env_overrides,with_env_vars,modify_env}",
            Kind::Env,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Env),
        Row::call("{Dir,FileUtils}.{chdir,cd}", Kind::ProcessState).when(&[When::InTest]).boundary(Boundary::Process),
    ],
};
