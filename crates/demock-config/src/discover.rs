//! Which folder is the root: where the outermost `demock.toml` of this repository lies.

use std::path::{Path, PathBuf};

/// The name of a configuration file.
pub const CONFIG_FILE: &str = "demock.toml";

/// The root that a path belongs to, so that a run from any sub-folder has the same paths, settings and baseline.
///
/// It is the outermost folder with a `demock.toml` between `start` and the repository's top (the folder that holds
/// `.git`); without any, the repository's top; outside a repository, `start` or the nearest folder above it that has a
/// `demock.toml`. `start` must be absolute.
pub fn find_root(start: &Path) -> PathBuf {
    let folder = if start.is_dir() { start } else { start.parent().unwrap_or(start) };
    let top = folder.ancestors().find(|ancestor| ancestor.join(".git").exists());
    let mut configured = folder.ancestors().filter(|ancestor| ancestor.join(CONFIG_FILE).is_file());
    let found = match top {
        Some(top) => configured.filter(|ancestor| ancestor.starts_with(top)).last().or(Some(top)),
        None => configured.next(),
    };
    found.unwrap_or(folder).to_owned()
}
