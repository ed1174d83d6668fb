//! `demock scan --shard` on several machines and `demock check --merge` on one: the same verdict as of one scan.

use crate::tree::{A, Ran, Tree};

const WEB: &str = "web/tests/cart.test.ts";

/// Two services, each with doubles; an exception that both use, an inline one, a file that does not parse, and some
/// that are excluded.
fn tree() -> Tree {
    let tree = Tree::with_mocks();
    tree.write(
        WEB,
        "import { vi, it, expect } from 'vitest'\nit('adds', () => { const send = vi.fn(); expect(send()).toBe(1) })\n",
    );
    tree.write("web/package.json", "{\"name\": \"web\", \"devDependencies\": {\"vitest\": \"3\"}}");
    tree.mocks("backend/tests/vendored/test_v.py", &["app.store.get"]);
    tree.mocks("web/vendored/test_v.py", &["app.store.get"]);
    tree.write("backend/tests/test_broken.py", "import unittest.mock\nm = unittest.mock.Mock(\n");
    let exception = "\n[project]\nexclude = [\"**/vendored/**\"]\n\n[[allow]]\nrule = \"mock-object\"\npaths = [\"**/cart*\", \"**/test_broken*\"]\nreason = \"since always\"\n";
    tree.write("demock.toml", exception);
    tree.demock(&["baseline", "--write"]).exits(0);
    tree.commit("adopt demock");
    tree
}

fn shard(tree: &Tree, name: &str, paths: &[&str]) {
    let arguments: Vec<&str> = ["scan", "--quiet", "--shard", name].into_iter().chain(paths.iter().copied()).collect();
    tree.demock(&arguments).exits(0);
}

#[test]
fn shards_give_the_bytes_of_one_scan() {
    let tree = tree();
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    shard(&tree, "backend.shard", &["backend"]);
    shard(&tree, "web.shard", &["web"]);
    for format in ["text", "json", "sarif", "markdown", "github", "junit"] {
        let whole = tree.demock(&["check", "--format", format]).exits(1);
        let merged = tree.demock(&["check", "--format", format, "--merge", "web.shard", "backend.shard"]).exits(1);
        assert_eq!(merged.stdout, whole.stdout, "{format}");
    }
    tree.demock(&["check", "--merge", "backend.shard", "web.shard"]).exits(1).says("app.bus.send");
}

/// What a double replaces is decided by the modules that it goes through, which stand beside the tests.
#[test]
fn a_part_is_judged_with_the_product_beside_it() {
    let tree = Tree::new();
    tree.write("shop/__init__.py", "");
    tree.write("shop/rates.py", "from redis import client as keeper\n\n\ndef eur():\n    return keeper.get('eur')\n");
    tree.write("requirements.txt", "redis\npytest\n");
    tree.mocks("tests/integration/test_rates.py", &["shop.rates.keeper"]);
    tree.write("compose.yml", "services: { keeper: { image: redis:7 } }\n");
    tree.demock(&["baseline", "--write"]).exits(0);
    assert!(tree.read("demock-baseline/tests.txt").contains(" cache shop.rates.keeper"));
    for part in ["tests", "tests/integration/test_rates.py", "shop"] {
        let code = i32::from(part == "shop");
        tree.demock(&["check", part]).exits(code);
    }
    let whole = tree.demock(&["scan", "--format", "json"]).exits(0);
    let part = tree.demock(&["scan", "--format", "json", "tests"]).exits(0);
    let findings =
        |ran: &Ran| serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("JSON")["findings"].clone();
    assert_eq!(findings(&part), findings(&whole));
    shard(&tree, "tests.shard", &["tests"]);
    shard(&tree, "shop.shard", &["shop"]);
    let merged = tree.demock(&["check", "--format", "json", "--merge", "tests.shard", "shop.shard"]).exits(0);
    assert_eq!(merged.stdout, whole.stdout);
}

#[test]
fn what_was_accepted_stays_accepted() {
    let tree = tree();
    shard(&tree, "all.shard", &[]);
    tree.demock(&["check", "--merge", "all.shard"]).exits(0);
    shard(&tree, "backend.shard", &["backend/tests"]);
    shard(&tree, "web.shard", &["web"]);
    tree.demock(&["check", "--locked", "--merge", "backend.shard", "web.shard"]).exits(0);
}

