//! Python: the standard library's and the known packages' modules.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Modules and their members by import path.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    // Drivers of SQL engines.
    (Database, &[
        "sqlite3", "aiosqlite", "psycopg2", "psycopg", "psycopg_pool", "asyncpg", "aiopg", "pg8000", "MySQLdb",
        "pymysql", "mysql", "aiomysql", "asyncmy", "pymssql", "pyodbc", "aioodbc", "cx_Oracle", "oracledb",
        "duckdb", "ibm_db", "vertica_python", "trino", "prestodb", "pyhive", "snowflake.connector",
        "snowflake.sqlalchemy", "databricks.sql", "clickhouse_driver", "clickhouse_connect", "aiochclient",
        "asynch", "redshift_connector", "mgclient", "taos", "taosrest", "taosws", "google.cloud.firestore_admin_v1",
        "haystack.query", "haystack.indexes", "haystack.backends", "haystack.document_stores",
        "haystack_integrations.document_stores", "google.appengine.ext.ndb", "google.appengine.ext.db",
        "google.appengine.api.datastore",
    ]),
    // Mappers and what belongs to them; migrations run against the engine.
    (Database, &[
        "sqlalchemy", "sqlmodel", "flask_sqlalchemy", "flask_migrate", "alembic", "databases", "tortoise", "peewee",
        "playhouse", "pony", "django.db", "gino", "ormar", "piccolo", "records", "dataset", "oslo_db",
        "migrate.versioning", "prisma", "edgedb", "supabase", "postgrest",
    ]),
    // Stores of documents, graphs, series, vectors, and search engines.
    (Database, &[
        "pymongo", "motor", "mongoengine", "beanie", "odmantic", "mongomock", "gridfs", "cassandra", "neo4j",
        "py2neo", "neomodel", "pyArango", "couchdb", "couchbase", "acouchbase", "txcouchbase", "e6data_python_connector", "rethinkdb", "arango", "pynamodb", "elasticsearch",
        "elasticsearch_dsl", "elastic_transport", "opensearchpy", "pysolr", "whoosh", "meilisearch", "typesense",
        "influxdb", "influxdb_client", "chromadb", "pinecone", "qdrant_client", "weaviate", "pymilvus", "lancedb",
        "pgvector", "google.cloud.bigquery", "google.cloud.firestore", "google.cloud.firestore_v1",
        "google.cloud.spanner", "google.cloud.bigtable", "google.cloud.datastore", "azure.cosmos", "dbm", "shelve",
        "faiss", "falkordb", "kuzu", "pymochow",
        "tinydb", "lmdb", "plyvel", "rocksdb", "langchain_community.vectorstores", "langchain_postgres",
        "langchain_chroma",
    ]),
    // Cache servers and the caches of frameworks.
    (Cache, &[
        "redis", "aioredis", "rediscluster", "redis_om", "fakeredis", "coredis", "valkey", "glide", "walrus",
        "django_redis", "pymemcache", "memcache", "pylibmc", "aiomcache", "bmemcached", "django.core.cache",
        "aiocache", "cachetools", "dogpile.cache", "flask_caching", "diskcache", "oslo_cache", "fastapi_cache",
        "beaker.cache", "google.appengine.api.memcache",
    ]),
    // Brokers, task queues, message buses.
    (Queue, &[
        "kafka", "aiokafka", "confluent_kafka", "faust", "pika", "aio_pika", "aiormq", "amqp", "kombu", "celery",
        "django_celery_beat", "rq", "django_rq", "dramatiq", "huey", "arq", "taskiq", "procrastinate", "nats",
        "stomp", "paho", "aiomqtt", "asyncio_mqtt", "zmq", "pulsar", "azure.servicebus", "azure.eventhub",
        "azure.storage.queue", "google.cloud.pubsub", "google.cloud.pubsub_v1", "google.cloud.tasks",
        "google.cloud.tasks_v2", "oslo_messaging", "nameko", "nsq", "proton", "django_q", "faststream",
        "google.appengine.api.taskqueue", "google.appengine.ext.deferred",
    ]),
    // Providers of language models, and what wraps them.
    (Llm, &[
        "openai", "anthropic", "litellm", "google.generativeai", "google.genai", "google.ai",
        "google.cloud.aiplatform", "vertexai", "cohere", "mistralai", "groq", "ollama", "together", "replicate",
        "ai21", "huggingface_hub.InferenceClient", "huggingface_hub.AsyncInferenceClient",
        "transformers", "sentence_transformers", "llama_cpp", "vllm", "langchain", "langchain_core",
        "langchain_community", "langchain_openai", "langchain_anthropic", "langchain_google_genai",
        "langchain_google_vertexai", "langchain_ollama", "langchain_groq", "langchain_mistralai",
        "langchain_cohere", "langchain_aws", "langgraph", "llama_index", "instructor", "dspy", "pydantic_ai",
        "crewai", "autogen", "semantic_kernel", "haystack", "guidance", "dashscope",
        "zhipuai", "voyageai", "portkey_ai", "smolagents", "xai_sdk", "reka.client", "agents.Agent", "agents.Runner",
        "agents.run", "agents.Model", "agents.ModelProvider", "agents.OpenAIChatCompletionsModel",
        "agents.OpenAIResponsesModel", "agents.models", "agents.realtime", "agents.voice", "fireworks.client",
        "fireworks.LLM", "azure.ai.inference", "azure.ai.projects", "azure.ai.agents", "azure.ai.evaluation",
        "azure.ai.generative", "azure.ai.voicelive",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "websocket", "websockets", "wsproto", "socketio", "engineio", "flask_socketio", "autobahn",
        "channels.layers", "channels.testing", "fastapi.WebSocket", "fastapi.websockets", "starlette.websockets",
        "aiohttp.ClientWebSocketResponse", "aiohttp.web.WebSocketResponse", "aiohttp.ClientSession.ws_connect",
        "tornado.websocket", "httpx_ws", "picows", "ocpp",
    ]),
    // Clients of HTTP and of other protocols to a host outside.
    (Http, &[
        "requests", "requests_oauthlib", "requests_toolbelt", "requests_futures", "urllib", "urllib3",
        "http.client", "http.cookiejar", "httplib2", "httpx", "httpcore", "httpx_oauth", "aiodns",
        "twisted.web", "aiohttp", "tornado.httpclient",
        "tornado.simple_httpclient", "treq", "pycurl", "curl_cffi", "grpc", "grpclib", "xmlrpc", "zeep", "suds",
        "gql", "socket", "ssl", "smtplib", "aiosmtplib", "imaplib", "imap_tools", "imapclient", "aioimaplib", "poplib", "ftplib", "telnetlib", "nntplib",
        "paramiko", "asyncssh", "fabric", "ldap", "ldap3", "dns", "pysnmp", "django.core.mail", "flask_mail",
        "eventlet.green.socket", "asyncio.open_connection", "asyncio.start_server", "asyncio.StreamReader",
        "asyncio.StreamWriter", "configcatclient", "supertokens_python", "pssh", "square.client", "square.Square",
        "google.ads", "daytona", "segment.analytics", "requests_cache", "hishel", "svix", "dapr",
        "trafilatura.fetch_url", "trafilatura.fetch_response", "trafilatura.downloads", "trafilatura.feeds",
        "trafilatura.sitemaps", "trafilatura.spider", "id.detect_credential",
    ]),
    // Providers of services in a cloud; what is a queue or a store of theirs stands above.
    (Http, &[
        "boto3", "botocore", "aiobotocore", "aioboto3", "s3fs", "moto", "azure", "msal", "msrest", "google.cloud",
        "google.auth.transport", "google.auth.default", "google.auth.credentials",
        "google.auth.load_credentials_from_file", "google.auth.load_credentials_from_dict", "google.oauth2", "google_auth_oauthlib", "googleapiclient", "google.api_core",
        "gcsfs", "minio", "oss2", "stripe", "braintree", "paypalrestsdk", "twilio", "sendgrid", "mailchimp",
        "slack_sdk", "slack", "slack_bolt", "discord", "telegram", "tweepy", "praw", "github", "gitlab", "jira",
        "atlassian", "kubernetes", "kubernetes_asyncio", "docker", "consul", "etcd3", "hvac", "kazoo", "auth0",
        "firebase_admin", "sentry_sdk", "datadog", "statsd", "prometheus_client.push_to_gateway",
        "opentelemetry.exporter", "huggingface_hub", "wandb", "mlflow", "langfuse", "langsmith", "posthog",
        "algoliasearch", "geopy", "notion_client", "asana", "trello", "zenpy", "intercom", "mailjet_rest",
        "postmarker", "resend", "onesignal_sdk", "pdpyras", "newrelic", "bugsnag", "rollbar", "ldclient", "UnleashClient",
        "growthbook", "splitio", "okta", "keycloak", "stytch", "workos", "coinbase", "ccxt", "yfinance", "finnhub", "binance",
        "web3", "solana", "newspaper", "wikipedia", "arxiv", "googlesearch", "serpapi", "googlemaps", "cloudinary", "dropbox",
        "boxsdk", "O365", "exchangelib", "evernote", "spotipy", "pytube", "facebook", "instagrapi", "linkedin_api", "vk_api",
        "whois", "ipinfo", "pusher", "ably", "pubnub", "webexteamssdk", "linebot", "zoomus", "cloudflare", "digitalocean",
        "linode_api4", "hcloud", "proxmoxer", "pyVmomi", "netmiko", "napalm", "ncclient", "pyzabbix", "nomad", "feedparser", "scrapy", "selenium", "playwright", "pyppeteer",
        "yt_dlp", "zulip", "plaid", "shopify", "hubspot", "simple_salesforce", "openstack", "keystoneauth1",
        "keystoneclient", "keystonemiddleware", "novaclient", "glanceclient", "cinderclient", "neutronclient",
        "ironicclient", "swiftclient", "barbicanclient", "heatclient", "castellan",
        "mcp", "fastmcp", "langchain_mcp_adapters", "google.appengine", "ddgs", "duckduckgo_search", "tavily", "exa_py", "firecrawl", "openid", "authlib.integrations", "oauth2client", "social_core.backends",
    ]),
    // The clock, and waiting for it.
    (Clock, &[
        "time", "datetime", "sched", "zoneinfo", "asyncio.sleep", "asyncio.wait_for", "asyncio.timeout",
        "threading.Timer", "eventlet.sleep", "eventlet.greenthread.sleep", "eventlet.timeout", "gevent.sleep",
        "trio.sleep", "anyio.sleep", "anyio.move_on_after", "tenacity.nap", "django.utils.timezone",
        "oslo_utils.timeutils", "oslo_service.loopingcall", "pendulum", "arrow", "whenever", "freezegun",
        "time_machine", "pytz", "dateutil", "dateparser", "croniter", "apscheduler", "schedule",
        "tornado.gen.sleep",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "random", "uuid", "secrets", "os.urandom", "os.getrandom", "numpy.random", "oslo_utils.uuidutils",
        "shortuuid", "ulid", "nanoid", "cuid", "uuid_utils", "uuid6", "ksuid", "xid", "bson.ObjectId",
        "bson.objectid", "faker", "django.utils.crypto.get_random_string", "werkzeug.security.gen_salt",
        "snowflake.SnowflakeGenerator",
    ]),
    // Environment variables.
    (Env, &[
        "os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "os.unsetenv", "environ", "decouple",
        "dotenv", "environs",
    ]),
    // Files and folders.
    (Filesystem, &[
        "os.path", "os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.remove", "os.removedirs", "os.unlink",
        "os.rmdir", "os.mkdir", "os.makedirs", "os.rename", "os.renames", "os.replace", "os.stat", "os.lstat",
        "os.fstat", "os.statvfs", "os.access", "os.chmod", "os.fchmod", "os.chown", "os.fchown", "os.lchown",
        "os.open", "os.fdopen", "os.close", "os.read", "os.write", "os.fsync", "os.link", "os.symlink",
        "os.readlink", "os.utime", "os.truncate", "os.mkfifo", "os.mknod", "os.lseek", "os.sync", "os.pathsep",
        "os.sep", "os.getxattr", "os.setxattr", "os.posix_fallocate", "shutil", "pathlib", "tempfile", "glob",
        "io.open", "io.FileIO", "fileinput", "linecache", "zipfile", "tarfile", "gzip", "bz2", "lzma", "aiofiles",
        "aiofile", "anyio.Path", "fsspec", "fcntl", "mmap", "filecmp", "filelock", "watchdog", "watchfiles",
        "appdirs", "platformdirs", "importlib.resources", "pkg_resources.resource_filename",
        "pkg_resources.resource_string", "pkg_resources.resource_stream", "codecs.open", "ntpath", "posixpath",
        "genericpath", "send2trash", "json.dump", "json.load", "pickle.dump", "pickle.load", "oslo_utils.fileutils", "oslo_concurrency.lockutils", "django.core.files",
        "storages", "py.path", "pyfakefs", "maxminddb", "geoip2.database", "plistlib.load", "plistlib.dump", "tomllib.load", "tomli.load", "tomlkit.load",
        "pikepdf.open", "pikepdf.Pdf.open", "pikepdf.Pdf.save", "pdfplumber.open", "magic.from_file", "numpy.load", "numpy.save",
    ]),
    // Processes, signals, threads, standard streams, loggers, the terminal and the interpreter.
    (Process, &[
        "os", "subprocess", "shutil.which", "sys", "signal", "logging", "warnings", "multiprocessing", "threading",
        "concurrent.futures", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell",
        "asyncio.subprocess", "platform", "psutil", "pexpect", "ptyprocess", "sh", "plumbum", "getpass", "pwd",
        "grp", "resource", "atexit", "faulthandler", "tty", "termios", "pty", "select", "selectors", "readline",
        "curses", "locale", "webbrowser", "syslog", "ctypes", "site", "sysconfig", "gc", "traceback", "pdb",
        "runpy", "code", "cmd", "shlex.os", "click", "typer", "ocrmypdf", "pytesseract", "pdf2image", "rich", "colorama", "tqdm", "questionary", "inquirer", "prompt_toolkit", "loguru",
        "structlog", "logfire", "billiard", "oslo_log", "oslo_concurrency.processutils", "oslo_privsep", "oslo_rootwrap", "eventlet",
        "greenlet", "gevent", "daemon", "setproctitle", "distro", "cpuinfo", "git", "pip", "invoke", "nox",
        "asyncio.create_task", "asyncio.ensure_future", "asyncio.run", "asyncio.get_event_loop", "asyncio.get_running_loop",
        "asyncio.new_event_loop", "asyncio.to_thread", "importlib.import_module", "importlib.reload", "importlib.util",
        "importlib.metadata", "importlib_metadata", "pkgutil", "inspect.stack", "inspect.currentframe", "inspect.getframeinfo",
        "opentelemetry", "ddtrace", "pyperclip", "sounddevice", "readchar", "systemd", "tornado.process", "absl.logging", "daphne.server", "IPython",
        "serial", "bleak", "nmap", "logfire_api",
    ]),
    // Further stores and their mappers.
    (Database, &[
        "psycopg2cffi", "psqlpy", "pysqlite3", "sqlcipher3", "apsw", "sqlite_utils", "libsql", "libsql_client",
        "libsql_experimental", "ibis", "surrealdb", "arcticdb", "sqlalchemy_utils", "sqlalchemy_redshift",
        "firebirdsql", "fdb", "impala", "pinotdb", "pydruid", "phoenixdb", "singlestoredb", "sqlite_vec",
        "turbopuffer", "astrapy", "mongita", "umongo", "bunnet", "pymodm", "asyncpg_listen", "aerospike",
        "dse", "pyignite", "hazelcast", "gqlalchemy", "gremlin_python", "nebula3", "pyTigerGraph",
        "influxdb_client_3", "questdb", "rockset", "deltalake", "pyiceberg", "marqo", "mem0",
        "zep_cloud", "zep_python", "graphiti_core", "langchain_pinecone", "langchain_qdrant", "langchain_milvus",
        "langchain_weaviate", "langchain_elasticsearch", "langchain_mongodb", "langchain_neo4j", "langchain_astradb",
        "llama_index.vector_stores", "llama_index.core.vector_stores", "llama_index.core.storage", "ibm_db_dbi",
        "django.contrib.auth.models.User.objects", "django.contrib.auth.models.Group.objects", "azure.data.tables", "google.cloud.alloydb", "google.cloud.sql",
        "yoyo", "aerich", "django_mongoengine", "pgmq", "peewee_async",
        "sqlalchemy_bigquery", "opensearch_dsl", "solr", "langgraph.checkpoint", "langgraph.store",
    ]),
    // Further caches.
    (Cache, &[
        "aredis", "cashews", "cachelib", "cachebox", "theine", "emcache", "upstash_redis",
        "redis_lock", "pottery", "redlock", "django_valkey", "langchain_redis", "gptcache",
    ]),
    // Further brokers, and what runs tasks and workflows.
    (Queue, &[
        "temporalio", "hatchet_sdk", "prefect", "dagster", "airflow", "luigi", "streaq", "saq", "rabbitpy", "rstream",
        "gmqtt", "hbmqtt", "amqtt", "amqpstorm", "pgqueuer", "pymqi", "aiozmq", "inngest", "pyzeebe", "zeebe_grpc",
        "apache_beam", "mrq", "azure.eventgrid", "google.cloud.eventarc", "google.pubsub",
        "django_celery_results", "redbeat",
    ]),
    // Further models, what runs them, and what agents are built of.
    (Llm, &[
        "claude_agent_sdk", "claude_code_sdk", "google.adk", "agno", "phi", "camel", "metagpt", "autogen_core",
        "autogen_agentchat", "autogen_ext", "ag2", "strands", "letta_client", "atomic_agents",
        "browser_use", "langchain_huggingface", "langchain_deepseek", "langchain_xai", "langchain_fireworks",
        "langchain_together", "langchain_nvidia_ai_endpoints", "langchain_ibm", "langchain_perplexity",
        "langchain_classic", "langchain_experimental", "langserve", "ibm_watsonx_ai", "ibm_watson_machine_learning",
        "cerebras", "sambanova", "aleph_alpha_client", "friendli", "writerai", "baml_py", "baml_client",
        "magentic", "mirascope", "marvin", "outlines", "lmql", "aisuite", "any_llm", "promptflow", "gpt4all",
        "ctransformers", "exllamav2", "mlx_lm", "sglang", "xinference", "fastembed", "flashrank", "diffusers",
        "whisper", "faster_whisper", "whisperx", "elevenlabs", "deepgram", "assemblyai", "cartesia", "fal_client",
        "stability_sdk", "nomic", "llama_cloud", "llama_parse", "deepeval", "ragas", "guardrails", "trulens",
        "nemoguardrails", "google.cloud.speech", "google.cloud.texttospeech",
        "volcenginesdkarkruntime", "qianfan", "tencentcloud.hunyuan", "spacy_llm", "adalflow", "controlflow",
        "livekit.agents", "pipecat",
    ]),
    // Further peers.
    (Websocket, &[
        "simple_websocket", "ws4py", "aiowebsocket", "centrifuge", "pysher", "pusherclient", "flask_sock",
        "lomond", "websocket_server", "channels_redis",
    ]),
    // Further clients of HTTP and of other protocols.
    (Http, &[
        "niquests", "primp", "hrequests", "cloudscraper", "tls_client", "requests_html", "requests_ntlm",
        "requests_aws4auth", "requests_kerberos", "aiohttp_retry", "aiohttp_client_cache", "aiohttp_socks",
        "aiohttp_sse_client", "httpx_sse", "httpx_aiohttp", "httpx_auth", "sseclient", "aiosseclient", "uplink",
        "spyne", "jsonrpcclient", "jsonrpclib", "thrift", "thriftpy2", "Pyro4", "Pyro5", "rpyc", "zerorpc",
        "connectrpc", "pysftp", "smbclient", "smbprotocol", "aioftp", "yagmail", "redmail", "webdav3",
        "smart_open", "cloudpathlib", "obstore", "b2sdk", "s3transfer", "tinys3", "boto",
        "crawl4ai", "pymodbus", "asyncua", "opcua", "scapy",
        "scrapli", "pywebpush", "aioapns", "apns2", "pyfcm", "exponent_server_sdk", "saml2",
        "onelogin", "oic", "flask_oidc", "mozilla_django_oidc", "geoip2", "ipwhois", "pyhibp",
        "shodan", "censys", "splunklib", "raygun4py", "elasticapm", "opsgenie_sdk", "logtail",
        "mixpanel", "amplitude", "rudderstack", "statsig", "pyairtable", "gspread", "pygsheets",
        "docusign_esign", "xero_python", "intuitlib", "paypalcheckoutsdk", "adyen", "mollie", "razorpay",
        "gocardless_pro", "alpaca", "alpaca_trade_api", "ib_insync", "krakenex", "pybit", "pycoingecko", "mailgun",
        "mailersend", "sparkpost", "brevo_python", "sib_api_v3_sdk", "klaviyo_api", "customerio", "vonage", "nexmo",
        "plivo", "messagebird", "sinch", "telnyx", "signalwire", "africastalking", "pyrogram", "telethon", "aiogram",
        "disnake", "nextcord", "hikari", "slackclient", "pymsteams", "mastodon", "atproto", "twitchio",
        "facebook_business", "googleads", "stravalib", "fitbit", "garminconnect", "todoist_api_python",
        "smartsheet", "pydrive2", "msgraph", "office365", "owncloud", "mailchimp_marketing",
        "mailchimp_transactional", "github3", "ghapi", "gidgethub", "gitea", "jenkins", "jenkinsapi", "circleci",
        "virustotal_python", "onepassword", "bitwarden_sdk", "conjur",
        "woocommerce", "prestapyt", "ebaysdk", "sp_api", "newsapi", "pytrends", "wolframalpha", "wikipediaapi",
        "mwclient", "pywikibot", "overpy", "openrouteservice", "pyowm", "lyricsgenius", "pylast", "musicbrainzngs",
        "plexapi", "tmdbv3api", "imdb", "riotwatcher", "pychromecast", "aiohue", "phue", "soco", "miio", "roku",
        "libvirt", "pylxd", "podman", "vultr", "ovh", "heroku3", "namecheap", "exoscale", "kaggle", "comet_ml",
        "neptune", "clearml", "labelbox", "argilla", "label_studio_sdk", "runpod", "baseten", "sagemaker", "azureml",
        "databricks", "airbyte_api", "apify_client", "scrapingbee", "composio", "stream_chat", "livekit",
        "pyrebase", "firebase", "zohocrmsdk", "e2b", "e2b_code_interpreter", "daytona_sdk",
        "browserbase", "novu", "prometheus_api_client", "pyhomematic", "zigpy", "vercel_blob",
        "supabase_functions", "storage3", "gotrue", "a2a", "aiohttp_sse",
        "langwatch", "helicone", "traceloop", "agentops", "braintrust", "opik", "phoenix.otel", "arize",
        "flagsmith", "telebot", "scrapegraph_py", "spider.Spider", "spider.AsyncSpider",
    ]),
    // Further clocks and waits.
    (Clock, &[
        "udatetime", "maya", "delorean", "async_timeout", "timeout_decorator",
        "wrapt_timeout_decorator", "stopit", "interruptingcow", "pause", "aiocron", "rocketry",
    ]),
    // Further ids.
    (Random, &[
        "uuid_extensions", "fastuuid", "shortid", "typeid", "cuid2", "petname", "coolname", "mimesis",
    ]),
    // Further files.
    (Filesystem, &[
        "aiopath", "aioshutil", "pathlib2", "upath", "portalocker", "fasteners", "atomicwrites", "py7zr", "rarfile",
        "zipstream", "pyinotify", "inotify", "inotify_simple", "watchgod", "importlib_resources", "xdg",
        "openpyxl.load_workbook", "pandas.read_csv", "pandas.read_excel", "pandas.read_parquet", "PIL.Image.open",
        "cv2.imread", "pptx.Presentation", "docx.Document", "pypdf.PdfReader", "pypdf.PdfWriter", "PyPDF2.PdfReader", "fitz.open",
        "matplotlib.pyplot.savefig", "matplotlib.figure.Figure.savefig",
    ]),
    // Further programs, terminals and machines.
    (Process, &[
        "sarge", "delegator", "trio.run_process", "anyio.run_process", "anyio.open_process", "pyvirtualdisplay",
        "xvfbwrapper", "ffmpeg", "pynvml", "GPUtil", "py3nvml", "pynput", "pyautogui", "screeninfo", "notify2",
        "desktop_notifier", "textual", "blessed", "urwid", "npyscreen", "alive_progress", "progressbar", "halo",
        "yaspin", "InquirerPy", "simple_term_menu", "beaupy", "dbus_next", "sdbus", "pydbus", "sdnotify", "circus",
        "gunicorn", "uvicorn", "hypercorn", "tracemalloc", "win32api", "win32con", "win32service", "winreg", "msvcrt",
        "_winapi", "pywintypes", "wmi", "RPi", "gpiozero", "smbus", "smbus2", "pigpio", "pythonjsonlogger",
        "json_log_formatter", "daiquiri", "logbook", "eliot", "aiologger", "pydub", "moviepy", "dulwich", "pygit2",
        "virtualenv", "py_spy", "memory_profiler", "pyinstrument",
    ]),
    // What came in and what it is answered with.
    (OwnCode, &[
        "flask.request", "flask.Request", "flask.Response", "flask.session", "flask.g", "flask.current_app", "quart.request",
        "django.http", "rest_framework.request", "rest_framework.response", "pyramid", "webob", "fastapi.Request",
        "fastapi.Response", "fastapi.BackgroundTasks", "fastapi.responses", "starlette.requests", "starlette.responses",
        "starlette.datastructures", "werkzeug.wrappers", "werkzeug.datastructures", "aiohttp.web", "tornado.web",
        "tornado.httputil", "falcon", "bottle", "sanic", "litestar", "iso8601", "ciso8601", "calendar", "cloudevents",
        "grafanalib", "flask_login", "a2a.types", "a2a.utils", "a2a.server",
    ]),
    // Reading a request, and what only computes, is nobody's boundary.
    (OwnCode, &[
        "urllib.parse", "urllib3.util", "http.HTTPStatus", "requests.structures", "requests.exceptions",
        "django.db.models.Q", "socketserver", "os.fspath", "os.fsencode", "os.fsdecode", "os.path.join",
        "os.path.dirname", "os.path.basename", "os.path.split", "os.path.splitext", "os.path.normpath", "os.path.isabs", "os.path.commonpath",
        "sys.maxsize", "logging.Formatter", "datetime.timedelta", "traceback.format_exc", "ssl.SSLError",
        "subprocess.CalledProcessError", "subprocess.list2cmdline", "grpc.StatusCode", "aiohttp.test_utils",
        "starlette.testclient", "fastapi.testclient", "flask.testing", "django.test", "rest_framework.test",
        "matplotlib", "seaborn", "scipy",
        "json", "ast", "plistlib", "base64", "hashlib", "hmac", "pickle", "struct", "argparse", "textwrap", "inspect", "functools",
        "itertools", "collections", "dataclasses", "difflib", "contextlib", "typing", "operator", "math", "statistics", "decimal",
        "fractions", "unicodedata", "pprint", "zlib", "binascii", "re", "contextvars", "weakref", "copy", "csv", "html", "importlib",
        "tomllib", "tomli", "tomlkit", "yaml", "ruamel", "orjson", "ujson", "simplejson", "json5", "json_repair", "msgpack", "bs4",
        "html2text", "markdownify", "markdown", "bleach", "nh3", "jinja2", "cryptography", "jwt", "jose", "authlib.jose",
        "itsdangerous", "passlib", "bcrypt", "nacl", "pydantic", "marshmallow", "attr", "attrs", "cattrs", "jsonschema", "numpy",
        "sklearn", "PIL", "networkx", "sympy", "shapely", "packaging", "semver", "regex", "sqlparse", "sqlglot",
        "tabulate", "humanize", "phonenumbers", "pygments", "rapidfuzz", "thefuzz", "Levenshtein", "deepdiff", "pluggy", "pikepdf",
        "img2pdf", "reportlab", "magic", "allauth", "guardian", "rest_framework", "django.contrib.auth", "django.urls",
        "django.template", "django.shortcuts", "django.views", "django.dispatch", "django.forms", "django.contrib.messages",
        "click.Context", "click.get_current_context", "click.option", "click.argument", "click.command", "click.group",
        "click.Command", "click.CommandCollection", "click.Group", "click.MultiCommand", "click.Option", "click.Argument", "click.Parameter",
        "click.ParamType", "click.Choice", "click.Path", "click.core", "click.types", "click.decorators", "click.exceptions",
        "click.ClickException", "click.UsageError", "click.BadParameter", "click.testing", "typer.Typer", "typer.Option", "typer.Argument",
        "typer.Context", "typer.Exit", "typer.Abort", "typer.BadParameter", "typer.testing", "typer.main", "typer.models", "typer.core",
        "werkzeug.test", "webtest", "asgi_lifespan", "kombu.asynchronous", "kombu.utils", "celery.utils", "celery.exceptions",
    ]),
];

/// Names that need no import.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    // Built-in functions that touch the outside, under each name of their module.
    (Filesystem, &[
        "open", "builtins.open", "__builtin__.open", "__builtins__.open", "six.moves.builtins.open",
    ]),
    (Process, &[
        "print", "input", "raw_input", "exit", "quit", "breakpoint", "builtins.print", "builtins.input",
        "builtins.exit", "builtins.__import__", "__builtin__.raw_input", "__builtin__.print", "six.moves.input",
    ]),
    (OwnCode, &[
        "builtins", "__builtin__",
    ]),
    // Fixtures that stand for a resource.
    (Filesystem, &[
        "fixture:tmp_path", "fixture:tmpdir",
    ]),
];
