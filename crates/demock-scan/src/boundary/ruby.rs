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
        "Chroma.Resources", "Aws.RDSDataService", "Aws.RedshiftDataAPIService", "Ahoy", "PaperTrail",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "Redis", "RedisClient", "Rails.cache", "ActiveSupport.Cache", "Dalli", "MemCache",
        "MockRedis", "Kredis", "Ohm",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "Sidekiq", "Resque", "Delayed", "GoodJob", "SolidQueue", "ActiveJob", "Que", "Shoryuken",
        "Kafka", "Karafka", "Rdkafka", "WaterDrop", "Racecar", "Bunny", "Sneakers", "Hutch", "NATS",
        "MQTT", "SidekiqUniqueJobs", "Aws.SQS", "Aws.SNS", "Aws.Kinesis", "Google.Cloud.PubSub", "Stomp", "MarchHare",
    ]),
    // Providers of language models.
    (Llm, &[
        "OpenAI", "Anthropic", "DeepSeek", "Mistral", "OpenRouter", "HuggingFace", "Raix", "ActiveAgent", "Langchain", "RubyLLM", "Cohere", "Ollama", "Gemini", "Replicate",
        "Aws.BedrockRuntime",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "ActionCable", "Turbo", "Faye", "WebSocket", "AnyCable", "Async.WebSocket",
    ]),
    // Clients of HTTP and of other protocols to a host outside; providers of services.
    (Http, &[
        "Net", "Faraday", "HTTParty", "HTTP", "HTTPClient", "HTTPX", "Excon", "RestClient", "Typhoeus", "Curl",
        "Patron", "OpenURI", "URI.open", "Mechanize", "WebMock", "VCR", "Savon", "GRPC", "Gruf", "GraphQL.Client", "Resolv", "Thin",
        "Puma", "WEBrick", "Unicorn", "Rack.Handler", "Mail", "ActionMailer", "Aws", "AWS", "Fog",
        "Google", "Azure", "Stripe", "Braintree", "Twilio", "SendGrid", "Slack", "Octokit", "Gitlab",
        "JIRA", "Kubeclient", "Docker", "Vault", "Diplomat", "Koala", "Twitter", "Zendesk", "ShopifyAPI",
        "OAuth", "OAuth2", "OmniAuth", "Sentry", "Raven", "Bugsnag", "Honeybadger", "Rollbar", "NewRelic",
        "Datadog", "Algolia", "Geocoder", "Cloudinary", "Fastly", "Webpush", "Ferrum", "Selenium",
        "Gem.RemoteFetcher", "Gem.SpecFetcher", "LDAP", "RubyLLM.MCP", "RTurk", "Evernote", "EvernoteOAuth", "Dropbox",
        "DropboxApi", "Tumblr", "HipChat", "Telegram", "Discordrb", "Pushbullet", "Rushover", "Trello", "Basecamp",
        "Contentful", "Airtable", "Intercom", "MailchimpMarketing", "Gibbon", "Mailgun", "Postmark", "Mandrill",
        "PayPal", "Square", "Plaid", "Adyen", "Recurly", "Restforce", "Hubspot", "Mixpanel", "Segment",
        "DockerRegistry2", "GdsApi", "Pwned", "Mastodon", "Strava", "SibApiV3Sdk", "MailchimpTransactional", "Razorpay",
        "Mollie", "Dwolla", "Onfido", "PrometheusExporter", "SSHKit", "GovukError", "ActiveMerchant", "Sigstore.Verifier",
        "Sigstore.Signer", "Sigstore.TUF", "Sigstore.Rekor",
        "FCM", "Skylight", "ScoutApm", "ActionMailbox", "Lago", "Chargify",
        "OpenGraphReader", "LinkThumbnailer", "MetaInspector", "FastImage", "Down", "Async.HTTP", "Manticore",
        "GoogleSearch", "WinRM", "PuppetForge", "Instagram", "LinkedIn", "Foursquare2", "Nexmo", "Vonage", "Plivo", "MessageBird", "DropletKit", "PlatformAPI",
        "Signet", "Xeroizer", "Resend", "Mailjet", "SparkPost", "Brevo", "Klaviyo", "Customerio", "Coinbase",
        "Quickbooks", "GoCardlessPro", "Paddle", "Taxjar", "EasyPost", "Shippo", "TrueLayer",
        "DocuSign_eSign", "Boxr", "Notion", "Asana", "ClickUp", "Auth0", "Okta", "WorkOS", "Cloudflare", "Heroku", "Linode",
        "Hcloud", "Pagerduty", "Opsgenie", "Appsignal", "Airbrake", "StatsD", "PostHog", "Amplitude", "LaunchDarkly", "Unleash",
        "Wikipedia", "Mapbox", "MaxMind", "IPinfo", "Whois", "Dnsruby", "Wit", "Flickr", "FlickRaw", "Yt", "Spotify", "RSpotify",
        "Igdb", "TogglV8", "Bamboozled", "TextMagic", "Urbanairship", "FilestackClient", "Lastfm", "MusicBrainz",
        "MediaWiki", "AvaTax", "GoogleCustomSearchApi", "Capybara.Cuprite", "BitBucket", "CircleCi", "Buildkit",
        "BitPay", "Transferwise", "RocketChat", "Convertkit", "WhatsappSdk", "ChargeBee", "Frontapp", "Github",
        "SoundCloud", "AmplitudeAPI", "DwollaV2", "WebPush", "Pusher", "Ably", "Pubnub", "ConvertKit",
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
        "MaxMindDB",
    ]),
    // Processes, signals, streams, loggers.
    (Process, &[
        "Process", "Open3", "Open4", "PTY", "Kernel", "Signal", "Etc", "RbConfig", "ObjectSpace", "GC", "Thread",
        "Logger", "Steno", "OpenTelemetry", "Honeycomb", "Rails.logger", "SemanticLogger", "Lograge", "Syslog", "STDOUT", "STDERR", "STDIN", "ARGV",
        "ARGF", "Readline", "Reline", "TTY", "Highline", "HighLine", "Thor.Shell", "Launchy",
        "Mixlib.ShellOut", "Specinfra", "Train", "ServerEngine", "Facter", "Win32", "Fiddle", "FFI", "Rubyipmi", "WIN32OLE", "Git", "Rugged", "Childprocess", "ChildProcess", "POSIX", "warn", "puts", "print", "system", "exec", "fork",
        "spawn", "exit", "abort", "TCPSocket", "TCPServer", "UDPSocket", "UNIXSocket", "UNIXServer", "Socket",
        "OpenSSL.SSL", "Encoding.default_external", "Encoding.default_internal", "MiniMagick", "IO.select", "IO.pipe", "IO.popen", "IRB", "Pry", "Warning", "Bundler.ui", "Gem.ui",
        "Magick", "GovukStatsd",
    ]),
    // Further stores and their mappers.
    (Database, &[
        "ApplicationRecord", "Couchbase", "CouchRest", "Riak", "RethinkDB",
        "NoBrainer", "Milvus", "Pgvector", "Neighbor", "PgSearch", "Textacular", "SolidCable",
        "ElasticSearch", "Stretcher", "Tire", "ThinkingSphinx", "Marqo", "Groonga",
        "Aws.Athena", "Google.Cloud.Spanner", "Google.Cloud.Datastore", "InfluxDB2",
        "OCI8", "IBM_DB",
    ]),
    // Further caches.
    (Cache, &[
        "Readthis", "Moneta", "SolidCache", "IdentityCache", "Redlock", "ActionController.Base.cache_store",
        "LruRedux", "Suo",
    ]),
    // Further brokers and job queues.
    (Queue, &[
        "Backburner", "Beaneater", "SuckerPunch", "Temporalio", "Inngest", "Faktory", "DeliveryBoy", "Pulsar",
        "Aws.EventBridge", "Aws.SFN", "Google.Cloud.Tasks", "Azure.ServiceBus", "MissionControl",
        "Zeebe",
    ]),
    // Further models and agents.
    (Llm, &[
        "Groq", "MistralAI", "Boxcars",
        "OmniAI", "LlamaCpp", "DSPy", "ActiveGenie", "Sublayer", "AI21",
        "VoyageAI", "ElevenLabs", "Deepgram", "AssemblyAI", "StabilitySDK",
        "Google.Cloud.AIPlatform", "Google.Cloud.Speech", "Google.Cloud.TextToSpeech",
        "Aws.Bedrock", "Aws.BedrockAgentRuntime",
    ]),
    // Further peers.
    (Websocket, &[
        "EventMachine.WebSocket", "Slanger", "LiteCable",
    ]),
    // Further clients and services.
    (Http, &[
        "EventMachine.HttpRequest", "EM.HttpRequest", "HTTPI", "Flexirest", "ActiveResource", "JsonApiClient",
        "Hyperclient", "Jimson", "Thrift", "Twirp", "XMLRPC", "Wasabi",
        "OneLogin", "SAML2", "Nylas", "Gmail", "MicrosoftGraph", "Calendly",
        "Salesforce", "ActiveCampaign", "Sendinblue",
        "Clearbit", "FullContact", "Crunchbase", "Yelp", "Pinterest", "Tiktok", "TikTok",
        "FacebookAds", "Facebook.Messenger", "Kik", "Viber", "Mattermost", "Zulip", "VictorOps",
        "Loggly", "ElasticAPM", "Librato",
        "Prometheus.Client.Push", "Rudder", "RudderStack", "Optimizely", "Flagsmith",
        "ConfigCat", "Yodlee", "Finicity", "Marqeta", "Lithic", "Revolut", "Coinpayments",
        "Etherscan", "Ethereum", "Binance", "Alpaca", "JenkinsApi",
        "Gitea", "Sawyer", "Etcdv3", "OpenStack", "DigitalOcean", "Netlify",
        "Dnsimple", "DNSimple", "Namecheap", "Route53", "Acme.Client", "CarrierWave.Storage.Fog",
        "Watir", "Puppeteer", "Playwright", "Kimurai", "Anemone",
        "Spidr", "Wombat", "ScraperAPI", "Firecrawl", "SerpApi", "SerpApiSearch",
        "OpenWeather", "OpenWeatherMap", "ForecastIO",
        "TaxCloud", "ShipEngine", "Easyship", "WooCommerce", "Bigcommerce", "Contentstack", "Prismic",
        "Storyblok", "Rubypress", "MediawikiApi", "Zendesk2", "ZendeskAPI", "Freshdesk",
        "Helpscout", "HelpScout", "Todoist", "Pipedrive",
        "Closeio", "Checkr", "Sumsub", "Auth0Client", "Stytch", "Descope",
        "FusionAuth", "Keycloak", "DuoWeb", "Yubikey",
        "Authy", "Telnyx", "Bandwidth", "Infobip", "Clickatell", "Esendex",
        "Exponent", "Apnotic", "APNS", "Rpush", "GCM", "Pushwoosh", "OneSignal",
        "ActionMCP", "FastMcp", "ModelContextProtocol", "ImageKit", "Uploadcare", "Transloadit",
        "Vimeo", "Wistia", "Zencoder", "Twitch", "Soundcloud", "Discogs",
        "Tmdb", "OMDB", "Rawg",
    ]),
    // Further programs and machines.
    (Process, &[
        "Subprocess", "Terrapin", "Cocaine", "Sys.ProcTable", "Daemons",
        "Vips", "FFMPEG", "WickedPdf", "PDFKit", "Grover",
        "Bundler.CLI", "Gem.Installer", "Overcommit", "RubyVM", "TracePoint", "Log4r", "Ougai",
        "Usagewatch", "Thor.Actions", "Curses", "Vedeu",
    ]),
    // Further clocks.
    (Clock, &[
        "TZInfo", "Concurrent.TimerTask", "Concurrent.ScheduledTask", "IceCube", "Fugit",
    ]),
    // Further ids.
    (Random, &[
        "KSUID", "UUID", "UUIDTools", "UUID7", "Cuid", "Cuid2", "FFaker", "Haikunator",
        "RandomWord",
    ]),
    // Further files.
    (Filesystem, &[
        "PDF.Reader", "INotify", "FSEvent", "Filewatcher", "Refile", "Dragonfly",
        "Attachinary", "Vips.Image",
    ]),
    // What only computes.
    (OwnCode, &[
        "Date.Error", "Net.HTTPResponse", "URI", "OpenSSL", "Digest", "File.join", "File.basename", "File.extname",
        "File.dirname", "Queue", "SizedQueue", "Thread.Queue", "Thread.SizedQueue", "Google.Protobuf",
    ]),
];
