//! Rust: the standard library's modules and the known crates.

use super::Known;
use demock_model::Boundary::{Cache, Clock, Database, Env, Filesystem, Http, Llm, Process, Queue, Random, Websocket};

/// Paths by crate.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    (Database, &[
        "sqlx", "diesel", "sea_orm", "tokio_postgres", "postgres", "deadpool_postgres", "bb8_postgres", "rusqlite",
        "mysql", "mysql_async", "mongodb", "scylla", "cdrs", "clickhouse", "elasticsearch", "surrealdb", "sled",
        "rocksdb", "redb", "heed", "neo4rs", "aws_sdk_dynamodb", "tiberius", "duckdb", "bb8", "deadpool", "r2d2", "sqlite",
        "libsql", "turso", "influxdb", "influxdb2", "qdrant_client", "lancedb", "opensearch", "meilisearch_sdk", "tantivy",
        "firestore", "google_cloud_spanner", "ormlite", "rbatis", "welds", "foundationdb", "tikv_client", "fjall", "lmdb",
    ]),
    (Cache, &[
        "redis", "fred", "deadpool_redis", "bb8_redis", "rustis", "memcache", "moka", "cached",
    ]),
    (Queue, &[
        "rdkafka", "lapin", "async_nats", "nats", "rumqttc", "paho_mqtt", "pulsar", "aws_sdk_sqs", "aws_sdk_sns",
        "google_cloud_pubsub", "apalis", "zmq", "rskafka", "kafka", "amqprs", "deadpool_lapin", "fe2o3_amqp", "fang",
        "aws_sdk_kinesis", "aws_sdk_eventbridge", "azure_messaging_servicebus", "faktory", "celery", "zeromq",
    ]),
    (Llm, &[
        "async_openai", "openai_api_rs", "openai", "ollama", "misanthropic", "llm", "llm_chain", "mistralrs", "candle_core",
        "swiftide", "kalosm", "openrouter_rs", "fastembed", "anthropic", "ollama_rs", "rig", "langchain_rust", "genai",
        "aws_sdk_bedrockruntime",
    ]),
    (Websocket, &[
        "tungstenite", "tokio_tungstenite", "async_tungstenite", "fastwebsockets", "ws",
    ]),
    (Http, &[
        "reqwest", "reqwest_middleware", "hyper", "hyper_util", "hyper_rustls", "hyper_tls", "rustls", "native_tls",
        "tokio_rustls", "quinn", "h2", "h3", "http_client", "minreq", "gloo_net", "graphql_client", "cynic", "jsonrpsee", "tarpc",
        "volo", "gitlab", "stripe", "twilio", "slack_morphism", "serenity", "teloxide", "sentry", "sendgrid", "resend_rs",
        "oauth2", "openidconnect", "gcp_auth", "yup_oauth2", "azure_core", "azure_identity", "azure_storage",
        "azure_storage_blobs", "rusoto_core", "s3", "minio", "consulrs", "vaultrs", "etcd_client", "zookeeper", "docker_api",
        "shiplift", "ldap3", "async_imap", "imap", "mail_send", "suppaftp", "openssh", "trust_dns_resolver", "ethers", "alloy",
        "web3", "solana_client", "ureq", "isahc", "surf", "attohttpc", "curl", "awc", "wiremock",
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
        "std.fs", "std.path", "tokio.fs", "async_std.fs", "fs_err", "tempfile", "walkdir", "glob", "globwalk", "ignore", "notify", "zip", "tar", "memmap2", "fs2", "fs4", "fslock", "remove_dir_all",
        "directories", "dirs", "xdg", "opendal",
        "camino", "cap_std", "vfs",
    ]),
    (Process, &[
        "std.process", "tokio.process", "tokio.signal", "std.io.stdin", "std.io.stdout", "std.io.stderr",
        "std.thread", "log", "tracing", "slog", "signal_hook", "nix", "libc", "duct", "dialoguer", "indicatif",
        "git2", "gix", "sysinfo", "crossterm", "termion", "rustyline", "inquire", "env_logger", "log4rs", "fern",
        "flexi_logger", "tracing_subscriber", "ctrlc", "daemonize", "portable_pty", "which", "subprocess", "async_process",
        "xshell", "procfs", "psutil",
    ]),
];

/// Names that need no import.
pub(super) static GLOBALS: &[Known] = &[];
