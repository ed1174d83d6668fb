//! Functions that are written to be put in the place of another.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// A function whose only purpose is to be put in the place of another.
pub(super) static RULE: Rule = Rule {
    id: "double/function",
    framework: "hand-written",
    languages: Language::ALL,
    since: 2,
    summary: "A function that is written to be put in the place of a real one",
    documentation: include_str!("function.md"),
    rows: &[Row::structure("function", Kind::HandwrittenDouble)],
};
