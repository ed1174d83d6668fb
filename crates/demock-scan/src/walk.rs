//! Finds the files of a tree: sources, configuration, manifests.
//!
//! Invariants: `.gitignore` is heeded as git heeds it, and no other tool's ignore file is; hidden folders other than
//! `.git` are looked into; no test folder is left out and no size is too large (up to what an offset can count); whatever
//! is not read is listed with the reason; only regular files are ever opened, because opening a pipe waits for a writer.
//! Absent on purpose: reading contents.

pub(crate) mod installed;
mod remembered;
mod submodules;

pub use remembered::names_remembered;

use crate::judge::is_manifest;
use crate::runners::is_runner_config;
use demock_config::CONFIG_FILE;
use demock_model::{Language, Skipped, Text};
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stat {
    /// Device.
    pub device: u64,
    /// Inode.
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Modification time, nanoseconds since the epoch.
    pub modified: i128,
    /// Status change time, nanoseconds since the epoch.
    pub changed: i128,
}

impl Stat {
    /// From the file system's answer. Where it knows no inodes, all is zero and nothing is ever taken as unchanged.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// From the file system's answer. Where it knows no inodes, all is zero and nothing is ever taken as unchanged.
    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), ..Self::default() }
    }
}

/// A file that will be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the root, `/` on every platform.
    pub path: Arc<str>,
    /// By its ending.
    pub language: Language,
    /// Its state when it was found.
    pub stat: Stat,
}

/// What a tree holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Sources in order of path.
    pub files: Vec<SourceFile>,
    /// Paths of `demock.toml` files.
    pub configs: Vec<String>,
    /// Folders that hold a package manifest.
    pub packages: Vec<String>,
    /// Paths of Compose files.
    pub compose: Vec<String>,
    /// Paths of manifests that name dependencies.
    pub manifests: Vec<String>,
    /// Paths of files that say which folders imported names lead to: `tsconfig.json`.
    pub path_maps: Vec<String>,
    /// Paths of files that configure a test runner, but for manifests.
    pub runners: Vec<String>,
    /// Folders of packages that a package manager has put there: others wrote what is in them.
    pub installed: Vec<String>,
    /// The state of every file that is read besides the sources: configuration, Compose files, manifests; and of those that tell of
    /// installed packages.
    pub project: Vec<(String, Stat)>,
    /// What was not taken, and why.
    pub skipped: Vec<Skipped>,
}

/// The largest file that is read: offsets are 32 bits wide.
pub const FILE_BYTES_MAX: u64 = u32::MAX as u64 - 1;

/// Why a larger one is not.
pub(crate) const TOO_LARGE: &str = "4 GiB or larger";

/// What is to be known of a file that is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Its path: asking for states takes as long as finding the names.
    Names,
    /// Its state, too.
    States,
}

/// Finds everything below `paths`, which lie below `root`; none means the root itself.
pub fn walk(root: &Path, paths: &[PathBuf]) -> Tree {
    find(root, paths, Wanted::States).tree
}

/// Finds everything below the root, by name alone: no state is known.
pub fn names(root: &Path) -> Tree {
    find(root, &[], Wanted::Names).tree
}

/// What a walk came by.
#[derive(Debug, Default)]
struct Collected {
    tree: Tree,
    /// The folders that were looked into, where only names are wanted.
    folders: Vec<PathBuf>,
    /// Files by which git ignores others.
    ignores: Vec<PathBuf>,
}

