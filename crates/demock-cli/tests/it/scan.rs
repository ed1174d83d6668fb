//! What `demock scan`, `plan` and `diff` look at, and that they say the same twice.

use crate::tree::{A, B, Tree, mocks};
use std::collections::BTreeSet;

#[test]
fn since_keeps_to_what_differs_untracked_files_included() {
    let tree = Tree::with_mocks();
    tree.mocks(B, &["app.mail.send"]);
    tree.commit("second");
    tree.git(&["mv", B, "backend/tests/integration/test_moved.py"]);
    tree.mocks("backend/tests/integration/test_new.py", &["app.bus.send"]);
    tree.write(".gitignore", "ignored/\n");
    tree.mocks("ignored/tests/integration/test_i.py", &["app.no.no"]);
    assert_eq!(
        tree.targets(&["--since", "HEAD"]),
        ["backend/tests/integration/test_moved.py app.mail.send", "backend/tests/integration/test_new.py app.bus.send"]
    );
    assert_eq!(tree.targets(&["--since", "HEAD^"]).len(), 2);
    assert_eq!(tree.targets(&[]).len(), 4);
    tree.commit("third");
    assert_eq!(tree.targets(&["--since", "HEAD"]), Vec::<String>::new());
}

#[test]
fn since_counts_the_tests_of_what_differs() {
    let tree = Tree::with_mocks();
    tree.mocks(B, &["app.mail.send"]);
    let scan = tree.demock(&["scan", "--format", "json", "--since", "HEAD"]).exits(0);
    let report: serde_json::Value = serde_json::from_str(&scan.stdout).expect("JSON");
    assert_eq!((&report["tests"]["total"], &report["tests"]["tainted"]), (&1.into(), &1.into()));
    assert_eq!(report["findings"][0]["tests"][0], format!("{B}::test_one"));
}

#[test]
fn since_works_from_a_folder_of_the_repository() {
    let tree = Tree::new();
    tree.write("services/one/demock.toml", "");
    tree.mocks("services/one/tests/integration/test_a.py", &["app.store.get"]);
    tree.git(&["config", "status.relativePaths", "false"]);
    let scan = tree.demock(&["scan", "--quiet"]).inside("services/one").exits(0);
    assert_eq!(scan.stderr, "");
    tree.commit("base");
    tree.mocks("services/one/tests/integration/test_b.py", &["app.mail.send"]);
    let scan = tree.demock(&["scan", "--format", "json", "--since", "HEAD"]).inside("services/one").exits(0);
    scan.says("app.mail.send");
    assert!(!scan.stdout.contains("app.store.get"), "{}", scan.stdout);
}

#[test]
fn standard_input_is_judged_as_the_file_it_is_named() {
    let tree = Tree::adopted();
    let scan = |path: &str| {
        let run = tree.demock(&["scan", "--format", "json", "--stdin-filename", path]).stdin(mocks(&["app.bus.send"]));
        let report: serde_json::Value = serde_json::from_str(&run.exits(0).stdout).expect("JSON");
        let finding = &report["findings"][0];
        (finding["path"].clone(), finding["tier"].clone(), finding["severity"].clone())
    };
    let told = |path: &str, tier: &str, severity: &str| (path.into(), tier.into(), severity.into());
    assert_eq!(scan(A), told(A, "integration", "error"));
    assert_eq!(scan("backend/tests/unit/test_new.py"), told("backend/tests/unit/test_new.py", "unit", "info"));
    let text = tree.demock(&["scan", "--stdin-filename", A]).stdin(mocks(&["app.bus.send"])).exits(0);
    text.says("with patch(\"app.bus.send\"):");
    assert!(tree.read(A).contains("app.store.get"), "the file itself is left alone");
}

#[test]
fn a_report_can_go_to_a_file() {
    let tree = Tree::adopted();
    for (arguments, file) in
        [(["scan", "--format", "sarif", "-o"], "scan.sarif"), (["check", "--format", "json", "-o"], "check.json")]
    {
        let all: Vec<&str> = arguments.iter().copied().chain([file]).collect();
        assert_eq!(tree.demock(&all).exits(0).stdout, "");
        let printed = tree.demock(&arguments[..3]).exits(0).stdout;
        assert_eq!(tree.read(file), printed);
    }
    tree.demock(&["scan", "-o", "no/such/folder/x"]).exits(2).warns("error[cli/write-file]");
}

#[test]
fn two_halves_are_the_whole() {
    let tree = Tree::with_mocks();
    // Who owns it is said by a manifest above the folder that a half begins at.
    tree.write("services/auth/pyproject.toml", "[project]\n");
    tree.mocks("services/auth/tests/integration/test_b.py", &["app.mail.send", "app.mail.send"]);
    tree.write("web/package.json", "{}");
    tree.write("web/src/a.test.ts", "import { vi, it } from 'vitest';\nvi.mock('./b');\nit('x', () => {});\n");
    let whole: Vec<String> = tree.findings(&[]).iter().map(ToString::to_string).collect();
    let mut halves = tree.findings(&["services/auth/tests"]);
    halves.extend(tree.findings(&[A]));
    halves.extend(tree.findings(&["web"]));
    let halves: BTreeSet<String> = halves.iter().map(ToString::to_string).collect();
    assert_eq!(halves.len(), whole.len(), "{whole:#?}");
    assert_eq!(halves, whole.into_iter().collect());
}

