//! Java and Kotlin: the platform's and the known libraries' packages, and their best-known types by bare name.

use super::Known;
use demock_model::Boundary::{
    Cache, Clock, Database, Env, Filesystem, Http, Llm, OwnCode, Process, Queue, Random, Websocket,
};

/// Packages and classes by full name.
#[rustfmt::skip]
pub(super) static LIBRARIES: &[Known] = &[
    // Drivers, pools and mappers of databases.
    (Database, &[
        "java.sql", "javax.sql", "javax.persistence", "jakarta.persistence", "org.hibernate",
        "org.springframework.jdbc", "org.springframework.orm", "org.springframework.data",
        "org.springframework.r2dbc", "io.r2dbc", "org.springframework.transaction", "org.jooq", "org.jdbi",
        "org.apache.ibatis", "com.baomidou.mybatisplus", "org.mybatis", "com.zaxxer.hikari", "org.postgresql",
        "com.mysql", "org.mariadb", "oracle.jdbc", "org.h2", "org.hsqldb", "org.apache.derby", "org.sqlite",
        "org.flywaydb", "liquibase", "com.mongodb", "org.bson", "com.datastax", "org.apache.cassandra", "org.neo4j",
        "org.elasticsearch", "co.elastic.clients", "org.opensearch", "com.clickhouse", "ru.yandex.clickhouse",
        "org.influxdb", "com.influxdb", "org.apache.hadoop.hbase", "org.apache.lucene", "org.rocksdb", "io.ebean",
        "org.jetbrains.exposed", "androidx.room", "android.database", "androidx.sqlite", "com.squareup.sqldelight",
        "app.cash.sqldelight", "io.realm", "com.google.cloud.bigquery", "com.google.cloud.firestore",
        "com.google.cloud.spanner", "com.google.cloud.datastore", "com.google.firebase.firestore",
        "com.google.firebase.database", "com.amazonaws.services.dynamodbv2",
        "software.amazon.awssdk.services.dynamodb", "software.amazon.awssdk.enhanced.dynamodb",
        "com.apple.foundationdb", "com.couchbase", "com.arangodb", "com.azure.cosmos", "com.google.cloud.bigtable", "io.milvus",
        "io.qdrant", "io.weaviate", "org.springframework.ai.vectorstore", "com.dtsx.astra", "io.objectbox", "net.zetetic",
        "com.querydsl", "org.apache.solr", "com.meilisearch", "com.alibaba.druid",
        "io.vertx.sqlclient", "io.vertx.pgclient", "io.vertx.mysqlclient", "io.vertx.ext.sql", "io.vertx.ext.jdbc",
        "io.vertx.ext.mongo", "io.vertx.cassandra",
        "org.springframework.security.web.authentication.rememberme.PersistentTokenRepository",
        "org.skife.jdbi", "org.sql2o", "org.apache.commons.dbutils", "org.apache.commons.dbcp", "org.apache.commons.dbcp2",
        "org.apache.tomcat.jdbc", "com.mchange.v2.c3p0", "com.j256.ormlite", "org.ktorm", "org.komapper", "org.litote.kmongo",
        "com.linecorp.kotlinjdsl", "kotliquery", "org.apache.cayenne", "org.eclipse.persistence", "org.lmdbjava",
        "io.dgraph", "org.apache.tinkerpop", "com.orientechnologies", "tech.ydb",
        "javax.jcr", "com.surrealdb", "io.questdb", "org.duckdb", "net.snowflake", "io.trino.jdbc", "com.facebook.presto",
        "org.apache.hive.jdbc", "org.mapdb", "org.iq80.leveldb", "io.pinecone",
        "io.micronaut.data", "io.quarkus.hibernate", "io.quarkus.mongodb", "jakarta.data", "javax.jdo", "org.datanucleus",
        "io.vertx.mutiny.sqlclient", "io.vertx.mutiny.pgclient", "io.vertx.mutiny.mysqlclient", "io.vertx.reactivex.sqlclient",
        "io.vertx.rxjava3.sqlclient", "io.vertx.reactivex.ext.mongo", "io.vertx.mutiny.ext.mongo", "aws.sdk.kotlin.services.dynamodb",
        "com.google.cloud.spring.data", "org.axonframework.eventsourcing.eventstore", "com.eventstore", "org.jnosql",
        "dev.morphia", "org.ektorp", "com.cloudant", "org.springframework.session.jdbc", "org.springframework.batch.core.repository",
        "org.eclipse.jnosql",
    ]),
    // Cache servers and caches.
    (Cache, &[
        "redis.clients.jedis", "io.lettuce", "org.redisson", "org.springframework.data.redis",
        "org.springframework.cache", "javax.cache", "com.github.benmanes.caffeine", "com.google.common.cache",
        "net.sf.ehcache", "org.ehcache", "com.hazelcast", "org.infinispan", "net.spy.memcached",
        "net.rubyeye.xmemcached",
        "io.vertx.redis",
        "io.vertx.mutiny.redis", "io.vertx.reactivex.redis", "io.quarkus.redis", "io.quarkus.cache", "io.micronaut.cache",
        "org.cache2k", "com.alicp.jetcache", "glide.api",
        "io.github.crackthecodeabhi.kreds", "com.sksamuel.aedile", "io.github.reactivecircus.cache4k", "org.springframework.session.data.redis",
        "com.danga.MemCached", "com.whalin.MemCached",
    ]),
    // Brokers and message buses.
    (Queue, &[
        "org.apache.kafka", "org.springframework.kafka", "reactor.kafka", "com.rabbitmq",
        "org.springframework.amqp", "javax.jms", "jakarta.jms", "org.springframework.jms", "org.apache.activemq",
        "org.apache.pulsar", "org.apache.rocketmq", "io.nats", "org.eclipse.paho", "com.hivemq",
        "org.springframework.messaging", "org.springframework.cloud.stream", "org.springframework.integration",
        "com.amazonaws.services.sqs", "com.amazonaws.services.sns", "software.amazon.awssdk.services.sqs",
        "software.amazon.awssdk.services.sns", "software.amazon.awssdk.services.kinesis", "com.google.cloud.pubsub",
        "com.azure.messaging", "io.smallrye.reactive.messaging", "org.eclipse.microprofile.reactive.messaging",
        "org.quartz", "org.jobrunr", "io.awspring.cloud.sqs", "io.awspring.cloud.sns", "software.amazon.awssdk.services.eventbridge",
        "org.axonframework", "org.springframework.pulsar", "org.springframework.rabbit",
        "org.zeromq", "com.solacesystems", "com.ibm.mq",
        "io.vertx.proton", "io.eventuate", "com.google.cloud.tasks", "com.google.cloud.spring.pubsub", "com.google.pubsub",
        "com.azure.storage.queue", "io.temporal", "com.uber.cadence", "io.camunda", "org.camunda", "org.flowable", "org.activiti",
        "com.github.kagkarlsson", "org.apache.camel",
        "com.amazonaws.services.kinesis", "software.amazon.kinesis", "com.amazonaws.services.eventbridge", "aws.sdk.kotlin.services.sqs",
        "aws.sdk.kotlin.services.sns", "akka.kafka", "org.apache.pekko.kafka", "io.micronaut.configuration.kafka",
        "io.micronaut.rabbitmq", "org.redisson.api.RQueue",
        "com.google.api.services.pubsub", "org.springframework.batch.core.launch",
        "io.vertx.amqp", "io.vertx.kafka", "io.vertx.rabbitmq", "io.vertx.mqtt", "org.apache.qpid",
    ]),
    // Providers of language models.
    (Llm, &[
        "com.openai", "com.theokanning.openai", "com.aallam.openai", "com.anthropic", "dev.langchain4j",
        "org.springframework.ai", "com.google.genai", "com.google.cloud.vertexai", "com.azure.ai.openai",
        "software.amazon.awssdk.services.bedrock", "software.amazon.awssdk.services.bedrockruntime",
        "software.amazon.awssdk.services.bedrockagentruntime", "com.google.firebase.vertexai", "com.google.firebase.ai",
        "io.github.ollama4j", "com.ibm.watsonx", "com.alibaba.dashscope", "com.cohere", "com.volcengine.ark",
        "ai.z.openapi", "com.zhipu", "com.google.cloud.aiplatform", "com.azure.ai.inference",
        "com.azure.ai.agents", "de.kherud.llama",
        "io.quarkiverse.langchain4j", "ai.koog", "com.microsoft.semantickernel",
        "com.google.ai.client.generativeai", "com.google.ai.edge.litertlm", "com.google.adk.models", "com.github.tjake.jlama", "io.github.lambdua",
        "com.cjcrafter.openai", "io.github.sashirestela", "com.amazonaws.services.bedrockruntime",
        "aws.sdk.kotlin.services.bedrockruntime",
        "com.google.mlkit.genai",
    ]),
    // WebSocket peers.
    (Websocket, &[
        "javax.websocket", "jakarta.websocket", "org.springframework.web.socket",
        "org.springframework.web.reactive.socket", "org.java_websocket", "okhttp3.WebSocket",
        "okhttp3.WebSocketListener", "io.socket", "org.eclipse.jetty.websocket", "io.ktor.client.plugins.websocket",
        "io.ktor.websocket", "java.net.http.WebSocket", "com.neovisionaries.ws",
        "com.corundumstudio.socketio", "io.javalin.websocket", "com.microsoft.signalr", "io.rsocket", "io.ktor.server.websocket",
        "io.micronaut.websocket", "org.springframework.messaging.simp", "org.springframework.messaging.rsocket", "com.tinder.scarlet",
        "io.quarkus.websockets", "org.atmosphere", "com.pusher.client",
    ]),
    // Clients of HTTP and of other protocols to a host outside; providers of services.
    (Http, &[
        "java.net", "javax.net", "okhttp3", "com.squareup.okhttp", "retrofit2", "retrofit", "org.apache.http", "org.apache.hc",
        "org.springframework.web.client", "org.springframework.web.reactive.function.client",
        "org.springframework.cloud.openfeign", "feign", "io.ktor.client",
        "com.github.kittinunf.fuel", "com.android.volley", "kong.unirest", "io.restassured", "org.asynchttpclient",
        "reactor.netty.http.client", "io.grpc",
        "com.github.tomakehurst.wiremock", "org.mockserver", "javax.mail", "jakarta.mail",
        "org.springframework.mail", "javax.naming", "com.jcraft.jsch", "net.schmizz.sshj", "org.apache.commons.net",
        "com.amazonaws", "software.amazon.awssdk", "com.google.cloud", "com.google.api", "com.google.auth",
        "com.google.firebase", "com.azure", "com.microsoft.azure", "com.stripe", "com.twilio", "com.slack.api",
        "com.sendgrid", "io.kubernetes", "io.fabric8.kubernetes", "com.github.dockerjava", "org.kohsuke.github",
        "org.gitlab4j", "com.launchdarkly", "io.minio", "com.orbitz.consul", "org.springframework.vault",
        "android.net", "android.webkit", "io.sentry", "com.github.scribejava", "com.nimbusds.oauth2", "com.auth0", "com.okta", "com.paypal",
        "com.braintreegateway", "com.adyen", "com.plaid",
        "com.mailgun", "com.postmarkapp", "com.vonage", "com.plivo", "com.algolia",
        "com.cloudinary", "com.newrelic", "com.bugsnag", "com.rollbar",
        "io.opentelemetry.exporter", "com.ecwid.consul", "org.apache.curator", "io.etcd", "org.apache.sshd", "org.apache.cxf",
        "org.glassfish.jersey.client", "io.vertx.ext.web.client", "io.micronaut.http.client", "io.helidon.webclient",
        "com.linecorp.armeria.client", "org.springframework.graphql.client", "org.springframework.ws.client",
        "com.apollographql", "io.modelcontextprotocol", "org.telegram", "jakarta.ws.rs", "javax.ws.rs", "org.glassfish.jersey.server",
        "org.springframework.http", "org.springframework.mock.web", "org.springframework.web.server",
        "org.springframework.web.multipart", "org.springframework.ldap", "org.springframework.security.ldap", "com.unboundid.ldap",
        "org.chromium.net", "com.samsung.android.sdk.iap", "com.amazon.device.iap", "org.springframework.boot.web.client",
        "org.springframework.boot.restclient", "com.microsoft.graph", "com.microsoft.playwright", "org.openqa.selenium", "com.qcloud.cos", "com.aliyun", "com.aliyuncs",
        "com.tencentcloudapi", "com.android.billingclient", "com.google.android.gms", "com.google.android.play", "de.gesellix.docker",
        "com.spotify.docker", "org.jsoup.Connection",
        "org.jivesoftware.smack", "org.pircbotx", "org.eclipse.milo", "org.opensaml", "com.snowplowanalytics",
        "com.segment.analytics", "com.amplitude", "com.mixpanel", "com.posthog", "io.getunleash", "net.dv8tion.jda", "discord4j", "twitter4j", "com.restfb", "com.datadog.android.core.internal.net",
        "io.vertx.core.http", "io.vertx.core.net", "io.netty.channel.Channel", "io.netty.channel.socket", "io.netty.bootstrap",
        "org.eclipse.californium.core.CoapClient",
        "play.libs.ws", "org.http4k.client",
        "com.bettercloud.vault", "com.jayway.restassured", "io.github.jan.supabase", "io.intercom", "com.resend",
        "org.web3j", "org.bitcoinj", "com.oracle.bmc", "org.jclouds", "jcifs", "com.hierynomus", "org.apache.commons.vfs2", "com.optimizely",
        "com.microsoft.aad", "com.nimbusds.jose.jwk.source", "com.nimbusds.openid", "javax.xml.ws", "jakarta.xml.ws", "javax.xml.soap",
        "jakarta.xml.soap", "org.apache.axis", "org.apache.axis2", "org.snmp4j", "org.ldaptive", "coil", "coil3", "com.bumptech.glide",
        "com.squareup.picasso", "com.facebook.imagepipeline", "com.facebook.login", "com.braze", "com.appsflyer", "io.branch",
        "com.instabug", "com.adjust.sdk", "org.matrix.android.sdk", "org.matrix.rustcomponents", "org.keycloak.admin",
        "org.springframework.cloud.client", "com.maxmind",
        "dev.openfeature.sdk", "io.split", "io.dapr", "ca.uhn.fhir.rest.client", "com.squareup.square", "com.docusign", "com.mailjet", "sendinblue",
        "com.messagebird", "org.cloudfoundry", "com.ibm.cloud", "com.ibm.watson", "org.simplejavamail", "org.apache.commons.mail", "com.eatthepath.pushy",
        "com.turo.pushy", "com.clevertap", "org.springframework.web.service.invoker", "org.eclipse.microprofile.rest.client", "org.jboss.resteasy.client",
        "io.quarkus.rest.client", "io.quarkus.mailer", "com.sun.jersey.api.client", "org.apache.commons.httpclient", "com.ning.http.client",
        "org.eclipse.jetty.client", "io.undertow.client", "com.mashape.unirest", "com.google.gwt.http", "aws.sdk.kotlin", "com.openshift", "io.javaoperatorsdk",
        "net.openid", "com.contentful", "io.getstream", "io.appwrite", "org.gitlab", "com.taskadapter.redmineapi", "net.rcarz.jiraclient", "com.offbytwo.jenkins",
        "com.google.maps", "org.osmdroid", "com.pubnub", "io.ably", "com.google.android.datatransport", "io.livekit",
        "org.webrtc", "com.caucho.hessian", "org.apache.avro.ipc", "com.hubspot.sdk", "com.hubspot.slack",
        "com.hubspot.horizon", "com.shopify.buy", "com.shopify.buy3", "com.shopify.graphql",
        "com.shopify.checkoutsheetkit", "com.dropbox.core", "com.dropbox.client2", "com.box.sdk", "com.box.sdkgen",
        "com.box.androidsdk", "org.zendesk.client", "com.zendesk.sdk", "com.zendesk.service", "com.mailchimp.sdk",
        "com.ecwid.maleorang", "com.salesforce.androidsdk", "com.salesforce.marketingcloud", "com.salesforce.emp",
        "com.sforce", "com.atlassian.jira.rest.client", "com.mapbox.api", "com.mapbox.search", "com.mapbox.services",
        "com.pusher.rest", "com.timgroup.statsd", "com.intellij.util.io.HttpRequests",
    ]),
    // The clock.
    (Clock, &[
        "java.time", "java.util.Date", "java.util.Calendar", "java.util.Timer", "java.util.TimerTask",
        "kotlinx.datetime", "kotlin.time", "org.joda.time", "org.threeten.bp", "com.google.common.base.Ticker",
        "com.google.common.base.Stopwatch", "android.os.SystemClock",
        "java.util.concurrent.ScheduledExecutorService", "java.util.concurrent.ScheduledThreadPoolExecutor",
        "org.springframework.scheduling",
        "io.micrometer.core.instrument.Clock", "org.apache.kafka.common.utils.Time", "java.util.GregorianCalendar",
        "io.micronaut.scheduling", "com.codahale.metrics.Clock", "io.dropwizard.metrics.Clock", "io.opentelemetry.sdk.common.Clock",
        "com.github.benmanes.caffeine.cache.Ticker", "com.lyft.kronos", "net.time4j", "org.apache.commons.lang3.time.StopWatch",
        "android.os.CountDownTimer", "net.javacrumbs.shedlock.core.ClockProvider", "com.instacart.truetime",
        "com.instacart.library.truetime",
    ]),
    // Randomness and generated ids.
    (Random, &[
        "java.util.Random", "java.util.UUID", "java.security.SecureRandom",
        "java.util.concurrent.ThreadLocalRandom", "kotlin.random", "kotlin.uuid",
        "org.apache.commons.lang3.RandomStringUtils", "org.apache.commons.math3.random",
        "java.util.SplittableRandom",
        "java.util.random", "com.fasterxml.uuid", "com.github.f4b6a3", "com.aventrix.jnanoid", "de.huxhorn.sulky.ulid", "com.benasher44.uuid",
        "org.apache.commons.rng", "net.datafaker", "com.github.javafaker", "org.jeasy.random", "io.github.serpro69.kfaker",
        "org.springframework.util.IdGenerator", "org.springframework.util.AlternativeJdkIdGenerator",
    ]),
    // Environment and properties of the process's start.
    (Env, &[
        "java.lang.System.getenv", "io.github.cdimascio.dotenv",
        "org.springframework.core.env", "io.micronaut.context.env",
    ]),
    // Files and folders, the device's settings too.
    (Filesystem, &[
        "java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream", "java.io.FileReader",
        "java.io.FileWriter", "java.io.RandomAccessFile", "java.nio.file", "java.nio.channels.FileChannel",
        "kotlin.io.path", "okio.FileSystem", "org.apache.commons.io", "com.google.common.io.Files",
        "java.util.zip.ZipFile", "java.util.jar.JarFile", "com.google.common.jimfs",
        "android.content.SharedPreferences", "androidx.datastore", "android.content.res.AssetManager",
        "org.springframework.core.io", "org.apache.hadoop.fs", "io.vertx.core.file",
        "androidx.security.crypto", "org.zeroturnaround.zip", "net.lingala.zip4j", "com.intellij.openapi.vfs", "org.eclipse.core.resources",
        "com.tencent.mmkv", "com.russhwolf.settings", "java.io.FileDescriptor", "java.util.zip.ZipOutputStream",
        "org.apache.commons.compress", "androidx.documentfile", "android.os.Environment", "android.os.storage", "android.provider.DocumentsContract",
        "android.preference", "androidx.preference", "kotlinx.io.files", "hudson.FilePath", "android.os.ParcelFileDescriptor",
        "com.maxmind.db", "com.maxmind.geoip2.DatabaseReader", "com.maxmind.geoip2.DatabaseProvider",
    ]),
    // Processes, threads, streams, loggers, the machine.
    (Process, &[
        "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle", "java.lang.Runtime",
        "java.lang.System", "java.lang.Thread", "java.util.concurrent.Executor",
        "java.util.concurrent.ExecutorService", "java.util.concurrent.Executors",
        "java.util.concurrent.ThreadPoolExecutor", "java.util.logging", "java.util.Scanner", "java.io.PrintStream",
        "java.io.Console", "java.lang.management", "javax.management", "org.slf4j", "org.apache.logging.log4j",
        "org.apache.log4j", "org.apache.commons.logging", "ch.qos.logback", "org.apache.juli.logging",
        "io.github.oshai.kotlinlogging", "mu.KLogger", "timber.log", "android.util.Log", "org.apache.commons.exec",
        "org.zeroturnaround.exec", "org.eclipse.jgit", "kotlinx.coroutines", "android.os", "android.app",
        "android.content", "android.hardware", "android.location", "android.media", "android.telephony", "android.print",
        "android.speech", "android.accounts", "android.bluetooth", "android.nfc", "android.credentials", "android.service",
        "androidx.work", "androidx.credentials.CredentialManager", "androidx.biometric", "androidx.camera", "androidx.media3",
        "androidx.core.app", "androidx.core.content", "androidx.browser", "androidx.activity.result", "io.micrometer",
        "io.prometheus", "io.opentelemetry", "io.opentracing", "com.codahale.metrics", "io.dropwizard.metrics",
        "org.jboss.logging", "org.tinylog", "com.google.common.flogger", "co.touchlab.kermit", "io.github.aakira.napier", "com.orhanobut.logger",
        "org.gradle.api.logging", "org.gradle.process", "org.apache.maven.plugin.logging", "hudson.model.TaskListener", "hudson.Launcher",
        "com.sun.jna", "org.jline", "java.util.concurrent.ForkJoinPool", "brave", "org.springframework.core.task",
        "org.fusesource.jansi", "com.github.ajalt.mordant", "picocli.CommandLine", "jdk.jfr", "oshi", "androidx.lifecycle.ProcessLifecycleOwner",
        "com.github.ajalt.clikt", "org.apache.commons.daemon", "com.diogonunes.jcolor", "org.beryx.textio",
        "android.companion", "android.provider.Settings", "androidx.window", "androidx.startup", "androidx.car",
        "mu.KotlinLogging", "com.google.android.gms.location", "com.intellij.openapi.diagnostic", "com.intellij.execution.process",
    ]),
    // What only computes.
    (OwnCode, &[
        "java.time.Duration", "java.time.format", "java.net.URI", "java.net.URL", "java.net.URLEncoder",
        "java.net.URLDecoder", "java.net.SocketAddress", "java.net.InetSocketAddress", "java.net.InetAddress",
        "org.apache.hc.core5.io", "org.apache.hc.core5.util", "org.apache.hc.core5.function", "org.apache.hc.core5.pool",
        "org.apache.hc.core5.http.config", "org.apache.http.config", "org.apache.http.params", "org.apache.http.util",
        "org.springframework.data.domain", "java.sql.Timestamp", "java.sql.Date",
        "jakarta.servlet.FilterChain", "javax.servlet.FilterChain", "org.springframework.web.server.WebFilterChain",
        "org.springframework.mock.web.MockFilterChain", "jakarta.servlet.ServletContext", "javax.servlet.ServletContext",
        "com.fasterxml.jackson", "tools.jackson", "com.google.gson", "com.squareup.moshi", "kotlinx.serialization", "org.json",
        "java.security.MessageDigest", "java.security.Principal", "java.security.KeyStore", "java.security.Key", "java.security.PrivateKey", "java.security.PublicKey",
        "java.security.Signature", "java.security.cert", "java.security.interfaces", "java.security.spec", "javax.crypto",
        "org.aspectj", "org.aopalliance", "org.springframework.validation",
        "org.springframework.ui", "org.springframework.core.convert", "android.net.Uri", "android.os.Bundle", "android.os.Parcel",
        "android.text", "android.util.Base64", "kotlinx.coroutines.flow", "org.mapstruct", "org.modelmapper",
        "com.google.protobuf", "java.util.function", "kotlin.Function", "java.util.concurrent.Callable", "java.util.concurrent.Future",
        "java.util.concurrent.CompletableFuture", "java.util.concurrent.ScheduledFuture", "com.google.common.util.concurrent",
        // The frame that a program runs in.
        "org.springframework.beans.factory.BeanFactory", "org.springframework.context", "org.springframework.security", "org.springframework.web.servlet",
        "org.springframework.web.method", "org.springframework.web.context.request.async", "org.springframework.web.reactive.result",
        "org.thymeleaf", "org.pf4j", "io.netty", "io.vertx.core", "io.vertx.ext.web", "com.auth0.jwt",
        "com.amazonaws.services.lambda.runtime", "com.microsoft.azure.functions", "com.google.cloud.functions",
        "com.google.android.gms.tasks",
        // What Android hands from one place of a program to another.
        "android.content.Intent", "android.content.IntentFilter", "android.content.IntentSender", "android.content.ComponentName",
        "android.content.ClipData", "android.content.ContentValues", "android.content.pm.ApplicationInfo", "android.content.pm.PackageInfo",
        "android.content.pm.ResolveInfo", "android.content.pm.ActivityInfo", "android.content.pm.Signature", "android.content.pm.SigningInfo",
        "android.app.Activity", "android.app.Application", "android.app.PendingIntent", "android.app.Notification",
        "android.content.Context", "android.content.ContextWrapper", "android.content.res", "android.os.OutcomeReceiver", "android.os.CancellationSignal",
        "android.os.IBinder", "android.os.Message", "android.os.UserHandle", "android.webkit.ValueCallback",
        "android.location.Location", "android.accounts.Account", "androidx.credentials", "androidx.work.WorkerParameters",
        "androidx.work.Data", "androidx.lifecycle", "android.view", "android.graphics", "android.widget", "android.animation",
        "androidx.fragment", "androidx.recyclerview", "androidx.navigation", "androidx.compose", "androidx.appcompat", "androidx.activity",
        "com.google.android.material",
        // What a plugin of an editor is handed.
        "com.intellij", "org.eclipse.lsp4j",
        // What a query is answered with, and what hands on what happens.
        "graphql.schema", "graphql.execution", "graphql.language", "org.reactivestreams",
    ]),
];

