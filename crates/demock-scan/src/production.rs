//! What a project's own set-up shows that it runs: the evidence against an in-memory substitute.
//!
//! Evidence is an image of a Compose file, or a driver that a manifest lists outside its parts for tests and development,
//! in the folder of a file or one above it. Reading is as simple as [`crate::replacement::Stack`]'s.
//! Invariant: a project whose set-up names nothing, or the substitute's own engine, is not accused any more than before.
//! Absent on purpose: settings and environment files, whose values differ by machine.

mod manifest;

use crate::replacement::{Engine, Stack};
use crate::site::Site;
use demock_model::{Boundary, Confidence, Kind};
use std::sync::Arc;

/// Engines of one boundary beyond which a manifest is that of a library for many, and says nothing of production.
const ENGINES_MAX: usize = 3;

/// Packages by which a project runs on `SQLite` or another embedded engine itself.
const EMBEDDED: &[&str] = &[
    "aiosqlite",
    "better-sqlite3",
    "sqlite3",
    "sqlite",
    "rusqlite",
    "libsql",
    "github.com/mattn/go-sqlite3",
    "modernc.org/sqlite",
    "gorm.io/driver/sqlite",
    "sqlite-jdbc",
    "Microsoft.EntityFrameworkCore.Sqlite",
    "Microsoft.Data.Sqlite",
    "@electric-sql/pglite",
    "com.h2database",
];

/// Packages that talk to many brokers, whichever [`Engine`] they are listed with.
const FOR_MANY: &[&str] = &["kombu"];

/// One thing that a file of the set-up names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Evidence {
    /// The folder of the file that names it.
    folder: String,
    /// The file, relative to the root.
    path: String,
    /// The image or package, as written.
    word: String,
    names: Names,
}

/// What is named, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// A Compose service's image.
    Image(Engine),
    /// A driver among the dependencies.
    Driver(Engine),
    /// An embedded engine among the dependencies.
    Embedded,
}

/// What a project's set-up shows that it runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Production {
    evidence: Vec<Evidence>,
}

impl Production {
    /// Reads Compose files and dependency manifests, given as path and content; others are passed over.
    pub fn detect<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut evidence = Vec::new();
        for (path, content) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let mut add = |word: &str, names: Names| {
                evidence.push(Evidence { folder: folder.into(), path: path.into(), word: word.into(), names });
            };
            for (engine, image) in Stack::images(name, content) {
                add(&image, Names::Image(engine));
            }
            for word in manifest::production_words(name, content) {
                if let Some(engine) = Engine::of_package(word).filter(|_| !FOR_MANY.contains(&word)) {
                    add(word, Names::Driver(engine));
                } else if EMBEDDED.contains(&word) {
                    add(word, Names::Embedded);
                }
            }
        }
        evidence.sort_by(|a, b| (&a.path, &a.word).cmp(&(&b.path, &b.word)));
        evidence.dedup();
        Self { evidence }
    }

    /// Says of an in-memory substitute what the project runs otherwise, and how sure that makes it.
    pub(crate) fn weigh(&self, path: &str, boundary: Boundary, site: &mut Site) {
        let is_of_stack = matches!(boundary, Boundary::Database | Boundary::Cache | Boundary::Queue);
        if site.kind != Kind::InMemorySubstitute || !is_of_stack {
            return;
        }
        let here: Vec<&Evidence> = self.evidence.iter().filter(|it| lies_below(path, &it.folder)).collect();
        let image = here.iter().find(|it| matches!(it.names, Names::Image(engine) if engine.boundary() == boundary));
        let mut drivers: Vec<(Engine, &Evidence)> = here
            .iter()
            .filter_map(|it| match it.names {
                Names::Driver(engine) if engine.boundary() == boundary => Some((engine, *it)),
                Names::Driver(_) | Names::Image(_) | Names::Embedded => None,
            })
            .collect();
        drivers.sort_by_key(|(engine, it)| (*engine, usize::MAX - it.folder.len()));
        drivers.dedup_by_key(|(engine, _)| *engine);
        let embedded = here.iter().find(|it| it.names == Names::Embedded && boundary == Boundary::Database);
        if drivers.len() > ENGINES_MAX {
            return site.reasons.push("the dependencies name many engines, as those of a library do".into());
        }
        let (confidence, evidence): (_, Vec<&Evidence>) = match (image, drivers.first(), embedded) {
            (Some(image), Some((_, driver)), None) => (Confidence::Certain, vec![image, driver]),
            (Some(image), Some((_, driver)), Some(_)) => (Confidence::Likely, vec![image, driver]),
            (Some(image), None, None) => (Confidence::Likely, vec![image]),
            (None, Some((_, driver)), None) => (Confidence::Likely, vec![driver]),
            (Some(_), None, Some(it)) | (None, _, Some(it)) => {
                return site.reasons.push(format!("{} depends on {} itself", it.path, it.word).into());
            }
            (None, None, None) => {
                return site.reasons.push("no Compose file or manifest says what production runs".into());
            }
        };
        site.confidence = site.confidence.min(confidence);
        site.reasons.extend(evidence.into_iter().map(said));
    }
}

