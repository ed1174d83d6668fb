//! in-memory databases.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// An in-memory database stands in for the project's own.
pub(super) static RULE: Rule = Rule {
    id: "jvm/in-memory-database",
    framework: "in-memory databases",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "an in-memory database stands in for the project's own",
    documentation: include_str!("in_memory_database.md"),
    rows: &[
        Row::call("java.sql.DriverManager.getConnection", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "jdbc:{h2:mem:,hsqldb:mem:,derby:memory:,sqlite::memory:}*")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("?.{setUrl,setURL,setJdbcUrl,url,jdbcUrl,create,connect,open}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "jdbc:{h2:mem:,hsqldb:mem:,derby:memory:,sqlite::memory:}*")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("org.h2.jdbcx.JdbcConnectionPool.create", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::reference(
            "org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase",
            Kind::InMemorySubstitute,
        )
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
        Row {
            meaning: crate::rules::Meaning::Nothing,
            ..Row::call(
                "org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase",
                Kind::InMemorySubstitute,
            )
        }
        .when(&[When::ArgsHave("NONE")]),
        Row::call(
            "org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase",
            Kind::InMemorySubstitute,
        )
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
        Row::call(
            "{app.cash.sqldelight.driver.jdbc.sqlite,com.squareup.sqldelight.sqlite.driver}.JdbcSqliteDriver",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest, When::ArgsHave("IN_MEMORY")])
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
        Row::call("androidx.room.Room.inMemoryDatabaseBuilder", Kind::InMemorySubstitute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
