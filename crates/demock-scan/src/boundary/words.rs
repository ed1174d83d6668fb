//! Evidence from the words of a name: `self.redis_client`, `userRepository`, `OpenAiGateway`.
//!
//! A name says what it is by its last word (`redis_client` is a client, of Redis; `cache_key` is a key and no cache), so
//! nouns that only say "the thing that talks to it" are taken off the end first.
//! Invariants: whole words only; a verb's object is no evidence (`clear_cache` has logic), except after verbs that only
//! hand something over (`get_db`).

use crate::remembered::Remembered;
use demock_model::{Boundary, Language};
use std::rc::Rc;

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
    "client", "clients", "klient", "service", "services", "connection", "connections", "conn", "connector", "pool", "session",
    "sessions", "engine", "manager", "provider", "adapter", "adaptor", "gateway", "backend", "driver", "instance",
    "factory", "maker", "wrapper", "helper", "handle", "proxy", "api", "sdk", "accessor", "access", "store",
    "storage", "template", "module", "interface", "impl", "mock", "mocks", "mocked", "stub", "fake", "double",
    "spy", "test", "async", "sync", "cls", "class", "type", "lib", "utils", "util", "ref", "obj", "object",
    "context", "ctx", "layer", "port", "requester", "sender", "writer", "reader", "listener", "transport",
    "broker", "server", "bus", "inst", "uploader", "cli", "operations", "ops", "tx", "transaction", "executor", "runner", "model", "chat", "base", "contract", "bucket",
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
    "compile", "deploy", "bind", "convert", "transform", "merge", "apply", "extract", "encode", "decode", "serialize",
    "deserialize", "verify", "mark", "collect", "resolve", "describe", "clone", "fork", "checkout",
];

#[rustfmt::skip]
const PRODUCTS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "postgres", "postgresql", "pg", "psql", "mysql", "mariadb", "sqlite", "mongo", "mongodb", "mongoose",
        "dynamo", "dynamodb", "cassandra", "clickhouse", "bigquery", "firestore", "elasticsearch", "opensearch",
        "neo4j", "sqlalchemy", "prisma", "typeorm", "sequelize", "knex", "jdbc", "hibernate", "datasource",
        "influxdb", "snowflake", "supabase", "qdrant", "pinecone", "weaviate", "chroma", "chromadb", "pgvector",
        "dao", "daos", "dbcontext", "checkpointer", "sessionmaker", "persistence", "persistservice",
    ]),
    (Boundary::Cache, &["redis", "memcached", "memcache", "valkey", "ioredis", "jedis"]),
    (Boundary::Queue, &[
        "kafka", "rabbitmq", "rabbit", "amqp", "sqs", "sns", "pubsub", "celery", "nats", "bullmq", "sidekiq",
        "mqtt", "kinesis", "jms", "activemq",
    ]),
    (Boundary::Llm, &[
        "llm", "llms", "openai", "anthropic", "claude", "gpt", "chatgpt", "gemini", "ollama", "bedrock",
        "langchain", "litellm", "mistral", "groq", "cohere", "vertexai", "genai", "embedding", "embeddings", "embedder",
        "languagemodel", "chatmodel", "chatclient", "chatcompletion", "chatcompletions", "deepseek", "openrouter", "huggingface",
        "perplexity", "vllm", "aiclient", "aiservice", "aiprovider", "aimodel", "textgeneration", "embeddinggenerator",
    ]),
    (Boundary::Websocket, &["websocket", "websockets", "socketio", "ws"]),
    (Boundary::Http, &[
        "httpx", "axios", "sse", "webclient", "resttemplate", "okhttp", "aiohttp", "urllib", "urlopen", "s3", "stripe",
        "twilio", "sendgrid", "fetchers", "slack", "github", "gitlab", "smtp", "grpc", "mailer", "cloud", "octokit",
        "bitbucket", "gitea", "jira", "confluence", "trello", "zendesk", "hubspot", "plaid", "quickbooks", "xero", "docusign",
        "evernote", "mailchimp", "mailgun", "postmark", "mandrill", "vonage", "nexmo", "pushover", "onesignal", "telegram",
        "whatsapp", "tumblr", "cloudinary", "pagerduty", "opsgenie", "keycloak", "dockerhub", "fcm", "apns", "cloudwatch",
        "cloudfront", "route53", "gcs", "imap", "pop3", "ftp", "sftp", "ldap", "httpclient", "apiclient", "algolia",
        "discord", "notion", "paypal", "auth0", "okta", "salesforce", "novu", "cloudformation", "cfn", "airtable",
        "aws", "fastly", "cloudflare", "shopify", "braintree", "adyen",
    ]),
    (Boundary::Clock, &["clock", "stopwatch", "timeprovider", "timesource", "datetimeprovider", "dateprovider", "systemtime"]),
    (Boundary::Random, &["rng", "randint", "urandom"]),
    (Boundary::Filesystem, &["filesystem", "localstorage", "sessionstorage"]),
    (Boundary::Process, &[
        "logger", "logging", "stdout", "stderr", "stdin", "returncode", "subprocess", "childprocess", "spawnprocess", "ptyprocess",
    ]),
    (Boundary::Env, &["environ", "getenv"]),
];

