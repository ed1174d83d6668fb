//! JavaScript and TypeScript: Node's modules, the browser's and the runtime's globals, the known packages.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Packages and Node's own modules.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    // Drivers, query builders and mappers of databases.
    (Database, &[
        "pg", "pg-promise", "pg-pool", "postgres", "mysql", "mysql2", "mariadb", "sqlite3", "sqlite",
        "better-sqlite3", "libsql", "@libsql/client", "mssql", "tedious", "oracledb", "node:sqlite", "bun:sqlite",
        "knex", "objection", "bookshelf", "sequelize", "sequelize-typescript", "typeorm", "@nestjs/typeorm",
        "@nestjs/sequelize", "@nestjs/mongoose", "drizzle-orm", "kysely", "slonik", "prisma", "@prisma/client",
        "@prisma/adapter-pg", "@mikro-orm", "mikro-orm", "waterline", "mongodb", "mongoose",
        "mongodb-memory-server", "monk", "nano", "couchbase", "cassandra-driver", "neo4j-driver",
        "@clickhouse/client", "clickhouse", "@elastic/elasticsearch", "@opensearch-project/opensearch",
        "meilisearch", "typesense", "influx", "@influxdata/influxdb-client", "@electric-sql/pglite",
        "@neondatabase/serverless", "@planetscale/database", "@vercel/postgres", "@supabase", "pouchdb", "rxdb",
        "dexie", "idb", "fake-indexeddb", "lowdb", "nedb", "level", "classic-level", "abstract-level", "leveldown", "datastore-level", "lmdb", "loki", "@aws-sdk/client-dynamodb",
        "@aws-sdk/lib-dynamodb", "dynamoose", "@google-cloud/firestore", "@google-cloud/bigquery",
        "@google-cloud/spanner", "@google-cloud/datastore", "@google-cloud/bigtable", "@azure/cosmos",
        "firebase/firestore", "firebase/database", "@firebase/firestore", "@pinecone-database/pinecone",
        "@qdrant/js-client-rest", "weaviate-client", "chromadb", "expo-sqlite", "react-native-sqlite-storage",
        "convex",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "redis", "@redis/client", "ioredis", "ioredis-mock", "redis-mock", "@upstash/redis", "@vercel/kv",
        "iovalkey", "memcached", "memjs", "cache-manager", "@nestjs/cache-manager", "node-cache", "lru-cache",
        "keyv", "@keyv/redis", "connect-redis", "catbox", "next/cache",
    ]),
    // Brokers and job queues.
    (Queue, &[
        "kafkajs", "node-rdkafka", "@confluentinc/kafka-javascript", "amqplib", "amqp-connection-manager", "rhea",
        "bull", "bullmq", "@nestjs/bull", "@nestjs/bullmq", "bee-queue", "agenda", "pg-boss", "graphile-worker",
        "nats", "@nats-io", "mqtt", "aedes", "stompit", "@stomp/stompjs", "zeromq", "@aws-sdk/client-sqs",
        "@aws-sdk/client-sns", "@aws-sdk/client-eventbridge", "@aws-sdk/client-kinesis", "sqs-consumer",
        "@google-cloud/pubsub", "@google-cloud/tasks", "@azure/service-bus", "@azure/event-hubs",
        "@azure/storage-queue", "@temporalio/client", "inngest", "celery-node", "@nestjs/microservices",
        "pulsar-client",
    ]),
    // Providers of language models, and what wraps them.
    (Llm, &[
        "openai", "@azure/openai", "@anthropic-ai", "@google/generative-ai", "@google/genai",
        "@google-cloud/vertexai", "@google-cloud/aiplatform", "@mistralai/mistralai", "cohere-ai", "groq-sdk",
        "ollama", "ollama-ai-provider", "replicate", "together-ai", "@huggingface/inference",
        "@huggingface/transformers", "@xenova/transformers", "langchain", "@langchain", "llamaindex", "ai",
        "@ai-sdk", "@vercel/ai", "@aws-sdk/client-bedrock-runtime", "@aws-sdk/client-bedrock", "@github/copilot-sdk", "@copilotkit", "@cloudflare/ai",
        "voyageai", "cohere", "zhipuai", "portkey-ai", "litellm",
        "@openrouter/ai-sdk-provider", "@mastra", "genkit", "@genkit-ai", "node-llama-cpp", "@openai",
        "ollama-ai-provider-v2", "ai-sdk-ollama", "ai-sdk-provider-claude-code", "ai-sdk-provider-codex-cli",
        "ai-sdk-provider-gemini-cli", "workers-ai-provider", "@lmstudio/sdk", "@posthog/ai", "@deepgram/sdk",
        "@elevenlabs/elevenlabs-js", "assemblyai",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "ws", "isomorphic-ws", "websocket", "mock-socket", "jest-websocket-mock", "vitest-websocket-mock",
        "socket.io", "socket.io-client", "engine.io", "engine.io-client", "sockjs", "sockjs-client",
        "reconnecting-websocket", "partysocket", "graphql-ws", "subscriptions-transport-ws", "@nestjs/websockets",
        "@nestjs/platform-socket.io", "@fastify/websocket", "pusher-js", "ably", "phoenix", "@microsoft/signalr",
        "uWebSockets.js", "faye-websocket",
    ]),
    // Clients of HTTP and of other protocols to a host outside.
    (Http, &[
        "http", "https", "http2", "net", "tls", "dgram", "dns", "axios", "axios-mock-adapter", "@nestjs/axios",
        "got", "node-fetch", "cross-fetch", "isomorphic-fetch", "isomorphic-unfetch", "whatwg-fetch",
        "make-fetch-happen", "minipass-fetch", "npm-registry-fetch", "undici", "ky", "wretch", "ofetch", "$fetch",
        "superagent", "request", "request-promise", "request-promise-native", "needle", "phin", "bent", "redaxios",
        "nock", "msw", "fetch-mock", "follow-redirects", "@grpc", "grpc", "@connectrpc",
        "@trpc/client", "graphql-request", "urql", "@urql", "@apollo/client", "apollo-client", "react-relay", "swr",
        "@tanstack/react-query", "react-query", "@rtk-query", "@angular/common/http", "nodemailer", "imap",
        "imapflow", "ssh2", "ssh2-sftp-client", "basic-ftp", "ldapjs", "eventsource",
        "@microsoft/fetch-event-source",
    ]),
    // Providers of services; what is a queue or a store of theirs stands above.
    (Http, &[
        "aws-sdk", "@aws-sdk", "@smithy", "aws-amplify", "@aws-amplify", "@azure", "@google-cloud", "googleapis",
        "google-auth-library", "firebase", "firebase-admin", "@firebase", "@react-native-firebase", "stripe",
        "@stripe", "braintree", "@paypal", "twilio", "@sendgrid", "mailgun.js", "postmark", "resend", "@slack",
        "discord.js", "telegraf", "@octokit", "octokit", "probot", "@actions/github", "@gitbeaker", "jira.js",
        "dockerode", "@kubernetes/client-node", "consul", "node-vault", "auth0", "@auth0", "@okta", "@clerk",
        "next-auth", "passport-oauth2", "openid-client", "@sentry", "dd-trace", "hot-shots", "posthog-js",
        "posthog-node", "@segment", "mixpanel", "mixpanel-browser", "@amplitude", "analytics-node",
        "launchdarkly-node-server-sdk", "@launchdarkly", "algoliasearch", "contentful", "@sanity/client",
        "@shopify", "plaid", "puppeteer", "puppeteer-core", "playwright", "playwright-core", "minio", "cloudinary",
        "@modelcontextprotocol/sdk", "ethers", "@ethersproject", "web3", "viem", "wagmi", "@solana/web3.js", "@polkadot/api",
        "@vercel/blob", "uploadthing", "@linear/sdk", "@notionhq/client", "intercom-client", "@hubspot/api-client", "jsforce",
        "node-zendesk", "asana", "airtable", "@mailchimp/mailchimp_marketing", "@mailchimp/mailchimp_transactional",
        "mailersend", "@novu/node", "onesignal-node", "@pagerduty/pdjs", "newrelic", "@newrelic", "@datadog",
        "@bugsnag", "rollbar", "@honeybadger-io", "unleash-client", "@growthbook/growthbook", "@splitsoftware/splitio",
        "@workos-inc/node", "stytch", "jwks-rsa", "ldapts", "passport-google-oauth20", "arctic", "oauth4webapi", "soap",
        "strong-soap", "rss-parser", "metascraper", "whois", "maxmind", "node-geocoder", "@googlemaps", "@mapbox",
        "cloudflare", "@cloudflare", "@linode/api-v4", "@vercel/sdk", "netlify", "heroku-client", "pacote", "package-json",
        "latest-version", "libnpmpublish", "libnpmsearch", "libnpmaccess", "libnpmteam", "langfuse", "langsmith", "web-push", "expo-notifications", "node-apn",
        "@opentelemetry", "applicationinsights", "@langfuse", "@posthog", "better-auth", "@ngrok", "ngrok", "localtunnel",
        "degit", "giget", "tiged", "wait-on", "openapi-fetch", "@cubejs-client", "@logtail", "@axiomhq",
        "@vercel/analytics", "@netlify/api", "@netlify/blobs", "braintrust", "lemonsqueezy.js", "@polar-sh/sdk", "@knocklabs/node",
    ]),
    // The clock.
    (Clock, &[
        "timers", "timers/promises", "perf_hooks", "moment", "moment-timezone", "dayjs", "date-fns", "date-fns-tz",
        "luxon", "@js-joda", "js-joda", "mockdate", "timekeeper", "@sinonjs/fake-timers", "lolex", "delay",
        "node-cron", "cron", "node-schedule", "croner", "ms", "p-timeout", "@nestjs/schedule", "p-wait-for", "p-retry", "async-retry",
        "exponential-backoff", "p-debounce", "p-throttle", "throttle-debounce", "use-debounce", "lodash.debounce",
        "lodash.throttle", "lodash/debounce", "lodash/throttle", "process.hrtime",
        "process.uptime",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "crypto", "crypto-random-string", "uuid", "nanoid", "shortid", "cuid", "@paralleldrive/cuid2", "ulid",
        "ulidx", "ksuid", "bson-objectid", "hyperid", "chance", "seedrandom", "random", "@faker-js/faker", "faker",
        "expo-crypto", "lodash.random", "lodash/random", "lodash.uniqueId", "lodash/uniqueId",
    ]),
    // Environment variables.
    (Env, &[
        "dotenv", "dotenv-expand", "dotenv-flow", "envalid", "env-var", "@t3-oss/env-nextjs", "react-native-config", "@nestjs/config",
        "process.env", "$env", "env-ci",
    ]),
    // Files and folders, on disk or kept by the browser and the device.
    (Filesystem, &[
        "fs", "fs/promises", "fs-extra", "graceful-fs", "memfs", "mock-fs", "glob", "fast-glob", "globby",
        "tinyglobby", "rimraf", "mkdirp", "del", "trash", "tmp", "tmp-promise", "tempy", "temp", "temp-dir",
        "chokidar", "find-up", "pkg-up", "locate-path", "path-exists", "cpy", "copyfiles", "write-file-atomic",
        "load-json-file", "read-pkg", "read-pkg-up", "write-pkg", "cosmiconfig", "lilconfig", "conf", "configstore",
        "env-paths", "archiver", "adm-zip", "tar", "unzipper", "yauzl", "klaw", "readdirp", "proper-lockfile",
        "lockfile", "multer", "formidable", "vinyl-fs", "@npmcli/fs", "node-fetch-native/fs", "expo-file-system",
        "react-native-fs", "@react-native-async-storage/async-storage", "@capacitor/filesystem", "localforage",
        "electron-store", "file-saver", "jszip", "node-stream-zip", "decompress", "extract-zip", "node-dir", "walk-sync",
        "@nodelib/fs.walk", "watchpack", "@parcel/watcher", "fsevents", "find-cache-dir", "make-dir", "cacache", "resolve-from",
        "import-from", "gitconfiglocal", "git-repo-info", "find-packages", "get-folder-size", "fast-folder-size", "rotating-file-stream", "@tauri-apps/plugin-fs", "expo-secure-store",
    ]),
    // Processes, streams, loggers, the terminal, the machine.
    (Process, &[
        "@modelcontextprotocol/sdk/client/stdio", "@modelcontextprotocol/sdk/server/stdio",
        "process", "child_process", "cluster", "worker_threads", "os", "readline", "readline/promises", "repl",
        "tty", "v8", "vm", "inspector", "console", "module", "async_hooks", "execa", "cross-spawn", "spawn-sync",
        "shelljs", "zx", "tinyexec", "nano-spawn", "node-pty", "npm-run-all", "concurrently", "which", "is-ci",
        "ci-info", "open", "opn", "signal-exit", "exit-hook", "tree-kill", "ps-list", "pidusage",
        "systeminformation", "update-notifier", "winston", "pino", "pino-http", "bunyan", "log4js", "loglevel",
        "npmlog", "proc-log", "signale", "consola", "debug", "electron-log", "morgan", "chalk", "ora", "listr",
        "listr2", "cli-progress", "inquirer", "@inquirer", "prompts", "enquirer", "prompt", "@clack/prompts",
        "terminal-link", "log-update", "log-symbols", "boxen", "clipboardy", "electron", "vscode", "simple-git",
        "isomorphic-git", "@actions/core", "@actions/exec", "npm-packlist", "yargs", "commander",
        "@npmcli/run-script", "@npmcli/promise-spawn", "@npmcli/git", "spawk", "tinypool", "piscina", "workerpool",
        "log-driver", "roarr", "tslog", "@logtape/logtape", "pino-pretty", "source-map-support", "why-is-node-running",
        "portfinder", "get-port", "detect-port", "command-exists", "which-pm-runs", "better-opn",
        "@expo/spawn-async", "os-name", "node-machine-id", "supports-hyperlinks", "supports-color", "is-docker", "is-wsl",
        "is-interactive", "default-shell", "shell-env", "node-notifier", "keytar", "@tauri-apps", "nypm", "@oclif/core", "oclif",
        "meow", "cac", "clipanion", "picocolors", "kleur", "colorette", "ansi-colors", "nanospinner", "cli-spinners",
        "cli-table3", "term-size", "blessed",
    ]),
    // What drives the program that is tested, or is its frame: nothing outside.
    (OwnCode, &[
        "supertest", "supertest-session", "light-my-request", "chai-http", "@nestjs/testing", "@testing-library",
        "react-test-renderer", "enzyme", "@vue/test-utils", "express", "fastify", "koa", "hono", "@hapi/hapi", "react",
        "react-dom", "vue", "svelte", "next", "h3", "@nestjs/common", "@nestjs/core", "react-router", "react-router-dom",
        "@remix-run/react", "@react-router", "@tanstack/react-router", "wouter", "vue-router", "react-redux", "redux",
        "@reduxjs/toolkit", "zustand", "jotai", "recoil", "mobx", "mobx-react", "mobx-react-lite", "pinia", "vuex",
        "i18next", "react-i18next", "next-i18next", "next-intl", "react-intl", "vue-i18n", "next-themes",
        "react-hook-form", "@hookform", "formik", "react-hot-toast", "react-toastify", "sonner", "@radix-ui",
        "@headlessui", "@mui", "@chakra-ui", "@mantine", "antd", "lucide-react", "react-icons", "@heroicons",
        "framer-motion", "motion", "recharts", "react-modal", "react-virtuoso", "@tanstack/react-virtual",
        "@tanstack/react-table", "react-dropzone", "react-markdown", "ink", "server-only", "client-only",
        "styled-components", "@emotion", "@vscode/webview-ui-toolkit", "ai.tool", "ai.convertToModelMessages", "ai.isToolUIPart", "ai.getToolName",
        "ai.isTextUIPart", "ai.stepCountIs", "ai.jsonSchema", "ethers.utils", "ethers.Interface", "ethers.AbiCoder", "ethers.ethers.utils",
        "ethers.ethers.Interface", "ethers.ethers.AbiCoder",
    ]),
];

