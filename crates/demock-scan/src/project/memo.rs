//! Answers given so far, by the place that a name is asked from.
//!
//! Invariants: an entry keeps its name, so that two names of one hash are two answers; what is kept is bounded by
//! [`ENTRIES_MAX`] a shard.

use super::Resolution;
use super::store::locked;
use crate::site::TargetOrigin;
use demock_model::Language;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::Mutex;

const SHARDS: usize = 16;
const ENTRIES_MAX: usize = 8192;

#[derive(Debug, Default)]
pub(super) struct Memo {
    shards: [Mutex<FxHashMap<u64, Entry>>; SHARDS],
}

#[derive(Debug)]
struct Entry {
    name: Box<str>,
    origin: TargetOrigin,
    resolution: Resolution,
}

/// The number of a place that names are asked from.
pub(super) fn context(place: &str, language: Language) -> u64 {
    let mut hasher = FxHasher::default();
    (place, language).hash(&mut hasher);
    hasher.finish()
}

impl Memo {
    pub(super) fn answer(
        &self,
        context: u64,
        name: &str,
        origin: TargetOrigin,
        make: impl FnOnce() -> Resolution,
    ) -> Resolution {
        let mut hasher = FxHasher::default();
        (context, name, origin as u8).hash(&mut hasher);
        let key = hasher.finish();
        let shard = &self.shards[key as usize % SHARDS];
        if let Some(entry) = locked(shard).get(&key)
            && entry.origin == origin
            && *entry.name == *name
        {
            return entry.resolution.clone();
        }
        let resolution = make();
        let mut kept = locked(shard);
        if kept.len() >= ENTRIES_MAX {
            kept.clear();
        }
        kept.insert(key, Entry { name: name.into(), origin, resolution: resolution.clone() });
        resolution
    }
}
