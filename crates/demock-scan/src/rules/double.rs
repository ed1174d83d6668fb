//! Rules for doubles that are written by hand, in every language, one file each.

use crate::rules::Rule;

mod class;
mod function;
mod literal;

/// The table.
pub static RULES: &[&Rule] = &[&class::RULE, &function::RULE, &literal::RULE];
