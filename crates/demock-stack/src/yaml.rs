//! YAML as nodes that know their place: anchors are followed and merge keys taken in.
//!
//! Source: YAML 1.2.2, and the merge key of YAML 1.1 (<https://yaml.org/type/merge.html>), which Compose files use.
//! Invariants: a mapping's keys are unique and keep their order; what is merged in goes behind what the mapping says
//! itself; nodes of all aliases together stay below [`NODES_MAX`], so that a small file cannot become a large tree.
//! Absent on purpose: what any value means; tags but `!reset` and `!override` of Compose.

use crate::error::{ComposeError, Problem};
use demock_config::Origin;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How deep nodes may stand in each other.
const DEPTH_MAX: usize = 64;
/// How many nodes there may be, aliases included.
const NODES_MAX: usize = 100_000;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) origin: Origin,
    /// What relative paths in it are relative to: a folder as seen from the project's.
    pub(crate) folder: Arc<str>,
    pub(crate) value: Value,
    /// `!reset` or `!override`, in files that are laid over others.
    pub(crate) tag: Option<Override>,
}

/// What a later file does with what an earlier one says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Override {
    /// It is as if it had never been said.
    Reset,
    /// It is replaced, not merged.
    Replace,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// A scalar's text; whether it was written without quotes, and may be a number or a boolean.
    Scalar { text: Rc<str>, plain: bool },
    /// Items in order.
    List(Vec<Rc<Node>>),
    /// Entries in order.
    Map(Vec<Entry>),
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Rc<str>,
    pub(crate) key_origin: Origin,
    pub(crate) node: Rc<Node>,
}

impl Value {
    /// What it is, for messages.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar { .. } => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

impl Node {
    /// The entry of a mapping; `None` where there is none or this is no mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Rc<Node>> {
        self.entries().iter().find(|entry| *entry.key == *key).map(|entry| &entry.node)
    }

    /// The entries of a mapping; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Null | Value::Scalar { .. } | Value::List(_) => &[],
        }
    }
}

/// Reads the first document of a file whose paths are relative to a folder; `None` where it is empty.
pub(crate) fn parse(path: &Arc<str>, folder: &Arc<str>, text: &str) -> Result<Option<Rc<Node>>, ComposeError> {
    let mut reader = Reader { path, folder, anchors: HashMap::new(), nodes: 0 };
    let mut events = Parser::new_from_str(text);
    loop {
        let Some(event) = events.next() else { return Ok(None) };
        let (event, span) = event.map_err(|error| reader.syntax(&error))?;
        match event {
            Event::StreamEnd => return Ok(None),
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                let node = reader.node(event, span.start, &mut events, 0)?;
                return Ok(Some(node).filter(|node| node.value != Value::Null));
            }
            Event::Nothing
            | Event::StreamStart
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => {}
        }
    }
}

type Events<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

struct Reader<'p> {
    path: &'p Arc<str>,
    folder: &'p Arc<str>,
    anchors: HashMap<usize, Rc<Node>>,
    nodes: usize,
}

impl Reader<'_> {
    fn origin(&self, mark: Marker) -> Origin {
        Origin { path: self.path.clone(), line: mark.line() as u32, column: mark.col() as u32 + 1 }
    }

    fn syntax(&self, error: &ScanError) -> ComposeError {
        ComposeError::new(self.origin(*error.marker()), Problem::Syntax(error.info().to_owned()))
    }

    fn next<'t>(&self, events: &mut Events<'t>, open: Marker) -> Result<(Event<'t>, Marker), ComposeError> {
        match events.next() {
            Some(Ok((event, span))) => Ok((event, span.start)),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Err(ComposeError::new(self.origin(open), Problem::Syntax("it is never closed".to_owned()))),
        }
    }

    fn node(
        &mut self,
        event: Event<'_>,
        mark: Marker,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Rc<Node>, ComposeError> {
        let origin = self.origin(mark);
        self.nodes += 1;
        if depth > DEPTH_MAX || self.nodes > NODES_MAX {
            return Err(ComposeError::new(origin, Problem::TooLarge));
        }
        let (value, anchor, tag) = match event {
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).cloned();
                // An alias within its own anchor is not known yet: nodes cannot hold themselves.
                let known = known.ok_or_else(|| ComposeError::new(origin, Problem::UnknownAnchor))?;
                self.nodes += size(&known);
                return Ok(known);
            }
            Event::Scalar(text, style, anchor, tag) => (scalar(&text, style, tag.as_deref()), anchor, tag),
            Event::SequenceStart(anchor, tag) => (self.list(mark, events, depth)?, anchor, tag),
            Event::MappingStart(anchor, tag) => (self.map(mark, events, depth)?, anchor, tag),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => {
                return Err(ComposeError::new(origin, Problem::Syntax("a value ends here".to_owned())));
            }
        };
        let node = Rc::new(Node { origin, folder: self.folder.clone(), value, tag: over(tag) });
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, open: Marker, events: &mut Events<'_>, depth: usize) -> Result<Value, ComposeError> {
        let mut items = Vec::new();
        loop {
            match self.next(events, open)? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, mark) => items.push(self.node(event, mark, events, depth + 1)?),
            }
        }
    }

    fn map(&mut self, open: Marker, events: &mut Events<'_>, depth: usize) -> Result<Value, ComposeError> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut merged: Vec<Rc<Node>> = Vec::new();
        loop {
            let (event, mark) = self.next(events, open)?;
            if event == Event::MappingEnd {
                break;
            }
            let key = self.node(event, mark, events, depth + 1)?;
            let Value::Scalar { text, .. } = &key.value else {
                return Err(ComposeError::new(key.origin.clone(), Problem::KeyIsNoText));
            };
            let (event, mark) = self.next(events, open)?;
            let node = self.node(event, mark, events, depth + 1)?;
            if **text == *"<<" {
                merged.push(node);
            } else if let Some(known) = entries.iter().find(|entry| entry.key == *text) {
                let first = known.key_origin.clone();
                let problem = Problem::DuplicateKey { key: text.to_string(), first };
                return Err(ComposeError::new(key.origin.clone(), problem));
            } else {
                entries.push(Entry { key: text.clone(), key_origin: key.origin.clone(), node });
            }
        }
        for node in merged {
            merge_in(&mut entries, &node)?;
        }
        Ok(Value::Map(entries))
    }
}

