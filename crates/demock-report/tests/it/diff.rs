//! What became of sites: one small pair of reports per case.

use crate::builder::{Builder, Spec};
use crate::expected::check as check_expected;
use demock_model::{Boundary, Kind, Mode, Priority};
use demock_report::diff::{self, Fate};

const A: &str = "svc/tests/integration/test_a.py";
const B: &str = "svc/tests/integration/test_b.py";
const LINES: &str = "double()\ndouble()\ndouble()\ndouble()\n";

/// A site as a case writes it: path, line, kind, boundary, target, scope, tests it reaches.
type Site<'a> = (&'a str, u32, Kind, Boundary, Option<&'a str>, &'a str, &'a [&'a str]);

/// A report of these tests (path and name) and sites.
fn tree(tests: &[(&str, &str)], sites: &[Site<'_>]) -> Builder {
    let mut it = Builder::new(".");
    it.service("svc", Priority::High, Mode::NewOnly);
    for path in ["svc/fakes.py", A, B] {
        let names: Vec<_> =
            tests.iter().filter(|(of, _)| *of == path).map(|(_, name)| (*name, "integration")).collect();
        it.file(path, "svc", &names, LINES);
    }
    for (path, line, kind, boundary, target, scope, tests) in sites {
        it.find(&Spec {
            path,
            line: *line,
            text: "double()",
            kind: *kind,
            boundary: *boundary,
            target: *target,
            scope,
            tests,
            ..Spec::default()
        });
    }
    it
}

#[track_caller]
fn check(before: &Builder, after: &Builder, expected: &[(Fate, Option<u32>, Option<u32>)]) {
    let seen = diff::compare(&before.report, &after.report);
    let seen: Vec<_> = seen.changes.iter().map(|it| (it.fate, it.before, it.after)).collect();
    assert_eq!(seen, expected);
}

const TESTS: &[(&str, &str)] = &[(A, "test_x"), (A, "test_y")];
const X: &[&str] = &["svc/tests/integration/test_a.py::test_x"];
const Y: &[&str] = &["svc/tests/integration/test_a.py::test_y"];

fn patch_x(line: u32) -> Site<'static> {
    (A, line, Kind::Patch, Boundary::Database, Some("app.db"), "test_x", X)
}

#[test]
fn removed_and_still_there() {
    let before = tree(TESTS, &[patch_x(1), (A, 2, Kind::Patch, Boundary::Cache, Some("app.cache"), "test_y", Y)]);
    // The line moved from 1 to 3: still there.
    check(&before, &tree(TESTS, &[patch_x(3)]), &[(Fate::Removed, Some(1), None), (Fate::Still, Some(0), Some(0))]);
}

#[test]
fn new() {
    check(&tree(TESTS, &[]), &tree(TESTS, &[patch_x(1)]), &[(Fate::New, None, Some(0))]);
}

#[test]
fn moved_to_another_scope_or_file() {
    let before = tree(TESTS, &[patch_x(1)]);
    let scope = tree(TESTS, &[(A, 1, Kind::Patch, Boundary::Database, Some("app.db"), "test_y", Y)]);
    check(&before, &scope, &[(Fate::Moved, Some(0), Some(0))]);
    let renamed = &[(B, "test_x"), (B, "test_y")];
    let file = tree(
        renamed,
        &[(
            B,
            1,
            Kind::Patch,
            Boundary::Database,
            Some("app.db"),
            "test_x",
            &["svc/tests/integration/test_b.py::test_x"],
        )],
    );
    check(&before, &file, &[(Fate::Moved, Some(0), Some(0))]);
}

#[test]
fn one_of_three_equal_ones_removed_is_one_removed() {
    let before = tree(TESTS, &[patch_x(1), patch_x(2), patch_x(3)]);
    let after = tree(TESTS, &[patch_x(1), patch_x(2)]);
    check(
        &before,
        &after,
        &[(Fate::Removed, Some(2), None), (Fate::Still, Some(0), Some(0)), (Fate::Still, Some(1), Some(1))],
    );
}

#[test]
fn disguised_by_a_fake_in_the_same_test() {
    let before = tree(TESTS, &[patch_x(1), (A, 2, Kind::MockObject, Boundary::Database, None, "test_x", X)]);
    // One fake, defined in another file, stands for both.
    let after = tree(TESTS, &[("svc/fakes.py", 1, Kind::HandwrittenDouble, Boundary::Unknown, None, "FakeDb", X)]);
    check(&before, &after, &[(Fate::Disguised, Some(0), Some(0)), (Fate::Disguised, Some(1), Some(0))]);
}

