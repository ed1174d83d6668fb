//! `demock baseline`, the only writer of what is accepted.

use crate::tree::{A, B, Tree};

#[test]
fn check_never_writes_and_shrink_tightens() {
    let tree = Tree::adopted();
    let before = tree.read("demock-baseline/backend.txt");
    tree.mocks(A, &["app.store.get"]);
    tree.demock(&["check"]).exits(0).says("demock baseline --shrink");
    tree.demock(&["check", "--locked"]).exits(1).says("app.store.put");
    assert_eq!(tree.read("demock-baseline/backend.txt"), before);

    tree.demock(&["baseline", "--shrink"]).exits(0).says("1 accepted finding (2 before)");
    tree.demock(&["check", "--locked"]).exits(0);
    tree.mocks(A, &["app.store.get", "app.store.put"]);
    tree.demock(&["check"]).exits(1).says("app.store.put");
}

#[test]
fn shrink_accepts_nothing() {
    let tree = Tree::adopted();
    tree.mocks(B, &["app.bus.send"]);
    tree.demock(&["baseline", "--shrink"]).exits(0).says("2 accepted findings (2 before)");
    tree.demock(&["check"]).exits(1).says("app.bus.send");
}

#[test]
fn a_blank_reason_is_none() {
    let tree = Tree::adopted();
    tree.mocks(B, &["app.bus.send"]);
    let before = tree.read("demock-baseline/backend.txt");
    for reason in ["", "  ", "\t"] {
        tree.demock(&["baseline", "--accept", reason]).exits(2).warns("error[cli/blank-reason]");
    }
    assert_eq!(tree.read("demock-baseline/backend.txt"), before);
}

#[test]
fn an_older_rule_set_never_writes_over_a_newer_one() {
    let tree = Tree::adopted();
    let newer = tree.read("demock-baseline/backend.txt").replace("rule-set ", "rule-set 9");
    tree.write("demock-baseline/backend.txt", &newer);
    for change in [&["--write"][..], &["--shrink"], &["--accept", "we must"]] {
        let arguments: Vec<&str> = std::iter::once("baseline").chain(change.iter().copied()).collect();
        tree.demock(&arguments).exits(2).warns("error[cli/older-rule-set]").warns("update demock");
        assert_eq!(tree.read("demock-baseline/backend.txt"), newer);
    }
    tree.demock(&["check"]).exits(0);
}

#[test]
fn a_renamed_file_stays_accepted() {
    let tree = Tree::adopted();
    tree.git(&["mv", A, "backend/tests/integration/test_renamed.py"]);
    tree.demock(&["check"]).exits(0).says("which is gone, are now in");
    tree.commit("rename");
    tree.demock(&["check", "--since", "HEAD^"]).exits(0);
    tree.demock(&["baseline", "--shrink"]).exits(0);
    tree.demock(&["check", "--locked"]).exits(0);
}

#[test]
fn a_leftover_merge_conflict_is_named() {
    let tree = Tree::adopted();
    let text = tree.read("demock-baseline/backend.txt");
    tree.write("demock-baseline/backend.txt", &format!("<<<<<<< HEAD\n{text}"));
    tree.demock(&["check"]).exits(2).warns("error[baseline/conflict]").warns("demock-baseline/backend.txt:1");
}
