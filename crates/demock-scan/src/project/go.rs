//! Where Go finds what an import path means: below the module whose `go.mod` names the path's beginning.
//!
//! Source: Go Modules Reference, "Packages and versions" and `module` of "go.mod files". Absent on purpose: `replace` and
//! vendored packages.

use super::Project;
use super::python::{Located, first_name};
use super::store::Store;
use super::tree::{folder_of, join};
use crate::boundary::words::uncalled;
use demock_model::Language;
use std::sync::{Arc, OnceLock};

/// The modules of a tree.
#[derive(Debug, Default)]
pub(super) struct GoModules {
    files: Vec<Arc<str>>,
    read: OnceLock<Vec<GoModule>>,
}

/// A module's path and the folder that it stands for.
#[derive(Debug)]
struct GoModule {
    path: String,
    folder: String,
}

impl GoModules {
    /// Of the tree's manifests, those that are called `go.mod`.
    pub(super) fn new(manifests: &[Arc<str>]) -> Self {
        let is_ours = |path: &&Arc<str>| path.rsplit('/').next() == Some("go.mod");
        Self { files: manifests.iter().filter(is_ours).cloned().collect(), read: OnceLock::new() }
    }

    /// The import path of the package in a folder: that of the innermost module around it and what lies between.
    pub(super) fn package(&self, store: &Store, folder: &str) -> Option<String> {
        let around = self.modules(store).iter().filter_map(|module| {
            let below = folder.strip_prefix(module.folder.as_str())?;
            let below = if module.folder.is_empty() { below } else { below.strip_prefix('/').unwrap_or(below) };
            let is_below = module.folder.is_empty()
                || folder.len() == module.folder.len()
                || folder.as_bytes()[module.folder.len()] == b'/';
            is_below.then_some((module, below))
        });
        let (module, below) = around.max_by_key(|(module, _)| module.folder.len())?;
        Some(if below.is_empty() { module.path.clone() } else { format!("{}/{below}", module.path) })
    }

    /// What the module around a folder is called, without what only says that it is one of Go's: `redis` of
    /// `github.com/redis/go-redis/v9`.
    pub(super) fn library_name(&self, store: &Store, folder: &str) -> Option<String> {
        let is_around = |module: &&GoModule| {
            let rest = folder.strip_prefix(module.folder.as_str());
            rest.is_some_and(|rest| module.folder.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        let module = self.modules(store).iter().filter(is_around).max_by_key(|module| module.folder.len())?;
        let is_version =
            |name: &&str| name.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit()));
        let name = module.path.rsplit('/').find(|name| !is_version(name))?;
        let plain = name.strip_prefix("go-").unwrap_or(name);
        let plain = ["-go", ".go", "-golang"].iter().find_map(|ending| plain.strip_suffix(ending)).unwrap_or(plain);
        Some(plain.to_owned())
    }

    /// Whether a package is of a module of the tree, or of a sister of one: of a host that its maker has for itself.
    pub(super) fn owns(&self, store: &Store, package: &str) -> bool {
        let is_of = |module: &GoModule| {
            let rest = package.strip_prefix(module.path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
                || host_of(&module.path).is_some_and(|host| host_of(package) == Some(host))
        };
        self.modules(store).iter().any(is_of)
    }

    /// The modules, the longest path first: of two that fit, the inner one holds the package.
    fn modules(&self, store: &Store) -> &[GoModule] {
        self.read.get_or_init(|| {
            let of_file = |path: &Arc<str>| {
                let text = store.text(path)?;
                let text = String::from_utf8_lossy(&text);
                let named = text.lines().find_map(|line| line.trim().strip_prefix("module "))?;
                let path_named = named.split("//").next().unwrap_or(named).trim().trim_matches(['"', '`']).to_owned();
                Some(GoModule { path: path_named, folder: folder_of(path).to_owned() })
            };
            let mut modules: Vec<GoModule> = self.files.iter().filter_map(of_file).collect();
            modules.sort_by_key(|module| std::cmp::Reverse(module.path.len()));
            modules
        })
    }
}

/// The host that a path begins with, where all that is kept there is of one maker and about one thing: `go.temporal.io`.
fn host_of(path: &str) -> Option<&str> {
    #[rustfmt::skip]
    const SHARED: &[&str] = &[
        "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht", "golang.org", "google.golang.org",
        "cloud.google.com", "go.uber.org", "k8s.io", "sigs.k8s.io", "gopkg.in", "dev.azure.com", "gocloud.dev", "go.opentelemetry.io",
        "example.com", "example.org",
    ];
    let host = path.split('/').next().filter(|host| host.contains('.') && host.len() < path.len())?;
    (!SHARED.contains(&host)).then_some(host)
}

impl Project<'_> {
    /// `example.org/app/store.Client`: the folder of the package below the module that names its path's beginning.
    pub(super) fn locate_go<'t>(&self, text: &'t str) -> Option<Located<'t>> {
        let last = text.rfind('/').map_or(0, |at| at + 1);
        let (package, rest) = match text[last..].find('.') {
            // In a path of one segment, a dot is the host's.
            Some(dot) if last > 0 => (&text[..last + dot], &text[last + dot + 1..]),
            Some(_) | None => (text, ""),
        };
        Some(self.in_go_folder(&self.go_folder(package)?, rest))
    }

    /// The folder of a package by its import path.
    pub(super) fn go_folder(&self, package: &str) -> Option<String> {
        let modules = self.go_modules.modules(&self.store).iter();
        let mut folders = modules.filter_map(|module| {
            let below = package.strip_prefix(module.path.as_str())?;
            match below.strip_prefix('/') {
                Some(below) => Some(join(&module.folder, below)),
                None if below.is_empty() => Some(module.folder.clone()),
                None => None,
            }
        });
        folders.find(|folder| self.tree.has_folder(folder))
    }

    /// A name of the same package, which nothing imports.
    pub(super) fn locate_go_neighbour<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        // A member of something that begins with a small letter is one of a local object: no file of the package knows it.
        if text.contains('.') && text.starts_with(|first: char| first.is_lowercase()) {
            return None;
        }
        Some(self.in_go_folder(folder_of(from), text)).filter(|located| located.file.is_some())
    }

    /// The file of a Go package that defines a name.
    fn in_go_folder<'t>(&self, folder: &str, rest: &'t str) -> Located<'t> {
        let name = uncalled(first_name(rest));
        let mut files = self.tree.directly_in(folder).filter(|file| self.tree.language(*file) == Language::Go);
        let file = files.find(|file| self.module(*file).export(name).is_some());
        Located { file, rest }
    }
}
