//! Object literals and bare objects that stand in for something real.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// An object without a class whose only purpose is to stand in for something real.
pub(super) static RULE: Rule = Rule {
    id: "double/literal",
    framework: "hand-written",
    languages: &[Language::JavaScript, Language::Python, Language::Ruby, Language::TypeScript],
    since: 2,
    summary: "An object without a class that stands in for something real",
    documentation: include_str!("literal.md"),
    rows: &[Row::structure("literal", Kind::HandwrittenDouble)],
};
