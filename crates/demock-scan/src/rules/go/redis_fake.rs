//! Redis fakes.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A fake stands in for Redis.
pub(super) static RULE: Rule = Rule {
    id: "go/redis-fake",
    framework: "Redis fakes",
    languages: &[Language::Go],
    since: 1,
    summary: "a fake stands in for Redis",
    documentation: include_str!("redis_fake.md"),
    rows: &[
        Row::call("github.com/alicebob/miniredis{/v2,}.{Run,RunT,RunTLS,NewMiniRedis}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("{github.com/go-redis/redismock{/v8,/v9,},github.com/elliotchance/redismock{/v8,}}.{NewClientMock,NewClusterMock,NewNiceMock,NewMock}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("github.com/rafaeljusto/redigomock{/v3,}.{NewConn,NewConnWithFuzzyMatch}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("github.com/redis/rueidis/mock.NewClient", Kind::MockObject).boundary(Boundary::Cache),
    ],
};
