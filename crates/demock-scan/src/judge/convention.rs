//! What a path says about a test without any configuration: the one table of conventions.
//!
//! * A suite configured apart: Gradle and Maven source sets, Failsafe's file names, dotted parts of JavaScript file
//!   names, C# test projects, Cypress folders.
//! * The build tool's own convention: Cargo's `tests/` are integration tests, `src/` unit tests. `src/test` of Gradle
//!   and Maven says nothing.
//! * A whole path segment below the test root. `src/integrations/` of a product is none, nor is a substring; words such
//!   as `functional`, `acceptance`, `system` or `smoke` mean something else in every project and claim nothing.

use super::service::ServiceFolders;
use super::tier::{TierIndex, normal};
use demock_model::Language;

/// A built-in tier that is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Unit,
    Integration,
    EndToEnd,
}

/// What a path claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    BuiltIn(Claim),
    /// A folder named like a tier of the project's own.
    Own(TierIndex),
}

impl Claim {
    pub(super) const ALL: [Self; 3] = [Self::Unit, Self::Integration, Self::EndToEnd];

    pub(super) const fn tier(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Integration => "integration",
            Self::EndToEnd => "e2e",
        }
    }

    /// The names of the tier in markers and folders, as [`normal`] writes them.
    pub(super) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["unit", "unittest", "unittests"],
            Self::Integration => &[
                "integration",
                "integrationtest",
                "integrationtests",
                "integ",
                "integtest",
                "integtests",
                "inttest",
                "inttests",
            ],
            Self::EndToEnd => &["e2e", "e2etest", "e2etests", "endtoend", "endtoendtest", "endtoendtests"],
        }
    }

    /// The same in other languages that suites are named in; no product's folder is.
    const fn abroad(self) -> &'static [&'static str] {
        match self {
            // Danish, Norwegian and Swedish; Dutch; French; Italian; Portuguese and Spanish.
            Self::Unit => &[
                "enhetstest",
                "enhetstester",
                "enhedstest",
                "enhedstests",
                "eenheidstest",
                "eenheidstesten",
                "testsunitaires",
                "testunitari",
                "testesunitarios",
                "testsunitarios",
                "pruebasunitarias",
            ],
            // German and Swedish; Danish and Norwegian; Dutch; French; Italian; Portuguese and Spanish.
            Self::Integration => &[
                "integrationstest",
                "integrationstests",
                "integrationstester",
                "integrasjonstest",
                "integrasjonstester",
                "integratietest",
                "integratietesten",
                "testsintegration",
                "testsdintegration",
                "testintegrazione",
                "testesintegracao",
                "testsintegracion",
                "pruebasintegracion",
            ],
            Self::EndToEnd => &[],
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let is_of = |claim: &Self| claim.words().contains(&word) || claim.abroad().contains(&word);
        Self::ALL.into_iter().find(is_of)
    }
}

/// What the path claims, strongest convention first.
pub(super) fn claim(
    path: &str,
    language: Language,
    folders: &ServiceFolders,
    own: impl Fn(&str) -> Option<TierIndex>,
) -> Option<Found> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let suite = suite_by_file(file, language).or_else(|| suite_by_folder(&segments, language));
    let tool = || if language == Language::Rust { cargo(path, &segments, folders) } else { None };
    match suite.or_else(tool) {
        Some(claim) => Some(Found::BuiltIn(claim)),
        None => by_segment(path, &segments, folders, own).filter(|found| {
            *found != Found::BuiltIn(Claim::Unit) || !is_helper_of_package(file, segments.last(), language)
        }),
    }
}

