//! ASP.NET Core.

use crate::rules::{Row, Rule, When};
use demock_model::{Confidence, Kind, Language};

/// A test forges who is logged in.
pub(super) static RULE: Rule = Rule {
    id: "csharp/authentication",
    framework: "ASP.NET Core",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a test forges who is logged in",
    documentation: include_str!("authentication.md"),
    rows: &[Row::call("?.AddScheme", Kind::AuthBypass)
        .when(&[When::InTest, When::TypeArgs])
        .confidence(Confidence::Likely)],
};
