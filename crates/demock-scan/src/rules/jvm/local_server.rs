//! local servers.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A test starts a listener or an engine of its own.
pub(super) static RULE: Rule = Rule {
    id: "jvm/local-server",
    framework: "local servers",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a test starts a listener or an engine of its own",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{com.github.tomakehurst,org}.wiremock.{WireMockServer,junit.WireMockRule,junit.WireMockClassRule,junit.WireMockStaticRule}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("com.github.tomakehurst.wiremock.junit5.WireMockExtension.{newInstance,extensionOptions}", Kind::LocalServer).boundary(Boundary::Http),
        Row::reference("com.github.tomakehurst.wiremock.junit5.WireMockTest", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("com.github.tomakehurst.wiremock.junit5.WireMockTest", Kind::LocalServer).boundary(Boundary::Http),
        Row::reference("org.springframework.cloud.contract.wiremock.AutoConfigureWireMock", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.springframework.cloud.contract.wiremock.AutoConfigureWireMock", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("{okhttp3.mockwebserver,mockwebserver3,com.squareup.okhttp.mockwebserver,com.google.mockwebserver}.MockWebServer", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.mockserver.integration.ClientAndServer{.startClientAndServer,}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.mockserver.junit.MockServerRule", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("com.icegreen.greenmail.{util.GreenMail,junit.GreenMailRule,junit5.GreenMailExtension}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.mockftpserver.{fake.FakeFtpServer,stub.StubFtpServer}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("com.sun.net.httpserver.{HttpServer,HttpsServer}.create", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("java.net.ServerSocket", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("org.testcontainers.{*,*.*}.*Container", Kind::LocalServer),
        Row::reference("org.wiremock.spring.EnableWireMock", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.wiremock.spring.EnableWireMock", Kind::LocalServer).boundary(Boundary::Http),
        Row::reference("org.springframework.cloud.contract.stubrunner.spring.AutoConfigureStubRunner", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("org.springframework.cloud.contract.stubrunner.spring.AutoConfigureStubRunner", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("com.apollographql.{apollo,apollo3}.mockserver.MockServer", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("{com.dumbster.smtp.SimpleSmtpServer.start,org.subethamail.wiser.Wiser,com.unboundid.ldap.listener.InMemoryDirectoryServer}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("io.grpc.inprocess.InProcessServerBuilder.forName", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("org.apache.activemq.{broker.BrokerService,artemis.core.server.embedded.EmbeddedActiveMQ}", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Queue),
        Row::call("com.google.cloud.{datastore,bigtable.emulator.v2,spanner}.**.{LocalDatastoreHelper.create,Emulator.createBundled}", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("de.flapdoodle.embed.mongo.{MongodStarter.getDefaultInstance,MongodStarter.getInstance,transitions.Mongod.instance}", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("{io.zonky.test.db.postgres.embedded,com.opentable.db.postgres.embedded}.EmbeddedPostgres.{start,builder}", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("redis.embedded.{RedisServer,RedisCluster}{.builder,.newRedisServer,}", Kind::LocalServer).boundary(Boundary::Cache),
        Row::reference("org.springframework.kafka.test.context.EmbeddedKafka", Kind::LocalServer).boundary(Boundary::Queue),
        Row::call("org.springframework.kafka.test.{context.EmbeddedKafka,EmbeddedKafkaBroker,EmbeddedKafkaZKBroker,EmbeddedKafkaKraftBroker,rule.EmbeddedKafkaRule}", Kind::LocalServer).boundary(Boundary::Queue),
        Row::call("org.apache.curator.test.{TestingServer,TestingCluster}", Kind::LocalServer).boundary(Boundary::Database),
    ],
};
