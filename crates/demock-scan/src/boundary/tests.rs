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
