//! Whether the build fails: policy and baseline against a report.
//!
//! Invariants: pure functions that return data; nothing is printed, and the only thing that touches the disk is
//! [`store`], which reads the baseline folder and writes a file as a whole or not at all. `check` never writes.
//! Absent on purpose: judging sites (`judge`), and how a verdict is told (`demock-report`).

pub mod baseline;
pub mod check;
mod format;
pub mod loosening;
mod matching;
pub mod store;
pub mod update;

pub use baseline::{BASELINE_FOLDER, Baseline, BaselineError, BaselineErrorKind, ServiceBaseline};
pub use check::{Check, Coverage, Stale, check};
pub use loosening::{Before, BeforeError, Permission, loosenings, tier_loosenings};
pub use update::{accept, shrink, write};
