//! Doubles of other files.

use crate::rules::{Row, Rule};
use demock_model::{Kind, Language};

/// A call that makes a hand-written double which another file defines. The index finds it, when all files are known.
pub(super) static RULE: Rule = Rule {
    id: "double/use",
    framework: "hand-written",
    languages: Language::ALL,
    since: 2,
    summary: "A hand-written double of another file is used",
    documentation: include_str!("double_use.md"),
    rows: &[Row::structure("double-use", Kind::DoubleUse)],
};
