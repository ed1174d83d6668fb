//! `demock explain`: every word has a text, a wrong one has a neighbour, and findings and tests are explained in place.

use crate::tree::{A, Tree};

#[track_caller]
fn says(topic: &str, expected: &[&str]) {
    let tree = Tree::folder();
    let ran = tree.demock(&["explain", topic]).exits(0);
    for text in expected {
        ran.says(text);
    }
}

#[test]
fn every_word_that_is_listed_has_a_text() {
    let tree = Tree::folder();
    let listed = tree.demock(&["explain"]).exits(0).stdout;
    let (rules, words) = listed.split_once("\n\n").expect("rules, then words");
    let rules = rules.lines().filter_map(|line| line.split_whitespace().next());
    let words = words.lines().flat_map(|line| line.split_whitespace().skip(1));
    let topics: Vec<&str> = rules.chain(words).collect();
    for known in
        ["python/unittest-mock", "module-mock", "disguised", "own-service", "unclaimed", "git/missing-revision"]
    {
        assert!(topics.contains(&known), "{known}");
    }
    for topic in topics {
        let text = tree.demock(&["explain", topic]).exits(0).stdout;
        assert!(text.starts_with(&format!("{topic}: ")) && text.len() > topic.len() + 30, "{text}");
    }
}

#[test]
fn rules_libraries_kinds_groups_boundaries_tiers_and_codes() {
    says("python/unittest-mock", &["library: unittest.mock", "kinds: "]);
    says("unittest.mock", &["python/unittest-mock: "]);
    says("module-mock", &["of the group explicit", "vi.mock"]);
    says("disguised", &["kinds: handwritten-double, double-use, in-memory-substitute, fallback-mock, auth-bypass"]);
    says("cache", &["use instead: a real cache server", "not free to replace by default in: integration, e2e"]);
    says("clock", &["a kind of site", "what a double replaces", "not free to replace by default in: e2e"]);
    says(
        "integration",
        &["may replace: clock, random", "must not replace: database, cache,", "warned about: http, llm"],
    );
    says("config/unknown-key", &["what to do: "]);
}

#[test]
fn a_wrong_word_has_a_neighbour() {
    let tree = Tree::folder();
    for (topic, meant) in [
        ("databse", "`database`"),
        ("pyton/unittest-mock", "`python/unittest-mock`"),
        ("unittest-mock", "`python/unittest-mock`"),
        ("missing-revision", "`git/missing-revision`"),
        ("handwriten_double", "`handwritten-double`"),
    ] {
        tree.demock(&["explain", topic])
            .exits(2)
            .warns("error[cli/unknown-topic]")
            .warns(&format!("did you mean {meant}"));
    }
    let nothing = tree.demock(&["explain", "xyzzy"]).exits(2);
    nothing.warns("`demock explain` lists every rule");
}

#[test]
fn the_projects_own_rules_and_tiers() {
    let tree = Tree::folder();
    tree.write(
        "demock.toml",
        "[tier.mission-critical]\nmay_replace = [\"clock\"]\n\n[[rule]]\nid = \"acme/fake-queue\"\nlanguage = \"python\"\n\
         call = \"acme.testing.fake_queue\"\nkind = \"fake-service\"\nboundary = \"queue\"\n",
    );
    tree.demock(&["explain", "acme/fake-queue"]).exits(0).says("demock.toml:").says("kind: fake-service");
    tree.demock(&["explain", "mission-critical"]).exits(0).says("may replace: clock");
    tree.demock(&["explain", "acme/fake-qeue"]).exits(2).warns("`acme/fake-queue`");
}

#[test]
fn a_finding_in_place() {
    let tree = Tree::adopted();
    let finding = &tree.findings(&[])[0];
    let fingerprint = finding["fingerprint"].as_str().expect("a fingerprint");
    let ran = tree.demock(&["explain", "--finding", fingerprint]).exits(0);
    for text in [
        &format!("{A}:5:10: a name is patched: `app.store.get`"),
        "with patch(\"app.store.get\"):",
        "rule         python/unittest-mock",
        "error, certain: accepted by the baseline",
        "reaches 1 test:",
        &format!("{A}::test_one"),
        "use instead: ",
    ] {
        ran.says(text);
    }
    std::fs::remove_dir_all(tree.root.join("demock-baseline")).expect("a removed baseline");
    tree.demock(&["explain", "--finding", fingerprint]).exits(0).says("error, certain: fails the gate");
    tree.demock(&["explain", "--finding", "0000000000000000"]).exits(2).warns("error[cli/unknown-finding]");
}

#[test]
fn a_test_in_place() {
    let tree = Tree::adopted();
    let text = tree.read(A);
    tree.write(A, &format!("{text}\n\ndef test_real():\n    assert run()\n"));
    let ran = tree.demock(&["explain", "--test", &format!("{A}::test_one")]).exits(0);
    ran.says("doubled: unknown; 2 sites").says(&format!("{A}:5: a name is patched: `app.store.get`"));
    tree.demock(&["explain", "--test", &format!("{A}::test_real")]).exits(0).says("clean: no site reaches it");
    let wrong = tree.demock(&["explain", "--test", &format!("{A}::test_on")]).exits(2);
    wrong.warns("error[cli/unknown-test]").warns("::test_one`");
}

#[test]
fn the_way_of_a_double_through_other_files() {
    let tree = Tree::new();
    tree.write(
        "tests/support/clients.py",
        "from unittest import mock\n\n\ndef make_client():\n    return mock.Mock()\n",
    );
    tree.write(
        "tests/conftest.py",
        "import pytest\nfrom tests.support.clients import make_client\n\n\n@pytest.fixture\ndef shop():\n    return make_client()\n",
    );
    tree.write(
        "tests/integration/test_orders.py",
        "def test_refund(shop):\n    assert shop.refund()\n\n\ndef test_sum():\n    from app import add\n    assert add(1, 1) == 2\n\n\ndef test_nothing(shop):\n    pass\n",
    );
    let ran = tree.demock(&["explain", "--test", "tests/integration/test_orders.py::test_refund"]).exits(0);
    ran.says("tier integration").says("; 1 site\n").says("tests/support/clients.py:5: ").says(
        "  tests/integration/test_orders.py:1  def test_refund(shop):\n  \
         tests/conftest.py:6                 def shop():\n  \
         tests/support/clients.py:4          def make_client():\n",
    );
    tree.demock(&["explain", "--test", "tests/integration/test_orders.py::test_sum"]).exits(0).says("clean: no site");
    let ran = tree.demock(&["explain", "--test", "tests/integration/test_orders.py::test_nothing"]).exits(0);
    ran.says("hollow: it proves nothing, and doubled; 2 findings").says("a test proves nothing: the body is `pass`");
}
