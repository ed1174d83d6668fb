//! Who owns a file: the project's word, else the nearest folder that is a package or a Compose build context.

use demock_config::Settings;
use demock_model::{Mode, Priority, Service, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{collections::BTreeMap, sync::Arc};

/// The service of files that no folder owns.
const ROOT: &str = "root";

/// Names of files that make their folder a package.
pub const MANIFEST_NAMES: &[&str] = &[
    "Cargo.toml",
    "package.json",
    "deno.json",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "Gemfile",
    "composer.json",
];

/// Whether a file of this name makes its folder a package.
pub fn is_manifest(file_name: &str) -> bool {
    const ENDINGS: &[&str] = &[".gemspec", ".csproj"];
    MANIFEST_NAMES.contains(&file_name) || ENDINGS.iter().any(|ending| file_name.ends_with(ending))
}

/// Folders that are services by themselves: those with a package manifest, and the build contexts of Compose files.
#[derive(Debug, Clone, Default)]
pub struct ServiceFolders {
    folders: FxHashSet<Arc<str>>,
}

impl ServiceFolders {
    /// From folders relative to the root; the root itself is the empty text or `.`.
    pub fn new<'a>(folders: impl IntoIterator<Item = &'a str>) -> Self {
        let trim = |folder: &'a str| match folder.trim_start_matches("./").trim_end_matches('/') {
            "." => "",
            folder => folder,
        };
        Self { folders: folders.into_iter().map(|folder| Arc::from(trim(folder))).collect() }
    }

    /// The nearest of the folders that holds the path.
    pub fn nearest(&self, path: &str) -> Option<&Arc<str>> {
        let mut folder = path;
        loop {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
            if let Some(known) = self.folders.get(folder) {
                return Some(known);
            }
            if folder.is_empty() {
                return None;
            }
        }
    }
}

/// Names the owner of each file and remembers who owned something.
pub(super) struct Services<'a> {
    settings: &'a Settings,
    folders: &'a ServiceFolders,
    by_folder: FxHashMap<Arc<str>, Text>,
    seen: Seen,
}

/// Services that own something.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<Text, (Priority, Mode)>);

impl Seen {
    /// Two files may speak of one service: the more urgent and the stricter word holds.
    fn add(&mut self, name: Text, priority: Priority, mode: Mode) {
        let entry = self.0.entry(name).or_insert((priority, mode));
        *entry = (entry.0.min(priority), entry.1.max(mode));
    }

    pub(super) fn append(&mut self, other: Self) {
        other.0.into_iter().for_each(|(name, (priority, mode))| self.add(name, priority, mode));
    }

    pub(super) fn finish(self) -> Vec<Service> {
        self.0.into_iter().map(|(name, (priority, mode))| Service { name, priority, mode }).collect()
    }
}

impl<'a> Services<'a> {
    pub(super) fn new(settings: &'a Settings, folders: &'a ServiceFolders) -> Self {
        Self { settings, folders, by_folder: FxHashMap::default(), seen: Seen::default() }
    }

    /// The owner, and how the gate treats it.
    pub(super) fn of(&mut self, path: &str, scope: usize) -> (Text, Mode) {
        let scope = &self.settings.scopes()[scope];
        let (name, priority, mode) = match scope.service(path) {
            Some(service) => (Text::from(&service.name.value), service.priority, service.mode),
            None => (self.by_default(path), Priority::Medium, scope.mode),
        };
        self.seen.add(name, priority, mode);
        (name, mode)
    }

    fn by_default(&mut self, path: &str) -> Text {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(known) = self.by_folder.get(folder) {
            return *known;
        }
        let name: Text = match self.folders.nearest(path) {
            Some(nearest) if nearest.is_empty() => ROOT.into(),
            Some(nearest) => nearest.into(),
            None => folder.split('/').next().filter(|first| !first.is_empty()).unwrap_or(ROOT).into(),
        };
        self.by_folder.insert(folder.into(), name);
        name
    }

    /// The services that owned something since the last time.
    pub(super) fn take(&mut self) -> Seen {
        std::mem::take(&mut self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folders: &[&str], path: &str, expected: &str) {
        let (settings, folders) = (Settings::default(), ServiceFolders::new(folders.iter().copied()));
        assert_eq!(&*Services::new(&settings, &folders).of(path, 0).0, expected);
    }

    #[test]
    fn nearest_package_then_first_segment_then_root() {
        check(&["", "services/auth"], "services/auth/tests/test_a.py", "services/auth");
        check(&["", "services/auth"], "services/billing/tests/test_a.py", "root");
        check(&["services/auth"], "services/billing/tests/test_a.py", "services");
        check(&["services/auth"], "services/authority/test_a.py", "services");
        check(&["a", "a/b/c"], "a/b/test_a.py", "a");
        check(&["./backend/", "."], "backend/x.py", "backend");
        check(&[], "test_a.py", "root");
        check(&[], "tests/test_a.py", "tests");
        check(&["web"], "web", "root");
    }
}
