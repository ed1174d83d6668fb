//! mongomock.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// mongomock stands in for a `MongoDB` server.
pub(super) static RULE: Rule = Rule {
    id: "python/mongomock",
    framework: "mongomock",
    languages: &[Language::Python],
    since: 1,
    summary: "mongomock stands in for a MongoDB server",
    documentation: include_str!("mongomock.md"),
    rows: &[
        Row::call(
            "{mongomock.{,mongo_client.}MongoClient,mongomock_motor.AsyncMongoMockClient}",
            Kind::InMemorySubstitute,
        )
        .target(TargetFrom::Fixed("pymongo.MongoClient"))
        .boundary(Boundary::Database),
        Row::call("mongomock.patch", Kind::Patch)
            .also(&[Kind::InMemorySubstitute])
            .target(TargetFrom::Fixed("pymongo.MongoClient"))
            .boundary(Boundary::Database),
    ],
};
