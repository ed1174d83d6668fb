//! Evidence from the words of a name: `self.redis_client`, `userRepository`, `OpenAiGateway`.
//!
//! A name says what it is by its last word (`redis_client` is a client, of Redis; `cache_key` is a key and no cache), so
//! nouns that only say "the thing that talks to it" are taken off the end first.
//! Invariants: whole words only; a verb's object is no evidence (`clear_cache` has logic), except after verbs that only
//! hand something over (`get_db`).

use demock_model::Boundary;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// How much a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// A product or a thing that nobody names anything else after: `redis`, `postgres`, `logger`.
    Product,
    /// A thing that own code may be called after, too: `cache`, `queue`, `http`.
    Thing,
}

/// What the words of a name point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) boundary: Boundary,
    pub(crate) weight: Weight,
}

/// Nouns for whatever talks to the thing named before them.
#[rustfmt::skip]
const CARRIERS: &[&str] = &[
    "client", "clients", "service", "services", "connection", "connections", "conn", "connector", "pool", "session",
    "sessions", "engine", "manager", "provider", "adapter", "adaptor", "gateway", "backend", "driver", "instance",
    "factory", "maker", "wrapper", "helper", "handle", "proxy", "api", "sdk", "accessor", "access", "store",
    "storage", "template", "module", "interface", "impl", "mock", "mocks", "mocked", "stub", "fake", "double",
    "spy", "test", "async", "sync", "cls", "class", "type", "lib", "utils", "util", "ref", "obj", "object",
    "context", "ctx", "layer", "port", "facade", "requester", "sender", "writer", "reader", "listener", "transport",
    "broker", "server", "bus", "inst", "uploader", "downloader", "cli", "tx", "transaction", "executor", "runner", "model", "chat",
];

/// Verbs that only hand over what they are named after.
#[rustfmt::skip]
const HANDING: &[&str] = &[
    "get", "make", "create", "connect", "open", "new", "build", "init", "initialize", "setup", "use", "with", "my",
    "the", "mock", "mocked", "fake", "stub", "real", "test", "default", "current", "shared", "global", "async", "i",
    "to", "acquire", "provide", "load", "is", "call", "generate", "gen",
];

#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "by", "for", "from", "to", "of", "with", "in", "on", "as", "at", "via", "and", "or",
];

/// Verbs that do something to what they are named after.
#[rustfmt::skip]
const ACTING: &[&str] = &[
    "clear", "invalidate", "delete", "remove", "update", "save", "write", "read", "set", "add", "check", "validate",
    "process", "handle", "parse", "format", "render", "compute", "calculate", "flush", "sync", "refresh", "reset",
    "warm", "populate", "publish", "enqueue", "dequeue", "drain", "purge", "filter", "find", "list", "on", "run",
    "start", "stop", "close", "ensure", "should", "has", "can", "skip", "enable", "disable", "configure", "register",
];

#[rustfmt::skip]
const PRODUCTS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "postgres", "postgresql", "pg", "psql", "mysql", "mariadb", "sqlite", "mongo", "mongodb", "mongoose",
        "dynamo", "dynamodb", "cassandra", "clickhouse", "bigquery", "firestore", "elasticsearch", "opensearch",
        "neo4j", "sqlalchemy", "prisma", "typeorm", "sequelize", "knex", "jdbc", "hibernate", "datasource",
        "influxdb", "snowflake", "supabase", "qdrant", "pinecone", "weaviate", "chroma", "chromadb", "pgvector",
        "dao", "daos", "dbcontext", "persistence",
    ]),
    (Boundary::Cache, &["redis", "memcached", "memcache", "valkey", "ioredis", "jedis"]),
    (Boundary::Queue, &[
        "kafka", "rabbitmq", "rabbit", "amqp", "sqs", "sns", "pubsub", "celery", "nats", "bullmq", "sidekiq",
        "mqtt", "kinesis", "jms", "activemq",
    ]),
    (Boundary::Llm, &[
        "llm", "llms", "openai", "anthropic", "claude", "gpt", "chatgpt", "gemini", "ollama", "bedrock",
        "langchain", "litellm", "mistral", "groq", "cohere", "vertexai", "genai",
    ]),
    (Boundary::Websocket, &["websocket", "websockets", "socketio", "ws"]),
    (Boundary::Http, &[
        "httpx", "axios", "webclient", "resttemplate", "okhttp", "aiohttp", "urllib", "urlopen", "s3", "stripe",
        "twilio", "sendgrid", "slack", "github", "gitlab", "smtp", "grpc", "mailer", "cloud",
    ]),
    (Boundary::Clock, &["clock", "stopwatch"]),
    (Boundary::Random, &["rng", "randint", "urandom"]),
    (Boundary::Filesystem, &["filesystem"]),
    (Boundary::Process, &["logger", "logging", "stdout", "stderr", "stdin", "subprocess"]),
    (Boundary::Env, &["environ", "getenv"]),
];

