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

/// What `actions/checkout` brings where nobody asks for more.
#[test]
fn the_base_is_fetched_to_a_checkout_of_one_commit() {
    for (targets, code) in [(&["app.bus.send"][..], 1), (&[], 0)] {
        let tree = Tree::adopted();
        let base = tree.git(&["rev-parse", "HEAD"]).trim().to_owned();
        tree.mocks(B, targets);
        tree.commit("a change");
        let clone = tree.shallow_clone();
        action(&clone).env("DEMOCK_BASE", &base).exits(code);
        assert_eq!(clone.git(&["rev-list", "--count", &base]).trim(), "1", "nothing of its history");
    }
}

#[test]
fn a_base_that_cannot_be_fetched_fails_the_step() {
    let tree = Tree::adopted();
    let base = tree.git(&["rev-parse", "HEAD^"]).trim().to_owned();
    let clone = tree.shallow_clone();
    clone.git(&["remote", "remove", "origin"]);
    action(&clone).env("DEMOCK_SINCE", &base).exits(2).warns("fetch-depth: 0");
    assert_eq!(clone.read(".git/output"), "exit-code=2\n");
}

/// The event names the base that the pull request was opened on; the checkout is a merge with a newer one.
#[test]
fn a_pull_request_is_held_to_the_base_that_it_was_merged_with() {
    let tree = Tree::adopted();
    let opened_on = tree.git(&["rev-parse", "HEAD"]).trim().to_owned();
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.write("backend/notes.py", "x = 1\n");
    tree.commit("nothing to do with tests");
    tree.git(&["switch", "-q", "main"]);
    tree.mocks(B, &["app.bus.send"]);
    tree.demock(&["baseline", "--accept", "the bus has no test tenant"]).exits(0);
    tree.commit("somebody else's mock, accepted");
    tree.git(&["switch", "-q", "--detach", "main"]);
    tree.git(&["merge", "-q", "--no-ff", "-m", "what GitHub checks out", "topic"]);
    tree.git(&["branch", "-q", "checked-out"]);
    let head = tree.git(&["rev-parse", "HEAD"]).trim().to_owned();
    tree.git(&["switch", "-q", "checked-out"]);
    let clone = tree.shallow_clone();
    let of_event = |reference: &str| {
        let run = action(&clone).env("DEMOCK_BASE", &opened_on).env("GITHUB_SHA", &head);
        run.env("GITHUB_REF", reference)
    };
    of_event("refs/pull/7/merge").exits(0);
    // A push, or a checkout of something else than the merge, is held to what the event names.
    of_event("refs/heads/topic").exits(1).says("app.bus.send");
}

#[test]
fn the_action_hands_its_inputs_to_the_script() {
    let definition = std::fs::read_to_string(top().join("action.yml")).expect("action.yml");
    assert!(definition.contains("DEMOCK_BASE: ${{ github.event.pull_request.base.sha || github.event.merge_group"));
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
    assert_eq!((hook_value("language").as_str(), hook_value("pass_filenames").as_str()), ("script", "false"));
    // As pre-commit runs it: the script of a clone of its own, in the repository that is committed to.
    let clone = Tree::folder();
    let entry = hook_value("entry");
    let script = entry.split(' ').next().expect("a script");
    let text = std::fs::read_to_string(top().join(script)).expect("the script");
    clone.write(script, &text);
    let built = "target/hook/bin/demock";
    assert!(text.contains("--root \"$top/target/hook\"") && text.contains(&format!("=$top/{built}")));
    assert!(text.contains("--path \"$top/crates/demock-cli\""));
    let manifest = std::fs::read_to_string(top().join("crates/demock-cli/Cargo.toml")).expect("a package");
    assert!(manifest.contains("[package]") && manifest.contains("name = \"demock\""), "what is built has the binary");
    clone.write(built, &format!("#!/bin/sh\nexec '{DEMOCK}' \"$@\"\n"));
    clone.program(Path::new("chmod"), &["+x", script, built]).exits(0);

    let tree = Tree::adopted();
    tree.write(".git/hooks/pre-commit", &format!("#!/bin/sh\nexec '{}'/{entry}\n", clone.root.display()));
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

#[test]
fn the_pre_commit_hook_says_what_it_is_built_with() {
    let clone = Tree::folder();
    clone.write("scripts/pre-commit", &std::fs::read_to_string(top().join("scripts/pre-commit")).expect("the script"));
    let script = clone.root.join("scripts/pre-commit").display().to_string();
    clone.write("bin/dirname", "#!/bin/sh\nexec /usr/bin/dirname \"$@\"\n");
    clone.program(Path::new("chmod"), &["+x", "bin/dirname"]).exits(0);
    let without = clone.program(Path::new("/bin/bash"), &[&script, "check"]).env("PATH", clone.root.join("bin"));
    without.exits(127).warns("`cargo` is not found").warns("https://rustup.rs");
}
