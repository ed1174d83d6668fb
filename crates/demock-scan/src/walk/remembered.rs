//! The names of a tree's files, as far as they are remembered: folders whose states are what they were are not looked into again.
//!
//! Invariant: the answer is that of [`super::names`]. Where any file has changed by which git ignores others, nothing remembered holds.

use super::{Collected, SourceFile, Stat, Tree, Wanted, find, lies_in, relative};
use crate::cache::{self, Names};
use demock_model::{Language, Skipped};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folders from which on several threads ask for their states.
const SHARED_FROM: usize = 512;

/// Finds everything below the root, by name alone, and remembers it below a folder.
pub fn names_remembered(root: &Path, memory: &Path) -> Tree {
    let slot = Names::slot(memory, root);
    let looked = cache::now();
    let known =
        Names::load(&slot).filter(|known| known.ignores.iter().all(|(path, stat)| state(Path::new(path)) == *stat));
    let (mut names, changed) = match known {
        Some(known) => {
            let changed = changed(root, &known);
            (known, changed)
        }
        None => (Names::default(), vec![String::new()]),
    };
    if !changed.is_empty() {
        let whole = changed.iter().any(String::is_empty);
        if whole {
            names = Names::default();
        }
        names.look_again(root, &changed, looked);
        // Who cannot remember looks again.
        let _ = names.store(&slot);
    }
    names.into_tree(root)
}

/// The topmost folders that are not what they were.
fn changed(root: &Path, known: &Names) -> Vec<String> {
    let is_same = |(path, stat): &&(String, Stat)| stat.is_settled(known.looked) && state(&root.join(path)) == *stat;
    let of_part = |part: &[(String, Stat)]| -> Vec<String> {
        part.iter().filter(|folder| !is_same(folder)).map(|(path, _)| path.clone()).collect()
    };
    let all = if known.folders.len() < SHARED_FROM {
        of_part(&known.folders)
    } else {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let parts = known.folders.chunks(known.folders.len().div_ceil(threads));
        std::thread::scope(|scope| {
            let asked: Vec<_> = parts.map(|part| scope.spawn(move || of_part(part))).collect();
            asked.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| vec![String::new()])).collect()
        })
    };
    let mut topmost: Vec<String> = Vec::new();
    for path in all.into_iter().collect::<BTreeSet<_>>() {
        if !topmost.iter().any(|above| lies_in(&path, above)) {
            topmost.push(path);
        }
    }
    topmost
}

impl Names {
    /// Looks into these folders, and forgets what was remembered of them.
    fn look_again(&mut self, root: &Path, folders: &[String], looked: i128) {
        let goes = |path: &str| folders.iter().any(|folder| lies_in(path, folder));
        self.folders.retain(|(path, _)| !goes(path));
        self.files.retain(|path| !goes(path));
        self.project.retain(|path| !goes(path));
        self.skipped.retain(|(path, _)| !goes(path));
        let there: Vec<PathBuf> = folders.iter().map(|path| root.join(path)).filter(|path| path.is_dir()).collect();
        if there.is_empty() {
            return;
        }
        let Collected { tree, folders: found, ignores } = find(root, &there, Wanted::Names);
        // The other folders were found to be what they were, which they are from this moment on.
        self.looked = looked;
        self.folders.extend(found.iter().map(|folder| (relative(root, folder), state(folder))));
        self.files.extend(tree.files.iter().map(|file| file.path.to_string()));
        self.project.extend(tree.project.into_iter().map(|(path, _)| path));
        self.skipped.extend(tree.skipped.iter().map(|it| (it.path.to_string(), it.reason.to_string())));
        self.ignores.extend(ignores.iter().chain(&around(root)).map(|path| (path.display().to_string(), state(path))));
        self.ignores.sort_by(|a, b| a.0.cmp(&b.0));
        self.ignores.dedup_by(|a, b| a.0 == b.0);
        self.files.sort();
        self.files.dedup();
        self.folders.sort_by(|a, b| a.0.cmp(&b.0));
        self.folders.dedup_by(|a, b| a.0 == b.0);
    }

    fn into_tree(self, root: &Path) -> Tree {
        let language = |path: &str| path.rsplit_once('.').and_then(|(_, extension)| Language::of_extension(extension));
        let file = |path: String| {
            let language = language(&path)?;
            Some(SourceFile { path: Arc::from(path), language, stat: Stat::default() })
        };
        let mut tree = Tree { files: self.files.into_iter().filter_map(file).collect(), ..Tree::default() };
        for path in self.project {
            let name = path.rsplit('/').next().unwrap_or(&path);
            tree.note_project_file(root, &root.join(&path), name);
            tree.project.push((path, Stat::default()));
        }
        let skipped = self.skipped.into_iter();
        tree.skipped.extend(skipped.map(|(path, reason)| Skipped { path: path.into(), reason: reason.into() }));
        tree.in_order();
        tree
    }
}

/// The files above and beside a tree by which git ignores others in it, whether they are there or not.
fn around(root: &Path) -> Vec<PathBuf> {
    let above = root.ancestors().flat_map(|folder| [folder.join(".gitignore"), folder.join(".git/info/exclude")]);
    above.chain(ignore::gitignore::gitconfig_excludes_path()).collect()
}

/// The state of a file or folder; none of one that is not there.
fn state(path: &Path) -> Stat {
    fs::symlink_metadata(path).map_or_else(|_| Stat::default(), |metadata| Stat::of(&metadata))
}
