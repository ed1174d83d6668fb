//! The answer of one scan.

use crate::{Allowance, Date, Finding, Mode, Priority, TestTable, Text};

/// A part of the code base that owns tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: Text,
    /// Its urgency in the plan.
    pub priority: Priority,
    /// How the gate treats it.
    pub mode: Mode,
}

/// A file that was read although it does not parse.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParseProblem {
    /// Path relative to the root.
    pub path: Text,
    /// One-based line of the first problem.
    pub line: u32,
    /// What was seen, such as "`(` is never closed".
    pub message: Text,
}

/// Something that was not read, or a check that was not made, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Path relative to the root.
    pub path: Text,
    /// Why, in words.
    pub reason: Text,
}

/// Everything one scan has to say. Lists are sorted by path and place: same input, same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The scanned root as the user named it.
    pub root: String,
    /// The day that expiry was judged by.
    pub today: Date,
    /// Number of the rule set (grows with every release that changes what is found).
    pub rule_set: u32,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The tests that were seen.
    pub tests: TestTable,
    /// The exceptions and their states.
    pub allowances: Vec<Allowance>,
    /// Every service that owns a finding or a test, by name.
    pub services: Vec<Service>,
    /// Read, but does not parse.
    pub parse_errors: Vec<ParseProblem>,
    /// Not read.
    pub skipped: Vec<Skipped>,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
}
