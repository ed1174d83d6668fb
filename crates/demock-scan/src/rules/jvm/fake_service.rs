//! fakes of services.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A library's fake stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "jvm/fake-service",
    framework: "fakes of services",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "a library's fake stands in for a service",
    documentation: include_str!("fake_service.md"),
    rows: &[
        Row::call("com.github.fakemongo.{Fongo,junit.FongoRule}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("de.bwaldvogel.mongo.MongoServer", Kind::FakeService).boundary(Boundary::Database),
        Row::call("com.github.fppt.jedismock.RedisServer{.newRedisServer,}", Kind::FakeService)
            .boundary(Boundary::Cache),
        Row::call("com.fiftyonred.mock_jedis.{MockJedis,MockJedisPool}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("io.findify.s3mock.S3Mock{.create,}", Kind::FakeService).boundary(Boundary::Http),
        Row::call(
            "com.adobe.testing.s3mock.{junit5.S3MockExtension.builder,junit4.S3MockRule.builder}",
            Kind::FakeService,
        )
        .boundary(Boundary::Http),
        Row::call(
            "org.apache.kafka.clients.{producer.MockProducer,consumer.MockConsumer,admin.MockAdminClient}",
            Kind::MockObject,
        )
        .boundary(Boundary::Queue),
        Row::call("org.apache.kafka.streams.TopologyTestDriver", Kind::FakeService).boundary(Boundary::Queue),
        Row::call("com.google.common.jimfs.Jimfs.newFileSystem", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("com.github.marschall.memoryfilesystem.MemoryFileSystemBuilder.*", Kind::FakeService)
            .boundary(Boundary::Filesystem),
    ],
};
