//! Machine formats as the binary writes them: readable, and with the same findings in each.

use crate::tree::{A, B, Tree};
use serde_json::Value;

fn tree() -> Tree {
    let tree = Tree::adopted();
    tree.mocks(B, &["app.bus.send"]);
    tree
}

#[test]
fn json_of_scan_and_check_list_every_finding() {
    let tree = tree();
    for (command, code) in [("scan", 0), ("check", 1)] {
        let ran = tree.demock(&[command, "--format", "json", "--today", "2026-11-23"]).exits(code);
        let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(report["schema"], "demock.findings/1");
        assert_eq!(report["root"], ".");
        let found = report["findings"].as_array().expect("findings");
        let of = |key: &str| found.iter().map(|it| it[key].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>();
        assert_eq!(of("path"), [A, A, B]);
        assert_eq!(of("target"), ["app.store.get", "app.store.put", "app.bus.send"]);
        assert_eq!(of("tier"), ["integration"; 3]);
        assert_eq!(of("service"), ["backend"; 3]);
        assert_eq!(found[2]["line"], 5);
        assert_eq!(found[2]["tests"][0], format!("{B}::test_one"));
        assert_eq!((&report["tests"]["total"], &report["tests"]["hollow"]), (&2.into(), &0.into()));
    }
}

#[test]
fn sarif_of_scan_and_check() {
    let tree = tree();
    for (command, code) in [("scan", 0), ("check", 1)] {
        let ran = tree.demock(&[command, "--format", "sarif"]).exits(code);
        let log: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 3);
        let place = &results[2]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], B);
        assert_eq!(place["region"]["startLine"], 5);
        let prints: Vec<&Value> = results.iter().map(|result| &result["partialFingerprints"]).collect();
        assert!(prints.iter().all(|print| print.as_object().is_some_and(|print| !print.is_empty())));
        assert!(prints[0] != prints[1] && prints[1] != prints[2]);
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
        assert!(rules.iter().any(|rule| rule["id"] == results[2]["ruleId"]));
    }
}

#[test]
fn github_annotations_name_only_what_fails() {
    let tree = tree();
    let ran = tree.demock(&["check", "--format", "github"]).exits(1);
    let errors: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("::error file=")).collect();
    assert_eq!(errors.len(), 1, "{}", ran.stdout);
    assert!(errors[0].starts_with(&format!("::error file={B},line=5")), "{}", errors[0]);
}

#[test]
fn junit_and_markdown_say_that_it_fails() {
    let tree = tree();
    let ran = tree.demock(&["check", "--format", "junit"]).exits(1);
    ran.says("<?xml").says("<failure").says("app.bus.send");
    assert!(!ran.stdout.contains("app.store.get"), "what is accepted is no failure:\n{}", ran.stdout);
    tree.demock(&["check", "--format", "markdown"]).exits(1).says("app.bus.send");
    tree.git(&["clean", "-qfd"]);
    assert!(!tree.demock(&["check", "--format", "junit"]).exits(0).stdout.contains("<failure"));
}

#[test]
fn html_stands_alone() {
    let ran = tree().demock(&["scan", "--format", "html"]).exits(0);
    ran.says("<!DOCTYPE html>").says("app.bus.send");
    for outside in ["src=\"http", "href=\"http", "@import", "fetch("] {
        assert!(!ran.stdout.contains(outside), "{outside}");
    }
}