/// Names that need no import.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    (Http, &[
        "fetch", "XMLHttpRequest", "EventSource", "Request", "Response", "navigator.sendBeacon",
        "navigator.serviceWorker", "$.ajax", "$.get", "$.post", "jQuery.ajax", "jQuery.get", "jQuery.post",
        "Bun.serve", "Deno.serve",
    ]),
    (Websocket, &[
        "WebSocket", "RTCPeerConnection", "BroadcastChannel",
    ]),
    (Clock, &[
        "Date", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate",
        "clearImmediate", "requestAnimationFrame", "cancelAnimationFrame", "requestIdleCallback",
        "cancelIdleCallback", "queueMicrotask", "process.hrtime", "process.uptime", "process.nextTick",
        "Intl.DateTimeFormat", "Temporal",
    ]),
    (Random, &[
        "Math.random", "crypto",
    ]),
    (Env, &[
        "process.env", "import.meta.env", "Bun.env", "Deno.env",
    ]),
    (Filesystem, &[
        "localStorage", "sessionStorage", "Storage", "caches", "FileReader", "File", "Blob", "showOpenFilePicker",
        "URL.createObjectURL", "URL.revokeObjectURL", "Bun.file", "Bun.write", "Deno.readFile", "Deno.readTextFile",
        "Deno.writeFile",
    ]),
    (Database, &[
        "indexedDB",
    ]),
    (Process, &[
        "console", "process", "alert", "confirm", "prompt", "open", "close", "print", "location", "history",
        "navigator", "Notification", "Worker", "SharedWorker", "Bun.spawn", "Deno.Command", "Deno.exit", "Deno.run",
    ]),
    // What only computes or draws.
    (OwnCode, &[
        "Math", "JSON", "Object", "Array", "Promise", "Reflect", "document", "Element", "HTMLElement", "matchMedia",
        "ResizeObserver", "IntersectionObserver", "MutationObserver",
    ]),
];
