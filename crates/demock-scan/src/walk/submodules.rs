//! Submodules that git has not checked out: their folders are there and empty, so that nothing would tell that tests are missing.
//!
//! Source: `git help gitmodules`. Absent on purpose: git's own index, by which a submodule is known that `.gitmodules` no longer names.

use super::relative;
use demock_model::Skipped;
use std::path::Path;

/// The file that lists them.
pub(super) const FILE: &str = ".gitmodules";

/// Those of a `.gitmodules` whose folders are empty.
pub(super) fn missing(root: &Path, file: &Path) -> Vec<Skipped> {
    let Some(folder) = file.parent() else { return Vec::new() };
    let text = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let is_empty = |path: &Path| std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    let missing = paths(&text).filter(|path| is_empty(&folder.join(path)));
    let listed = missing.map(|path| {
        let quoted = if path.contains(|c: char| !c.is_ascii_alphanumeric() && !"/._-".contains(c)) {
            format!("'{path}'")
        } else {
            path.clone()
        };
        let inside = relative(root, folder);
        let place = if inside.is_empty() { String::new() } else { format!(" in `{inside}`") };
        let reason =
            format!("a submodule that is not checked out: fetch it with `git submodule update --init {quoted}`{place}");
        Skipped { path: relative(root, &folder.join(&path)).into(), reason: reason.into() }
    });
    listed.collect()
}

/// The values of `path`, which stay inside the repository.
fn paths(text: &str) -> impl Iterator<Item = String> {
    let values = text.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once('=')?;
        let value = value.trim().trim_matches('"').trim_matches('/');
        (key.trim().eq_ignore_ascii_case("path") && !value.is_empty()).then(|| value.to_owned())
    });
    values.filter(|path| !path.split('/').any(|part| part == ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_git_writes_them() {
        let text = "[submodule \"vendor/rates\"]\n\tpath = vendor/rates\n\turl = ../rates.git\n\
                    [submodule \"b\"]\n\tPath=\"a b/\"\n[submodule \"c\"]\n\tpath = ../../etc\n\turl = x\n";
        assert_eq!(paths(text).collect::<Vec<_>>(), ["vendor/rates", "a b"]);
    }
}
