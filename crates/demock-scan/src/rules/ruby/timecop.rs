//! Timecop and Delorean.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// Timecop freezes or moves the clock.
pub(super) static RULE: Rule = Rule {
    id: "ruby/timecop",
    framework: "Timecop",
    languages: &[Language::Ruby],
    since: 1,
    summary: "Timecop freezes or moves the clock",
    documentation: include_str!("timecop.md"),
    rows: &[
        Row::call("Timecop.{freeze,travel,scale}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("Delorean.{time_travel_to,jump}", Kind::Clock).boundary(Boundary::Clock),
    ],
};
