//! fakes of services.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A library's fake stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "jvm/fake-service",
    framework: "fakes of services",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
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
        Row::call("org.apache.kafka.streams.processor.{api.,}MockProcessorContext", Kind::MockObject)
            .boundary(Boundary::Queue),
        Row::call("io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("io.smallrye.reactive.messaging.memory.InMemoryConnector.switch*", Kind::InMemorySubstitute)
            .boundary(Boundary::Queue),
        Row::call("io.temporal.testing.{TestWorkflowEnvironment.newInstance,TestWorkflowExtension.newBuilder,TestWorkflowRule.newBuilder}", Kind::FakeService)
            .boundary(Boundary::Queue),
        Row::call("{?.,}getMockEndpoint", Kind::MockObject)
            .when(&[When::InTest, When::FileImports("org.apache.camel")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Possible),
        Row::call("androidx.work.testing.WorkManagerTestInitHelper.initializeTestWorkManager", Kind::FakeService)
            .boundary(Boundary::Process),
        Row::call("com.google.android.play.core.{appupdate.testing.FakeAppUpdateManager,review.testing.FakeReviewManager,splitinstall.testing.FakeSplitInstallManagerFactory.create}", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("org.jvnet.mock_javamail.Mailbox.get", Kind::FakeService).boundary(Boundary::Http),
        Row::call("com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded.create", Kind::FakeService)
            .boundary(Boundary::Database),
        Row::call("org.apache.kafka.streams.TopologyTestDriver", Kind::FakeService).boundary(Boundary::Queue),
        Row::call("com.google.common.jimfs.Jimfs.newFileSystem", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("com.github.marschall.memoryfilesystem.MemoryFileSystemBuilder.*", Kind::FakeService)
            .boundary(Boundary::Filesystem),
    ],
};
