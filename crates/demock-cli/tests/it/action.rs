//! The GitHub Action's script with the Action's variables, and the pre-commit definition in a real commit.

use crate::tree::{A, B, DEMOCK, Run, Tree, top};
use std::path::Path;

fn action(tree: &Tree) -> Run<'_> {
    let script = top().join("scripts/action").display().to_string();
    tree.program(Path::new("bash"), &[&script, DEMOCK])
        .env("GITHUB_STEP_SUMMARY", tree.root.join(".git/summary"))
        .env("GITHUB_OUTPUT", tree.root.join(".git/output"))
}

#[test]
fn a_pull_request_with_a_new_mock() {
    let tree = Tree::adopted();
    let base = tree.git(&["rev-parse", "HEAD"]).trim().to_owned();
    tree.mocks(B, &["app.bus.send"]);
    tree.commit("a mock");
    let ran = action(&tree).env("DEMOCK_SINCE", &base).exits(1);
    ran.says(&format!("::error file={B},line=5"));
    assert!(tree.read(".git/summary").contains("app.bus.send"));
    assert_eq!(tree.read(".git/output"), "exit-code=1\n");
}

#[test]
fn a_pull_request_without_one() {
    let tree = Tree::adopted();
    let ran = action(&tree).env("DEMOCK_SINCE", "HEAD^").exits(0);
    assert!(!ran.stdout.contains("::error"), "{}", ran.stdout);
    assert_eq!(tree.read(".git/output"), "exit-code=0\n");
}

#[test]
fn paths_and_further_arguments() {
    let tree = Tree::adopted();
    tree.mocks("web/tests/integration/test_w.py", &["app.bus.send"]);
    action(&tree).env("DEMOCK_PATHS", "backend").exits(0);
    action(&tree).env("DEMOCK_PATHS", "backend web").exits(1);
    action(&tree).env("DEMOCK_PATHS", "backend").env("DEMOCK_ARGS", "--select explicit --locked").exits(0);
    tree.mocks(A, &["app.store.get"]);
    action(&tree).env("DEMOCK_PATHS", "backend").env("DEMOCK_ARGS", "--select explicit --locked").exits(1);
}

#[test]
fn a_checkout_that_is_too_shallow_fails_the_step() {
    let tree = Tree::adopted();
    let base = tree.git(&["rev-parse", "HEAD^"]).trim().to_owned();
    let clone = tree.shallow_clone();
    action(&clone).env("DEMOCK_SINCE", &base).exits(2).warns("fetch-depth: 0");
    assert_eq!(clone.read(".git/output"), "exit-code=2\n");
}

#[test]
fn the_action_hands_its_inputs_to_the_script() {
    let definition = std::fs::read_to_string(top().join("action.yml")).expect("action.yml");
    for (input, variable) in [("since", "DEMOCK_SINCE"), ("paths", "DEMOCK_PATHS"), ("args", "DEMOCK_ARGS")] {
        assert!(definition.contains(&format!("\n  {input}:\n")), "{input}");
        assert!(definition.contains(&format!("{variable}: ${{{{ inputs.{input} }}}}")), "{variable}");
    }
    assert!(definition.contains("bash \"$GITHUB_ACTION_PATH/scripts/action\""));
}

/// The value of a key of the one hook that is defined.
fn hook_value(key: &str) -> String {
    let definition = std::fs::read_to_string(top().join(".pre-commit-hooks.yaml")).expect("the definition");
    assert_eq!(definition.matches("- id:").count(), 1);
    let line = definition.lines().find_map(|line| line.trim_start_matches(['-', ' ']).strip_prefix(&format!("{key}:")));
    line.unwrap_or_else(|| panic!("no `{key}`")).trim().to_owned()
}

#[test]
fn the_pre_commit_hook_stops_a_commit_that_adds_a_mock() {
    assert_eq!((hook_value("language").as_str(), hook_value("pass_filenames").as_str()), ("rust", "false"));
    let entry = hook_value("entry");
    let arguments = entry.strip_prefix("demock ").expect("the binary of the package");
    let tree = Tree::adopted();
    let hook = format!("#!/bin/sh\nexec '{DEMOCK}' {arguments}\n");
    tree.write(".git/hooks/pre-commit", &hook);
    tree.program(Path::new("chmod"), &["+x", ".git/hooks/pre-commit"]).exits(0);

    tree.write("backend/notes.py", "x = 1\n");
    tree.commit("no mock");
    tree.mocks(B, &["app.bus.send"]);
    tree.git(&["add", "-A"]);
    let refused = tree.try_git(&["commit", "-m", "a mock"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(format!("{}{}", refused.stdout, refused.stderr).contains("app.bus.send"), "{refused:?}");
    tree.demock(&["baseline", "--accept", "the bus has no test tenant"]).exits(0);
    tree.commit("accepted with a reason");
}