#[rustfmt::skip]
const THINGS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "db", "dbs", "database", "databases", "sql", "orm", "repository", "repositories", "repo", "cursor",
        "vectorstore",
    ]),
    (Boundary::Cache, &["cache", "caches"]),
    (Boundary::Queue, &["queue", "queues", "mq", "producer", "messaging"]),
    (Boundary::Llm, &["completions", "embeddings", "embedder"]),
    (Boundary::Http, &["http", "https", "rest", "fetcher", "email", "webhook"]),
    (Boundary::Process, &["log", "console", "shell"]),
    (Boundary::Filesystem, &["fs"]),
];

/// Words that are evidence only when they are the whole name.
#[rustfmt::skip]
const WHOLE: &[(Boundary, &[&str])] = &[
    (Boundary::Clock, &["time", "now", "sleep", "timer", "datetime", "utcnow"]),
    (Boundary::Random, &["random", "uuid", "uuid1", "uuid4"]),
    (Boundary::Env, &["env"]),
];

/// What the members of a thing that names itself too generally (`session`, `conn`, `client`) give away.
#[rustfmt::skip]
const MEMBERS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "execute", "executemany", "commit", "rollback", "query", "flush", "scalars", "scalar", "fetchone",
        "fetchall", "fetchrow", "cursor", "savepoint",
    ]),
    (Boundary::Http, &["get", "post", "put", "patch", "request", "send", "head"]),
];

fn find(table: &[(Boundary, &[&str])], word: &str) -> Option<Boundary> {
    table.iter().find(|(_, words)| words.contains(&word)).map(|(boundary, _)| *boundary)
}

/// The words of a name in lower case: `userRepository`, `user_repository` and `UserRepository` alike.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let characters: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (at, character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = at.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(at + 1);
        let begins = character.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if begins {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        word.extend(character.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    join_products(words)
}

/// Products whose spelling splits: `OpenAI`, `WebSocket`, `MongoDB`, `RabbitMQ`, `PostgreSQL`, `ClickHouse`.
fn join_products(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let whole = joined.last().map(|last| format!("{last}{word}"));
        match whole {
            Some(whole) if is_split_product(&whole) => {
                joined.pop();
                joined.push(whole);
            }
            Some(_) | None => joined.push(word),
        }
    }
    joined
}

/// Products whose words are one name.
#[rustfmt::skip]
const SPLIT: &[&str] = &[
    "openai", "websocket", "websockets", "mongodb", "rabbitmq", "postgresql", "clickhouse", "dynamodb", "activemq",
    "bullmq", "pubsub", "chatgpt", "bigquery", "elasticsearch", "opensearch", "socketio", "filesystem", "datetime",
    "datasource", "database", "ioredis", "mysql", "mariadb", "github", "gitlab", "resttemplate", "webclient",
    "okhttp", "vectorstore", "subprocess", "dbcontext", "memcached", "influxdb", "vertexai", "langchain",
];

fn is_split_product(whole: &str) -> bool {
    SPLIT.contains(&whole)
}

/// Names that a thread remembers the evidence of: the same few come again and again.
const REMEMBERED_MAX: usize = 4096;

/// What one name points at.
pub(crate) fn of_name(name: &str) -> Option<Evidence> {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<Box<str>, Option<Evidence>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(evidence) = known.get(name) {
            return *evidence;
        }
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        let evidence = of_words(&words(name));
        known.insert(name.into(), evidence);
        evidence
    })
}

