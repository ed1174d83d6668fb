//! Aligned columns for text, and tables for Markdown.

use crate::escape::{fit, width};
use std::io::{self, Write};

/// Columns that a column of words keeps.
const WORDS_MIN: usize = 6;

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
    /// As text lines; columns of words give way, the widest first, where the width is too small.
    pub(crate) fn text_lines(&self, columns: usize) -> Vec<String> {
        let header: Vec<String> = self.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|at| self.rows.iter().chain([&header]).map(|row| width(&row[at])).max().unwrap_or(0))
            .collect();
        let gaps = 2 * self.columns.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > columns {
            let words = (0..widths.len()).filter(|at| self.columns[*at].1 == Align::Left && widths[*at] > WORDS_MIN);
            let Some(widest) = words.max_by_key(|at| widths[*at]) else { break };
            widths[widest] -= 1;
        }
        [&header].into_iter().chain(&self.rows).map(|row| self.line(row, &widths, columns)).collect()
    }

    fn line(&self, row: &[String], widths: &[usize], most: usize) -> String {
        let mut line = String::new();
        for ((at, cell), columns) in row.iter().enumerate().zip(widths) {
            let cell = fit(cell, *columns);
            let pad = " ".repeat(columns - width(&cell));
            if at > 0 {
                line.push_str("  ");
            }
            match self.columns[at].1 {
                Align::Left => line.extend([&*cell, &pad]),
                Align::Right => line.extend([&*pad, &cell]),
            }
        }
        line.truncate(line.trim_end().len());
        fit(&line, most)
    }

    /// As a Markdown table. Cells are Markdown already, but for their `|`.
    pub(crate) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let header: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        let rule: Vec<_> =
            self.columns.iter().map(|(_, align)| if *align == Align::Left { "---" } else { "--:" }).collect();
        writeln!(out, "| {} |", header.join(" | "))?;
        writeln!(out, "| {} |", rule.join(" | "))?;
        for row in &self.rows {
            let cells: Vec<_> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}
