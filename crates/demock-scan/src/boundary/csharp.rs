//! C#: the platform's and the known packages' namespaces, and their best-known types by bare name, because `using`
//! binds no names.

use super::Known;
use demock_model::Boundary::{Cache, Clock, Database, Env, Filesystem, Http, Llm, Process, Queue, Random, Websocket};

/// Namespaces.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    (Database, &[
        "System.Data", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "Dapper", "NHibernate", "Npgsql",
        "MySql.Data", "MySqlConnector", "MongoDB", "Marten", "Raven", "Cassandra", "Nest", "Elastic", "LiteDB",
        "Amazon.DynamoDBv2", "Microsoft.Azure.Cosmos", "Azure.Search", "Qdrant", "Pinecone", "Microsoft.Extensions.VectorData",
        "Neo4j", "InfluxDB", "ClickHouse", "Oracle.ManagedDataAccess", "linq2db", "LinqToDB", "FluentMigrator",
    ]),
    (Cache, &[
        "StackExchange.Redis", "Microsoft.Extensions.Caching", "ServiceStack.Redis", "Enyim.Caching", "ZiggyCreatures.Caching",
        "EasyCaching", "CacheManager", "FreeRedis", "NRedisStack",
    ]),
    (Queue, &[
        "Confluent.Kafka", "RabbitMQ", "MassTransit", "NServiceBus", "Rebus", "Azure.Messaging",
        "Microsoft.Azure.ServiceBus", "Amazon.SQS", "Amazon.SimpleNotificationService", "NATS", "MQTTnet",
        "Hangfire", "Quartz", "Wolverine",
    ]),
    (Llm, &[
        "OpenAI", "Azure.AI", "Anthropic", "Microsoft.SemanticKernel", "Microsoft.Extensions.AI", "OllamaSharp",
        "LangChain", "Amazon.Bedrock", "Amazon.BedrockRuntime", "Amazon.BedrockAgentRuntime", "Google.GenAI", "Mscc.GenerativeAI",
        "Google.Cloud.AIPlatform", "Mistral", "LLama", "Betalgo.Ranul.OpenAI", "Microsoft.KernelMemory",
    ]),
    (Websocket, &[
        "System.Net.WebSockets", "Microsoft.AspNetCore.SignalR", "WebSocketSharp",
    ]),
    (Http, &[
        "System.Net", "RestSharp", "Refit", "Flurl", "Grpc", "Amazon", "Azure", "Google", "Stripe", "Twilio",
        "SendGrid", "Octokit", "MailKit", "MimeKit", "WireMock", "k8s", "Docker.DotNet", "Microsoft.Graph", "Microsoft.Identity",
        "ModelContextProtocol", "Minio", "Renci.SshNet", "FluentFTP", "Novell.Directory.Ldap", "System.DirectoryServices", "Consul",
        "Microsoft.AspNetCore.Http", "FluentEmail", "Telegram", "Discord", "SlackNet", "PayPal", "Braintree", "Auth0", "Okta",
    ]),
    (Clock, &[
        "System.DateTime", "System.TimeProvider", "System.Timers", "System.Threading.Timer", "NodaTime",
        "Microsoft.Extensions.Internal.ISystemClock",
    ]),
    (Random, &[
        "System.Random", "System.Guid", "System.Security.Cryptography.RandomNumberGenerator", "Bogus",
    ]),
    (Env, &[
        "System.Environment",
    ]),
    (Filesystem, &[
        "System.IO", "System.IO.Abstractions",
    ]),
    (Process, &[
        "System.Diagnostics", "System.Console", "System.Threading", "Microsoft.Extensions.Logging", "Serilog",
        "NLog", "log4net", "Spectre.Console", "LibGit2Sharp", "CliWrap",
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
        "IDynamoDBContext", "IUserStore", "IRoleStore", "IUnitOfWork", "FeedIterator", "FeedResponse", "ItemResponse", "DatabaseFacade", "VectorStore", "VectorStoreCollection", "NpgsqlConnection", "CosmosClient",
    ]),
    (Cache, &[
        "IDistributedCache", "IMemoryCache", "IDatabaseAsync", "IRedisClient", "IFusionCache", "IOutputCacheStore", "IConnectionMultiplexer", "ConnectionMultiplexer", "HybridCache",
    ]),
    (Queue, &[
        "IProducer", "IConsumer", "IBus", "IPublishEndpoint", "ISendEndpointProvider", "IModel", "IChannel",
        "ServiceBusClient", "ServiceBusSender", "IBackgroundJobClient", "IAmazonSQS",
        "IAmazonSimpleNotificationService", "IMessageSession", "IMessageHandlerContext", "IEndpointInstance", "ICapPublisher",
        "ISendEndpoint", "IRequestClient", "ServiceBusReceiver", "ServiceBusProcessor", "IRecurringJobManager",
    ]),
    (Llm, &[
        "IChatClient", "ChatClient", "OpenAIClient", "AzureOpenAIClient", "Kernel", "IChatCompletionService",
        "IEmbeddingGenerator", "ITextEmbeddingGenerationService", "ITextGenerationService", "IKernelMemory",
        "DelegatingChatClient", "AnthropicClient", "OllamaApiClient", "AssistantClient", "EmbeddingClient",
        "PersistentAgentsClient", "AIProjectClient", "IAmazonBedrockRuntime", "IAmazonBedrock", "IAmazonBedrockAgentRuntime",
        "IAmazonBedrockAgent", "ISpeechToTextClient", "IImageGenerator", "LLamaWeights", "ILLamaExecutor",
    ]),
    (Websocket, &[
        "WebSocket", "ClientWebSocket", "HubConnection", "IHubContext", "IHubClients", "IHubCallerClients", "IClientProxy", "ISingleClientProxy",
    ]),
    (Http, &[
        "HttpClient", "IHttpClientFactory", "HttpMessageHandler", "HttpClientHandler", "DelegatingHandler",
        "RestClient", "IRestClient", "IAmazonS3", "BlobServiceClient", "BlobContainerClient", "ISmtpClient",
        "SmtpClient", "CallInvoker", "ChannelBase", "IEmailSender", "ISendGridClient", "IGitHubClient", "ITwilioRestClient",
        "IStripeClient", "IKubernetes", "IDockerClient", "QueueServiceClient", "SecretClient", "TokenCredential",
        "IConfidentialClientApplication", "GraphServiceClient", "IAmazonSecretsManager", "IAmazonSimpleEmailService",
        "IAmazonLambda", "StorageClient", "IMinioClient", "IFlurlClient", "HttpResponseMessage", "HttpRequestMessage", "IMcpClient", "McpClient",
    ]),
    (Clock, &[
        "TimeProvider", "ISystemClock", "IClock", "DateTime", "DateTimeOffset", "IDateTimeProvider",
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
    ]),
    (Process, &[
        "ILogger", "ILoggerFactory", "ILoggerProvider", "Console", "IConsole", "Process", "IAnsiConsole",
        "TextWriter", "IHostApplicationLifetime",
    ]),
];