fn find(root: &Path, paths: &[PathBuf], wanted: Wanted) -> Collected {
    let first = paths.first().map_or(root, PathBuf::as_path);
    let mut builder = WalkBuilder::new(first);
    for path in paths.iter().skip(1) {
        builder.add(path);
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    builder
        .hidden(false)
        .ignore(false)
        .follow_links(false)
        .threads(threads)
        .filter_entry(|entry| entry.file_name() != ".git");
    let found = Mutex::new(Collected::default());
    builder.build_parallel().run(|| {
        let mut own = Collector { root, wanted, own: Collected::default(), found: &found };
        Box::new(move |entry| {
            own.visit(entry);
            WalkState::Continue
        })
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let tree = &mut found.tree;
    let starts = [root].into_iter().filter(|_| paths.is_empty()).chain(paths.iter().map(PathBuf::as_path));
    tree.skipped.extend(starts.filter(|start| is_bare_repository(start)).map(|start| Skipped {
        path: Some(relative(root, start)).filter(|path| !path.is_empty()).unwrap_or_else(|| ".".to_owned()).into(),
        reason: "a bare git repository: nothing is checked out in it; scan a work tree".into(),
    }));
    tree.in_order();
    found
}

impl Tree {
    /// Sorts all lists, and lists nothing twice.
    fn in_order(&mut self) {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files.dedup_by(|a, b| a.path == b.path);
        self.installed.extend(installed::by_name(&self.files));
        installed::outermost(&mut self.installed);
        for list in [
            &mut self.configs,
            &mut self.packages,
            &mut self.compose,
            &mut self.manifests,
            &mut self.path_maps,
            &mut self.runners,
        ] {
            list.sort();
            list.dedup();
        }
        // What others set for their own packages, and run them on, says nothing of the project.
        for list in [&mut self.configs, &mut self.packages, &mut self.compose, &mut self.runners] {
            list.retain(|path| !installed::holds(&self.installed, path));
        }
        self.project.sort_by(|a, b| a.0.cmp(&b.0));
        self.project.dedup_by(|a, b| a.0 == b.0);
        self.skipped.sort();
        self.skipped.dedup();
    }

    /// Whether a file is one of a package that is installed in the tree.
    pub(crate) fn is_installed(&self, path: &str) -> bool {
        installed::holds(&self.installed, path)
    }

    /// Lists a file of the project for what its name says it is.
    fn note_project_file(&mut self, root: &Path, path: &Path, name: &str) {
        if name == CONFIG_FILE {
            self.configs.push(relative(root, path));
        } else if is_manifest(name) {
            let manifest = relative(root, path);
            let folder = manifest.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            self.packages.push(folder);
            self.manifests.push(manifest);
        } else if is_path_map(name) {
            self.path_maps.push(relative(root, path));
        } else if is_dependency_list(name) {
            self.manifests.push(relative(root, path));
        } else if is_compose(name) {
            self.compose.push(relative(root, path));
        } else if is_runner_config(name) {
            self.runners.push(relative(root, path));
        } else if let Some(folder) = installed::told_by(&relative(root, path)) {
            self.installed.push(folder.to_owned());
        }
    }
}

/// One worker's finds, handed over when the worker ends.
struct Collector<'a> {
    root: &'a Path,
    wanted: Wanted,
    own: Collected,
    found: &'a Mutex<Collected>,
}

impl Drop for Collector<'_> {
    fn drop(&mut self) {
        let mut all = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        all.folders.append(&mut self.own.folders);
        all.ignores.append(&mut self.own.ignores);
        let (found, own) = (&mut all.tree, &mut self.own.tree);
        found.files.append(&mut own.files);
        found.configs.append(&mut own.configs);
        found.packages.append(&mut own.packages);
        found.compose.append(&mut own.compose);
        found.manifests.append(&mut own.manifests);
        found.path_maps.append(&mut own.path_maps);
        found.runners.append(&mut own.runners);
        found.installed.append(&mut own.installed);
        found.project.append(&mut own.project);
        found.skipped.append(&mut own.skipped);
    }
}

impl Collector<'_> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) {
        match entry {
            Ok(entry) => self.entry(&entry),
            Err(error) => {
                let path = error_path(&error).map_or_else(String::new, |path| relative(self.root, path));
                self.skip(path, self.reason_of(&error));
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry) {
        if let Some(error) = entry.error() {
            self.skip(relative(self.root, entry.path()), self.reason_of(error));
        }
        let Some(kind) = entry.file_type() else { return };
        let name = entry.file_name().to_string_lossy();
        let language = name.rsplit_once('.').and_then(|(_, extension)| Language::of_extension(extension));
        if kind.is_symlink() {
            if language.is_some() || entry.path().is_dir() {
                self.skip(
                    relative(self.root, entry.path()),
                    "a symbolic link: what it points to is read where it lies",
                );
            }
            return;
        }
        if kind.is_dir() && self.wanted == Wanted::Names {
            self.own.folders.push(entry.path().to_owned());
        }
        if !kind.is_file() {
            if language.is_some() && !kind.is_dir() {
                self.skip(relative(self.root, entry.path()), "no regular file but a pipe, a socket or a device");
            }
            return;
        }
        if entry.path().to_str().is_none() {
            if language.is_some() || is_project_file(&name) {
                self.skip(
                    escaped(self.root, entry.path()),
                    "its path is not UTF-8, so nothing could name it: rename it",
                );
            }
            return;
        }
        if name == ".gitignore" {
            self.own.ignores.push(entry.path().to_owned());
        }
        if name == submodules::FILE {
            self.own.tree.skipped.extend(submodules::missing(self.root, entry.path()));
        }
        if is_project_file(&name) {
            let stat = match self.wanted {
                Wanted::Names => Stat::default(),
                Wanted::States => entry.metadata().map_or_else(|_| Stat::default(), |metadata| Stat::of(&metadata)),
            };
            self.own.tree.project.push((relative(self.root, entry.path()), stat));
            self.own.tree.note_project_file(self.root, entry.path(), &name);
        }
        let Some(language) = language else { return };
        let path = relative(self.root, entry.path());
        if self.wanted == Wanted::Names {
            self.own.tree.files.push(SourceFile { path: path.into(), language, stat: Stat::default() });
            return;
        }
        match entry.metadata() {
            Ok(metadata) if metadata.len() > FILE_BYTES_MAX => self.skip(path, TOO_LARGE),
            Ok(metadata) => {
                self.own.tree.files.push(SourceFile { path: path.into(), language, stat: Stat::of(&metadata) });
            }
            Err(error) => self.skip(path, self.reason_of(&error)),
        }
    }

    /// Why something was not read, the same wherever the tree lies: its path is said beside it.
    fn reason_of(&self, error: &ignore::Error) -> String {
        match error.io_error() {
            Some(error) => format!("it could not be read: {error}"),
            None => error.to_string().replace(&format!("{}/", self.root.display()), ""),
        }
    }

    fn skip(&mut self, path: String, reason: impl Into<Text>) {
        self.own.tree.skipped.push(Skipped { path: path.into(), reason: reason.into() });
    }
}

fn is_project_file(name: &str) -> bool {
    name == CONFIG_FILE
        || is_manifest(name)
        || is_dependency_list(name)
        || is_path_map(name)
        || is_compose(name)
        || is_runner_config(name)
        || installed::is_marker(name)
}

/// Whether a file says which folders the specifiers of TypeScript's imports stand for.
fn is_path_map(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|stem| stem == "jsconfig" || stem.starts_with("tsconfig"))
}

