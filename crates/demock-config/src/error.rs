//! What can be wrong with a configuration, each with its place, what was seen and what was expected.

use crate::{Origin, nearest::nearest};
use demock_model::{DateError, Help};
use std::{io, sync::Arc};

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {kind}")]
pub struct ConfigError {
    /// The file and the place in it; line 1, column 1 where the file as a whole is meant.
    pub origin: Origin,
    /// What is wrong there.
    #[source]
    pub kind: ConfigErrorKind,
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum ConfigErrorKind {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read(#[source] io::Error),
    /// The file is not UTF-8.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// The file is not TOML.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that nothing reads.
    #[error("unknown key `{key}` in {table}")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The table it stands in.
        table: String,
        /// The keys that the table may hold.
        known: Vec<&'static str>,
    },
    /// A value of another type than the key takes.
    #[error("`{key}` is {seen}, expected {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// The type that was seen.
        seen: &'static str,
        /// The type that is read.
        expected: &'static str,
    },
    /// A name that is not one of a closed list.
    #[error("`{seen}` is not a {what}")]
    UnknownName {
        /// What the name should be, such as `priority`.
        what: &'static str,
        /// The name as written.
        seen: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// A key that must be there is not.
    #[error("{table} has no `{key}`")]
    Missing {
        /// The table.
        table: String,
        /// The key, or the keys of which one must be there.
        key: &'static str,
    },
    /// A text that must say something says nothing.
    #[error("`{key}` is empty")]
    Empty {
        /// The key.
        key: String,
    },
    /// Not a glob.
    #[error("`{glob}` is not a glob: {message}")]
    Glob {
        /// The glob as written.
        glob: String,
        /// What the glob parser says.
        message: String,
    },
    /// Not a day.
    #[error("{0}")]
    Date(DateError),
    /// A date with a time, or a time alone.
    #[error("`{key}` is `{seen}`, expected a day such as 2027-03-01")]
    NotADay {
        /// The key.
        key: String,
        /// The value as written.
        seen: String,
    },
    /// An identifier that would not survive in a baseline or a report.
    #[error("`{seen}` is not a rule id")]
    RuleId {
        /// The id as written.
        seen: String,
    },
    /// An exception for a rule that there is not.
    #[error("no rule, kind or group is called `{seen}`")]
    UnknownRule {
        /// The name as written.
        seen: String,
        /// What was meant, perhaps.
        meant: Option<String>,
    },
    /// A tier that is called almost as one that everybody has.
    #[error("`{seen}` is almost `{meant}`, and would be a tier of its own")]
    AlmostTier {
        /// The name as written.
        seen: String,
        /// The built-in tier.
        meant: &'static str,
    },
    /// A path that leaves the folder of the file, or begins at the machine's root.
    #[error("`{glob}` matches nothing: paths begin in the folder of this file")]
    GlobElsewhere {
        /// The glob as written.
        glob: String,
    },
    /// The extended file does not exist.
    #[error("`{target}` does not exist")]
    ExtendsMissing {
        /// The extended file, relative to the root.
        target: Arc<str>,
    },
    /// Files that extend one another in a circle.
    #[error("files extend one another in a circle: {}", chain.join(" -> "))]
    ExtendsCycle {
        /// The files in the order in which they extend each other; the last is the first again.
        chain: Vec<String>,
    },
    /// The same name twice.
    #[error("{what} `{name}` is already defined at {first}")]
    Duplicate {
        /// What is named.
        what: &'static str,
        /// The name.
        name: String,
        /// Where it was first defined.
        first: Origin,
    },
    /// A boundary that a tier both allows and warns about.
    #[error("`{boundary}` stands both in `may_replace` and in `warn` of {table}")]
    Contradiction {
        /// The boundary.
        boundary: &'static str,
        /// The tier's table.
        table: String,
    },
}

impl ConfigError {
    pub(crate) fn whole_file(path: &Arc<str>, kind: ConfigErrorKind) -> Self {
        Self { origin: Origin { path: path.clone(), line: 1, column: 1 }, kind }
    }
}

impl Help for ConfigError {
    fn code(&self) -> &'static str {
        match &self.kind {
            ConfigErrorKind::Read(_) => "config/unreadable",
            ConfigErrorKind::NotUtf8 => "config/not-utf8",
            ConfigErrorKind::Syntax(_) => "config/not-toml",
            ConfigErrorKind::UnknownKey { .. } => "config/unknown-key",
            ConfigErrorKind::WrongType { .. } => "config/wrong-type",
            ConfigErrorKind::UnknownName { .. } => "config/unknown-name",
            ConfigErrorKind::Missing { .. } => "config/missing-key",
            ConfigErrorKind::Empty { .. } => "config/empty",
            ConfigErrorKind::Glob { .. } | ConfigErrorKind::GlobElsewhere { .. } => "config/bad-glob",
            ConfigErrorKind::Date(_) | ConfigErrorKind::NotADay { .. } => "config/bad-date",
            ConfigErrorKind::RuleId { .. } => "config/bad-rule-id",
            ConfigErrorKind::UnknownRule { .. } => "config/unknown-rule",
            ConfigErrorKind::AlmostTier { .. } => "config/almost-tier",
            ConfigErrorKind::ExtendsMissing { .. } => "config/extends-missing",
            ConfigErrorKind::ExtendsCycle { .. } => "config/extends-cycle",
            ConfigErrorKind::Duplicate { .. } => "config/duplicate",
            ConfigErrorKind::Contradiction { .. } => "config/contradiction",
        }
    }

