//! tokens.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "php/authentication",
    framework: "tokens",
    languages: &[Language::Php],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A token that goes out in a request is one that a service should have issued.
        Row::call("{Firebase.JWT.JWT,JWT}.encode", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("JWT::decode")])
            .target(TargetFrom::Fixed("token"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
    ],
};
