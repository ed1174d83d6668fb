//! Where JavaScript and TypeScript find a module: relative specifiers, `paths` and `baseUrl` of `tsconfig.json`, and the
//! packages of the same workspace, by their `exports` where those lead to sources.
//!
//! Absent on purpose: `node_modules` (a package that is not the project's own is a library).

use super::Project;
use super::python::Located;
use super::store::Store;
use super::tree::{FileId, ancestors, folder_of, join};
use crate::walk::from_folder;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// Endings that a specifier may leave out, in the order in which they are tried.
const ENDINGS: &[&str] = &[
    "",
    ".ts",
    ".tsx",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".mts",
    ".cts",
    ".vue",
    "/index.ts",
    "/index.tsx",
    "/index.js",
    "/index.jsx",
    "/index.mjs",
    "/src/index.ts",
    "/src/index.tsx",
    "/src/index.js",
    ".android.js",
    ".ios.js",
];

/// What specifiers begin with that stand for a folder of sources.
const SOURCE_MARKS: &[&str] = &["@/", "~/", "#/"];

/// Packages and path settings of the tree.
#[derive(Debug, Default)]
pub(super) struct Packages {
    manifests: Vec<Arc<str>>,
    read: OnceLock<Vec<Prefix>>,
}

/// A beginning of specifiers, and the folder that it stands for.
#[derive(Debug)]
struct Prefix {
    text: String,
    /// The specifier must be the text and nothing more.
    whole: bool,
    folder: String,
    /// It holds for files below this folder.
    below: String,
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

    fn prefixes(&self, store: &Store<'_>) -> &[Prefix] {
        self.read.get_or_init(|| {
            let mut prefixes = Vec::new();
            for path in &self.manifests {
                let text = store.text(path).unwrap_or_default();
                let Ok(value) = serde_json::from_slice::<Value>(&without_comments(&text)) else { continue };
                if path.ends_with("package.json") {
                    package(folder_of(path), &value, &mut prefixes);
                } else {
                    config(folder_of(path), &value, &mut prefixes);
                }
            }
            // The nearest configuration and the longest beginning go first.
            prefixes.sort_by_key(|prefix: &Prefix| std::cmp::Reverse((prefix.below.len(), prefix.text.len())));
            prefixes
        })
    }
}

/// A package of the workspace stands for its own folder, everywhere.
fn package(folder: &str, value: &Value, prefixes: &mut Vec<Prefix>) {
    if let Some(name) = value.get("name").and_then(Value::as_str).filter(|name| !name.is_empty()) {
        let prefix = |text: String, whole, folder| Prefix { text, whole, folder, below: String::new() };
        let main = value.get("main").and_then(Value::as_str).and_then(|main| from_folder(folder, main));
        if let Some(main) = main.filter(|main| main != folder) {
            prefixes.push(prefix(name.to_owned(), true, main));
        }
        for (key, path) in exports(value) {
            let (key, is_pattern) = key.split_once('*').map_or((key, false), |(beginning, _)| (beginning, true));
            let path = if is_pattern { path.split('*').next().unwrap_or_default() } else { path };
            if let Some(path) = from_folder(folder, path) {
                prefixes.push(prefix(format!("{name}{}", key.trim_start_matches('.')), !is_pattern, path));
            }
        }
        prefixes.push(prefix(name.to_owned(), true, folder.to_owned()));
        prefixes.push(prefix(format!("{name}/"), false, folder.to_owned()));
    }
}

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

fn config(folder: &str, value: &Value, prefixes: &mut Vec<Prefix>) {
    let Some(options) = value.get("compilerOptions") else { return };
    let base_url = options.get("baseUrl").and_then(Value::as_str);
    let base = from_folder(folder, base_url.unwrap_or("."));
    let Some(base) = base else { return };
    let paths = options.get("paths").and_then(Value::as_object);
    for (pattern, targets) in paths.into_iter().flatten() {
        let target = targets.as_array().and_then(|targets| targets.first()).and_then(Value::as_str);
        let Some(target) = target.and_then(|target| from_folder(&base, target.trim_end_matches('*'))) else { continue };
        let whole = !pattern.ends_with('*');
        let text = pattern.trim_end_matches('*').to_owned();
        prefixes.push(Prefix { text, whole, folder: target, below: folder.to_owned() });
    }
    if base_url.is_some() {
        prefixes.push(Prefix { text: String::new(), whole: false, folder: base, below: folder.to_owned() });
    }
}

