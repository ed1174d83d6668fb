//! Packages that a package manager has put into a tree are others': said to be there, reported where they are asked for.

mod folder;

use demock_model::{Boundary, Report};
use demock_scan::scan::{CacheUse, Request, scan};
use demock_scan::selection::Selection;
use folder::Folder;
use std::path::PathBuf;

/// A Go module that keeps its dependencies beside its sources, as `go mod vendor` does.
fn vendored() -> Folder {
    let tree = Folder::new();
    tree.write("go.mod", "module example.com/shop\n\nrequire example.com/kept v1.0.0\n");
    tree.write("vendor/modules.txt", "# example.com/kept v1.0.0\n## explicit\nexample.com/kept\n");
    tree.write(
        "vendor/example.com/kept/kept.go",
        "package kept\n\ntype Rows interface {\n\tRead(id string) (string, error)\n}\n",
    );
    tree.write(
        "vendor/example.com/kept/mock.go",
        "package kept\n\n// MockRows is a mock of Rows.\ntype MockRows struct{ Rows }\n\n\
         func (m *MockRows) Read(id string) (string, error) {\n\treturn \"\", nil\n}\n",
    );
    tree.write(
        "orders/orders_test.go",
        "package orders\n\nimport (\n\t\"testing\"\n\n\t\"example.com/kept\"\n)\n\n\
         type fakeRows struct{ kept.Rows }\n\nfunc (f fakeRows) Read(id string) (string, error) {\n\treturn \"\", nil\n}\n\n\
         func TestOrder(t *testing.T) {\n\tif err := Order(fakeRows{}); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n",
    );
    tree
}

fn report(tree: &Folder, paths: &[&str]) -> Report {
    let paths: Vec<PathBuf> = paths.iter().map(|path| tree.path(path)).collect();
    let request = Request {
        root: &tree.root,
        root_name: ".",
        paths: &paths,
        selection: &Selection::default(),
        cache: CacheUse::Off,
        today: "2026-12-01".parse().expect("a day"),
        settings: None,
        given: &[],
        progress: None,
    };
    scan(&request).expect("a scan").report
}

fn places(report: &Report) -> Vec<String> {
    report.findings.iter().map(|finding| format!("{}:{}", finding.path, finding.place.line)).collect()
}

fn skipped(report: &Report) -> Vec<(&str, &str)> {
    report.skipped.iter().map(|entry| (&*entry.path, &*entry.reason)).collect()
}

#[test]
fn a_vendored_package_is_not_the_projects_and_is_reported_where_it_is_asked_for() {
    let tree = vendored();
    let whole = report(&tree, &[]);
    assert_eq!(places(&whole), ["orders/orders_test.go:9"]);
    assert_eq!(whole.files, 1);
    let said =
        "packages installed here, which others wrote: 2 files, 0 of them test code; `demock scan vendor` reports them";
    assert_eq!(skipped(&whole), [("vendor", said)]);

    let asked = report(&tree, &["vendor"]);
    assert_eq!(places(&asked), ["vendor/example.com/kept/mock.go:4"]);
    assert_eq!(skipped(&asked), []);

    let part = report(&tree, &["orders"]);
    assert_eq!((places(&part), skipped(&part)), (places(&whole), vec![]), "a part says nothing of what lies elsewhere");
}

#[test]
fn a_folder_that_no_package_manager_made_is_the_projects_own() {
    let tree = vendored();
    std::fs::remove_file(tree.path("vendor/modules.txt")).expect("a file less");
    let whole = report(&tree, &[]);
    assert_eq!(places(&whole), ["orders/orders_test.go:9", "vendor/example.com/kept/mock.go:4"]);
    assert_eq!(skipped(&whole), []);
}

#[test]
fn each_package_manager_is_known_by_what_it_leaves() {
    let mock =
        "from unittest.mock import patch\n\n\ndef test_it():\n    patch(\"app.store\").start()\n    assert run()\n";
    let tree = Folder::new();
    tree.write("tests/test_own.py", mock);
    for (marker, text, folder) in [
        ("env/pyvenv.cfg", "home = /usr/bin\n", "env"),
        ("web/vendor/composer/installed.json", "{\"packages\": []}\n", "web/vendor"),
        ("third_party/rust/libc/.cargo-checksum.json", "{\"files\": {}}\n", "third_party/rust"),
        ("ui/node_modules/.package-lock.json", "{}\n", "ui/node_modules"),
    ] {
        tree.write(marker, text);
        tree.write(&format!("{folder}/some/package/tests/test_theirs.py"), mock);
    }
    let whole = report(&tree, &[]);
    assert_eq!(places(&whole), ["tests/test_own.py:5"]);
    let folders: Vec<&str> = whole.skipped.iter().map(|entry| &*entry.path).collect();
    assert_eq!(folders, ["env", "third_party/rust", "ui/node_modules", "web/vendor"]);
    assert!(
        whole.skipped.iter().all(|entry| entry.reason.contains("1 file, 1 of them test code")),
        "{:?}",
        whole.skipped
    );
}

#[test]
fn what_installed_packages_run_on_is_not_what_the_project_runs_on() {
    let tree = Folder::new();
    tree.write("package.json", "{\"devDependencies\": {\"vitest\": \"3\"}}\n");
    tree.write("node_modules/other/package.json", "{\"dependencies\": {\"pg\": \"8\"}}\n");
    tree.write("node_modules/other/index.js", "module.exports = {};\n");
    tree.write("node_modules/other/compose.yaml", "services:\n  theirs:\n    image: postgres:16\n");
    tree.write("node_modules/other/demock.toml", "exclud = []\n");
    tree.write(
        "src/orders.test.ts",
        "import { vi, it, expect } from 'vitest';\nimport { all } from './orders';\n\nvi.mock('pg');\n\n\
         it('lists', async () => {\n  expect(await all()).toEqual([]);\n});\n",
    );
    tree.write("src/orders.ts", "import { Pool } from 'pg';\nexport const all = () => new Pool().query('SELECT 1');\n");
    let whole = report(&tree, &[]);
    let [site] = &whole.findings[..] else { panic!("one site: {:?}", places(&whole)) };
    assert_eq!(site.boundary, Boundary::Database);
    assert!(!site.replacement.contains("theirs"), "{:?}", site.replacement);
}
