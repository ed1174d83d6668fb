//! Turns a scan's answer into bytes: text, JSON, SARIF, `JUnit`, GitHub annotations, Markdown and HTML; the gate's verdict,
//! the remediation plan, and the comparison of two scans.
//!
//! Invariants: the same report gives the same bytes; every format only writes into the `Write` it is given; what comes
//! from a scanned tree (paths, names, source lines) is escaped for the format it lands in. Absent on purpose: deciding
//! what is severe or new (`demock-scan`), reading files (the caller hands lines in), asking the terminal or the
//! environment anything (the caller says width and colour).

mod effect;
mod escape;
mod figures;
mod listing;
mod places;
mod rank;
mod source;
mod style;
mod tables;

pub mod diff;
pub mod gate;
pub mod plan;
pub mod replacement;
pub mod scan;

pub use source::{NoSource, SourceLines};
pub use style::{Color, Detail, TextOptions};
