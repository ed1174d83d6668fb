//! tokens.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "ruby/authentication",
    framework: "tokens",
    languages: &[Language::Ruby],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A test that looks into a token believes nothing by it.
        Row { meaning: Meaning::Nothing, ..Row::call("JWT.decode", Kind::AuthBypass).when(&[When::InTest]) },
        Row::call("JWT.decode", Kind::AuthBypass)
            .when(&[When::ArgsHave("nil,false")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        // A token that goes out in a request is one that a service should have issued.
        Row::call("JWT.encode", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("JWT.decode")])
            .target(TargetFrom::Fixed("token"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
    ],
};