fn is_dependency_list(name: &str) -> bool {
    name.starts_with("requirements") && Path::new(name).extension().is_some_and(|end| end == "txt" || end == "in")
        || name == "Pipfile"
}

/// Whether a file name is one that Compose reads by itself, or a variant of it.
fn is_compose(name: &str) -> bool {
    let yaml = Path::new(name).extension().is_some_and(|end| end == "yml" || end == "yaml");
    yaml && (name.starts_with("docker-compose") || name.starts_with("compose"))
}

/// A path relative to the root, `/` on every platform.
pub fn relative(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let text = inner.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// A relative path from a folder, without `.` and `..`; `None` where it leaves the tree.
pub(crate) fn from_folder(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a path is a folder or lies in it; the root is the empty text.
pub(crate) fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path relative to the root in which bytes that are not UTF-8 are written as `\xff`, so that no two look alike.
fn escaped(root: &Path, path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.strip_prefix(root).unwrap_or(path).as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

/// Whether a folder is the inside of a git repository.
fn is_bare_repository(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => error_path(err),
        ignore::Error::Partial(errors) => errors.first().and_then(error_path),
        ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        assert_eq!(from_folder("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(from_folder("a", "..").as_deref(), Some(""));
        assert_eq!(from_folder("a", "../../c"), None);
    }

    #[test]
    fn names_of_project_files() {
        assert!(is_compose("docker-compose.test.yml") && is_compose("compose.yaml"));
        assert!(!is_compose("compose.py") && !is_compose("decompose.yml"));
        assert!(is_dependency_list("requirements-dev.txt") && !is_dependency_list("requirements.py"));
    }
}
