//! `FastAPI` and Starlette `dependency_overrides`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// Names of dependencies that say who asks and whether they may.
const AUTHENTICATION: &str = "{*current_*user*,*current_*account*,get_user,*authenticat*,*require_user*,*require_login*,*verify_*token*,*validate_*token*,*check_*permission*,*verify_api_key*,*get_api_key*,*oauth2*,*login_required*,*auth}";

/// An application is told to use something else in a test.
pub(super) static RULE: Rule = Rule {
    id: "python/dependency-overrides",
    framework: "FastAPI",
    languages: &[Language::Python],
    since: 1,
    summary: "An application is told to use something else in a test",
    documentation: include_str!("dependency_overrides.md"),
    rows: &[
        Row::assign("?.dependency_overrides", Kind::AuthBypass)
            .target(TargetFrom::Key)
            .when(&[When::IsItem, When::Key(AUTHENTICATION)]),
        Row::assign("?.dependency_overrides", Kind::Patch).when(&[When::IsItem]).target(TargetFrom::Key),
        Row::assign("?.dependency_overrides", Kind::Patch).when(&[When::InTest, When::ValueHas(":")]),
        Row::call("?.dependency_overrides.update", Kind::AuthBypass).when(&[When::ArgsHave("current_user")]),
        Row::call("?.dependency_overrides.update", Kind::Patch).when(&[When::ArgsAtLeast(1)]),
        Row::call("?.dependency_overrides.setdefault", Kind::Patch).target(TargetFrom::Arg(0)),
    ],
};
