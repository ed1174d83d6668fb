//! Which engines and test runners a project names, in its Compose files and its dependency manifests.
//!
//! Reading is simple on purpose: image names of a Compose file's services, and words of a manifest that are known
//! package names. A Compose file's word goes before a manifest's.

use demock_model::{Boundary, Language};
use std::fmt;

macro_rules! engines {
    ($($variant:ident $name:literal $boundary:ident images $images:tt packages $packages:tt;)*) => {
        /// A store or broker that tests can run against.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the engines are named as everybody names them")]
        pub enum Engine { $($variant),* }

        impl Engine {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What it serves as.
            pub const fn boundary(self) -> Boundary {
                match self { $(Self::$variant => Boundary::$boundary),* }
            }

            /// Words of an image's name.
            const fn images(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &$images),* }
            }

            /// Names of packages that talk to it.
            const fn packages(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &$packages),* }
            }
        }
    };
}

engines! {
    Postgres "Postgres" Database images ["postgres", "postgis", "postgresql", "pgvector", "timescaledb"] packages ["psycopg", "psycopg2", "psycopg2-binary", "asyncpg", "pg8000", "pg", "postgres", "pg-promise", "postgresql", "github.com/lib/pq", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v4", "tokio-postgres", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL"];
    MySql "MySQL" Database images ["mysql", "percona"] packages ["pymysql", "PyMySQL", "mysqlclient", "aiomysql", "mysql-connector-python", "mysql", "mysql2", "mysql-connector-j", "mysql-connector-java", "github.com/go-sql-driver/mysql", "mysql_async", "MySqlConnector"];
    MariaDb "MariaDB" Database images ["mariadb"] packages ["mariadb", "mariadb-java-client"];
    SqlServer "SQL Server" Database images ["mssql", "azure-sql-edge"] packages ["pymssql", "mssql", "mssql-jdbc", "tedious", "github.com/microsoft/go-mssqldb", "Microsoft.Data.SqlClient", "Microsoft.EntityFrameworkCore.SqlServer"];
    Mongo "MongoDB" Database images ["mongo", "mongodb"] packages ["pymongo", "motor", "mongoengine", "beanie", "mongodb", "mongoose", "mongoid", "mongodb-driver-sync", "go.mongodb.org/mongo-driver", "MongoDB.Driver", "mongodb/mongodb"];
    ClickHouse "ClickHouse" Database images ["clickhouse", "clickhouse-server"] packages ["clickhouse-driver", "clickhouse-connect", "asynch", "@clickhouse/client", "github.com/ClickHouse/clickhouse-go/v2", "clickhouse", "clickhouse-jdbc"];
    Elasticsearch "Elasticsearch" Database images ["elasticsearch", "opensearch"] packages ["elasticsearch", "opensearch-py", "@elastic/elasticsearch", "elasticsearch-java", "github.com/elastic/go-elasticsearch/v8"];
    Redis "Redis" Cache images ["redis", "valkey", "redis-stack", "redis-stack-server", "dragonfly", "keydb"] packages ["redis", "aioredis", "hiredis", "django-redis", "ioredis", "@redis/client", "valkey", "jedis", "lettuce-core", "redisson", "github.com/redis/go-redis/v9", "github.com/go-redis/redis/v8", "predis/predis", "StackExchange.Redis", "spring-boot-starter-data-redis"];
    Memcached "Memcached" Cache images ["memcached"] packages ["pymemcache", "python-memcached", "pylibmc", "memjs", "memcached", "dalli", "github.com/bradfitz/gomemcache"];
    Kafka "Kafka" Queue images ["kafka", "cp-kafka", "redpanda"] packages ["kafka-python", "aiokafka", "confluent-kafka", "kafkajs", "node-rdkafka", "kafka-clients", "spring-kafka", "github.com/IBM/sarama", "github.com/segmentio/kafka-go", "rdkafka", "karafka", "Confluent.Kafka"];
    RabbitMq "RabbitMQ" Queue images ["rabbitmq"] packages ["pika", "aio-pika", "kombu", "amqplib", "bunny", "amqp-client", "spring-boot-starter-amqp", "github.com/rabbitmq/amqp091-go", "lapin", "RabbitMQ.Client", "php-amqplib/php-amqplib"];
    Nats "NATS" Queue images ["nats"] packages ["nats-py", "nats", "github.com/nats-io/nats.go", "async-nats", "NATS.Net"];
    Sqs "SQS" Queue images ["elasticmq", "elasticmq-native"] packages ["@aws-sdk/client-sqs", "shoryuken", "aws-sdk-sqs", "AWSSDK.SQS"];
    Ollama "Ollama" Llm images ["ollama"] packages [];
}

