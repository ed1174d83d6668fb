//! Where PHP finds what a class's name means: below the folder that `composer.json` gives the beginning of its namespace.
//!
//! Source: PSR-4, "Specification"; Composer, "The composer.json schema", `autoload` and `autoload-dev`. Absent on purpose:
//! `classmap` and `files`, which name no classes.

use super::Project;
use super::python::Located;
use super::store::Store;
use super::tree::{folder_of, join};
use crate::boundary::words::uncalled;
use crate::walk::from_folder;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// The namespaces of a tree.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    files: Vec<Arc<str>>,
    read: OnceLock<Vec<Root>>,
}

/// The beginning of a namespace, and a folder that it stands for.
#[derive(Debug, PartialEq, Eq)]
struct Root {
    /// With a dot after each name; empty for classes of any namespace.
    begins: String,
    folder: String,
}

impl Namespaces {
    /// Of the tree's manifests, those that are called `composer.json`.
    pub(super) fn new(manifests: &[Arc<str>]) -> Self {
        let is_ours = |path: &&Arc<str>| path.rsplit('/').next() == Some("composer.json");
        Self { files: manifests.iter().filter(is_ours).cloned().collect(), read: OnceLock::new() }
    }

    /// Whether a name stands in a namespace that a manifest of the tree gives a folder.
    pub(super) fn owns(&self, store: &Store, name: &str) -> bool {
        let mut roots = self.roots(store).iter().filter(|root| !is_others(&root.folder));
        roots.any(|root| !root.begins.is_empty() && name.starts_with(root.begins.as_str()))
    }

    /// The longest beginning first, which says more than a shorter one.
    fn roots(&self, store: &Store) -> &[Root] {
        self.read.get_or_init(|| {
            let mut roots = Vec::new();
            for path in &self.files {
                let text = store.text(path).unwrap_or_default();
                let Ok(value) = serde_json::from_slice::<Value>(&text) else { continue };
                read_roots(folder_of(path), &value, &mut roots);
            }
            roots.sort_by_key(|root| std::cmp::Reverse(root.begins.len()));
            roots
        })
    }
}

/// Whether a folder is one that Composer puts other people's packages in: a manifest may name it for those who read types.
fn is_others(folder: &str) -> bool {
    folder.split('/').any(|part| part == "vendor")
}

fn read_roots(package: &str, value: &Value, roots: &mut Vec<Root>) {
    let maps = ["autoload", "autoload-dev"].into_iter().filter_map(|key| value.get(key)?.get("psr-4")?.as_object());
    for (namespace, folders) in maps.flatten() {
        let listed = folders.as_array().map_or(std::slice::from_ref(folders), Vec::as_slice);
        let folders = listed.iter().filter_map(|folder| from_folder(package, folder.as_str()?));
        roots.extend(folders.map(|folder| Root { begins: namespace.replace('\\', "."), folder }));
    }
}

impl Project<'_> {
    /// `Acme.Shop.Store.Basket.total`: the file `Store/Basket.php` below the folder of `Acme\Shop\`.
    pub(super) fn locate_php<'t>(&self, text: &'t str) -> Option<Located<'t>> {
        self.namespaces.roots(&self.store).iter().find_map(|root| {
            let below = text.strip_prefix(root.begins.as_str())?;
            self.class_file(&root.folder, below)
        })
    }

    /// The longest path of names that is a file; what comes after it are members of its class.
    fn class_file<'t>(&self, folder: &str, below: &'t str) -> Option<Located<'t>> {
        let (mut path, mut begins, mut found) = (folder.to_owned(), 0, None);
        for name in below.split('.') {
            path = join(&path, uncalled(name));
            if let Some(file) = self.tree.file(&format!("{path}.php")) {
                found = Some(Located { file: Some(file), rest: &below[begins..] });
            }
            begins += name.len() + 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_of_a_manifest() {
        let manifest = serde_json::json!({
            "autoload": {"psr-4": {"Acme\\Shop\\": ["src/", "./lib"], "": "old"}, "classmap": ["misc"]},
            "autoload-dev": {"psr-4": {"Acme\\Tests\\": "../tests", "Out\\": "../../elsewhere", "Bad\\": 3}},
        });
        let mut roots = Vec::new();
        read_roots("web", &manifest, &mut roots);
        let mut found: Vec<_> = roots.iter().map(|root| (root.begins.as_str(), root.folder.as_str())).collect();
        found.sort_unstable();
        let expected =
            [("", "web/old"), ("Acme.Shop.", "web/lib"), ("Acme.Shop.", "web/src"), ("Acme.Tests.", "tests")];
        assert_eq!(found, expected);
    }
}
