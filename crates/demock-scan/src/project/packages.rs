//! What the manifests of a JavaScript tree say: the packages of its workspaces, what they hand out under which name, and
//! the path settings of `tsconfig.json`.
//!
//! Invariant: a name leads to a file or folder of the tree. What a package hands out as built (`./dist/rates.js`) is the
//! source that it is built of, where that lies as the build does (`./src/rates.ts`, `./rates.ts`).
//! Absent on purpose: what build tools are told of their output; packages of `node_modules`.

use super::Project;
use super::javascript::{with_ending, without_comments};
use super::store::Store;
use super::tree::{Tree, ancestors, folder_of};
use crate::walk::from_folder;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// Packages and path settings of the tree.
#[derive(Debug, Default)]
pub(super) struct Packages {
    manifests: Vec<Arc<str>>,
    read: OnceLock<Said>,
}

/// What all manifests say.
#[derive(Debug, Default)]
struct Said {
    prefixes: Vec<Prefix>,
    /// Names of packages.
    names: Vec<String>,
    /// The same by the packages' folders.
    by_folder: FxHashMap<String, String>,
    /// Folders of packages that have to do with pages of a browser (`true`), and of those that are a program without one.
    pages: FxHashMap<String, bool>,
}

/// A beginning of specifiers, and the folder that it stands for.
#[derive(Debug)]
pub(super) struct Prefix {
    pub(super) text: String,
    /// The specifier must be the text and nothing more.
    pub(super) whole: bool,
    pub(super) folder: String,
    /// It holds for files below this folder.
    pub(super) below: String,
}

impl Packages {
    pub(super) fn new(paths: impl IntoIterator<Item = Arc<str>>) -> Self {
        let mut manifests: Vec<Arc<str>> = paths
            .into_iter()
            .filter(|path| {
                let name = path.rsplit('/').next().unwrap_or(path);
                let stem = name.strip_suffix(".json").unwrap_or_default();
                matches!(stem, "package" | "jsconfig") || stem.starts_with("tsconfig")
            })
            .collect();
        manifests.sort();
        Self { manifests, read: OnceLock::new() }
    }

    pub(super) fn prefixes(&self, store: &Store, tree: &Tree) -> &[Prefix] {
        &self.said(store, tree).prefixes
    }

    /// The name of the package that a file is of.
    pub(super) fn around(&self, store: &Store, tree: &Tree, path: &str) -> Option<&str> {
        let by_folder = &self.said(store, tree).by_folder;
        ancestors(folder_of(path)).find_map(|folder| by_folder.get(folder)).map(String::as_str)
    }

    fn said(&self, store: &Store, tree: &Tree) -> &Said {
        self.read.get_or_init(|| {
            let mut said = Said::default();
            for path in &self.manifests {
                let text = store.text(path).unwrap_or_default();
                let Ok(value) = serde_json::from_slice::<Value>(&without_comments(&text)) else {
                    continue;
                };
                let folder = folder_of(path);
                if path.ends_with("package.json") {
                    let is_page = has_page(&value);
                    if is_page || value.get("bin").is_some() {
                        said.pages.insert(folder.to_owned(), is_page);
                    }
                    said.linked(tree, folder, &value);
                    said.package(tree, folder, &value);
                } else {
                    said.config(folder, &value);
                }
            }
            // The nearest configuration and the longest beginning go first.
            said.prefixes.sort_by_key(|prefix: &Prefix| std::cmp::Reverse((prefix.below.len(), prefix.text.len())));
            said.names.sort();
            said
        })
    }
}

