//! Exit codes, and failures on their way to the user.

use demock_model::Help;
use demock_scan::cache::ShardError;
use demock_scan::gate::BASELINE_FOLDER;
use std::process::ExitCode;

/// How a command ended, other than by a failure of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Ok,
    /// The gate fails.
    Violated,
    /// A service cannot be provided.
    NotProvided,
    /// An edit is refused, as hooks define it.
    Blocked,
    /// As the command that was run ended.
    Command(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Ok => Self::SUCCESS,
            Exit::Violated | Exit::NotProvided => Self::from(1),
            Exit::Blocked => Self::from(2),
            Exit::Command(code) => Self::from(code),
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
    /// Whatever kept `demock run` from running its command: exit 125, so that it is not taken for the command's own.
    Runner,
    /// The command of `demock run` cannot be run: exit 126.
    NotRunnable,
    /// The command of `demock run` is not there: exit 127.
    NotFound,
}

impl Blame {
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Internal => 3,
            Self::Runner => 125,
            Self::NotRunnable => 126,
            Self::NotFound => 127,
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

impl Failure {
    /// What failed, why, and what to do, for people.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("error[{}]: {}\n", self.error.code(), self.error);
        for cause in self.causes() {
            text.push_str(&format!("  because: {cause}\n"));
        }
        if let Some(help) = self.error.help() {
            text.push_str(&format!("  help: {help}\n"));
        }
        text
    }

    /// The same for programs, on one line.
    pub(crate) fn json(&self) -> String {
        let error = &self.error;
        let object = serde_json::json!({
            "error": {
                "code": error.code(),
                "what": error.to_string(),
                "where": error.place(),
                "seen": error.seen(),
                "expected": error.expected(),
                "because": self.causes(),
                "next": error.help(),
            }
        });
        format!("{object}\n")
    }

