//! Stores in memory, of libraries and of the project's own.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A store in memory stands in for the one of production.
pub(super) static RULE: Rule = Rule {
    id: "rust/in-memory-store",
    framework: "in-memory stores",
    languages: &[Language::Rust],
    since: 2,
    summary: "A store in memory stands in for the one of production",
    documentation: include_str!("in_memory_store.md"),
    rows: &[
        Row::call("object_store.memory.InMemory.{new,default}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Possible),
        Row::call("opendal.{services.,}Memory.{new,default}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Possible),
        Row::call(
            "tantivy.{Index.create_in_ram,directory.RamDirectory.{create,default},RamDirectory.{create,default}}",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Filesystem)
        .confidence(Confidence::Possible),
        Row::call("redb.backends.InMemoryBackend.{new,default}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("rocksdb.Env.mem_env", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("cqrs_es.mem_store.MemStore.{new,default}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call(
            "{tower_sessions,tower_sessions_memory_store,async_session}.MemoryStore.{new,default}",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest])
        .target(TargetFrom::Fixed("sessions"))
        .boundary(Boundary::Cache)
        .confidence(Confidence::Possible),
        Row::call("{apalis,apalis_core}.memory.MemoryStorage.{new,default}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        // An engine of the project's own, or of SQLite, is the same in memory as on disk; so is what only keeps secrets or settings.
        Row {
            meaning: Meaning::Nothing,
            ..Row::call(
                "?.{*Sqlite*,*SQLite*,Connection,*Connection,Db,*Db,*DB,Database,*Database,*Index*,*Engine*,*Graph*,*Keystore*,*Channel*,Self}.{new_in_memory,new_in_memory_*,in_memory,in_memory_*}",
                Kind::InMemorySubstitute,
            )
        },
        // What a project names so itself: a constructor, or the kind of store that it is told to take. What it stands in for is not
        // known: an image of a Compose file says nothing of it.
        Row::call("?.{new_in_memory,new_in_memory_*,in_memory,in_memory_*}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::HasReceiver])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Unknown)
            .confidence(Confidence::Possible),
        Row::call(
            "?.{*Storage*,*Store,*StoreKind,*Backend*,*Database*,*Cache*,*Queue*,*Repository*}.{Memory,InMemory}",
            Kind::InMemorySubstitute,
        )
        // A pattern asks which store it is, and makes none.
        .when(&[
            When::InTest,
            When::NotArgs("_"),
            When::NotArgs(".."),
            When::NotInside("matches"),
            When::NotInside("assert_matches"),
            When::NotInside("assert_eq"),
            When::NotInside("assert"),
        ])
        .target(TargetFrom::Receiver)
        .boundary(Boundary::Unknown)
        .confidence(Confidence::Possible),
    ],
};