impl Said {
    /// A package of the workspace stands for its own folder, everywhere.
    fn package(&mut self, tree: &Tree, folder: &str, value: &Value) {
        let Some(name) = value.get("name").and_then(Value::as_str).filter(|name| !name.is_empty()) else { return };
        self.names.push(name.to_owned());
        self.by_folder.insert(folder.to_owned(), name.to_owned());
        let prefix = |text: String, whole, folder| Prefix { text, whole, folder, below: String::new() };
        let main = value.get("main").and_then(Value::as_str).and_then(|main| file_of(tree, folder, main));
        if let Some(main) = main.filter(|main| main != folder) {
            self.prefixes.push(prefix(name.to_owned(), true, main));
        }
        for (key, path) in exports(value) {
            let (key, is_pattern) = key.split_once('*').map_or((key, false), |(beginning, _)| (beginning, true));
            let found = if is_pattern {
                folder_with(tree, folder, path.split('*').next().unwrap_or_default())
            } else {
                file_of(tree, folder, path)
            };
            if let Some(path) = found {
                self.prefixes.push(prefix(format!("{name}{}", key.trim_start_matches('.')), !is_pattern, path));
            }
        }
        self.prefixes.push(prefix(name.to_owned(), true, folder.to_owned()));
        self.prefixes.push(prefix(format!("{name}/"), false, folder.to_owned()));
    }

    /// Packages that a manifest takes from another folder of the tree (`"core": "file:../core"`), and what it names by `#`.
    fn linked(&mut self, tree: &Tree, folder: &str, value: &Value) {
        let below = || folder.to_owned();
        let linked = KINDS.iter().filter_map(|kind| value.get(kind)?.as_object()).flatten();
        for (name, from) in linked {
            let from = from.as_str().and_then(|from| LINKS.iter().find_map(|link| from.strip_prefix(link)));
            let target = from.and_then(|from| from_folder(folder, from));
            let Some(target) = target.filter(|target| tree.has_folder(target)) else { continue };
            self.names.push(name.clone());
            self.prefixes.push(Prefix { text: name.clone(), whole: true, folder: target.clone(), below: below() });
            self.prefixes.push(Prefix { text: format!("{name}/"), whole: false, folder: target, below: below() });
        }
        let imports = value.get("imports").and_then(Value::as_object).into_iter().flatten().take(EXPORTS_MAX);
        for (key, target) in imports.filter(|(key, _)| key.starts_with('#')) {
            let beginning = |text: &str| text.split('*').next().unwrap_or_default().to_owned();
            let Some(target) = source_of(target).and_then(|target| from_folder(folder, &beginning(target))) else {
                continue;
            };
            let whole = !key.contains('*');
            self.prefixes.push(Prefix { text: beginning(key), whole, folder: target, below: below() });
        }
    }

    fn config(&mut self, folder: &str, value: &Value) {
        let Some(options) = value.get("compilerOptions") else { return };
        let base_url = options.get("baseUrl").and_then(Value::as_str);
        let base = from_folder(folder, base_url.unwrap_or("."));
        let Some(base) = base else { return };
        let paths = options.get("paths").and_then(Value::as_object);
        for (pattern, targets) in paths.into_iter().flatten() {
            let target = targets.as_array().and_then(|targets| targets.first()).and_then(Value::as_str);
            let Some(target) = target.and_then(|target| from_folder(&base, target.trim_end_matches('*'))) else {
                continue;
            };
            let whole = !pattern.ends_with('*');
            let text = pattern.trim_end_matches('*').to_owned();
            self.prefixes.push(Prefix { text, whole, folder: target, below: folder.to_owned() });
        }
        if base_url.is_some() {
            self.prefixes.push(Prefix { text: String::new(), whole: false, folder: base, below: folder.to_owned() });
        }
    }
}

impl Project<'_> {
    /// Whether a specifier names a package of the tree, whatever leads to its sources.
    pub(super) fn is_own_package(&self, specifier: &str) -> bool {
        let names = &self.packages.said(&self.store, &self.tree).names;
        let is_own = |name: &str| names.binary_search_by(|known| known.as_str().cmp(name)).is_ok();
        let mut ends = specifier.match_indices('/').map(|(at, _)| at).chain([specifier.len()]).take(2);
        !specifier.starts_with(['.', '/']) && ends.any(|end| is_own(&specifier[..end]))
    }

    /// Whether what a file belongs to may be looked at in a browser: where it is a program (`bin`), its manifest or one above must
    /// say so; else nothing says that it may not.
    pub(crate) fn has_page(&self, path: &str) -> bool {
        let pages = &self.packages.said(&self.store, &self.tree).pages;
        let mut above = ancestors(folder_of(path)).filter_map(|folder| pages.get(folder)).peekable();
        above.peek().is_none() || above.any(|has_page| *has_page)
    }
}

