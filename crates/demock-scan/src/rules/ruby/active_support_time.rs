//! `ActiveSupport`'s time helpers.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// `ActiveSupport` freezes or moves the clock of a test.
pub(super) static RULE: Rule = Rule {
    id: "ruby/active-support-time",
    framework: "ActiveSupport",
    languages: &[Language::Ruby],
    since: 1,
    summary: "ActiveSupport freezes or moves the clock of a test",
    documentation: include_str!("active_support_time.md"),
    rows: &[Row::call("{travel_to,freeze_time,travel}", Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock)],
};
