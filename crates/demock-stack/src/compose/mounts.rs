//! Files and folders that a service sees: volumes, secrets, configs, temporary folders.
//!
//! Source: Compose specification, "volumes", "secrets", "configs", "tmpfs".

use super::values::{Reader, check_keys, flag, text, texts, wrong};
use crate::error::{ComposeError, Problem};
use crate::files::{list_of, within};
use crate::yaml::{Node, Value};
use demock_config::Origin;
use std::rc::Rc;

/// Something that a service finds at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// What it is.
    pub kind: MountKind,
    /// Where the service finds it.
    pub target: String,
    /// Whether it may be written.
    pub read_only: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// What is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MountKind {
    /// A file or folder of the project, relative to its root, or an absolute path.
    Bind(String),
    /// A volume with a name, kept between runs.
    Volume(String),
    /// A volume without one.
    Anonymous,
    /// A folder in memory.
    Memory,
    /// A text that the Compose file holds itself, or a variable.
    Content(String),
    /// Something that only an engine of containers has: the contents of an image, a pipe of Windows, a volume of a cluster.
    Elsewhere(String),
}

const VOLUME_KEYS: &[&str] = &[
    "type",
    "source",
    "target",
    "read_only",
    "bind",
    "volume",
    "tmpfs",
    "image",
    "consistency",
    "src",
    "dst",
    "destination",
];
const GRANT_KEYS: &[&str] = &["source", "target", "uid", "gid", "mode"];
const SOURCE_KEYS: &[&str] =
    &["file", "environment", "content", "external", "name", "labels", "template_driver", "driver", "driver_opts"];

/// All volumes of a `volumes` list.
pub(super) fn volumes(node: &Rc<Node>, home: Option<&str>) -> Result<Vec<Mount>, ComposeError> {
    let mut found = Vec::new();
    for item in list_of(node) {
        found.push(match &item.value {
            Value::Scalar { text, .. } => short(text, item, home),
            Value::Map(_) => long(item, home)?,
            Value::Null | Value::List(_) => {
                return wrong("volumes", item, "`SOURCE:TARGET`, or a mapping with `target`");
            }
        });
    }
    Ok(found)
}

/// Folders in memory.
pub(super) fn memory(node: &Rc<Node>) -> Result<Vec<Mount>, ComposeError> {
    let all = texts("tmpfs", node)?.into_iter().map(|path| {
        let target = path.value.split(':').next().unwrap_or_default().to_owned();
        Mount { kind: MountKind::Memory, target, read_only: false, origin: path.origin }
    });
    Ok(all.collect())
}

impl Reader<'_> {
    /// Secrets or configs that a service is given: `key` is the name of both lists.
    pub(super) fn grants(&self, key: &'static str, node: &Rc<Node>) -> Result<Vec<Mount>, ComposeError> {
        let mut found = Vec::new();
        for item in list_of(node) {
            let (name, target) = match &item.value {
                Value::Scalar { text, .. } => (text.to_string(), None),
                Value::Map(_) => {
                    check_keys(item, key, GRANT_KEYS)?;
                    let Some(source) = item.get("source") else { return wrong(key, item, "a mapping with `source`") };
                    let target = item.get("target").map(|node| text("target", node)).transpose()?;
                    (text("source", source)?.value, target.map(|target| target.value))
                }
                Value::Null | Value::List(_) => return wrong(key, item, "a name, or a mapping with `source`"),
            };
            let default = if key == "secrets" { format!("/run/secrets/{name}") } else { format!("/{name}") };
            let target = match target {
                Some(target) if target.starts_with('/') || key == "configs" => target,
                Some(target) => format!("/run/secrets/{target}"),
                None => default,
            };
            let kind = self.source(key, &name, item)?;
            found.push(Mount { kind, target, read_only: true, origin: item.origin.clone() });
        }
        Ok(found)
    }

    /// Where a secret or config comes from.
    fn source(&self, key: &'static str, name: &str, asked: &Rc<Node>) -> Result<MountKind, ComposeError> {
        let what = if key == "secrets" { "secret" } else { "config" };
        let defined = self.whole.get(key).cloned();
        let Some(source) = defined.as_ref().and_then(|all| all.get(name)) else {
            let entries = defined.as_ref().map_or(&[][..], |all| all.entries());
            let known = entries.iter().map(|entry| entry.key.to_string()).collect();
            let problem = Problem::Undefined { what, name: name.to_owned(), known };
            return Err(ComposeError::new(asked.origin.clone(), problem));
        };
        check_keys(source, what, SOURCE_KEYS)?;
        if let Some(file) = source.get("file") {
            let path = text("file", file)?.value;
            return Ok(MountKind::Bind(within(&file.folder, &path).to_string()));
        }
        if let Some(content) = source.get("content") {
            return Ok(MountKind::Content(text("content", content)?.value));
        }
        if let Some(variable) = source.get("environment") {
            let name = text("environment", variable)?;
            let content = (self.variable)(&name.value).ok_or_else(|| {
                let why = format!("the variable `{}` must be set: it is the value of a {what}", name.value);
                ComposeError::new(name.origin.clone(), Problem::Interpolation(why))
            })?;
            return Ok(MountKind::Content(content));
        }
        let expected =
            "a mapping with `file`, `content` or `environment`: what another machine keeps cannot be had here";
        wrong(what, source, expected)
    }
}

