//! The files of a tree by path: whether a path is a file or a folder, and which files have a name.
//!
//! Invariant: paths are relative to the root, `/` between segments, sorted; the root is the empty text.

use demock_model::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// Index of a file.
pub(crate) type FileId = u32;

#[derive(Debug)]
pub(super) struct Tree {
    files: Vec<(Arc<str>, Language)>,
    by_path: FxHashMap<Arc<str>, FileId>,
    /// Folders that files stand anywhere below.
    folders: FxHashSet<Box<str>>,
    /// Files by their name without its ending, in lower case; made when first asked for.
    stems: OnceLock<FxHashMap<Box<str>, Vec<FileId>>>,
    likeness: OnceLock<Likeness>,
    /// Folders by their last name; made when first asked for.
    folder_names: OnceLock<FxHashMap<Box<str>, Vec<Box<str>>>>,
}

/// Files by the letters of their names, in lower case and without what stands between words, sorted.
#[derive(Debug)]
struct Likeness {
    names: Vec<(Box<[u8]>, FileId)>,
    /// The same from the last letter to the first.
    reversed: Vec<(Box<[u8]>, FileId)>,
}

impl Tree {
    pub(super) fn new(files: &[(Arc<str>, Language)]) -> Self {
        let mut files = files.to_vec();
        if !files.is_sorted_by(|a, b| a.0 <= b.0) {
            files.sort_by(|a, b| a.0.cmp(&b.0));
        }
        let by_path = files.iter().enumerate().map(|(at, (path, _))| (path.clone(), at as FileId)).collect();
        let mut folders = FxHashSet::default();
        for (path, _) in &files {
            // Where a folder is known, those around it are.
            for folder in ancestors(folder_of(path)).take_while(|folder| !folder.is_empty()) {
                if folders.contains(folder) {
                    break;
                }
                folders.insert(folder.into());
            }
        }
        Self {
            files,
            by_path,
            folders,
            stems: OnceLock::new(),
            likeness: OnceLock::new(),
            folder_names: OnceLock::new(),
        }
    }

    pub(super) fn path(&self, file: FileId) -> &Arc<str> {
        &self.files[file as usize].0
    }

    pub(super) fn language(&self, file: FileId) -> Language {
        self.files[file as usize].1
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| &**path)
    }

    pub(super) fn file(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Whether files stand anywhere below a folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.folders.contains(folder)
    }

    /// The folders of a name, sorted.
    pub(super) fn folders_named(&self, name: &str) -> &[Box<str>] {
        let names = self.folder_names.get_or_init(|| {
            let mut names: FxHashMap<Box<str>, Vec<Box<str>>> = FxHashMap::default();
            for folder in &self.folders {
                let name = folder.rsplit('/').next().unwrap_or(folder);
                names.entry(name.into()).or_default().push(folder.clone());
            }
            for folders in names.values_mut() {
                folders.sort_unstable();
            }
            names
        });
        names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The files anywhere below a folder that is not the root.
    pub(super) fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = FileId> + 's {
        let begins = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let from = self.files.partition_point(|(path, _)| {
            let head = &path.as_bytes()[..path.len().min(folder.len())];
            if head == folder.as_bytes() {
                path.as_bytes().get(folder.len()).is_none_or(|byte| *byte < b'/')
            } else {
                head < folder.as_bytes()
            }
        });
        (from..self.files.len()).take_while(move |at| begins(&self.files[*at].0)).map(|at| at as FileId)
    }

    /// The files that stand directly in a folder.
    pub(super) fn directly_in<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = FileId> + 's {
        let all = if folder.is_empty() { 0..self.files.len() as FileId } else { 0..0 };
        let skip = if folder.is_empty() { 0 } else { folder.len() + 1 };
        let below = (!folder.is_empty()).then(|| self.below(folder)).into_iter().flatten();
        all.chain(below).filter(move |file| !self.path(*file)[skip..].contains('/'))
    }

    /// The files of a name, without its ending and whatever its case.
    pub(super) fn with_stem(&self, stem: &str) -> &[FileId] {
        let stems = self.stems.get_or_init(|| {
            let mut stems: FxHashMap<Box<str>, Vec<FileId>> = FxHashMap::default();
            for (at, (path, _)) in self.files.iter().enumerate() {
                stems.entry(stem_of(path).to_lowercase().into()).or_default().push(at as FileId);
            }
            stems
        });
        stems.get(stem.to_lowercase().as_str()).map_or(&[], Vec::as_slice)
    }

    /// The files whose names begin or end with a name, however either is written: `http-rates.ts` and `RatesImpl.java` for
    /// `Rates`; the shorter names first.
    pub(super) fn named_like(&self, name: &str) -> impl Iterator<Item = FileId> {
        let likeness = self.likeness.get_or_init(|| {
            let of_file = |(at, (path, _)): (usize, &(Arc<str>, Language))| (letters(name_of(path)), at as FileId);
            let mut names: Vec<(Box<[u8]>, FileId)> = self.files.iter().enumerate().map(of_file).collect();
            let backwards = |(name, file): &(Box<[u8]>, FileId)| (name.iter().rev().copied().collect(), *file);
            let mut reversed: Vec<(Box<[u8]>, FileId)> = names.iter().map(backwards).collect();
            names.sort_unstable();
            reversed.sort_unstable();
            Likeness { names, reversed }
        });
        let wanted = letters(name);
        let backwards: Box<[u8]> = wanted.iter().rev().copied().collect();
        let mut found: Vec<(usize, FileId)> = Vec::new();
        for (list, wanted) in [(&likeness.names, &wanted), (&likeness.reversed, &backwards)] {
            let from = list.partition_point(|(name, _)| **name < **wanted);
            let alike = list[from..].iter().take_while(|(name, _)| name.starts_with(wanted));
            found.extend(alike.take(ALIKE_MAX).map(|(name, file)| (name.len(), *file)));
        }
        found.sort_unstable();
        found.into_iter().map(|(_, file)| file)
    }
}

