//! What modules are called, and what that tells of the things in them.
//!
//! Absent on purpose: what words mean (`boundary::words`).

use super::tree::{folder_of, stem_of};
use crate::boundary::words::{self, uncalled};
use demock_model::{Boundary, Language};

/// A package of Go's and the one around it.
const PACKAGES_MAX: usize = 2;

pub(super) const fn is_javascript(language: Language) -> bool {
    matches!(language, Language::JavaScript | Language::TypeScript)
}

/// Whether what a module that is named after a terminal or a log hands out is the module itself, or called after that.
pub(super) fn writes_lines(names: &[&str]) -> bool {
    #[rustfmt::skip]
    const FIRST: &[&str] = &[
        "log", "logs", "info", "warn", "warning", "error", "debug", "trace", "fatal", "verbose", "success", "print", "write",
        "prompt", "ask", "confirm", "select", "input", "checkbox", "password", "toggle", "number", "search", "output",
        "pick", "choose", "yes", "multiselect",
    ];
    names.last().is_none_or(|name| {
        let words = words::words(uncalled(name));
        let is_logger =
            words.last().is_some_and(|last| matches!(last.as_str(), "logger" | "log" | "console" | "prompt"));
        is_logger || words.first().is_some_and(|first| FIRST.contains(&first.as_str()))
    })
}

/// Whether a member of a class that is named after a log, and after more than that, does not write a line by its own name.
pub(super) fn does_more_than_log(names: &[&str]) -> bool {
    const LOGS: &[&str] = &["log", "logs", "logger", "logging"];
    #[rustfmt::skip]
    const SORTS: &[&str] = &[
        "log", "info", "warn", "warning", "error", "debug", "trace", "fatal", "critical", "exception", "verbose", "success", "notice",
        "message", "msg", "line", "print", "write", "child",
    ];
    let (Some(class), Some(member)) = (names.first(), names.get(1)) else { return false };
    let (class, member) = (words::words(uncalled(class)), words::words(uncalled(member)));
    let is_more = class.len() > 1 && class.iter().any(|word| LOGS.contains(&word.as_str()));
    let is_line = |word: Option<&String>| word.is_some_and(|word| SORTS.contains(&word.as_str()));
    is_more && !(is_line(member.first()) && (member.len() == 1 || is_line(member.last())))
}

/// Whether a file's name says that it only has what is said about the thing it is named after: `audit-log.constants.ts`.
pub(super) fn is_about(path: &str) -> bool {
    const ABOUT: &[&str] = &["constants", "constant", "types", "type", "dto", "schema", "interface", "enum", "config"];
    let mut parts = path.rsplit('/').next().unwrap_or(path).rsplit('.').skip(1);
    parts.next().is_some_and(|last| ABOUT.contains(&last) && parts.next().is_some())
}

/// The name by which a module is known: a package's is its folder's.
pub(super) fn module_name(language: Language, path: &str) -> &str {
    match stem_of(path) {
        _ if language == Language::Go => folder_of(path).rsplit('/').next().unwrap_or_default(),
        "__init__" | "index" | "mod" | "main" => {
            let mut folders = folder_of(path).rsplit('/');
            let folder = folders.next().unwrap_or_default();
            // A package of a workspace: `packages/logger/src/index.ts`.
            if folder == "src" && is_javascript(language) { folders.next().unwrap_or(folder) } else { folder }
        }
        stem => stem,
    }
}

/// What a package of Go's talks to that a product's name stands next above: `elasticsearch/mocks`, `cassandra/gocql`.
pub(super) fn of_product_package(path: &str) -> Option<Boundary> {
    folder_of(path).rsplit('/').take(PACKAGES_MAX).find_map(words::of_product_folder)
}