/// Adds what a merge key names, without what is there already.
fn merge_in(entries: &mut Vec<Entry>, node: &Rc<Node>) -> Result<(), ComposeError> {
    match &node.value {
        Value::Map(more) => {
            for entry in more {
                if !entries.iter().any(|known| known.key == entry.key) {
                    entries.push(entry.clone());
                }
            }
            Ok(())
        }
        Value::List(nodes) => nodes.iter().try_for_each(|node| match node.value {
            Value::Map(_) => merge_in(entries, node),
            Value::Null | Value::Scalar { .. } | Value::List(_) => {
                Err(ComposeError::new(node.origin.clone(), Problem::MergesNoMapping))
            }
        }),
        Value::Null | Value::Scalar { .. } => Err(ComposeError::new(node.origin.clone(), Problem::MergesNoMapping)),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let plain = style == ScalarStyle::Plain && tag.is_none();
    if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        Value::Null
    } else {
        Value::Scalar { text: text.into(), plain }
    }
}

fn over(tag: Option<Cow<'_, Tag>>) -> Option<Override> {
    match &*tag?.suffix {
        "reset" => Some(Override::Reset),
        "override" => Some(Override::Replace),
        _ => None,
    }
}

/// How many nodes stand in one, itself included.
fn size(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Scalar { .. } => 1,
        Value::List(items) => 1 + items.iter().map(|item| size(item)).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| size(&entry.node)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> Arc<str> {
        Arc::from("compose.yml")
    }

    fn read(text: &str) -> Rc<Node> {
        parse(&path(), &path(), text).expect("it is YAML").expect("it is not empty")
    }

    #[track_caller]
    fn refuses(text: &str, message: &str) {
        let error = parse(&path(), &path(), text).expect_err("it is no such YAML");
        assert_eq!(error.to_string(), message);
    }

    fn text(node: Option<&Rc<Node>>) -> &str {
        match &node.expect("it is there").value {
            Value::Scalar { text, .. } => text,
            other @ (Value::Null | Value::List(_) | Value::Map(_)) => panic!("{}", other.name()),
        }
    }

    #[test]
    fn anchors_and_merge_keys() {
        let node = read("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 9\n");
        let c = node.get("c").expect("c");
        assert_eq!([text(c.get("x")), text(c.get("y")), text(c.get("z"))], ["9", "2", "4"]);
        // The place is where the value was written, not where it was merged in.
        assert_eq!(c.get("z").expect("z").origin.to_string(), "compose.yml:2:17");
    }

    #[test]
    fn quoted_texts_are_no_null_and_empty_files_nothing() {
        let node = read("a: \"null\"\nb:\nc: ~\n");
        assert_eq!(node.get("a").expect("a").value, Value::Scalar { text: "null".into(), plain: false });
        assert_eq!((&node.get("b").expect("b").value, &node.get("c").expect("c").value), (&Value::Null, &Value::Null));
        assert!(parse(&path(), &path(), "# nothing\n").expect("it is YAML").is_none());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        refuses("a: 1\nb: 2\na: 3\n", "compose.yml:3:1: the key `a` stands here a second time; first in line 1");
        let open = parse(&path(), &path(), "a: [1, 2\nb: 3\n").expect_err("it is never closed");
        assert!(matches!(open.problem, Problem::Syntax(_)) && open.origin.line == 2, "{open}");
        refuses("a:\n  <<: 1\n", "compose.yml:2:7: a merge key takes a mapping, or a list of them");
        refuses("? [a]\n: 1\n", "compose.yml:1:3: a key is no text");
    }

    #[test]
    fn aliases_cannot_blow_a_file_up() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for at in 1..9 {
            let before = format!("*a{}", at - 1);
            text.push_str(&format!("a{at}: &a{at} [{}]\n", vec![before; 10].join(", ")));
        }
        let error = parse(&path(), &path(), &text).expect_err("too large");
        assert!(matches!(error.problem, Problem::TooLarge), "{error}");
        let deep = format!("{}{}", "[".repeat(80), "]".repeat(80));
        assert!(parse(&path(), &path(), &deep).is_err());
    }
}
