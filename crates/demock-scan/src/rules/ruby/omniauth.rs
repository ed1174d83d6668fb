//! `OmniAuth`'s test mode.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// a log-in is forged.
pub(super) static RULE: Rule = Rule {
    id: "ruby/omniauth",
    framework: "OmniAuth",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a log-in is forged",
    documentation: include_str!("omniauth.md"),
    rows: &[
        Row::assign("OmniAuth.config.test_mode", Kind::AuthBypass).when(&[When::NotValueHas("false")]),
        Row::assign("OmniAuth.config.mock_auth", Kind::AuthBypass).when(&[When::IsItem]),
        Row::call("OmniAuth.config.add_mock", Kind::AuthBypass).target(TargetFrom::Arg(0)),
    ],
};
