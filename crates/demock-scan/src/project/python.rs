//! Where Python finds a module: relative imports, import roots, packages, namespace packages.
//!
//! An import root is a folder that is no package itself: one around the importing file, its `src` and the like, or, for
//! tests that stand elsewhere, the folder of any package of that name, the nearest first.

use super::Project;
use super::store::locked;
use super::tree::{FileId, ancestors, enter, folder_of, join, letters, shared_folders};
use crate::boundary;
use demock_model::Language;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Folders that hold packages beside the folder of the project's file.
const SOURCE_FOLDERS: &[&str] = &["", "src", "lib", "python", "source"];

/// The file that makes a folder a package.
const PACKAGE: &str = "__init__.py";
/// Bytes of a module's path beside those of its folder and of its name: a package's.
const MODULE_BYTES: usize = PACKAGE.len() + 1;

/// Folders whose import roots are remembered.
const FOLDERS_MAX: usize = 4096;

/// Import roots found so far: by the importing folder, by the first name.
pub(super) type ImportRoots = FxHashMap<Box<str>, FxHashMap<Box<str>, Option<Arc<str>>>>;

/// Where a dotted name leads.
pub(super) struct Located<'t> {
    /// The module; `None` for a folder that is a namespace.
    pub(super) file: Option<FileId>,
    /// The names after the module, without the dot before them.
    pub(super) rest: &'t str,
}

