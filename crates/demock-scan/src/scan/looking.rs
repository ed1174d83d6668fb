//! What a tree holds, by name and state: everything that is found out before anything is read.

use super::Request;
use super::asked::Asked;
use crate::cache::{self, Digest};
use crate::judge::CODEOWNERS_PLACES;
use crate::walk::{self, Stat, Tree};
use std::path::PathBuf;
use xxhash_rust::xxh3::Xxh3Default;

/// A tree that was looked at.
#[derive(Debug)]
pub struct Looked {
    pub(super) tree: Tree,
    digest: Option<Digest>,
}

impl Looked {
    /// Looks at the tree of a request.
    pub(super) fn at(request: &Request<'_>) -> Self {
        let looked = cache::now();
        // What stands beside the paths that were asked for is known by name: what a double replaces is decided by modules around it.
        let everything: Vec<PathBuf> = request.paths.first().map(|_| request.root.to_owned()).into_iter().collect();
        let mut tree = walk::walk(request.root, &[&everything, request.paths].concat());
        let asked = Asked::of(request, &tree);
        tree.skipped.retain(|skipped| asked.takes(&skipped.path));
        let digest = digest(request, &tree, looked);
        Self { tree, digest }
    }

    /// The states of everything that a report of this tree depends on; `None` where an earlier answer could not be
    /// trusted whatever they are: for a part of a tree, under settings from elsewhere, on a file system without inodes.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }
}

fn digest(request: &Request<'_>, tree: &Tree, looked: i128) -> Option<Digest> {
    if !request.paths.is_empty() || request.settings.is_some() {
        return None;
    }
    let mut states = States { hasher: Xxh3Default::new(), newest: i128::MIN, are_known: true };
    for file in &tree.files {
        states.text(&file.path);
        states.stat(&file.stat);
    }
    for (path, stat) in &tree.project {
        states.text(path);
        states.stat(stat);
    }
    for place in CODEOWNERS_PLACES {
        states.text(place);
        if let Ok(metadata) = std::fs::metadata(request.root.join(place)) {
            states.stat(&Stat::of(&metadata));
        }
    }
    for skipped in &tree.skipped {
        states.text(&skipped.path);
        states.text(&skipped.reason);
    }
    states.text(request.root_name);
    states.text(&request.today.to_string());
    states.are_known.then(|| Digest { hash: states.hasher.digest128(), newest: states.newest, looked })
}

struct States {
    hasher: Xxh3Default,
    newest: i128,
    are_known: bool,
}

impl States {
    fn text(&mut self, text: &str) {
        self.hasher.update(&(text.len() as u64).to_le_bytes());
        self.hasher.update(text.as_bytes());
    }

    fn stat(&mut self, stat: &Stat) {
        let Stat { device, inode, size, modified, changed } = *stat;
        let mut bytes = [0; 56];
        for (at, number) in [device, inode, size].into_iter().enumerate() {
            bytes[at * 8..at * 8 + 8].copy_from_slice(&number.to_le_bytes());
        }
        bytes[24..40].copy_from_slice(&modified.to_le_bytes());
        bytes[40..].copy_from_slice(&changed.to_le_bytes());
        self.hasher.update(&bytes);
        self.newest = self.newest.max(modified).max(changed);
        self.are_known &= inode != 0;
    }
}
