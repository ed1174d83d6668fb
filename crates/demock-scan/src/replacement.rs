//! What real thing to use instead of a double: one sentence for a boundary, in this project's own stack and in the
//! test's own language.
//!
//! Invariants: each sentence is made once a run; a project that names nothing gets sentences that hold everywhere.
//! Addresses are those that `demock run` sets: `DATABASE_URL`, `REDIS_URL`, `<SERVICE>_URL`.
//! Absent on purpose: code snippets (the report has them), a project's own words for its own rules (`judge`).

mod idioms;
mod stack;

pub use stack::{Engine, Stack};
pub(crate) use stack::{is_manifest, is_package_letter};

use demock_model::{Boundary, Language, Text};

/// The sentences of a run, each made once.
#[derive(Debug)]
pub struct Replacements {
    by_language: Vec<Vec<Text>>,
}

impl Replacements {
    /// The sentences that fit a stack.
    pub fn new(stack: &Stack) -> Self {
        let of_language = |language: &Language| {
            let sentence = |boundary: &Boundary| Text::from(sentence(*boundary, *language, stack));
            Boundary::ALL.iter().map(sentence).collect()
        };
        Self { by_language: Language::ALL.iter().map(of_language).collect() }
    }

    /// The sentence for a boundary and a test's language.
    pub fn of(&self, boundary: Boundary, language: Language) -> Text {
        self.by_language[language as usize][boundary as usize]
    }
}

fn sentence(boundary: Boundary, language: Language, stack: &Stack) -> String {
    let command = stack.test_command(language);
    match boundary {
        Boundary::Database => engine(boundary, "database of the engine that production runs", command, stack),
        Boundary::Cache => engine(boundary, "cache server", command, stack),
        Boundary::Queue => engine(boundary, "broker", command, stack),
        Boundary::Http => {
            "use the provider's sandbox, or a recorded answer that is checked against the real one".into()
        }
        Boundary::Llm => match stack.engines(Boundary::Llm).next() {
            Some((engine, service)) => format!(
                "ask the project's own {engine}: `demock run -- {command}`, and connect with {}",
                address(engine, service)
            ),
            None => "use a small real model, or a recorded answer that is checked against the real one".into(),
        },
        Boundary::Websocket => {
            format!("connect a real client to the real server on a local port: `demock run -- {command}`")
        }
        Boundary::OwnService => format!(
            "start the service itself and call it over its own protocol: `demock run -- {command}` sets its <SERVICE>_URL"
        ),
        Boundary::Clock => format!("{}, or test against real, short durations", idioms::clock(language)),
        Boundary::Random => idioms::seed(language).into(),
        Boundary::Filesystem => format!("use a real temporary folder: {}", idioms::folder(language)),
        Boundary::Process => format!("run the real program, or {}", idioms::stream(language)),
        Boundary::Env => {
            format!("start the code with the variables it should see: `demock run -- {command}` gives it a clean set")
        }
        Boundary::OwnCode => {
            "call the real code; move what makes that hard to the edge and use the real thing there".into()
        }
        Boundary::Unknown => "name what this stands for (give it a specification), then use the real thing".into(),
    }
}

/// The sentence for a store or a broker: the project's own engine where it names one.
fn engine(boundary: Boundary, what: &str, command: &str, stack: &Stack) -> String {
    let mut engines = stack.engines(boundary);
    match (engines.next(), engines.next()) {
        (None, _) => format!("use a real {what}: name it in the Compose file, then `demock run -- {command}`"),
        (Some((engine, service)), None) if service.is_some() => format!(
            "run it against the project's own {engine}: `demock run -- {command}`, and connect with {}",
            address(engine, service)
        ),
        (Some((engine, _)), None) => {
            format!("run it against a real {engine}: name it in the Compose file, then `demock run -- {command}`")
        }
        (Some(_), Some(_)) => {
            let all: Vec<String> = stack
                .engines(boundary)
                .map(|(engine, service)| match service {
                    Some(_) => format!("{engine} ({})", address(engine, service)),
                    None => engine.to_string(),
                })
                .collect();
            format!("run it against the real one of {}: `demock run -- {command}`", all.join(", "))
        }
    }
}

/// The variable that holds a service's address.
fn address(engine: Engine, service: Option<&str>) -> String {
    if let Some(variable) = engine.variable() {
        return variable.to_owned();
    }
    let name = service.map_or_else(|| engine.to_string(), str::to_owned);
    let upper = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    format!("{}_URL", name.chars().map(upper).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], boundary: Boundary, language: Language, expected: &str) {
        let replacements = Replacements::new(&Stack::detect(files.iter().copied()));
        assert_eq!(&*replacements.of(boundary, language), expected);
    }

    #[test]
    fn in_the_projects_own_stack() {
        let compose = "services:\n  db:\n    image: postgres:16\n  cache:\n    image: redis:7-alpine\n  events-bus:\n    image: \"confluentinc/cp-kafka:7\"\n";
        let python = ("requirements.txt", "pytest==8\npsycopg2-binary>=2.9\n");
        let files = [("docker-compose.test.yml", compose), python];
        check(
            &files,
            Boundary::Database,
            Language::Python,
            "run it against the project's own Postgres: `demock run -- pytest`, and connect with DATABASE_URL",
        );
        check(
            &files,
            Boundary::Cache,
            Language::Go,
            "run it against the project's own Redis: `demock run -- go test ./...`, and connect with REDIS_URL",
        );
        check(
            &files,
            Boundary::Queue,
            Language::Python,
            "run it against the project's own Kafka: `demock run -- pytest`, and connect with EVENTS_BUS_URL",
        );
    }

    #[test]
    fn by_manifests_where_no_compose_file_names_it() {
        let manifest = r#"{"dependencies": {"mysql2": "^3", "ioredis": "^5"}, "devDependencies": {"vitest": "^2"}}"#;
        check(
            &[("web/package.json", manifest)],
            Boundary::Database,
            Language::TypeScript,
            "run it against a real MySQL: name it in the Compose file, then `demock run -- npx vitest run`",
        );
        check(
            &[("web/package.json", manifest)],
            Boundary::Queue,
            Language::TypeScript,
            "use a real broker: name it in the Compose file, then `demock run -- npx vitest run`",
        );
    }

    #[test]
    fn where_two_engines_serve() {
        let compose = "services:\n  pg:\n    image: postgres\n  clickhouse:\n    image: clickhouse/clickhouse-server\n";
        check(
            &[("compose.yaml", compose)],
            Boundary::Database,
            Language::Rust,
            "run it against the real one of Postgres (DATABASE_URL), ClickHouse (CLICKHOUSE_URL): `demock run -- cargo test`",
        );
    }

    #[test]
    fn every_boundary_has_a_sentence_in_every_language() {
        let replacements = Replacements::new(&Stack::default());
        for language in Language::ALL {
            for boundary in Boundary::ALL {
                let text = replacements.of(*boundary, *language);
                assert!(
                    !text.is_empty() && !text.ends_with('.') && !text.contains('\n'),
                    "{boundary} {language}: {text}"
                );
            }
        }
    }
}
