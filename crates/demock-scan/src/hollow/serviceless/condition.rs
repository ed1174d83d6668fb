//! Whether the text of a condition is about a service that may not be there, and which.
//!
//! Invariant: a text that speaks of platforms, versions, or of what is installed is about none. Absent on purpose: what names hold.

use crate::hollow::words::{List, set};
use crate::language::is_word;
use crate::outline::words;
use memchr::memmem;

/// Words of services that tests talk to.
static SERVICES: List = List::new(|| {
    set(
        "aerospike amqp anthropic arangodb bigquery broker cassandra clickhouse cockroach cockroachdb consul couchbase couchdb \
         database databases db docker dynamodb elastic elasticsearch etcd firestore gemini influxdb kafka keycloak ldap localstack \
         mailhog mailpit mariadb meilisearch memcached milvus minio mongo mongodb mqtt mssql mysql nats neo4j ollama openai \
         opensearch oracle pinecone podman postgres postgresql pubsub pulsar qdrant rabbitmq redis scylla smtp solr spanner \
         sqlserver sqs temporal timescale typesense valkey vault weaviate zookeeper",
    )
});

/// Words of what may be a service, where it is said that it does not answer.
static ANY: List = List::new(|| set("server service daemon backend endpoint network internet cluster api"));

/// Words that say that a service is not there.
static ABSENT: List = List::new(|| {
    set(
        "absent accessible alive available configured connect connected connection credentials healthy key missing need needed \
         needs no offline online ping present reachable ready refused require required requires running set start started \
         unavailable unreachable up url without",
    )
});

/// Those that are said of what answers.
static ANSWERS: List = List::new(|| {
    set(
        "accessible alive available connect connected connection healthy offline online ping reachable refused running \
         unavailable unreachable",
    )
});

/// Words by which a condition is about something else.
static OTHERWISE: List = List::new(|| {
    set(
        "arm64 backend_name bug capability darwin dependencies dependency dialect driver extension extensions extra feature \
         features find_spec flaky import imported importlib install installed instead issue library linux macos module modules \
         only package platform pypy python root short sip slow specific support supported supports sqlite unsupported vendor \
         version versions win32 windows",
    )
});

/// How an environment variable ends that says where a service is, or lets one in.
const ENDINGS: [&str; 9] =
    ["_URL", "_URI", "_DSN", "_HOST", "_ADDR", "_ADDRESS", "_ENDPOINT", "_API_KEY", "_CONNECTION_STRING"];
/// Texts by which an environment variable is read.
const READS: [&str; 7] = ["environ", "getenv", "Getenv", "env", "ENV", "GetEnvironmentVariable", "LookupEnv"];

/// The service without which what a text is the condition of is skipped.
pub(super) fn missing(text: &str, source: &[u8]) -> Option<String> {
    // Where it does answer, something else is meant.
    if text.contains("err == nil") {
        return None;
    }
    let names = || text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| !name.is_empty());
    if names().flat_map(words).any(|word| OTHERWISE.has_small(word)) || names().any(|name| is_import_flag(name, source))
    {
        return None;
    }
    // Products are written as one word or as two: `RabbitMQ`.
    let parts = || names().flat_map(|name| std::iter::once(name).chain(words(name)));
    let has = |list: &'static List| parts().find(|word| list.has_small(word)).map(str::to_ascii_lowercase);
    let is_read = READS.iter().any(|read| text.contains(read));
    let is_said = |name: &str| is_read || ENDINGS.iter().any(|ending| name.ends_with(ending)) && has(&ABSENT).is_some();
    if let Some(variable) = names().find(|name| is_address(name) && is_said(name)) {
        return Some(format!("`{variable}`"));
    }
    let known = has(&SERVICES).filter(|_| has(&ABSENT).is_some());
    known.or_else(|| has(&ANY).filter(|_| has(&ANSWERS).is_some()))
}

/// The service that a name speaks of: `skipIfNoRedis`.
pub(super) fn named_so(name: &str) -> Option<String> {
    std::iter::once(name).chain(words(name)).find(|word| SERVICES.has_small(word)).map(str::to_ascii_lowercase)
}

/// Whether a name is that of an environment variable which says where a service is.
fn is_address(name: &str) -> bool {
    let is_variable = name.contains('_')
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_variable
        && (ENDINGS.iter().any(|ending| name.ends_with(ending)) || name.split('_').any(|word| SERVICES.has_small(word)))
}

/// Bytes after an import that fails in which a flag says so.
const FLAG_BYTES: usize = 160;

/// Whether a name is set where an import fails: it says what is installed.
fn is_import_flag(name: &str, source: &[u8]) -> bool {
    let is_flag =
        name.len() > 3 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit());
    is_flag
        && [&b"except ImportError"[..], b"except ModuleNotFoundError", b"except (ImportError"].iter().any(|handler| {
            memmem::find_iter(source, handler).any(|at| {
                let rest = &source[at..source.len().min(at + FLAG_BYTES)];
                memmem::find_iter(rest, name.as_bytes()).any(|at| {
                    !rest.get(at + name.len()).copied().is_some_and(is_word)
                        && !at.checked_sub(1).is_some_and(|before| is_word(rest[before]))
                })
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(missing(text, b"").as_deref(), expected, "{text}");
    }

    #[test]
    fn what_a_condition_is_about() {
        check("skipif(not os.environ.get(\"DATABASE_URL\"), reason=\"no database\")", Some("`DATABASE_URL`"));
        check("skipUnless(os.getenv('TEST_PG_DSN'), '')", Some("`TEST_PG_DSN`"));
        check("skipif(not REDIS_AVAILABLE, reason=\"Redis is not running\")", Some("redis"));
        check("if err != nil { t.Skipf(\"could not connect to postgres: %v\", err)", Some("postgres"));
        check("if (!(await ping())) { this.skip(\"server is not reachable\")", Some("server"));
        check("if connection is None: pytest.skip('RabbitMQ is not available')", Some("rabbitmq"));
        check("skipIf(!process.env.OPENAI_API_KEY)", Some("`OPENAI_API_KEY`"));
        check("skipif(sys.platform == \"win32\", reason=\"redis is not available on Windows\")", None);
        check("skipif(redis is None, reason=\"redis is not installed\")", None);
        check("skipUnless(connection.vendor == 'postgresql', 'PostgreSQL specific')", None);
        check("if conn, err := net.Dial(\"tcp\", address); err == nil { t.Skip(\"a real server is running\")", None);
        check("if testing.Short() { t.Skip(\"skipping database test in short mode\")", None);
        check("skipif(not os.environ.get(\"RUN_SLOW\"), reason=\"slow\")", None);
        check("skipif(not KEY, reason=\"GOOGLE_API_KEY not set\")", Some("`GOOGLE_API_KEY`"));
        check("skipUnless(feature_enabled(), \"not enabled\")", None);
    }

    #[test]
    fn a_flag_of_an_import_says_what_is_installed() {
        let source =
            b"try:\n    import redis\n    REDIS_AVAILABLE = True\nexcept ImportError:\n    REDIS_AVAILABLE = False\n";
        assert_eq!(missing("skipif(not REDIS_AVAILABLE, reason='no redis')", source), None);
    }
}
