//! PHP: the language's own classes and functions, Laravel, Symfony and the known packages.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Namespaces and classes.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    // Drivers and mappers of databases.
    (Database, &[
        "Doctrine.DBAL", "Doctrine.ORM", "Doctrine.ODM", "Doctrine.Persistence", "Doctrine.Common.Persistence",
        "Doctrine.Migrations", "Illuminate.Foundation.Auth.User", "App.Models", "Illuminate.Database", "Illuminate.Support.Facades.DB",
        "Illuminate.Support.Facades.Schema", "MongoDB", "Jenssegers.Mongodb", "Elasticsearch", "Elastic",
        "OpenSearch", "Laravel.Scout", "Cake.ORM", "Cake.Database", "Propel", "Cycle", "yii.db", "Laminas.Db",
        "Zend.Db", "Aws.DynamoDb", "Meilisearch", "Typesense", "Qdrant", "Laudis.Neo4j", "Probots.Pinecone", "ClickHouseDB", "Google.Cloud.Firestore", "Google.Cloud.BigQuery", "Symfony.Bridge.Doctrine",
        "OCP.IDBConnection", "OCP.DB", "OCP.AppFramework.Db",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "Predis", "Illuminate.Cache", "Illuminate.Redis", "Illuminate.Contracts.Cache",
        "Illuminate.Contracts.Redis", "Illuminate.Support.Facades.Cache", "Illuminate.Support.Facades.Redis",
        "Psr.Cache", "Psr.SimpleCache", "Symfony.Component.Cache", "Symfony.Contracts.Cache",
        "Doctrine.Common.Cache", "Doctrine.Common.Cache.CacheProvider", "Cake.Cache", "OCP.ICache", "OCP.ICacheFactory", "OCP.IMemcache",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "PhpAmqpLib", "Interop.Amqp", "Interop.Queue", "Enqueue", "RdKafka", "Pheanstalk", "Illuminate.Queue",
        "Illuminate.Bus", "Illuminate.Contracts.Queue", "Illuminate.Contracts.Bus",
        "Illuminate.Support.Facades.Queue", "Illuminate.Support.Facades.Bus", "Symfony.Component.Messenger",
        "Bunny", "Aws.Sqs", "Aws.Sns", "Google.Cloud.PubSub", "Laravel.Horizon", "Spiral.RoadRunner.Jobs", "Stomp",
        "Mqtt", "PhpMqtt", "Basis.Nats", "OCP.BackgroundJob",
    ]),
    // Providers of language models.
    (Llm, &[
        "OpenAI", "Orhanerday.OpenAi", "Anthropic", "LLPhant", "Prism", "EchoLabs.Prism", "Gemini", "Symfony.AI", "NeuronAI",
        "Laravel.Ai", "Cognesy", "Claude", "Mistral", "Ardagnsrn.Ollama", "HelgeSverre.Mistral", "Aws.BedrockRuntime",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "Ratchet", "WebSocket", "Pusher", "Illuminate.Broadcasting", "Illuminate.Support.Facades.Broadcast",
        "Laravel.Reverb", "BeyondCode.LaravelWebSockets",
    ]),
    // Clients of HTTP and of other protocols to a host outside; providers of services.
    (Http, &[
        "GuzzleHttp.Client", "GuzzleHttp.ClientInterface", "GuzzleHttp.Handler", "GuzzleHttp.HandlerStack",
        "Psr.Http.Client", "Http.Client", "Http.Mock", "Symfony.Component.HttpClient",
        "Symfony.Contracts.HttpClient", "Symfony.Component.Mercure", "Illuminate.Http.Client", "Illuminate.Support.Facades.Http",
        "Illuminate.Support.Facades.Mail", "Illuminate.Support.Facades.Notification", "Illuminate.Mail",
        "Illuminate.Contracts.Mail", "Illuminate.Notifications", "Illuminate.Contracts.Notifications", "Symfony.Component.Mailer",
        "Symfony.Component.Notifier", "Swift_Mailer", "Swift_Transport", "PHPMailer",
        "Composer.Util.HttpDownloader", "Composer.Util.RemoteFilesystem", "Buzz", "Saloon", "React.Http", "React.Socket",
        "Amp.Http", "Aws", "Google", "Stripe", "Twilio", "SendGrid", "Github", "Gitlab", "League.OAuth2.Client",
        "Laravel.Socialite", "Symfony.Component.Ldap", "Laminas.Ldap", "Sentry", "Grpc", "SoapClient", "phpseclib", "LdapRecord", "Adldap", "Mollie",
        "PayPal", "Braintree", "Microsoft.Graph", "Sabre.HTTP.Client", "Algolia", "Mailgun", "Postmark",
        "Laravel.Cashier", "JoliCode.Slack", "DigitalOceanV2", "Omnipay", "Kreait", "OCP.Http.Client", "OCP.Mail",
    ]),
    // The clock.
    (Clock, &[
        "Carbon", "Cake.Chronos", "Psr.Clock", "Symfony.Component.Clock", "Lcobucci.Clock",
        "OCP.AppFramework.Utility.ITimeFactory", "Illuminate.Support.Carbon", "Symfony.Bridge.PhpUnit.ClockMock", "Illuminate.Support.Sleep",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "Ramsey.Uuid", "Symfony.Component.Uid", "Random", "Faker", "Hidehalo.Nanoid", "OCP.Security.ISecureRandom",
    ]),
    // Files and folders.
    (Filesystem, &[
        "League.Flysystem", "Illuminate.Filesystem", "Illuminate.Contracts.Filesystem",
        "Illuminate.Support.Facades.Storage", "Illuminate.Support.Facades.File", "Illuminate.Http.UploadedFile",
        "Symfony.Component.Filesystem", "Symfony.Component.Finder", "org.bovigo.vfs", "Composer.Util.Filesystem",
        "Composer.Json.JsonFile", "Laminas.File", "OCP.Files", "Symfony.Component.HttpFoundation.File",
    ]),
    // Environment variables.
    (Env, &[
        "Dotenv", "Symfony.Component.Dotenv", "Illuminate.Support.Env",
    ]),
    // Processes, streams, loggers, the console.
    (Process, &[
        "Symfony.Component.Process", "Illuminate.Process", "Illuminate.Support.Facades.Process",
        "Composer.Util.ProcessExecutor", "Psr.Log", "Monolog", "Illuminate.Log", "Illuminate.Support.Facades.Log",
        "Symfony.Component.Console", "Illuminate.Console", "Composer.IO", "Symfony.Component.Stopwatch",
        "Laravel.Prompts", "OCP.ILogger", "OCP.Log",
    ]),
    // What handles requests that come in.
    (OwnCode, &[
        "Psr.Http.Server",
    ]),
];

