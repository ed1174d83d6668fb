//! in-memory stores.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind};

/// A store in memory stands in for the one of production.
pub(super) static RULE: Rule = Rule {
    id: "javascript/memory-store",
    framework: "in-memory stores",
    languages: super::SCRIPTS,
    since: 2,
    summary: "A store in memory stands in for the one of production",
    documentation: include_str!("memory_store.md"),
    rows: &[
        Row::call("express-session.MemoryStore", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("sessions"))
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::call("@langchain/langgraph{,-checkpoint}.MemorySaver", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("checkpointer"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("{langchain,@langchain/classic}/vectorstores/memory.MemoryVectorStore{,.fromTexts,.fromDocuments,.fromExistingIndex}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("vector store"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
