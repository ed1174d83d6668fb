//! Answers that are given again: only about the same tree, to the same question, and whole.
//!
//! The expected value of every check is what a run without the cache says.

use crate::tree::{A, B, DEMOCK, Tree};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Longer than the coarsest grain of a file's times.
const SETTLING_MAX: Duration = Duration::from_mins(1);

/// What tells one state of the remembered answers from another: a file that is written anew has a new inode.
fn kept(tree: &Tree) -> Vec<(String, u64)> {
    let entries = std::fs::read_dir(tree.cache("answers")).into_iter().flatten();
    let mut kept: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.metadata().expect("a file").ino()))
        .collect();
    kept.sort();
    kept
}

/// Asks until the answer comes from what is remembered: until nothing is written any more.
#[track_caller]
fn settled(tree: &Tree, arguments: &[&str]) {
    let begun = Instant::now();
    loop {
        let before = kept(tree);
        let said = tree.demock(arguments).exits(0).stdout;
        if !before.is_empty() && kept(tree) == before {
            assert_eq!(said, anew(tree, arguments));
            return;
        }
        assert!(begun.elapsed() < SETTLING_MAX, "no answer is ever given again");
        // What is waited for is the condition above; this only leaves the processor to others meanwhile.
        std::thread::park_timeout(Duration::from_millis(100));
    }
}

fn anew(tree: &Tree, arguments: &[&str]) -> String {
    let all: Vec<&str> = arguments.iter().chain(&["--no-cache"]).copied().collect();
    tree.demock(&all).exits(0).stdout
}

#[track_caller]
fn check(tree: &Tree, arguments: &[&str], what: &str) -> String {
    let said = tree.demock(arguments).exits(0).stdout;
    assert_eq!(said, anew(tree, arguments), "after {what}");
    said
}

#[test]
fn whatever_changes_is_seen_in_the_next_answer() {
    let tree = Tree::with_mocks();
    tree.mocks(B, &["app.mail.send"]);
    let scan = ["scan", "--format", "json"];
    settled(&tree, &scan);

    tree.mocks(A, &["app.store.red", "app.redis.put"]);
    assert!(check(&tree, &scan, "an edit").contains("app.store.red"));
    tree.write("demock.toml", "[tier.unit]\npaths = [\"backend/**\"]\n");
    assert!(check(&tree, &scan, "a configuration").contains("\"tier\":\"unit\""));
    tree.write("CODEOWNERS", "* @everybody\n");
    assert!(check(&tree, &scan, "owners").contains("@everybody"));
    tree.write("docker-compose.yml", "services:\n  store:\n    image: redis:7\n");
    assert!(check(&tree, &scan, "a Compose file").contains("Redis"));
    std::fs::remove_file(tree.root.join(B)).expect("a removed file");
    assert!(!check(&tree, &scan, "a removed file").contains("app.mail.send"));
    tree.write(".gitignore", "backend/\n");
    assert!(!check(&tree, &scan, "a folder that is ignored").contains("app.store.red"));
}

#[test]
fn another_question_gets_its_own_answer() {
    let tree = Tree::with_mocks();
    settled(&tree, &["scan"]);
    for arguments in [
        ["scan", "--full"].as_slice(),
        &["scan", "--quiet"],
        &["scan", "--color", "always"],
        &["scan", "--select", "aside"],
        &["scan", "--format", "json", "--today", "2020-01-01"],
        &["scan", "--format", "markdown"],
        &["scan", "backend"],
        &["scan", "--output", "/dev/stdout"],
    ] {
        check(&tree, arguments, &arguments.join(" "));
        check(&tree, arguments, &arguments.join(" "));
    }
    let narrow = || tree.demock(&["scan"]).env("COLUMNS", "60").exits(0).stdout;
    assert_eq!(narrow(), tree.demock(&["scan", "--no-cache"]).env("COLUMNS", "60").exits(0).stdout);
}

#[test]
fn half_an_answer_is_not_kept() {
    let tree = Tree::new();
    let targets: Vec<String> = (0..3000).map(|at| format!("app.store.name_number_{at}")).collect();
    tree.mocks(A, &targets.iter().map(String::as_str).collect::<Vec<_>>());
    let script = format!("set -o pipefail; '{DEMOCK}' scan --format json | head -n 1");
    let begun = Instant::now();
    // Long enough that the tree is settled and an answer that was kept would be given again.
    while begun.elapsed() < Duration::from_secs(4) {
        tree.program(Path::new("bash"), &["-c", &script]).exits(0);
        check(&tree, &["scan", "--format", "json"], "a reader that went away");
        std::fs::remove_dir_all(tree.cache("answers")).expect("removed answers");
    }
    tree.program(Path::new("bash"), &["-c", &script]).exits(0);
    check(&tree, &["scan", "--format", "json"], "a reader that went away");
}
