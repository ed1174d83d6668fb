//! C#: the platform's and the known packages' namespaces, and their best-known types by bare name, because `using`
//! binds no names.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Namespaces.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    (Database, &[
        "System.Data", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "Dapper", "NHibernate", "Npgsql",
        "MySql.Data", "MySqlConnector", "MongoDB", "Marten", "Raven", "Cassandra", "Nest", "Elastic", "LiteDB",
        "Amazon.DynamoDBv2", "Microsoft.Azure.Cosmos", "Azure.Search", "Qdrant", "Pinecone", "Microsoft.Extensions.VectorData",
        "Neo4j", "InfluxDB", "ClickHouse", "Oracle.ManagedDataAccess", "LinqToDB", "FluentMigrator",
        "ServiceStack.OrmLite", "SqlSugar", "FreeSql", "RepoDb", "Azure.Data.Tables", "Microsoft.WindowsAzure.Storage.Table",
        "Google.Cloud.Firestore", "Google.Cloud.BigQuery", "Google.Cloud.Spanner", "Google.Cloud.Datastore",
        "Couchbase", "DbUp", "Realms", "SQLite", "EventStore", "KurrentDB", "Snowflake.Data", "DuckDB", "Milvus", "Weaviate", "NPoco", "PetaPoco",
        "OpenSearch", "Lucene.Net", "ArangoDBNetStandard", "Microsoft.Azure.Documents", "Volo.Abp.Domain.Repositories", "Ardalis.Specification",
        "FirebirdSql", "IBM.Data", "Finbuckle.MultiTenant.EntityFrameworkCore", "Insight.Database",
        "ChromaDB.Client",
    ]),
    (Cache, &[
        "StackExchange.Redis", "Microsoft.Extensions.Caching", "ServiceStack.Redis", "Enyim.Caching", "ZiggyCreatures.Caching",
        "EasyCaching", "FreeRedis", "NRedisStack",
        "LazyCache", "FASTER", "System.Runtime.Caching", "Foundatio.Caching", "CSRedis", "Redis.OM", "BeetleX.Redis", "CacheTower",
        "CacheManager.Core",
    ]),
    (Queue, &[
        "Confluent.Kafka", "RabbitMQ", "MassTransit", "NServiceBus", "Rebus", "Azure.Messaging",
        "Microsoft.Azure.ServiceBus", "Amazon.SQS", "Amazon.SimpleNotificationService", "NATS", "MQTTnet",
        "Hangfire", "Quartz", "Wolverine",
        "Azure.Storage.Queues", "Amazon.EventBridge", "Amazon.Kinesis", "Google.Cloud.PubSub", "Google.Cloud.Tasks", "EasyNetQ", "DotNetCore.CAP",
        "SlimMessageBus", "Paramore.Brighter", "Coravel", "Temporalio", "Orleans.Streams", "Foundatio.Messaging", "Foundatio.Queues", "Silverback",
        "Elsa", "Microsoft.DurableTask", "Microsoft.Azure.WebJobs.Extensions.DurableTask", "KafkaFlow", "Streamiz", "Akka.Streams.Kafka",
        "Microsoft.Azure.EventHubs", "Microsoft.Azure.EventGrid", "Apache.NMS", "IBM.WMQ", "NetMQ", "AWS.Messaging", "JustSaying",
        "Microsoft.WindowsAzure.Storage.Queue", "WorkflowCore", "DotPulsar", "System.Messaging", "Experimental.System.Messaging",
        "SolaceSystems", "ActiveMQ.Artemis",
    ]),
    (Llm, &[
        "OpenAI", "Anthropic", "Microsoft.SemanticKernel", "Microsoft.Extensions.AI", "OllamaSharp",
        "LangChain", "Amazon.Bedrock", "Amazon.BedrockRuntime", "Amazon.BedrockAgentRuntime", "Google.GenAI", "Mscc.GenerativeAI",
        "Google.Cloud.AIPlatform", "LLama", "Betalgo.Ranul.OpenAI", "Microsoft.KernelMemory",
        "Microsoft.Agents.AI", "AutoGen", "GenerativeAI", "Azure.AI.Inference", "Microsoft.ML.OnnxRuntimeGenAI", "Cohere", "HuggingFace",
        "Betalgo.OpenAI", "DeepSeek", "Standard.AI", "Mistral.SDK", "Azure.AI.OpenAI",
        "Azure.AI.Projects", "Azure.AI.Agents", "Azure.AI.VoiceLive", "tryAGI.OpenAI",
    ]),
    (Websocket, &[
        "System.Net.WebSockets", "Microsoft.AspNetCore.SignalR", "WebSocketSharp",
        "SocketIOClient", "SocketIO", "Websocket.Client", "Fleck", "Microsoft.Azure.SignalR", "Azure.Messaging.WebPubSub",
    ]),
    (Http, &[
        "System.Net", "RestSharp", "Refit", "Flurl", "Grpc", "Amazon", "Azure", "Stripe", "Twilio",
        "SendGrid", "Octokit", "MailKit", "MimeKit", "WireMock", "k8s", "Docker.DotNet", "Microsoft.Graph", "Microsoft.Identity",
        "ModelContextProtocol", "Minio", "Renci.SshNet", "FluentFTP", "Novell.Directory.Ldap", "System.DirectoryServices", "Consul",
        "Microsoft.AspNetCore.Http", "FluentEmail", "Discord", "SlackNet", "PayPal", "Braintree", "Auth0", "Okta",
        "FirebaseAdmin", "NGitLab", "Atlassian", "KubeOps", "VaultSharp", "Microsoft.Bot", "Microsoft.PowerPlatform", "Microsoft.Xrm",
        "Microsoft.SharePoint", "PnP", "Microsoft.TeamFoundation", "Microsoft.VisualStudio.Services", "NuGet.Protocol",
        "Duende.AccessTokenManagement", "PayPalCheckoutSdk", "Adyen", "Square", "Xero", "Intuit", "ShopifySharp", "Mailjet", "PostmarkDotNet",
        "Vonage", "Plivo", "LaunchDarkly", "Unleash", "OpenFeature", "Sentry", "Nethereum", "NBitcoin.RPC", "GraphQL.Client", "StrawberryShake", "Opc.Ua",
        "NModbus", "CloudinaryDotNet", "Algolia", "Contentful", "Microsoft.ApplicationInsights", "OpenQA.Selenium", "Microsoft.Playwright",
        "System.ServiceModel", "Tweetinvi", "SpotifyAPI", "Yarp", "Ocelot", "Steeltoe.Discovery", "Dapr", "Microsoft.WindowsAzure", "Microsoft.Azure.KeyVault",
        "Microsoft.Azure.Storage", "Microsoft.Azure.Management", "DSharpPlus", "DnsClient", "Polly.Extensions.Http", "Lextm.SharpSnmpLib",
        "Going.Plaid", "Mollie", "GoCardless", "Razorpay", "DocuSign", "Box.V2", "Dropbox", "CG.Web.MegaApiClient", "Segment",
        "Mixpanel", "PostHog", "Datadog", "NewRelic", "Elastic.Apm", "NetCoreForce", "Elmah.Io",
        "OneSignal", "PushSharp", "dotAPNS", "CorePush", "Aliyun", "COSXML", "TencentCloud", "Qiniu", "SharpPcap", "Makaretu.Dns",
        "ZendeskApi_v2", "OptimizelySDK", "Notion.Client", "HubSpot.NET", "Salesforce.Force", "Salesforce.Common",
        "Telegram.Bot", "Telegram.BotAPI", "S7.Net", "Sharp7", "Keycloak.Net", "Keycloak.AuthServices.Sdk",
        "StatsdClient", "Tmds.Ssh", "Google.Apis", "Google.Cloud", "Google.Api.Gax", "Google.Ads", "Google.Analytics",
        "Google.GData", "IdentityModel.Client", "IdentityModel.OidcClient", "Duende.IdentityModel.Client",
        "Duende.IdentityModel.OidcClient",
    ]),
    (Clock, &[
        "System.DateTime", "System.TimeProvider", "System.Timers", "System.Threading.Timer", "NodaTime",
        "Microsoft.Extensions.Internal.ISystemClock",
    ]),
    (Random, &[
        "System.Random", "System.Guid", "System.Security.Cryptography.RandomNumberGenerator", "Bogus",
        "NanoidDotNet", "MassTransit.NewId", "NUlid", "SequentialGuid", "Snowflake.Core", "IdGen",
    ]),
    (Env, &[
        "System.Environment",
    ]),
    (Filesystem, &[
        "System.IO",
        "Windows.Storage", "Zio", "SharpCompress", "ICSharpCode.SharpZipLib", "Microsoft.Extensions.FileProviders",
        "Microsoft.Maui.Storage",
    ]),
    (Process, &[
        "System.Diagnostics", "System.Console", "System.Threading", "Microsoft.Extensions.Logging", "Serilog",
        "NLog", "log4net", "Spectre.Console", "LibGit2Sharp", "CliWrap",
        "Common.Logging", "Medallion.Shell", "Microsoft.Build", "Cake.Core.IO", "Cake.Core.Diagnostics", "Xamarin.Essentials",
        "Windows.ApplicationModel", "Windows.Devices", "EnvDTE", "Microsoft.VisualStudio.Shell", "App.Metrics", "Prometheus", "OpenTelemetry",
        "SimpleExec", "McMaster.Extensions.CommandLineUtils", "System.CommandLine", "Terminal.Gui", "Vanara",
        "Tmds.DBus", "InTheHand", "Microsoft.Maui.ApplicationModel", "Microsoft.Maui.Devices", "Microsoft.Maui.Media",
        "Microsoft.Maui.Networking",
    ]),
    // What a function of the cloud's is called with.
    (OwnCode, &[
        "Amazon.Lambda.Core", "Amazon.Lambda.APIGatewayEvents", "Amazon.Lambda.SQSEvents", "Amazon.Lambda.SNSEvents", "Amazon.Lambda.S3Events",
        "Amazon.Lambda.DynamoDBEvents", "Amazon.Lambda.Annotations", "Amazon.Lambda.RuntimeSupport", "Amazon.Lambda.TestUtilities",
    ]),
];

