//! Which Compose files there are, and what they say together: laid over each other, included, extended.
//!
//! Source: Compose specification, "Merge", "Include", "Extend". Later files win; mappings are merged key by key, lists
//! are put behind each other, and `command`, `entrypoint` and a health check's `test` are replaced.
//! Invariant: a value keeps the place where it was written, whatever file brought it in. Absent on purpose: what a
//! service is (`compose`).

use crate::compose::{self, Note, Project, check_keys};
use crate::env_file;
use crate::error::{ComposeError, Problem};
use crate::interpolate::interpolate;
use crate::yaml::{self, Entry, Node, Override, Value};
use demock_config::Origin;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::{fs, io};

const INCLUDE_KEYS: &[&str] = &["path", "project_directory", "env_file"];

/// Names that Compose itself looks for, in its order, and those of tests, which go before them.
const NAMES: [&str; 8] = [
    "docker-compose.test.yml",
    "docker-compose.test.yaml",
    "compose.test.yml",
    "compose.test.yaml",
    "compose.yaml",
    "compose.yml",
    "docker-compose.yaml",
    "docker-compose.yml",
];

/// What is to be read.
#[derive(Debug, Clone)]
pub struct Request<'r> {
    /// The project's folder.
    pub root: &'r Path,
    /// Compose files relative to the root, in order; where none are named, the first of the usual names.
    pub files: &'r [Arc<str>],
    /// Variables for `${…}`, which go before those of the project's `.env`.
    pub variables: &'r BTreeMap<String, String>,
    /// Profiles that are asked for.
    pub profiles: &'r [String],
    /// Services that are asked for, whose dependencies come with them; all where none are named.
    pub only: &'r [String],
}

/// Reads a project's Compose files as one.
pub fn read(request: &Request<'_>) -> Result<Project, ComposeError> {
    let files = named_files(request)?;
    let first = files.first().cloned().unwrap_or_default();
    // Compose specification, "Merge": paths of all files are relative to where the first one lies.
    let folder = folder_of(&first);
    let variables = Variables::new(request, &folder)?;
    let mut loading = Loading {
        root: request.root,
        variables: &variables,
        open: Vec::new(),
        included: Vec::new(),
        notes: Vec::new(),
        sources: vec![within(&folder, ".env"), Arc::from(".env")],
    };
    let mut whole: Option<Rc<Node>> = None;
    for file in &files {
        let node = loading.file(file, &folder)?;
        whole = Some(laid(whole, node));
    }
    let whole = whole.unwrap_or_else(|| Rc::new(empty(&first, &folder)));
    compose::project(&whole, request, &files, (loading.notes, loading.sources), &|name| variables.get(name))
}

/// A file that says nothing.
fn empty(path: &Arc<str>, folder: &Arc<str>) -> Node {
    let origin = Origin { path: path.clone(), line: 1, column: 1 };
    Node { origin, folder: folder.clone(), value: Value::Map(Vec::new()), tag: None }
}

/// What files say together, where others were read before.
fn laid(before: Option<Rc<Node>>, node: Rc<Node>) -> Rc<Node> {
    match before {
        Some(before) => lay_over(&before, &node, ""),
        None => node,
    }
}

/// Whether a folder has a Compose file of one of the usual names.
pub fn has_compose_file(folder: &Path) -> bool {
    NAMES.into_iter().any(|name| folder.join(name).is_file())
}

/// The files to read: those that are named, else the first of the usual names with its override beside it.
fn named_files(request: &Request<'_>) -> Result<Vec<Arc<str>>, ComposeError> {
    if !request.files.is_empty() {
        return Ok(request.files.to_vec());
    }
    let Some(found) = NAMES.into_iter().find(|name| request.root.join(name).is_file()) else {
        let looked_for = NAMES.iter().map(|name| (*name).to_owned()).collect();
        let origin = Origin { path: Arc::from("."), line: 1, column: 1 };
        return Err(ComposeError::new(origin, Problem::NoFile { folder: request.root.to_owned(), looked_for }));
    };
    let (stem, ending) = found.rsplit_once('.').unwrap_or((found, ""));
    let laid_over = [format!("{stem}.override.{ending}"), format!("{stem}.override.yml")];
    // Compose takes the override of its own names alone.
    let is_test = stem.contains(".test");
    let laid_over = laid_over.into_iter().find(|name| !is_test && request.root.join(name).is_file());
    Ok([Some(Arc::from(found)), laid_over.map(Arc::from)].into_iter().flatten().collect())
}

