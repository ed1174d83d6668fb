//! `SQLite` in memory.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a test connects to a database in memory.
pub(super) static RULE: Rule = Rule {
    id: "rust/sqlite-memory",
    framework: "SQLite",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test connects to a database in memory",
    documentation: include_str!("sqlite_memory.md"),
    rows: &[
        Row::call(
            "?.{connect,connect_lazy,connect_with,from_str,new,establish,open,new_local}",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest, When::ArgText(0, "{sqlite::memory:*,sqlite://:memory:*,:memory:,file::memory:*}")])
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
        Row::call("?.open_in_memory", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
