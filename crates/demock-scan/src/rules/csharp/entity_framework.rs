//! Entity Framework Core.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// An in-memory database stands in for the project's own.
pub(super) static RULE: Rule = Rule {
    id: "csharp/entity-framework",
    framework: "Entity Framework Core",
    languages: &[Language::CSharp],
    since: 2,
    summary: "an in-memory database stands in for the project's own",
    documentation: include_str!("entity_framework.md"),
    rows: &[
        Row::call(
            "EntityFrameworkCore.Testing.{Moq,NSubstitute}.Create.{MockedDbContextFor,MockedQueryFor}",
            Kind::MockObject,
        )
        .target(TargetFrom::Type)
        .boundary(Boundary::Database),
        Row::call("?.UseInMemoryDatabase", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database),
        Row::call("?.UseSqlite", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "{*:memory:*,*Mode=Memory*}")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call(
            "{Microsoft.Data.Sqlite.,System.Data.SQLite.,}{SqliteConnection,SQLiteConnection}",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest, When::Form(CallForm::New), When::ArgText(0, "{*:memory:*,*Mode=Memory*}")])
        .target(TargetFrom::Arg(0))
        .boundary(Boundary::Database)
        .confidence(Confidence::Possible),
    ],
};
