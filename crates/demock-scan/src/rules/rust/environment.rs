//! Environment variables and the working directory changed by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// a test sets environment variables or changes the working directory.
pub(super) static RULE: Rule = Rule {
    id: "rust/environment",
    framework: "std",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test sets environment variables or changes the working directory",
    documentation: include_str!("environment.md"),
    rows: &[
        Row::call("{std.,}env.{set_var,remove_var}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("temp_env.{with_var,with_vars,with_var_unset,with_vars_unset,async_with_vars}", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        // Guards that put the variable back: of `scoped-env`, and the jail of figment's tests.
        Row::call("scoped_env.ScopedEnv.{set,remove}", Kind::Env).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        Row::call("env_lock.{lock_env,lock_current_dir}", Kind::Env).when(&[When::InTest]).boundary(Boundary::Env),
        Row::call("envmnt.{set,remove,set_list}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("{sealed_test.prelude.,sealed_test.,}sealed_test", Kind::Env)
            .when(&[When::FileHas("sealed_test"), When::ArgsHave("env=")])
            .boundary(Boundary::Env),
        Row::call("?.set_env", Kind::Env)
            .when(&[When::InTest, When::FileHas("Jail")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("{std.,}env.set_current_dir", Kind::ProcessState).when(&[When::InTest]).boundary(Boundary::Process),
    ],
};