/// The language's own classes and functions.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    (Database, &[
        "PDO", "PDOStatement", "mysqli", "SQLite3", "EntityManagerInterface", "EntityManager", "ManagerRegistry",
        "ObjectManager", "DB",
    ]),
    (Cache, &[
        "Redis", "RedisCluster", "Memcached", "Memcache", "Cache", "CacheItemPoolInterface", "CacheInterface",
    ]),
    (Queue, &[
        "Queue", "Bus", "AMQPChannel", "MessageBusInterface",
    ]),
    (Http, &[
        "Http", "Mail", "Notification", "SoapClient", "curl_exec", "curl_init", "fsockopen", "stream_socket_client",
        "gethostbyname", "dns_get_record", "Horde_Imap_Client_Socket", "Horde_Imap_Client_Base", "Horde_Mail_Transport", "ldap_connect",
        "ldap_bind", "ldap_search", "ldap_read", "ldap_list", "ldap_start_tls", "ldap_set_option", "ldap_get_option",
        "ldap_get_entries", "ldap_parse_result", "ldap_add", "ldap_modify", "ldap_delete", "ldap_unbind", "ldap_close", "HttpClientInterface", "ClientInterface", "MailerInterface",
    ]),
    (Clock, &[
        "time", "microtime", "hrtime", "date", "sleep", "usleep", "DateTime", "DateTimeImmutable", "ClockInterface",
    ]),
    (Random, &[
        "rand", "mt_rand", "random_int", "random_bytes", "uniqid", "openssl_random_pseudo_bytes",
    ]),
    (Env, &[
        "getenv", "putenv", "$_ENV",
    ]),
    (Filesystem, &[
        "Storage", "File", "file_get_contents", "file_put_contents", "file_exists", "fopen", "unlink", "mkdir",
        "is_dir", "is_file", "SplFileInfo", "SplFileObject",
    ]),
    (Process, &[
        "exec", "shell_exec", "proc_open", "passthru", "system", "LoggerInterface", "Logger", "OutputInterface",
        "InputInterface", "error_log", "Log",
    ]),
];
