//! What names are beyond their own file.

use crate::resolve::Aliases;
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use demock_model::{Boundary, Language};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a site replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The thing that the code under test would have touched.
    pub boundary: Boundary,
    /// Why, where another file says so.
    pub reason: Option<Arc<str>>,
}

/// The files of a tree, asked for what a name stands for.
#[derive(Debug)]
pub struct Project<'r> {
    root: PathBuf,
    rules: &'r RuleSet,
}

impl<'r> Project<'r> {
    /// A project of these files, relative to the root.
    pub fn new(root: &Path, _files: &[(Arc<str>, Language)], rules: &'r RuleSet) -> Self {
        Self { root: root.to_owned(), rules }
    }

    /// Names of the project's own services, and of hosts they answer to.
    #[must_use]
    pub fn with_services(self, _names: impl IntoIterator<Item = Arc<str>>) -> Self {
        self
    }

    /// Manifests of packages (`package.json`, `tsconfig.json`, `go.mod`, `composer.json`, …), relative to the root.
    #[must_use]
    pub fn with_manifests(self, _paths: impl IntoIterator<Item = Arc<str>>) -> Self {
        self
    }

    /// What each site of a file replaces, in the order of the sites.
    pub fn resolutions(&self, _path: &str, _language: Language, scan: &FileScan) -> Vec<Resolution> {
        let _ = (&self.root, self.rules);
        let boundary = |site: &crate::site::Site| site.boundary.unwrap_or(Boundary::Unknown);
        scan.sites.iter().map(|site| Resolution { boundary: boundary(site), reason: None }).collect()
    }

    /// What the names that a file needs stand for; `None` where nothing of the project hands on what a rule knows.
    pub fn aliases(&self, _path: &str, _language: Language, _scan: &FileScan) -> Option<Aliases> {
        None
    }
}
