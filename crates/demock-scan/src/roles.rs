//! Whether a path is test code, by the conventions of each language's runners.
//!
//! Sources: pytest's "Conventions for Python test discovery", Jest's and Vitest's default `testMatch`, `go help test`,
//! Maven Surefire's default includes, Gradle's source sets, Cargo's target layout, `RSpec`'s and Minitest's defaults,
//! `PHPUnit`'s default suffix.
//! Absent on purpose: tiers, which policy decides.

use crate::language::FileRole;
use demock_model::Language;

/// Folder names that hold test code in every language.
const TEST_FOLDERS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "__tests__",
    "__mocks__",
    "spec",
    "specs",
    "e2e",
    "testdata",
    "testutil",
    "testutils",
    "test-utils",
    "test_utils",
    "unit_tests",
    "integration_tests",
    "integration-tests",
    "functional-tests",
    "it",
    "androidTest",
    "commonTest",
    "integrationTest",
    "testFixtures",
    "fixtures",
    "cypress",
    "mocks",
    "fakes",
    "testsupport",
    "test-support",
    "test_support",
    "testhelper",
    "testhelpers",
    "test-helpers",
    "test_helpers",
    "testkit",
    "testlib",
    "__fixtures__",
    "test-fixtures",
    "test_fixtures",
    "jvmTest",
    "jsTest",
    "androidUnitTest",
    "androidInstrumentedTest",
    "functionalTest",
    "functional_tests",
    "e2e-tests",
    "e2e_tests",
];

/// Folder names that hold test code where folders are named like the namespaces that they are: in PHP (PSR-4).
const TEST_NAMESPACES: &[&str] = &[
    "Test",
    "Testing",
    "TestUtils",
    "TestHelpers",
    "TestSupport",
    "TestDoubles",
    "Mocks",
    "Fakes",
    "Stubs",
    "Spies",
    "Doubles",
];

/// Names of Rust's modules that hold test code, besides those of folders: a module is a folder or a file.
const TEST_MODULES: &[&str] = &["mock", "fake"];

/// Folders that hold what tests of other languages specify, and in Rust the types of a specification.
const SPECIFICATIONS: &[&str] = &["spec", "specs"];

/// The role of a file by its path, relative to the root with `/` between segments.
pub fn of_path(language: Language, path: &str) -> FileRole {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_script = matches!(language, Language::JavaScript | Language::TypeScript);
    if is_script && folders.split('/').any(|folder| folder == "__mocks__") {
        return FileRole::ModuleDouble;
    }
    let has_namespaces = language == Language::Php;
    let in_test_folder = folders.split('/').any(|folder| {
        (TEST_FOLDERS.contains(&folder) && !(language == Language::Rust && SPECIFICATIONS.contains(&folder)))
            || (has_namespaces && TEST_NAMESPACES.contains(&folder))
            || folder.ends_with("_test")
            || folder.ends_with("Tests")
            || folder.ends_with(".Test")
            || folder.ends_with(".UnitTests")
            || folder.starts_with("test_")
    });
    let is_test = (in_test_folder || names_test(language, name)) && !is_snapshot(name);
    if is_test { FileRole::Test } else { FileRole::Product }
}

/// Whether a file is what a test expects and no code of it: `Verify` keeps it as `Type.Method.verified.EXTENSION`.
fn is_snapshot(name: &str) -> bool {
    let mut parts = name.rsplit('.').skip(1);
    parts.next().is_some_and(|kind| matches!(kind, "verified" | "received")) && parts.next().is_some()
}

fn names_test(language: Language, name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    match language {
        Language::Python => {
            stem.starts_with("test_")
                || stem.ends_with("_test")
                || stem.ends_with("_tests")
                || matches!(stem, "conftest" | "tests" | "test")
        }
        Language::JavaScript | Language::TypeScript => {
            name.contains(".test.")
                || name.contains(".spec.")
                || name.contains(".e2e")
                || name.contains(".cy.")
                || name.contains("-test.")
                || name.contains("_test.")
                || name.contains("-spec.")
                || matches!(stem, "test" | "setupTests")
        }
        Language::Go => stem.ends_with("_test"),
        Language::Java | Language::Kotlin => {
            stem.starts_with("Test")
                || ["Test", "Tests", "TestCase", "IT", "ITCase", "Spec", "TestBase"]
                    .iter()
                    .any(|end| stem.ends_with(end))
        }
        Language::CSharp => {
            ["Test", "Tests", "Spec", "Specs", "Fixture", "TestBase"].iter().any(|end| stem.ends_with(end))
        }
        Language::Rust => {
            let is_module = TEST_FOLDERS.contains(&stem) || TEST_MODULES.contains(&stem);
            (is_module && !SPECIFICATIONS.contains(&stem))
                || stem.ends_with("_test")
                || stem.ends_with("_tests")
                || stem.starts_with("test_")
                // What stands between is what the module holds for tests: `store_test_fixture`.
                || stem.contains("_test_")
        }
        Language::Ruby => {
            stem.ends_with("_spec")
                || stem.ends_with("_test")
                || stem.starts_with("test_")
                || matches!(stem, "spec_helper" | "test_helper" | "rails_helper")
        }
        Language::Php => {
            stem.ends_with("Test")
                || stem.ends_with("TestCase")
                || stem.ends_with("Cest")
                || stem.starts_with("Test")
                || name.rsplit('.').next() == Some("phpt")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: FileRole) {
        let extension = path.rsplit('.').next().and_then(Language::of_extension).expect("a known extension");
        assert_eq!(of_path(extension, path), expected, "{path}");
    }

    #[test]
    fn conventions() {
        for path in [
            "test_a.py",
            "app/conftest.py",
            "a/tests/b.py",
            "src/x.test.ts",
            "src/__tests__/x.js",
            "pkg/a_test.go",
            "src/test/java/AThing.java",
            "FooIT.java",
            "src/foo/tests.rs",
            "src/foo/store_test_fixture.rs",
            "src/store/mock.rs",
            "src/testing.rs",
            "spec/a.rb",
            "a_spec.rb",
            "FooTest.php",
            "Acme.Tests/Foo.cs",
            "cypress/a.cy.ts",
            "pkg/testsupport/store.go",
            "shared/src/jvmTest/kotlin/Store.kt",
            "packages/test-helpers/server.ts",
            "e2e-tests/orders.py",
            "src/fakes/store.ts",
            "src/Testing/FakeStore.php",
            "src/Acme/Core/Test/Stub/Store.php",
        ] {
            check(path, FileRole::Test);
        }
        for path in [
            "tests/Shop.Tests/Snapshots/Client.verified.ts",
            "app/contest.py",
            "src/latest.ts",
            "pkg/test.go",
            "src/main/java/Attest.java",
            "src/lib.rs",
            "src/spec/table.rs",
            "src/spec.rs",
            "src/mocked.rs",
            "Greatest.cs",
            "src/fakestore/a.ts",
            "src/Testing/store.py",
            "src/AbTesting/Store.php",
        ] {
            check(path, FileRole::Product);
        }
        for path in ["src/__mocks__/store.ts", "__mocks__/@scope/client.js"] {
            check(path, FileRole::ModuleDouble);
        }
    }
}
