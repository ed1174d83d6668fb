//! Rules for what is chosen by switches, in every language, one file each.

use crate::rules::Rule;

mod fallback;
mod no_authentication;
mod under_test;

/// The table.
pub static RULES: &[&Rule] = &[&fallback::RULE, &no_authentication::RULE, &under_test::RULE];