fn of_words(words: &[String]) -> Option<Evidence> {
    let mut words = words;
    // What follows a preposition says how or by what, not what: `get_by_uuid`, `wait_for_db`.
    if words.iter().skip(1).any(|word| PREPOSITIONS.contains(&word.as_str())) {
        return None;
    }
    if words.len() > 1 && ACTING.contains(&words[0].as_str()) {
        return None;
    }
    while words.len() > 1 && HANDING.contains(&words[0].as_str()) {
        words = &words[1..];
    }
    if let [whole] = words
        && let Some(boundary) = find(WHOLE, whole)
    {
        return Some(Evidence { boundary, weight: Weight::Thing });
    }
    while let Some((last, rest)) = words.split_last() {
        if let Some(boundary) = find(PRODUCTS, last) {
            return Some(Evidence { boundary, weight: Weight::Product });
        }
        if let Some(boundary) = find(THINGS, last) {
            let is_git =
                last.starts_with("repo") && (rest.is_empty() || rest.iter().any(|word| GIT.contains(&word.as_str())));
            return (!is_git).then_some(Evidence { boundary, weight: Weight::Thing });
        }
        if !CARRIERS.contains(&last.as_str()) {
            return None;
        }
        words = rest;
    }
    None
}

/// Before `repo`, these speak of version control.
#[rustfmt::skip]
const GIT: &[&str] = &[
    "git", "github", "remote", "local", "source", "package", "bare", "helm", "yum", "apt",
];

/// What a dotted name points at: its rightmost telling segment, or a general one (`session`) by the member used of it.
pub(crate) fn of_segments(names: &[&str]) -> Option<Evidence> {
    for (at, name) in names.iter().enumerate().rev() {
        let name = name.trim_end_matches("()");
        if let Some(evidence) = of_name(name) {
            return Some(evidence);
        }
        if let Some(member) = names.get(at + 1)
            && let Some(evidence) = of_member(name, member.trim_end_matches("()"))
        {
            return Some(evidence);
        }
    }
    None
}

fn of_member(name: &str, member: &str) -> Option<Evidence> {
    let words = words(name);
    let last = words.last()?.as_str();
    let table: &[(Boundary, &[&str])] = match last {
        "session" => MEMBERS,
        "conn" | "connection" | "engine" | "tx" | "transaction" => &MEMBERS[..1],
        "requests" => &MEMBERS[1..],
        _ => return None,
    };
    find(table, member).map(|boundary| Evidence { boundary, weight: Weight::Thing })
}

/// A name in lower case with `_` between its words, as Ruby names the file of a class.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// Whether a name says no more than that something is talked through: `get_session`, `client`.
pub(crate) fn is_carrier(name: &str) -> bool {
    const CLIENTS: &[&str] =
        &["session", "sessionlocal", "client", "connection", "conn", "pool", "engine", "cursor", "wrapper", "gateway"];
    words(name.trim_end_matches("()")).last().is_some_and(|last| CLIENTS.contains(&last.as_str()))
}

/// Whether a name only speaks of a thing, as `cache_key` does of the cache.
pub(crate) fn speak_of(name: &str, thing: &str) -> bool {
    let things = words(thing);
    words(name).split_last().is_some_and(|(_, before)| before.iter().any(|word| things.contains(word)))
}

/// Whether a member of a mapped class reads or writes its rows.
pub(crate) fn is_of_stored_rows(member: &str) -> bool {
    const MEMBERS: &[&str] = &[
        "objects",
        "query",
        "save",
        "delete",
        "create",
        "bulk_create",
        "get_or_create",
        "update_or_create",
        "refresh_from_db",
        "find",
        "find_one",
        "find_all",
        "findOne",
        "findAll",
        "findByPk",
        "findById",
        "filter",
        "select",
        "insert",
        "where",
        "all",
        "first",
        "update",
        "upsert",
        "count",
        "aggregate",
    ];
    MEMBERS.contains(&member.trim_end_matches("()"))
}

/// Whether a name is that of a response.
pub(crate) fn is_response(name: &str) -> bool {
    words(name).last().is_some_and(|last| matches!(last.as_str(), "response" | "resp"))
}

/// Whether a name says that it is a double's: `mock_post`, `m_open`, `fake`.
pub(crate) fn is_of_double(name: &str) -> bool {
    words(name).iter().any(|word| DOUBLES.contains(&word.as_str()))
}

/// The words of a double's name without those that say so: `post` of `mock_post`; `None` where nothing says so.
pub(crate) fn without_double(name: &str) -> Option<String> {
    let words = words(name);
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|word| !DOUBLES.contains(word)).collect();
    (named.len() < words.len() && !named.is_empty()).then(|| named.join("_"))
}

const DOUBLES: &[&str] = &["mock", "mocked", "mocks", "m", "fake", "stub", "patched", "patch", "spy", "double"];
