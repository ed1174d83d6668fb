//! CODEOWNERS, by the rules of GitHub: the last pattern that covers a path names its owners.
//!
//! Patterns are those of gitignore without `!`, `[…]` and escapes of `#`; `docs/*` covers the files of that folder and
//! not those of its sub-folders; a pattern without owners takes them away.

use demock_model::Texts;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::{io, path::Path};

/// Where the file may lie; the first that exists counts.
pub const CODEOWNERS_PLACES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// The owners of a tree.
#[derive(Debug, Clone)]
pub struct CodeOwners {
    patterns: GlobSet,
    /// For each glob of the set, the owners that its line names.
    owners: Vec<Texts>,
}

impl Default for CodeOwners {
    fn default() -> Self {
        Self { patterns: GlobSet::empty(), owners: Vec::new() }
    }
}

impl CodeOwners {
    /// Reads the file of a tree; without one, nobody owns anything.
    pub fn load(root: &Path) -> io::Result<Self> {
        for place in CODEOWNERS_PLACES {
            match std::fs::read(root.join(place)) {
                Ok(bytes) => return Ok(Self::parse(&String::from_utf8_lossy(&bytes))),
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self::default())
    }

    /// Reads a file's text. Like GitHub, it passes over lines that are no pattern.
    pub fn parse(text: &str) -> Self {
        let mut patterns = GlobSetBuilder::new();
        let mut owners: Vec<Texts> = Vec::new();
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with(['#', '!', '[', '^']) {
                continue;
            }
            let (pattern, rest) = split_pattern(line);
            let names = rest.split_whitespace().take_while(|word| !word.starts_with('#'));
            let names: Texts = names.collect();
            for glob in globs(&pattern) {
                patterns.add(glob);
                owners.push(names);
            }
        }
        match patterns.build() {
            Ok(patterns) => Self { patterns, owners },
            Err(_) => Self::default(),
        }
    }

    /// The owners of a path; empty for nobody.
    pub fn of(&self, path: &str) -> Texts {
        let last = if self.owners.is_empty() { None } else { self.patterns.matches(path).into_iter().max() };
        last.and_then(|last| self.owners.get(last)).copied().unwrap_or_default()
    }
}

/// The pattern of a line (a space in it is written `\ `) and what follows it.
fn split_pattern(line: &str) -> (String, &str) {
    let mut pattern = String::new();
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                if let Some((_, escaped)) = characters.next() {
                    pattern.push(escaped);
                }
            }
            character if character.is_whitespace() => return (pattern, &line[at..]),
            character => pattern.push(character),
        }
    }
    (pattern, "")
}

/// What a pattern covers: the thing itself and, unless it ends in `/*`, everything in it.
fn globs(pattern: &str) -> Vec<Glob> {
    let folder_only = pattern.ends_with('/');
    let trimmed = pattern.trim_end_matches('/');
    let anchored = trimmed.contains('/');
    let trimmed = trimmed.trim_start_matches('/');
    // Only `*` and `?` are special here; to the glob library, brackets, braces and backslashes are too.
    let mut literal = String::new();
    for character in trimmed.chars() {
        if "[]{}\\!".contains(character) {
            literal.push_str(&globset::escape(character.encode_utf8(&mut [0; 4])));
        } else {
            literal.push(character);
        }
    }
    let base = if anchored { literal } else { format!("**/{literal}") };
    let mut texts = Vec::new();
    if !folder_only {
        texts.push(base.clone());
    }
    if folder_only || !(anchored && base.ends_with("/*")) {
        texts.push(format!("{base}/**"));
    }
    texts.iter().filter_map(|text| GlobBuilder::new(text).literal_separator(true).build().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: &str, expected: &str) {
        assert_eq!(CodeOwners::parse(text).of(path).join(" "), expected);
    }

    // The examples of GitHub's page "About code owners".
    const EXAMPLE: &str = "
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/github
";

    #[test]
    fn github_examples() {
        check(EXAMPLE, "README", "@global-owner1 @global-owner2");
        check(EXAMPLE, "src/a.js", "@js-owner");
        check(EXAMPLE, "src/a.go", "docs@example.com");
        check(EXAMPLE, "build/logs/x.txt", "@octocat");
        check(EXAMPLE, "docs/getting-started.md", "docs@example.com");
        check(EXAMPLE, "docs/build-app/troubleshooting.md", "@global-owner1 @global-owner2");
        check(EXAMPLE, "apps/a.txt", "@octocat");
        check(EXAMPLE, "deep/apps/a.txt", "@octocat");
        check(EXAMPLE, "scripts/a.sh", "@doctocat @octocat");
        check(EXAMPLE, "deep/scripts/a.sh", "@global-owner1 @global-owner2");
        check(EXAMPLE, "deeply/nested/logs", "@octocat");
        check(EXAMPLE, "apps/github/a.txt", "");
    }

    #[test]
    fn odd_lines() {
        check("/a\\ b/ @x", "a b/c", "@x");
        check("/a{b} @x", "a{b}", "@x");
        check("/a[b] @x", "a[b]", "@x");
        check("/a[b] @x", "ab", "");
        check("[Section]\n* @x", "S", "@x");
        check("", "a", "");
    }
}
