//! Fake clocks of libraries.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// a library stops or moves time.
pub(super) static RULE: Rule = Rule {
    id: "php/clock",
    framework: "clocks",
    languages: &[Language::Php],
    since: 2,
    summary: "a library stops or moves time",
    documentation: include_str!("clock.md"),
    rows: &[
        Row::call("SlopeIt.ClockMock.ClockMock.{freeze,executeAtFrozenDateTime}", Kind::Clock).boundary(Boundary::Clock),
        Row::call("{Cake.Chronos.Chronos{,Date,Time},Cake.I18n.{DateTime,FrozenTime,FrozenDate,Time,Date}}.{setTestNow,withTestNow}", Kind::Clock)
            .when(&[When::InTest, When::ArgsAtLeast(1), When::NotArgs("null")])
            .boundary(Boundary::Clock),
        Row::call("{Lcobucci,Beste,Ergebnis}.Clock.FrozenClock{,.fromUTC,.at,.fromNow,.withNowFrom}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock),
        Row::call("Spatie.TestTime.TestTime.{freeze,freezeAtSecond}", Kind::Clock).boundary(Boundary::Clock),
    ],
};