#[test]
fn disguised_by_a_fake_in_the_same_file() {
    let before = tree(TESTS, &[patch_x(1)]);
    let after = tree(TESTS, &[(A, 4, Kind::InMemorySubstitute, Boundary::Database, None, "", &[])]);
    check(&before, &after, &[(Fate::Disguised, Some(0), Some(0))]);
}

#[test]
fn a_fake_of_something_else_disguises_nothing() {
    let before = tree(TESTS, &[patch_x(1)]);
    let after = tree(TESTS, &[(A, 4, Kind::HandwrittenDouble, Boundary::Cache, None, "FakeCache", X)]);
    check(&before, &after, &[(Fate::Removed, Some(0), None), (Fate::New, None, Some(0))]);
    // Nor does one of the right boundary in another file that reaches another test.
    let after = tree(TESTS, &[("svc/fakes.py", 1, Kind::HandwrittenDouble, Boundary::Database, None, "FakeDb", Y)]);
    check(&before, &after, &[(Fate::Removed, Some(0), None), (Fate::New, None, Some(0))]);
}

#[test]
fn a_fake_that_was_there_before_disguises_nothing() {
    let fake: Site<'_> = (A, 4, Kind::HandwrittenDouble, Boundary::Database, None, "FakeDb", X);
    check(
        &tree(TESTS, &[patch_x(1), fake]),
        &tree(TESTS, &[fake]),
        &[(Fate::Removed, Some(0), None), (Fate::Still, Some(1), Some(0))],
    );
}

#[test]
fn swapped_for_another_explicit_double() {
    let before = tree(TESTS, &[patch_x(1)]);
    let after = tree(TESTS, &[(A, 1, Kind::Monkeypatch, Boundary::Database, Some("app.db"), "test_x", X)]);
    check(&before, &after, &[(Fate::Swapped, Some(0), Some(0))]);
}

#[test]
fn a_deleted_test_is_no_removal() {
    let before = tree(TESTS, &[patch_x(1)]);
    check(&before, &tree(&[(A, "test_y")], &[]), &[(Fate::TestGone, Some(0), None)]);
    // A fixture that reaches two tests, one of which is still there, was removed.
    let both = ["svc/tests/integration/test_a.py::test_x", "svc/tests/integration/test_a.py::test_y"];
    let before = tree(TESTS, &[(A, 1, Kind::Patch, Boundary::Database, Some("app.db"), "fixture", &both)]);
    check(&before, &tree(&[(A, "test_y")], &[]), &[(Fate::Removed, Some(0), None)]);
}

#[test]
fn a_file_of_tests_deleted_takes_its_helpers_along() {
    let helper: Site<'_> = (A, 1, Kind::MockObject, Boundary::Unknown, None, "make_gateway", &[]);
    check(&tree(TESTS, &[helper]), &tree(&[(B, "test_z")], &[]), &[(Fate::TestGone, Some(0), None)]);
    check(&tree(TESTS, &[helper]), &tree(TESTS, &[]), &[(Fate::Removed, Some(0), None)]);
}

#[test]
fn a_hollowed_test_is_no_removal() {
    let before = tree(TESTS, &[patch_x(1)]);
    let after = tree(TESTS, &[(A, 1, Kind::HollowTest, Boundary::Unknown, None, "test_x", X)]);
    check(&before, &after, &[(Fate::Hollowed, Some(0), None)]);
}

#[test]
fn one_hollow_test_of_two_does_not_speak_for_both() {
    let both = ["svc/tests/integration/test_a.py::test_x", "svc/tests/integration/test_a.py::test_y"];
    let before = tree(TESTS, &[(A, 1, Kind::Patch, Boundary::Database, Some("app.db"), "fixture", &both)]);
    let after = tree(TESTS, &[(A, 1, Kind::HollowTest, Boundary::Unknown, None, "test_x", X)]);
    check(&before, &after, &[(Fate::Removed, Some(0), None)]);
}

