//! Exit codes, and failures on their way to the user.

use demock_model::Help;
use std::process::ExitCode;

/// How a command ended, other than by a failure of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Ok,
    /// The gate fails.
    Violated,
    /// An edit is refused, as hooks define it.
    Blocked,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Ok => Self::SUCCESS,
            Exit::Violated => Self::from(1),
            Exit::Blocked => Self::from(2),
        }
    }
}

/// Whose fault a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The command line, the configuration or the tree: exit 2.
    Usage,
    /// demock or the machine: exit 3.
    Internal,
}

impl Blame {
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Internal => 3,
        }
    }
}

/// A failure of a command.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Box<dyn Help>,
    pub(crate) blame: Blame,
}

impl Failure {
    pub(crate) fn usage(error: impl Help + 'static) -> Self {
        Self { error: Box::new(error), blame: Blame::Usage }
    }

    pub(crate) fn internal(error: impl Help + 'static) -> Self {
        Self { error: Box::new(error), blame: Blame::Internal }
    }
}

/// Failures that only the command line can have.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    #[error("the working folder cannot be read")]
    WorkingFolder(#[source] std::io::Error),
    #[error("standard input cannot be read")]
    Input(#[source] std::io::Error),
    #[error("the report cannot be written")]
    Output(#[source] std::io::Error),
    #[error("`{path}` cannot be written")]
    WriteFile {
        path: String,
        #[source]
        source: std::io::Error,
    },
    #[error("`{first}` and `{second}` lie in different repositories")]
    TwoRoots { first: String, second: String },
    #[error("nothing is known of `{topic}`")]
    UnknownTopic { topic: String },
}

impl Help for CliError {
    fn code(&self) -> &'static str {
        match self {
            Self::WorkingFolder(_) => "cli/working-folder",
            Self::Output(_) => "cli/output",
            Self::Input(_) => "cli/input",
            Self::WriteFile { .. } => "cli/write-file",
            Self::TwoRoots { .. } => "cli/two-roots",
            Self::UnknownTopic { .. } => "cli/unknown-topic",
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::WorkingFolder(_) | Self::Output(_) | Self::Input(_) | Self::WriteFile { .. } => None,
            Self::TwoRoots { .. } => Some("scan them one after the other".to_owned()),
            Self::UnknownTopic { .. } => Some("`demock explain` lists every rule".to_owned()),
        }
    }
}
