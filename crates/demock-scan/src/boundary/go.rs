//! Go: the standard library's packages and the known modules.

use super::Known;
use demock_model::Boundary::{Cache, Clock, Database, Env, Filesystem, Http, Llm, Process, Queue, Random, Websocket};

/// Packages by import path.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    // Drivers and mappers of databases.
    (Database, &[
        "database/sql", "github.com/jackc/pgx", "github.com/jackc/pgconn", "github.com/lib/pq",
        "github.com/go-sql-driver/mysql", "github.com/mattn/go-sqlite3", "modernc.org/sqlite",
        "github.com/denisenkom/go-mssqldb", "github.com/jmoiron/sqlx", "gorm.io", "github.com/jinzhu/gorm",
        "github.com/go-pg/pg", "github.com/uptrace/bun", "xorm.io", "entgo.io/ent", "github.com/go-gorp/gorp",
        "github.com/DATA-DOG/go-sqlmock", "github.com/pashagolub/pgxmock", "go.mongodb.org/mongo-driver",
        "gopkg.in/mgo.v2", "github.com/gocql/gocql", "github.com/neo4j/neo4j-go-driver",
        "github.com/ClickHouse/clickhouse-go", "github.com/elastic/go-elasticsearch", "github.com/olivere/elastic",
        "github.com/influxdata", "go.etcd.io/bbolt", "go.etcd.io/etcd/client", "github.com/dgraph-io/badger",
        "github.com/syndtr/goleveldb", "github.com/cockroachdb/pebble",
        "github.com/aws/aws-sdk-go/service/dynamodb", "github.com/aws/aws-sdk-go-v2/service/dynamodb",
        "cloud.google.com/go/firestore", "cloud.google.com/go/bigquery", "cloud.google.com/go/spanner",
        "cloud.google.com/go/datastore", "cloud.google.com/go/bigtable", "github.com/golang-migrate/migrate",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "github.com/redis/go-redis", "github.com/redis/rueidis", "github.com/go-redis", "gopkg.in/redis.v5",
        "github.com/gomodule/redigo", "github.com/garyburd/redigo", "github.com/alicebob/miniredis",
        "github.com/valkey-io/valkey-go", "github.com/bradfitz/gomemcache", "github.com/patrickmn/go-cache",
        "github.com/dgraph-io/ristretto", "github.com/allegro/bigcache", "github.com/golang/groupcache",
        "github.com/hashicorp/golang-lru",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "github.com/IBM/sarama", "github.com/Shopify/sarama", "github.com/segmentio/kafka-go",
        "github.com/confluentinc/confluent-kafka-go", "github.com/twmb/franz-go", "github.com/streadway/amqp",
        "github.com/rabbitmq/amqp091-go", "github.com/nats-io", "github.com/nsqio/go-nsq",
        "github.com/eclipse/paho.mqtt.golang", "github.com/hibiken/asynq", "github.com/RichardKnop/machinery",
        "github.com/aws/aws-sdk-go/service/sqs", "github.com/aws/aws-sdk-go/service/sns",
        "github.com/aws/aws-sdk-go-v2/service/sqs", "github.com/aws/aws-sdk-go-v2/service/sns",
        "github.com/aws/aws-sdk-go-v2/service/kinesis", "cloud.google.com/go/pubsub",
        "cloud.google.com/go/cloudtasks", "github.com/Azure/azure-sdk-for-go/sdk/messaging",
        "github.com/apache/pulsar-client-go", "github.com/ThreeDotsLabs/watermill", "go.temporal.io/sdk",
    ]),
    // Providers of language models.
    (Llm, &[
        "github.com/sashabaranov/go-openai", "github.com/openai/openai-go",
        "github.com/anthropics/anthropic-sdk-go", "github.com/google/generative-ai-go", "google.golang.org/genai",
        "cloud.google.com/go/vertexai", "github.com/ollama/ollama", "github.com/tmc/langchaingo",
        "github.com/cohere-ai/cohere-go", "github.com/aws/aws-sdk-go-v2/service/bedrockruntime",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "github.com/gorilla/websocket", "github.com/coder/websocket", "nhooyr.io/websocket",
        "golang.org/x/net/websocket", "github.com/gobwas/ws",
    ]),
    // Clients of HTTP and of other protocols to a host outside; providers of services.
    (Http, &[
        "net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "google.golang.org/grpc", "connectrpc.com/connect",
        "github.com/go-resty/resty", "github.com/hashicorp/go-retryablehttp", "github.com/valyala/fasthttp",
        "github.com/jarcoal/httpmock", "github.com/h2non/gock", "gopkg.in/h2non/gock.v1",
        "github.com/aws/aws-sdk-go", "github.com/aws/aws-sdk-go-v2", "cloud.google.com/go", "google.golang.org/api",
        "golang.org/x/oauth2", "github.com/Azure", "k8s.io/client-go", "sigs.k8s.io/controller-runtime/pkg/client",
        "github.com/docker/docker", "github.com/moby/moby", "github.com/google/go-github",
        "github.com/shurcooL/githubv4", "github.com/cli/go-gh", "github.com/xanzy/go-gitlab",
        "gitlab.com/gitlab-org/api", "github.com/stripe/stripe-go", "github.com/slack-go/slack",
        "github.com/hashicorp/consul/api", "github.com/hashicorp/vault/api", "golang.org/x/crypto/ssh",
        "github.com/minio/minio-go", "github.com/digitalocean/godo", "github.com/miekg/dns",
        "github.com/prometheus/client_golang/api",
    ]),
    // The clock.
    (Clock, &[
        "time", "github.com/benbjohnson/clock", "github.com/jonboulle/clockwork", "k8s.io/utils/clock",
        "github.com/facebookgo/clock", "github.com/coder/quartz", "github.com/andres-erbsen/clock",
        "github.com/robfig/cron",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "math/rand", "math/rand/v2", "crypto/rand", "github.com/google/uuid", "github.com/gofrs/uuid",
        "github.com/satori/go.uuid", "github.com/oklog/ulid", "github.com/rs/xid", "github.com/segmentio/ksuid",
        "github.com/matoous/go-nanoid",
    ]),
    // Environment variables.
    (Env, &[
        "os.Getenv", "os.Setenv", "os.Unsetenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Clearenv",
        "github.com/joho/godotenv", "github.com/kelseyhightower/envconfig", "github.com/caarlos0/env",
    ]),
    // Files and folders.
    (Filesystem, &[
        "os.Open", "os.OpenFile", "os.Create", "os.CreateTemp", "os.ReadFile", "os.WriteFile", "os.ReadDir",
        "os.Stat", "os.Lstat", "os.Mkdir", "os.MkdirAll", "os.MkdirTemp", "os.Remove", "os.RemoveAll", "os.Rename",
        "os.Chmod", "os.Chown", "os.Chtimes", "os.Link", "os.Symlink", "os.Readlink", "os.Truncate", "os.TempDir",
        "os.UserHomeDir", "os.UserConfigDir", "os.UserCacheDir", "os.File", "os.FileInfo", "os.DirFS", "io/ioutil",
        "io/fs", "path/filepath", "embed", "github.com/spf13/afero", "github.com/fsnotify/fsnotify",
        "testing/fstest", "github.com/gofrs/flock",
    ]),
    // Processes, signals, streams, loggers.
    (Process, &[
        "os", "os/exec", "os/signal", "os/user", "syscall", "golang.org/x/sys", "log", "log/slog", "log/syslog",
        "runtime", "runtime/debug", "fmt.Print", "fmt.Printf", "fmt.Println", "flag", "go.uber.org/zap",
        "github.com/sirupsen/logrus", "github.com/rs/zerolog", "github.com/go-kit/log", "github.com/go-logr/logr",
        "k8s.io/klog", "github.com/hashicorp/go-hclog", "k8s.io/utils/exec", "github.com/AlecAivazis/survey",
        "github.com/briandowns/spinner", "github.com/mattn/go-isatty", "golang.org/x/term",
        "github.com/cli/safeexec", "github.com/cli/browser", "github.com/shirou/gopsutil",
    ]),
];

/// Names that need no import.
pub(super) static GLOBALS: &[Known] = &[];