/// Types by bare name.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    (Database, &[
        "DbContext", "DbSet", "DbContextOptions", "IDbConnection", "IDbCommand", "DbConnection",
        "IDbContextFactory", "IMongoCollection", "IMongoDatabase", "IMongoClient", "ISession", "ISessionFactory",
        "IDocumentStore", "SqlConnection", "IDbTransaction", "DbCommand", "DbDataReader", "IDataReader", "IQuerySession",
        "IDocumentSession", "IAsyncDocumentSession", "IElasticClient", "ElasticsearchClient", "IAmazonDynamoDB",
        "IDynamoDBContext", "IUserStore", "IRoleStore", "IUnitOfWork", "FeedIterator", "FeedResponse", "ItemResponse", "ContainerResponse", "DatabaseResponse", "IKeywordHybridSearchable", "DatabaseFacade", "VectorStore", "VectorStoreCollection", "NpgsqlConnection", "CosmosClient",
        "SqlCommand", "SqlDataReader", "SqlTransaction", "SqliteConnection", "MySqlConnection", "SQLiteAsyncConnection", "SQLiteConnection",
        "OracleConnection", "OdbcConnection", "DbTransaction", "DbParameter", "IDataParameterCollection", "IDbDataParameter", "CloudTable", "TableClient",
        "TableServiceClient", "FirestoreDb", "BigQueryClient", "SpannerConnection", "ISqlSugarClient", "IFreeSql", "IUnitOfWorkManager", "IAsyncCursor",
        "IClientSessionHandle", "GridFSBucket", "IGridFSBucket", "NpgsqlDataSource", "IDbContextTransaction", "DbContextFactory", "IDocumentClient",
        "IAsyncQueryExecuter", "QdrantClient", "MilvusClient", "EventStoreClient", "IInfluxDBClient", "ILiteDatabase", "ILiteCollection", "IMongoQueryable",
    ]),
    (Cache, &[
        "IDistributedCache", "IMemoryCache", "IDatabaseAsync", "IRedisClient", "IFusionCache", "IOutputCacheStore", "IConnectionMultiplexer", "ConnectionMultiplexer", "HybridCache",
        "IAppCache", "ICacheClient", "IMemcachedClient", "IRedisCacheClient", "IRedisDatabase", "IFusionCacheProvider", "IRedisClientsManager",
    ]),
    (Queue, &[
        "IProducer", "IConsumer", "IBus", "IPublishEndpoint", "ISendEndpointProvider", "IModel", "IChannel",
        "ServiceBusClient", "ServiceBusSender", "IBackgroundJobClient", "IAmazonSQS",
        "IAmazonSimpleNotificationService", "IMessageSession", "IMessageHandlerContext", "IEndpointInstance", "ICapPublisher",
        "ISendEndpoint", "IRequestClient", "ServiceBusReceiver", "ServiceBusProcessor", "IRecurringJobManager",
        "IAmazonEventBridge", "IAmazonKinesis", "PublisherClient", "PublisherServiceApiClient", "SubscriberClient", "CloudTasksClient", "QueueClient",
        "QueueServiceClient", "EventHubProducerClient", "EventHubConsumerClient", "EventGridPublisherClient", "IMqttClient", "IAmACommandProcessor",
        "ITemporalClient", "DurableTaskClient", "IDurableOrchestrationContext", "IDurableOrchestrationClient", "IDurableClient", "TaskOrchestrationContext",
        "IAdminClient", "IJobExecutionContext", "ISchedulerFactory", "ConsumeContext", "CloudQueue",
    ]),
    (Llm, &[
        "IChatClient", "ChatClient", "OpenAIClient", "AzureOpenAIClient", "Kernel", "IChatCompletionService",
        "IEmbeddingGenerator", "ITextEmbeddingGenerationService", "ITextGenerationService", "IKernelMemory",
        "DelegatingChatClient", "AnthropicClient", "OllamaApiClient", "AssistantClient", "EmbeddingClient",
        "PersistentAgentsClient", "AIProjectClient", "IAmazonBedrockRuntime", "IAmazonBedrock", "IAmazonBedrockAgentRuntime",
        "IAmazonBedrockAgent", "ISpeechToTextClient", "IImageGenerator", "LLamaWeights", "ILLamaExecutor",
        "IOllamaApiClient", "AIAgent", "ChatCompletionAgent", "ChatCompletionsClient", "IOpenAIService", "IChatCompletion", "ITextCompletion",
    ]),
    (Websocket, &[
        "WebSocket", "ClientWebSocket", "HubConnection", "IHubContext", "IHubClients", "IHubCallerClients", "IClientProxy", "ISingleClientProxy",
        "HubCallerContext", "IWebsocketClient", "IWebSocketConnection", "IHubConnectionBuilder",
    ]),
    (Http, &[
        "HttpClient", "IHttpClientFactory", "HttpMessageHandler", "HttpClientHandler", "DelegatingHandler",
        "RestClient", "IRestClient", "IAmazonS3", "BlobServiceClient", "BlobContainerClient", "ISmtpClient",
        "SmtpClient", "CallInvoker", "ChannelBase", "IEmailSender", "ISendGridClient", "IGitHubClient", "ITwilioRestClient",
        "IStripeClient", "IKubernetes", "IDockerClient", "SecretClient", "TokenCredential",
        "IConfidentialClientApplication", "GraphServiceClient", "IAmazonSecretsManager", "IAmazonSimpleEmailService",
        "IAmazonLambda", "StorageClient", "IMinioClient", "IFlurlClient", "HttpResponseMessage", "HttpRequestMessage", "IMcpClient", "McpClient",
        "IAmazonCognitoIdentityProvider", "IAmazonSimpleSystemsManagement", "IAmazonSimpleEmailServiceV2", "IAmazonKeyManagementService",
        "IAmazonSecurityTokenService", "IAmazonCloudWatch", "IAmazonCloudWatchLogs", "IAmazonEC2", "IAmazonStepFunctions", "IAmazonIdentityManagementService",
        "ITransferUtility", "GrpcChannel", "DefaultAzureCredential", "ArmClient", "CloudBlobContainer", "CloudBlobClient", "CloudBlockBlob", "BlobClient",
        "BlobBaseClient", "BlockBlobClient", "ShareClient", "IKeyVaultClient", "KeyClient", "CertificateClient", "CryptographyClient", "IPublicClientApplication",
        "ITokenAcquisition", "DriveService", "FirebaseMessaging", "FirebaseAuth", "IOrganizationService", "IOrganizationServiceAsync", "IOrganizationServiceAsync2",
        "ILdapConnection", "PrincipalContext", "ISftpClient", "SftpClient", "IFtpClient", "IAsyncFtpClient", "SourceRepository", "IBraintreeGateway",
        "IHttpForwarder", "IWebDriver", "IVaultClient", "IConsulClient", "ChannelFactory", "TcpClient", "UdpClient", "NetworkStream", "Socket", "HttpWebRequest",
        "HttpWebResponse", "HttpMessageInvoker", "WebClient", "WebRequest", "HttpContent", "SocketsHttpHandler", "IFlurlRequest", "IRestResponse", "IRestRequest", "ITelegramBotClient",
        "TelemetryClient", "ITelemetryChannel", "ILdClient", "IFeatureClient", "IImapClient", "IMailTransport",
    ]),
    // The request that came in, and what it is answered with.
    (OwnCode, &[
        "HttpContext", "HttpContextBase", "HttpContextWrapper", "DefaultHttpContext", "IHttpContextAccessor", "HttpRequest",
        "HttpRequestBase", "HttpResponse", "HttpResponseBase", "HttpSessionStateBase", "HttpServerUtilityBase", "HttpListenerContext",
        "IOwinContext", "IOwinRequest", "IOwinResponse", "ControllerContext", "ActionExecutingContext", "FunctionContext",
        "HttpRequestData", "HttpResponseData", "ServerCallContext",
    ]),
    (Clock, &[
        "TimeProvider", "ISystemClock", "IClock", "DateTime", "DateTimeOffset", "IDateTimeProvider",
        "PeriodicTimer", "IDateTime", "IDateTimeService", "IDateTimeOffsetProvider", "ITimeProvider", "IStopwatch", "Stopwatch", "ITimer",
    ]),
    (Random, &[
        "Random", "Guid", "IGuidGenerator", "RandomNumberGenerator",
    ]),
    (Env, &[
        "Environment",
    ]),
    (Filesystem, &[
        "File", "Directory", "IFileSystem", "IFile", "IDirectory", "IFileProvider", "IFormFile",
        "FileBase", "FileInfoBase", "DirectoryBase", "DirectoryInfoBase", "IFileInfo", "IDirectoryInfo", "IFileSystemWatcher",
        "FileStream", "FileSystemStream", "StorageFile", "StorageFolder", "IStorageFile", "IStorageFolder", "IsolatedStorageFile", "IDirectoryContents",
        "FileInfo", "DirectoryInfo", "FileSystemWatcher", "IPath", "IDriveInfo",
    ]),
    (Process, &[
        "ILogger", "ILoggerFactory", "ILoggerProvider", "Console", "IConsole", "Process", "IAnsiConsole",
        "TextWriter", "IHostApplicationLifetime",
        "ILog", "ILogManager", "IBuildEngine", "IBuildEngine2", "IBuildEngine3", "IBuildEngine4", "IProcessRunner", "RegistryKey", "IMeterFactory", "Meter", "IMetricsRoot",
        "ActivitySource", "DiagnosticSource", "DiagnosticListener", "IDispatcher", "Dispatcher", "IMainThread", "IPreferences", "ISecureStorage",
        "IApplicationLifetime", "SynchronizationContext", "IProcess", "ICakeLog", "PowerShell",
    ]),
];
