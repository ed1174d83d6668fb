//! ioredis-mock: ioredis-mock and redis-mock stand in for Redis.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// Ioredis-mock and redis-mock stand in for Redis.
pub(super) static RULE: Rule = Rule {
    id: "javascript/redis-mock",
    framework: "ioredis-mock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "ioredis-mock and redis-mock stand in for Redis",
    documentation: include_str!("redis_mock.md"),
    rows: &[
        Row::call("ioredis-mock{,.Cluster,.Redis}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("{redis-mock,fakeredis}.createClient", Kind::FakeService).boundary(Boundary::Cache),
    ],
};