/// Variables of values: those that are given, then those of the project's `.env`.
struct Variables<'r> {
    given: &'r BTreeMap<String, String>,
    of_file: BTreeMap<String, String>,
}

impl<'r> Variables<'r> {
    /// Those of `.env` in the project's folder, then those beside the first file.
    fn new(request: &Request<'r>, folder: &str) -> Result<Self, ComposeError> {
        let mut of_file = BTreeMap::new();
        let paths = [within(folder, ".env"), Arc::from(".env")];
        for path in paths.iter().skip(usize::from(paths[0] == paths[1])) {
            of_file.extend(variables_of(request.root, path).map_err(|error| {
                let problem = unreadable(request.root, path, error);
                ComposeError::new(Origin { path: path.clone(), line: 1, column: 1 }, problem)
            })?);
        }
        Ok(Self { given: request.variables, of_file })
    }

    fn get(&self, name: &str) -> Option<String> {
        self.given.get(name).or_else(|| self.of_file.get(name)).cloned()
    }
}

/// Variables of a file, where it is there.
fn variables_of(root: &Path, path: &Arc<str>) -> Result<BTreeMap<String, String>, io::Error> {
    match fs::read_to_string(root.join(&**path)) {
        Ok(text) => Ok(env_file::parse(&text).into_iter().collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(error),
    }
}

/// Files that are being read, to see when one holds itself.
struct Loading<'r> {
    root: &'r Path,
    variables: &'r Variables<'r>,
    open: Vec<String>,
    /// Variables of the files that are being included, the outermost first: they say what nobody else does.
    included: Vec<BTreeMap<String, String>>,
    /// Variables that nothing sets.
    notes: Vec<Note>,
    /// Files that were read, or would be if they were there.
    sources: Vec<Arc<str>>,
}

