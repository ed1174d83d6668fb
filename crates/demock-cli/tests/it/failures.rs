//! Every failure names its code and its next step, for people and for programs, with the exit code that says whose it is.

use crate::project::Project;
use crate::tree::{A, Tree};
use serde_json::Value;
use std::path::Path;

#[test]
fn help_and_version_are_no_failures() {
    let tree = Tree::folder();
    tree.demock(&["--help"]).exits(0).says("Usage: demock");
    tree.demock(&["--version"]).exits(0).says("demock ");
    tree.demock(&[]).exits(2);
    tree.demock(&["scna"]).exits(2).warns("scan");
}

#[track_caller]
fn json(tree: &Tree, arguments: &[&str]) -> Value {
    let ran = tree.demock(arguments).exits(2);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    let failure: Value = serde_json::from_str(&ran.stderr).expect(&ran.stderr);
    failure["error"].clone()
}

#[test]
fn as_json_where_the_answer_is_json() {
    let tree = Tree::adopted();
    tree.write("demock.toml", "[project]\nexclud = []\n");
    for command in ["scan", "check"] {
        let error = json(&tree, &[command, "--format", "json"]);
        assert_eq!(error["code"], "config/unknown-key");
        assert_eq!(error["where"], "demock.toml:2:1");
        assert_eq!(error["seen"], "exclud");
        assert_eq!(error["expected"], "exclude");
        assert!(error["what"].as_str().is_some_and(|what| what.contains("`exclud`")), "{error}");
        assert!(error["next"].as_str().is_some_and(|next| next.contains("did you mean `exclude`?")), "{error}");
        let text = tree.demock(&[command]).exits(2);
        text.warns("error[config/unknown-key]").warns("demock.toml:2:1").warns("did you mean `exclude`?");
    }
}

#[test]
fn arguments_that_cannot_be_read_are_json_as_well() {
    let tree = Tree::adopted();
    for arguments in [&["scan", "--format", "json", "--sinse", "x"][..], &["check", "--format=json", "--sinse"]] {
        let error = json(&tree, arguments);
        assert_eq!(error["code"], "cli/arguments");
        assert!(error["what"].as_str().is_some_and(|what| what.contains("--sinse")), "{error}");
    }
}

#[test]
fn what_was_asked_for_is_named() {
    let tree = Tree::adopted();
    assert_eq!(json(&tree, &["scan", "--format", "json", "no/such"])["code"], "scan/no-such-path");
    assert_eq!(json(&tree, &["scan", "--format", "json", "--since", "no"])["code"], "git/missing-revision");
    assert_eq!(json(&tree, &["scan", "--format", "json", "--select", "mokc"])["code"], "usage/unknown-selection");
    let outside = tree.demock(&["scan", "--format", "json", "--stdin-filename", "/test_x.py"]).stdin("x = 1\n").run();
    assert!(matches!(outside.code, Some(0 | 2)), "{outside:?}");
    tree.demock(&["scan"]).env("SOURCE_DATE_EPOCH", "soon").exits(2).warns("error[environment/source-date-epoch]");
    tree.demock(&["scan", "--today", "yesterday"]).exits(2);
}

#[test]
fn today_comes_from_its_inputs() {
    let tree = Tree::adopted();
    let until =
        "\n[[allow]]\nrule = \"python/unittest-mock\"\npaths = [\"backend/**\"]\nreason = \"r\"\nuntil = 2026-11-23\n";
    tree.write("demock.toml", &format!("{}{until}", tree.read("demock.toml")));
    tree.mocks(A, &["app.store.get", "app.store.put", "app.bus.send"]);
    tree.demock(&["check", "--today", "2026-11-23"]).exits(0);
    tree.demock(&["check", "--today", "2026-11-24"]).exits(1).says("expired");
    // 2026-11-24T00:00:00Z.
    tree.demock(&["check"]).env("SOURCE_DATE_EPOCH", "1795478400").exits(1).says("expired");
    tree.demock(&["check"]).env("SOURCE_DATE_EPOCH", "1795478399").exits(0);
}

/// What is not honoured is said where services start, too; a program that dies while the command runs says its last words, without secrets.
#[test]
fn what_is_not_honoured_and_what_has_died_is_said_by_a_run() {
    let project = Project::new(
        "services:\n  cache: {image: 'redis:7', command: 'redis-server ${NOPE}', volumes: ['data:/data'], deploy: {replicas: 2}}\n  api: {build: ., environment: {API_TOKEN: very-secret}, x-demock: {command: \"bash -c 'exec 5>pipe; echo my very-secret; exit 9'\"}}\nvolumes: {data: {}}\n",
    );
    project.tree.program(Path::new("mkfifo"), &["pipe"]).exits(0);
    // It has been read to its end once the program has gone.
    let ran = project.run(&[], "cat pipe").exits(0);
    ran.warns("demock: docker-compose.test.yml:2:38: the variable `NOPE` is not set and stands for nothing\n")
        .warns("demock: 2 things of the file are not honoured (`demock doctor` lists them)\n")
        .warns("demock: api (service): ended with exit code 9 while the command ran")
        .warns("    my ********");
    assert!(!ran.stderr.contains("very-secret"), "{}", ran.stderr);
    assert!(!project.run(&["-q"], "true").exits(0).stderr.contains("NOPE"));
    project.is_clean();
}

/// Who starts nothing is told so, and of what there is.
#[test]
fn a_file_without_a_service_that_is_asked_for_is_no_silence() {
    let project = Project::new("services:\n  cache: {image: 'redis:7', profiles: [more]}\n");
    let said = "demock: nothing starts: the file has no service that is asked for";
    project.run(&[], "true").exits(0).warns(&format!("{said}; `--profile` has cache\n"));
    project.tree.write("docker-compose.test.yml", "services: {}\n");
    project.run(&[], "true").exits(0).warns(&format!("{said}\n"));
    project.is_clean();
}
