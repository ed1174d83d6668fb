//! What is reported of leases, for tools: against the published schema, by a validator that shares no code with the writer.

use crate::leases::{CLIENT, COMPOSE};
use crate::project::Project;
use crate::runners::environment;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../../../docs/schemas/demock.run.1.schema.json");

/// The schema with every object closed: a field that it does not know fails.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(members) => {
            members.values_mut().for_each(|value| *value = closed(value.take()));
            if members.get("properties").is_some_and(Value::is_object) {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|value| *value = closed(value.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    schema
}

/// The last line of what a run says, which follows the schema and holds nothing else.
#[track_caller]
fn report(said: &str) -> Value {
    let report: Value = serde_json::from_str(said.lines().last().expect("a line")).expect("JSON");
    let schema = closed(serde_json::from_str(SCHEMA).expect("JSON"));
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?} in {report:#}");
    let mut wrong = report.clone();
    wrong["leases"]["made"] = "two".into();
    assert!(!validator.is_valid(&wrong) && !validator.is_valid(&serde_json::json!({"schema": "demock.run/1"})));
    report
}

/// Names with the modes of their tests.
fn modes(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let tests = report["leases"]["tests"].as_array().expect("a list");
    tests.iter().map(|test| (text(&test["name"]), text(&test["contents"]))).collect()
}

fn owned(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, mode)| ((*name).to_owned(), (*mode).to_owned())).collect()
}

#[test]
fn every_sort_of_thing_that_leases_do_is_in_the_report_as_its_schema_has_it() {
    let project = Project::new(COMPOSE);
    project.tree.write("client.py", CLIENT);
    project.tree.write(
        "ask.py",
        r#"
from client import *
it = Client().lease("worker", name="gw0")
it.ask(op="mark", name="a::writes")
it.psql("INSERT INTO item VALUES (7)"); it.ask(op="renew", name="a::writes")
it.ask(op="renew", name="a::reads")
it.ask(op="held", name="a::stays")
it.redis("SET", "a", "1"); it.ask(op="failed", name="a::fails"); it.ask(op="renew", name="a::fails")
it.ask(op="rubbish")
one = Client().lease(name="b::roles"); one.psql("CREATE ROLE somebody"); one.close()
"#,
    );
    let ran = project.run(&["--keep", "--format", "json"], "python3 ask.py").exits(0);
    let line = ran.stderr.lines().find(|line| line.starts_with('{')).expect("a report");
    let report = report(line);
    let wanted = [("a::fails", "renewed"), ("a::reads", "untouched"), ("a::stays", "held"), ("a::writes", "renewed")];
    assert_eq!(modes(&report), owned(&wanted));
    let leases = &report["leases"];
    assert_eq!((&leases["untouched"], &leases["renewed"], &leases["held"]), (&1.into(), &2.into(), &1.into()));
    assert_eq!((&leases["private"], &leases["refused"]), (&1.into(), &1.into()));
    assert_eq!(leases["refused_by_server"][0][0], "b::roles");
    assert_eq!(leases["kept"].as_array().map(Vec::len), Some(2), "{report:#}");
    assert_eq!(report["services"][0]["touched"], true);
    let end = ran.stderr.split("`kill ").nth(1).and_then(|rest| rest.split('`').next()).expect("the line that ends it");
    assert!(std::process::Command::new("kill").arg(end).status().expect("kill runs").success());
    project.is_clean();
}

/// Where what a test has written cannot be told from what a wider fixture has, the broker is not asked to begin them anew, and is told of it.
#[test]
fn a_test_that_writes_before_a_wider_fixture_begins_in_it_is_reported_as_held() {
    const TESTS: &str = r#"
import os, subprocess, pytest
def psql(query): return subprocess.run(["psql", "-AXtqc", query, os.environ["DATABASE_URL"]], capture_output=True, text=True).stdout.strip()
def test_writes(): psql("INSERT INTO item VALUES (40)")
def test_reads(): assert psql("SELECT sum(id) FROM item") == "2"
@pytest.fixture(scope="module")
def late(): psql("INSERT INTO item VALUES (50)")
def test_within(request): psql("INSERT INTO item VALUES (6)"); request.getfixturevalue("late")
def test_after(): assert psql("SELECT sum(id) FROM item") == "58"
"#;
    let (project, bin) = (Project::new(COMPOSE), environment(&["pytest==9.2.0", "pytest-xdist==3.8.0"]));
    project.tree.write("test_it.py", TESTS);
    let line = format!("PATH={}:$PATH; pytest -q -p no:cacheprovider", bin.join("bin").display());
    let ran = project.run(&["--fresh", "test", "--format", "json"], &line).exits(0);
    let wanted = [
        ("test_it.py::test_after", "untouched"),
        ("test_it.py::test_reads", "untouched"),
        ("test_it.py::test_within", "held"),
        ("test_it.py::test_writes", "renewed"),
    ];
    assert_eq!(modes(&report(&ran.stderr)), owned(&wanted));
    let ran = project.run(&["--fresh", "test"], &line).exits(0);
    ran.warns("demock: 4 tests with fresh contents: 2 changed nothing, after 1 contents began anew");
    ran.warns("demock: contents stayed: test_it.py::test_within");
    project.is_clean();
}
