//! in-memory databases.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// An in-memory database stands in for the project's own.
pub(super) static RULE: Rule = Rule {
    id: "go/in-memory-store",
    framework: "in-memory databases",
    languages: &[Language::Go],
    since: 1,
    summary: "an in-memory database stands in for the project's own",
    documentation: include_str!("in_memory_store.md"),
    rows: &[
        Row::call("{database/sql,github.com/jmoiron/sqlx}.{Open,Connect,MustOpen,MustConnect,MustConnectContext}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(1, "{*:memory:*,*mode=memory*}")])
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("{gorm.io/driver/sqlite,github.com/glebarez/sqlite,github.com/mattn/go-sqlite3,zombiezen.com/go/sqlite,crawshaw.io/sqlite}.{Open,OpenConn}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "{*:memory:*,*mode=memory*}")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("github.com/dolthub/go-mysql-server/memory.{NewDBProvider,NewDatabase,NewMemoryDBProvider}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        // The client that ent generates.
        Row::call("?.{ent,*/ent,*ent}.Open", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(1, "{*:memory:*,*mode=memory*}")])
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("?.*enttest.Open", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(2, "{*:memory:*,*mode=memory*}")])
            .target(TargetFrom::Arg(2))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("?.{gorm,gorm/v2,xorm}.{Open,NewEngine}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(1, "{*:memory:*,*mode=memory*}")])
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
