//! Rust: the standard library's modules and the known crates.

use super::Known;
use demock_model::Boundary::{Cache, Clock, Database, Env, Filesystem, Http, Llm, Process, Queue, Random, Websocket};

/// Paths by crate.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    (Database, &[
        "sqlx", "diesel", "sea_orm", "tokio_postgres", "postgres", "deadpool_postgres", "bb8_postgres", "rusqlite",
        "mysql", "mysql_async", "mongodb", "scylla", "cdrs", "clickhouse", "elasticsearch", "surrealdb", "sled",
        "rocksdb", "redb", "heed", "neo4rs", "aws_sdk_dynamodb", "tiberius", "duckdb",
    ]),
    (Cache, &[
        "redis", "fred", "deadpool_redis", "bb8_redis", "rustis", "memcache", "moka", "cached",
    ]),
    (Queue, &[
        "rdkafka", "lapin", "async_nats", "nats", "rumqttc", "paho_mqtt", "pulsar", "aws_sdk_sqs", "aws_sdk_sns",
        "google_cloud_pubsub", "apalis", "zmq",
    ]),
    (Llm, &[
        "async_openai", "openai_api_rs", "anthropic", "ollama_rs", "rig", "langchain_rust", "genai",
        "aws_sdk_bedrockruntime",
    ]),
    (Websocket, &[
        "tungstenite", "tokio_tungstenite", "async_tungstenite", "fastwebsockets", "ws",
    ]),
    (Http, &[
        "reqwest", "hyper", "hyper_util", "ureq", "isahc", "surf", "attohttpc", "curl", "awc", "wiremock",
        "mockito", "httpmock", "tonic", "lettre", "russh", "ssh2", "octocrab", "kube", "bollard", "aws_sdk_s3",
        "aws_config", "google_cloud_storage", "object_store", "hickory_resolver", "std.net", "tokio.net",
        "async_std.net", "tower_test",
    ]),
    (Clock, &[
        "std.time", "tokio.time", "chrono", "time", "async_std.task.sleep", "std.thread.sleep", "quanta",
        "mock_instant", "governor.clock",
    ]),
    (Random, &[
        "rand", "rand_core", "getrandom", "fastrand", "uuid", "ulid", "nanoid", "oorandom",
    ]),
    (Env, &[
        "std.env", "dotenv", "dotenvy", "envy",
    ]),
    (Filesystem, &[
        "std.fs", "std.path", "tokio.fs", "async_std.fs", "fs_err", "tempfile", "walkdir", "glob", "notify",
        "camino", "cap_std", "vfs",
    ]),
    (Process, &[
        "std.process", "tokio.process", "tokio.signal", "std.io.stdin", "std.io.stdout", "std.io.stderr",
        "std.thread", "log", "tracing", "slog", "signal_hook", "nix", "libc", "duct", "dialoguer", "indicatif",
        "git2", "sysinfo",
    ]),
];

/// Names that need no import.
pub(super) static GLOBALS: &[Known] = &[];
