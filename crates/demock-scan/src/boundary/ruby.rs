//! Ruby: constants of the standard library, of Rails and of the known gems.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Ruby names no modules in imports: everything is a constant.
pub(super) static LIBRARIES: &[Known] = &[];

/// Constants, and methods of `Kernel` that an object has.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    // Drivers and mappers of databases.
    (Database, &[
        "ActiveRecord", "Chewy", "Meilisearch", "MeiliSearch", "Typesense", "Pinecone", "Weaviate", "Qdrant", "Arel", "Dynamoid",
        "Trilogy", "DuckDB", "Sequel", "PG", "Mysql2", "SQLite3", "TinyTds", "ROM", "DataMapper", "Mongo", "Mongoid",
        "Cassandra", "Neo4j", "Elasticsearch", "OpenSearch", "Searchkick", "Sunspot", "RSolr", "InfluxDB",
        "ClickHouse", "DatabaseCleaner", "Aws.DynamoDB", "Google.Cloud.Firestore", "Google.Cloud.Bigquery",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "Redis", "RedisClient", "ConnectionPool", "Rails.cache", "ActiveSupport.Cache", "Dalli", "MemCache",
        "MockRedis",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "Sidekiq", "Resque", "Delayed", "DelayedJob", "GoodJob", "SolidQueue", "ActiveJob", "Que", "Shoryuken",
        "Kafka", "Karafka", "Rdkafka", "WaterDrop", "Racecar", "Bunny", "Sneakers", "Hutch", "March", "NATS",
        "MQTT", "SidekiqUniqueJobs", "Aws.SQS", "Aws.SNS", "Aws.Kinesis", "Google.Cloud.PubSub", "Stomp",
    ]),
    // Providers of language models.
    (Llm, &[
        "OpenAI", "Anthropic", "DeepSeek", "Mistral", "OpenRouter", "HuggingFace", "Raix", "ActiveAgent", "Langchain", "RubyLLM", "Cohere", "Ollama", "Gemini", "Replicate",
        "Aws.BedrockRuntime",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "ActionCable", "Turbo", "Faye", "WebSocket", "Pusher", "AnyCable", "Async.WebSocket",
    ]),
    // Clients of HTTP and of other protocols to a host outside; providers of services.
    (Http, &[
        "Net", "Faraday", "HTTParty", "HTTP", "HTTPClient", "HTTPX", "Excon", "RestClient", "Typhoeus", "Curl",
        "Patron", "OpenURI", "URI.open", "Mechanize", "WebMock", "VCR", "Savon", "GRPC", "Gruf", "GraphQL.Client", "Resolv", "Thin",
        "Puma", "WEBrick", "Unicorn", "Rack.Handler", "Mail", "ActionMailer", "Aws", "AWS", "Fog",
        "Google", "Azure", "Stripe", "Braintree", "Twilio", "SendGrid", "Slack", "Octokit", "Gitlab", "Jira",
        "JIRA", "Kubeclient", "Docker", "Vault", "Diplomat", "Koala", "Twitter", "Zendesk", "Shopify", "ShopifyAPI",
        "OAuth", "OAuth2", "OmniAuth", "Sentry", "Raven", "Bugsnag", "Honeybadger", "Rollbar", "NewRelic",
        "Datadog", "Algolia", "Geocoder", "Cloudinary", "Fastly", "Webpush", "Ferrum", "Selenium",
        "Gem.RemoteFetcher", "Gem.SpecFetcher", "LDAP", "RubyLLM.MCP", "RTurk", "Evernote", "EvernoteOAuth", "Dropbox",
        "DropboxApi", "Tumblr", "HipChat", "Telegram", "Discordrb", "Pushbullet", "Rushover", "Trello", "Basecamp",
        "Contentful", "Airtable", "Intercom", "MailchimpMarketing", "Gibbon", "Mailgun", "Postmark", "Mandrill",
        "PayPal", "Square", "Plaid", "Adyen", "Chargebee", "Recurly", "Restforce", "Hubspot", "Mixpanel", "Segment",
        "DockerRegistry2", "GdsApi", "Pwned", "Mastodon", "Strava", "SibApiV3Sdk", "MailchimpTransactional", "Razorpay",
        "Mollie", "Dwolla", "Onfido", "PrometheusExporter", "SSHKit", "GovukError", "ActiveMerchant", "Sigstore.Verifier",
        "Sigstore.Signer", "Sigstore.TUF", "Sigstore.Rekor",
        "FCM", "Fcm", "Skylight", "ScoutApm", "ActionMailbox", "Lago", "Chargify",
        "OpenGraphReader", "LinkThumbnailer", "Premailer", "MetaInspector", "FastImage", "Down", "Async.HTTP", "Manticore",
        "GoogleSearch", "WinRM", "PuppetForge", "Instagram", "LinkedIn", "Foursquare2", "Nexmo", "Vonage", "Plivo", "MessageBird", "DropletKit", "PlatformAPI",
        "Signet", "Xeroizer", "WhatsApp", "Resend", "Mailjet", "SparkPost", "Brevo", "Klaviyo", "Customerio", "Coinbase",
        "QuickBooks", "Quickbooks", "GoCardlessPro", "Paddle", "Taxjar", "EasyPost", "Shippo", "TrueLayer", "DocuSign",
        "DocuSign_eSign", "Boxr", "Notion", "Asana", "ClickUp", "Auth0", "Okta", "WorkOS", "Cloudflare", "Heroku", "Linode",
        "Hcloud", "Pagerduty", "Opsgenie", "Appsignal", "Airbrake", "StatsD", "PostHog", "Amplitude", "LaunchDarkly", "Unleash",
        "Feedjira", "Wikipedia", "Mapbox", "MaxMind", "MaxMindDB", "IPinfo", "Whois", "Dnsruby", "Wit", "Flickr", "FlickRaw", "Yt", "Spotify", "RSpotify",
    ]),
    // The clock.
    (Clock, &[
        "Time", "Date", "DateTime", "Process.clock_gettime", "Timecop", "Timeout", "ActiveSupport.TimeZone",
        "Kernel.sleep", "sleep", "Chronic", "Rufus", "Benchmark",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "SecureRandom", "Random", "Kernel.rand", "rand", "Faker", "ULID", "Nanoid", "Digest.UUID",
    ]),
    // Environment variables.
    (Env, &[
        "ENV", "Dotenv", "Figaro",
    ]),
    // Files and folders.
    (Filesystem, &[
        "File", "FileUtils", "Dir", "Pathname", "IO", "Tempfile", "FileTest", "Find", "Zip", "Zlib",
        "Etc.systmpdir", "CSV.read", "CSV.open", "CSV.foreach", "YAML.load_file", "YAML.safe_load_file", "Psych.load_file", "Rails.root", "ActiveStorage", "CarrierWave", "Paperclip", "Shrine", "FakeFS", "MemFs", "Listen",
    ]),
    // Processes, signals, streams, loggers.
    (Process, &[
        "Process", "Open3", "Open4", "PTY", "Kernel", "Signal", "Etc", "RbConfig", "ObjectSpace", "GC", "Thread",
        "Logger", "OpenTelemetry", "Honeycomb", "GovukStatsd", "Rails.logger", "SemanticLogger", "Lograge", "Syslog", "STDOUT", "STDERR", "STDIN", "ARGV",
        "ARGF", "Readline", "Reline", "TTY", "Highline", "HighLine", "Thor.Shell", "Thor.Shell.Basic", "Launchy",
        "Mixlib.ShellOut", "Specinfra", "Train", "ServerEngine", "Facter", "Win32", "Fiddle", "FFI", "Rubyipmi", "WIN32OLE", "Git", "Rugged", "Childprocess", "ChildProcess", "POSIX", "warn", "puts", "print", "system", "exec", "fork",
        "spawn", "exit", "abort", "TCPSocket", "TCPServer", "UDPSocket", "UNIXSocket", "UNIXServer", "Socket",
        "OpenSSL.SSL", "Encoding.default_external", "Encoding.default_internal", "MiniMagick", "IO.select", "IO.pipe", "IO.popen", "IRB", "Pry", "Warning", "Bundler.ui", "Gem.ui",
    ]),
    // Further stores and their mappers.
    (Database, &[
        "ApplicationRecord", "Ohm", "Redis.Objects", "Kredis", "Couchbase", "CouchRest", "Riak", "RethinkDB",
        "NoBrainer", "Milvus", "Chroma", "Pgvector", "Neighbor", "PgSearch", "Textacular", "SolidCable",
        "ElasticSearch", "Stretcher", "Tire", "ThinkingSphinx", "Marqo", "Groonga", "Aws.Redshift", "Aws.RDS",
        "Aws.Athena", "ActiveHash", "Google.Cloud.Spanner", "Google.Cloud.Datastore", "Azure.Cosmos", "InfluxDB2",
        "OCI8", "IBM_DB", "SurrealDB",
    ]),
    // Further caches.
    (Cache, &[
        "Readthis", "Moneta", "SolidCache", "IdentityCache", "Redlock", "ActionController.Base.cache_store",
        "LruRedux", "Suo",
    ]),
    // Further brokers and job queues.
    (Queue, &[
        "Backburner", "Beaneater", "SuckerPunch", "Temporalio", "Inngest", "Faktory", "DeliveryBoy", "Pulsar",
        "Karafka.App", "Aws.EventBridge", "Aws.SFN", "Google.Cloud.Tasks", "Azure.ServiceBus", "MissionControl",
        "Zeebe", "Sidekiq.Cron",
    ]),
    // Further models and agents.
    (Llm, &[
        "Groq", "Groqcloud", "GoogleAI", "GenerativeAI", "GeminiAI", "Gemini.Client", "MistralAI", "Boxcars",
        "LLMClient", "OmniAI", "LlamaCpp", "Ollama.Client", "DSPy", "ActiveGenie", "Sublayer", "AI21",
        "Perplexity", "VoyageAI", "ElevenLabs", "Deepgram", "AssemblyAI", "StabilitySDK",
        "Google.Cloud.AIPlatform", "Google.Cloud.AIPlatform.V1", "Google.Cloud.Speech", "Google.Cloud.TextToSpeech",
        "Google.Cloud.Vision", "Aws.Bedrock", "Aws.BedrockAgentRuntime", "Aws.Comprehend", "Aws.Textract",
        "Azure.OpenAI", "TogetherAI",
    ]),
    // Further peers.
    (Websocket, &[
        "EventMachine.WebSocket", "Ably", "PubNub", "Slanger", "LiteCable", "Centrifugo", "ActionCable.Server",
    ]),
    // Further clients and services.
    (Http, &[
        "EventMachine.HttpRequest", "EM.HttpRequest", "HTTPI", "Flexirest", "ActiveResource", "JsonApiClient",
        "Hyperclient", "Jimson", "Twirp", "XMLRPC", "Wasabi", "Net.SSH", "Net.SFTP", "Net.SCP", "Net.FTP",
        "Net.LDAP", "OneLogin", "SAML2", "Nylas", "Gmail", "Google.Apis", "Googleauth", "MicrosoftGraph", "Calendly",
        "Salesforce", "ActiveCampaign", "ConvertKit", "Sendinblue", "SendinBlue", "Sendgrid", "SMTPApi", "Aws.SES",
        "Aws.SESV2", "Aws.S3", "Clearbit", "FullContact", "Crunchbase", "Yelp", "Pinterest", "Tiktok", "TikTok",
        "FacebookAds", "Facebook.Messenger", "Kik", "Viber", "Rocketchat", "Mattermost", "Zulip", "VictorOps",
        "Statuspage", "Pingdom", "Logentries", "Loggly", "Papertrail", "Elastic.APM", "ElasticAPM", "Librato",
        "Prometheus.Client.Push", "Ahoy", "Impressionist", "Rudder", "RudderStack", "Optimizely", "Flagsmith",
        "ConfigCat", "Doordash", "Yodlee", "Finicity", "Marqeta", "Lithic", "TransferWise", "Revolut", "Coinpayments",
        "Bitpay", "Etherscan", "Ethereum", "Binance", "Alpaca", "Tiingo", "Buildkite", "CircleCI", "JenkinsApi",
        "Bitbucket", "Gitea", "GithubApi", "Sawyer", "Etcdv3", "OpenStack", "DigitalOcean", "Netlify", "Vercel",
        "Dnsimple", "DNSimple", "Namecheap", "Route53", "Aws.Route53", "Acme.Client", "CarrierWave.Storage.Fog",
        "Ferrum.Browser", "Cuprite", "Watir", "Puppeteer", "Playwright", "Kimurai", "Anemone",
        "Spidr", "Wombat", "Scrapfly", "ScraperAPI", "Firecrawl", "Tavily", "SerpApi", "Serpapi", "SerpApiSearch",
        "GoogleCustomSearch", "Newsapi", "NewsApi", "OpenWeather", "OpenWeatherMap", "ForecastIO", "Avatax",
        "TaxCloud", "ShipEngine", "Easyship", "Printful", "WooCommerce", "Bigcommerce", "Contentstack", "Prismic",
        "Storyblok", "Wordpress", "Rubypress", "Mediawiki", "MediawikiApi", "Zendesk2", "ZendeskAPI", "Freshdesk",
        "Helpscout", "HelpScout", "FrontApp", "Gorgias", "Kustomer", "Todoist", "Toggl", "Pipedrive", "CloseIO",
        "Closeio", "BambooHR", "Plaid.Client", "Checkr", "Veriff", "Sumsub", "Auth0Client", "Stytch", "Descope",
        "Cognito", "Aws.CognitoIdentityProvider", "FusionAuth", "Keycloak", "DuoWeb", "Yubikey", "U2F.Client",
        "Authy", "Twilio.REST", "Telnyx", "Bandwidth", "Infobip", "Clickatell", "Textmagic", "Esendex",
        "Aws.Pinpoint", "Exponent", "Apnotic", "APNS", "Rpush", "GCM", "Pushwoosh", "OneSignal", "UrbanAirship",
        "ActionMCP", "FastMcp", "ModelContextProtocol", "ImageKit", "Imgix", "Uploadcare", "Filestack", "Transloadit",
        "Vimeo", "Wistia", "Zencoder", "YouTube", "Youtube", "Twitch", "Soundcloud", "LastFM", "Discogs",
        "Musicbrainz", "Tmdb", "Themoviedb", "OMDB", "IGDB", "Rawg",
    ]),
    // Further programs and machines.
    (Process, &[
        "Posix.Spawn", "POSIX.Spawn", "Subprocess", "Terrapin", "Cocaine", "TTY.Command", "Sys.ProcTable", "Daemons",
        "Sshkit", "Vips", "FFMPEG", "ImageMagick", "Wkhtmltopdf", "WickedPdf", "PDFKit", "Grover",
        "Bundler.CLI", "Gem.Installer", "Overcommit", "RubyVM", "TracePoint", "Log4r", "Ougai", "Rbtrace",
        "Usagewatch", "Win32.Service", "Thor.Actions", "Curses", "Vedeu",
    ]),
    // Further clocks.
    (Clock, &[
        "Tzinfo", "TZInfo", "Concurrent.TimerTask", "Concurrent.ScheduledTask", "IceCube", "Fugit", "Rufus.Scheduler",
    ]),
    // Further ids.
    (Random, &[
        "KSUID", "Hashids", "Sqids", "UUID", "UUIDTools", "UUID7", "Cuid", "Cuid2", "FFaker", "Haikunator",
        "RandomWord",
    ]),
    // Further files.
    (Filesystem, &[
        "PDF.Reader", "RubyZip", "Rb.Inotify", "INotify", "FSEvent", "Filewatcher", "Refile", "Dragonfly",
        "Attachinary", "Vips.Image",
    ]),
    // What only computes.
    (OwnCode, &[
        "Date.Error", "Net.HTTPResponse", "URI", "OpenSSL", "Digest", "File.join", "File.basename", "File.extname",
        "File.dirname", "Queue", "SizedQueue", "Thread.Queue", "Thread.SizedQueue",
    ]),
];
