//! From files to settings: who extends whom, whose value wins, and what the globs are anchored at.
//!
//! A file that extends another one keeps what the other says and adds to it: its own exclusions, services, rules and
//! exceptions come first, and a key it sets itself (of a tier, of `[policy]`, of `[stack]`) replaces the other's.
//! Globs and paths stay anchored at the folder of the file they are written in; those of a file that lies beside or outside the
//! extending file's folders (a shared policy) are anchored at the folder of the file that extends it.

use crate::{CONFIG_FILE, ConfigError, ConfigErrorKind, Origin, Scope, Settings, draft::Draft, options::Options};
use std::{collections::HashMap, io, path::Path, sync::Arc};

/// Reads a file by its path relative to the root (`/` between parts, may start with `../`); `None` where there is none.
pub type ReadFile<'a> = dyn Fn(&str) -> io::Result<Option<Vec<u8>>> + 'a;

impl Default for Settings {
    /// The settings of a tree without any configuration file.
    fn default() -> Self {
        Self { scopes: vec![Draft::default().finish(Arc::from(""), None)] }
    }
}

impl Settings {
    /// Reads the root's file and the nested ones from a folder. `nested` are the paths of `demock.toml` files below
    /// the root, relative to it; the root's own needs no mention.
    pub fn load(root: &Path, nested: &[&str]) -> Result<Self, ConfigError> {
        Self::read(&|path| read_from_folder(root, path), nested)
    }

    /// Reads the files from anywhere, such as a revision of a repository.
    pub fn read(read: &ReadFile<'_>, nested: &[&str]) -> Result<Self, ConfigError> {
        let mut loader = Loader { read, files: HashMap::new() };
        let mut scopes = Vec::new();
        let root: Arc<str> = CONFIG_FILE.into();
        match loader.options(&root)? {
            Some(_) => scopes.push(loader.scope(&root)?),
            None => scopes.push(Draft::default().finish(Arc::from(""), None)),
        }
        let mut nested: Vec<Arc<str>> =
            nested.iter().filter(|path| **path != CONFIG_FILE).map(|p| Arc::from(*p)).collect();
        nested.sort();
        nested.dedup();
        for path in &nested {
            if loader.options(path)?.is_some() {
                scopes.push(loader.scope(path)?);
            }
        }
        scopes.sort_by(|a, b| a.folder.cmp(&b.folder));
        unique_rules(&scopes)?;
        Ok(Self { scopes })
    }
}

fn read_from_folder(root: &Path, path: &str) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(root.join(path)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads each file once.
struct Loader<'a> {
    read: &'a ReadFile<'a>,
    files: HashMap<Arc<str>, Arc<Options>>,
}

impl Loader<'_> {
    fn options(&mut self, path: &Arc<str>) -> Result<Option<Arc<Options>>, ConfigError> {
        if let Some(known) = self.files.get(path) {
            return Ok(Some(known.clone()));
        }
        let bytes = (self.read)(path).map_err(|e| ConfigError::whole_file(path, ConfigErrorKind::Read(e)))?;
        let Some(bytes) = bytes else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| ConfigError::whole_file(path, ConfigErrorKind::NotUtf8))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let options = Arc::new(Options::parse(path, text)?);
        self.files.insert(path.clone(), options.clone());
        Ok(Some(options))
    }

    /// The scope of a file that exists: itself first, then the file it extends, and so on.
    fn scope(&mut self, path: &Arc<str>) -> Result<Scope, ConfigError> {
        let mut draft = Draft::default();
        let mut chain: Vec<Arc<str>> = vec![path.clone()];
        let mut anchor = folder_of(path).to_owned();
        let mut options = self.options(path)?;
        while let Some(current) = options {
            draft.add(&current, &anchor)?;
            let Some(extends) = &current.extends else { break };
            let error = |kind| ConfigError { origin: extends.origin.clone(), kind };
            let target: Arc<str> = join(folder_of(&chain[chain.len() - 1]), &extends.value).into();
            let seen = chain.contains(&target);
            chain.push(target.clone());
            if seen {
                let chain = chain.iter().map(ToString::to_string).collect();
                return Err(error(ConfigErrorKind::ExtendsCycle { chain }));
            }
            let folder = folder_of(&target);
            if is_within(&anchor, folder) {
                folder.clone_into(&mut anchor);
            }
            options = self.options(&target)?;
            if options.is_none() {
                return Err(error(ConfigErrorKind::ExtendsMissing { target }));
            }
        }
        Ok(draft.finish(folder_of(path).into(), Some(path.clone())))
    }
}

/// The folder part of a path, empty for the root.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether `folder` is `outer` or lies in it.
fn is_within(folder: &str, outer: &str) -> bool {
    outer.is_empty() || folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `relative` as seen from `folder`, with `.` and `..` resolved by name.
pub(crate) fn join(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A rule's id names one rule in the whole tree: findings and baselines speak of rules by id.
fn unique_rules(scopes: &[Scope]) -> Result<(), ConfigError> {
    let mut known: HashMap<&str, &Origin> = HashMap::new();
    for rule in scopes.iter().flat_map(|scope| &scope.rules) {
        match known.insert(&rule.id, &rule.origin) {
            Some(first) if *first != rule.origin => {
                return Err(ConfigError {
                    origin: rule.origin.clone(),
                    kind: ConfigErrorKind::Duplicate { what: "rule", name: rule.id.to_string(), first: first.clone() },
                });
            }
            Some(_) | None => {}
        }
    }
    Ok(())
}