/// The source of a file that a package hands out, without what its ending may be.
fn file_of(tree: &Tree, folder: &str, path: &str) -> Option<String> {
    let whole = from_folder(folder, path)?;
    if with_ending(tree, &whole).is_some() {
        return Some(whole);
    }
    let unbuilt = |rest: &str| {
        let stem = BUILT.iter().find_map(|ending| rest.strip_suffix(ending)).unwrap_or(rest);
        sources(folder, stem).find(|path| with_ending(tree, path).is_some())
    };
    before_build(path).find_map(unbuilt).or(Some(whole))
}

/// The folder of sources that a pattern of what a package hands out leads to.
fn folder_with(tree: &Tree, folder: &str, path: &str) -> Option<String> {
    let whole = from_folder(folder, path)?;
    if tree.has_folder(&whole) {
        return Some(whole);
    }
    let unbuilt = |rest: &str| sources(folder, rest).find(|path| tree.has_folder(path));
    before_build(path).find_map(unbuilt).or(Some(whole))
}

/// A path below the folders of a build, the outermost first: `src/rates.js` and `rates.js` of `./dist/src/rates.js`.
fn before_build(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path.trim_start_matches("./");
    std::iter::from_fn(move || {
        let (first, inner) = rest.split_once('/')?;
        rest = inner;
        BUILDS.contains(&first).then_some(inner)
    })
}

/// Where the sources of something may lie that lies so in a build.
fn sources<'p>(folder: &'p str, rest: &'p str) -> impl Iterator<Item = String> + 'p {
    ["src", "", "source", "lib"].into_iter().filter_map(move |below| from_folder(folder, &format!("{below}/{rest}")))
}

/// Folders that builds write to.
const BUILDS: &[&str] =
    &["dist", "build", "out", "output", "lib", "esm", "cjs", "es", "types", "mjs", "module", "node"];
/// Endings of what is built.
const BUILT: &[&str] = &[".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs"];

/// Where a manifest names packages that it needs.
const KINDS: &[&str] = &["dependencies", "devDependencies", "peerDependencies"];
/// How a manifest names a folder that a package is taken from.
const LINKS: &[&str] = &["file:", "link:", "portal:"];

/// Whether a manifest names what pages are made with, or what stands in for a browser in tests.
fn has_page(manifest: &Value) -> bool {
    let names = KINDS.iter().filter_map(|kind| manifest.get(kind)?.as_object()).flat_map(|of_kind| of_kind.keys());
    names.map(String::as_str).any(|name| OF_PAGES.contains(&name))
}

/// What pages are made with, and browsers that tests run in.
#[rustfmt::skip]
const OF_PAGES: &[&str] = &[
    "react-dom", "react-native", "vue", "svelte", "@angular/core", "preact", "solid-js", "lit", "next", "nuxt", "jquery",
    "ember-source", "@builder.io/qwik", "jsdom", "happy-dom", "jest-environment-jsdom", "@vitest/browser",
];

/// What a package hands out under which name: `"./db/*"` and `"./src/db/*.ts"`.
fn exports(value: &Value) -> impl Iterator<Item = (&str, &str)> {
    let exports = value.get("exports");
    let whole = exports.and_then(Value::as_str).map(|path| (".", path));
    let entries = exports.and_then(Value::as_object).into_iter().flatten().take(EXPORTS_MAX);
    let named = entries.filter(|(key, _)| key.starts_with('.'));
    whole.into_iter().chain(named.filter_map(|(key, target)| Some((key.as_str(), source_of(target)?))))
}

/// The file that an export leads to: under the condition that names sources, else under the first that says one.
fn source_of(target: &Value) -> Option<&str> {
    if let Some(path) = target.as_str() {
        return Some(path);
    }
    let conditions = target.as_object()?;
    let preferred = SOURCES.iter().filter_map(|condition| conditions.get(*condition));
    preferred.chain(conditions.values()).find_map(|under| under.as_str().or_else(|| under.get("default")?.as_str()))
}

/// Conditions under which packages hand out their sources rather than what is built of them.
const SOURCES: &[&str] = &["source", "development", "bun", "import"];
/// Exports of one package that are read.
const EXPORTS_MAX: usize = 256;
