//! Where JavaScript and TypeScript find a module: relative specifiers, `paths` and `baseUrl` of `tsconfig.json`, and the
//! packages of the same workspace (`packages`).
//!
//! Absent on purpose: `node_modules` (a package that is not the project's own is a library).

use super::Project;
use super::python::Located;
use super::tree::{FileId, Tree, ancestors, folder_of, join};
use crate::walk::from_folder;

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

/// Folders next to a manifest that modules are named from, as if they were packages.
const ROOT_FOLDERS: &[&str] = &["src", "app", "server", "test", "tests", "shared"];

impl Project<'_> {
    pub(super) fn locate_javascript<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        if text.starts_with('.') {
            return self.longest_module(folder_of(from), text);
        }
        if let Some(absolute) = text.strip_prefix('/') {
            return self.longest_module("", absolute);
        }
        for prefix in self.packages.prefixes(&self.store, &self.tree) {
            let Some(rest) = text.strip_prefix(prefix.text.as_str()) else { continue };
            if !ancestors(folder_of(from)).any(|folder| folder == prefix.below) {
                continue;
            }
            if prefix.whole && !rest.is_empty() && !rest.starts_with('.') {
                continue;
            }
            let found = if prefix.whole {
                let file = with_ending(&self.tree, &prefix.folder);
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

    /// What bundlers and test runners take for a place below the sources, or below what is around them, where no `paths` say so:
    /// `@/store`, `~/store`, `#/store`, `src/store`.
    fn below_sources<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        let first = text.split('/').next().unwrap_or_default();
        if first.len() < text.len() && ROOT_FOLDERS.contains(&first) {
            let mut around = ancestors(folder_of(from)).filter(|folder| self.tree.has_folder(&join(folder, first)));
            return around.find_map(|folder| self.longest_module(folder, text));
        }
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
            if let Some(file) = from_folder(folder, module).and_then(|path| with_ending(&self.tree, &path)) {
                return Some(Located { file: Some(file), rest: text[end..].trim_start_matches('.') });
            }
            let last = module.rfind('/').map_or(0, |at| at + 1);
            let dot = module[last..].rfind('.').filter(|dot| *dot > 0)?;
            end = last + dot;
        }
    }
}

/// The file that a path means which may lack its ending, or have that of what is compiled of it.
pub(super) fn with_ending(tree: &Tree, path: &str) -> Option<FileId> {
    for ending in ENDINGS {
        let whole = if path.is_empty() { ending.trim_start_matches('/').to_owned() } else { format!("{path}{ending}") };
        if let Some(file) = tree.file(&whole) {
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
    source.iter().find_map(|ending| tree.file(&format!("{stem}.{ending}")))
}

/// JSON as `tsconfig.json` may be written: comments and trailing commas become blanks.
pub(super) fn without_comments(text: &[u8]) -> Vec<u8> {
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
    use serde_json::Value;

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
