//! The part of a tree that a report is about.
//!
//! Invariant: what is not asked for is read all the same where names of what is lead there. Absent on purpose: files that the
//! configuration excludes, which nobody reads.

use super::Request;
use crate::roles;
use crate::walk::{self, Tree, installed, lies_in};
use demock_model::Skipped;

/// Everything where no path was asked for, but for packages that are installed in the tree.
#[derive(Debug)]
pub(super) struct Asked {
    /// What was asked for; nothing means all.
    paths: Vec<String>,
    /// Folders of installed packages that were not asked for by themselves.
    installed: Vec<String>,
}

impl Asked {
    pub(super) fn of(request: &Request<'_>, tree: &Tree) -> Self {
        let paths: Vec<String> = request.paths.iter().map(|path| walk::relative(request.root, path)).collect();
        let is_asked = |folder: &&String| paths.iter().any(|path| !path.is_empty() && lies_in(path, folder));
        let installed = tree.installed.iter().filter(|folder| !is_asked(folder)).cloned().collect();
        Self { paths, installed }
    }

    /// All that is the project's own.
    pub(super) fn everything(tree: &Tree) -> Self {
        Self { paths: Vec::new(), installed: tree.installed.clone() }
    }

    pub(super) fn takes(&self, path: &str) -> bool {
        self.is_within(path) && !installed::holds(&self.installed, path)
    }

    /// Whether a path is in what was asked for, installed packages included.
    pub(super) fn is_within(&self, path: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|asked| lies_in(path, asked))
    }

    /// What is said of installed packages: how much was left out, and how to ask for it.
    pub(super) fn installed<'t>(&'t self, tree: &'t Tree) -> impl Iterator<Item = Skipped> + 't {
        self.installed.iter().filter_map(|folder| {
            let files = tree.files.iter().filter(|file| lies_in(&file.path, folder) && self.is_within(&file.path));
            let (files, tests) = files.fold((0_u64, 0_u64), |(files, tests), file| {
                (files + 1, tests + u64::from(roles::of_path(file.language, &file.path).is_test()))
            });
            let noun = if files == 1 { "file" } else { "files" };
            let reason = format!(
                "packages installed here, which others wrote: {files} {noun}, {tests} of them test code; \
                 `demock scan {folder}` reports them"
            );
            (files > 0).then(|| Skipped { path: folder.as_str().into(), reason: reason.into() })
        })
    }
}
