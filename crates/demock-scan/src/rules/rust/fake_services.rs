//! Libraries that imitate a service: `SeaORM`, redis-test, mail and files that go nowhere.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

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
        Row::call("fred.mocks.{Echo,SimpleMap,Buffer}.{new,default}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("vfs.{impls.memory.,}MemoryFS.{new,default}", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem),
        Row::call("lettre.transport.stub.{StubTransport,AsyncStubTransport}.{new,new_ok,new_error}", Kind::FakeService),
        Row::call(
            "{alloy.transports,alloy_transport,alloy.providers,alloy_provider}.mock.{Asserter,MockTransport}.new",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("rdkafka.mocking.MockCluster.new", Kind::LocalServer),
    ],
};
