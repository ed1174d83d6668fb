//! in-memory brokers.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A broker or store in memory stands in for the one of production.
pub(super) static RULE: Rule = Rule {
    id: "python/memory-broker",
    framework: "in-memory brokers",
    languages: &[Language::Python],
    since: 2,
    summary: "A broker or store in memory stands in for the one of production",
    documentation: include_str!("memory_broker.md"),
    rows: &[
        Row::call("celery.Celery", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::KeywordText("broker", "memory://*")])
            .target(TargetFrom::Fixed("broker"))
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::call("?.conf.update", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::KeywordText("broker_url", "memory://*")])
            .target(TargetFrom::Fixed("broker"))
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::call("kombu.Connection", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "memory://*")])
            .target(TargetFrom::Fixed("broker"))
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::call("langgraph.checkpoint.memory.{MemorySaver,InMemorySaver}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("checkpointer"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("qdrant_client.{,qdrant_client.,async_qdrant_client.}{QdrantClient,AsyncQdrantClient}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, ":memory:")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("qdrant_client.{,qdrant_client.,async_qdrant_client.}{QdrantClient,AsyncQdrantClient}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::KeywordText("location", ":memory:")])
            .target(TargetFrom::Fixed(":memory:"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("chromadb.EphemeralClient", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("chromadb"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("langgraph.store.memory.InMemoryStore", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("store"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("{langchain_core.vectorstores.{,in_memory.}InMemoryVectorStore,langchain_core.stores.InMemoryStore}{,.from_texts,.from_documents}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("vectorstore"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("{dramatiq.brokers.stub.StubBroker,taskiq.{,brokers.inmemory_broker.}InMemoryBroker,huey.{,api.}MemoryHuey}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("broker"))
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::call("{faststream.kafka.TestKafkaBroker,faststream.rabbit.TestRabbitBroker,faststream.nats.TestNatsBroker,faststream.redis.TestRedisBroker,faststream.confluent.TestKafkaBroker}", Kind::InMemorySubstitute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Queue),
        Row::call("?.set_override", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "*driver*"), When::ArgText(1, "{*fake*,*.fake.*}")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        Row::call("?.flags", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("_driver='fake.")])
            .target(TargetFrom::Fixed("driver"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
        Row::call("?.flags", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("_driver=\"fake.")])
            .target(TargetFrom::Fixed("driver"))
            .boundary(Boundary::OwnCode)
            .confidence(Confidence::Likely),
    ],
};
