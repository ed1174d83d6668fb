//! What an agent or editor is about to write, or has written.
//!
//! Shapes understood, by their fields: the tool's arguments in `tool_input`, `toolArgs` (an object, or its text), `tool_info` or
//! `preToolUse.parameters`, or the object itself; in them `file_path` (or `path`, `filePath`) with `content` (the whole file),
//! `old_string`/`new_string` or `edits` of such pairs, `replacements` in several files, or the text of a patch. Where the event says
//! that the edit has already been made, the file on disk is the result.

use super::patch;
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

    /// What a tool hands to its hooks; none where it is about no file or edits nothing.
    pub(super) fn of_json(input: &[u8]) -> Result<Vec<Self>, EditError> {
        let value: Value = serde_json::from_slice(input).map_err(EditError::NotJson)?;
        let arguments = arguments(&value);
        let call = Call { folder: folder(&value), state: State::of(&value) };
        if let Some(replacements) = arguments.get("replacements").and_then(Value::as_array) {
            return Ok(call.in_several_files(replacements));
        }
        if let Some(edit) = call.in_one_file(&arguments) {
            return Ok(vec![edit]);
        }
        let text = texts(&arguments).find_map(patch::within);
        Ok(text.map(|text| patch::edits(text, &call)).unwrap_or_default())
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

/// Where a tool's paths begin, and whether it has run.
pub(super) struct Call {
    folder: PathBuf,
    pub(super) state: State,
}

/// Whether an edit is to be made or has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Planned,
    Done,
}

impl State {
    fn of(value: &Value) -> Self {
        let event = text(value, &["hook_event_name", "hookEventName", "agent_action_name", "hookName", "event"]);
        let after = |event: &str| ["Post", "post", "after", "After"].iter().any(|word| event.starts_with(word));
        // Copilot names no event, and hands on what a tool has answered.
        let answered = ["toolResult", "postToolUse"].iter().any(|key| value.get(key).is_some());
        if event.is_some_and(after) || answered { Self::Done } else { Self::Planned }
    }
}

impl Call {
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn in_one_file(&self, arguments: &Value) -> Option<Edit> {
        let path = self.path(path_of(arguments)?);
        if let Some(content) = text(arguments, &["content", "contents", "file_text"]) {
            let before = match self.state {
                State::Done => None,
                State::Planned => Some(std::fs::read(&path).unwrap_or_default()),
            };
            return Some(Edit { path, before, after: content.as_bytes().to_vec() });
        }
        let pairs = pairs(arguments);
        (!pairs.is_empty()).then(|| self.replaced(path, &pairs))
    }

    fn in_several_files(&self, replacements: &[Value]) -> Vec<Edit> {
        let mut files: Vec<(PathBuf, Vec<Pair>)> = Vec::new();
        for one in replacements {
            let (Some(path), Some(pair)) = (path_of(one), pair(one)) else { continue };
            let path = self.path(path);
            match files.iter_mut().find(|(known, _)| *known == path) {
                Some((_, pairs)) => pairs.push(pair),
                None => files.push((path, vec![pair])),
            }
        }
        files.into_iter().map(|(path, pairs)| self.replaced(path, &pairs)).collect()
    }

    fn replaced(&self, path: PathBuf, pairs: &[Pair]) -> Edit {
        let on_disk = std::fs::read(&path).unwrap_or_default();
        let disk = String::from_utf8_lossy(&on_disk).into_owned();
        let (before, after) = match self.state {
            State::Done => (pairs.iter().rev().fold(disk.clone(), |text, pair| pair.undo(&text)), disk),
            State::Planned => (disk.clone(), pairs.iter().fold(disk, |text, pair| pair.apply(&text))),
        };
        Edit { path, before: Some(before.into_bytes()), after: after.into_bytes() }
    }
}

/// What the tool was called with. Some hand it on as the text of an object.
fn arguments(value: &Value) -> Value {
    let named = ["tool_input", "toolInput", "toolArgs", "tool_info"].iter().find_map(|key| value.get(key));
    let within = || ["preToolUse", "postToolUse"].iter().find_map(|key| value.get(key)?.get("parameters"));
    let found = named.or_else(within).unwrap_or(value);
    let read = found.as_str().and_then(|text| serde_json::from_str(text).ok());
    read.unwrap_or_else(|| found.clone())
}

fn folder(value: &Value) -> PathBuf {
    let first = |key| value.get(key)?.as_array()?.first()?.as_str();
    let named = text(value, &["cwd"]).or_else(|| first("workspace_roots")).or_else(|| first("workspaceRoots"));
    named.map(PathBuf::from).unwrap_or_default()
}

fn path_of(arguments: &Value) -> Option<&str> {
    text(arguments, &["file_path", "filePath", "path", "absolute_path"])
}

/// The texts among arguments, those of a list (a command's words) included; arguments may be a text themselves.
fn texts(arguments: &Value) -> impl Iterator<Item = &str> {
    fn words(value: &Value) -> &[Value] {
        value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
    }
    let values = arguments.as_object().into_iter().flat_map(|object| object.values());
    values.chain([arguments]).flat_map(words).filter_map(Value::as_str)
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

fn pairs(arguments: &Value) -> Vec<Pair> {
    match arguments.get("edits").and_then(Value::as_array) {
        Some(edits) => edits.iter().filter_map(pair).collect(),
        None => pair(arguments).into_iter().collect(),
    }
}

fn pair(value: &Value) -> Option<Pair> {
    let new = text(value, &["new_string", "newString", "new_str"])?;
    let old = text(value, &["old_string", "oldString", "old_str"]).unwrap_or("");
    let all = value.get("replace_all").and_then(Value::as_bool).unwrap_or(false);
    let everywhere = if all { Reach::All } else { Reach::First };
    Some(Pair { old: old.to_owned(), new: new.to_owned(), everywhere })
}

fn text<'v>(value: &'v Value, names: &[&str]) -> Option<&'v str> {
    names.iter().find_map(|name| value.get(name)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, before: Option<&str>, after: &str) {
        let edits = Edit::of_json(json.as_bytes()).expect("JSON");
        let [edit] = &edits[..] else { panic!("{edits:?}") };
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
        check(r#"{"toolName":"create","toolArgs":"{\"path\":\"/no/a.py\",\"file_text\":\"w\"}"}"#, Some(""), "w");
        check(r#"{"toolName":"create","toolArgs":{"path":"/no/a.py","file_text":"w"},"toolResult":{}}"#, None, "w");
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
        for nothing in
            [r#"{"tool_input":{"command":"ls"}}"#, r#"{"toolArgs":"ls"}"#, "[]", "null", r#"{"toolArgs":{}}"#]
        {
            assert_eq!(Edit::of_json(nothing.as_bytes()).expect("JSON"), [], "{nothing}");
        }
        assert!(Edit::of_json(b"def test_x").is_err());
    }
}