/// Files of names that begin, or end, alike.
const ALIKE_MAX: usize = 64;

/// The letters and digits of a name, in lower case.
pub(super) fn letters(name: &str) -> Box<[u8]> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).collect()
}

/// A file's name without folders and the last ending.
fn name_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// A file's name without folders and ending.
pub(super) fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// The folder of a path; the root for a path without one.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A folder and every folder around it, the root last.
pub(crate) fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(folder);
    std::iter::from_fn(move || {
        let here = next?;
        next = (!here.is_empty()).then(|| folder_of(here));
        Some(here)
    })
}

/// A folder and a name in it.
pub(super) fn join(folder: &str, name: &str) -> String {
    let mut path = String::with_capacity(folder.len() + 1 + name.len());
    path.push_str(folder);
    enter(&mut path, name);
    path
}

/// Makes a folder's path that of a name in it.
pub(super) fn enter(folder: &mut String, name: &str) {
    if !folder.is_empty() {
        folder.push('/');
    }
    folder.push_str(name);
}

/// How many leading folders two paths share.
pub(crate) fn shared_folders(a: &str, b: &str) -> usize {
    folder_of(a).split('/').zip(folder_of(b).split('/')).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let paths = ["a-b/x.py", "a.py", "a/b/c.py", "a/b.py", "ab/c.py", "z.py"];
        Tree::new(&paths.map(|path| (Arc::from(path), Language::Python)))
    }

    #[test]
    fn files_and_folders() {
        let tree = tree();
        assert!(tree.file("a/b.py").is_some() && tree.file("a/b").is_none());
        for folder in ["a", "a/b", "ab", "a-b", ""] {
            assert!(tree.has_folder(folder), "{folder}");
        }
        for folder in ["b", "a/b/c", "a/b/c.py", "z", "aa"] {
            assert!(!tree.has_folder(folder), "{folder}");
        }
    }

    #[test]
    fn what_stands_in_a_folder() {
        let tree = tree();
        let names = |folder| tree.directly_in(folder).map(|file| tree.path(file).to_string()).collect::<Vec<_>>();
        assert_eq!(names("a"), ["a/b.py"]);
        assert_eq!(names(""), ["a.py", "z.py"]);
        assert_eq!(tree.with_stem("C").len(), 2);
        assert_eq!(ancestors("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
    }
}
