//! The command line. Its `--help` is the reference; `docs/cli.md` is generated from it.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use demock_model::Date;
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
    /// List what is found
    Scan(Scan),
    /// Say what a rule finds, why it matters, and what to do instead
    Explain(Explain),
}

/// What to scan.
#[derive(Debug, Clone, Group)]
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
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
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
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Explain {
    /// A rule, kind, group or error code; all rules where none is named
    pub(crate) topic: Option<String>,
}
