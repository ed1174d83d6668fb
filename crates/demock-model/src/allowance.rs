//! Exceptions: who allowed what, why, until when, and whether anything still needs it.

use crate::{Date, Text};

/// Where an allowance was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllowanceSource {
    /// An `[[allow]]` table of a configuration file.
    Config {
        /// The configuration file, relative to the root.
        path: Text,
        /// One-based line of the table.
        line: u32,
    },
    /// A `demock: allow(rule) reason` comment in a source file.
    Inline {
        /// The source file, relative to the root.
        path: Text,
        /// One-based line of the comment.
        line: u32,
    },
}

/// What became of an allowance in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllowanceState {
    /// It covered at least one finding.
    Used,
    /// Nothing needed it: it can go.
    Unused,
    /// Its day has passed: it covers nothing any more.
    Expired,
    /// It does not count: no reason, or inline allowances are forbidden here. It covers nothing.
    Refused,
}

impl AllowanceState {
    /// Every state, in declaration order.
    pub const ALL: [Self; 4] = [Self::Used, Self::Unused, Self::Expired, Self::Refused];

    /// The name used in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Unused => "unused",
            Self::Expired => "expired",
            Self::Refused => "refused",
        }
    }
}

/// One exception, with its state after the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rule it names; may be a group or a framework prefix such as `pytest/*`.
    pub rule: Text,
    /// Why, in the author's words.
    pub reason: Text,
    /// Last day on which it counts.
    pub until: Option<Date>,
    /// Where it was written.
    pub source: AllowanceSource,
    /// What became of it.
    pub state: AllowanceState,
    /// How many findings it covered.
    pub covered: u32,
}