impl Engine {
    /// The engine that a package talks to.
    pub(crate) fn of_package(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|engine| engine.packages().contains(&word)).copied()
    }

    /// The variable that `demock run` sets whatever the service is called.
    pub(super) fn variable(self) -> Option<&'static str> {
        const NAMED: &[(Engine, &str)] = &[(Engine::Postgres, "DATABASE_URL"), (Engine::Redis, "REDIS_URL")];
        NAMED.iter().find(|(engine, _)| *engine == self).map(|(_, variable)| *variable)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The engines and runners that a project names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stack {
    /// Engines of Compose services, with the first service's name.
    composed: Vec<(Engine, String)>,
    /// Their images, as written.
    images: Vec<(Engine, String)>,
    /// Engines that a dependency talks to.
    packaged: Vec<Engine>,
    /// Compose services that are built from the project's own sources, with the folder they are built from.
    applications: Vec<(String, String)>,
    runners: Vec<Runner>,
}

/// A way to run tests that a manifest names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Runner {
    /// The word that names it, or the end of a manifest's name.
    word: &'static str,
    languages: &'static [Language],
    command: &'static str,
}

/// Of two for a language, the first goes.
const RUNNERS: &[Runner] = &[
    runner("pytest", &[Language::Python], "pytest"),
    runner("vitest", SCRIPT, "npx vitest run"),
    runner("jest", SCRIPT, "npx jest"),
    runner("mocha", SCRIPT, "npx mocha"),
    runner("rspec", &[Language::Ruby], "bundle exec rspec"),
    runner("rspec-rails", &[Language::Ruby], "bundle exec rspec"),
    runner("pestphp/pest", &[Language::Php], "vendor/bin/pest"),
    runner("build.gradle", &[Language::Java, Language::Kotlin], "./gradlew test"),
    runner("build.gradle.kts", &[Language::Java, Language::Kotlin], "./gradlew test"),
    runner("pom.xml", &[Language::Java, Language::Kotlin], "mvn test"),
];

const SCRIPT: &[Language] = &[Language::JavaScript, Language::TypeScript];

const fn runner(word: &'static str, languages: &'static [Language], command: &'static str) -> Runner {
    Runner { word, languages, command }
}

impl Stack {
    /// Whether a file of this name says something of the stack.
    pub fn reads(file_name: &str) -> bool {
        is_compose(file_name) || is_manifest(file_name)
    }

    /// Reads Compose files and dependency manifests, given as path and content; others are passed over.
    pub fn detect<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut stack = Self::default();
        for (path, content) in files {
            let name = path.rsplit('/').next().unwrap_or(path);
            if is_compose(name) {
                stack.read_compose(content);
            } else if is_manifest(name) {
                stack.note_runner(name);
                for word in content.split(|letter: char| !is_package_letter(letter)) {
                    stack.note_package(word);
                    stack.note_runner(word);
                }
            }
        }
        stack.composed.sort();
        stack.composed.dedup_by_key(|(engine, _)| *engine);
        stack.packaged.sort_unstable();
        stack
    }

    /// The engines of a Compose file's services, with their images as written; of another file none.
    pub(crate) fn images(file_name: &str, content: &str) -> Vec<(Engine, String)> {
        let mut stack = Self::default();
        if is_compose(file_name) {
            stack.read_compose(content);
        }
        stack.images
    }

    /// `services:` and, one level in, each service's name; its `image:` says what it is.
    fn read_compose(&mut self, content: &str) {
        let mut in_services = false;
        // The service's name with its indentation, and the indentation of its own keys.
        let mut service: Option<(usize, &str)> = None;
        let mut own = None;
        for line in content.lines() {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            let Some((key, value)) = trimmed.split_once(':').filter(|_| !trimmed.starts_with('#')) else { continue };
            if indent == 0 {
                (in_services, service) = (key == "services", None);
            } else if in_services && service.is_none_or(|(level, _)| indent <= level) {
                (service, own) = (Some((indent, key.trim_matches(['"', '\'']))), None);
            } else if key == "image"
                && *own.get_or_insert(indent) == indent
                && let Some((_, name)) = service
                && let Some(engine) = engine_of_image(value)
            {
                self.composed.push((engine, name.to_owned()));
                self.images.push((engine, value.trim().trim_matches(['"', '\'']).to_owned()));
            } else if let Some((_, name)) = service
                && (key == "build" && !value.trim().is_empty()
                    || key == "context" && own.is_some_and(|own| indent > own))
            {
                own.get_or_insert(indent);
                self.applications.push((name.to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()));
            } else {
                own.get_or_insert(indent);
            }
        }
    }

    fn note_package(&mut self, word: &str) {
        if let Some(engine) = Engine::of_package(word).filter(|engine| !self.packaged.contains(engine)) {
            self.packaged.push(engine);
        }
    }

    fn note_runner(&mut self, word: &str) {
        if let Some(runner) = RUNNERS.iter().find(|runner| runner.word == word)
            && !self.runners.contains(runner)
        {
            self.runners.push(*runner);
        }
    }

    /// The engines that serve as a boundary, with their Compose service: those of Compose files, else those of manifests.
    pub fn engines(&self, boundary: Boundary) -> impl Iterator<Item = (Engine, Option<&str>)> {
        let composed = self.composed.iter().filter(move |(engine, _)| engine.boundary() == boundary);
        let any = composed.clone().next().is_some();
        let packaged = self.packaged.iter().filter(move |engine| !any && engine.boundary() == boundary);
        composed.map(|(engine, name)| (*engine, Some(name.as_str()))).chain(packaged.map(|engine| (*engine, None)))
    }

    /// Compose services that are built from the project's own sources, and the folder each is built from, as written.
    pub fn applications(&self) -> impl Iterator<Item = (&str, &str)> {
        self.applications.iter().map(|(name, folder)| (name.as_str(), folder.as_str()))
    }

    /// How this project runs the tests of a language.
    pub(super) fn test_command(&self, language: Language) -> &'static str {
        let named = RUNNERS
            .iter()
            .find(|runner| runner.languages.contains(&language) && self.runners.contains(runner))
            .map(|runner| runner.command);
        named.unwrap_or(match language {
            Language::Python => "pytest",
            Language::JavaScript | Language::TypeScript => "npm test",
            Language::Go => "go test ./...",
            Language::Java => "mvn test",
            Language::Kotlin => "./gradlew test",
            Language::Rust => "cargo test",
            Language::Ruby => "bundle exec rake test",
            Language::CSharp => "dotnet test",
            Language::Php => "vendor/bin/phpunit",
        })
    }
}