#[rustfmt::skip]
const THINGS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "db", "dbs", "database", "databases", "sql", "orm", "repository", "repositories", "repo", "cursor",
        "vectorstore", "scalars",
    ]),
    (Boundary::Cache, &["cache", "caches"]),
    (Boundary::Queue, &["queue", "queues", "mq", "producer", "messaging", "messagebus", "servicebus"]),
    (Boundary::Llm, &["completions"]),
    (Boundary::Http, &["http", "https", "rest", "email", "webhook", "downloader", "fetcher"]),
    (Boundary::Process, &["log", "console", "shell"]),
    (Boundary::Filesystem, &["fs"]),
];

/// Words that are evidence only when they are the whole name.
#[rustfmt::skip]
const WHOLE: &[(Boundary, &[&str])] = &[
    (Boundary::Clock, &[
        "time", "now", "sleep", "timer", "datetime", "utcnow", "delay", "settimeout", "setinterval",
    ]),
    (Boundary::Random, &["random", "uuid", "uuid1", "uuid4", "idgenerator", "uuidgenerator", "guidgenerator"]),
    (Boundary::Env, &["env"]),
];

/// Words by which modules, folders and packages are named after what they talk to.
#[rustfmt::skip]
const MODULES: &[(Boundary, &[&str])] = &[
    (Boundary::Http, &[
        "network", "networking", "request", "requests", "fetch", "email", "emails", "posthog", "sentry", "datadog", "mixpanel",
        "amplitude",
    ]),
    (Boundary::Database, &["db", "database", "dal", "persistence", "repositories"]),
    (Boundary::Cache, &["cache", "caching"]),
    (Boundary::Queue, &["queue", "queues", "messaging"]),
    (Boundary::Llm, &["llm", "llms"]),
];

/// What the members of a thing that names itself too generally (`session`, `conn`, `client`) give away.
#[rustfmt::skip]
const MEMBERS: &[(Boundary, &[&str])] = &[
    (Boundary::Database, &[
        "execute", "executemany", "commit", "rollback", "query", "flush", "scalars", "scalar", "fetchone",
        "fetchall", "fetchrow", "cursor", "savepoint", "begin", "begin_nested", "connect", "refresh", "merge", "add",
        "add_all", "get_bind", "run_sync",
    ]),
    (Boundary::Http, &["get", "post", "put", "patch", "request", "send", "head"]),
];

/// What is asked of whatever a request goes through.
const CALLS: &[(Boundary, &[&str])] = &[(Boundary::Http, &["request", "fetch", "post"])];

/// What a running program is asked.
const OF_PROGRAMS: &[(Boundary, &[&str])] =
    &[(Boundary::Process, &["kill", "terminate", "communicate", "returncode", "pid", "stdin", "stdout", "stderr"])];

/// What a program or a language model answers with.
#[rustfmt::skip]
const ANSWERS: &[(Boundary, &[&str])] = &[
    (Boundary::Process, &["stdout", "stderr"]),
    (Boundary::Llm, &["choices", "usage", "usage_metadata", "prompt_tokens", "completion_tokens", "tool_calls"]),
];

