//! Rules for tests that prove nothing, in every language, one file each.

use crate::rules::Rule;

mod empty_test;

/// The table.
pub static RULES: &[&Rule] = &[&empty_test::RULE];
