//! What can go wrong with migrations, each with its place, what was seen and the next step.

use demock_config::Origin;
use demock_model::Help;
use std::time::Duration;

/// Why databases do not begin with what migrations make.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A migration failed.
    #[error("service `{service}`: {}: the migration fails: {seen}", place(file, *line))]
    Failed {
        /// The database.
        service: String,
        /// The file.
        file: String,
        /// The line of it that is meant.
        line: Option<u32>,
        /// The statement, or the command.
        statement: Option<String>,
        /// What was said.
        seen: String,
        /// The last lines of a program that migrates.
        log: String,
    },
    /// A migration did not end.
    #[error("service `{service}`: {place}: the migration has not ended within {} s, and was ended", within.as_secs())]
    Hangs {
        /// The service.
        service: String,
        /// What was done last.
        place: String,
        /// The statement, or the command.
        statement: Option<String>,
        /// How long all may take.
        within: Duration,
    },
    /// The settings name migrations that are none.
    #[error("{origin}: `migrations` names `{path}`: {seen}")]
    Unknown {
        /// Where.
        origin: Origin,
        /// What they name.
        path: String,
        /// What that is.
        seen: String,
        /// What would help.
        next: String,
    },
    /// The settings name migrations of a service that is no database.
    #[error("{origin}: `{name}` is no Postgres of the project")]
    NoDatabase {
        /// Where.
        origin: Origin,
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A lease would begin without what a migration makes.
    #[error("service `{service}`: a lease would begin without what migrations make: {why}")]
    NotInTemplate {
        /// The service.
        service: String,
        /// Why.
        why: String,
    },
}

/// What would help, where what the server says does not lie with the migration.
fn mend(seen: &str) -> &'static str {
    if seen.contains("role \"") && seen.contains("does not exist") {
        "make the role in a script of `/docker-entrypoint-initdb.d`, or leave owners and privileges out of the dump"
    } else if seen.contains("extension \"") && seen.contains("is not available") {
        "take an image that has it, as `postgis/postgis` and `pgvector/pgvector` have theirs"
    } else if seen.contains("No module named") {
        "let it run where that is installed: in `.venv` or `venv` of the project, or in the active environment"
    } else {
        "mend it"
    }
}

fn place(file: &str, line: Option<u32>) -> String {
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}

impl Help for MigrationError {
    fn code(&self) -> &'static str {
        match self {
            Self::Failed { .. } => "stack/migration",
            Self::Hangs { .. } => "stack/migration-hangs",
            Self::Unknown { .. } => "stack/migrations",
            Self::NoDatabase { .. } => "stack/migrations-of",
            Self::NotInTemplate { .. } => "stack/not-in-template",
        }
    }

    fn help(&self) -> Option<String> {
        let at = |it: &Option<String>| it.as_ref().map_or(String::new(), |it| format!("it was at `{it}`; "));
        Some(match self {
            Self::Failed { statement, log, seen, .. } => {
                let lines: Vec<String> = log.lines().map(|line| format!("\n    {line}")).collect();
                let head = if lines.is_empty() { "" } else { "; its log ends with:" };
                let log = format!("{head}{}", lines.concat());
                let at = at(statement);
                let mend = mend(seen);
                format!("{at}{mend}: nothing of it is kept; `[stack] migrations = false` leaves it to the tests{log}")
            }
            Self::Hangs { statement, .. } => {
                let at = at(statement);
                format!("{at}nothing of it is kept; `[stack] migrations_max_seconds` gives it more time")
            }
            Self::Unknown { next, .. } => next.clone(),
            Self::NoDatabase { known, .. } if known.is_empty() => "the project has no Postgres".to_owned(),
            Self::NoDatabase { known, .. } => format!("the project has {}", known.join(", ")),
            Self::NotInTemplate { .. } => {
                "name its files in `x-demock.migrations`, with which it runs once, into the template".to_owned()
            }
        })
    }

    fn place(&self) -> Option<String> {
        Some(match self {
            Self::Failed { file, line, .. } => place(file, *line),
            Self::Hangs { place, .. } => place.clone(),
            Self::Unknown { origin, .. } | Self::NoDatabase { origin, .. } => origin.to_string(),
            Self::NotInTemplate { service, .. } => service.clone(),
        })
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::Failed { seen, .. } | Self::Unknown { seen, .. } => Some(seen.clone()),
            Self::NoDatabase { name, .. } => Some(name.clone()),
            Self::Hangs { .. } | Self::NotInTemplate { .. } => None,
        }
    }
}
