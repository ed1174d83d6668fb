//! Pipes, colours, narrow terminals, and readers that go away.

use crate::tree::{A, DEMOCK, Tree};
use std::path::Path;

const ESCAPE: char = '\u{1b}';

#[test]
fn a_pipe_gets_no_colours_unless_asked() {
    let tree = Tree::adopted();
    tree.mocks(A, &["app.bus.send"]);
    for command in ["scan", "check"] {
        let coloured = |run: crate::tree::Run<'_>| run.run().stdout.contains(ESCAPE);
        assert!(!coloured(tree.demock(&[command])));
        assert!(coloured(tree.demock(&[command, "--color", "always"])));
        assert!(coloured(tree.demock(&[command]).env("FORCE_COLOR", "1")));
        assert!(!coloured(tree.demock(&[command]).env("FORCE_COLOR", "1").env("NO_COLOR", "1")));
        assert!(!coloured(tree.demock(&[command, "--color", "never"]).env("FORCE_COLOR", "1")));
    }
}

#[test]
fn a_narrow_terminal_is_kept_to() {
    let tree = Tree::adopted();
    tree.mocks(A, &["app.bus.send"]);
    for command in ["scan", "check"] {
        let ran = tree.demock(&[command]).env("COLUMNS", "60").run();
        // Source lines and paths are shown whole, and the verdict is one line for whoever reads it by program.
        let whole = ["test_a.py", "app.bus.send", "demock check:"];
        let prose = ran.stdout.lines().filter(|line| !whole.iter().any(|text| line.contains(text)));
        for line in prose {
            assert!(line.chars().count() <= 60, "{command}: {line}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let tree = Tree::new();
    let targets: Vec<String> = (0..3000).map(|at| format!("app.store.name_number_{at}")).collect();
    tree.mocks(A, &targets.iter().map(String::as_str).collect::<Vec<_>>());
    let script = format!("set -o pipefail; '{DEMOCK}' scan --format json | head -n 1");
    let ran = tree.program(Path::new("bash"), &["-c", &script]).exits(0);
    assert_eq!(ran.stderr, "");
    ran.says("{");
}

#[test]
fn quiet_says_only_what_fails() {
    let tree = Tree::adopted();
    assert_eq!(tree.demock(&["check", "--quiet"]).exits(0).stdout, "");
    tree.mocks(A, &["app.bus.send"]);
    let ran = tree.demock(&["check", "--quiet"]).exits(1);
    assert!(ran.stdout.lines().count() == 1 && ran.stdout.contains("FAIL"), "{}", ran.stdout);
}

/// What a run shows on a terminal: util-linux's `script` gives it one, and `taskset` one processor, so that a fast machine
/// is not done before the line is due.
fn on_a_terminal(tree: &Tree) -> String {
    let command = format!("taskset -c 0 '{DEMOCK}' scan --no-cache --quiet");
    tree.program(Path::new("script"), &["-qec", &command, "/dev/null"]).exits(0).stdout
}

#[test]
fn progress_is_shown_on_a_terminal_when_it_takes_long() {
    let tree = Tree::new();
    tree.mocks(A, &["app.bus.send"]);
    assert!(!on_a_terminal(&tree).contains("files"), "nobody waits for one file");
    let body = "def name(value):\n    return value.get('key', [1, 2, 3]) or name(value + 1)\n\n\n".repeat(400);
    for at in 0..6000 {
        tree.write(&format!("backend/src/part_{at}.py"), &format!("PART = {at}\n{body}"));
    }
    let shown = on_a_terminal(&tree);
    assert!(shown.contains("\r\u{1b}[K") && shown.contains(" of 6001 files"), "{shown}");
    let piped = tree.demock(&["scan", "--no-cache", "--quiet"]).exits(0);
    assert_eq!(piped.stderr, "");
}
