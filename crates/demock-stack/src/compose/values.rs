//! The forms that values of a Compose file have.

use super::Note;
use crate::error::{ComposeError, Problem};
use crate::files::{list_of, wrong_form};
use crate::yaml::{Node, Value};
use demock_config::{Located, Origin};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// A command: words, or a line for a shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Words as they are given to the program.
    List(Vec<String>),
    /// A line that Compose splits as a shell does.
    Line(String),
}

impl Words {
    /// The words; a line is split at blanks outside of quotes.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::List(words) => words.clone(),
            Self::Line(line) => split(line),
        }
    }
}

/// Splits as POSIX shells do, without any expansion: quotes and backslashes.
pub(crate) fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut began, mut quote) = (Vec::new(), String::new(), false, None);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => (quote, began) = (Some(character), true),
            (None | Some('"'), '\\') => {
                word.extend(characters.next());
                began = true;
            }
            (None, _) if character.is_whitespace() => {
                if std::mem::take(&mut began) {
                    words.push(std::mem::take(&mut word));
                }
            }
            (Some(_) | None, _) => {
                word.push(character);
                began = true;
            }
        }
    }
    if began {
        words.push(word);
    }
    words
}

/// Reads services, and keeps what is not honoured.
pub(super) struct Reader<'r> {
    pub(super) root: &'r Path,
    pub(super) whole: &'r Rc<Node>,
    /// Variables of whoever starts the stack.
    pub(super) given: &'r BTreeMap<String, String>,
    /// The same, and those of the project's `.env`.
    pub(super) variable: &'r dyn Fn(&str) -> Option<String>,
    pub(super) notes: Vec<Note>,
    /// Files that were read, or would be if they were there.
    pub(super) sources: Vec<Arc<str>>,
}

impl Reader<'_> {
    pub(super) fn note(&mut self, origin: &Origin, text: impl Into<String>) {
        self.notes.push(Note { origin: origin.clone(), text: text.into() });
    }
}

/// Refuses keys that are not known; those that begin with `x-` are anybody's.
pub(crate) fn check_keys(node: &Rc<Node>, table: &str, known: &'static [&'static str]) -> Result<(), ComposeError> {
    if !matches!(node.value, Value::Map(_)) {
        return Err(ComposeError::new(node.origin.clone(), wrong_form(table, node, "a mapping")));
    }
    let strange = |key: &str| !key.starts_with("x-") && !known.contains(&key);
    match node.entries().iter().find(|entry| strange(&entry.key)) {
        None => Ok(()),
        Some(entry) => {
            let problem = Problem::UnknownKey { key: entry.key.to_string(), table: table.to_owned(), known };
            Err(ComposeError::new(entry.key_origin.clone(), problem))
        }
    }
}

pub(super) fn wrong<T>(key: &str, node: &Node, expected: &'static str) -> Result<T, ComposeError> {
    Err(ComposeError::new(node.origin.clone(), wrong_form(key, node, expected)))
}

/// A text; a number or a boolean is one, too.
pub(super) fn text(key: &str, node: &Rc<Node>) -> Result<Located<String>, ComposeError> {
    match &node.value {
        Value::Scalar { text, .. } => Ok(Located { value: text.to_string(), origin: node.origin.clone() }),
        Value::Null | Value::List(_) | Value::Map(_) => wrong(key, node, "a text"),
    }
}

/// A text or a list of texts.
pub(super) fn texts(key: &str, node: &Rc<Node>) -> Result<Vec<Located<String>>, ComposeError> {
    list_of(node).into_iter().map(|item| text(key, item)).collect()
}

/// A command.
pub(super) fn words(key: &str, node: &Rc<Node>) -> Result<Option<Located<Words>>, ComposeError> {
    let value = match &node.value {
        Value::Null => return Ok(None),
        Value::Scalar { text, .. } => Words::Line(text.to_string()),
        Value::List(items) => {
            Words::List(items.iter().map(|item| Ok(text(key, item)?.value)).collect::<Result<_, ComposeError>>()?)
        }
        Value::Map(_) => return wrong(key, node, "a text or a list of texts"),
    };
    Ok(Some(Located { value, origin: node.origin.clone() }))
}

/// `true` or `false`.
pub(super) fn flag(key: &str, node: &Rc<Node>) -> Result<bool, ComposeError> {
    match &node.value {
        Value::Scalar { text, .. } => match &*text.to_ascii_lowercase() {
            "true" | "yes" | "on" => Ok(true),
            "false" | "no" | "off" => Ok(false),
            _ => wrong(key, node, "`true` or `false`"),
        },
        Value::Null | Value::List(_) | Value::Map(_) => wrong(key, node, "`true` or `false`"),
    }
}

/// A whole number.
pub(super) fn number(key: &str, node: &Rc<Node>) -> Result<u32, ComposeError> {
    match text(key, node)?.value.parse() {
        Ok(number) => Ok(number),
        Err(_) => wrong(key, node, "a whole number"),
    }
}

/// A duration: `1h30m`, `1m30s`, `500ms`, `10us`, `2.5s`; a number alone is in seconds, as older files have it.
pub(super) fn duration(key: &str, node: &Rc<Node>) -> Result<Duration, ComposeError> {
    match parse_duration(&text(key, node)?.value) {
        Some(duration) => Ok(duration),
        None => wrong(key, node, "a duration such as `1m30s`"),
    }
}

fn parse_duration(text: &str) -> Option<Duration> {
    const UNITS: [(&str, f64); 6] = [("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9), ("h", 3600.0), ("m", 60.0), ("s", 1.0)];
    // A day of years ends any wait.
    const SECONDS_MAX: f64 = 1e9;
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let value: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        if rest.is_empty() && digits == text.len() {
            return Some(Duration::from_secs_f64(value)).filter(|_| value < SECONDS_MAX);
        }
        let (unit, factor) = UNITS.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
        rest = &rest[unit.len()..];
        seconds += value * factor;
    }
    (!text.is_empty() && seconds < SECONDS_MAX).then(|| Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_as_a_shell_does() {
        let check = |line: &str, expected: &[&str]| assert_eq!(split(line), expected, "{line}");
        check("postgres -c fsync=off  -c 'a b'", &["postgres", "-c", "fsync=off", "-c", "a b"]);
        check("a\\ b \"c \\\" d\" '' e'f'g", &["a b", "c \" d", "", "efg"]);
        check("  ", &[]);
    }

    /// The examples of the specification's "Specifying durations", and what older files write.
    #[test]
    fn durations_of_all_forms() {
        let check = |text: &str, millis: u64| {
            assert_eq!(parse_duration(text), Some(Duration::from_millis(millis)), "{text}");
        };
        check("10ms", 10);
        check("40s", 40_000);
        check("1m30s", 90_000);
        check("1h5m30s20ms", 3_930_020);
        check("2.5s", 2_500);
        check("30", 30_000);
        for text in ["", "s", "1x", "1m30", "-1s", "1e400s", "."] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
