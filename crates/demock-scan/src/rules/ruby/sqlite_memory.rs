//! `SQLite` in memory.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a test connects to a database in memory.
pub(super) static RULE: Rule = Rule {
    id: "ruby/sqlite-memory",
    framework: "SQLite",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a test connects to a database in memory",
    documentation: include_str!("sqlite_memory.md"),
    rows: &[
        Row::call(
            "{ActiveRecord.Base.establish_connection,Sequel.connect,Sequel.sqlite,SQLite3.Database.new}",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest, When::ArgsHave(":memory:")])
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
        Row::call("Sequel.{sqlite,mock}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsAtMost(0)])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("ActiveRecord.Base.establish_connection", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("nulldb")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("Sequel.connect", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "{sqlite:/,mock://*}")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("DataMapper.setup", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave(":memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
