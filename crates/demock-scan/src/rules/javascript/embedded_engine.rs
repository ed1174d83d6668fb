//! testcontainers: a test starts the real engine itself.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// A test starts the real engine itself.
pub(super) static RULE: Rule = Rule {
    id: "javascript/embedded-engine",
    framework: "testcontainers",
    languages: super::SCRIPTS,
    since: 2,
    summary: "a test starts the real engine itself",
    documentation: include_str!("embedded_engine.md"),
    rows: &[
        Row::call(
            concat!(
                "{mongodb-memory-server,mongodb-memory-server-core,mongodb-memory-server-global}.",
                "{MongoMemoryServer,MongoMemoryReplSet}{,.create}"
            ),
            Kind::LocalServer,
        )
        .boundary(Boundary::Database),
        Row::call("redis-memory-server{,.RedisMemoryServer}{,.create}", Kind::LocalServer).boundary(Boundary::Cache),
        Row::call("embedded-postgres", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("@temporalio/testing.TestWorkflowEnvironment.{createTimeSkipping,createLocal}", Kind::LocalServer)
            .boundary(Boundary::Queue),
        Row::call("dynalite", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("testcontainers.{GenericContainer,DockerComposeEnvironment}", Kind::LocalServer),
        Row::call(
            concat!(
                "@testcontainers/{postgresql.PostgreSqlContainer,mysql.MySqlContainer,mariadb.MariaDbContainer,",
                "mongodb.MongoDBContainer,clickhouse.ClickHouseContainer,mssqlserver.MSSQLServerContainer}"
            ),
            Kind::LocalServer,
        )
        .boundary(Boundary::Database),
        Row::call("@testcontainers/{redis.RedisContainer,valkey.ValkeyContainer}", Kind::LocalServer)
            .boundary(Boundary::Cache),
        Row::call(
            "@testcontainers/{kafka.KafkaContainer,rabbitmq.RabbitMQContainer,nats.NatsContainer}",
            Kind::LocalServer,
        )
        .boundary(Boundary::Queue),
        Row::call(
            "@testcontainers/{localstack.LocalstackContainer,elasticsearch.ElasticsearchContainer}",
            Kind::LocalServer,
        ),
    ],
};