impl Project<'_> {
    pub(super) fn locate_python<'t>(&self, from: &str, text: &'t str) -> Option<Located<'t>> {
        let level = text.bytes().take_while(|byte| *byte == b'.').count();
        if level > 0 {
            let folder = ancestors(folder_of(from)).nth(level - 1)?;
            return Some(self.descend(folder, &text[level..]));
        }
        let head = first_name(text);
        if head.is_empty() || head.ends_with(')') {
            return None;
        }
        let located = self.known_import_root(folder_of(from), head).map(|root| {
            let located = self.descend(&root, text);
            self.beyond_namesake(&root, head, text, &located).unwrap_or(located)
        });
        if located.as_ref().is_some_and(|located| located.file.is_some()) {
            return located;
        }
        self.below_package(folder_of(from), head, text)
            .or_else(|| self.in_namespace(folder_of(from), head, text))
            .or(located)
    }

    /// A package of the tree in a namespace that a library is known by, and which is no package itself: `azure/storage/blob`. Where a
    /// library has the name for itself a folder of that name is nobody's.
    fn in_namespace<'t>(&self, folder: &str, head: &str, text: &'t str) -> Option<Located<'t>> {
        if !boundary::is_known_head(Language::Python, head) {
            return None;
        }
        let roots = ancestors(folder).filter(|folder| !self.is_package(folder));
        let mut roots = roots.flat_map(|folder| SOURCE_FOLDERS.iter().map(move |source| join(folder, source)));
        let is_namespace = |root: &String| self.tree.has_folder(&join(root, head)) && !self.holds_module(root, head);
        roots.find_map(|root| {
            let root = root.trim_end_matches('/').to_owned();
            let located = Some(&root).filter(|root| is_namespace(root)).map(|root| self.descend(root, text))?;
            let package = folder_of(self.tree.path(located.file?));
            (self.is_package(package) && package.len() > join(&root, head).len()).then_some(located)
        })
    }

    /// A folder without `__init__.py` that holds a module of its own name, `shop/shop.py`, is itself the package where it has what is
    /// asked for: `shop.store`.
    fn beyond_namesake<'t>(&self, root: &str, head: &str, text: &'t str, found: &Located<'t>) -> Option<Located<'t>> {
        let is_namesake = root.rsplit('/').next() == Some(head)
            && !found.rest.is_empty()
            && found.file.is_some_and(|file| self.tree.path(file).strip_suffix(".py") == Some(&*join(root, head)));
        let around = is_namesake.then(|| self.descend(folder_of(root), text))?;
        (around.file.is_some() && around.rest.len() < found.rest.len()).then_some(around)
    }

    /// A module below a package around the importing file that is itself put on the path: `services/app/__init__.py` beside
    /// `services/app/store.py`, which the tests below `services/app` import as `store`. The folders of tests that are named
    /// after the modules they test hold none of these names.
    fn below_package<'t>(&self, folder: &str, head: &str, text: &'t str) -> Option<Located<'t>> {
        if boundary::is_known_head(Language::Python, head) {
            return None;
        }
        let mut packages = ancestors(folder).filter(|folder| !folder.is_empty() && self.is_package(folder));
        packages.find_map(|package| {
            let located = self.descend(package, text);
            let path = self.tree.path(located.file?);
            let is_module = !path.ends_with("/__init__.py") || located.rest.is_empty();
            // Beside a module, a name of its folder is a library's: `import faiss` in `stores/faiss.py`.
            (is_module && (package != folder || folder_of(path) != package)).then_some(located)
        })
    }

    /// [`Project::import_root`], looked for once for each folder and head.
    fn known_import_root(&self, folder: &str, head: &str) -> Option<Arc<str>> {
        if let Some(root) = locked(&self.import_roots).get(folder).and_then(|heads| heads.get(head)) {
            return root.clone();
        }
        let root: Option<Arc<str>> = self.import_root(folder, head).map(Arc::from);
        let mut roots = locked(&self.import_roots);
        if roots.len() > FOLDERS_MAX {
            roots.clear();
        }
        roots.entry(folder.into()).or_default().insert(head.into(), root.clone());
        root
    }

    /// The folder that an absolute import of `head` in a file of `folder` starts from.
    fn import_root(&self, folder: &str, head: &str) -> Option<String> {
        let known = boundary::is_known_head(Language::Python, head);
        for folder in ancestors(folder).filter(|folder| !self.is_package(folder)) {
            for source in SOURCE_FOLDERS {
                let root = if source.is_empty() { folder.to_owned() } else { join(folder, source) };
                // What a library is known by must be plainly a module; else a mere folder will do.
                if self.holds_module(&root, head) || (!known && self.tree.has_folder(&join(&root, head))) {
                    return Some(root);
                }
            }
        }
        let roots = self.python_roots.get_or_init(|| self.find_python_roots());
        if known {
            // The project is that library: `shop_slim/shop` beside the tests.
            let is_named = |root: &&String| !root.contains('/') && letters(root).starts_with(&letters(head));
            return roots.get(head)?.iter().find(is_named).filter(|root| !root.is_empty()).cloned();
        }
        let nearest = |roots: &Vec<String>| {
            let near = |root: &&String| shared_folders(&join(root, "x"), &join(folder, "x"));
            roots.iter().max_by_key(near).cloned()
        };
        roots.get(head).and_then(nearest)
    }

    pub(super) fn is_package(&self, folder: &str) -> bool {
        self.tree.file(&join(folder, PACKAGE)).is_some()
    }

    fn holds_module(&self, root: &str, head: &str) -> bool {
        let path = join(root, head);
        self.is_package(&path) || self.tree.file(&format!("{path}.py")).is_some()
    }

    /// Folders that hold packages, by the packages' names.
    fn find_python_roots(&self) -> FxHashMap<Box<str>, Vec<String>> {
        let mut roots: FxHashMap<Box<str>, Vec<String>> = FxHashMap::default();
        for path in self.tree.paths().filter(|path| path.ends_with("/__init__.py")) {
            let package = folder_of(path);
            let parent = folder_of(package);
            if !package.is_empty() && !self.is_package(parent) {
                let name = package.rsplit('/').next().unwrap_or(package);
                roots.entry(name.into()).or_default().push(parent.to_owned());
            }
        }
        roots
    }

    /// Goes down from a folder as long as the names are packages and modules.
    fn descend<'t>(&self, folder: &str, text: &'t str) -> Located<'t> {
        let mut path = String::with_capacity(folder.len() + text.len() + MODULE_BYTES);
        path.push_str(folder);
        let mut rest = text;
        while !rest.is_empty() {
            let name = first_name(rest);
            let after = rest[name.len()..].trim_start_matches('.');
            if name.ends_with(')') {
                break;
            }
            let here = path.len();
            enter(&mut path, name);
            if self.tree.has_folder(&path) {
                rest = after;
                continue;
            }
            path.push_str(".py");
            if let Some(file) = self.tree.file(&path) {
                return Located { file: Some(file), rest: after };
            }
            path.truncate(here);
            break;
        }
        enter(&mut path, PACKAGE);
        Located { file: self.tree.file(&path), rest }
    }

    /// The folder that decides how absolute imports of a file resolve: the first around it that is no package.
    pub(super) fn python_context<'p>(&self, from: &'p str) -> &'p str {
        ancestors(folder_of(from)).find(|folder| !self.is_package(folder)).unwrap_or("")
    }
}

/// The first name of a dotted text, with its parentheses.
pub(super) fn first_name(text: &str) -> &str {
    &text[..text.find('.').unwrap_or(text.len())]
}