fn find(table: &[(Boundary, &[&str])], word: &str) -> Option<Boundary> {
    table.iter().find(|(_, words)| words.contains(&word)).map(|(boundary, _)| *boundary)
}

/// The words of a name in lower case: `userRepository`, `user_repository` and `UserRepository` alike.
pub(crate) fn words(name: &str) -> Rc<[String]> {
    thread_local! {
        static KNOWN: Remembered<Rc<[String]>> = Remembered::default();
    }
    KNOWN.with(|known| known.of(name, split))
}

fn split(name: &str) -> Rc<[String]> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut characters = name.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        if character.is_alphanumeric() {
            if begins_word(before, character, characters.peek().copied()) {
                push_word(&mut words, &mut word);
            }
            word.extend(character.to_lowercase());
        } else {
            push_word(&mut words, &mut word);
        }
        before = Some(character);
    }
    push_word(&mut words, &mut word);
    words.into()
}

/// Whether a word begins within a run of letters and digits.
fn begins_word(before: Option<char>, character: char, after: Option<char>) -> bool {
    character.is_uppercase()
        && before.is_some_and(|before| {
            before.is_lowercase()
                || before.is_ascii_digit()
                || (before.is_uppercase() && after.is_some_and(char::is_lowercase))
        })
}

/// Adds a word; one that a product's spelling splits off goes to the word before it: `OpenAI`, `WebSocket`, `MongoDB`,
/// `RabbitMQ`, `PostgreSQL`, `ClickHouse`.
fn push_word(words: &mut Vec<String>, word: &mut String) {
    if word.is_empty() {
        return;
    }
    match words.last_mut() {
        Some(last) if is_split_product(last, word) => {
            last.push_str(word);
            word.clear();
        }
        Some(_) | None => words.push(std::mem::take(word)),
    }
}

/// The last word of a name in lower case, products aside.
fn last_word(name: &str) -> String {
    let name = name.trim_end_matches(|character: char| !character.is_alphanumeric());
    let (mut after, mut start) = (None, 0);
    for (at, character) in name.char_indices().rev() {
        let before = name[..at].chars().next_back();
        if !character.is_alphanumeric() {
            start = at + character.len_utf8();
            break;
        }
        if begins_word(before, character, after) {
            start = at;
            break;
        }
        after = Some(character);
    }
    name[start..].to_lowercase()
}

/// Products whose words are one name.
#[rustfmt::skip]
const SPLIT: &[&str] = &[
    "openai", "websocket", "websockets", "mongodb", "rabbitmq", "postgresql", "clickhouse", "dynamodb", "activemq",
    "bullmq", "pubsub", "chatgpt", "bigquery", "elasticsearch", "opensearch", "socketio", "filesystem", "datetime",
    "datasource", "database", "localstorage", "sessionstorage", "ioredis", "mysql", "mariadb", "github", "gitlab", "resttemplate", "webclient",
    "okhttp", "vectorstore", "subprocess", "childprocess", "spawnprocess", "ptyprocess",
    "languagemodel", "chatmodel", "chatclient", "chatcompletion", "chatcompletions",
    "aiclient", "aiservice", "aiprovider", "aimodel", "textgeneration", "deepseek", "openrouter", "huggingface", "hubspot",
    "quickbooks", "docusign", "mailchimp", "whatsapp",
    "cloudwatch", "cloudfront", "pagerduty", "httpclient",
    "apiclient", "dbcontext", "memcached", "influxdb", "vertexai", "langchain",
    "refreshtoken", "messagebus", "servicebus", "timeprovider", "timesource", "datetimeprovider", "dateprovider", "systemtime", "embeddinggenerator", "persistservice",
];

fn is_split_product(first: &str, second: &str) -> bool {
    let length = first.len() + second.len();
    SPLIT.iter().any(|whole| whole.len() == length && whole.starts_with(first) && whole.ends_with(second))
}

