//! tokens.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// The ways to read a token.
const DECODE: &str = "{jwt,jose.jwt}.decode";

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "python/authentication",
    framework: "tokens",
    languages: &[Language::Python],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A test that looks into a token believes nothing by it.
        Row { meaning: Meaning::Nothing, ..Row::call(DECODE, Kind::AuthBypass).when(&[When::InTest]) },
        Row::call(DECODE, Kind::AuthBypass)
            .when(&[When::ArgsHave("verify_signature\":False")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        Row::call(DECODE, Kind::AuthBypass)
            .when(&[When::ArgsHave("verify_signature':False")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        Row::call(DECODE, Kind::AuthBypass)
            .when(&[When::ArgsHave("verify=False")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        Row::call(DECODE, Kind::AuthBypass)
            .when(&[When::ArgsHave("algorithms=[\"none\"")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        Row::call("?.set_current_user", Kind::AuthBypass)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        // A token that goes out in a request is one that a service should have issued.
        Row::call("{jwt,jose.jwt,authlib.jose.jwt}.encode", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("jwt.decode")])
            .target(TargetFrom::Fixed("token"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
    ],
};
