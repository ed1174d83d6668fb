//! The gate's answer.

use crate::{Boundary, Kind, Text};

/// One accepted finding of a baseline. Order is the order of lines in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaselineEntry {
    /// Path relative to the root.
    pub path: Text,
    /// Enclosing definitions joined by `::`.
    pub scope: Text,
    /// What it is.
    pub kind: Kind,
    /// What is replaced.
    pub boundary: Boundary,
    /// The replaced thing's name, empty where not known.
    pub target: Text,
    /// Zero-based count among equal entries.
    pub occurrence: u32,
}

/// A way in which a change makes the policy say less than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loosening {
    /// The file that was changed.
    pub path: Text,
    /// One-based line of the loosening, 0 where something was removed.
    pub line: u32,
    /// What was loosened, in words.
    pub what: String,
}

/// A reason for which the gate fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateFailure {
    /// Findings that the baseline does not hold: indices into the report's findings.
    New(Vec<u32>),
    /// An exception's day has passed while findings need it: indices into the report's allowances.
    Expired(Vec<u32>),
    /// An inline allowance without a reason, or where inline ones are forbidden: indices into the allowances.
    Refused(Vec<u32>),
    /// The policy, the baseline or the allowances were loosened by the change.
    Loosened(Vec<Loosening>),
    /// The baseline holds entries that nothing matches, under `--locked`.
    Stale(Vec<BaselineEntry>),
    /// No test file was found: nothing was proved.
    NoTests,
    /// Far fewer tests than the baseline recorded.
    FewerTests {
        /// Tests seen now.
        seen: u64,
        /// Tests that the baseline recorded.
        recorded: u64,
    },
}

/// What `demock check` found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Why it fails; empty is a pass.
    pub failures: Vec<GateFailure>,
    /// Baseline entries that nothing matches any more: removed mocks.
    pub removed: Vec<BaselineEntry>,
    /// Findings of rules newer than the baseline: listed, not failed. Indices into the findings.
    pub newer_rules: Vec<u32>,
    /// How many findings the baseline forgave.
    pub forgiven: u64,
    /// Allowances that nothing needs. Indices into the allowances.
    pub unused_allowances: Vec<u32>,
    /// Warnings that the change brings, where a change is judged: indices into the findings. `None` where all are everyone's.
    pub new_warnings: Option<Vec<u32>>,
    /// Notices for the reader, in order.
    pub notices: Vec<String>,
}

impl Verdict {
    /// Whether the gate passes.
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }
}