    fn help(&self) -> Option<String> {
        match &self.kind {
            ConfigErrorKind::UnknownKey { key, known, .. } => Some(did_you_mean(key, known, "keys")),
            ConfigErrorKind::UnknownName { seen, known, .. } => Some(did_you_mean(seen, known, "names")),
            ConfigErrorKind::Missing { key, .. } => Some(missing(key)),
            ConfigErrorKind::Empty { key } if key == "reason" => {
                Some("say in a sentence why the real thing cannot be used here".to_owned())
            }
            ConfigErrorKind::Empty { key } => Some(format!("give `{key}` a value, or remove the line")),
            ConfigErrorKind::Date(_) => Some("write the last day on which it counts, such as 2027-03-01".to_owned()),
            ConfigErrorKind::NotADay { .. } => Some("leave the time away".to_owned()),
            ConfigErrorKind::RuleId { .. } => Some(
                "write two parts of letters, digits, `.`, `_` and `-` with a `/` between, such as `acme/fake-queue`"
                    .to_owned(),
            ),
            ConfigErrorKind::UnknownRule { meant: Some(meant), .. } => {
                Some(format!("did you mean `{meant}`? `demock explain` lists them all"))
            }
            ConfigErrorKind::UnknownRule { meant: None, .. } => Some("`demock explain` lists them all".to_owned()),
            ConfigErrorKind::AlmostTier { meant, .. } => {
                Some(format!("write `[tier.{meant}]`, or give a tier of your own a name that nobody takes for it"))
            }
            ConfigErrorKind::GlobElsewhere { glob } => {
                let inside = glob.trim_start_matches(['.', '/']);
                Some(format!(
                    "write it as seen from that folder, such as `{}`",
                    if inside.is_empty() { "**" } else { inside }
                ))
            }
            ConfigErrorKind::ExtendsMissing { .. } => {
                Some("`extends` is relative to the file it stands in; correct the path or remove the line".to_owned())
            }
            ConfigErrorKind::ExtendsCycle { .. } => Some("remove one of these `extends` lines".to_owned()),
            ConfigErrorKind::Duplicate { .. } => Some("give it another name, or remove one of the two".to_owned()),
            ConfigErrorKind::Contradiction { .. } => Some("keep it in one of the two lists".to_owned()),
            ConfigErrorKind::Glob { .. } => {
                Some("`*` stays inside a folder, `**` crosses folders, `[` and `{` must be closed".to_owned())
            }
            ConfigErrorKind::NotUtf8 => Some("save the file as UTF-8".to_owned()),
            ConfigErrorKind::Read(_) | ConfigErrorKind::Syntax(_) | ConfigErrorKind::WrongType { .. } => None,
        }
    }