#[test]
fn a_missing_shard_is_read_here_and_said() {
    let tree = tree();
    tree.mocks("web/tests/integration/test_late.py", &["app.bus.send"]);
    shard(&tree, "backend.shard", &["backend"]);
    let ran = tree.demock(&["check", "--merge", "backend.shard"]).exits(1);
    ran.says("app.bus.send");
    ran.says("2 files are in no shard as they are here, such as `web/tests/cart.test.ts`, and read here");
    shard(&tree, "tests.shard", &["backend/tests", "web"]);
    let whole = tree.demock(&["check"]).exits(1);
    assert_eq!(tree.demock(&["check", "--merge", "backend.shard", "tests.shard"]).exits(1).stdout, whole.stdout);
}

/// Whoever merges in a tree that lacks files hears that nothing is said of them.
#[test]
fn a_file_of_a_shard_that_is_not_here_is_told() {
    let tree = tree();
    tree.mocks("web/tests/integration/test_late.py", &["app.bus.send"]);
    shard(&tree, "all.shard", &[]);
    let whole = tree.demock(&["check", "--merge", "all.shard"]).exits(1);
    assert!(!whole.stdout.contains("not in this tree"), "{}", whole.stdout);
    std::fs::remove_file(tree.root.join("web/tests/integration/test_late.py")).expect("removed");
    let ran = tree.demock(&["check", "--merge", "all.shard"]).exits(0);
    ran.says("`web/tests/integration/test_late.py` is in a shard and not in this tree");
}

/// What tests of one part share with tests of another is seen, which no scan of a part sees.
#[test]
fn a_double_of_another_shard_is_seen() {
    let tree = Tree::new();
    tree.write(
        "conftest.py",
        "import pytest\nfrom unittest.mock import Mock\n\n\n@pytest.fixture\ndef client():\n    return Mock()\n",
    );
    tree.write("a/test_a.py", "def test_a(client):\n    assert client.get() is not None\n");
    tree.write("b/test_b.py", "def test_b(client):\n    assert client.get() is not None\n");
    let whole = tree.demock(&["scan", "--format", "json"]).exits(0);
    assert!(whole.stdout.contains("b/test_b.py::test_b"), "{}", whole.stdout);
    tree.demock(&["baseline", "--write"]).exits(0);
    for (name, path) in [("c.shard", "conftest.py"), ("a.shard", "a"), ("b.shard", "b")] {
        shard(&tree, name, &[path]);
    }
    let merged = ["check", "--format", "json", "--merge", "b.shard", "c.shard", "a.shard"];
    assert_eq!(tree.demock(&merged).exits(0).stdout, whole.stdout);
}

/// Shards say which rules were asked for.
#[test]
fn shards_of_some_rules_are_judged_by_these() {
    let tree = tree();
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    shard(&tree, "all.shard", &["--select", "mock-object"]);
    let some = tree.demock(&["check", "--format", "json", "--select", "mock-object"]).exits(0);
    let merged = tree.demock(&["check", "--format", "json", "--merge", "all.shard"]).exits(0);
    assert_eq!(merged.stdout, some.stdout);
    tree.demock(&["check"]).exits(1);
}

/// A tree is looked at under two policies; shards serve both.
#[test]
fn what_changed_since_a_revision_is_judged_with_shards() {
    let tree = tree();
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    tree.write("demock.toml", &tree.read("demock.toml").replace("**/cart*", "**/*"));
    shard(&tree, "all.shard", &[]);
    let since = ["check", "--since", "HEAD", "--merge", "all.shard"];
    let whole = tree.demock(&since[..3]).exits(1);
    assert_eq!(tree.demock(&since).exits(1).says("app.bus.send").stdout, whole.stdout);
}

#[test]
fn what_is_no_shard_is_said() {
    let tree = tree();
    tree.write("other.json", "{\"form\": \"demock.shard/9\"}");
    tree.demock(&["check", "--merge", "other.json"])
        .exits(2)
        .warns("error[cli/shard]: `other.json` is no shard")
        .warns("because: it does not begin as a shard does");
    tree.demock(&["check", "--merge", "absent.shard"])
        .exits(2)
        .warns("error[cli/read-file]: `absent.shard` cannot be read");
    shard(&tree, "backend.shard", &["backend"]);
    let whole = std::fs::read(tree.root.join("backend.shard")).expect("a shard");
    std::fs::write(tree.root.join("torn.shard"), &whole[..whole.len() / 2]).expect("a file");
    tree.demock(&["check", "--merge", "torn.shard"]).exits(2).warns("because: it is damaged or cut off");
    shard(&tree, "web.shard", &["--select", "explicit", "web"]);
    tree.demock(&["check", "--merge", "backend.shard", "web.shard"]).exits(2).warns("error[merge/select]");
}
