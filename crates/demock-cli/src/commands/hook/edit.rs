//! What an agent or editor is about to write, or has written.
//!
//! Shapes understood, by their fields: `tool_input` (or the object itself) with `file_path` (or `path`, `filePath`), and
//! either `content` (the whole file), `old_string`/`new_string`, or `edits` of such pairs. Where `hook_event_name` says
//! that the edit has already been made, the file on disk is the result.

use demock_model::{Help, Language};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One file before and after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Absolute, or relative to the working folder.
    pub(super) path: PathBuf,
    /// Content before; `None` where only the repository knows.
    pub(super) before: Option<Vec<u8>>,
    /// Content after.
    pub(super) after: Vec<u8>,
}

/// A hook's input that makes no sense.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    #[error("standard input is not the JSON of a hook")]
    NotJson(#[source] serde_json::Error),
}

impl Help for EditError {
    fn code(&self) -> &'static str {
        "hook/not-json"
    }

    fn help(&self) -> Option<String> {
        Some("pass what the tool hands to its hooks, or the file's text with `--stdin-filename PATH`".to_owned())
    }
}

impl Edit {
    /// The text of a file as an editor holds it.
    pub(super) fn of_text(path: &Path, after: Vec<u8>) -> Self {
        Self { path: path.to_owned(), before: None, after }
    }

    /// What a tool hands to its hooks; `None` where it is about no file or edits nothing.
    pub(super) fn of_json(input: &[u8]) -> Result<Option<Self>, EditError> {
        let value: Value = serde_json::from_slice(input).map_err(EditError::NotJson)?;
        let input = value.get("tool_input").or_else(|| value.get("toolInput")).unwrap_or(&value);
        let Some(path) = text(input, &["file_path", "filePath", "path", "absolute_path"]) else { return Ok(None) };
        let folder = text(&value, &["cwd"]).map(PathBuf::from).unwrap_or_default();
        let path = folder.join(path);
        let done = text(&value, &["hook_event_name", "event"])
            .is_some_and(|event| event.starts_with("Post") || event.starts_with("after") || event.starts_with("After"));
        let on_disk = std::fs::read(&path).unwrap_or_default();
        if let Some(content) = text(input, &["content", "contents"]) {
            let before = if done { None } else { Some(on_disk) };
            return Ok(Some(Self { path, before, after: content.as_bytes().to_vec() }));
        }
        let pairs = pairs(input);
        if pairs.is_empty() {
            return Ok(None);
        }
        let disk = String::from_utf8_lossy(&on_disk).into_owned();
        let (before, after) = if done {
            (pairs.iter().rev().fold(disk.clone(), |text, pair| pair.undo(&text)), disk)
        } else {
            (disk.clone(), pairs.iter().fold(disk, |text, pair| pair.apply(&text)))
        };
        Ok(Some(Self { path, before: Some(before.into_bytes()), after: after.into_bytes() }))
    }

    /// Whether the file is of a language that is read.
    pub(super) fn is_source(&self) -> bool {
        self.path.extension().and_then(|end| end.to_str()).and_then(Language::of_extension).is_some()
    }

    /// The folder that the file lies in.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// A text replaced by another.
struct Pair {
    old: String,
    new: String,
    everywhere: Reach,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    First,
    All,
}

impl Pair {
    fn apply(&self, text: &str) -> String {
        replaced(text, &self.old, &self.new, self.everywhere)
    }

    fn undo(&self, text: &str) -> String {
        replaced(text, &self.new, &self.old, self.everywhere)
    }
}

fn replaced(text: &str, from: &str, to: &str, reach: Reach) -> String {
    match (from.is_empty(), reach) {
        (true, _) => format!("{to}{text}"),
        (false, Reach::First) => text.replacen(from, to, 1),
        (false, Reach::All) => text.replace(from, to),
    }
}

fn pairs(input: &Value) -> Vec<Pair> {
    let one = |value: &Value| {
        let new = text(value, &["new_string", "newString", "new_str"])?;
        let old = text(value, &["old_string", "oldString", "old_str"]).unwrap_or("");
        let all = value.get("replace_all").and_then(Value::as_bool).unwrap_or(false);
        let everywhere = if all { Reach::All } else { Reach::First };
        Some(Pair { old: old.to_owned(), new: new.to_owned(), everywhere })
    };
    match input.get("edits").and_then(Value::as_array) {
        Some(edits) => edits.iter().filter_map(one).collect(),
        None => one(input).into_iter().collect(),
    }
}

fn text<'v>(value: &'v Value, names: &[&str]) -> Option<&'v str> {
    names.iter().find_map(|name| value.get(name)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, before: Option<&str>, after: &str) {
        let edit = Edit::of_json(json.as_bytes()).expect("JSON").expect("an edit");
        assert_eq!(edit.before.as_deref().map(String::from_utf8_lossy).as_deref(), before);
        assert_eq!(String::from_utf8_lossy(&edit.after), after);
    }

    #[test]
    fn whole_files_and_pairs() {
        check(r#"{"tool_input":{"file_path":"/no/such.py","content":"x = 1"}}"#, Some(""), "x = 1");
        check(
            r#"{"hook_event_name":"PreToolUse","tool_input":{"file_path":"/no/such.py","old_string":"","new_string":"y"}}"#,
            Some(""),
            "y",
        );
        check(r#"{"hook_event_name":"PostToolUse","tool_input":{"file_path":"/no/a.py","content":"z"}}"#, None, "z");
    }

    #[test]
    fn pairs_are_applied_and_undone_in_order() {
        let pairs = [
            Pair { old: "a".into(), new: "b".into(), everywhere: Reach::All },
            Pair { old: "b".into(), new: "cc".into(), everywhere: Reach::First },
        ];
        let after = pairs.iter().fold("aXa".to_owned(), |text, pair| pair.apply(&text));
        assert_eq!(after, "ccXb");
        assert_eq!(pairs.iter().rev().fold(after, |text, pair| pair.undo(&text)), "aXa");
    }

    #[test]
    fn what_is_no_edit() {
        assert_eq!(Edit::of_json(br#"{"tool_input":{"command":"ls"}}"#).expect("JSON"), None);
        assert!(Edit::of_json(b"def test_x").is_err());
    }
}