/// Whether a file of a package is no test by its name: `tools/unit/MockClock.kt` says what it is for, and claims nothing.
fn is_helper_of_package(file: &str, folder: Option<&&str>, language: Language) -> bool {
    let stem = file.split('.').next().unwrap_or(file);
    let is_of_package = folder.is_some_and(|folder| Claim::of_word(&normal(folder)).is_some());
    is_of_package
        && matches!(language, Language::Java | Language::Kotlin)
        && !["Test", "Tests", "TestCase", "Spec"].iter().any(|ending| stem.ends_with(ending))
        && !stem.strip_prefix("Test").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// File names that test runners are configured by.
fn suite_by_file(file: &str, language: Language) -> Option<Claim> {
    match language {
        Language::Java | Language::Kotlin => {
            let stem = file.split('.').next().unwrap_or(file);
            // Failsafe runs `IT*`, `*IT` and `*ITCase`; the letter beside tells `UserIT` from `AUDIT` and `ITEM`.
            let ends = |suffix: &str| {
                stem.strip_suffix(suffix).is_some_and(|rest| rest.ends_with(|c: char| !c.is_ascii_uppercase()))
            };
            let starts = stem.strip_prefix("IT").is_some_and(|rest| {
                let mut letters = rest.chars();
                letters.next().is_some_and(|c| c.is_ascii_uppercase())
                    && letters.next().is_some_and(|c| c.is_ascii_lowercase())
            });
            (ends("IT") || ends("ITCase") || starts).then_some(Claim::Integration)
        }
        Language::JavaScript | Language::TypeScript => {
            // `app.e2e-spec.ts`, `store.integration.test.ts`: a dotted part between the name and the ending.
            let parts: Vec<&str> = file.split('.').collect();
            let between = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default();
            between.iter().find_map(|part| {
                let part = part.strip_suffix("-spec").or(part.strip_suffix("-test")).unwrap_or(part);
                Claim::of_word(&normal(part))
            })
        }
        Language::Python | Language::Go | Language::Rust | Language::Ruby | Language::CSharp | Language::Php => None,
    }
}

/// Folders that build tools and runners configure as suites of their own.
fn suite_by_folder(segments: &[&str], language: Language) -> Option<Claim> {
    match language {
        Language::Java | Language::Kotlin => {
            // Source sets: `src/integrationTest/java`, Maven's `src/it/java`.
            let at = segments
                .windows(3)
                .find(|window| window[0] == "src" && matches!(window[2], "java" | "kotlin" | "groovy" | "scala"))?;
            let set = normal(at[1]);
            if matches!(&*set, "it" | "itest") { Some(Claim::Integration) } else { Claim::of_word(&set) }
        }
        // Cypress drives a browser whatever its folders are named; before version 10 that was `integration`.
        Language::JavaScript | Language::TypeScript => {
            let cypress =
                segments.windows(2).any(|pair| pair[0] == "cypress" && matches!(pair[1], "integration" | "e2e"));
            cypress.then_some(Claim::EndToEnd)
        }
        // Projects: `Shop.IntegrationTests/`, `Shop.Integration.Tests/`, `ShopIntegrationTests/`.
        Language::CSharp => segments.iter().find_map(|segment| {
            let parts: Vec<&str> = segment.split('.').collect();
            let last = parts.last()?;
            if let Some(claim) = of_last_words(last) {
                return Some(claim);
            }
            if parts.len() == 1 {
                return None;
            }
            Claim::of_word(&normal(last)).or_else(|| {
                let both = parts.get(parts.len().checked_sub(2)?..)?.concat();
                Claim::of_word(&normal(&both))
            })
        }),
        Language::Python | Language::Go | Language::Rust | Language::Ruby | Language::Php => None,
    }
}

/// What the last words of a project's name claim: `ShopIntegrationTests`.
fn of_last_words(project: &str) -> Option<Claim> {
    const ENDINGS: [(&str, Claim); 6] = [
        ("UnitTests", Claim::Unit),
        ("UnitTest", Claim::Unit),
        ("IntegrationTests", Claim::Integration),
        ("IntegrationTest", Claim::Integration),
        ("EndToEndTests", Claim::EndToEnd),
        ("E2ETests", Claim::EndToEnd),
    ];
    ENDINGS.into_iter().find_map(|(ending, claim)| project.ends_with(ending).then_some(claim))
}

/// Cargo: `tests/` beside `Cargo.toml` is integration, `src/` is unit. Without a known manifest, the first folder of
/// either name decides.
fn cargo(path: &str, segments: &[&str], folders: &ServiceFolders) -> Option<Claim> {
    let of = |segment: &str| match segment {
        "tests" => Some(Claim::Integration),
        "src" => Some(Claim::Unit),
        _ => None,
    };
    let in_package = folders.nearest(path).and_then(|package| {
        let depth = package.split('/').filter(|part| !part.is_empty()).count();
        segments.get(depth).and_then(|segment| of(segment))
    });
    in_package.or_else(|| segments.iter().find_map(|segment| of(segment)))
}

/// A whole segment below the test root. The outermost one counts: what lies below it mirrors the product.
fn by_segment(
    path: &str,
    segments: &[&str],
    folders: &ServiceFolders,
    own: impl Fn(&str) -> Option<TierIndex>,
) -> Option<Found> {
    let is_root = |segment: &&str| matches!(*segment, "test" | "tests" | "__tests__" | "spec" | "specs" | "testing");
    // `integration/foo_test.go` at the top of a package stands for itself, `integration/tests/…` is a product's folder.
    let top = folders.nearest(path).map_or(0, |package| package.split('/').filter(|part| !part.is_empty()).count());
    // `t/` holds a package's tests only at its top; deeper down a letter is any folder's name.
    let is_short_root = |at: usize| (at == top || at == 0) && segments.get(at).is_some_and(|segment| *segment == "t");
    let test_root = segments.iter().position(is_root).or_else(|| [0, top].into_iter().find(|at| is_short_root(*at)));
    segments.iter().enumerate().find_map(|(at, segment)| {
        let below_root = test_root.is_some_and(|root| at > root);
        let stands_alone = test_root.is_none() && (at == top || at == 0);
        let word = normal(segment);
        if let Some(claim) = Claim::of_word(&word) {
            // `e2e`, `integration_tests`: no product folder is named so, they are test roots themselves.
            let unmistakable = !matches!(&*word, "unit" | "integration");
            return (below_root || stands_alone || unmistakable).then_some(Found::BuiltIn(claim));
        }
        if below_root || stands_alone { own(segment).map(Found::Own) } else { None }
    })
}
