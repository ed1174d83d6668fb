//! tokens.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// What a test puts in the place of the middleware that asks who somebody is.
const FORGED: &str = "{?.,}{mock,Mock,fake,Fake,stub,Stub,bypass,Bypass,skip,Skip,dummy,Dummy,no,No,noop,Noop,newMock,NewMock,newFake,NewFake}{Auth,Authentication,JWT,Jwt,Authn,Authorization}{,Middleware,MW,Handler}";

/// Verification is switched off, or a test signs its own token.
pub(super) static RULE: Rule = Rule {
    id: "go/authentication",
    framework: "tokens",
    languages: &[Language::Go],
    since: 2,
    summary: "Verification is switched off, or a test signs its own token",
    documentation: include_str!("authentication.md"),
    rows: &[
        // A test that looks into a token believes nothing by it.
        Row { meaning: Meaning::Nothing, ..Row::call("?.ParseUnverified", Kind::AuthBypass).when(&[When::InTest]) },
        Row::call("?.ParseUnverified", Kind::AuthBypass)
            .when(&[When::FileHas("jwt")])
            .target(TargetFrom::Fixed("signature"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Possible),
        // Everybody who asks is somebody, or nobody is asked who they are.
        Row::call("?.Use", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgCall(0, FORGED)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        Row::call("?.Use", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgPath(0, FORGED)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        Row::assign(
            "?.{SkipAuth,SkipAuthentication,DisableAuth,DisableAuthentication,AuthDisabled,BypassAuth}",
            Kind::AuthBypass,
        )
        .when(&[When::InTest, When::ValueHas("true")])
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Possible),
        // A token that goes out in a request is one that a service should have issued.
        Row::call(
            "{github.com/golang-jwt/jwt{/v3,/v4,/v5,},github.com/dgrijalva/jwt-go{/v3,/v4,}}.{New,NewWithClaims}",
            Kind::AuthBypass,
        )
        .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("jwt.Parse")])
        .target(TargetFrom::Fixed("token"))
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Possible),
        Row::call(
            "{github.com/go-jose/go-jose{/v3,/v4,},gopkg.in/square/go-jose.v2,gopkg.in/go-jose/go-jose.v2}/jwt.Signed",
            Kind::AuthBypass,
        )
        .when(&[When::InTest, When::FileHas("Bearer "), When::NotFileHas("jwt.ParseSigned")])
        .target(TargetFrom::Fixed("token"))
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Possible),
    ],
};
