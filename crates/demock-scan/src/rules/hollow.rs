//! Rules for tests that prove nothing, in every language, one file each.

use crate::rules::Rule;

mod call_does_not_fit;
mod commented_out;
mod empty_test;
mod error_path_passes;
mod never_collected;
mod no_assertion;
mod own_doubles;
mod skipped;
mod skipped_without_service;
mod tautology;

/// The table.
pub static RULES: &[&Rule] = &[
    &call_does_not_fit::RULE,
    &commented_out::RULE,
    &empty_test::RULE,
    &error_path_passes::RULE,
    &never_collected::RULE,
    &no_assertion::RULE,
    &own_doubles::RULE,
    &skipped::RULE,
    &skipped_without_service::RULE,
    &tautology::RULE,
];
