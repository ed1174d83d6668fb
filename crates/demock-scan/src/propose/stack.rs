//! The Compose files of the test stack, and the folders that Compose builds services from.

use crate::walk;
use std::path::Path;

/// Words of a file name that say it is for tests.
const FOR_TESTS: &[&str] = &["test", "tests", "testing", "ci", "e2e", "integration"];
/// Words of a file name that say it is for something else.
const FOR_OTHERS: &[&str] = &["prod", "production", "staging", "override", "deploy", "gpu", "debug"];

/// Which files to name, and which are left out.
pub(super) fn propose(files: &[String]) -> (Vec<String>, Vec<String>) {
    let has = |path: &str, words: &[&str]| name_words(path).any(|word| words.contains(&word));
    let mut chosen = outermost(files.iter().filter(|path| has(path, FOR_TESTS)));
    if chosen.is_empty() {
        chosen = outermost(files.iter().filter(|path| is_plain(path)));
        chosen.truncate(1);
    }
    if chosen.is_empty() {
        chosen = outermost(files.iter().filter(|path| !has(path, FOR_OTHERS)));
        chosen.truncate(1);
    }
    let others = files.iter().filter(|path| !chosen.contains(path)).cloned().collect();
    (chosen.into_iter().cloned().collect(), others)
}

/// Those that lie nearest to the root.
fn outermost<'a>(files: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let depth = |path: &str| path.matches('/').count();
    let files: Vec<&String> = files.collect();
    let least = files.iter().map(|path| depth(path)).min();
    files.into_iter().filter(|path| Some(depth(path)) == least).collect()
}

fn name_words(path: &str) -> impl Iterator<Item = &str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['.', '-', '_'])
}

/// The names that Compose reads without being told.
fn is_plain(path: &str) -> bool {
    let name = Path::new(path.rsplit('/').next().unwrap_or(path));
    name.file_stem().is_some_and(|stem| stem == "compose" || stem == "docker-compose")
}

/// The `build:` folders of a Compose file, relative to the root. Reading is simple on purpose: `build: ./auth`, and
/// `context: ./auth` below `build:`; addresses and folders outside the root are passed over.
pub(super) fn build_contexts(path: &str, text: &str) -> Vec<String> {
    let base = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut contexts = Vec::new();
    let mut build: Option<usize> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let Some((key, value)) = trimmed.split_once(':') else { continue };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        if build.is_some_and(|outer| indent <= outer) {
            build = None;
        }
        let context = match key {
            "build" if value.is_empty() => {
                build = Some(indent);
                continue;
            }
            "build" => value,
            "context" if build.is_some() => value,
            _ => continue,
        };
        contexts.extend(resolve(base, context));
    }
    contexts
}

/// A folder relative to the root; `None` where it is not one inside it.
fn resolve(base: &str, context: &str) -> Option<String> {
    if context.contains("://") || context.contains('$') || context.starts_with(['/', '~', '{', '&', '*']) {
        return None;
    }
    walk::from_folder(base, context)
}
