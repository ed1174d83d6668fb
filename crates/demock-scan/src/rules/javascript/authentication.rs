//! tokens.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind};

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "javascript/authentication",
    framework: "tokens",
    languages: super::SCRIPTS,
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        Row::call("jsonwebtoken.verify", Kind::AuthBypass)
            .when(&[When::ArgsHave("algorithms:['none']")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        // A test's own middleware says who is logged in.
        Row::call("?.use", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsHave("req.user=")])
            .target(TargetFrom::Fixed("req.user"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        // A token that goes out in a request is one that a service should have issued.
        Row::call("jsonwebtoken.sign", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("jwt.verify")])
            .target(TargetFrom::Fixed("token"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
    ],
};
