//! The schema `demock.findings/1`: wire structs of its own, so that the model can change without breaking a reader.
//!
//! Invariants: findings are streamed, one a line, never held as one text; `null` stands for what is not known or not
//! computed, never 0. Fields beside those of the first release are only ever added.

mod lines;
mod schema;
mod wire;

pub use schema::schema;

use demock_model::Report;
use serde::Serialize as _;
use std::io::{self, Write};

/// The name of the schema that [`write()`] follows.
pub const SCHEMA: &str = "demock.findings/1";

/// Writes the report as JSON.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, lines::OneFindingALine::default());
    wire::FindingsV1::new(report).serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")
}