/// What one name points at.
pub(crate) fn of_name(name: &str) -> Option<Evidence> {
    thread_local! {
        static KNOWN: Remembered<Option<Evidence>> = Remembered::default();
    }
    KNOWN.with(|known| known.of(name, |name| of_words(&words(name))))
}

fn of_words(words: &[String]) -> Option<Evidence> {
    // `mock_redis_2` is the second of them.
    let mut words = match words {
        [before @ .., last] if !before.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => words,
    };
    // What follows a preposition says how or by what, not what: `get_by_uuid`, `wait_for_db`.
    if words.iter().skip(1).any(|word| PREPOSITIONS.contains(&word.as_str())) {
        return None;
    }
    // `setTimeout` is a name of its own, whatever its first word.
    if words.len() == 2
        && let Some(boundary) = find(WHOLE, &words.concat())
    {
        return Some(Evidence { boundary, weight: Weight::Thing });
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
    let mut is_carried = false;
    while let Some((last, rest)) = words.split_last() {
        if let Some(boundary) = find(PRODUCTS, last) {
            return Some(Evidence { boundary, weight: Weight::Product });
        }
        if let Some(boundary) = find(THINGS, last) {
            // An email by itself is an address or a row; who sends one talks to a server.
            if last == "email" && !is_carried && !words.iter().any(|word| SENDING.contains(&word.as_str())) {
                return None;
            }
            let is_repository = last.starts_with("repo");
            let is_git = is_repository && (rest.is_empty() || is_of_sources(rest));
            // `RedisOrderRepository` keeps them in Redis.
            if let Some(boundary) =
                rest.iter().find_map(|word| find(PRODUCTS, word)).filter(|_| is_repository && !is_git)
            {
                return Some(Evidence { boundary, weight: Weight::Product });
            }
            // Of whom it is is said, too: `KafkaProducer`.
            let is_product = rest.last().is_some_and(|before| find(PRODUCTS, before) == Some(boundary));
            let weight = if is_product { Weight::Product } else { Weight::Thing };
            return (!is_git).then_some(Evidence { boundary, weight });
        }
        if !CARRIERS.contains(&last.as_str()) {
            return None;
        }
        is_carried |= !DOUBLES.contains(&last.as_str()) && last != "template";
        words = rest;
    }
    None
}

/// The thing of the machine that a type is named after, where its name says nothing else: `FileUtilityService`, `IDirectoryHandle`.
pub(crate) fn of_machine(name: &str) -> Option<Boundary> {
    #[rustfmt::skip]
    const SAYING_NOTHING: &[&str] = &[
        "i", "service", "utility", "utilities", "util", "utils", "helper", "helpers", "handle", "provider", "accessor", "access",
        "wrapper", "adapter", "abstraction", "proxy", "facade", "system", "operations", "io", "reader", "writer", "writing", "reading",
        "variable", "variables", "explorer", "local", "physical", "real", "default", "base", "impl", "manager",
    ];
    let thing = |word: &str| match word {
        "file" | "files" | "filesystem" | "directory" | "directories" | "folder" | "folders" | "disk" => {
            Some(Boundary::Filesystem)
        }
        "environment" | "env" => Some(Boundary::Env),
        "process" | "processes" => Some(Boundary::Process),
        _ => None,
    };
    let mut found = None;
    for word in words(name).iter().filter(|word| !SAYING_NOTHING.contains(&word.as_str())) {
        let boundary = thing(word)?;
        if found.is_some_and(|known| known != boundary) {
            return None;
        }
        found = Some(boundary);
    }
    found
}

/// Whether a name is that of where lines go.
pub(crate) fn is_log(name: &str) -> bool {
    matches!(&*last_word(name), "log" | "logs" | "logger" | "logging" | "console")
}

/// Verbs by which a mail goes out.
const SENDING: &[&str] = &["send", "sends", "deliver", "notify", "mail"];

/// What the name of a module, a folder or a package points at.
pub(crate) fn of_module(name: &str) -> Option<Evidence> {
    // What goes to the maker's own cloud has its logic there.
    of_name(name).filter(|_| &*last_word(name) != "cloud").or_else(|| {
        let boundary = find(MODULES, &last_word(name))?;
        Some(Evidence { boundary, weight: Weight::Thing })
    })
}

/// What a folder that holds modules is named after.
pub(crate) fn of_folder(name: &str) -> Option<Boundary> {
    find(MODULES, &last_word(name))
}

/// Whether a module is named after asking whoever sits at the terminal; a folder of prompts may be a model's.
pub(crate) fn is_of_terminal(name: &str) -> bool {
    matches!(
        &*last_word(name),
        "prompt" | "prompts" | "prompter" | "prompters" | "printer" | "output" | "terminal" | "spinner"
    )
}

/// The product that a folder of modules is named after.
pub(crate) fn of_product_folder(name: &str) -> Option<Boundary> {
    of_name(name).filter(|evidence| evidence.weight == Weight::Product).map(|evidence| evidence.boundary)
}

/// Whether a value's name says that it is a place in the file system: `CONFIG_FILE`, `cache_dir`.
pub(crate) fn is_place(name: &str) -> bool {
    const PLACES: &[&str] = &["file", "path", "dir", "directory", "folder", "filename"];
    PLACES.contains(&&*last_word(name))
        && matches!(&words(name)[..], [first, _, ..] if !PREPOSITIONS.contains(&first.as_str()))
}

/// Wherever they stand before `repo`, these speak of version control.
const GIT: &[&str] = &["git", "github", "gitlab", "bitbucket", "gitea", "helm", "yum", "apt", "ecr", "docker", "oci"];
/// These do directly before it: a `RemotePathMappingRepository` keeps mappings.
const SOURCES: &[&str] = &["remote", "local", "source", "package", "bare", "artifact"];

/// Whether the words before `repo` speak of version control, or of where packages lie.
fn is_of_sources(before: &[String]) -> bool {
    before.iter().any(|word| GIT.contains(&word.as_str()))
        || before.last().is_some_and(|word| SOURCES.contains(&word.as_str()))
}

/// A name without the calls at its end: `client` of `client()`.
pub(crate) fn uncalled(name: &str) -> &str {
    let mut name = name;
    while let Some(called) = name.strip_suffix("()") {
        name = called;
    }
    name
}

/// What a dotted name points at: its rightmost telling segment, or a general one (`session`) by the member used of it.
pub(crate) fn of_segments(names: &[&str]) -> Option<Evidence> {
    if let Some(evidence) = names.split_last().and_then(|(_, owners)| of_part(owners, names)) {
        return Some(evidence);
    }
    for (at, name) in names.iter().enumerate().rev() {
        let name = uncalled(name);
        if let Some(evidence) = of_name(name) {
            return Some(evidence);
        }
        if let Some(member) = names.get(at + 1)
            && let Some(evidence) = of_member(name, uncalled(member))
        {
            return Some(evidence);
        }
    }
    None
}

/// What a part of a product is that stands behind the product's name: whatever a model is called whose rows are asked for
/// (`prisma.webhook.create`), what a store of rows has beside its rows (`supabase.auth.getUser`).
fn of_part(owners: &[&str], names: &[&str]) -> Option<Evidence> {
    let is_of = |name: &&str, product: &str| {
        // Nearly all names are neither.
        name.contains(&product[1..])
            && words(uncalled(name))
                .iter()
                .rfind(|word| !DOUBLES.contains(&word.as_str()) && *word != "client")
                .is_some_and(|word| word == product)
    };
    let sure = |boundary| Some(Evidence { boundary, weight: Weight::Product });
    let part = |product: &str| {
        let at = owners.iter().position(|name| is_of(name, product))?;
        names.get(at + 1).map(|part| uncalled(part))
    };
    if matches!(part("supabase"), Some("auth" | "functions" | "storage")) {
        return sure(Boundary::Http);
    }
    part("prisma").and_then(|_| sure(Boundary::Database))
}

/// [`of_segments`] in a language: in Ruby `env` is a request's, or an object's own; the variables are `ENV`, and Rails' own.
pub(crate) fn of_names(language: Language, names: &[&str]) -> Option<Evidence> {
    let is_variables = language != Language::Ruby || names.first() == Some(&"Rails");
    of_segments(names).filter(|evidence| is_variables || evidence.boundary != Boundary::Env)
}

fn of_member(name: &str, member: &str) -> Option<Evidence> {
    let counted = name.trim_end_matches(|last: char| last.is_ascii_digit()).trim_end_matches('_');
    let table: &[(Boundary, &[&str])] = match &*last_word(counted) {
        "session" => MEMBERS,
        "conn" | "connection" | "engine" | "pool" | "cursor" | "tx" | "transaction" => &MEMBERS[..1],
        "requests" => &MEMBERS[1..],
        "client" | "provider" | "api" | "gateway" | "transport" | "agent" => CALLS,
        "process" | "proc" | "child" => OF_PROGRAMS,
        "response" | "resp" | "completion" | "chunk" => ANSWERS,
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
    const CLIENTS: &[&str] = &[
        "session",
        "sessionlocal",
        "client",
        "klient",
        "connection",
        "conn",
        "pool",
        "engine",
        "cursor",
        "wrapper",
        "gateway",
    ];
    CLIENTS.contains(&&*last_word(name))
}

/// Whether a type is named as something that is talked through: `NodeApi`, `BillingClient`.
pub(crate) fn is_client(name: &str) -> bool {
    const CLIENTS: &[&str] = &["client", "api", "gateway", "connector", "transport"];
    let name = uncalled(name);
    name.starts_with(char::is_uppercase) && CLIENTS.contains(&&*last_word(name))
}

/// Whether a thing is named as one that only computes, wherever what it works out goes: `PayloadSerializer`.
#[rustfmt::skip]
pub(crate) fn only_computes(name: &str) -> bool {
    const COMPUTING: &[&str] = &[
        "serializer", "deserializer", "parser", "encoder", "decoder", "codec", "formatter", "converter", "validator", "mapper",
    ];
    COMPUTING.contains(&&*last_word(uncalled(name)))
}

/// Whether a name says no more than that a thing is talked to through it: `KubeInterface` and `kube`.
pub(crate) fn is_way_to(name: &str, thing: &str) -> bool {
    words(name).iter().rev().find(|word| !CARRIERS.contains(&word.as_str())).is_some_and(|word| word == thing)
}

/// Whether a class is named as one that has the say over what it is named after: `JiraManager`.
pub(crate) fn manages(name: &str) -> bool {
    matches!(&*last_word(name), "manager" | "orchestrator" | "controller" | "coordinator")
}

/// Whether a class of one's own or a namespace is named as one that things are sent through.
#[rustfmt::skip]
pub(crate) fn is_sent_through(name: &str) -> bool {
    const THINGS: &[&str] = &[
        "client", "clients", "api", "apis", "provider", "providers", "gateway", "gateways", "adapter", "adapters", "connector",
        "connectors", "fetcher", "fetchers", "downloader", "downloaders", "uploader", "klient", "transport", "transports", "sdk", "consumer",
    ];
    words(name).last().is_some_and(|last| THINGS.contains(&last.as_str()))
}

/// Whether a class is named as one that hands something on to whoever takes it later: `ReportEnqueuer`.
pub(crate) fn hands_to_queue(name: &str) -> bool {
    matches!(&*last_word(name), "enqueuer" | "publisher" | "sender" | "producer" | "dispatcher")
}

/// Whether a name says too little by itself, but would say something of a library of that boundary: `session`,
/// `mock_repo`, `_connection`.
pub(crate) fn is_general(name: &str, boundary: Boundary) -> bool {
    const ANY: &[&str] = &["session", "client", "connection", "conn", "pool", "engine", "connector", "backend"];
    const OF_STORES: &[&str] = &["repo", "repository", "transaction", "begin", "query", "row", "rows", "cursor"];
    const OF_BROKERS: &[&str] = &["channel", "message"];
    let is_one = |word: &str| {
        ANY.contains(&word)
            || boundary == Boundary::Database && OF_STORES.contains(&word)
            || boundary == Boundary::Queue && OF_BROKERS.contains(&word)
    };
    without_doubles(&words(name)).is_some_and(is_one)
}

/// The one word of a name beside those that say it is a double's.
fn without_doubles(words: &[String]) -> Option<&str> {
    let is_counted = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut named = words.iter().map(String::as_str).filter(|word| !DOUBLES.contains(word) && !is_counted(word));
    let one = named.next()?;
    named.next().is_none().then_some(one)
}

/// Members that tell whatever has them.
pub(crate) const TELLING_MEMBERS: &[&str] = &["returncode", "status_code", "raise_for_status"];

/// What the use of a member tells of a double whose own name says too little: `session.execute`.
pub(crate) fn of_used_member(name: &str, member: &str) -> bool {
    // Nothing but a program that has ended, or an answer of HTTP, has it.
    TELLING_MEMBERS.contains(&member)
        || without_doubles(&words(name)).is_some_and(|one| of_member(one, member).is_some())
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
    MEMBERS.contains(&uncalled(member))
}

/// Whether a function is named after what it hands over: `get_queue`, `make_store`.
pub(crate) fn hands_over(name: &str) -> bool {
    const VERBS: &[&str] = &["get", "make", "create", "build", "open", "acquire", "provide", "use", "connect"];
    words(name).first().is_some_and(|first| VERBS.contains(&first.as_str()))
}

/// Whether a name is that of a request, a response or a socket.
pub(crate) fn is_exchange(name: &str) -> bool {
    const EXCHANGES: &[&str] = &["response", "responses", "resp", "request", "req", "res", "sock", "socket"];
    if matches!(name, "status_code" | "raise_for_status") {
        return true;
    }
    let words = words(name);
    let acts = words.len() > 1 && ACTING.contains(&words[0].as_str());
    !acts && words.last().is_some_and(|last| EXCHANGES.contains(&last.as_str()))
}

/// What a double's name tells by a product that stands anywhere in it: `FakeEvernoteNoteStore`.
pub(crate) fn of_stand_in(name: &str) -> Option<Boundary> {
    let words = words(uncalled(name));
    let (first, rest) = words.split_first()?;
    let is_stand_in = rest.len() > 1 && matches!(first.as_str(), "fake" | "mock" | "stub");
    is_stand_in.then(|| rest.iter().find_map(|word| find(PRODUCTS, word))).flatten()
}

/// What a response is of that is named after a model or what models do: `llm_success_response`, `completion_response`.
pub(crate) fn of_answer(name: &str) -> Option<Boundary> {
    const ASKED: &[&str] = &["completion", "completions"];
    let is_of_model = |word: &String| ASKED.contains(&word.as_str()) || find(PRODUCTS, word) == Some(Boundary::Llm);
    let is_answer = |name: &str| is_exchange(name) && words(name).iter().any(is_of_model);
    name.split('.').any(is_answer).then_some(Boundary::Llm)
}

/// Whether a name is that of a request: `request`, `mock_request`, `db_req`.
pub(crate) fn is_request(name: &str) -> bool {
    let words = words(name);
    let named = words.iter().rfind(|word| !DOUBLES.contains(&word.as_str()));
    named.is_some_and(|last| matches!(last.as_str(), "request" | "req"))
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

/// Whether a double's name says whose client it stands for: `MockBillingClient`, and not `buildMockClient`.
pub(crate) fn is_named_client(name: &str) -> bool {
    const PLAIN: &[&str] = &["build", "create", "make", "new", "get", "setup", "test", "async", "sync", "inner", "the"];
    let named = without_double(name).unwrap_or_default();
    // `newMockBillingClientWithOrders`
    let named = named.split("_with_").next().unwrap_or_default();
    let whose = named.strip_suffix("_client").unwrap_or_default();
    whose.split('_').any(|word| word.len() > 1 && !PLAIN.contains(&word))
}

/// Whether a double is named as the way to whoever serves something: `mock_api`.
pub(crate) fn is_mere_api(name: &str) -> bool {
    without_double(name).as_deref() == Some("api")
}

const DOUBLES: &[&str] = &["mock", "mocked", "mocks", "m", "fake", "stub", "patched", "patch", "spy", "double"];