/// What requests that come in are answered with, and no client: a double of it is one of HTTP, code that uses it or derives
/// from it goes nowhere by that.
#[rustfmt::skip]
const INCOMING: &[&str] = &[
    "jakarta.ws.rs", "javax.ws.rs", "org.glassfish.jersey.server", "org.springframework.http", "org.springframework.mock.web",
    "org.springframework.web.server", "org.springframework.web.multipart",
];

/// Whether a name is of what requests that come in are answered with.
pub(super) fn is_incoming(name: &str) -> bool {
    let is_below = |package: &str| {
        name.strip_prefix(package).is_some_and(|rest| rest.starts_with('.') && !rest.starts_with(".client."))
    };
    INCOMING.iter().any(|package| is_below(package))
}

/// Types whose bare name says enough where a wildcard import or the same package hides the full one.
#[rustfmt::skip]
pub(super) static GLOBALS: &[Known] = &[
    (Database, &[
        "DataSource", "EntityManager", "EntityManagerFactory", "JdbcTemplate", "NamedParameterJdbcTemplate",
        "PreparedStatement", "ResultSet", "JpaRepository", "CrudRepository", "MongoTemplate", "MongoCollection",
        "MongoClient", "SessionFactory", "SqlSession", "DSLContext", "ElasticsearchClient", "RestHighLevelClient",
        "CqlSession", "TransactionTemplate", "PlatformTransactionManager",
        "ReactiveMongoTemplate", "R2dbcEntityTemplate", "JdbcClient", "JdbcOperations", "MongoOperations", "MongoRepository", "PagingAndSortingRepository",
        "ListCrudRepository", "ReactiveCrudRepository", "CoroutineCrudRepository", "SqlSessionFactory", "StatelessSession", "DynamoDbClient", "AmazonDynamoDB",
        "RoomDatabase", "SQLiteDatabase", "SqlDriver", "ElasticsearchOperations", "ElasticsearchRestTemplate", "SolrClient", "CriteriaBuilder", "TypedQuery",
    ]),
    (Cache, &[
        "RedisTemplate", "StringRedisTemplate", "ReactiveRedisTemplate", "ValueOperations", "HashOperations",
        "Jedis", "JedisPool", "RedissonClient", "CacheManager",
        "JedisCluster", "JedisPooled", "StatefulRedisConnection", "ReactiveStringRedisTemplate", "RedisConnectionFactory", "HazelcastInstance",
        "ListOperations", "SetOperations", "ZSetOperations", "RedisOperations",
    ]),
    (Queue, &[
        "KafkaTemplate", "KafkaProducer", "KafkaConsumer", "RabbitTemplate", "JmsTemplate", "AmqpTemplate",
        "StreamBridge", "SqsClient", "SnsClient", "JMSContext",
        "SqsAsyncClient", "SqsTemplate", "SnsTemplate", "AmazonSQS", "AmazonSNS", "KafkaOperations", "ReactiveKafkaProducerTemplate", "PubSubTemplate",
        "WorkflowClient", "ProducerTemplate", "MqttClient", "RocketMQTemplate", "PulsarTemplate", "JobLauncher",
    ]),
    (Http, &[
        "RestTemplate", "WebClient", "RestClient", "HttpClient", "CloseableHttpClient", "OkHttpClient",
        "MockWebServer", "S3Client", "AmazonS3", "JavaMailSender", "ManagedChannel",
        "HttpURLConnection", "Socket", "ServerSocket",
        "RestOperations", "TestRestTemplate", "HttpsURLConnection", "MailSender", "GraphQlClient", "WebServiceTemplate",
        "DiscoveryClient", "LoadBalancerClient", "S3AsyncClient", "S3Presigner", "KubernetesClient", "FirebaseMessaging", "FirebaseAuth", "MimeMessage",
        "ApolloClient", "ClientHttpRequest", "ClientHttpResponse", "ConnectivityManager",
    ]),
    (Websocket, &[
        "WebSocketSession", "WebSocket", "WebSocketListener",
    ]),
    (Llm, &[
        "ChatClient", "ChatModel", "ChatLanguageModel", "EmbeddingModel",
        "StreamingChatLanguageModel", "StreamingChatModel", "OpenAIClient", "OpenAiService", "AnthropicClient", "GenerativeModel",
    ]),
    (Clock, &[
        "Clock", "Instant", "LocalDate", "LocalDateTime", "ZonedDateTime", "System.currentTimeMillis",
        "System.nanoTime", "SystemClock",
    ]),
    (Random, &[
        "SecureRandom", "UUID", "Random",
    ]),
    (Env, &[
        "System.getenv",
    ]),
    (Filesystem, &[
        "Files", "FileSystem", "SharedPreferences",
    ]),
    (Process, &[
        "Logger", "Log", "KLogger", "Process", "ProcessBuilder", "ProcessHandle", "Runtime", "System", "Thread", "ExecutorService", "Executor",
        "MBeanServer",
    ]),
];
