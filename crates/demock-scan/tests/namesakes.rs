//! Trees that are themselves what a table knows by its name: `tests/namesakes/<language>/`.
//!
//! Each tree is called as nobody else is, and then as libraries that the tables know: both must be told the same of, since what a
//! double stands for is what its own code does. `expected.txt` holds a line for each site of the first, written by
//! `docs/sites.md` §4: `path:line kind target (boundary)` and the tests that it reaches. `names.txt` holds a line for each
//! other name: what is put in place of what, in paths and in files.
#![expect(clippy::disallowed_methods, reason = "tests read their own switch from the environment")]

mod folder;

use demock_model::{Group, Report};
use folder::Folder;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

/// The files of a tree by their paths in it, and what they hold.
fn files(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for path in sorted_entries(folder) {
        if path.is_dir() {
            files(root, &path, found);
        } else if folder != root || !matches!(path.extension().and_then(|it| it.to_str()), Some("txt")) {
            let text = fs::read_to_string(&path).expect("a text");
            found.push((path.strip_prefix(root).expect("a path below").to_str().expect("plain").to_owned(), text));
        }
    }
}

fn renamed(text: &str, names: &[(&str, &str)]) -> String {
    names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn describe(report: &Report) -> String {
    let mut lines: Vec<String> = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.group() != Group::Hollow) {
        let target = finding.target.map_or("-", |target| target.as_str());
        let mut line = String::new();
        let (path, place, kind, boundary) = (finding.path, finding.place.line, finding.kind, finding.boundary);
        write!(line, "{path}:{place} {kind} {target} ({boundary})").expect("a string");
        for test in report.tests.iter().filter(|test| finding.tests.contains(test)) {
            let id = report.tests.id(test);
            write!(line, " {}", id.split_once("::").map_or(id.as_str(), |(_, name)| name)).expect("a string");
        }
        lines.push(line + "\n");
    }
    lines.sort();
    lines.concat()
}

/// What is said of a tree where these names are put in place of others.
fn told(files: &[(String, String)], names: &[(&str, &str)]) -> String {
    let folder = Folder::new();
    for (path, text) in files {
        folder.write(&renamed(path, names), renamed(text, names));
    }
    describe(&folder.scan())
}

#[test]
fn a_library_as_a_tree_is_told_by_what_it_does_and_not_by_its_name() {
    let mut wrong = String::new();
    for root in sorted_entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/namesakes")) {
        let (mut tree, expected) = (Vec::new(), root.join("expected.txt"));
        files(&root, &root, &mut tree);
        let plain = told(&tree, &[]);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &plain).expect("a writable fixture");
        }
        let known = fs::read_to_string(&expected).expect("what is expected");
        let all = fs::read_to_string(root.join("names.txt")).expect("names");
        for line in std::iter::once("").chain(all.lines()) {
            let names: Vec<(&str, &str)> = line.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
            let mut known: Vec<String> = renamed(&known, &names).lines().map(str::to_owned).collect();
            known.sort();
            let (known, seen) = (known.join("\n") + "\n", told(&tree, &names));
            if known != seen {
                write!(wrong, "== {} as {line}\n-- expected\n{known}-- seen\n{seen}", root.display())
                    .expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
