//! Small projects, scanned and resolved as a whole: `tests/projects/<name>/`.
//!
//! `expected.txt` holds a line for each site: `path:line kind target (boundary) reasons`. To write `expected.txt` anew, run with `UPDATE_EXPECT=1` and read the difference against
//! `docs/sites.md` §4 before committing it.
#![expect(clippy::disallowed_methods, reason = "tests read their own switch from the environment")]

use demock_model::Group;
use demock_scan::scan::{CacheUse, Request, scan};
use demock_scan::selection::Selection;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn projects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects")
}

fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn describe(root: &Path) -> String {
    let (selection, today) = (Selection::default(), "2026-11-23".parse().expect("a day"));
    let cache = CacheUse::Off;
    let request = Request {
        root,
        root_name: ".",
        paths: &[],
        selection: &selection,
        cache,
        today,
        settings: None,
        given: &[],
        progress: None,
    };
    let report = scan(&request).expect("a scan").report;
    assert_eq!(report.skipped, [], "{}", root.display());
    let mut seen = String::new();
    // That a test proves nothing says nothing of what is replaced.
    for finding in report.findings.iter().filter(|finding| finding.group() != Group::Hollow) {
        let target = finding.target.map_or("-", |target| target.as_str());
        let (path, line, kind, boundary) = (finding.path, finding.place.line, finding.kind, finding.boundary);
        write!(seen, "{path}:{line} {kind} {target} ({boundary})").expect("a string");
        finding.reasons.iter().for_each(|reason| write!(seen, " {reason}").expect("a string"));
        seen.push('\n');
    }
    seen
}

#[test]
fn every_site_replaces_what_the_project_says() {
    let mut wrong = String::new();
    for root in sorted_entries(&projects()) {
        let seen = describe(&root);
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