    fn place(&self) -> Option<String> {
        Some(self.origin.to_string())
    }

    fn seen(&self) -> Option<String> {
        let seen = match &self.kind {
            ConfigErrorKind::UnknownKey { key, .. } => Some(key.clone()),
            ConfigErrorKind::WrongType { seen, .. } => Some((*seen).to_owned()),
            ConfigErrorKind::UnknownName { seen, .. }
            | ConfigErrorKind::NotADay { seen, .. }
            | ConfigErrorKind::RuleId { seen }
            | ConfigErrorKind::UnknownRule { seen, .. }
            | ConfigErrorKind::AlmostTier { seen, .. } => Some(seen.clone()),
            ConfigErrorKind::Glob { glob, .. } | ConfigErrorKind::GlobElsewhere { glob } => Some(glob.clone()),
            ConfigErrorKind::Duplicate { name, .. } => Some(name.clone()),
            ConfigErrorKind::Contradiction { boundary, .. } => Some((*boundary).to_owned()),
            ConfigErrorKind::ExtendsMissing { target } => Some(target.to_string()),
            ConfigErrorKind::ExtendsCycle { chain } => Some(chain.join(" -> ")),
            ConfigErrorKind::Read(_)
            | ConfigErrorKind::NotUtf8
            | ConfigErrorKind::Syntax(_)
            | ConfigErrorKind::Missing { .. }
            | ConfigErrorKind::Empty { .. }
            | ConfigErrorKind::Date(_) => None,
        };
        // What is empty is shown as it stands in the file.
        seen.map(|seen| if seen.is_empty() { "\"\"".to_owned() } else { seen })
    }

    fn expected(&self) -> Option<String> {
        match &self.kind {
            ConfigErrorKind::UnknownKey { known, .. } | ConfigErrorKind::UnknownName { known, .. } => {
                Some(known.join(", "))
            }
            ConfigErrorKind::WrongType { expected, .. } => Some((*expected).to_owned()),
            ConfigErrorKind::Missing { key, .. } => Some((*key).to_owned()),
            ConfigErrorKind::Date(_) | ConfigErrorKind::NotADay { .. } => Some("a day such as 2027-03-01".to_owned()),
            ConfigErrorKind::RuleId { .. } => Some("an id such as `acme/fake-queue`".to_owned()),
            ConfigErrorKind::UnknownRule { meant, .. } => meant.clone(),
            ConfigErrorKind::AlmostTier { meant, .. } => Some((*meant).to_owned()),
            ConfigErrorKind::NotUtf8 => Some("UTF-8".to_owned()),
            ConfigErrorKind::Syntax(_) => Some("TOML".to_owned()),
            ConfigErrorKind::Read(_)
            | ConfigErrorKind::Empty { .. }
            | ConfigErrorKind::Glob { .. }
            | ConfigErrorKind::GlobElsewhere { .. }
            | ConfigErrorKind::ExtendsMissing { .. }
            | ConfigErrorKind::ExtendsCycle { .. }
            | ConfigErrorKind::Duplicate { .. }
            | ConfigErrorKind::Contradiction { .. } => None,
        }
    }
}

fn did_you_mean(seen: &str, known: &[&'static str], what: &str) -> String {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(seen, known) {
        Some(name) => format!("did you mean `{name}`? The {what} here are {list}"),
        None => format!("the {what} here are {list}"),
    }
}

fn missing(key: &str) -> String {
    match key {
        "reason" => "add `reason = \"…\"`: an exception that nobody can explain is not one".to_owned(),
        _ => format!("add `{key} = …`"),
    }
}
