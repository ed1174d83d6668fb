//! Stand-ins for drivers and mappers of databases.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// A library stands in for a database's driver or mapper.
pub(super) static RULE: Rule = Rule {
    id: "javascript/database-fakes",
    framework: "mock-knex",
    languages: super::SCRIPTS,
    since: 2,
    summary: "a library stands in for a database's driver or mapper",
    documentation: include_str!("database_fakes.md"),
    rows: &[
        Row::call("mock-knex.mock", Kind::FakeService).boundary(Boundary::Database),
        Row::call("knex-mock-client.createTracker", Kind::FakeService).boundary(Boundary::Database),
        Row::call("sequelize-mock", Kind::FakeService).boundary(Boundary::Database),
        Row::call("mockingoose{,.default}", Kind::Patch).target(TargetFrom::Arg(0)).boundary(Boundary::Database),
        Row::call("mongo-mock.MongoClient{,.connect}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("firestore-jest-mock.{mockFirebase,mockGoogleCloudFirestore,FakeFirestore}", Kind::FakeService)
            .boundary(Boundary::Database),
        Row::call("firebase-mock.{MockFirebase,MockFirestore,MockFirebaseSdk}", Kind::FakeService)
            .boundary(Boundary::Database),
        Row::call("mock-cloud-firestore", Kind::FakeService).boundary(Boundary::Database),
        Row::call("fake-indexeddb{.,/lib/}{IDBFactory,FDBFactory}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("prisma-mock{,.default,.createPrismaMock}", Kind::InMemorySubstitute).boundary(Boundary::Database),
    ],
};
