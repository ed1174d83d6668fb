//! Small projects, scanned and resolved as a whole: `tests/projects/<name>/`.
//!
//! `expected.txt` holds a line for each site: `path:line kind target (boundary) reason`; names of own services stand in
//! `services.txt`, one a line. To write `expected.txt` anew, run with `UPDATE_EXPECT=1` and read the difference against
//! `docs/sites.md` §4 before committing it.
#![expect(clippy::disallowed_methods, reason = "tests read their own switch from the environment")]

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::project::Project;
use demock_scan::roles;
use demock_scan::ruleset::RuleSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn projects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects")
}

fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

/// Paths below a folder, relative to the root.
fn paths_below(root: &Path, folder: &Path, found: &mut Vec<Arc<str>>) {
    for path in sorted_entries(folder) {
        if path.is_dir() {
            paths_below(root, &path, found);
        } else {
            let relative = path.strip_prefix(root).expect("a path below the root");
            found.push(relative.to_string_lossy().replace('\\', "/").into());
        }
    }
}

fn describe(rules: &RuleSet, root: &Path) -> String {
    let mut paths = Vec::new();
    paths_below(root, root, &mut paths);
    let language = |path: &Arc<str>| path.rsplit('.').next().and_then(Language::of_extension);
    let files: Vec<(Arc<str>, Language)> =
        paths.iter().filter_map(|path| Some((path.clone(), language(path)?))).collect();
    let services = fs::read_to_string(root.join("services.txt")).unwrap_or_default();
    let project = Project::new(root, &files, rules)
        .with_services(services.lines().map(Arc::from))
        .with_manifests(paths.iter().cloned());
    let mut scanner = Scanner::default();
    let mut seen = String::new();
    for (path, language) in &files {
        let source = fs::read(root.join(&**path)).expect("a readable file");
        let role = roles::of_path(*language, path);
        let mut scan = scanner.scan(rules, *language, role, &source);
        if let Some(aliases) = project.aliases(path, *language, &scan) {
            scan = scanner.scan_with(rules, *language, role, &source, Some(&aliases));
        }
        let resolutions = project.resolutions(path, *language, &scan);
        assert_eq!(resolutions.len(), scan.sites.len(), "{path}");
        for (site, resolution) in scan.sites.iter().zip(resolutions) {
            let target = site.target.as_ref().map_or("-", |target| &target.name);
            write!(seen, "{path}:{} {} {target} ({})", site.place.line, site.kind, resolution.boundary)
                .expect("a string");
            writeln!(seen, "{}", resolution.reason.map_or(String::new(), |why| format!(" {why}"))).expect("a string");
        }
    }
    seen
}

#[test]
fn every_site_replaces_what_the_project_says() {
    let rules = RuleSet::built_in();
    let mut wrong = String::new();
    for root in sorted_entries(&projects()) {
        let seen = describe(&rules, &root);
        assert!(!seen.is_empty(), "{} has no sites", root.display());
        let expected = root.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &seen).expect("a writable fixture");
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        if known != seen {
            write!(wrong, "== {}\n-- expected\n{known}-- seen\n{seen}", expected.display()).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
