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
    /// A rule, kind, group or error code; all rules where none is named
    pub(crate) topic: Option<String>,
}
