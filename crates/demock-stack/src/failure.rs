//! What can go wrong while services are started, each with what was seen and the next step.

use crate::keeper::End;
use crate::migrations::MigrationError;
use demock_config::{Origin, nearest};
use demock_model::Help;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why a stack does not stand.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// The process that keeps services cannot work.
    #[error("the process that keeps services cannot work: {why}")]
    Keeper {
        /// Why.
        why: String,
    },
    /// A file or folder cannot be used.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A data folder cannot be made.
    #[error("the data folder {} cannot be made: {why}", path.display())]
    Data {
        /// The folder.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A slice of a service cannot be made.
    #[error("service `{service}`: {step} failed: {seen}")]
    NotLeased {
        /// The service.
        service: String,
        /// What was tried.
        step: String,
        /// What the service said.
        seen: String,
    },
    /// A command cannot find services by their names.
    #[error("services are not found by their names: {why}")]
    NotNamed {
        /// Why.
        why: String,
    },
    /// A service cannot be provided.
    #[error("service `{service}`: {why}")]
    NotProvided {
        /// The service.
        service: String,
        /// Why.
        why: String,
        /// The line that would help.
        next: Option<String>,
    },
    /// A program cannot be run.
    #[error("service `{service}`: `{program}` cannot be run: {why}")]
    NotStarted {
        /// The service.
        service: String,
        /// The program.
        program: String,
        /// Why.
        why: String,
    },
    /// A service ended before it was ready, or a program that prepares it failed.
    #[error("service `{service}`: {step} ended with {end}")]
    Ended {
        /// The service.
        service: String,
        /// What ended.
        step: String,
        /// How.
        end: End,
        /// The last lines of its log.
        log: String,
    },
    /// A service ended while others used it.
    #[error("ended with {end} while the command ran")]
    Died {
        /// How.
        end: End,
        /// The last lines of its log.
        log: String,
    },
    /// A service was not ready in time.
    #[error("service `{service}` was not ready within {} s", waited.as_secs())]
    NotReady {
        /// The service.
        service: String,
        /// How long it was waited for.
        waited: Duration,
        /// What was seen last.
        seen: String,
        /// The last lines of its log.
        log: String,
    },
    /// There is no port.
    #[error("service `{service}` can have no port: {why}")]
    NoPort {
        /// The service.
        service: String,
        /// Why.
        why: String,
    },
    /// The Compose file asks for something that is not provided.
    #[error("{origin}: service `{service}`: {what}")]
    NotHonoured {
        /// The service.
        service: String,
        /// Where.
        origin: Origin,
        /// What.
        what: String,
    },
    /// A folder that is mounted where an image looks for scripts is not there.
    #[error("{origin}: service `{service}`: `{path}`, which is mounted to `{target}`, is not there")]
    NotMounted {
        /// The service.
        service: String,
        /// Where.
        origin: Origin,
        /// The folder, relative to the project.
        path: String,
        /// Where the service would find it.
        target: String,
    },
    /// Databases do not begin with what migrations make.
    #[error(transparent)]
    Migration(Box<MigrationError>),
    /// A version that is not the image's, where only that is wanted.
    #[error("service `{service}`: {difference}")]
    OtherVersion {
        /// The service.
        service: String,
        /// In what it differs.
        difference: String,
    },
    /// A change of the Compose file cannot be applied to a stack that stands.
    #[error("{}: {why}", as_it_stands(gone))]
    NotApplied {
        /// Why.
        why: String,
        /// Services that are not there any more.
        gone: Vec<String>,
    },
    /// A service that was to be started again does not stand.
    #[error("not started again: {why}")]
    NotRestarted {
        /// The service.
        service: String,
        /// Why.
        why: String,
    },
    /// A stack of the project stands already.
    #[error("a stack of this project stands already")]
    Standing,
    /// No stack of the project stands.
    #[error("no stack of this project stands")]
    NotStanding,
    /// A service that is required and is none of the stack.
    #[error("{}`{name}` is no service of the stack", place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default())]
    UnknownService {
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
        /// Where it is asked for, where that is a file.
        place: Option<Origin>,
    },
}

impl StackError {
    /// The service whose program did not run as it should.
    pub fn of_program(&self) -> Option<&str> {
        if let Self::NotStarted { service, .. } | Self::Ended { service, .. } | Self::NotReady { service, .. } = self {
            Some(service)
        } else {
            None
        }
    }
}

