//! fakeredis.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// fakeredis stands in for a Redis server.
pub(super) static RULE: Rule = Rule {
    id: "python/fakeredis",
    framework: "fakeredis",
    languages: &[Language::Python],
    since: 1,
    summary: "fakeredis stands in for a Redis server",
    documentation: include_str!("fakeredis.md"),
    rows: &[
        Row::call("fakeredis.{,aioredis.,_server.,_connection.,_async.}{FakeRedis,FakeStrictRedis,FakeAsyncRedis,FakeServer,TcpFakeServer,FakeConnection,FakeValkey,FakeAsyncValkey,FakeStrictValkey,FakeRedisConnSingleton}", Kind::FakeService)
            .target(TargetFrom::Fixed("redis.Redis"))
            .boundary(Boundary::Cache),
        Row::call("fakeredis.{,aioredis.}{FakeRedis,FakeStrictRedis,FakeAsyncRedis}.from_url", Kind::FakeService)
            .target(TargetFrom::Fixed("redis.Redis"))
            .boundary(Boundary::Cache),
        Row::call("fakeredis.aioredis.{create_redis,create_redis_pool}", Kind::FakeService)
            .target(TargetFrom::Fixed("redis.Redis"))
            .boundary(Boundary::Cache),
        Row::base("fakeredis.{,aioredis.}{FakeRedis,FakeStrictRedis,FakeAsyncRedis}", Kind::HandwrittenDouble).boundary(Boundary::Cache),
        Row::call("{mockredis.mock_redis_client,mockredis.mock_strict_redis_client,mockredis.MockRedis,birdisle.redis.Redis,birdisle.redis.StrictRedis}", Kind::FakeService)
            .target(TargetFrom::Fixed("redis.Redis"))
            .boundary(Boundary::Cache),
    ],
};
