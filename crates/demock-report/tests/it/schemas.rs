//! Machine formats against their schemas, by a validator that shares no code with the writers.

use crate::expected::{check_file, of_crate};
use crate::samples::{clean, failing, huge, passing, rich, unclaimed};
use demock_model::Report;
use demock_report::scan;
use serde_json::Value;

#[track_caller]
fn check_valid(schema: &Value, document: &[u8]) {
    let document: Value = serde_json::from_slice(document).expect("it is JSON");
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let errors: Vec<_> =
        validator.iter_errors(&document).take(5).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn json(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    scan::json::write(report, &mut out).expect("writing to memory works");
    out
}

fn sarif(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    scan::sarif::write(report, &scan::sarif::NoRuleTexts, "0.1.0", &mut out).expect("writing to memory works");
    out
}

/// The schema with every object that names its members closed: a field that the schema does not know fails.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(members) => {
            for value in members.values_mut() {
                *value = closed(value.take());
            }
            if members.get("properties").is_some_and(Value::is_object)
                && members.get("type").is_some_and(Value::is_string)
            {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|value| *value = closed(value.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    schema
}

#[test]
fn published_schema_is_the_generated_one() {
    check_file("../../docs/schemas/demock.findings.1.schema.json", scan::json::schema().as_bytes());
}

#[test]
fn json_follows_its_schema_and_holds_nothing_else() {
    let schema: Value = serde_json::from_str(&scan::json::schema()).expect("it is JSON");
    for report in [rich().report, clean().report, unclaimed().report] {
        check_valid(&closed(schema.clone()), &json(&report));
    }
}

#[test]
fn schema_refuses_what_is_wrong() {
    let schema = serde_json::from_str(&scan::json::schema()).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let good: Value = serde_json::from_slice(&json(&rich().report)).expect("it is JSON");
    let wrong: [(&str, Value); 6] = [
        ("/schema", "demock.findings/2".into()),
        ("/findings/0/kind", "mock".into()),
        ("/findings/0/line", 0.into()),
        ("/findings/0/suppressed", "no".into()),
        ("/tests/total", (-1).into()),
        ("/allowances/0/until", "tomorrow".into()),
    ];
    assert!(validator.is_valid(&good));
    for (pointer, value) in wrong {
        let mut document = good.clone();
        *document.pointer_mut(pointer).expect("the member exists") = value;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}

#[test]
fn what_is_not_computed_is_null() {
    let document: Value = serde_json::from_slice(&json(&rich().report)).expect("it is JSON");
    assert_eq!(document.pointer("/findings/1/target"), Some(&Value::Null));
}

#[test]
fn tests_are_counted_by_what_is_said_of_them() {
    let document: Value = serde_json::from_slice(&json(&rich().report)).expect("it is JSON");
    assert_eq!(document.pointer("/tests/hollow"), Some(&1.into()));
    assert_eq!(document.pointer("/tests/by_tier/e2e/hollow"), Some(&0.into()));
    // Counted by hand in samples.rs.
    assert_eq!(document.pointer("/tests/total"), Some(&10.into()));
    assert_eq!(document.pointer("/tests/tainted"), Some(&8.into()));
}

#[test]
fn sarif_follows_the_official_schema() {
    let text = std::fs::read(of_crate("tests/schemas/sarif-2.1.0.json")).expect("the schema is there");
    let mut schema: Value = serde_json::from_slice(&text).expect("it is JSON");
    // The one pattern of the official file that is no valid ECMA 262 regular expression; `language` is not written.
    for owner in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{owner}/properties/language")).expect("the member");
        language.as_object_mut().expect("an object").remove("pattern");
    }
    for report in [rich().report, clean().report, unclaimed().report, huge(300).report] {
        check_valid(&schema, &sarif(&report));
    }
}

/// Read by an XML parser that shares no code with the writer.
#[track_caller]
fn check_junit(report: &Report, verdict: Option<&demock_model::Verdict>, cases: usize, failures: usize) {
    let mut out = Vec::new();
    scan::junit::write(report, verdict, &mut out).expect("writing to memory works");
    let text = String::from_utf8(out).expect("output is UTF-8");
    let document = roxmltree::Document::parse(&text).expect("it is well-formed");
    let root = document.root_element();
    let number = |of: roxmltree::Node<'_, '_>, name: &str| of.attribute(name).and_then(|it| it.parse().ok());
    let count = |of: roxmltree::Node<'_, '_>, tag: &str| of.descendants().filter(|it| it.has_tag_name(tag)).count();
    assert_eq!((count(root, "testcase"), count(root, "failure")), (cases, failures));
    for suite in root.descendants().filter(|it| it.has_tag_name("testsuites") || it.has_tag_name("testsuite")) {
        assert_eq!(number(suite, "tests"), Some(count(suite, "testcase")));
        assert_eq!(number(suite, "failures"), Some(count(suite, "failure")));
    }
    let paths: Vec<_> = root.descendants().filter_map(|it| it.attribute("file")).collect();
    let mut known: Vec<_> = report.findings.iter().map(|it| &*it.path).collect();
    known.dedup();
    assert!(known.iter().all(|path| paths.contains(path)), "a path survives: {known:?} {paths:?}");
}

#[test]
fn junit_is_well_formed_and_its_counts_agree() {
    // Seven files with a finding or a test, three of them with findings that gate; the gate adds its own suite.
    check_junit(&rich().report, None, 7, 3);
    check_junit(&rich().report, Some(&passing()), 8, 0);
    check_junit(&rich().report, Some(&failing()), 13, 7);
    check_junit(&clean().report, None, 1, 0);
}
