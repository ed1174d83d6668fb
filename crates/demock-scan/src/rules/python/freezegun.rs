//! freezegun.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// freezegun stops the clock.
pub(super) static RULE: Rule = Rule {
    id: "python/freezegun",
    framework: "freezegun",
    languages: &[Language::Python],
    since: 1,
    summary: "freezegun stops the clock",
    documentation: include_str!("freezegun.md"),
    rows: &[
        Row::call("{freezegun.{,api.}freeze_time,pytest.mark.freeze_time}", Kind::Clock)
            .target(TargetFrom::Fixed("datetime.datetime"))
            .boundary(Boundary::Clock),
        Row::reference("{freezegun.{,api.}freeze_time,pytest.mark.freeze_time}", Kind::Clock)
            .target(TargetFrom::Fixed("datetime.datetime"))
            .boundary(Boundary::Clock),
        Row::parameter("fixture:freezer", Kind::Clock).boundary(Boundary::Clock),
    ],
};
