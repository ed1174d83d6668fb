//! What to write instead of a double: one snippet for each boundary and test harness.
//!
//! Invariants: every snippet uses a real client or the language's own means, never a double; addresses come from the
//! variables that `demock run` sets (`DATABASE_URL`, `REDIS_URL`, `<SERVICE>_URL`; `BROKER_URL` and `BACKEND_URL` stand for
//! services of those names in the Compose file). Snippets show the shape; names of the project's own code are made up.

mod cargo_test;
mod go_test;
mod jest;
mod junit;
mod kotlin;
mod phpunit;
mod pytest;
mod rspec;
mod unittest;
mod xunit;

use demock_model::{Boundary, Language, Report};

/// The way tests are written in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harness {
    /// Python, pytest.
    Pytest,
    /// Python, unittest.
    Unittest,
    /// JavaScript and TypeScript: jest and vitest share the shape.
    Jest,
    /// Go's own.
    GoTest,
    /// Java, `JUnit` 5.
    JUnit,
    /// Kotlin on `JUnit` 5.
    Kotlin,
    /// Rust's own.
    CargoTest,
    /// Ruby, `RSpec`.
    RSpec,
    /// C#, xUnit.
    XUnit,
    /// PHP, `PHPUnit`.
    PhpUnit,
}

impl Harness {
    /// Every harness.
    pub const ALL: &'static [Self] = &[
        Self::Pytest,
        Self::Unittest,
        Self::Jest,
        Self::GoTest,
        Self::JUnit,
        Self::Kotlin,
        Self::CargoTest,
        Self::RSpec,
        Self::XUnit,
        Self::PhpUnit,
    ];

    /// The harness of a language's tests in this report. Python's is unittest only where every Python test is a method
    /// and nothing of pytest was seen.
    pub fn of(language: Language, report: &Report) -> Self {
        match language {
            Language::Python if unittest_only(report) => Self::Unittest,
            Language::Python => Self::Pytest,
            Language::JavaScript | Language::TypeScript => Self::Jest,
            Language::Go => Self::GoTest,
            Language::Java => Self::JUnit,
            Language::Kotlin => Self::Kotlin,
            Language::Rust => Self::CargoTest,
            Language::Ruby => Self::RSpec,
            Language::CSharp => Self::XUnit,
            Language::Php => Self::PhpUnit,
        }
    }

    /// The name that people use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pytest => "pytest",
            Self::Unittest => "unittest",
            Self::Jest => "jest or vitest",
            Self::GoTest => "go test",
            Self::JUnit => "JUnit",
            Self::Kotlin => "JUnit in Kotlin",
            Self::CargoTest => "cargo test",
            Self::RSpec => "RSpec",
            Self::XUnit => "xUnit",
            Self::PhpUnit => "PHPUnit",
        }
    }

    /// The name of the language in a Markdown code block.
    pub const fn code_language(self) -> &'static str {
        match self {
            Self::Pytest | Self::Unittest => "python",
            Self::Jest => "ts",
            Self::GoTest => "go",
            Self::JUnit => "java",
            Self::Kotlin => "kotlin",
            Self::CargoTest => "rust",
            Self::RSpec => "ruby",
            Self::XUnit => "csharp",
            Self::PhpUnit => "php",
        }
    }
}

fn unittest_only(report: &Report) -> bool {
    let python = |path: &str| path.rsplit('.').next().and_then(Language::of_extension) == Some(Language::Python);
    let pytest = report.findings.iter().any(|it| it.language == Language::Python && it.framework.starts_with("pytest"));
    let mut methods = 0;
    for test in report.tests.iter().filter(|test| python(&report.tests.path(*test))) {
        let path = report.tests.path(test).len();
        if !report.tests.id(test)[path..].trim_start_matches("::").contains("::") {
            return false;
        }
        methods += 1;
    }
    methods > 0 && !pytest
}

/// What to write instead of a double of this boundary, as code.
pub const fn snippet(boundary: Boundary, harness: Harness) -> &'static str {
    match harness {
        Harness::Pytest => pytest::snippet(boundary),
        Harness::Unittest => unittest::snippet(boundary),
        Harness::Jest => jest::snippet(boundary),
        Harness::GoTest => go_test::snippet(boundary),
        Harness::JUnit => junit::snippet(boundary),
        Harness::Kotlin => kotlin::snippet(boundary),
        Harness::CargoTest => cargo_test::snippet(boundary),
        Harness::RSpec => rspec::snippet(boundary),
        Harness::XUnit => xunit::snippet(boundary),
        Harness::PhpUnit => phpunit::snippet(boundary),
    }
}