impl Loading<'_> {
    /// A file with what it includes and what its services extend; its paths are relative to a folder.
    fn file(&mut self, path: &Arc<str>, folder: &Arc<str>) -> Result<Rc<Node>, ComposeError> {
        let origin = Origin { path: path.clone(), line: 1, column: 1 };
        if self.open.iter().any(|open| **open == **path) {
            let names = self.open.iter().cloned().chain([path.to_string()]).collect();
            return Err(ComposeError::new(origin, Problem::Circle { what: "files hold each other", names }));
        }
        let text = fs::read_to_string(self.root.join(&**path))
            .map_err(|error| ComposeError::new(origin.clone(), unreadable(self.root, path, error)))?;
        let node = yaml::parse(path, folder, &text)?.unwrap_or_else(|| Rc::new(empty(path, folder)));
        let node = self.interpolated(&node)?;
        if !matches!(node.value, Value::Map(_)) {
            let problem = wrong_form("the file", &node, "a mapping with `services`");
            return Err(ComposeError::new(node.origin.clone(), problem));
        }
        self.sources.push(path.clone());
        self.open.push(path.to_string());
        let whole = self.included(&node)?;
        let whole = self.extended(&whole)?;
        self.open.pop();
        Ok(whole)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).or_else(|| self.included.iter().find_map(|file| file.get(name)).cloned())
    }

    /// The same with variables in place of their names; keys are left alone.
    fn interpolated(&mut self, node: &Rc<Node>) -> Result<Rc<Node>, ComposeError> {
        let value = match &node.value {
            Value::Null => return Ok(node.clone()),
            Value::Scalar { text, .. } if !text.contains('$') => return Ok(node.clone()),
            Value::Scalar { text, plain } => {
                let done = interpolate(text, &|name| self.variable(name))
                    .map_err(|why| ComposeError::new(node.origin.clone(), Problem::Interpolation(why.to_string())))?;
                for name in done.unset {
                    let text = format!("the variable `{name}` is not set and stands for nothing");
                    self.notes.push(Note { origin: node.origin.clone(), text });
                }
                Value::Scalar { text: done.text.into(), plain: *plain }
            }
            Value::List(items) => {
                Value::List(items.iter().map(|item| self.interpolated(item)).collect::<Result<_, _>>()?)
            }
            Value::Map(entries) => {
                let done =
                    entries.iter().map(|entry| Ok(Entry { node: self.interpolated(&entry.node)?, ..entry.clone() }));
                Value::Map(done.collect::<Result<_, ComposeError>>()?)
            }
        };
        Ok(Rc::new(Node { value, ..(**node).clone() }))
    }

    /// What a file includes, with the file itself laid over it.
    fn included(&mut self, node: &Rc<Node>) -> Result<Rc<Node>, ComposeError> {
        let Some(include) = node.get("include") else { return Ok(node.clone()) };
        let mut whole: Option<Rc<Node>> = None;
        for item in list_of(include) {
            let included = self.include(item)?;
            whole = Some(laid(whole, included));
        }
        Ok(whole.map_or_else(|| node.clone(), |included| lay_over(&included, node, "")))
    }

    /// One item: files that are laid over each other, with a folder and variables of their own.
    fn include(&mut self, item: &Rc<Node>) -> Result<Rc<Node>, ComposeError> {
        if !item.entries().is_empty() {
            check_keys(item, "include", INCLUDE_KEYS)?;
        }
        let named = item.get("path").unwrap_or(item);
        let paths = list_of(named).into_iter().map(|file| Ok((within(&item.folder, &path_of("include", file)?), file)));
        let paths = paths.collect::<Result<Vec<_>, ComposeError>>()?;
        let Some((first, _)) = paths.first() else {
            return Err(ComposeError::new(named.origin.clone(), wrong_form("include", named, "the path of a file")));
        };
        let folder = match item.get("project_directory") {
            Some(node) => self.directory(node)?,
            None => folder_of(first),
        };
        let variables = self.variables_of_include(item, &folder)?;
        self.included.push(variables);
        let mut whole: Option<Rc<Node>> = None;
        for (path, file) in &paths {
            let included = self.file(path, &folder).map_err(|error| at_reader(error, &file.origin))?;
            whole = Some(laid(whole, included));
        }
        self.included.pop();
        Ok(whole.unwrap_or_else(|| item.clone()))
    }

    /// The folder that an include names: one that is not there would have each path in the file fail on its own.
    fn directory(&self, node: &Rc<Node>) -> Result<Arc<str>, ComposeError> {
        let folder = within(&node.folder, &path_of("project_directory", node)?);
        if self.root.join(&*folder).is_dir() {
            return Ok(folder);
        }
        let expected = "a folder that is there, relative to that of the file";
        Err(ComposeError::new(node.origin.clone(), wrong_form("project_directory", node, expected)))
    }

    /// Variables of an include: of its `env_file`, else of `.env` in its folder (Compose specification, "Include").
    fn variables_of_include(&mut self, item: &Node, folder: &str) -> Result<BTreeMap<String, String>, ComposeError> {
        let Some(named) = item.get("env_file") else {
            let file = within(folder, ".env");
            self.sources.push(file.clone());
            return variables_of(self.root, &file)
                .map_err(|error| ComposeError::new(item.origin.clone(), unreadable(self.root, &file, error)));
        };
        let mut all = BTreeMap::new();
        for node in list_of(named) {
            let file = within(&item.folder, &path_of("env_file", node)?);
            self.sources.push(file.clone());
            let text = fs::read_to_string(self.root.join(&*file))
                .map_err(|error| ComposeError::new(node.origin.clone(), unreadable(self.root, &file, error)))?;
            all.extend(env_file::parse(&text));
        }
        Ok(all)
    }

    /// The file with each service that extends another laid over that one.
    fn extended(&mut self, node: &Rc<Node>) -> Result<Rc<Node>, ComposeError> {
        let Some(services) = node.get("services") else { return Ok(node.clone()) };
        let mut entries = Vec::with_capacity(services.entries().len());
        for entry in services.entries() {
            let service = self.service(services, entry, &mut Vec::new())?;
            entries.push(Entry { node: service, ..entry.clone() });
        }
        let services = Node { value: Value::Map(entries), ..(**services).clone() };
        Ok(with_entry(node, "services", &Rc::new(services)))
    }

    fn service(&mut self, services: &Node, entry: &Entry, way: &mut Vec<String>) -> Result<Rc<Node>, ComposeError> {
        let Some(extends) = entry.node.get("extends") else { return Ok(entry.node.clone()) };
        if way.contains(&entry.key.to_string()) {
            let names = way.iter().cloned().chain([entry.key.to_string()]).collect();
            let problem = Problem::Circle { what: "services extend each other", names };
            return Err(ComposeError::new(entry.key_origin.clone(), problem));
        }
        way.push(entry.key.to_string());
        let base = match (&extends.value, extends.get("file")) {
            (Value::Scalar { text, .. }, _) => self.base(services, text, extends, way)?,
            (Value::Map(_), None) => {
                let name = service_of(extends)?;
                self.base(services, &name, extends, way)?
            }
            (Value::Map(_), Some(file)) => {
                let text = path_of("extends.file", file)?;
                let path = within(&file.folder, &text);
                let other = self.file(&path, &folder_of(&path)).map_err(|error| at_reader(error, &file.origin))?;
                let name = service_of(extends)?;
                let found = other.get("services").and_then(|services| services.get(&name)).cloned();
                found.ok_or_else(|| undefined(&name, extends, other.get("services")))?
            }
            (Value::Null | Value::List(_), _) => {
                let problem = wrong_form("extends", extends, "the name of a service, or a mapping with `service`");
                return Err(ComposeError::new(extends.origin.clone(), problem));
            }
        };
        way.pop();
        Ok(without(&lay_over(&base, &entry.node, ""), "extends"))
    }

    fn base(
        &mut self,
        services: &Node,
        name: &str,
        extends: &Rc<Node>,
        way: &mut Vec<String>,
    ) -> Result<Rc<Node>, ComposeError> {
        let entry = services.entries().iter().find(|entry| *entry.key == *name);
        let entry = entry.ok_or_else(|| {
            let known = services.entries().iter().map(|entry| entry.key.to_string()).collect();
            let problem = Problem::Undefined { what: "service", name: name.to_owned(), known };
            ComposeError::new(extends.origin.clone(), problem)
        })?;
        self.service(services, entry, way)
    }
}