#[test]
fn the_nearest_fake_is_named() {
    let before = tree(TESTS, &[(A, 2, Kind::Patch, Boundary::Database, Some("app.db"), "helper", &[])]);
    let far: Site<'_> = (A, 1, Kind::HandwrittenDouble, Boundary::Database, None, "FakeDb", &[]);
    let near: Site<'_> = (A, 3, Kind::HandwrittenDouble, Boundary::Database, None, "helper", &[]);
    check(&before, &tree(TESTS, &[far, near]), &[(Fate::Disguised, Some(0), Some(1)), (Fate::New, None, Some(0))]);
    // A fake of the same boundary is nearer than a vague one.
    let vague: Site<'_> = (A, 1, Kind::HandwrittenDouble, Boundary::Unknown, None, "Fake", &[]);
    let exact: Site<'_> = (A, 3, Kind::HandwrittenDouble, Boundary::Database, None, "FakeDb", &[]);
    check(&before, &tree(TESTS, &[vague, exact]), &[(Fate::Disguised, Some(0), Some(1)), (Fate::New, None, Some(0))]);
}

#[test]
fn asides_are_not_compared() {
    let aside: Site<'_> = (A, 1, Kind::Env, Boundary::Env, Some("MODE"), "test_x", &[]);
    check(&tree(TESTS, &[aside]), &tree(TESTS, &[]), &[]);
}

#[test]
fn mock_free_tests_are_the_freed_and_the_new() {
    let before = tree(TESTS, &[patch_x(1), (A, 2, Kind::Patch, Boundary::Cache, None, "test_y", Y)]);
    let after_tests = &[(A, "test_x"), (A, "test_y"), (A, "test_z"), (B, "test_hollow")];
    let hollow: Site<'_> = (
        B,
        1,
        Kind::HollowTest,
        Boundary::Unknown,
        None,
        "test_hollow",
        &["svc/tests/integration/test_b.py::test_hollow"],
    );
    let after = tree(after_tests, &[(A, 2, Kind::Patch, Boundary::Cache, None, "test_y", Y), hollow]);
    let seen = diff::compare(&before.report, &after.report).mock_free;
    let ids = |tests: &[diff::FreedTest]| tests.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&seen.freed), ["svc/tests/integration/test_a.py::test_x"]);
    assert_eq!(ids(&seen.new), ["svc/tests/integration/test_a.py::test_z"]);
}

#[test]
fn as_markdown() {
    let tests = &[(A, "test_x"), (A, "test_y"), (B, "test_gone"), (B, "test_hollow")];
    let gone = &["svc/tests/integration/test_b.py::test_gone"];
    let hollow = &["svc/tests/integration/test_b.py::test_hollow"];
    let before = tree(
        tests,
        &[
            patch_x(1),
            (A, 2, Kind::Patch, Boundary::Cache, Some("app.cache"), "test_y", Y),
            (A, 3, Kind::Clock, Boundary::Clock, None, "test_y", Y),
            (A, 4, Kind::Spy, Boundary::Queue, Some("app.queue|<b>"), "test_y", Y),
            (B, 1, Kind::Patch, Boundary::Http, Some("app.http"), "test_gone", gone),
            (B, 2, Kind::Patch, Boundary::Llm, Some("app.llm"), "test_hollow", hollow),
            (B, 3, Kind::Patch, Boundary::Websocket, Some("app.ws"), "helper", Y),
        ],
    );
    let after = tree(
        &[(A, "test_x"), (A, "test_y"), (A, "test_new"), (B, "test_hollow")],
        &[
            (A, 1, Kind::HandwrittenDouble, Boundary::Database, None, "FakeDb", X),
            (A, 2, Kind::Monkeypatch, Boundary::Cache, Some("app.cache"), "test_y", Y),
            (A, 3, Kind::Clock, Boundary::Clock, None, "test_y", Y),
            (B, 2, Kind::HollowTest, Boundary::Unknown, None, "test_hollow", hollow),
            (B, 3, Kind::Patch, Boundary::Websocket, Some("app.ws"), "other_helper", Y),
            (B, 4, Kind::MockObject, Boundary::Process, Some("logging"), "helper", &[]),
        ],
    );
    let comparison = diff::compare(&before.report, &after.report);
    check_expected("diff/report.md", |out| {
        diff::markdown::write(
            diff::markdown::Named { name: "main", report: &before.report },
            diff::markdown::Named { name: "the working tree", report: &after.report },
            &comparison,
            out,
        )
    });
    let nothing = diff::compare(&before.report, &before.report);
    assert!(nothing.changes.iter().all(|it| it.fate == Fate::Still));
}
