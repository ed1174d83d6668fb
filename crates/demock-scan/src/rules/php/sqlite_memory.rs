//! `SQLite` in memory.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a test connects to a database in memory.
pub(super) static RULE: Rule = Rule {
    id: "php/sqlite-memory",
    framework: "SQLite",
    languages: &[Language::Php],
    since: 1,
    summary: "a test connects to a database in memory",
    documentation: include_str!("sqlite_memory.md"),
    rows: &[
        Row::call("PDO", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "sqlite::memory:*")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("?.{getConnection,addConnection,connect,createConnection}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave(":memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("SQLite3", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, ":memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("Doctrine.DBAL.DriverManager.getConnection", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("'memory'=>true")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