fn service_of(extends: &Rc<Node>) -> Result<Rc<str>, ComposeError> {
    if let Some(Value::Scalar { text, .. }) = extends.get("service").map(|node| &node.value) {
        return Ok(text.clone());
    }
    let problem = wrong_form("extends", extends, "a mapping with `service`");
    Err(ComposeError::new(extends.origin.clone(), problem))
}

fn undefined(name: &str, extends: &Rc<Node>, services: Option<&Rc<Node>>) -> ComposeError {
    let entries = services.map_or(&[][..], |services| services.entries());
    let known = entries.iter().map(|entry| entry.key.to_string()).collect();
    ComposeError::new(extends.origin.clone(), Problem::Undefined { what: "service", name: name.to_owned(), known })
}

/// A path that stands in a file.
fn path_of(key: &str, node: &Node) -> Result<Rc<str>, ComposeError> {
    let Value::Scalar { text, .. } = &node.value else {
        return Err(ComposeError::new(node.origin.clone(), wrong_form(key, node, "the path of a file")));
    };
    Ok(text.clone())
}

/// A file that cannot be read is named where it is asked for.
fn at_reader(error: ComposeError, asked: &Origin) -> ComposeError {
    let is_read = matches!(error.problem, Problem::Read { .. });
    if is_read { ComposeError::new(asked.clone(), error.problem) } else { error }
}

/// What is wrong with a file that cannot be read, and what lies beside it to make it of.
pub(crate) fn unreadable(root: &Path, path: &Arc<str>, source: io::Error) -> Problem {
    const ENDINGS: [&str; 5] = ["example", "sample", "template", "dist", "default"];
    let is_missing = source.kind() == io::ErrorKind::NotFound;
    let samples = ENDINGS.iter().map(|ending| format!("{path}.{ending}"));
    let sample = samples.filter(|_| is_missing).find(|sample| root.join(sample).is_file());
    Problem::Read { path: path.clone(), source, sample }
}

/// The folder that a file lies in.
fn folder_of(file: &str) -> Arc<str> {
    Arc::from(Path::new(file).parent().unwrap_or(Path::new("")).to_string_lossy())
}

/// A path as a file names it, which is relative to a folder.
pub(crate) fn within(folder: &str, path: &str) -> Arc<str> {
    let mut whole = PathBuf::new();
    for part in Path::new(folder).join(path).components() {
        let is_up = part == Component::ParentDir;
        if is_up && matches!(whole.components().next_back(), Some(Component::Normal(_))) {
            whole.pop();
        } else if part != Component::CurDir {
            whole.push(part);
        }
    }
    Arc::from(whole.to_string_lossy())
}

