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
        "Illuminate.Contracts.Database", "Doctrine.Bundle.DoctrineBundle",
        "Doctrine.CouchDB", "Doctrine.Bundle.MongoDBBundle", "Yiisoft.Db", "Yiisoft.ActiveRecord", "Cake.Datasource",
        "Phalcon.Db", "Phalcon.Mvc.Model", "CodeIgniter.Database", "CodeIgniter.Model", "Nette.Database", "Dibi",
        "Medoo", "RedBeanPHP", "Atlas.Orm", "Atlas.Pdo", "Aura.Sql", "Aura.SqlQuery", "Spiral.Database",
        "Staudenmeir", "Kirschbaum.PowerJoins", "Spatie.QueryBuilder", "Phinx", "Magento.Framework.DB",
        "Magento.Framework.Model.ResourceModel", "Magento.Eav.Model.ResourceModel", "Drupal.Core.Database",
        "Drupal.Core.Entity.EntityStorageInterface", "Drupal.Core.Entity.Query",
        "Drupal.Core.Entity.EntityTypeManagerInterface", "Shopware.Core.Framework.DataAbstractionLayer",
        "TYPO3.CMS.Core.Database", "TYPO3.CMS.Extbase.Persistence", "Neos.Flow.Persistence",
        "FOS.ElasticaBundle", "Elastica",
        "ONGR.ElasticsearchBundle", "Manticoresearch", "Solarium", "GraphAware.Neo4j",
        "InfluxDB", "InfluxDB2", "Couchbase", "ArangoDBClient", "ClickHouse", "Weaviate",
        "Pinecone", "Milvus", "HelgeSverre.Milvus", "HelgeSverre.Chromadb", "Codewithkyrian.ChromaDB",
        "Google.Cloud.Datastore", "Google.Cloud.Spanner", "Google.Cloud.Bigtable", "Tpetry",
        "Sylius.Component.Resource.Repository", "Sylius.Resource.Doctrine.Persistence",
        "Sylius.Bundle.ResourceBundle.Doctrine", "Zend_Db", "yii.mongodb", "yii.elasticsearch", "Mongolid",
        "Opis.Database", "Opis.ORM", "Ecotone.Dbal", "PommProject", "Amp.Mysql", "Amp.Postgres",
        "React.MySQL", "Clue.React.SQLite", "Swoole.Coroutine.MySQL", "Swoole.Coroutine.PostgreSQL",
        "Hyperf.Database", "Hyperf.DbConnection", "think.Db", "think.Model", "Apache_Solr_Service",
        "Shopware.Core.System.SalesChannel.Entity.SalesChannelRepository",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "Predis", "Illuminate.Cache", "Illuminate.Redis", "Illuminate.Contracts.Cache",
        "Illuminate.Contracts.Redis", "Illuminate.Support.Facades.Cache", "Illuminate.Support.Facades.Redis",
        "Psr.Cache", "Psr.SimpleCache", "Symfony.Component.Cache", "Symfony.Contracts.Cache",
        "Doctrine.Common.Cache", "Cake.Cache", "OCP.ICache", "OCP.ICacheFactory", "OCP.IMemcache",
        "Illuminate.Support.Facades.RateLimiter", "yii.caching", "yii.redis", "Yiisoft.Cache", "Laminas.Cache",
        "Zend_Cache", "Phalcon.Cache", "Nette.Caching", "CodeIgniter.Cache", "Cache.Adapter", "Phpfastcache",
        "Magento.Framework.App.CacheInterface", "Magento.Framework.App.Cache", "Magento.Framework.Cache",
        "Drupal.Core.Cache", "TYPO3.CMS.Core.Cache", "Neos.Cache", "Shopware.Core.Framework.Adapter.Cache",
        "Desarrolla2.Cache", "Rediska", "Credis_Client", "Clue.React.Redis", "Amp.Redis",
        "Swoole.Coroutine.Redis", "Hyperf.Cache", "Hyperf.Redis",
        "Snc.RedisBundle", "M6Web.Component.RedisMock",
        "Matomo.Cache", "Contao.CoreBundle.Cache",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "PhpAmqpLib", "Interop.Amqp", "Interop.Queue", "Enqueue", "RdKafka", "Pheanstalk", "Illuminate.Queue",
        "Illuminate.Bus", "Illuminate.Contracts.Queue", "Illuminate.Contracts.Bus",
        "Illuminate.Support.Facades.Queue", "Illuminate.Support.Facades.Bus", "Symfony.Component.Messenger",
        "Bunny", "Aws.Sqs", "Aws.Sns", "Google.Cloud.PubSub", "Laravel.Horizon", "Spiral.RoadRunner.Jobs", "Stomp",
        "Mqtt", "PhpMqtt", "Basis.Nats", "OCP.BackgroundJob",
        "yii.queue", "Yiisoft.Queue", "OldSound.RabbitMqBundle", "Swarrot", "Thumper", "Humus.Amqp",
        "Jobcloud.Kafka", "Koco.Kafka", "longlang.phpkafka",
        "Junges.Kafka", "Ecotone.Messaging",
        "Illuminate.Foundation.Bus", "Resque", "Bernard", "Leezy.PheanstalkBundle",
        "Gearman", "GearmanClient", "Kicken.Gearman", "Disque", "Google.Cloud.Tasks", "Aws.EventBridge",
        "Aws.Kinesis", "Aws.Firehose", "Aws.Sfn", "AsyncAws.Sqs", "AsyncAws.Sns", "Magento.Framework.MessageQueue",
        "Magento.AsynchronousOperations", "Drupal.Core.Queue", "Hyperf.Amqp", "Hyperf.Kafka", "Hyperf.AsyncQueue",
        "Simps.MQTT", "Bluerhinos.phpMQTT", "Temporal.Client", "Cake.Queue",
        "WindowsAzure.ServiceBus", "MicrosoftAzure.Storage.Queue", "SimpleKafkaClient",
    ]),
    // Providers of language models.
    (Llm, &[
        "OpenAI", "Orhanerday.OpenAi", "Anthropic", "LLPhant", "EchoLabs.Prism", "Gemini", "Symfony.AI", "NeuronAI",
        "Laravel.Ai", "Cognesy", "Claude", "Mistral", "HelgeSverre.Mistral", "Aws.BedrockRuntime",
        "GeminiAPI", "Google.Cloud.AIPlatform", "Google.GenerativeAI", "Google_Service_AIPlatform",
        "ArdaGnsrn.Ollama", "Cloudstudio.Ollama", "HelgeSverre.Extractor",
        "Tectalic.OpenAi", "WordPress.AiClient",
        "DeepSeek", "DeepSeekClient", "GrokPHP", "LucianoTonet.GroqPHP",
        "SoftCreatR.MistralAI", "Partitech.PhpMistral", "ClaudePhp",
        "Mozex.Anthropic", "Vizra", "LarAgent", "ModelflowAi",
        "PhpLlm", "Codewithkyrian.Transformers",
        "Aws.Bedrock", "Aws.BedrockAgentRuntime", "AsyncAws.BedrockRuntime",
        "Cohere", "LucianoTonet.GroqLaravel", "SabatinoMasala.Replicate", "BenBjurstrom.Replicate",
        "Maestroerror.LarAgent", "Prism.Prism", "Prism.Bedrock", "WpAi.Anthropic",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "Ratchet", "WebSocket", "Illuminate.Broadcasting", "Illuminate.Support.Facades.Broadcast",
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
        "GuzzleHttp.Pool", "Http.Adapter", "Http.Discovery",
        "Httpful", "WpOrg.Requests", "Unirest", "Ixudra.Curl",
        "Laminas.Http.Client", "Zend.Http.Client", "Zend_Http_Client", "Cake.Http.Client",
        "yii.httpclient", "CodeIgniter.HTTP.CURLRequest", "Magento.Framework.HTTP", "Drupal.Core.Http",
        "Goutte", "Facebook.WebDriver", "Symfony.Component.Panther",
        "Spatie.Browsershot", "HeadlessChromium", "AsyncAws", "MicrosoftAzure", "Google_Client",
        "Google_Service", "FacebookAds", "Abraham.TwitterOAuth", "Longman.TelegramBot",
        "Irazasyed.Telegram", "TelegramBot", "SergiX44.Nutgram", "BotMan", "RestCord", "Vluzrmos.SlackApi",
        "wrapi.slack", "Maknz.Slack", "Spatie.SlackAlerts", "NotificationChannels", "Vonage", "Nexmo", "Plivo",
        "MessageBird", "Infobip", "Clickatell", "Kavenegar", "Overtrue.EasySms", "Mailjet", "SparkPost", "Mailchimp",
        "MailchimpMarketing", "MailchimpTransactional", "DrewM.MailChimp", "Brevo", "SendinBlue", "Resend",
        "MailerSend", "Spatie.Mailcoach", "Swift_SmtpTransport", "Laminas.Mail",
        "Zend.Mail", "Zend_Mail", "Nette.Mail", "Ddeboer.Imap", "Webklex.IMAP", "Webklex.PHPIMAP", "PhpImap",
        "Horde_Imap_Client", "Sabre.DAV.Client", "Adyen", "Razorpay", "Paystack",
        "Yabacon.Paystack", "Square", "Paddle", "Laravel.Paddle", "GoCardlessPro", "Recurly", "ChargeBee",
        "PayPalHttp", "PayPalCheckoutSdk", "PaypalServerSdkLib", "Payum", "Alipay", "Yansongda.Pay", "EasyWeChat",
        "Overtrue.Socialite", "Iyzipay", "MercadoPago", "Xsolla", "LemonSqueezy", "Coinbase",
        "PHPShopify", "Gnikyt.BasicShopifyAPI", "Osiset", "XeroAPI", "XeroPHP",
        "QuickBooksOnline", "HubSpot", "SevenShores.Hubspot", "Omniphx.Forrest", "Salesforce", "Zendesk", "Intercom",
        "Asana", "Trello", "Notion", "JiraRestApi", "JiraCloud", "Lcobucci.JiraClient", "Bitbucket",
        "Gitea", "Spatie.GoogleCalendar", "Spatie.Analytics", "Spatie.Dropbox",
        "Kunnu.Dropbox", "Cloudflare", "Ovh", "Hetzner", "LKDev.HetznerCloud", "Vultr", "Linode",
        "Laravel.Forge", "DigitalOcean", "Maclof.Kubernetes", "RenokiCo.PhpK8s", "Kubernetes", "Consul",
        "SensioLabs.Consul", "Etcd", "Bugsnag", "Rollbar", "Honeybadger",
        "Spatie.FlareClient", "Facade.FlareClient", "DDTrace",
        "Prometheus.PushGateway", "PrometheusPushGateway", "Elastic.Apm", "Nipwaayoni", "Segment", "Mixpanel",
        "PostHog", "TheIconic.Tracking", "LaunchDarkly", "Unleash", "Flagsmith", "Statsig", "ConfigCat",
        "Contentful", "Storyblok", "Prismic", "DatoCMS", "Cloudinary", "Vimeo",
        "Auth0", "Okta", "Stevenmaguire.OAuth2", "KnpU.OAuth2ClientBundle", "Jumbojett", "Keycloak",
        "WorkOS", "Kinde", "Stytch", "OneLogin",
        "SimpleSAML", "LightSaml", "LdapTools", "FreeDSx", "GeoIp2", "MaxMind",
        "Torann.GeoIP", "Stevebauman.Location", "Amp.Dns", "React.Dns", "Amp.Socket", "Thrift",
        "Spiral.RoadRunner.GRPC", "JsonRPC", "Datto.JsonRpc", "Web3",
        "Binance", "ccxt", "Mcp.Client", "PhpMcp.Client", "Minishlink.WebPush", "Pushover",
        "Minio", "MacsiDigital.Zoom", "Telegram.Bot", "MuxPhp", "Spatie.FlysystemDropbox", "Vault.Client",
        "Vault.AuthenticationStrategies", "Jippi.Vault", "Toyota.Component.Ldap", "Automattic.WooCommerce.Client",
        "Automattic.WooCommerce.HttpClient", "DataDog.DogStatsd", "DataDog.BatchedDogStatsd", "Pusher",
        "OpenTelemetry.Contrib.Otlp", "OpenTelemetry.Contrib.Grpc", "OpenTelemetry.Contrib.Zipkin", "Clerk.Backend",
        "Sanity.Client", "Klarna.Rest", "Bunny.Storage", "Facebook.Facebook",
    ]),
    // The clock.
    (Clock, &[
        "Carbon", "Cake.Chronos", "Psr.Clock", "Symfony.Component.Clock", "Lcobucci.Clock",
        "OCP.AppFramework.Utility.ITimeFactory", "Illuminate.Support.Carbon", "Symfony.Bridge.PhpUnit.ClockMock", "Illuminate.Support.Sleep",
        "Illuminate.Support.Facades.Date", "Beste.Clock", "StellaMaris.Clock", "Ergebnis.Clock", "Brick.DateTime",
        "Yiisoft.Clock", "Cake.I18n.FrozenTime", "Cake.I18n.DateTime", "Cake.I18n.Time", "Nette.Utils.DateTime",
        "Aeon.Calendar", "Innmind.TimeContinuum", "SlopeIt.ClockMock", "Spatie.TestTime",
        "Magento.Framework.Stdlib.DateTime", "TYPO3.CMS.Core.Context.DateTimeAspect", "Drupal.Component.Datetime",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "Ramsey.Uuid", "Symfony.Component.Uid", "Random", "Faker", "Hidehalo.Nanoid", "OCP.Security.ISecureRandom",
        "PascalDeVink.ShortUuid", "Godruoyi.Snowflake", "Kra8.Snowflake",
        "Webpatser.Uuid", "RandomLib", "SecurityLib", "Nette.Utils.Random",
        "yii.base.Security", "phpseclib3.Crypt.Random", "Magento.Framework.Math.Random",
        "Visus.Cuid2", "Ulid", "OC.Security.SecureRandom",
    ]),
    // Files and folders.
    (Filesystem, &[
        "League.Flysystem", "Illuminate.Filesystem", "Illuminate.Contracts.Filesystem",
        "Illuminate.Support.Facades.Storage", "Illuminate.Support.Facades.File", "Illuminate.Http.UploadedFile",
        "Symfony.Component.Filesystem", "Symfony.Component.Finder", "org.bovigo.vfs", "Composer.Util.Filesystem",
        "Composer.Json.JsonFile", "Laminas.File", "OCP.Files", "Symfony.Component.HttpFoundation.File",
        "Symfony.Component.Config.FileLocator", "Symfony.Component.Config.FileLocatorInterface",
        "Symfony.Component.AssetMapper", "Gaufrette", "Oneup.FlysystemBundle", "Vich.UploaderBundle",
        "Spatie.MediaLibrary", "Spatie.TemporaryDirectory", "Nette.Utils.FileSystem", "yii.helpers.FileHelper",
        "Yiisoft.Files", "Cake.Filesystem", "Cake.Utility.Filesystem", "Magento.Framework.Filesystem",
        "Magento.MediaStorage", "Drupal.Core.File", "TYPO3.CMS.Core.Resource", "Neos.Utility.Files",
        "Neos.Flow.ResourceManagement", "Amp.File", "React.Filesystem",
        "OCP.UserMigration", "ZipArchive", "ZipStream", "PhpZip", "GeoIp2.Database", "MaxMind.Db",
    ]),
    // Environment variables.
    (Env, &[
        "Dotenv", "Symfony.Component.Dotenv", "Illuminate.Support.Env",
        "Orchestra.Testbench.Attributes.WithEnv", "Symfony.Component.DependencyInjection.EnvVarProcessor",
        "Symfony.Component.DependencyInjection.EnvVarLoaderInterface",
    ]),
    // Processes, streams, loggers, the console.
    (Process, &[
        "Symfony.Component.Process", "Illuminate.Process", "Illuminate.Support.Facades.Process",
        "Composer.Util.ProcessExecutor", "Psr.Log", "Monolog", "Illuminate.Log", "Illuminate.Support.Facades.Log",
        "Symfony.Component.Console", "Illuminate.Console", "Composer.IO", "Symfony.Component.Stopwatch",
        "Laravel.Prompts", "OCP.ILogger", "OCP.Log",
        "Illuminate.Contracts.Console", "Illuminate.Support.Facades.Artisan",
        "League.CLImate", "Minicli", "Ahc.Cli",
        "NunoMaduro.Collision", "Termwind", "Amp.Process", "React.ChildProcess", "Swoole.Process", "Yiisoft.Log",
        "yii.log", "Laminas.Log", "Zend_Log", "Zend.Log", "Magento.Framework.Logger", "Magento.Framework.Shell",
        "Magento.Framework.ShellInterface", "Drupal.Core.Logger", "TYPO3.CMS.Core.Log", "Katzgrau.KLogger",
        "TitasGailius.Terminal", "Cz.Git", "CzProject.GitPhp",
        "Gitonomy.Git", "GitWrapper", "Symplify.GitWrapper", "mikehaertl.shellcommand", "AdamBrett.ShellWrapper",
        "Spatie.Ssh", "FFMpeg", "ProtoneMedia.LaravelFFMpeg",
        "Cake.Log", "Cake.Console", "OpenTelemetry",
    ]),
    // What handles requests that come in.
    (OwnCode, &[
        "Psr.Http.Server", "Google.Protobuf", "Square.Pjson", "OCP.AppFramework.Db.Entity", "OCP.Files.IFilenameValidator",
        "OCP.Files.IMimeTypeDetector", "OCP.Files.IMimeTypeLoader",
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