impl Help for StackError {
    fn code(&self) -> &'static str {
        match self {
            Self::Keeper { .. } => "stack/keeper",
            Self::File { .. } => "stack/file",
            Self::Data { .. } => "stack/data",
            Self::NotLeased { .. } => "stack/not-leased",
            Self::NotNamed { .. } => "stack/not-named",
            Self::NotProvided { .. } => "stack/not-provided",
            Self::NotStarted { .. } => "stack/not-started",
            Self::Ended { .. } => "stack/ended",
            Self::Died { .. } => "stack/died",
            Self::NotReady { .. } => "stack/not-ready",
            Self::NoPort { .. } => "stack/no-port",
            Self::NotHonoured { .. } => "stack/not-honoured",
            Self::NotMounted { .. } => "stack/not-mounted",
            Self::Migration(error) => error.code(),
            Self::OtherVersion { .. } => "stack/other-version",
            Self::NotApplied { .. } => "stack/not-applied",
            Self::NotRestarted { .. } => "stack/not-restarted",
            Self::Standing => "stack/standing",
            Self::NotStanding => "stack/not-standing",
            Self::UnknownService { .. } => "stack/unknown-service",
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::Migration(error) => return error.help(),
            Self::Keeper { .. } => "see that processes can be started and `/proc` is mounted".to_owned(),
            Self::File { .. } => "see that it can be written, and that its disk is not full".to_owned(),
            Self::Data { .. } => "see that there is room for it; `TMPDIR` names another place".to_owned(),
            Self::NotLeased { .. } => {
                "`demock logs` and the service's log in the run's folder say more; `--fresh run` does without leases"
                    .to_owned()
            }
            Self::NotProvided { next, .. } => next.clone().unwrap_or_else(|| "`demock doctor` says more".to_owned()),
            Self::NotNamed { .. } => {
                "root may have that, and others by `--names` where the machine lets them have a space of users"
                    .to_owned()
            }
            Self::NotStarted { .. } => "`demock doctor` says where it comes from".to_owned(),
            Self::NotReady { seen, log, .. } => format!("the last answer was: {seen}; {}", end_of(log)),
            Self::Ended { log, .. } if log.contains(NAMELESS) => {
                format!(
                    "{}\nthis user has no name: give it a line in /etc/passwd, or let namespaces be had",
                    end_of(log)
                )
            }
            Self::Ended { log, .. } | Self::Died { log, .. } => end_of(log),
            Self::NoPort { .. } => "end what holds the port, or take the published port out of the file".to_owned(),
            Self::NotHonoured { .. } => {
                "take it out, or name a service that runs already in `[stack.running]`".to_owned()
            }
            Self::NotMounted { target, .. } if target.starts_with("/docker-entrypoint-initdb.d") => {
                "mend the path, or make the folder: an empty one will do, as Docker makes it by itself".to_owned()
            }
            Self::NotMounted { .. } => "mend the path, or make the file".to_owned(),
            Self::OtherVersion { .. } => "install that version, or leave `--strict-versions` out".to_owned(),
            Self::NotApplied { .. } => "mend it, and say `demock up --detach` again".to_owned(),
            Self::NotRestarted { service, .. } => format!("`demock logs {service}` says more"),
            Self::Standing => {
                "`demock status` shows it, `demock up --detach` applies to it what is asked for, `demock down` ends it"
                    .to_owned()
            }
            Self::NotStanding => "`demock up` starts one".to_owned(),
            Self::UnknownService { name, known, .. } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let near = nearest(name, &known).map(|near| format!("did you mean `{near}`? "));
                format!("{}the stack has {}", near.unwrap_or_default(), known.join(", "))
            }
        })
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::NotHonoured { origin, .. } | Self::NotMounted { origin, .. } => Some(origin.to_string()),
            Self::Migration(error) => error.place(),
            Self::UnknownService { place, .. } => place.as_ref().map(Origin::to_string),
            Self::File { path, .. } | Self::Data { path, .. } => Some(path.display().to_string()),
            Self::NotProvided { service, .. }
            | Self::NotLeased { service, .. }
            | Self::NotStarted { service, .. }
            | Self::Ended { service, .. }
            | Self::NotRestarted { service, .. }
            | Self::NotReady { service, .. }
            | Self::NoPort { service, .. }
            | Self::OtherVersion { service, .. } => Some(service.clone()),
            Self::Keeper { .. }
            | Self::NotNamed { .. }
            | Self::Died { .. }
            | Self::NotApplied { .. }
            | Self::Standing
            | Self::NotStanding => None,
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::Migration(error) => error.seen(),
            Self::NotReady { seen, .. } | Self::NotLeased { seen, .. } => Some(seen.clone()),
            Self::Ended { end, .. } | Self::Died { end, .. } => Some(end.to_string()),
            Self::UnknownService { name, .. } => Some(name.clone()),
            Self::Keeper { .. }
            | Self::NotNamed { .. }
            | Self::File { .. }
            | Self::Data { .. }
            | Self::NotProvided { .. }
            | Self::NotStarted { .. }
            | Self::NoPort { .. }
            | Self::NotHonoured { .. }
            | Self::NotMounted { .. }
            | Self::OtherVersion { .. }
            | Self::NotApplied { .. }
            | Self::NotRestarted { .. }
            | Self::Standing
            | Self::NotStanding => None,
        }
    }
}

impl From<MigrationError> for StackError {
    fn from(error: MigrationError) -> Self {
        Self::Migration(Box::new(error))
    }
}

/// How a stack stands to which a change could not be applied.
fn as_it_stands(gone: &[String]) -> String {
    if gone.is_empty() {
        return "the stack stands as it was".to_owned();
    }
    format!("the change is applied in part, without {}", gone.join(", "))
}

/// What initdb says to whoever has no name.
const NAMELESS: &str = "could not look up effective user ID";

fn end_of(log: &str) -> String {
    if log.is_empty() {
        return "it left no log".to_owned();
    }
    let lines: Vec<String> = log.lines().map(|line| format!("    {line}")).collect();
    format!("its log ends with:\n{}", lines.join("\n"))
}