pub(crate) fn wrong_form(key: &str, node: &Node, expected: &'static str) -> Problem {
    let seen = match &node.value {
        Value::Scalar { text, .. } => format!("`{text}`"),
        value @ (Value::Null | Value::List(_) | Value::Map(_)) => value.name().to_owned(),
    };
    Problem::WrongForm { key: key.to_owned(), seen, expected }
}

/// The items of a list; of anything else, itself.
pub(crate) fn list_of(node: &Rc<Node>) -> Vec<&Rc<Node>> {
    match &node.value {
        Value::List(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        Value::Scalar { .. } | Value::Map(_) => vec![node],
    }
}

fn with_entry(node: &Rc<Node>, key: &str, value: &Rc<Node>) -> Rc<Node> {
    let entries = node
        .entries()
        .iter()
        .map(|entry| if *entry.key == *key { Entry { node: value.clone(), ..entry.clone() } } else { entry.clone() });
    Rc::new(Node { value: Value::Map(entries.collect()), ..(**node).clone() })
}

fn without(node: &Rc<Node>, key: &str) -> Rc<Node> {
    let entries = node.entries().iter().filter(|entry| *entry.key != *key).cloned().collect();
    Rc::new(Node { value: Value::Map(entries), ..(**node).clone() })
}

/// Keys whose later value replaces the earlier one whole.
const REPLACED: [&str; 4] = ["command", "entrypoint", "test", "x-demock"];
/// Keys that may be written as a list of `NAME=value`, and are merged by name.
const NAMED: [&str; 6] = ["environment", "labels", "annotations", "sysctls", "extra_hosts", "args"];
/// Keys that may be written as one item or as a list of them, and are put behind each other in any case.
const LISTED: [&str; 3] = ["env_file", "tmpfs", "label_file"];

/// One value laid over another. `key` is what both stand under.
fn lay_over(base: &Rc<Node>, over: &Rc<Node>, key: &str) -> Rc<Node> {
    if over.tag.is_some() || REPLACED.contains(&key) {
        return over.clone();
    }
    if NAMED.contains(&key) || (key == "depends_on" && base.value.name() != over.value.name()) {
        return lay_maps(&as_map(base), &as_map(over));
    }
    if LISTED.contains(&key) {
        let items = list_of(base).into_iter().chain(list_of(over)).cloned().collect();
        return Rc::new(Node { value: Value::List(items), ..(**over).clone() });
    }
    match (&base.value, &over.value) {
        (Value::Map(_), Value::Map(_)) => lay_maps(base, over),
        (Value::List(first), Value::List(second)) => {
            let known = |item: &&Rc<Node>| !first.iter().any(|known| known.value == item.value);
            let items = first.iter().chain(second.iter().filter(known)).cloned().collect();
            Rc::new(Node { value: Value::List(items), ..(**over).clone() })
        }
        (Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Map(_), Value::Null) => base.clone(),
        (_, Value::Scalar { .. } | Value::List(_) | Value::Map(_)) => over.clone(),
    }
}

fn lay_maps(base: &Rc<Node>, over: &Rc<Node>) -> Rc<Node> {
    let mut entries: Vec<Entry> = base.entries().to_vec();
    for entry in over.entries() {
        let at = entries.iter().position(|known| known.key == entry.key);
        match (at, entry.node.tag) {
            (Some(at), Some(Override::Reset)) => {
                entries.remove(at);
            }
            (None, Some(Override::Reset)) => {}
            (Some(at), _) => {
                let node = lay_over(&entries[at].node, &entry.node, &entry.key);
                entries[at] = Entry { node, ..entry.clone() };
            }
            (None, _) => entries.push(entry.clone()),
        }
    }
    Rc::new(Node { value: Value::Map(entries), ..(**over).clone() })
}

/// A list of `NAME=value` or of names as a mapping; a mapping as it is.
fn as_map(node: &Rc<Node>) -> Rc<Node> {
    let Value::List(items) = &node.value else { return node.clone() };
    let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
    for item in items {
        let Value::Scalar { text, .. } = &item.value else { continue };
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Value::Scalar { text: value.into(), plain: false }),
            None => (&**text, Value::Null),
        };
        let value = Rc::new(Node { origin: item.origin.clone(), folder: item.folder.clone(), value, tag: None });
        entries.retain(|entry| *entry.key != *name);
        entries.push(Entry { key: name.into(), key_origin: item.origin.clone(), node: value });
    }
    Rc::new(Node { value: Value::Map(entries), ..(**node).clone() })
}
