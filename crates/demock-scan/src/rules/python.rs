//! Rules for Python, one file each.

use crate::rules::Rule;

mod monkeypatch;
mod unittest_mock;

/// The table.
pub static RULES: &[&Rule] = &[&monkeypatch::RULE, &unittest_mock::RULE];
