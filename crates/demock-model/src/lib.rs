//! The nouns of demock.
//!
//! Invariants: no I/O, no async, no dependencies; every other crate may depend on this one and this one on nothing.
//! Absent on purpose: wire shapes (JSON, SARIF, TOML), which live at the edge that writes or reads them.

mod allowance;
mod boundary;
mod date;
mod finding;
mod help;
mod kept;
mod kind;
mod language;
mod place;
mod policy;
mod report;
mod test_ids;
mod test_table;
mod text;
mod texts;
mod verdict;

pub use allowance::{Allowance, AllowanceSource, AllowanceState};
pub use boundary::Boundary;
pub use date::{Date, DateError};
pub use finding::{Finding, Fingerprint};
pub use help::Help;
pub use kind::{Confidence, Group, Kind, KindSet, Severity};
pub use language::Language;
pub use place::Place;
pub use policy::{Mode, Priority};
pub use report::{ParseProblem, Report, Service, Skipped};
pub use test_ids::TestIds;
pub use test_table::{TestId, TestTable};
pub use text::Text;
pub use texts::Texts;
pub use verdict::{BaselineEntry, GateFailure, Loosening, Verdict};
