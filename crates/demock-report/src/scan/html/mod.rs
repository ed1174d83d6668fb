//! One self-contained page: figures, what to do first, and every finding to filter and sort. No network, no framework.
//!
//! Invariants: findings travel as compact JSON (a table of strings and rows of numbers) and are drawn a page at a time, so
//! that 30,000 of them stay quick; foreign text reaches the document only through `textContent` or escaped; the content
//! policy of the page forbids loading anything.

mod data;
mod static_part;

use crate::figures::Figures;
use crate::source::SourceLines;
use demock_model::Report;
use std::io::{self, Write};

const CSS: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page.
pub fn write(report: &Report, source: &dyn SourceLines, out: &mut dyn Write) -> io::Result<()> {
    let figures = Figures::of(report);
    static_part::head(report, CSS, out)?;
    static_part::figures(report, &figures, out)?;
    static_part::first(report, out)?;
    static_part::tables(report, &figures, out)?;
    static_part::findings(out)?;
    static_part::problems(report, out)?;
    write!(out, "<script type=\"application/json\" id=\"data\">")?;
    data::write(report, source, out)?;
    write!(out, "</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
}