    /// The errors below this one, outermost first, as far as they say something new.
    fn causes(&self) -> Vec<String> {
        let mut causes = Vec::new();
        let mut told = self.error.to_string();
        let mut cause = self.error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !told.contains(&text) {
                causes.push(text.clone());
            }
            told = text;
            cause = error.source();
        }
        causes
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
    #[error("`{path}` cannot be read")]
    ReadFile {
        path: String,
        #[source]
        source: std::io::Error,
    },
    #[error("`{path}` is no shard")]
    Shard {
        path: String,
        #[source]
        source: ShardError,
    },
    #[error("the shards were asked for different rules: {first} and {other}")]
    ShardRules { first: String, other: String },
    #[error("`{first}` and `{second}` lie in different repositories")]
    TwoRoots { first: String, second: String },
    #[error("nothing is known of `{topic}`")]
    UnknownTopic { topic: String, near: Vec<String> },
    #[error("the reason is blank")]
    BlankReason,
    #[error("`down` ends the whole stack, and `--only` means nothing to it")]
    DownIsAll,
    #[error("the baseline was written by rule set {baseline}, and this demock has rule set {own}")]
    OlderRuleSet { own: u32, baseline: u32 },
    #[error("`{path}` exists")]
    AlreadyAdopted { path: &'static str },
    #[error("no finding has the fingerprint `{fingerprint}`")]
    UnknownFinding { fingerprint: String },
    #[error("no test has the id `{id}`")]
    UnknownTest { id: String, near: Vec<String> },
    #[error("`{path}` lies outside the repository")]
    Outside { path: String },
    #[error("{message}")]
    Arguments { message: String },
    #[error("there is no cache folder")]
    NoCache,
    /// The command of `demock run` cannot be run.
    #[error("`{command}` cannot be run: {why}")]
    Command {
        /// The command.
        command: String,
        /// Why.
        why: String,
    },
}

impl Help for CliError {
    fn code(&self) -> &'static str {
        match self {
            Self::WorkingFolder(_) => "cli/working-folder",
            Self::Output(_) => "cli/output",
            Self::Input(_) => "cli/input",
            Self::WriteFile { .. } => "cli/write-file",
            Self::ReadFile { .. } => "cli/read-file",
            Self::Shard { .. } => "cli/shard",
            Self::ShardRules { .. } => "merge/select",
            Self::TwoRoots { .. } => "cli/two-roots",
            Self::UnknownTopic { .. } => "cli/unknown-topic",
            Self::BlankReason => "cli/blank-reason",
            Self::DownIsAll => "cli/down-is-all",
            Self::OlderRuleSet { .. } => "cli/older-rule-set",
            Self::AlreadyAdopted { .. } => "cli/already-adopted",
            Self::UnknownFinding { .. } => "cli/unknown-finding",
            Self::UnknownTest { .. } => "cli/unknown-test",
            Self::Outside { .. } => "cli/outside",
            Self::Arguments { .. } => "cli/arguments",
            Self::NoCache => "cli/no-cache",
            Self::Command { .. } => "cli/command",
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::WorkingFolder(_)
            | Self::Output(_)
            | Self::Input(_)
            | Self::WriteFile { .. }
            | Self::ReadFile { .. } => None,
            Self::Shard { .. } => {
                Some("write it with this version of demock: `demock scan PATH --shard FILE`".to_owned())
            }
            Self::ShardRules { .. } => Some("give every shard the same `--select`, or none".to_owned()),
            Self::Command { .. } => Some("see that it is in `PATH` and may be run".to_owned()),
            Self::TwoRoots { .. } => Some("scan them one after the other".to_owned()),
            Self::UnknownTopic { near, .. } if near.is_empty() => {
                Some("`demock explain` lists every rule, kind and code".to_owned())
            }
            Self::BlankReason => {
                Some("say in a sentence why the real thing cannot be used: `demock baseline --accept \"…\"`".to_owned())
            }
            Self::DownIsAll => Some("leave it out".to_owned()),
            Self::OlderRuleSet { .. } => Some("update demock to the version that wrote the baseline".to_owned()),
            Self::AlreadyAdopted { .. } => Some(
                "keep it, or replace configuration and baseline with `demock init --force`; `demock baseline --shrink` tightens"
                    .to_owned(),
            ),
            Self::UnknownFinding { .. } => {
                Some("`demock scan --format json` prints the fingerprint of every finding".to_owned())
            }
            Self::UnknownTest { near, .. } if near.is_empty() => {
                Some("an id reads `path::name::name`, the path relative to the root".to_owned())
            }
            Self::UnknownTopic { near, .. } | Self::UnknownTest { near, .. } => {
                Some(format!("did you mean {}?", either(near)))
            }
            Self::Arguments { .. } => Some("`demock COMMAND --help` lists what a command takes".to_owned()),
            Self::NoCache => Some("set `DEMOCK_CACHE_DIR` or `HOME` to an absolute path".to_owned()),
            Self::Outside { .. } => Some("name a file of the repository that the command is started in".to_owned()),
        }
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::WriteFile { path, .. }
            | Self::ReadFile { path, .. }
            | Self::Shard { path, .. }
            | Self::Outside { path } => Some(path.clone()),
            Self::AlreadyAdopted { path } => Some((*path).to_owned()),
            Self::OlderRuleSet { .. } => Some(BASELINE_FOLDER.to_owned()),
            Self::WorkingFolder(_)
            | Self::Input(_)
            | Self::Output(_)
            | Self::TwoRoots { .. }
            | Self::ShardRules { .. }
            | Self::UnknownTopic { .. }
            | Self::BlankReason
            | Self::DownIsAll
            | Self::UnknownFinding { .. }
            | Self::UnknownTest { .. }
            | Self::Arguments { .. }
            | Self::NoCache
            | Self::Command { .. } => None,
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::UnknownTopic { topic, .. } => Some(topic.clone()),
            Self::UnknownFinding { fingerprint } => Some(fingerprint.clone()),
            Self::UnknownTest { id, .. } => Some(id.clone()),
            Self::OlderRuleSet { baseline, .. } => Some(format!("rule set {baseline}")),
            Self::WorkingFolder(_)
            | Self::Input(_)
            | Self::Output(_)
            | Self::WriteFile { .. }
            | Self::ReadFile { .. }
            | Self::Shard { .. }
            | Self::TwoRoots { .. }
            | Self::ShardRules { .. }
            | Self::BlankReason
            | Self::DownIsAll
            | Self::AlreadyAdopted { .. }
            | Self::Outside { .. }
            | Self::Arguments { .. }
            | Self::NoCache
            | Self::Command { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::OlderRuleSet { own, .. } => Some(format!("rule set {own} or older")),
            Self::BlankReason => Some("a sentence".to_owned()),
            Self::DownIsAll
            | Self::WorkingFolder(_)
            | Self::Input(_)
            | Self::Output(_)
            | Self::WriteFile { .. }
            | Self::ReadFile { .. }
            | Self::Shard { .. }
            | Self::TwoRoots { .. }
            | Self::ShardRules { .. }
            | Self::UnknownTopic { .. }
            | Self::AlreadyAdopted { .. }
            | Self::UnknownFinding { .. }
            | Self::UnknownTest { .. }
            | Self::Outside { .. }
            | Self::Arguments { .. }
            | Self::NoCache
            | Self::Command { .. } => None,
        }
    }
}

fn either(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}
