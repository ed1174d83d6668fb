//! What runs before all tests of a folder without any of them saying so: files that a runner's configuration names (`runners`),
//! and `TestMain` and `init` of a package of Go.
//!
//! Invariants: a file of JavaScript tests has the configuration of its folder, or of the nearest above it that has one. Of several
//! in one folder it has the one whose name its path has, too (`jest.e2e.config.js`, `test/e2e/pay.test.js`), else the one that is
//! named after the runner alone. Files of other languages have all configurations at and above their folder.

use super::Building;
use super::pytest::Environments;
use crate::outline::Sort;
use crate::project::{FileId, Project, ancestors, folder_of};
use crate::runners::RunnerConfig;
use crate::walk::from_folder;
use demock_model::Language;
use rustc_hash::FxHashMap;

/// What one configuration has run.
#[derive(Debug)]
pub(crate) struct Around {
    folder: Box<str>,
    language: Language,
    variant: Option<Box<str>>,
    files: Vec<FileId>,
    /// Folders of tests that it is for; none for all below its own.
    only: Vec<Box<str>>,
}

impl Around {
    /// Looks up the files that a configuration names; a package that is not the project's own is none.
    pub(crate) fn new(project: &Project<'_>, config: &RunnerConfig) -> Self {
        let folder = folder_of(&config.path);
        let only = config.only.iter().filter_map(|inner| from_folder(folder, inner));
        Self {
            folder: folder.into(),
            language: config.language,
            variant: config.variant.as_deref().map(Box::from),
            files: config.names.iter().flat_map(|name| files(project, config, folder, name)).collect(),
            only: only.map(Box::from).collect(),
        }
    }

    /// What is run.
    pub(crate) fn files(&self) -> &[FileId] {
        &self.files
    }

    fn is_of(&self, path: &str) -> bool {
        self.variant.as_ref().is_some_and(|variant| path.contains(&**variant))
    }

    fn is_for(&self, path: &str) -> bool {
        let is_below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.only.is_empty() || self.only.iter().any(|folder| is_below(folder))
    }
}

/// The files that one name of a configuration stands for.
fn files(project: &Project<'_>, config: &RunnerConfig, folder: &str, name: &str) -> Vec<FileId> {
    let here = |name: &str| from_folder(folder, name);
    if let Some(inner) = name.strip_suffix("/**") {
        let inner = here(inner).unwrap_or_default();
        return project.files_below(&inner, config.language).collect();
    }
    let loaded = |name: &str| project.loaded(config.language, &config.path, name);
    // `test/set-up.js` is a path for most runners, and a package for the rest.
    let below = Some(format!("./{name}")).filter(|_| !name.starts_with(['.', '/']));
    let found = here(name).and_then(|path| project.file(&path));
    found.or_else(|| below.and_then(|path| loaded(&path))).or_else(|| loaded(name)).into_iter().collect()
}

/// One node for each configuration and for each folder of Go that has something: what it runs, and who runs it.
pub(super) fn environments(building: &Building<'_>, all: &[Around]) -> Environments {
    let mut found = Environments { nodes: 0, pairs: Vec::new() };
    of_packages(building, &mut found);
    let first = building.own.len() as u32 + found.nodes as u32;
    found.nodes += all.len();
    let mut by_folder: FxHashMap<(Language, &str), Vec<(u32, &Around)>> = FxHashMap::default();
    for (node, around) in (first..).zip(all) {
        by_folder.entry((around.language, &around.folder)).or_default().push((node, around));
        let says_something = |file: &FileId| building.outline(*file).is_some_and(|outline| outline.nodes > 0);
        let files = around.files.iter().copied().filter(says_something);
        found.pairs.extend(files.map(|file| (building.node(file, 0), node)));
    }
    if by_folder.is_empty() {
        return found;
    }
    for (at, file) in building.read().filter(|(_, file)| file.all_tests() > 0) {
        let language = if file.language == Language::JavaScript { Language::TypeScript } else { file.language };
        let mut above =
            ancestors(folder_of(&file.path)).filter_map(|folder| Some(&**by_folder.get(&(language, folder))?));
        let held: Vec<(u32, &Around)> = if language == Language::TypeScript {
            above.next().map(|nearest| chosen(nearest, &file.path)).unwrap_or_default()
        } else {
            above.flatten().copied().filter(|(_, around)| around.is_for(&file.path)).collect()
        };
        found.pairs.extend(held.iter().map(|(node, _)| (*node, building.node(at, 0))));
    }
    found
}

/// The configurations of one folder that hold for a file of tests.
fn chosen<'a>(here: &[(u32, &'a Around)], path: &str) -> Vec<(u32, &'a Around)> {
    let of = |is: &dyn Fn(&Around) -> bool| here.iter().copied().filter(|(_, around)| is(around)).collect::<Vec<_>>();
    let named = of(&|around| around.is_of(path));
    let plain = if named.is_empty() { of(&|around| around.variant.is_none()) } else { named };
    match here {
        [only] if plain.is_empty() => vec![*only],
        _ => plain,
    }
}

/// `TestMain` and `init` of the test files of a folder run before the tests of all of them (`go help test`).
fn of_packages(building: &Building<'_>, found: &mut Environments) {
    let mut node_of: FxHashMap<&str, u32> = FxHashMap::default();
    let of_go = || building.read().filter(|(_, file)| file.language == Language::Go);
    let mut next = building.own.len() as u32;
    for (at, file) in of_go() {
        for shown in file.linked.outline.shown.iter().filter(|shown| shown.sort == Sort::Ambient) {
            let node = *node_of.entry(folder_of(&file.path)).or_insert_with(|| {
                next += 1;
                next - 1
            });
            found.pairs.push((building.node(at, shown.node), node));
        }
    }
    found.nodes += node_of.len();
    for (at, file) in of_go().filter(|(_, file)| file.all_tests() > 0) {
        let node = node_of.get(folder_of(&file.path));
        found.pairs.extend(node.map(|node| (*node, building.node(at, 0))));
    }
}
