//! Path patterns of a configuration file, matched against paths relative to the root.
//!
//! `*` and `?` stay inside a folder, `**` crosses folders. A pattern that names a folder means everything in it, with
//! or without a trailing `/` or `/**`. A pattern is anchored at the folder of the file it stands in.

use crate::{ConfigError, ConfigErrorKind, Located};
use globset::{Candidate, Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::sync::Arc;

/// A list of patterns with their places. Two lists are equal when they have the same patterns, anchored alike.
#[derive(Debug, Clone, Default)]
pub struct PathGlobs {
    /// As written, in order.
    patterns: Vec<Located<Arc<str>>>,
    /// As matched: anchored at the root. Two for each pattern: the thing itself and everything in it.
    anchored: Vec<Arc<str>>,
    set: GlobSet,
}

impl PartialEq for PathGlobs {
    fn eq(&self, other: &Self) -> bool {
        self.anchored == other.anchored
    }
}

impl Eq for PathGlobs {}

impl PathGlobs {
    /// Patterns of a file whose folder is `base` (relative to the root, empty for the root itself).
    pub(crate) fn new(patterns: Vec<Located<Arc<str>>>, base: &str) -> Result<Self, ConfigError> {
        let mut set = GlobSetBuilder::new();
        let mut anchored = Vec::with_capacity(patterns.len());
        for pattern in &patterns {
            if pattern.value.starts_with('/') || pattern.value.split('/').any(|part| part == "..") {
                let kind = ConfigErrorKind::GlobElsewhere { glob: pattern.value.to_string() };
                return Err(ConfigError { origin: pattern.origin.clone(), kind });
            }
            let trimmed = pattern.value.trim_start_matches("./").trim_end_matches('/');
            let trimmed = trimmed.strip_suffix("/**").unwrap_or(trimmed);
            let glob: Arc<str> =
                if base.is_empty() { trimmed.into() } else { format!("{}/{trimmed}", globset::escape(base)).into() };
            let compile = |text: &str| {
                let kind = |error: &globset::Error| ConfigErrorKind::Glob {
                    glob: pattern.value.to_string(),
                    message: error.kind().to_string(),
                };
                compile(text).map_err(|error| ConfigError { origin: pattern.origin.clone(), kind: kind(&error) })
            };
            set.add(compile(&glob)?);
            set.add(compile(&format!("{glob}/**"))?);
            anchored.push(glob);
        }
        let build = |error: &globset::Error| ConfigError {
            origin: patterns[0].origin.clone(),
            kind: ConfigErrorKind::Glob { glob: patterns[0].value.to_string(), message: error.kind().to_string() },
        };
        let set = if patterns.is_empty() { GlobSet::empty() } else { set.build().map_err(|error| build(&error))? };
        Ok(Self { patterns, anchored, set })
    }

    /// The list `self` followed by `more`.
    pub(crate) fn followed_by(mut self, more: &Self) -> Self {
        self.patterns.extend(more.patterns.iter().cloned());
        self.anchored.extend(more.anchored.iter().cloned());
        let mut set = GlobSetBuilder::new();
        for glob in &self.anchored {
            // Both lists were compiled before; what compiles alone compiles together.
            for text in [glob.to_string(), format!("{glob}/**")] {
                if let Ok(glob) = compile(&text) {
                    set.add(glob);
                }
            }
        }
        self.set = set.build().unwrap_or_default();
        self
    }

    /// Whether any pattern covers the path.
    pub fn is_match(&self, path: &str) -> bool {
        !self.patterns.is_empty() && self.set.is_match(path)
    }

    /// The first pattern in order that covers the path.
    pub fn matching(&self, path: &str) -> Option<&Located<Arc<str>>> {
        if self.patterns.is_empty() {
            return None;
        }
        let first = self.set.matches_candidate(&Candidate::new(path)).into_iter().min()?;
        self.patterns.get(first / 2)
    }

    /// The patterns that `other` does not have, anchors considered.
    pub fn beyond(&self, other: &Self) -> Vec<&Located<Arc<str>>> {
        let mine = self.patterns.iter().zip(&self.anchored);
        mine.filter(|(_, anchored)| !other.anchored.contains(anchored)).map(|(pattern, _)| pattern).collect()
    }

    /// The patterns that cover none of the paths, each with what it begins with before anything in it stands for several names.
    pub fn idle<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<(&Located<Arc<str>>, &str)> {
        let mut is_used = vec![self.patterns.is_empty(); self.patterns.len()];
        for path in paths {
            if is_used.iter().all(|used| *used) {
                break;
            }
            for at in self.set.matches_candidate(&Candidate::new(path)) {
                is_used[at / 2] = true;
            }
        }
        let all = self.patterns.iter().zip(&self.anchored).zip(is_used);
        all.filter(|(_, is_used)| !is_used).map(|((pattern, glob), _)| (pattern, beginning(glob))).collect()
    }

    /// The patterns as written.
    pub fn patterns(&self) -> &[Located<Arc<str>>] {
        &self.patterns
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

/// The folders and the name that a pattern spells out before anything that stands for several.
fn beginning(glob: &str) -> &str {
    match glob.find(['*', '?', '[', '{', '\\']) {
        Some(end) => glob[..end].rsplit_once('/').map_or("", |(folder, _)| folder),
        None => glob,
    }
}

fn compile(text: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(text).literal_separator(true).backslash_escape(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Origin;

    fn globs(base: &str, patterns: &[&str]) -> PathGlobs {
        let located = |(at, text): (usize, &&str)| Located {
            value: Arc::from(*text),
            origin: Origin { path: "demock.toml".into(), line: at as u32 + 1, column: 1 },
        };
        PathGlobs::new(patterns.iter().enumerate().map(located).collect(), base).unwrap()
    }

    #[test]
    fn patterns_that_cover_nothing() {
        let globs = globs("backend", &["tests/a/**", "tests/b/*/x.py", "**/*.java", "tests/c", "[ab]/x"]);
        let paths = ["backend/tests/a/x.py", "tests/c/a.py"];
        let idle = globs.idle(paths.into_iter());
        let seen: Vec<_> = idle.iter().map(|(pattern, beginning)| (&*pattern.value, *beginning)).collect();
        let expected = [
            ("tests/b/*/x.py", "backend/tests/b"),
            ("**/*.java", "backend"),
            ("tests/c", "backend/tests/c"),
            ("[ab]/x", "backend"),
        ];
        assert_eq!(seen, expected);
    }

    #[track_caller]
    fn check(base: &str, pattern: &str, covered: &[&str], spared: &[&str]) {
        let globs = globs(base, &[pattern]);
        for path in covered {
            assert!(globs.is_match(path), "{pattern} should cover {path}");
        }
        for path in spared {
            assert!(!globs.is_match(path), "{pattern} should spare {path}");
        }
    }

    #[test]
    fn anchored_at_the_file_and_whole_folders() {
        check("", "vendor/**", &["vendor/a/b.py", "vendor/a.py"], &["src/vendor/a.py", "vendored/a.py"]);
        check("", "vendor", &["vendor/a/b.py", "vendor/a.py"], &["src/vendor/a.py", "vendored/a.py"]);
        check("", "./vendor/", &["vendor/a.py"], &["vendored/a.py"]);
        check("", "**/integration/**", &["tests/integration/a.py", "integration/a.py"], &["src/integrations/a.py"]);
        check("", "*.py", &["a.py"], &["a/b.py"]);
        check("", "**/*IT.java", &["a/b/FooIT.java"], &["a/b/FooITx.java"]);
        check("", "**", &["a.py", "a/b.py"], &[]);
        check("backend", "tests/**", &["backend/tests/a.py"], &["tests/a.py"]);
        check("odd[1]", "tests/**", &["odd[1]/tests/a.py"], &["odd1/tests/a.py"]);
    }

    #[test]
    fn names_the_first_pattern_that_covers() {
        let globs = globs("", &["a/**", "**/x.py", "a/b/**"]);
        assert_eq!(globs.matching("a/b/x.py").unwrap().origin.line, 1);
        assert_eq!(globs.matching("c/x.py").unwrap().origin.line, 2);
        assert!(globs.matching("c/y.py").is_none());
    }
}
