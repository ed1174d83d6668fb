//! Aligned columns for text, and tables for Markdown.

use crate::escape::{fit, width};
use std::io::{self, Write};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows of plain cells; the first row is the header.
pub(crate) struct Table<'a> {
    pub(crate) columns: &'a [(&'a str, Align)],
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table<'_> {
    /// As text lines, without the header's decoration; the first column gives way where the width is too small.
    pub(crate) fn text_lines(&self, columns: usize) -> Vec<String> {
        let header: Vec<String> = self.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| self.rows.iter().chain([&header]).map(|row| width(&row[at])).max().unwrap_or(0))
            .collect();
        let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        let first = widths[0].min(columns.saturating_sub(others).max(8));
        [&header].into_iter().chain(&self.rows).map(|row| self.line(row, first, &widths)).collect()
    }

    fn line(&self, row: &[String], first: usize, widths: &[usize]) -> String {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let target = if at == 0 { first } else { widths[at] };
            let cell = if at == 0 { fit(cell, first) } else { cell.clone() };
            let pad = " ".repeat(target.saturating_sub(width(&cell)));
            if at > 0 {
                line.push_str("  ");
            }
            match self.columns[at].1 {
                Align::Left => {
                    line.push_str(&cell);
                    line.push_str(&pad);
                }
                Align::Right => {
                    line.push_str(&pad);
                    line.push_str(&cell);
                }
            }
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// As a Markdown table. Cells are Markdown already.
    pub(crate) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let header: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        let rule: Vec<_> =
            self.columns.iter().map(|(_, align)| if *align == Align::Left { "---" } else { "--:" }).collect();
        writeln!(out, "| {} |", header.join(" | "))?;
        writeln!(out, "| {} |", rule.join(" | "))?;
        for row in &self.rows {
            writeln!(out, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}
