//! Where archives are kept, where cargo keeps its own, and where clones of repositories lie.

use std::path::PathBuf;

/// `$XDG_CACHE_HOME/demock-accuracy`, else below `~/.cache`.
pub(super) fn cache() -> Result<PathBuf, Vec<String>> {
    let base = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
    base.map(|base| base.join("demock-accuracy"))
        .ok_or_else(|| vec!["neither XDG_CACHE_HOME nor HOME is set: name a folder with --cache".to_owned()])
}

/// `$DEMOCK_ACCURACY_SOURCES`: a folder with clones of repositories.
pub(super) fn sources() -> Option<PathBuf> {
    variable("DEMOCK_ACCURACY_SOURCES")
}

/// Where cargo keeps what it has fetched.
pub(super) fn cargo_home() -> Option<PathBuf> {
    variable("CARGO_HOME").or_else(|| Some(variable("HOME")?.join(".cargo")))
}

#[expect(clippy::disallowed_methods, reason = "where this machine's tools keep their files is no setting of demock")]
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
