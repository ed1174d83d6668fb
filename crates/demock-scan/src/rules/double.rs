//! Rules for doubles that are written by hand, in every language, one file each.

use crate::rules::Rule;

mod class;
mod double_use;
mod function;
mod literal;

/// The table.
pub static RULES: &[&Rule] = &[&class::RULE, &double_use::RULE, &function::RULE, &literal::RULE];