fn is_compose(name: &str) -> bool {
    let yaml = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml"));
    yaml.is_some_and(|stem| stem.split(['.', '-', '_']).any(|word| word == "compose"))
}

pub(crate) fn is_manifest(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "Pipfile",
        "package.json",
        "go.mod",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "libs.versions.toml",
        "Gemfile",
        "composer.json",
        "Cargo.toml",
    ];
    let requirements = name.contains("requirements") && name.strip_suffix(".txt").is_some();
    NAMES.contains(&name) || requirements || name.strip_suffix(".csproj").is_some()
}

pub(crate) fn is_package_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '@')
}

/// The engine that an image's name names: a word of its last part before the tag.
fn engine_of_image(image: &str) -> Option<Engine> {
    let image = image.trim().trim_matches(['"', '\'']);
    // `${POSTGRES_IMAGE:-postgres:16}` names it as the default.
    let image = image.split_once(":-").map_or(image, |(_, default)| default);
    let name = image.rsplit('/').next()?.split([':', '@', '}']).next()?;
    Engine::ALL.iter().find(|engine| engine.images().contains(&name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_image(image: &str, expected: Option<Engine>) {
        assert_eq!(engine_of_image(image), expected, "{image}");
    }

    #[test]
    fn services_built_from_sources() {
        let compose = "services:\n  db:\n    image: postgres:16\n  api:\n    build: ./api\n  web:\n    build:\n      context: web\n";
        let stack = Stack::detect([("compose.yaml", compose)]);
        assert_eq!(stack.applications().collect::<Vec<_>>(), [("api", "./api"), ("web", "web")]);
    }

    #[test]
    fn images() {
        check_image(" postgres:16-alpine", Some(Engine::Postgres));
        check_image(" \"docker.io/bitnami/redis:7\"", Some(Engine::Redis));
        check_image("${DB_IMAGE:-mariadb:11}", Some(Engine::MariaDb));
        check_image("clickhouse/clickhouse-server@sha256:00", Some(Engine::ClickHouse));
        check_image("registry:5000/acme/api:1", None);
        check_image("mongo-express:1", None);
        check_image("oliver006/redis_exporter", None);
        check_image("", None);
    }

    #[test]
    fn compose_reading_keeps_to_services() {
        let content = "name: x\nservices:\n  # image: redis\n  web:\n    build: .\n    labels:\n      image: redis\n  q:\n    image: nats\nvolumes:\n  v:\n    image: mysql\n";
        let stack = Stack::detect([("compose.yml", content)]);
        assert_eq!(stack.engines(Boundary::Queue).collect::<Vec<_>>(), [(Engine::Nats, Some("q"))]);
        assert_eq!(stack.engines(Boundary::Database).count() + stack.engines(Boundary::Cache).count(), 0);
    }

    #[test]
    fn what_is_read() {
        for name in ["docker-compose.test.yml", "compose.yaml", "requirements-dev.txt", "App.csproj", "go.mod"] {
            assert!(Stack::reads(name), "{name}");
        }
        for name in ["composer.lock", "decompose.yml", "README.md", "x.txt"] {
            assert!(!Stack::reads(name), "{name}");
        }
    }
}
