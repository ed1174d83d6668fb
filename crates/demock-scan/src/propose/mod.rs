//! A `demock.toml` that fits a repository, from what the repository shows: pure functions over names.
//!
//! Invariants: the same tree gives the same bytes; what the built-in conventions already see is not written down again;
//! the text is always one that the configuration reads. Absent on purpose: reading contents (the caller hands in a
//! function), the baseline, and any guess about priorities.

mod exclude;
mod services;
mod stack;
mod text;
mod tiers;

use crate::walk::Tree;
use demock_model::Language;
use std::sync::Arc;

/// What a repository shows of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Sources with their languages, in order of path.
    pub files: Vec<(Arc<str>, Language)>,
    /// Folders with a package manifest, the root as the empty text.
    pub packages: Vec<String>,
    /// Folders that Compose services are built from.
    pub build_contexts: Vec<String>,
    /// Paths of Compose files.
    pub compose: Vec<String>,
    /// Markers that the test runner's own configuration declares.
    pub markers: Vec<String>,
}

/// A proposed service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedService {
    /// Its name.
    pub name: String,
    /// The folder it owns.
    pub folder: String,
}

/// What a tier is proposed to take in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedTier {
    /// Its name.
    pub name: &'static str,
    /// Globs of test folders that no convention claims.
    pub paths: Vec<String>,
    /// Declared markers that no convention claims.
    pub markers: Vec<String>,
}

/// A configuration to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Who owns what, inner folders before the folders around them.
    pub services: Vec<ProposedService>,
    /// Packages, where they are too many to be written down one by one.
    pub unlisted_packages: usize,
    /// Tiers that take in what the conventions leave out.
    pub tiers: Vec<ProposedTier>,
    /// Folders of other people's code.
    pub exclude: Vec<String>,
    /// Compose files of the test stack.
    pub compose: Vec<String>,
    /// Compose files that are left out.
    pub other_compose: Vec<String>,
    /// The file.
    pub text: String,
}

impl Seen {
    /// What a walked tree shows; `read` gives the text of a file by its path relative to the root.
    pub fn of(tree: &Tree, read: &dyn Fn(&str) -> Option<String>) -> Self {
        let own = tree.files.iter().filter(|file| !tree.is_installed(&file.path));
        let mut seen = Self {
            files: own.map(|file| (file.path.clone(), file.language)).collect(),
            packages: tree.packages.clone(),
            compose: tree.compose.clone(),
            ..Self::default()
        };
        for path in &tree.compose {
            if let Some(text) = read(path) {
                seen.build_contexts.extend(stack::build_contexts(path, &text));
            }
        }
        for folder in std::iter::once("").chain(tree.packages.iter().map(String::as_str)) {
            for name in ["pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"] {
                let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
                if let Some(text) = read(&path) {
                    seen.markers.extend(tiers::declared_markers(&text));
                }
            }
        }
        for list in [&mut seen.build_contexts, &mut seen.markers] {
            list.sort();
            list.dedup();
        }
        seen
    }
}

/// Proposes a configuration.
pub fn propose(seen: &Seen) -> Proposal {
    let (services, unlisted_packages) = services::propose(seen);
    let (compose, other_compose) = stack::propose(&seen.compose);
    let mut proposal = Proposal {
        services,
        unlisted_packages,
        tiers: tiers::propose(seen),
        exclude: exclude::propose(seen),
        compose,
        other_compose,
        text: String::new(),
    };
    proposal.text = text::write(&proposal);
    proposal
}

/// A folder as a glob: what would mean something in a pattern stands for itself.
fn glob_of(folder: &str) -> String {
    let mut glob = String::with_capacity(folder.len());
    for letter in folder.chars() {
        if matches!(letter, '*' | '?' | '[' | ']' | '{' | '}') {
            glob.extend(['[', letter, ']']);
        } else {
            glob.push(letter);
        }
    }
    glob
}

#[cfg(test)]
mod tests;
