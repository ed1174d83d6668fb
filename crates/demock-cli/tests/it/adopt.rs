//! From nothing to a green gate that fails on the next new double.

use crate::tree::{A, Tree};

#[test]
fn init_then_green_then_red_on_the_next_one_then_accepted() {
    let tree = Tree::with_mocks();
    let told = tree.demock(&["init"]).exits(0);
    told.says("2 accepted findings")
        .says("`demock check` passes now")
        .says("1 test of tier integration")
        .says("git add");
    tree.demock(&["check", "--locked"]).exits(0);

    tree.mocks(A, &["app.store.get", "app.store.put", "app.bus.send"]);
    tree.demock(&["check"]).exits(1).says("app.bus.send").says("1 finding");

    tree.demock(&["baseline", "--accept", "the bus has no test tenant"])
        .exits(0)
        .says("3 accepted findings (2 before)");
    tree.demock(&["check"]).exits(0);
    assert!(tree.read("demock-baseline/backend.txt").contains("app.bus.send # the bus has no test tenant"));
}

#[test]
fn init_is_the_same_twice() {
    let tree = Tree::with_mocks();
    let files = ["demock.toml", "demock-baseline/backend.txt", "demock-baseline/.gitattributes"];
    let mut written = Vec::new();
    for arguments in [&["init"][..], &["init", "--force"]] {
        let told = tree.demock(arguments).exits(0).stdout;
        written.push((told, files.map(|file| tree.read(file))));
    }
    assert_eq!(written[0], written[1]);
}

#[test]
fn init_replaces_nothing_unasked() {
    for present in ["demock.toml", "demock-baseline/backend.txt"] {
        let tree = Tree::with_mocks();
        tree.write(present, "# mine\n");
        let refused = tree.demock(&["init"]).exits(2);
        refused.warns("error[cli/already-adopted]").warns("--force");
        assert_eq!(tree.read(present), "# mine\n");
        assert_eq!(tree.root.join("demock.toml").exists(), present == "demock.toml", "nothing else was written");
    }
}

#[test]
fn init_writes_nothing_when_a_nested_configuration_is_wrong() {
    let tree = Tree::with_mocks();
    tree.write("backend/demock.toml", "[servce]\n");
    tree.demock(&["init"]).exits(2).warns("backend/demock.toml:1");
    assert!(!tree.root.join("demock.toml").exists() && !tree.root.join("demock-baseline").exists());
}

#[test]
fn init_names_services_tiers_and_the_stack() {
    let tree = Tree::with_mocks();
    tree.mocks("backend/tests/functional/test_f.py", &["app.mail.send"]);
    tree.write("web/package.json", "{}");
    tree.write("web/src/a.ts", "export const a = 1;\n");
    tree.write("docker-compose.test.yml", "services:\n  tools:\n    build: ./tools\n");
    tree.write("tools/main.go", "package main\n");
    tree.demock(&["init"])
        .exits(0)
        .says("3 services; tier integration from 1 pattern; stack from docker-compose.test.yml");
    let text = tree.read("demock.toml");
    for expected in [
        "name = \"backend\"\npaths = [\"backend/**\"]",
        "name = \"tools\"\npaths = [\"tools/**\"]",
        "name = \"web\"\npaths = [\"web/**\"]",
        "[tier.integration]\npaths = [\"backend/tests/functional/**\"]",
        "compose = [\"docker-compose.test.yml\"]",
    ] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    tree.demock(&["check", "--locked"]).exits(0);
    tree.mocks("backend/tests/functional/test_f.py", &["app.mail.send", "app.mail.fetch"]);
    tree.demock(&["check"]).exits(1).says("app.mail.fetch");
}

#[test]
fn where_no_test_claims_anything_init_says_that_nothing_will_fail() {
    let tree = Tree::new();
    tree.mocks("tests/test_a.py", &["app.store.get"]);
    tree.demock(&["init"]).exits(0).says("nothing will fail it").says("[tier.integration]");
    tree.demock(&["check"]).exits(0);
}

#[test]
fn a_folder_without_tests_proves_nothing_and_says_so() {
    let tree = Tree::new();
    tree.write("app.py", "x = 1\n");
    tree.demock(&["init"]).exits(0).says("fails now: no test was found");
    tree.demock(&["check"]).exits(1).says("nothing was proved");
}

#[test]
fn the_gate_is_the_same_from_any_folder() {
    let tree = Tree::adopted();
    tree.demock(&["check"]).inside("backend/tests").exits(0);
    tree.mocks(A, &["app.bus.send"]);
    let (above, below) = (tree.demock(&["check"]).exits(1), tree.demock(&["check"]).inside("backend").exits(1));
    assert_eq!(above.stdout, below.stdout);
}
