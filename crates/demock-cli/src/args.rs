//! The command line. Its `--help` is the reference; `docs/cli.md` is generated from it.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use demock_model::Date;
use std::ffi::OsString;
use std::path::PathBuf;

/// Finds every test double in a code base, plans and gates their removal.
#[derive(Debug, Parser)]
#[command(name = "demock", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How output looks.
    #[command(flatten)]
    pub(crate) output: Output,
}

/// How output looks; accepted by every command.
#[derive(Debug, Clone, Group)]
pub(crate) struct Output {
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(crate) color: ColorChoice,
    /// Say only what fails.
    #[arg(long, short, global = true, conflicts_with = "full")]
    pub(crate) quiet: bool,
    /// Say everything, however long.
    #[arg(long, global = true)]
    pub(crate) full: bool,
}

/// How far a lease is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FreshScope {
    /// By all that the command does.
    Run,
    /// By the tests of one worker.
    Worker,
    /// By nobody: each test begins with the same contents.
    Test,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum RunFormat {
    /// For a terminal.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a `demock.toml` that fits this repository, and the first baseline
    Init(Init),
    /// List what is found
    Scan(Scan),
    /// Fail on what is new: policy and baseline
    Check(Check),
    /// Write the baseline: what is accepted today
    Baseline(Baseline),
    /// Write the remediation plan
    Plan(Plan),
    /// Compare with a revision: what was removed, what merely moved
    Diff(Diff),
    /// Answer a coding agent's or an editor's hook on standard input
    Hook(Hook),
    /// Say what a rule finds, why it matters, and what to do instead
    Explain(Explain),
    /// Say where each service of the Compose file would come from, and what is missing
    Doctor(Stack),
    /// Fetch the services that the machine does not have
    Fetch(Stack),
    /// Run a command beside fresh services of its own
    Run(Run),
    /// Start the services and show their output until Ctrl-C
    Up(Up),
    /// End the services that `demock up` started
    Down(Stack),
    /// Start one of the services again
    Restart(Restart),
    /// Say how the services are
    Status(Status),
    /// Show what a service has said
    Logs(Logs),
    /// Say where leases of the project are handed out; what test kits ask where `demock run` is not around them
    Broker(Broker),
}

/// How failures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorFormat {
    /// For people.
    Text,
    /// One JSON object on a line.
    Json,
}

impl ErrorFormat {
    /// What words that could not be read as arguments ask for.
    pub(crate) fn of_words(words: impl Iterator<Item = OsString>) -> Self {
        let mut before = OsString::new();
        for word in words {
            if word == "--format=json" || before == "--format" && word == "json" {
                return Self::Json;
            }
            before = word;
        }
        Self::Text
    }
}

impl Command {
    /// How the command's failures are written: as JSON where its answer is.
    pub(crate) fn errors(&self) -> ErrorFormat {
        match self {
            Self::Scan(Scan { format: Format::Json, .. }) | Self::Check(Check { format: GateFormat::Json, .. }) => {
                ErrorFormat::Json
            }
            Self::Scan(_)
            | Self::Check(_)
            | Self::Init(_)
            | Self::Baseline(_)
            | Self::Plan(_)
            | Self::Diff(_)
            | Self::Hook(_)
            | Self::Explain(_)
            | Self::Doctor(_)
            | Self::Fetch(_)
            | Self::Run(_)
            | Self::Up(_)
            | Self::Down(_)
            | Self::Restart(_)
            | Self::Status(_)
            | Self::Logs(_)
            | Self::Broker(_) => ErrorFormat::Text,
        }
    }
}

/// What to scan.
#[derive(Debug, Clone, Default, Group)]
pub(crate) struct Subject {
    /// Files and folders; the whole repository where none is named
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Only these groups, kinds or rules (`explicit`, `patch`, `python/*`), separated by commas
    #[arg(long, value_name = "LIST")]
    pub(crate) select: Option<String>,
    /// The day by which exceptions expire; the default is `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
    /// Read every file, and remember nothing
    #[arg(long)]
    pub(crate) no_cache: bool,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Init {
    /// Replace the configuration and the baseline that are there
    #[arg(long)]
    pub(crate) force: bool,
    /// The day by which exceptions expire
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Only what stands in files that differ from this revision, untracked ones included
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// Scan standard input as if it were this file
    #[arg(long, value_name = "PATH", conflicts_with_all = ["since", "paths"])]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Write what the files say to this file, too, for `demock check --merge`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "stdin_filename"])]
    pub(crate) shard: Option<PathBuf>,
    /// Write it to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How a scan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// Schema `demock.findings/1`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// A table for a comment or a step summary.
    Markdown,
    /// GitHub workflow commands.
    Github,
    /// `JUnit` XML.
    Junit,
    /// One page, no network.
    Html,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// How to write the verdict
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: GateFormat,
    /// Judge by the policy and baseline of this revision, and show what has been loosened since
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// Accept what has been loosened since the revision
    #[arg(long, requires = "since")]
    pub(crate) allow_loosening: bool,
    /// Fail on baseline lines that nothing matches any more
    #[arg(long)]
    pub(crate) locked: bool,
    /// Take what files say from what `demock scan PATH --shard FILE` wrote on other machines: the verdict is that of one scan
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "select"])]
    pub(crate) merge: Vec<PathBuf>,
    /// Write it to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How a verdict is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum GateFormat {
    /// For a terminal.
    #[default]
    Text,
    /// The findings, schema `demock.findings/1`.
    Json,
    /// The findings, SARIF 2.1.0.
    Sarif,
    /// A table for a comment or a step summary.
    Markdown,
    /// GitHub workflow commands.
    Github,
    /// `JUnit` XML.
    Junit,
}

