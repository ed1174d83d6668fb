//! `SQLite` in memory.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Functions that are told by a URL which engine to use.
const ENGINES: &str =
    "{sqlalchemy.{,ext.asyncio.,engine.}{create_engine,create_async_engine},sqlmodel.create_engine,databases.Database}";
/// `URLs` of databases in memory.
const MEMORY: &str = "{sqlite://,sqlite:///:memory:*,sqlite+*://,sqlite+*:///:memory:*,sqlite:///file::memory:*}";

/// A database in memory may stand in for the production engine.
pub(super) static RULE: Rule = Rule {
    id: "python/sqlite-memory",
    framework: "SQLite",
    languages: &[Language::Python],
    since: 1,
    summary: "A database in memory may stand in for the production engine",
    documentation: include_str!("sqlite_memory.md"),
    rows: &[
        Row::call(ENGINES, Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, MEMORY)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call(ENGINES, Kind::InMemorySubstitute)
            .when(&[When::InTest, When::KeywordText("url", MEMORY)])
            .target(TargetFrom::Fixed("sqlite://"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("tortoise.Tortoise.init", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::KeywordText("db_url", MEMORY)])
            .target(TargetFrom::Fixed("sqlite://"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("peewee.SqliteDatabase", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, ":memory:")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
