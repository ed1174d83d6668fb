//! ASP.NET Core.

use crate::rules::{Row, Rule, When};
use demock_model::{Confidence, Kind, Language};

/// A test forges who is logged in.
pub(super) static RULE: Rule = Rule {
    id: "csharp/authentication",
    framework: "ASP.NET Core",
    languages: &[Language::CSharp],
    since: 2,
    summary: "a test forges who is logged in",
    documentation: include_str!("authentication.md"),
    rows: &[
        Row::call("?.AddScheme", Kind::AuthBypass).when(&[When::InTest, When::TypeArgs]).confidence(Confidence::Likely),
        Row::base("{Microsoft.AspNetCore.Authentication.,}AuthenticationHandler", Kind::AuthBypass)
            .when(&[When::InTest])
            .confidence(Confidence::Likely),
        // A page is drawn for a user whom the test has made up.
        Row::call("{?.,}{AddTestAuthorization,AddAuthorization}", Kind::AuthBypass)
            .when(&[When::InTest, When::FileImports("Bunit"), When::ArgsAtMost(0)])
            .confidence(Confidence::Likely),
        Row::call("?.RequireAssertion", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsHave("=>true")])
            .confidence(Confidence::Likely),
        // A token that goes out in a request is one that a service should have issued.
        Row::call("{Microsoft.IdentityModel.Tokens.,}SecurityTokenDescriptor", Kind::AuthBypass)
            .when(&[When::InTest, When::NotFileHas("ValidateToken")])
            .confidence(Confidence::Possible),
    ],
};