impl Project<'_> {
    pub(super) fn locate_javascript<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        if text.starts_with('.') {
            return self.longest_module(folder_of(from), text);
        }
        if let Some(absolute) = text.strip_prefix('/') {
            return self.longest_module("", absolute);
        }
        for prefix in self.packages.prefixes(&self.store) {
            let Some(rest) = text.strip_prefix(prefix.text.as_str()) else { continue };
            if !ancestors(folder_of(from)).any(|folder| folder == prefix.below) {
                continue;
            }
            if prefix.whole && !rest.is_empty() && !rest.starts_with('.') {
                continue;
            }
            let found = if prefix.whole {
                let file = self.with_ending(&prefix.folder);
                file.map(|file| Located { file: Some(file), rest: rest.trim_start_matches('.') })
            } else {
                self.longest_module(&prefix.folder, rest)
            };
            if found.is_some() {
                return found;
            }
        }
        self.below_sources(from, text)
    }

    /// What bundlers take for a place below the sources where no `paths` say so: `@/store`, `~/store`, `#/store`.
    fn below_sources<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        let rest = SOURCE_MARKS.iter().find_map(|mark| text.strip_prefix(mark))?;
        ancestors(folder_of(from)).find_map(|folder| {
            self.longest_module(&join(folder, "src"), rest).or_else(|| self.longest_module(folder, rest))
        })
    }

    /// The longest beginning of a specifier with names after it that is a file: `./store.client.get` is `./store.client`
    /// where there is such a file, else `./store`.
    fn longest_module<'t>(&self, folder: &str, text: &'t str) -> Option<Located<'t>> {
        let mut end = text.len();
        loop {
            let module = &text[..end];
            if let Some(file) = from_folder(folder, module).and_then(|path| self.with_ending(&path)) {
                return Some(Located { file: Some(file), rest: text[end..].trim_start_matches('.') });
            }
            let last = module.rfind('/').map_or(0, |at| at + 1);
            let dot = module[last..].rfind('.').filter(|dot| *dot > 0)?;
            end = last + dot;
        }
    }

    fn with_ending(&self, path: &str) -> Option<FileId> {
        for ending in ENDINGS {
            let whole =
                if path.is_empty() { ending.trim_start_matches('/').to_owned() } else { format!("{path}{ending}") };
            if let Some(file) = self.tree.file(&whole) {
                return Some(file);
            }
        }
        // TypeScript is imported by the name of what it compiles to.
        let (stem, ending) = path.rsplit_once('.')?;
        let source = match ending {
            "js" => ["ts", "tsx"].as_slice(),
            "jsx" => &["tsx"],
            "mjs" => &["mts"],
            "cjs" => &["cts"],
            _ => &[],
        };
        source.iter().find_map(|ending| self.tree.file(&format!("{stem}.{ending}")))
    }
}

/// JSON as `tsconfig.json` may be written: comments and trailing commas become blanks.
fn without_comments(text: &[u8]) -> Vec<u8> {
    let mut plain = text.to_vec();
    let (mut at, mut comma) = (0, None);
    while at < text.len() {
        match text[at] {
            b'"' => {
                comma = None;
                at += 1;
                while at < text.len() && text[at] != b'"' {
                    at += 1 + usize::from(text[at] == b'\\');
                }
                at += 1;
            }
            b'/' if matches!(text.get(at + 1), Some(b'/' | b'*')) => {
                let rest = &text[at..];
                let line = rest[1] == b'/';
                let end = if line {
                    memchr::memchr(b'\n', rest)
                } else {
                    memchr::memmem::find(&rest[2..], b"*/").map(|end| end + 4)
                };
                let end = at + end.unwrap_or(rest.len());
                plain[at..end].fill(b' ');
                at = end;
            }
            byte => {
                match byte {
                    b',' => comma = Some(at),
                    b'}' | b']' => {
                        if let Some(comma) = comma.take() {
                            plain[comma] = b' ';
                        }
                    }
                    byte if byte.is_ascii_whitespace() => {}
                    _ => comma = None,
                }
                at += 1;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_comments() {
        let text = br#"{ // a "comment"
            "a": "/* no */ // no", /* yes, */
            "b": [1, 2,], }"#;
        let value: Value = serde_json::from_slice(&without_comments(text)).expect("plain JSON");
        assert_eq!(value, serde_json::json!({"a": "/* no */ // no", "b": [1, 2]}));
        assert_eq!(without_comments(b"\"open").len(), 5);
        assert_eq!(without_comments(b"/* open").len(), 7);
    }
}