#[derive(Debug, Clone, Group)]
#[group(skip)]
pub(crate) struct Baseline {
    #[command(flatten)]
    pub(crate) change: BaselineChange,
    /// The day by which exceptions expire
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

/// How the baseline is to change; exactly one is asked for.
#[derive(Debug, Clone, Group)]
#[group(required = true, multiple = false)]
pub(crate) struct BaselineChange {
    /// Accept everything that is found today, and forget the rest
    #[arg(long)]
    pub(crate) write: bool,
    /// Drop what is gone, follow what moved, accept nothing
    #[arg(long)]
    pub(crate) shrink: bool,
    /// Accept what is new, and record why
    #[arg(long, value_name = "REASON")]
    pub(crate) accept: Option<String>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Plan {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// Write it to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Diff {
    /// The revision to compare with
    #[arg(value_name = "REV")]
    pub(crate) revision: String,
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// Write it to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Hook {
    /// Standard input is the text of this file, not the JSON of a hook
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// The day by which exceptions expire
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Explain {
    /// A rule, library, kind, group, boundary, tier or error code; all of them where none is named
    #[arg(value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// What this finding is, why, which tests it reaches, and what to use instead
    #[arg(long, value_name = "FINGERPRINT", conflicts_with = "topic")]
    pub(crate) finding: Option<String>,
    /// Which sites reach this test (`path::name::name`)
    #[arg(long, value_name = "ID", conflicts_with_all = ["topic", "finding"])]
    pub(crate) test: Option<String>,
    /// The day by which exceptions expire
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

/// Which services.
#[derive(Debug, Clone, Group)]
pub(crate) struct Stack {
    /// A Compose file; may be given again. The default is `[stack] compose`, else the first of the usual names
    #[arg(long, short, value_name = "FILE")]
    pub(crate) file: Vec<String>,
    /// A profile whose services are wanted, too; `*` for all
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Vec<String>,
    /// Start only these services and what they depend on, separated by commas. The default is `[stack] only`, else all
    #[arg(long, value_name = "SERVICE", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
}

/// What to run, and beside what.
#[derive(Debug, Clone, Group)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) stack: Stack,
    /// Fail where one of these services was never contacted, separated by commas
    #[arg(long, value_name = "SERVICE", value_delimiter = ',')]
    pub(crate) require: Vec<String>,
    /// Fail where a service has another version than its image
    #[arg(long)]
    pub(crate) strict_versions: bool,
    /// Have services found by their names (`db:5432`) by others than root, too: in a space of users of the command's own
    #[arg(long)]
    pub(crate) names: bool,
    #[command(flatten)]
    pub(crate) how: RunHow,
    /// How far a lease is shared; by default what `[stack] fresh` says, else `worker`
    #[arg(long, value_name = "SCOPE")]
    pub(crate) fresh: Option<FreshScope>,
    /// How the table at the end is written, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: RunFormat,
    /// The command, with its arguments
    #[arg(value_name = "CMD", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) command: Vec<OsString>,
}

/// How a command is run.
#[derive(Debug, Clone, Copy, Group)]
pub(crate) struct RunHow {
    /// Leave the services standing when the command ends, and say how to look into them
    #[arg(long)]
    pub(crate) keep: bool,
    /// Say every variable that the command gets, and where it is from; secrets are hidden
    #[arg(long)]
    pub(crate) explain_env: bool,
    /// Pass on all variables but those that look like a service's address
    #[arg(long)]
    pub(crate) inherit: bool,
}

/// What to start.
#[derive(Debug, Clone, Group)]
pub(crate) struct Up {
    #[command(flatten)]
    pub(crate) stack: Stack,
    /// The same as `--only`
    #[arg(value_name = "SERVICE")]
    pub(crate) services: Vec<String>,
    /// In the background: return once all services answer
    #[arg(long, short)]
    pub(crate) detach: bool,
    /// Apply changes of the Compose file, and start a program anew when a file changes that its `develop.watch` names
    #[arg(long)]
    pub(crate) watch: bool,
    /// This is the background.
    #[arg(long, hide = true)]
    pub(crate) background: bool,
}

/// Whose leases.
#[derive(Debug, Clone, Group)]
pub(crate) struct Broker {
    #[command(flatten)]
    pub(crate) stack: Stack,
    /// This is the background.
    #[arg(long, hide = true)]
    pub(crate) background: bool,
}

/// What to say of a stack.
#[derive(Debug, Clone, Group)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) stack: Stack,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: RunFormat,
}

/// What to start again.
#[derive(Debug, Clone, Group)]
pub(crate) struct Restart {
    #[command(flatten)]
    pub(crate) stack: Stack,
    /// The service
    #[arg(value_name = "SERVICE")]
    pub(crate) service: String,
}

/// What to show.
#[derive(Debug, Clone, Group)]
pub(crate) struct Logs {
    /// A Compose file; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Vec<String>,
    /// The service
    #[arg(value_name = "SERVICE")]
    pub(crate) service: String,
    /// Go on until the services end
    #[arg(long, short)]
    pub(crate) follow: bool,
}
