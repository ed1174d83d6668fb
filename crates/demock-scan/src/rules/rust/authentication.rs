//! tokens.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "rust/authentication",
    framework: "tokens",
    languages: &[Language::Rust],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A test that looks into a token believes nothing by it.
        Row {
            meaning: Meaning::Nothing,
            ..Row::call(
                "{jsonwebtoken,jsonwebtoken.dangerous}.{dangerous_insecure_decode,insecure_decode}",
                Kind::AuthBypass,
            )
            .when(&[When::InTest])
        },
        Row {
            meaning: Meaning::Nothing,
            ..Row::call("?.insecure_disable_signature_validation", Kind::AuthBypass).when(&[When::InTest])
        },
        Row::call(
            "{jsonwebtoken,jsonwebtoken.dangerous}.{dangerous_insecure_decode,insecure_decode}",
            Kind::AuthBypass,
        )
        .target(TargetFrom::Fixed("signature"))
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Possible),
        Row::call("?.insecure_disable_signature_validation", Kind::AuthBypass)
            .when(&[When::FileHas("jsonwebtoken")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        // Whoever calls the contract is believed to have signed.
        Row::call("?.{mock_all_auths,mock_all_auths_allowing_non_root_auth,mock_auths}", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("soroban_sdk")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        // A token that goes out in a request is one that a service should have issued: `Bearer {token}`, `bearer_auth(token)`.
        Row::call("jsonwebtoken.encode", Kind::AuthBypass)
            .when(&[When::InTest, When::FileHas("earer"), When::NotFileHas("decode")])
            .target(TargetFrom::Fixed("token"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
    ],
};
