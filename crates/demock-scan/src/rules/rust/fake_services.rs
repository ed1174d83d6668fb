//! Libraries that imitate a service: `SeaORM`, redis-test, object stores in memory.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a library stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "rust/fake-services",
    framework: "Rust fakes",
    languages: &[Language::Rust],
    since: 1,
    summary: "a library stands in for a service",
    documentation: include_str!("fake_services.md"),
    rows: &[
        Row::call("sea_orm.MockDatabase.new", Kind::FakeService).boundary(Boundary::Database),
        Row::call("redis_test.{MockRedisConnection.new,MockCmd.*}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("object_store.memory.InMemory.new", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Possible),
        Row::call("rdkafka.mocking.MockCluster.new", Kind::LocalServer),
    ],
};