fn short(text: &str, item: &Node, home: Option<&str>) -> Mount {
    let parts: Vec<&str> = text.split(':').collect();
    let (source, target, mode) = match parts.as_slice() {
        [target] => (None, *target, ""),
        [source, target] => (Some(*source), *target, ""),
        [source, target, mode, ..] => (Some(*source), *target, *mode),
        [] => (None, "", ""),
    };
    Mount {
        kind: source.map_or(MountKind::Anonymous, |source| kind(source, &item.folder, home)),
        target: target.to_owned(),
        read_only: mode.split(',').any(|option| option == "ro"),
        origin: item.origin.clone(),
    }
}

/// A path is a place of the project, any other word the name of a volume.
fn kind(source: &str, folder: &str, home: Option<&str>) -> MountKind {
    if source.starts_with(['.', '/', '~']) {
        MountKind::Bind(within(folder, &at_home(source, home)).to_string())
    } else {
        MountKind::Volume(source.to_owned())
    }
}

/// A path below `~` as one below the home of whoever starts the stack.
fn at_home(source: &str, home: Option<&str>) -> String {
    match (source.strip_prefix('~'), home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => format!("{home}{rest}"),
        (Some(_) | None, _) => source.to_owned(),
    }
}

fn long(node: &Rc<Node>, home: Option<&str>) -> Result<Mount, ComposeError> {
    check_keys(node, "volumes", VOLUME_KEYS)?;
    let of = |keys: &[&'static str]| {
        keys.iter().find_map(|key| Some(text(key, node.get(key)?))).transpose().map(|found| found.map(|it| it.value))
    };
    let Some(target) = of(&["target", "dst", "destination"])? else {
        return wrong("volumes", node, "a mapping with `target`");
    };
    let source = of(&["source", "src"])?;
    let kind = match (of(&["type"])?.as_deref(), source) {
        (Some("tmpfs"), _) => MountKind::Memory,
        (Some("bind"), Some(source)) => MountKind::Bind(within(&node.folder, &at_home(&source, home)).to_string()),
        (Some("volume") | None, Some(source)) => kind(&source, &node.folder, home),
        (Some("volume") | None, None) => MountKind::Anonymous,
        // Of another machine or of an engine of containers: nothing of it is here.
        (Some("image" | "npipe" | "cluster"), source) => MountKind::Elsewhere(source.unwrap_or_default()),
        (Some(_), _) => {
            return wrong("volumes", node, "a `type` of `bind`, `volume`, `tmpfs`, `image`, `npipe` or `cluster`");
        }
    };
    let read_only = node.get("read_only").map(|node| flag("read_only", node)).transpose()?.unwrap_or(false);
    Ok(Mount { kind, target, read_only, origin: node.origin.clone() })
}
