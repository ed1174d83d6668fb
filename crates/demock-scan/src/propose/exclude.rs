//! Other people's code that was copied into the tree: its doubles are not this project's. Absent on purpose: what a package manager has
//! put there, which is known to be others' without a word (`walk`).

use super::{Seen, glob_of};
use std::collections::BTreeSet;

/// Folder names that package managers and habit give to copied code.
const COPIED: &[&str] = &["third_party", "vendor", "bower_components", "site-packages"];

/// Globs of the outermost such folders.
pub(super) fn propose(seen: &Seen) -> Vec<String> {
    let mut folders = BTreeSet::new();
    for (path, _) in &seen.files {
        let mut end = 0;
        for segment in path.split('/') {
            end += segment.len();
            if COPIED.contains(&segment) && end < path.len() {
                folders.insert(&path[..end]);
                break;
            }
            end += 1;
        }
    }
    folders.into_iter().map(|folder| format!("{}/**", glob_of(folder))).collect()
}
