//! The table of snippets: complete, real, and of the right harness.

use crate::builder::{Builder, Spec};
use demock_model::{Boundary, Kind, Language};
use demock_report::replacement::{Harness, snippet};
use std::collections::BTreeSet;

#[test]
fn every_boundary_has_its_own_snippet_in_every_harness() {
    let all: BTreeSet<_> = Harness::ALL
        .iter()
        .flat_map(|harness| Boundary::ALL.iter().map(|boundary| snippet(*boundary, *harness)))
        .collect();
    assert_eq!(all.len(), Harness::ALL.len() * Boundary::ALL.len());
}

#[test]
fn no_snippet_uses_a_double() {
    for (harness, boundary) in
        Harness::ALL.iter().flat_map(|it| Boundary::ALL.iter().map(move |boundary| (it, boundary)))
    {
        let text = snippet(*boundary, *harness).to_lowercase().replace("demock", "");
        for word in ["mock", "stub", "fake", "spy", "patch(", "freeze", "in_memory", "inmemory", ":memory:"] {
            assert!(!text.contains(word), "{harness:?} {boundary}: {word}");
        }
    }
}

/// The variables are those that a lease exports.
#[test]
fn parts_are_reached_by_the_address_of_the_lease() {
    for harness in Harness::ALL {
        for (boundary, variables) in [
            (Boundary::Database, &["DATABASE_URL", "NPGSQL_DATABASE"][..]),
            (Boundary::Cache, &["REDIS_URL"]),
            (Boundary::Queue, &["BROKER_URL"]),
            (Boundary::Websocket, &["BACKEND_URL"]),
            (Boundary::OwnService, &["BACKEND_URL"]),
        ] {
            let text = snippet(boundary, *harness);
            assert!(variables.iter().any(|variable| text.contains(variable)), "{harness:?} {boundary}");
        }
    }
}

#[track_caller]
fn check_python(tests: &[(&str, &str)], framework: &str, expected: Harness) {
    let mut it = Builder::new(".");
    it.file("tests/test_a.py", "root", tests, "m = Mock()\n");
    it.find(&Spec { path: "tests/test_a.py", text: "Mock()", kind: Kind::MockObject, framework, ..Spec::default() });
    assert_eq!(Harness::of(Language::Python, &it.report), expected);
}

#[test]
fn python_is_unittest_only_where_nothing_of_pytest_was_seen() {
    check_python(&[("TestA::test_x", "unit")], "unittest.mock", Harness::Unittest);
    check_python(&[("TestA::test_x", "unit")], "pytest-mock", Harness::Pytest);
    check_python(&[("TestA::test_x", "unit"), ("test_y", "unit")], "unittest.mock", Harness::Pytest);
    check_python(&[], "unittest.mock", Harness::Pytest);
}
