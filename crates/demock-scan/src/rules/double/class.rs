//! Classes, structs and nameless objects that stand in for something real.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// A class whose only purpose is to stand in for something real.
pub(super) static RULE: Rule = Rule {
    id: "double/class",
    framework: "hand-written",
    languages: Language::ALL,
    since: 2,
    summary: "A class, struct or object that is written to stand in for something real",
    documentation: include_str!("class.md"),
    rows: &[Row::structure("class", Kind::HandwrittenDouble)],
};
