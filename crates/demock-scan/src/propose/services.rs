//! Services: folders with a manifest of their own, and those that Compose builds.

use super::{ProposedService, Seen};
use demock_model::Language;
use std::collections::{BTreeMap, BTreeSet};

/// More packages than this are a monorepo of small ones: naming each helps nobody, and the default names them all.
const LISTED_MAX: usize = 40;

/// The services to write down, and how many packages there are where they are too many.
pub(super) fn propose(seen: &Seen) -> (Vec<ProposedService>, usize) {
    let candidates = seen.packages.iter().chain(&seen.build_contexts).map(String::as_str);
    let folders: BTreeSet<&str> =
        candidates.filter(|folder| !folder.is_empty() && !is_test_material(folder) && holds(seen, folder)).collect();
    if folders.len() > LISTED_MAX {
        return (Vec::new(), folders.len());
    }
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for folder in &folders {
        *last.entry(last_segment(folder)).or_default() += 1;
    }
    let name = |folder: &str| {
        let short = last_segment(folder);
        // `root` is the owner of what nobody owns; a name that says only where sources lie says nothing.
        let clear = last.get(short) == Some(&1) && !matches!(short, "root" | "src" | "app" | "lib");
        if clear { short.to_owned() } else { folder.to_owned() }
    };
    let mut services: Vec<ProposedService> =
        folders.iter().map(|folder| ProposedService { name: name(folder), folder: (*folder).to_owned() }).collect();
    // The first that covers a path owns it: what lies inside goes before what lies around it.
    services.sort_by_cached_key(|service| format!("{}/\u{10ffff}", service.folder));
    (services, 0)
}

fn last_segment(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

/// A package that tests read, or one that was copied in, is nobody's service.
fn is_test_material(folder: &str) -> bool {
    let inside = format!("{folder}/x.rs");
    let copied = folder.split('/').any(|part| matches!(part, "vendor" | "third_party" | "examples"));
    copied || crate::roles::of_path(Language::Rust, &inside).is_test()
}

/// Whether sources lie in the folder.
fn holds(seen: &Seen, folder: &str) -> bool {
    let inside = format!("{folder}/");
    let from = seen.files.partition_point(|(path, _)| **path < *inside);
    seen.files.get(from).is_some_and(|(path, _)| path.starts_with(&inside))
}