#[test]
fn plan_and_diff_say_the_same_twice() {
    let tree = Tree::adopted();
    tree.mocks(A, &["app.store.get"]);
    tree.mocks(B, &["app.bus.send"]);
    for arguments in [&["plan"][..], &["diff", "HEAD"], &["scan"], &["scan", "--format", "html"]] {
        let all: Vec<&str> = arguments.iter().copied().chain(["--today", "2026-11-23"]).collect();
        let cold: Vec<&str> = all.iter().copied().chain(["--no-cache"]).collect();
        let (first, second, third) =
            (tree.demock(&all).exits(0), tree.demock(&all).exits(0), tree.demock(&cold).exits(0));
        assert_eq!(first.stdout, second.stdout, "{arguments:?}");
        assert_eq!(first.stdout, third.stdout, "{arguments:?}: the cache changes nothing");
    }
    tree.demock(&["plan", "-o", "MOCK_REMEDIATION_PLAN.md"]).exits(0);
    assert!(tree.read("MOCK_REMEDIATION_PLAN.md").contains("- [ ]"));
    tree.demock(&["diff", "HEAD"]).exits(0).says("app.store.put");
}

#[test]
fn a_rule_of_the_projects_own_can_be_asked_for_and_excepted() {
    let tree = Tree::new();
    let rule = |id: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\nlanguage = \"python\"\ncall = \"shop.testing.bus\"\nkind = \"fake-service\"\nboundary = \"queue\"\n"
        )
    };
    let except = |id: &str| format!("[[allow]]\nrule = \"{id}\"\npaths = [\"**\"]\nreason = \"no test tenant\"\n");
    tree.write("demock.toml", &rule("shop/bus"));
    tree.write("web/demock.toml", &format!("{}{}", rule("web/bus"), except("web/bus")));
    tree.write("tests/test_a.py", "from shop.testing import bus\ndef test_a():\n    assert bus()\n");
    assert_eq!(tree.findings(&["--select", "shop/bus"]).len(), 1);
    assert_eq!(tree.findings(&["--select", "web/*"]).len(), 0);
    tree.demock(&["scan", "--select", "shop/buss"]).exits(2).warns("`shop/buss` is no group, kind or rule");

    tree.write("web/demock.toml", &format!("{}{}", rule("web/bus"), except("python/monkeypach")));
    let wrong = tree.demock(&["scan"]).exits(2);
    wrong.warns("web/demock.toml:8:8: no rule, kind or group is called `python/monkeypach`");
    wrong.warns("did you mean `python/monkeypatch`?");
    for (right, code) in [("python/*", 0), ("patch", 0), ("explicit", 0), ("*", 0), ("pytho/*", 2)] {
        tree.write("web/demock.toml", &except(right));
        tree.demock(&["scan"]).exits(code);
    }
}

/// As tools of Windows write files.
#[test]
fn the_source_of_a_finding_is_shown_whatever_the_file_is_written_in() {
    let tree = Tree::new();
    let text = mocks(&["app.bus.send"]);
    let units = || text.encode_utf16();
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
    std::fs::create_dir_all(tree.root.join("tests/integration")).expect("a folder");
    for (name, bytes) in [("little", little), ("big", big), ("old", text.replace('\n', "\r").into_bytes())] {
        std::fs::write(tree.root.join(format!("tests/integration/test_{name}.py")), bytes).expect("a file");
    }
    let ran = tree.demock(&["scan", "--full"]).exits(0);
    assert_eq!(ran.stdout.matches("| with patch(\"app.bus.send\"):").count(), 3, "{}", ran.stdout);
}

#[test]
fn what_git_lfs_keeps_elsewhere_is_not_read_and_said() {
    let tree = Tree::new();
    tree.mocks("tests/integration/test_a.py", &["app.bus.send"]);
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    tree.write("tests/integration/test_b.py", pointer);
    tree.write("web/a.spec.ts", pointer);
    let ran = tree.demock(&["scan"]).exits(0);
    ran.says("2 paths not read").says("web/a.spec.ts: a pointer of git-lfs").says("git lfs pull");
    assert!(!ran.stdout.contains("not all of it parses"), "{}", ran.stdout);
}

/// Windows tools write UTF-16, and not all of them a byte order mark.
#[test]
fn utf16_without_a_byte_order_mark_is_read() {
    let tree = Tree::with_mocks();
    let text = tree.read(A);
    for (name, order) in [("le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("be", u16::to_be_bytes)] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        std::fs::write(tree.root.join(format!("backend/tests/integration/test_{name}.py")), bytes).expect("written");
    }
    assert_eq!(tree.targets(&[]).len(), 6);
}

#[test]
fn a_submodule_that_is_not_checked_out_is_listed_with_what_fetches_it() {
    let inner = Tree::with_mocks();
    let outer = Tree::new();
    let source = inner.root.display().to_string();
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "add", "-q", &source, "vendor/rates"]);
    outer.mocks(A, &["app.store.get"]);
    outer.commit("with a submodule");
    assert_eq!(outer.targets(&[]).len(), 3);
    let clone = Tree::folder();
    clone.git(&["clone", "-q", &outer.root.display().to_string(), "."]);
    let ran = clone.demock(&["scan", "--format", "json"]).exits(0);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let skipped = report["skipped"].as_array().expect("a list");
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert_eq!(skipped[0]["path"], "vendor/rates");
    let reason = skipped[0]["reason"].as_str().expect("a reason");
    let (_, command) = reason.split_once("fetch it with `git ").expect("a command");
    let words: Vec<&str> = command.trim_end_matches('`').split(' ').collect();
    let allowed: Vec<&str> = ["-c", "protocol.file.allow=always"].into_iter().chain(words).collect();
    clone.git(&allowed);
    assert_eq!(clone.targets(&[]).len(), 3);
}
