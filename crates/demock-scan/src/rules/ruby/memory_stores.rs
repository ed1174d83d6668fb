//! Stores, caches and mailboxes in memory.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A store that a stub answers with is the stub's.
const IN_PLACE: &[When] =
    &[When::InTest, When::NotInside("and_return"), When::NotInside("stub"), When::NotInside("returns")];

/// A store in memory stands in for the one of production.
pub(super) static RULE: Rule = Rule {
    id: "ruby/memory-stores",
    framework: "stores in memory",
    languages: &[Language::Ruby],
    since: 2,
    summary: "a store in memory stands in for the one of production",
    documentation: include_str!("memory_stores.md"),
    rows: &[
        Row::assign("Rails.cache", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ValueHas("Store")])
            .target(TargetFrom::Fixed("Rails.cache"))
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::call("ActiveSupport.Cache.{MemoryStore,NullStore}.new", Kind::InMemorySubstitute)
            .when(IN_PLACE)
            .target(TargetFrom::Fixed("Rails.cache"))
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::call("ActiveSupport.Cache.lookup_store", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "{memory_store,null_store}")])
            .target(TargetFrom::Fixed("Rails.cache"))
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::call("Flipper.Adapters.Memory.new", Kind::InMemorySubstitute)
            .when(IN_PLACE)
            .target(TargetFrom::Fixed("Flipper"))
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("Shrine.Storage.Memory.new", Kind::InMemorySubstitute)
            .when(IN_PLACE)
            .target(TargetFrom::Fixed("Shrine.storages"))
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Possible),
        Row::call("Moneta.new", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "Memory")])
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::assign("ActionMailer.Base.delivery_method", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ValueHas(":test")])
            .boundary(Boundary::Http)
            .confidence(Confidence::Possible),
        Row::call("delivery_method", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "test"), When::FileHas("Mail.defaults")])
            .target(TargetFrom::Fixed("Mail"))
            .boundary(Boundary::Http)
            .confidence(Confidence::Possible),
    ],
};
