//! time-machine, libfaketime and pendulum.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// time-machine moves the clock.
pub(super) static RULE: Rule = Rule {
    id: "python/time-machine",
    framework: "time-machine",
    languages: &[Language::Python],
    since: 1,
    summary: "time-machine moves the clock",
    documentation: include_str!("time_machine.md"),
    rows: &[
        Row::call("time_machine.travel", Kind::Clock).target(TargetFrom::Fixed("time.time")).boundary(Boundary::Clock),
        Row::call("pytest.mark.time_machine", Kind::Clock)
            .target(TargetFrom::Fixed("time.time"))
            .boundary(Boundary::Clock),
        Row::parameter("fixture:time_machine", Kind::Clock).boundary(Boundary::Clock),
        Row::call("libfaketime.fake_time", Kind::Clock)
            .target(TargetFrom::Fixed("time.time"))
            .boundary(Boundary::Clock),
        Row::call("pendulum.{travel,travel_to,freeze,test,set_test_now}", Kind::Clock)
            .target(TargetFrom::Fixed("pendulum.now"))
            .boundary(Boundary::Clock),
    ],
};
