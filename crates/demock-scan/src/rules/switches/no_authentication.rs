//! Product code that lets anybody in where a flag says so.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Product code goes on without authentication where a flag says so.
pub(super) static RULE: Rule = Rule {
    id: "switches/no-authentication",
    framework: "switches",
    languages: Language::ALL,
    since: 2,
    summary: "Product code goes on without authentication where a flag says so",
    documentation: include_str!("no_authentication.md"),
    rows: &[Row::structure("no-authentication", Kind::AuthBypass)
        .boundary(Boundary::OwnCode)
        .confidence(Confidence::Likely)],
};
