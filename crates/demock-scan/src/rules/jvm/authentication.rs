//! tokens.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "jvm/authentication",
    framework: "tokens",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A token that goes out in a request is one that a service should have issued: `"Bearer " + token`, `setBearerAuth(token)`.
        Row::call(
            "{io.jsonwebtoken.Jwts.builder,com.auth0.jwt.JWT.create,com.nimbusds.jwt.SignedJWT}",
            Kind::AuthBypass,
        )
        .when(&[
            When::InTest,
            When::FileHas("earer"),
            When::NotFileHas("parseClaimsJws"),
            When::NotFileHas("parseSignedClaims"),
            When::NotFileHas("JWT.require"),
        ])
        .target(TargetFrom::Fixed("token"))
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Possible),
    ],
};
