//! What can be wrong with a Compose file, each with its place, what was seen and what was expected.

use demock_config::{Origin, nearest};
use demock_model::Help;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// A Compose file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {problem}")]
pub struct ComposeError {
    /// The place; line 1, column 1 where the file as a whole is meant.
    pub origin: Origin,
    /// What is wrong there.
    #[source]
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file cannot be read.
    #[error("`{path}` cannot be read")]
    Read {
        /// The file, relative to the project or as it is named.
        path: Arc<str>,
        /// Why.
        source: io::Error,
        /// A file beside it of which projects make it, such as `.env.example`.
        sample: Option<String>,
    },
    /// Not YAML.
    #[error("not YAML: {0}")]
    Syntax(String),
    /// Too deep, or too many nodes.
    #[error("the file has too many values, or they stand too deep in each other")]
    TooLarge,
    /// An alias whose anchor does not stand before it.
    #[error("the alias names no anchor before it")]
    UnknownAnchor,
    /// A key that is a list or a mapping.
    #[error("a key is no text")]
    KeyIsNoText,
    /// A key that stands twice in one mapping.
    #[error("the key `{key}` stands here a second time; first in line {}", first.line)]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Origin,
    },
    /// `<<` with something that has no keys.
    #[error("a merge key takes a mapping, or a list of them")]
    MergesNoMapping,
    /// A value of another form than the key takes.
    #[error("`{key}` is {seen}, expected {expected}")]
    WrongForm {
        /// The key.
        key: String,
        /// What was seen.
        seen: String,
        /// What is read.
        expected: &'static str,
    },
    /// A key that Compose does not know.
    #[error("unknown key `{key}` in {table}")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// What it stands in.
        table: String,
        /// The keys there are.
        known: &'static [&'static str],
    },
    /// A name that nothing in the file has.
    #[error("{what} `{name}` is not defined")]
    Undefined {
        /// What is named: `service`, `secret` …
        what: &'static str,
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// `${VAR:?message}` without the variable, or a `$` that begins nothing.
    #[error("{0}")]
    Interpolation(String),
    /// Services that wait for each other, or files that hold each other.
    #[error("{what} in a circle: {}", names.join(" → "))]
    Circle {
        /// What they do, such as `services depend on each other`.
        what: &'static str,
        /// The names, the first again at the end.
        names: Vec<String>,
    },
    /// A service that says neither image nor build.
    #[error("service `{0}` has neither `image` nor `build`")]
    NothingToRun(String),
    /// No Compose file.
    #[error("there is no Compose file in `{}`", folder.display())]
    NoFile {
        /// The topmost folder that was looked into.
        folder: PathBuf,
        /// The names that were looked for.
        looked_for: Vec<String>,
    },
}

impl ComposeError {
    pub(crate) fn new(origin: Origin, problem: Problem) -> Self {
        Self { origin, problem }
    }
}

impl Help for ComposeError {
    fn code(&self) -> &'static str {
        match &self.problem {
            Problem::Read { .. } => "compose/read",
            Problem::Syntax(_) => "compose/syntax",
            Problem::TooLarge => "compose/too-large",
            Problem::UnknownAnchor => "compose/unknown-anchor",
            Problem::KeyIsNoText => "compose/key",
            Problem::DuplicateKey { .. } => "compose/duplicate-key",
            Problem::MergesNoMapping => "compose/merge-key",
            Problem::WrongForm { .. } => "compose/wrong-form",
            Problem::UnknownKey { .. } => "compose/unknown-key",
            Problem::Undefined { .. } => "compose/undefined",
            Problem::Interpolation(_) => "compose/interpolation",
            Problem::Circle { .. } => "compose/circle",
            Problem::NothingToRun(_) => "compose/nothing-to-run",
            Problem::NoFile { .. } => "compose/no-file",
        }
    }

    fn help(&self) -> Option<String> {
        let among = |seen: &str, known: &[&str]| nearest(seen, known).map(|name| format!("did you mean `{name}`?"));
        match &self.problem {
            Problem::Read { path, sample: Some(sample), .. } => {
                Some(format!("`{sample}` lies beside it: copy that to `{path}` where it is meant so"))
            }
            Problem::Read { sample: None, .. } => Some("see that it is there and may be read".to_owned()),
            Problem::UnknownKey { key, known, .. } => {
                among(key, known).or_else(|| Some("name it `x-…` where a tool of your own reads it".to_owned()))
            }
            Problem::Undefined { name, known, .. } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                among(name, &known).or_else(|| Some(format!("the file defines {}", listed(&known))))
            }
            Problem::NothingToRun(_) => Some(
                "give it an `image`, or a `build` with `x-demock.command`; a file that is laid over another comes \
                 after it: `--file base.yml --file this.yml`"
                    .to_owned(),
            ),
            Problem::NoFile { looked_for, .. } => Some(format!(
                "add one of {}, or name yours in `[stack] compose`; folders above are looked into up to the one with `.git` or \
                 `demock.toml`",
                looked_for.join(", ")
            )),
            Problem::Circle { .. } => Some("take one of them out".to_owned()),
            Problem::DuplicateKey { .. } => Some("keep one of the two".to_owned()),
            Problem::Interpolation(_) => Some("set the variable, or write `$$` for a dollar sign".to_owned()),
            Problem::Syntax(_)
            | Problem::TooLarge
            | Problem::UnknownAnchor
            | Problem::KeyIsNoText
            | Problem::MergesNoMapping
            | Problem::WrongForm { .. } => None,
        }
    }

    fn place(&self) -> Option<String> {
        Some(self.origin.to_string())
    }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
