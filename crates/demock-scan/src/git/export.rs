//! A revision's files in a folder of their own, so that they are scanned exactly as a work tree is.
//!
//! Invariants: the repository's own index and work tree are not touched (a private index file is used); the folder is
//! removed when the value goes away.

use super::{GitError, Repository, Revision};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// The exported files of a revision.
#[derive(Debug)]
pub struct Export {
    folder: PathBuf,
    root: PathBuf,
}

impl Export {
    /// The folder that stands for the repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        // What cannot be removed stays in the folder for temporary files, where the system clears it.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Repository {
    /// Writes a revision's files to a temporary folder.
    pub fn export(&self, revision: &Revision) -> Result<Export, GitError> {
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let folder = std::env::temp_dir().join(format!("demock-{}-{stamp}", std::process::id()));
        let tree = folder.join("tree");
        fs::create_dir(&folder).and_then(|()| fs::create_dir(&tree)).map_err(GitError::Export)?;
        let export = Export { root: tree.join(&self.prefix), folder };
        let index = export.folder.join("index");
        let top = PathBuf::from(String::from_utf8_lossy(&self.succeed(&["rev-parse", "--show-toplevel"])?).trim_end());
        let prefix = format!("--prefix={}/", tree.display());
        for arguments in [["read-tree", &revision.commit].as_slice(), &["checkout-index", "--all", "--quiet", &prefix]]
        {
            let mut git = Command::new("git");
            git.arg("-C").arg(&top).args(arguments).env("GIT_INDEX_FILE", &index).env("LC_ALL", "C");
            let output =
                git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").output().map_err(GitError::NotStarted)?;
            if !output.status.success() {
                return Err(super::failed(arguments, &output));
            }
        }
        // A folder that did not exist at the revision is an empty one.
        fs::create_dir_all(&export.root).map_err(GitError::Export)?;
        Ok(export)
    }
}