fn said(it: &Evidence) -> Arc<str> {
    match it.names {
        Names::Image(_) => format!("{} runs {}", it.path, it.word),
        Names::Driver(_) | Names::Embedded => format!("{} depends on {}", it.path, it.word),
    }
    .into()
}

/// Whether a path lies in a folder or below it.
fn lies_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use demock_model::{KindSet, Place};

    fn substitute() -> Site {
        Site {
            rule: 0,
            place: Place::default(),
            statement: (1, 1),
            kind: Kind::InMemorySubstitute,
            also: KindSet::EMPTY,
            scope: "".into(),
            target: None,
            given: None,
            boundary: Some(Boundary::Database),
            stubbed: false,
            confidence: Confidence::Possible,
            reasons: Vec::new(),
            markers: Vec::new(),
            claim: None,
        }
    }

    #[track_caller]
    fn check(files: &[(&str, &str)], path: &str, confidence: Confidence, reasons: &[&str]) {
        let mut site = substitute();
        Production::detect(files.iter().copied()).weigh(path, Boundary::Database, &mut site);
        assert_eq!(
            (site.confidence, &*site.reasons),
            (confidence, &*reasons.iter().map(|it| Arc::from(*it)).collect::<Vec<_>>())
        );
    }

    const COMPOSE: (&str, &str) = ("docker-compose.yml", "services:\n  db:\n    image: postgres:16-alpine\n");
    const POSTGRES: (&str, &str) =
        ("api/pyproject.toml", "[project]\ndependencies = [\"asyncpg>=0.29\", \"fastapi\"]\n");

    #[test]
    fn compose_and_driver_settle_it() {
        let runs = "docker-compose.yml runs postgres:16-alpine";
        let depends = "api/pyproject.toml depends on asyncpg";
        check(&[COMPOSE, POSTGRES], "api/tests/test_a.py", Confidence::Certain, &[runs, depends]);
        check(&[COMPOSE], "api/tests/test_a.py", Confidence::Likely, &[runs]);
        check(&[POSTGRES], "api/tests/test_a.py", Confidence::Likely, &[depends]);
    }

    #[test]
    fn another_service_says_nothing() {
        let nothing = "no Compose file or manifest says what production runs";
        check(&[POSTGRES], "web/tests/test_a.py", Confidence::Possible, &[nothing]);
        check(&[], "a.py", Confidence::Possible, &[nothing]);
        let cache = ("compose.yaml", "services:\n  cache:\n    image: redis:7\n");
        check(&[cache], "a.py", Confidence::Possible, &[nothing]);
    }

    #[test]
    fn a_project_on_sqlite_is_not_accused() {
        let sqlite = ("pyproject.toml", "[project]\ndependencies = [\"aiosqlite\", \"asyncpg\"]\n");
        check(&[sqlite], "tests/test_a.py", Confidence::Possible, &["pyproject.toml depends on aiosqlite itself"]);
        check(
            &[sqlite, COMPOSE],
            "tests/test_a.py",
            Confidence::Likely,
            &["docker-compose.yml runs postgres:16-alpine", "pyproject.toml depends on asyncpg"],
        );
    }

    #[test]
    fn what_only_tests_depend_on_says_nothing() {
        let nothing = "no Compose file or manifest says what production runs";
        for file in [
            ("pyproject.toml", "[dependency-groups]\ndev = [\"psycopg\"]\n"),
            ("Cargo.toml", "[dev-dependencies]\ntokio-postgres = \"1\"\n"),
            ("package.json", "{\"devDependencies\": {\n\"pg\": \"8\"\n}\n}"),
            ("requirements-test.txt", "psycopg2\n"),
            ("Gemfile", "group :test do\n  gem 'pg'\nend\n"),
            ("build.gradle", "testImplementation 'org.postgresql:postgresql:42'\n"),
        ] {
            check(&[file], "tests/a", Confidence::Possible, &[nothing]);
        }
    }

    #[test]
    fn a_library_for_many_engines_is_not_accused() {
        let many = (
            "package.json",
            "{\"dependencies\": {\"pg\": \"8\", \"mysql2\": \"3\", \"mssql\": \"1\", \"mongodb\": \"6\"}}",
        );
        check(&[many], "a.ts", Confidence::Possible, &["the dependencies name many engines, as those of a library do"]);
    }
}
