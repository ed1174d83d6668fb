//! Folders into which a package manager has put packages: they are others', whoever committed them.
//!
//! Invariant: only what the manager itself leaves there tells, so that a project's own `vendor` stays its own; the root is never one.
//! Absent on purpose: gems, which are unpacked by hand as often as by Bundler.

use super::SourceFile;

/// The folder that npm and all that act like it install into; no project keeps its own there.
const BY_NAME: &str = "node_modules/";

/// Whether a file is one that a package manager leaves beside what it installs.
pub(super) fn is_marker(name: &str) -> bool {
    matches!(name, "modules.txt" | "installed.json" | "pyvenv.cfg" | ".cargo-checksum.json")
}

/// The folder of installed packages that a marker tells of: `vendor` for `vendor/modules.txt`, of `go mod vendor`.
pub(super) fn told_by(marker: &str) -> Option<&str> {
    let (folder, name) = marker.rsplit_once('/')?;
    match name {
        "modules.txt" => (folder.rsplit('/').next() == Some("vendor")).then_some(folder),
        "installed.json" => folder.strip_suffix("/composer"),
        "pyvenv.cfg" => Some(folder),
        // Each crate has its own.
        ".cargo-checksum.json" => Some(folder.rsplit_once('/').map_or(folder, |(above, _)| above)),
        _ => None,
    }
}

/// The outermost folders that are called as no project calls its own.
pub(super) fn by_name(files: &[SourceFile]) -> impl Iterator<Item = String> {
    let ends = files.iter().filter_map(|file| {
        let at = file.path.match_indices(BY_NAME).map(|(at, _)| at);
        let begins = at.filter(|at| *at == 0 || file.path.as_bytes()[at - 1] == b'/').min()?;
        Some(&file.path[..begins + BY_NAME.len() - 1])
    });
    ends.map(str::to_owned)
}

/// Whether a file lies in one of these folders.
pub(crate) fn holds(folders: &[String], path: &str) -> bool {
    folders.iter().any(|folder| super::lies_in(path, folder))
}

/// Leaves the outermost of these folders, in order.
pub(super) fn outermost(folders: &mut Vec<String>) {
    folders.sort();
    let mut kept: Vec<String> = Vec::new();
    for folder in folders.drain(..) {
        if !holds(&kept, &folder) {
            kept.push(folder);
        }
    }
    *folders = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::Stat;
    use demock_model::Language;

    #[test]
    fn a_folder_is_told_by_what_its_manager_leaves_there() {
        let check = |marker: &str, folder: Option<&str>| assert_eq!(told_by(marker), folder, "{marker}");
        check("vendor/modules.txt", Some("vendor"));
        check("tools/vendor/modules.txt", Some("tools/vendor"));
        check("docs/modules.txt", None);
        check("modules.txt", None);
        check("app/vendor/composer/installed.json", Some("app/vendor"));
        check("composer/installed.json", None);
        check("data/installed.json", None);
        check(".venv/pyvenv.cfg", Some(".venv"));
        check("pyvenv.cfg", None);
        check("third_party/rust/libc/.cargo-checksum.json", Some("third_party/rust"));
        check("libc/.cargo-checksum.json", Some("libc"));
        check("vendor/README.md", None);
    }

    #[test]
    fn a_folder_of_node_is_told_by_its_name() {
        let file = |path: &str| SourceFile { path: path.into(), language: Language::TypeScript, stat: Stat::default() };
        let files =
            ["node_modules/a/i.js", "my_node_modules/i.js", "web/node_modules/a/node_modules/b/i.js", "src/i.js"];
        let mut found: Vec<String> = by_name(&files.map(file)).collect();
        outermost(&mut found);
        assert_eq!(found, ["node_modules", "web/node_modules"]);
    }
}
